"""Rating, each for themselves: a digit answers and goes on. One factor a screen, or all where there is room.

Every answer is saved as it is given, so that leaving is a pause. While the round is open nobody else sees any of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from board.errors import Problem
from board.ports import Commit
from board.readiness import RATINGS, UNSURE, Reply, items_of
from board.readiness import Item as Factor
from board.readiness_acts import answer
from board.readiness_rounds import Round, is_late, own_answer
from tui import readiness_words as words
from tui.acts import readiness as acts
from tui.lines import Piece, Row, fit, spread, wrap
from tui.live import News
from tui.pages.page import Page
from tui.pages.rating_sheet import DONE, Sheet, Stop, bulleted, dots, option
from tui.text import _, ngettext
from tui.widgets.prompt import Question
from tui.widgets.rows_view import Item

WIDE, HIGH = 100, 30
"""From this size all factors are on the screen."""


class RatingPage(Page):
    """One person's answers in a round."""

    name_of_page = "rating"
    widest = 156

    def __init__(self, id: str, scope: str) -> None:
        super().__init__()
        self._round, self._scope = id, scope
        self._me: str | None = None
        self._mine: dict[str, Reply] = {}
        self._unsaved: dict[str, Reply] = {}
        self._at = 0
        self._was_open = True
        self._spots: dict[str, list[tuple[int, int, int, int]]] = {}
        """By item: (row, from, to, value) of what can be clicked."""
        self._bars: dict[str, int] = {}
        """By item: the one of its rows that the cursor's bar is at; at all of them where it is not there."""

    # --- where we are

    @property
    def round(self) -> Round | None:
        return acts.find(self.tavla.live, self._round, self._scope)

    @property
    def form(self) -> str:
        one = self.round
        return one.form if one else "readiness"

    @property
    def sheet(self) -> Sheet:
        """What is answered, with what is on its way to be saved."""
        return Sheet(self.form, {**self._mine, **self._unsaved})

    @property
    def stop(self) -> Stop:
        return self.sheet.stops[self._at]

    @property
    def all_at_once(self) -> bool:
        return self.text_width >= WIDE and self.size.height >= HIGH

    def _read(self) -> None:
        """What has been answered so far, by whoever sits here."""
        live = self.tavla.live
        if self.round is None or live.me is None:
            return
        self._mine = dict(own_answer(acts.home_of(live, self._scope), self._round, live.me))
        if live.me != self._me:
            self._me, self._unsaved = live.me, {}
            self._at = self.sheet.first_left

    # --- answering

    def step(self, items: int) -> None:
        self._at = min(max(self._at + items, 0), len(self.sheet.stops) - 1)
        self.shell.key_line.hush()
        self.fill()

    def act(self, what: str) -> None:
        if what in ("next", "back"):
            if self.stop.item == DONE and what == "next":
                self._leave()
            else:
                self.step(1 if what == "next" else -1)
        elif what == "pause":
            self._leave()
        elif what == "comment":
            self._comment()
        else:
            self._rate(int(what))

    def opened(self) -> None:
        self.act("next")

    def page(self, screens: int) -> None:
        """Read on; the place that a digit answers stays."""
        self.scroll_rows(screens * max(self.size.height - 2, 1))

    def has_bar(self, at: int, row: int) -> bool:
        return row == self._bars.get(self.items[at].key or "", row)

    def _leave(self) -> None:
        done, total = self.sheet.answered, len(items_of(self.form))
        late, self._was_open = not self._was_open, True
        self.shell.close_page()
        if late or self.round is None:
            return
        if done == total:
            self.shell.say(_("Tack! Dina svar är sparade. Du kan ändra dem till dess omgången stängs."))
        elif done:
            said = _("Pausat. Dina svar är sparade, {n} av {total}. Fortsätt när du vill: tryck {key}.")
            self.shell.say(said.format(n=done, total=total, key=self.shell.key_of("readiness")))

    def _rate(self, value: int) -> None:
        stop = self.stop
        if stop.item == DONE:
            return
        reply = self.sheet.reply(stop.item)
        if not stop.field:
            self._save(stop.item, reply._replace(rating=value))
        elif value <= len(self.sheet.choices(stop)):
            extra = {field: choice for field, choice in reply.extra.items() if field != stop.field}
            if value:
                extra[stop.field] = self.sheet.choices(stop)[value - 1]
            self._save(stop.item, reply._replace(extra=extra))
        else:
            return
        self.step(1)

    def _save(self, key: str, reply: Reply, said: str = "", draft: str = "") -> None:
        """Keep an answer now; what a store cannot take yet is kept by Live and tried again."""
        self._unsaved[key] = reply

        def then(outcome: Commit | Problem) -> None:
            waits = isinstance(outcome, Problem) and outcome.exit_code == 3 and self.tavla.live.saving.waiting
            if not waits and self._unsaved.get(key) is reply:
                del self._unsaved[key]
            # What has been asked since then is not answered by this; only a comment comes out of a question.
            if (draft or isinstance(outcome, Problem)) and self.shell.tell(outcome, said):
                self.shell.forget_draft(draft)
            if self.is_attached:
                self._read()
                self.fill()

        acts.run(
            self.shell, self._scope, answer(self._round, {key: reply}, shared=self._scope != "board"), then
        )

    def _comment(self) -> None:
        key = self.stop.item
        if key == DONE:
            return
        draft = f"rating/{self._round}/{key}"

        def answered(text: str, _key: str | None) -> None:
            self._save(key, self.sheet.reply(key)._replace(comment=text), _("Kommentaren är sparad."), draft)

        self.shell.ask(
            Question(
                words.name(key),
                answered,
                explain=[(_("Kommentaren visas utan namn när omgången är stängd."), "quiet")],
                text=self.sheet.reply(key).comment,
                draft=draft,
            )
        )

    def on_mouse_down(self, event: events.MouseDown) -> None:
        at = self.item_at(event.y)
        if event.button != 1 or at is None:
            return
        key = self.items[at].key
        found = next((i for i, stop in enumerate(self.sheet.stops) if stop.key == key), None)
        if key is None or found is None:
            return
        row = self.top + event.y - self._starts[at]
        x = event.x - self.margin - 1
        self._at = found
        for on, start, end, value in self._spots.get(key, ()):
            if on == row and start <= x < end:
                self._rate(value)
                return
        self.fill()
        if key == Stop(DONE).key:
            self._leave()

    # --- what is on it

    def news(self, news: News) -> None:
        self.fill()

    def fill(self) -> None:
        if not self.is_mounted or not self.is_attached:
            return
        self._read()
        super().fill()
        self.set_items(self.items, keep=self.stop.key)

    def build(self, width: int) -> Sequence[Item]:
        self._spots, self._bars = {}, {}
        one = self.round
        if one is None:
            return [Item(([(_("Omgången har tagits bort."), "still")],))]
        self._was_open = one.is_open
        items = [Item(tuple(self._head(one, width)))]
        if self.all_at_once:
            return [*items, *self._all(one, width)]
        return [*items, *(self._end(width) if self.stop.item == DONE else self._single(width))]

    def _head(self, one: Round, width: int) -> list[Row]:
        total = len(items_of(self.form))
        title: list[Piece] = [
            (words.form(one.form), "heading"),
            (f"  {acts.label_of(self.shell, one)}", "quiet"),
        ]
        done = _("{n} av {total}").format(n=self.sheet.answered, total=total)
        rows: list[Row] = [spread(title, [*dots(self.sheet, self.stop.item), (f"  {done}", "accent")], width)]
        if not one.is_open:
            live = self.tavla.live
            late = is_late(acts.home_of(live, self._scope), self._round, live.me or "")
            told = words.kept_late() if late or self._unsaved else words.closed_now()
            rows += [[(line, "still")] for line in wrap(told, width)]
        elif self.all_at_once:
            rows += [[(line, "quiet")] for line in wrap(words.anonymity(), width)]
        return rows

    def _single(self, width: int) -> list[Item]:
        """The factor in front, with its questions above the scale."""
        item = items_of(self.form)[self.stop.item]
        number = list(items_of(self.form)).index(item.key) + 1
        name: Row = [
            (f"{number}  {words.name(item.key)}", "strong"),
            (f"  {words.name(item.second)}" if item.second else "", "quiet"),
            (f"  {words.group(item.group).lower()}" if self.form == "readiness" else "", "quiet"),
        ]
        think: list[Row] = []
        if self.form == "readiness":
            for prompt in words.prompts(item.key):
                think += [[(lead, "quiet")] for lead in bulleted(prompt, width)]
            think += [[(line, "quiet")] for line in wrap(words.note(item), width) if line]
        plain: list[Row] = [[(line, "text")] for line in wrap(words.plain(item.key), width) if line]
        asked = [self._scale_down(item, width)]
        asked += [self._asked(Stop(item.key, field), width) for field, _choices in item.asks]
        said = self._said(item, width)
        told: list[Row] = [[(line, "quiet")] for line in wrap(words.anonymity(), width)]
        space: Row = [("", "text")]
        used = 5 + len(plain) + len(think) + len(said) + sum(len(one.rows) for one in asked)
        if used > self.size.height:
            # In a small window the scale is always in sight, and the questions to think with come after it.
            below = [*(told if number == 1 else []), space, *think]
            return [Item((name, *plain)), *asked, Item(tuple(said)), Item(tuple(below))]
        tight = number == 1 and used + len(told) > self.size.height
        items = [
            Item((space, name, *plain, *think, space)),
            *asked,
            Item((*([] if tight else [space]), *said)),
        ]
        if used + len(told) < self.size.height:
            told = [space, *told]
        if number == 1 or used + len(told) <= self.size.height:
            items.append(Item(tuple(told)))
        return items

    def _scale_down(self, item: Factor, width: int) -> Item:
        """What is asked, and the scale under it, one answer a row."""
        stop = Stop(item.key)
        rows: list[Row] = [[(line, "text")] for line in wrap(words.question(self.form, item.key), width)]
        chosen = self.sheet.value(stop)
        self._bars[stop.key] = 0
        for value in (*RATINGS, UNSURE):
            self._spots.setdefault(stop.key, []).append((len(rows), 0, 60, value))
            if chosen == value:
                self._bars[stop.key] = len(rows)
            rows.append(option(value, words.rating(self.form, value), chosen == value))
        return Item(tuple(rows), stop.key)

    def _asked(self, stop: Stop, width: int) -> Item:
        """Something else that a factor asks: its choices in a row, or in as many as they need."""
        label = words.ask(stop.field)
        self._bars[stop.key] = 0
        rows: list[list[Piece]] = [[(f"  {label}  ", "text")]]
        x = cell_len(label) + 4
        for value, choice in enumerate(self.sheet.choices(stop), 1):
            pieces = [
                *option(value, words.choice(stop.field, choice), self.sheet.value(stop) == value),
                ("  ", "text"),
            ]
            size = sum(cell_len(text) for text, _part in pieces)
            if x + size > width:
                rows.append([("    ", "text")])
                x = 4
            rows[-1] += pieces
            self._spots.setdefault(stop.key, []).append((len(rows) - 1, x, x + size, value))
            if self.sheet.value(stop) == value:
                self._bars[stop.key] = len(rows) - 1
            x += size
        return Item(tuple(rows), stop.key)

    def _said(self, item: Factor, width: int) -> list[Row]:
        comment = self.sheet.reply(item.key).comment
        if not comment:
            told = _("{key} skriver en kommentar, om du vill").format(key=self.shell.key_of("rate_comment"))
            return [[("  ", "text"), (told, "quiet")]]
        return [
            [("  ” " if i == 0 else "    ", "quiet"), (line, "text")]
            for i, line in enumerate(wrap(comment, width - 6))
        ]

    def _end(self, width: int) -> list[Item]:
        items = items_of(self.form)
        left = [words.name(key) for key in items if self.sheet.reply(key).rating is None]
        rows: list[Row] = [[("", "text")]]
        if left and self.stop.item == DONE:
            told = ngettext("{n} är inte besvarad: {names}.", "{n} är inte besvarade: {names}.", len(left))
            said = told.format(n=len(left), names=", ".join(left))
            said += " " + _("Det går bra, eller gå tillbaka med ↑.")
            rows += [[(line, "text")] for line in wrap(said, width)]
        elif not left:
            again = None if self.all_at_once else self.shell.key_of("readiness")
            rows.append([("✓ ", "good"), (_("Tack! Du har svarat på allt, och allt är sparat."), "text")])
            rows += [[(line, "text")] for line in wrap(words.what_next(again), width)]
        if not self.all_at_once:
            rows += [[("", "text")], *([(line, "quiet")] for line in wrap(words.anonymity(), width))]
            rows.append([("", "text")])
        done: Row = [("▸ ", "accent"), (_("Klar: tillbaka"), "text")]
        return [Item(tuple(rows)), Item((done,), Stop(DONE).key)]

    # --- all at once

    def _all(self, one: Round, width: int) -> list[Item]:
        """Every factor with its scale beside it; where all the questions do not fit, the longest are cut."""
        shown: dict[str, int] = {}
        while True:
            self._spots, self._bars = {}, {}
            items = self._listed(width, shown)
            over = sum(len(item.rows) for item in items) + 2 - self.size.height
            long = [(shown[key], key) for key in shown if shown[key] > 1 and key != self.stop.item]
            if over <= 0 or not long:
                return items
            for lines, key in sorted(long, reverse=True)[:over]:
                shown[key] = lines - 1

    def _listed(self, width: int, shown: dict[str, int]) -> list[Item]:
        found: list[Item] = []
        group = ""
        for number, item in enumerate(items_of(self.form).values(), 1):
            if item.group != group and self.form == "readiness":
                group = item.group
                found.append(Item(([(words.group(group), "accent")],)))
            found.append(self._line(number, item, width, shown))
            found += [self._asked(Stop(item.key, field), width) for field, _choices in item.asks]
        return [*found, *self._end(width)]

    def _line(self, number: int, item: Factor, width: int, shown: dict[str, int]) -> Item:
        stop = Stop(item.key)
        scale: list[Piece] = []
        places: list[tuple[int, int, int]] = []
        x = 0
        for value in (*RATINGS, UNSURE):
            pieces = option(value, words.rating(self.form, value), self.sheet.value(stop) == value)
            size = sum(cell_len(text) for text, _part in pieces)
            places.append((x, x + size, value))
            scale += pieces
            x += size
        room = width - x
        name = f"{number:>2}  {words.name(item.key)}"
        left: list[Piece] = [(fit(name, room - 2), "strong")]
        if item.second and cell_len(name) + cell_len(words.name(item.second)) + 4 <= room:
            left.append(("  " + words.name(item.second), "quiet"))
        self._spots[stop.key] = [(0, room + start, room + end, value) for start, end, value in places]
        told = words.question(self.form, item.key) if self.form == "climate" else ""
        thought = " · ".join(words.prompts(item.key))
        told = told or " ".join(filter(None, (words.plain(item.key), thought, words.note(item))))
        lines = wrap(told, width - 4, shown.get(item.key))
        shown[item.key] = len(lines)
        rows: list[Row] = [spread(left, scale, width), *([("    " + line, "quiet")] for line in lines)]
        comment = self.sheet.reply(item.key).comment
        if comment:
            rows.append([("    ” ", "quiet"), (fit(comment, width - 8), "text")])
        return Item(tuple(rows), stop.key)

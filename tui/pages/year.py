"""The unit's year: what comes back in it, the team's own checklist, and the points to follow up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from board import year as years
from board.method.kinds import KINDS
from board.method.kinds_of_unit import STAGES
from board.model import people_of
from board.year import Checked, Entry
from tui import method_words as words
from tui import year_words
from tui.acts import year as acting
from tui.acts.asking import no_board
from tui.acts.cards import open_card
from tui.drawing import year as drawing
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages.goal_rows import card_items
from tui.pages.section_rows import SPACE, Around, day_told, field_item
from tui.pages.tabbed import TabbedPage
from tui.text import N_, _
from tui.widgets.key_line import SHORT_BELOW
from tui.widgets.rows_view import Item, text_item

ROOMY = 34
"""Rows of a window from which it is told under each thing what it is for."""
YEARS = 4
"""Years of answers that stand beside each other."""
START, LIST, POINTS, REPORT = "start", "list", "points", "report"
"""Keys of the rows that begin a wheel, a checklist and the year's points, and that write its report."""


class YearPage(TabbedPage):
    """Enter opens what is on the row; a marks it as done, 1-3 answer, c makes a card, f writes the year's report."""

    name_of_page = "year"
    widest = 150
    views: ClassVar[Mapping[str, str]] = {
        "wheel": N_("Årshjul"),
        "control": N_("Egenkontroll"),
        "points": N_("Punkter att följa upp"),
    }

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        """The year that is shown; 0 for this one."""
        self._open = ""

    @property
    def shown(self) -> int:
        return self.year or self.tavla.now.year

    @property
    def named(self) -> tuple[str, str]:
        """What the row is, or is a field of, and its id: (`yearly`, `control` or `point`, id), empty for none."""
        what, *rest = (self.key or "").split("/")
        if what == "field" and len(rest) > 1:
            return rest[0], rest[1]
        if what in ("near", "spot") and rest:
            return "yearly", rest[0]
        return (what, rest[0]) if what in KINDS and rest else ("", "")

    @property
    def card(self) -> str | None:
        what, _slash, id = (self.key or "").partition("/")
        return id if what == "card" else None

    @property
    def idle(self) -> set[str]:
        kind = self.named[0]
        found = set()
        if kind != "yearly":
            found.add("year_done")
        if kind != "control":
            found |= {"year_yes", "year_partly", "year_no", "year_card"}
        return found if kind else {*found, "year_end"}

    @property
    def hints(self) -> Mapping[str, str]:
        crowded = self.view == "control" and self.size.width < SHORT_BELOW
        return {"row_open": _("öppna"), **({"help": _("hjälp")} if crowded else {})}

    def fill(self) -> None:
        super().fill()
        self.shell.key_line.update()

    def step(self, items: int) -> None:
        super().step(items)
        self.shell.key_line.update()

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        if live.board_id is None:
            return [text_item(no_board(self.shell), "quiet")]
        around = Around(live.board, people_of(live.org), self.tavla.now.date(), width)
        board = self.tavla.desk.board_names.get(live.board_id, "")
        fact = f"{board} · {self.shown}" if board else str(self.shown)
        first, tabs = self.head(_("Enhetens år"), fact, width)
        rows = {"wheel": self._wheel, "control": self._control, "points": self._points}
        return [Item((first, tabs, [("", "text")])), *rows[self.view](around)]

    def _wheel(self, around: Around) -> list[Item]:
        entries = years.wheel(around.board, self.shown, around.today)
        if not entries:
            return self._start(around)
        width, now = around.width, around.today.month if self.shown == around.today.year else 0
        items = [Item((drawing.months(width, now),))]
        for stage in (*STAGES, ""):
            mine = [one for one in entries if one.stage == stage]
            if mine or stage:
                head: Row = [
                    (year_words.stage(stage), "strong"),
                    ("  " + year_words.step_told(stage), "quiet"),
                ]
                items.append(Item((head,)))
            for one in mine:
                items += self._entry(around, one, now)
        items.append(Item(tuple(year_words.legend(width))))
        return [*items, SPACE, *self._near(around), self._report(around)]

    def _report(self, around: Around) -> Item:
        told = _("Skriv ett utkast till årets resultat- och kvalitetsberättelse ({key})")
        text = fit(told.format(key=self.shell.key_of("year_report")), around.width - 4)
        return Item(([("  + ", "accent"), (text, "quiet")],), REPORT)

    def _entry(self, around: Around, one: Entry, now: int) -> list[Item]:
        key = f"yearly/{one.id}"
        name: Piece = ("  " + " ".join(str(one.doc.get("text") or "").split()), "text")
        signs = {spot.month: year_words.SIGNS[spot.state] for spot in one.spots}
        rows: list[Row] = [drawing.track(name, signs, around.width, now)]
        if self.size.height >= ROOMY and key != self._open:
            told = " · ".join(filter(None, (str(one.doc.get("purpose") or ""), year_words.standing(one))))
            rows.append([("    " + fit(told, around.width - 4), "quiet")])
        found = [Item(tuple(rows), key)]
        if key == self._open:
            found += self._fields(around, "yearly", one.id)
            for spot in one.spots:
                sign, ink = year_words.SIGNS[spot.state]
                told = f"{year_words.month(spot.month)}: {self._spot_told(around, one, spot)}"
                found.append(Item(([(f"    {sign} ", ink), (told, "text")],), f"spot/{one.id}/{spot.month}"))
        return found

    def _spot_told(self, around: Around, one: Entry, spot: years.Spot) -> str:
        docs = around.board.table("yearly_dones")
        days = [day_told(docs[id].get("on"), around.today) for id in spot.done]
        notes = [str(docs[id].get("note")) for id in spot.done if docs[id].get("note")]
        return " · ".join([year_words.spot(spot), *days[:1], *notes[:1]])

    def _start(self, around: Around) -> list[Item]:
        """A wheel that nobody has begun: what it may start with, to take or leave."""
        told = _(
            "Året i fyra steg. Så här kan ett årshjul börja; ni ändrar, lägger till och tar bort som ni vill."
        )
        items = [Item(tuple([(line, "quiet")] for line in wrap(told, around.width)))]
        items.append(Item(([("  + ", "accent"), (_("Börja med det här"), "text")],), START))
        for row in year_words.starting():
            left: Row = [(f"    {fit(row['text'], around.width - 30)}", "quiet")]
            when = f"{year_words.month(int(row['month']))} · {year_words.stage(row['stage'])}"
            items.append(Item((spread(left, [(when, "quiet")], around.width),)))
        key = self.shell.key_of("year_new")
        own = _("{key} skriver något eget i stället.").format(key=key)
        return [*items, SPACE, Item(([(own, "quiet")],))]

    def _near(self, around: Around) -> list[Item]:
        found = years.near(around.board, around.today)
        if not found:
            return [Item(([(_("Inget i årshjulet just nu."), "quiet")],))]
        items = []
        for one in found:
            late = one.awaited is not None and one.awaited.last < around.today
            told = _("inte markerad som gjord") if late else _("till månadens slut")
            name = fit(str(one.doc.get("text") or ""), around.width - 30)
            row: Row = [("◆ ", "accent"), (name, "strong"), ("  " + told, "quiet")]
            items.append(Item((row,), f"near/{one.id}"))
        return items

    def _fields(self, around: Around, kind: str, id: str) -> list[Item]:
        doc = around.board.get(KINDS[kind].table, id) or {}
        return [
            field_item(around, kind, field, doc.get(field.name), f"field/{kind}/{id}/{field.name}", 4)
            for field in KINDS[kind].fields
            if field.name != "from_year" or doc.get("every") == "two_years"
        ]

    def _control(self, around: Around) -> list[Item]:
        found = years.checklist(around.board, self.shown)
        told = _("Er egen lista. Inget står här från början, och inget är officiellt.")
        items = [Item(tuple([(line, "quiet")] for line in wrap(told, around.width)))]
        if not found.lines:
            items += [SPACE, Item(([("  + ", "accent"), (_("Skriv den första raden"), "text")],), LIST)]
            themes = _("Områden som kan vara med: {themes}.").format(themes=", ".join(year_words.themes()))
            return [
                *items,
                Item(tuple([("    " + line, "quiet")] for line in wrap(themes, around.width - 4))),
            ]
        total, answered = len(found.lines), found.count(self.shown)
        facts = [year_words.answered(answered, total)]
        facts += [
            f"{words.choice('answer', code)}: {count}"
            for code in ("yes", "partly", "no")
            if (count := found.count(self.shown, code))
        ]
        items.append(Item(([(" · ".join(facts), "text")],)))
        beside = [one for one in found.years if one <= self.shown][-YEARS:]
        for theme, lines in found.themes:
            heads: Row = [(f"{one:<10}", "accent" if one == self.shown else "quiet") for one in beside]
            title = theme or _("Utan område")
            items += [
                SPACE,
                Item((spread([(fit(title, around.width - 44), "strong")], heads, around.width),)),
            ]
            for one in lines:
                items += self._line(around, one, beside)
        return items

    def _line(self, around: Around, one: Checked, beside: Sequence[int]) -> list[Item]:
        key = f"control/{one.id}"
        marks: list[Piece] = []
        for year in beside:
            held = one.answers.get(year)
            said = str(held[1].get("answer")) if held else ""
            sign, ink = year_words.ANSWERS.get(said, ("·", "quiet"))
            marks.append((f"{sign} {words.choice('answer', said) if said else '':<8}", ink))
        room = max(around.width - 10 * len(beside) - 4, 20)
        lines = wrap(" ".join(str(one.doc.get("text") or "").split()), room, 3)
        rows: list[Row] = [spread([("  " + lines[0], "text")], marks, around.width)]
        rows += [[("  " + line, "text")] for line in lines[1:]]
        held = one.answers.get(self.shown)
        if held and held[1].get("note"):
            rows += [[("    " + line, "quiet")] for line in wrap(str(held[1]["note"]), around.width - 4, 2)]
        found = [Item(tuple(rows), key)]
        if held and (card := str(held[1].get("led_to") or "")) in around.board.table("cards"):
            found += card_items(around, [card])
        if key == self._open:
            found += self._fields(around, "control", one.id)
            if held:
                field = KINDS["control_answer"].field("note")
                if field is not None:
                    at = f"field/control_answer/{held[0]}/note"
                    found.append(field_item(around, "control_answer", field, held[1].get("note"), at, 4))
        return found

    def _points(self, around: Around) -> list[Item]:
        items: list[Item] = []
        for year, told in (
            (self.shown - 1, _("Punkter för {year}, och vad det blev")),
            (self.shown, _("Punkter för {year}")),
            (self.shown + 1, _("Punkter för {year}, året som kommer")),
        ):
            docs = years.points_of(around.board, year)
            items.append(Item(([(told.format(year=year), "strong")],)))
            for id, doc in docs.items():
                items += self._point(around, id, str(doc.get("text") or ""), str(doc.get("result") or ""))
            if not docs and year < self.shown:
                items.append(Item(([("  " + _("Inga punkter är skrivna."), "quiet")],)))
            if year >= self.shown:
                new = ("  + ", "accent"), (_("en punkt för {year}").format(year=year), "quiet")
                items.append(Item((list(new),), f"{POINTS}/{year}"))
            items.append(SPACE)
        return [*items, self._report(around)]

    def _point(self, around: Around, id: str, text: str, result: str) -> list[Item]:
        key = f"year_point/{id}"
        lines = wrap(" ".join(text.split()), around.width - 4, 3)
        rows: list[Row] = [
            [("  · " if n == 0 else "    ", "quiet"), (line, "text")] for n, line in enumerate(lines)
        ]
        if result:
            rows += [[("    → " if n == 0 else "      ", "good"), (line, "text")]
                     for n, line in enumerate(wrap(" ".join(result.split()), around.width - 6, 3))]  # fmt: skip
        else:
            rows.append([("    → ", "quiet"), (_("vad det blev är inte skrivet än"), "quiet")])
        found = [Item(tuple(rows), key)]
        return [*found, *self._fields(around, "year_point", id)] if key == self._open else found

    # --- keys

    def show(self, view: str) -> None:
        self._open = ""
        super().show(view)

    def go_to(self, key: str) -> None:
        """Stand on something that has just been written."""
        self.fill()
        self.set_items(self.items, keep=key)

    def opened(self) -> None:
        key = self.key or ""
        what, *named = key.split("/")
        if what == START:
            acting.begin(self)
        elif what == "card":
            open_card(self.shell, named[0])
        elif what == "field":
            acting.edit(self, *named)
        elif what == "spot":
            acting.done(self, named[0], int(named[1]))
        elif what in (LIST, POINTS):
            acting.new(self)
        elif what == "near":
            self._open = f"yearly/{named[0]}"
            self.go_to(self._open)
        elif what == REPORT:
            acting.report(self.shell)
        else:
            self._open = "" if self._open == key else key
            self.fill()

    def act(self, what: str) -> None:
        if what in ("earlier", "later"):
            self.year = self.shown + (1 if what == "later" else -1)
            self.year = min(max(self.year, date.min.year + 2), date.max.year - 2)
            self.fill()
        elif what in acting.HERE:
            acting.HERE[what](self)
        else:
            super().act(what)

"""Lifts: what others ask this board or its people to decide, by what it is about, and what was lifted from here."""

from __future__ import annotations

from collections.abc import Sequence

from board.errors import Problem
from board.method.lifts import Lift, by_cause, sent_by, sent_to
from board.model import people_of
from board.ports import Commit
from board.versions import beside
from tui import lift_words
from tui.acts.cards import open_card
from tui.acts.lifts import answer
from tui.card_lines import person_name
from tui.lines import Piece, Row, fit, spread, wrap
from tui.live import News
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

MOST_ANSWERED = 10
"""Answered lifts to us that are shown; all stand on the boards they came from."""


class LiftsPage(Page):
    """What waits comes first; enter answers what came here, and opens the card of what went from here."""

    name_of_page = "lifts"

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.also: dict[str, tuple[str, ...]] = {}
        """What else was answered, by others who had not seen the answer that shows."""

    def on_mount(self) -> None:
        self._read()

    def news(self, news: News) -> None:
        if any(event.table == "lifts" for event in news.events):
            self._read()
        self.fill()

    def _read(self) -> None:
        """What boards and cards are called is read in the storage thread."""
        live, desk = self.tavla.live, self.tavla.desk
        cards = {(one.board, one.card) for one in self._to_us()}
        names: dict[str, str] = {}
        titles: dict[str, str] = {}

        def work() -> Commit:
            self.also = beside(live.org_store.conflicts(), live.org_store.snapshot, "lifts", "answer")
            names.update({one.board: one.name for one in desk.pulses()})
            for board in {board for board, _card in cards} & names.keys():
                docs = desk.read(board).table("cards")
                here = [card for of, card in cards if of == board and card in docs]
                titles.update({card: str(docs[card].get("title") or "") for card in here})
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self.names, self.titles = names, titles
            self.fill()

        live.ask(work, then)

    def _to_us(self) -> list[Lift]:
        live = self.tavla.live
        return sent_to(live.org, live.board_id or "", live.me, self.tavla.now.date())

    def _from_us(self) -> list[Lift]:
        live = self.tavla.live
        return sent_by(live.org, live.board_id or "")

    @property
    def lift(self) -> Lift | None:
        """The lift under the cursor."""
        key = (self.key or "")[1:]
        return next((one for one in (*self._to_us(), *self._from_us()) if one.id == key), None)

    @property
    def is_ours(self) -> bool:
        """Whether the cursor is on what was lifted from here."""
        return (self.key or "").startswith("<")

    def opened(self) -> None:
        one = self.lift
        if one is not None and self.is_ours and one.card in self.shell.cards:
            open_card(self.shell, one.card)
            self.call_after_refresh(self._stand_on_lifts)
        elif one is not None:
            answer(self.shell)

    def _stand_on_lifts(self) -> None:
        """At the lifts of the card that has just been opened."""
        page = self.shell.pages[-1] if self.shell.pages else None
        if page is not None and page.name_of_page == "card":
            page.set_items(page.items, keep="section/lift")

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        head: list[Row] = [[(_("Lyft"), "heading")]]
        aim = _(
            "Det som en enhet inte råder över själv, och ber någon annan bestämma. Ett nej är också ett svar."
        )
        head += [[(line, "quiet")] for line in wrap(aim, width)]
        return [Item((*head, [("", "text")])), *self._received(width), *self._sent(width)]

    def _received(self, width: int) -> list[Item]:
        found = self._to_us()
        waiting = [one for one in found if one.waits]
        count = ngettext("{n} väntar på svar", "{n} väntar på svar", len(waiting)).format(n=len(waiting))
        items = [Item(([(_("Lyft till oss"), "strong"), ("  " + count, "quiet")],))]
        if not found:
            items.append(Item(([(_("  Ingen har lyft något hit."), "quiet")],)))
        for about, group in by_cause(waiting):
            if len(group) > 1:
                told = ngettext("{n} lyft om samma sak: {what}", "{n} lyft om samma sak: {what}", len(group))
                what = fit(" ".join(about.split()), max(width - 30, 20))
                items.append(Item(([("  " + told.format(n=len(group), what=what), "still")],)))
            items += [self._row(one, ">", width) for one in group]
        answered = sorted((one for one in found if not one.waits), key=_answered_on, reverse=True)
        items += [self._row(one, ">", width) for one in answered[:MOST_ANSWERED]]
        return [*items, Item(([("", "text")],))]

    def _sent(self, width: int) -> list[Item]:
        found = self._from_us()
        waiting = sum(1 for one in found if one.waits)
        count = ngettext("{n} utan svar", "{n} utan svar", waiting).format(n=waiting)
        items = [Item(([(_("Lyft från oss"), "strong"), ("  " + count, "quiet")],))]
        if not found:
            none = _("Inget är lyft härifrån. {key} lyfter det ni inte råder över själva från ett kort.")
            none = none.format(key=self.shell.key_of("lift_new"))
            items.append(Item(tuple([("  " + line, "quiet")] for line in wrap(none, width - 2))))
        today = self.tavla.now.date()
        news = [one for one in found if one.is_news(today)]
        waits = sorted((one for one in found if one.waits), key=lambda one: -one.late(today))
        older = [one for one in found if not one.waits and one not in news]
        return [*items, *(self._row(one, "<", width) for one in (*news, *waits, *reversed(older)))]

    def _row(self, one: Lift, way: str, width: int) -> Item:
        """One lift: what, who, the decision asked for, and the answer or how long it has waited."""
        today, people = self.tavla.now.date(), people_of(self.tavla.live.org)

        def person(ref: object) -> str:
            return person_name(people, ref)

        text = " ".join(one.text.split())
        asked_on = one.asked_on()
        age = dates.relative(asked_on, today) if asked_on else ""
        rows: list[Row] = [
            spread([("  " + fit(text, max(width - 18, 20)), "strong")], [(age, "quiet")], width),
        ]
        if way == ">":
            unit = self.names.get(one.board, one.board)
            to = role if (role := one.to_role and lift_words.role(one.to_role)) else ""
            about = self.titles.get(one.card, "")
            facts = [unit, person(one.by), about and f"”{about}”", to and _("till {whom}").format(whom=to)]
        else:
            title = str((self.shell.cards.get(one.card) or {}).get("title") or "")
            whom = lift_words.receiver(one, self.names)
            facts = [_("till {whom}").format(whom=whom), title and f"”{title}”"]
        rows.append([("    " + fit(" · ".join(filter(None, facts)), width - 4), "quiet")])
        if one.asked:
            told = _("Ber om: {what}").format(what=" ".join(one.asked.split()))
            rows += [[("    " + line, "text")] for line in wrap(told, width - 4, 3)]
        rows += self._how_it_stands(one, lift_words.answered(one, person, today), width)
        return Item((*rows, [("", "text")]), way + one.id)

    def _how_it_stands(self, one: Lift, who: str, width: int) -> list[Row]:
        today = self.tavla.now.date()
        if one.waits:
            told = lift_words.answer_by(one, today) or _("väntar på svar")
            if self._is_by_hand(one):
                how = _("{key} skriver in svaret när ni fått det")
                told += " · " + how.format(key=self.shell.key_of("lift_answer"))
            piece: Piece = ("    " + told, "late" if one.late(today) else "quiet")
            return [[piece]]
        answer = _("Svar: {what}").format(what=" ".join(one.answer.split()))
        rows: list[Row] = [[("    " + line, "good")] for line in wrap(answer, width - 4, 4)]
        if who:
            rows.append([("    " + who, "quiet")])
        for other in self.also.get(one.id, ()):
            rows += [
                [("    " + line, "accent")] for line in wrap(lift_words.also_answered(other), width - 4, 4)
            ]
        return rows

    def _is_by_hand(self, one: Lift) -> bool:
        ours = one.board == self.tavla.live.board_id
        return ours and lift_words.is_by_hand(one.to_board, one.to_role)


def _answered_on(one: Lift) -> str:
    return one.answered_on.isoformat() if one.answered_on else ""

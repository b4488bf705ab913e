"""Closed rounds of many boards: where the units stand, what they have in common, who has not done it for long."""

from __future__ import annotations

from collections.abc import Sequence

from board.errors import Problem
from board.overview import months_in, rounds_in
from board.ports import Commit
from board.readiness import lowest
from board.readiness_rounds import Round, may_lead
from board.readiness_time import Overview, Standing, overview
from tui import readiness_words as words
from tui.acts.across import go_to_board
from tui.acts.places import readiness
from tui.lines import Piece, Row, fit, spread, wrap
from tui.live import News
from tui.pages.page import Page
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

SPACE = Item(([("", "text")],))
MOST_OTHERS = 5
"""Boards that are not in it and told by name."""
FEWEST_UNITS = 2
"""What units have in common needs more than one."""


class OverviewPage(Page):
    """The boards of an ambassadör's area, of the organisation for a specialist. Individuals are never seen here."""

    name_of_page = "overview"

    def __init__(self) -> None:
        super().__init__()
        self._units: dict[str, list[Round]] | None = None
        self._months: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._others: list[str] = []

    def on_mount(self) -> None:
        self._read()

    def news(self, news: News) -> None:
        if any(event.table in ("board", "rounds", "roles") for event in news.events):
            self._read()

    def _read(self) -> None:
        """Other boards are read in the storage thread."""
        live, desk = self.tavla.live, self.tavla.desk
        me = live.me or ""
        units: dict[str, list[Round]] = {}
        names: dict[str, str] = {}
        months: dict[str, int] = {}
        others: list[str] = []

        def work() -> Commit:
            for id in desk.board_ids:
                try:
                    facts = desk.facts(id)
                except Problem:
                    continue
                about = facts.about
                if about.get("archived"):
                    continue
                if not self._sees(me, about.get("area")):
                    others.append(str(about.get("name") or id))
                    continue
                units[id] = rounds_in(facts)
                names[id] = str(about.get("name") or id)
                months[id] = months_in(facts)
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._units, self._names, self._months = units, names, months
            self._others = others
            self.fill()

        live.ask(work, then)

    def _sees(self, me: str, area: str | None) -> bool:
        """An ambassadör sees the boards of the area, a specialist all."""
        org, today = self.tavla.live.org, self.tavla.now.date()
        return may_lead(org, me, today, board=None, area=area)

    def build(self, width: int) -> Sequence[Item]:
        head: list[Row] = [[(_("Alla tavlor: var enheterna står"), "heading")]]
        if self._units is None:
            return [Item((*head, [(_("Tavlorna läses …"), "quiet")]))]
        told = _("Stängda redo-analyser, utan namn. De är till för att stödja, inte för att rangordna.")
        head += [[(line, "quiet")] for line in wrap(told, width)]
        found = overview(self._units, self.tavla.now.date(), self._months)
        items = [Item((*head, [("", "text")])), *self._counts(found, width)]
        items += [self._unit(standing, width) for standing in found.standings]
        return [*items, SPACE, *self._common(found, width), *self._not_in_it(width)]

    def _counts(self, found: Overview, width: int) -> list[Item]:
        rows: list[Row] = [
            [(f"{count:>4}  ", "strong"), (words.category(code), "text")]
            for code, count in sorted(found.categories.items())
        ]
        if found.overdue:
            n = len(found.overdue)
            rows.append(
                [(f"{n:>4}  ", "strong"), (_("borde göra om den, eller har inte gjort någon"), "still")]
            )
        return [Item((*rows, [("", "text")]))] if rows else []

    def _unit(self, standing: Standing, width: int) -> Item:
        today = self.tavla.now.date()
        room = max(width // 3, 20)
        name: Piece = (f"{fit(self._names[standing.unit], room - 2):<{room}}", "strong")
        if standing.latest is None or standing.verdict is None:
            return Item(
                ([name, (_("har inte gjort någon än"), "still" if standing.overdue else "quiet")],),
                standing.unit,
            )
        left: list[Piece] = [
            name,
            (fit(words.category(standing.verdict.code), max(width - room - 16, 20)), "text"),
        ]
        right: list[Piece] = [(words.when(standing.latest, today), "quiet")]
        rows: list[Row] = [spread(left, right, width)]
        facts: list[Piece] = []
        for label, moved in (
            (words.group("will"), standing.will_since_first),
            (words.group("ability"), standing.ability_since_first),
        ):
            if moved:
                facts.append((f"{label.lower()} {words.move(moved)}   ", "quiet"))
        if standing.overdue:
            facts.append((_("● dags att göra om"), "still"))
        if facts:
            rows.append([(" " * room, "text"), *facts])
        rows.append([(" " * room, "text"), (fit(_lowest(standing.latest), max(width - room, 20)), "quiet")])
        return Item(tuple(rows), standing.unit)

    def _common(self, found: Overview, width: int) -> list[Item]:
        rated = [one for one in found.common if one.units >= FEWEST_UNITS][:3]
        if not rated:
            return []
        rows: list[Row] = [[(_("Gemensamt lägst"), "strong")]]
        for one in rated:
            told = ngettext("bland de lägsta i {n} enhet", "bland de lägsta i {n} enheter", one.lowest_in)
            left: list[Piece] = [
                (f"  {words.name(one.key):<28}", "text"),
                (f"{words.number(one.mean):<6}", "text"),
            ]
            rows.append([*left, (told.format(n=one.lowest_in), "quiet")])
        return [Item(tuple(rows))]

    def _not_in_it(self, width: int) -> list[Item]:
        """The boards that this person does not look across; nobody is to take them for boards without a round."""
        if not self._others:
            return []
        told = ngettext(
            "{n} tavla är inte med: den hör inte till ditt område. {names}",
            "{n} tavlor är inte med: de hör inte till ditt område. {names}",
            len(self._others),
        )
        names = ", ".join(self._others[:MOST_OTHERS]) + (" …" if len(self._others) > MOST_OTHERS else "")
        told = told.format(n=len(self._others), names=names)
        return [SPACE, Item(tuple([(line, "quiet")] for line in wrap(told, width)))]

    def opened(self) -> None:
        """The unit's own board, at its rounds."""
        board = self.key
        if board is None:
            return
        go_to_board(self.shell, board, readiness)


def _lowest(one: Round) -> str:
    """What a unit has lowest in its latest round, as far as it may be shown."""
    found = lowest(one.result) if one.result is not None else ()
    if not found:
        return _("lägst visas inte: ingen faktor har tre svar")
    told = " · ".join(f"{words.name(tally.key)} {words.number(tally.shown_mean)}" for tally in found)
    return _("lägst: {what}").format(what=told)

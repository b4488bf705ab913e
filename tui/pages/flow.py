"""The flow of the open board, as views of Varv: its figures, and the pictures of them. Every figure opens to its cards.

What is read from the history is read in the storage thread: once, and then what has come since.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rich.cells import cell_len

from board.errors import Problem
from board.flow import ENOUGH
from board.flow_series import Flow
from board.flow_trails import trails_of
from board.model import people_of
from board.ports import Commit, Doc
from tui import flow_charts, flow_words, problems, words
from tui.acts.asking import no_board
from tui.acts.cards import open_card
from tui.flow_charts import Flowing, flowing
from tui.flow_words import Figure
from tui.lines import Row, fit, spread, wrap
from tui.pages.section_rows import SPACE, Around
from tui.text import N_, _, dates
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.pages.cycles import CyclesPage

ALL, YEAR, QUARTER = "all", "year", "quarter"
PERIODS: Mapping[str, int | None] = {ALL: None, YEAR: 365, QUARTER: 91}
"""Days back that what is finished is counted from. A page begins with a year, where enough was finished in it."""
_PERIODS = {
    "all": N_("från början"),
    "year": N_("det senaste året"),
    "quarter": N_("de senaste tre månaderna"),
}
LISTED = 100
"""Cards of one figure that are listed."""
WEEKS = 12
"""Weeks that are listed under their picture."""
LEAST, MOST, BELOW = 10, 30, 9
"""Rows of a picture, and those left for what stands around it."""
NAME = 26
WIDE = 120
"""Cells that a row of words takes at most, so that a number is seen beside what it is about."""


class _Held:
    """What one page has read: for which board, cards, day and period, so that another is a reason to read again.

    period: one of PERIODS; empty till it is known whether enough cards were finished in a year to begin with that.
    """

    def __init__(self) -> None:
        self.period = ""
        self.asked: tuple[str | None, Mapping[str, Doc], date, str] | None = None
        self.flowing: Flowing | None = None
        self.problem: Problem | None = None


_held: WeakKeyDictionary[CyclesPage, _Held] = WeakKeyDictionary()


def items(page: CyclesPage, width: int) -> list[Item]:
    """The view that the page shows, of the board that is open."""
    held = _held.setdefault(page, _Held())
    _read(page, held)
    if page.tavla.live.board_id is None:
        return _lines(no_board(page.shell), width)
    if held.problem is not None:
        return _lines(problems.message(held.problem, lambda ref: str(ref or "")), width)
    if held.flowing is None:
        return _lines(_("Historiken läses …"), width)
    around = Around(
        page.tavla.live.board, people_of(page.tavla.live.org), page.tavla.now.date(), min(width, WIDE)
    )
    return [*_VIEWS[page.view](page, held, held.flowing, around, width), *_period(held, around.width)]


def _read(page: CyclesPage, held: _Held) -> None:
    """Ask for the figures of the board as it is now, if they are of another."""
    live, today = page.tavla.live, page.tavla.now.date()
    asked = (live.board_id, live.board.table("cards"), today, held.period)
    if live.store is None or (
        held.asked is not None
        and held.asked[1] is asked[1]
        and (held.asked[0], *held.asked[2:]) == (asked[0], *asked[2:])
    ):
        return
    if held.asked is None or held.asked[0] != asked[0]:
        held.flowing = None
    held.asked = asked
    store, wanted = live.store, [held.period or YEAR]
    if not held.period:
        wanted.append(ALL)
    found: list[tuple[str, Flowing]] = []

    def work() -> Commit:
        """The period that was chosen; before one is, the first in which enough was finished."""
        for period in wanted:
            back = PERIODS[period]
            counted = flowing(trails_of(store), today, today - timedelta(days=back) if back else None)
            found[:] = [(period, counted)]
            if len(counted.flow.done) >= ENOUGH:
                break
        return Commit((), ())

    def then(outcome: Commit | Problem) -> None:
        if held.asked is not asked:
            return  # something else has been asked for meanwhile
        held.problem = outcome if isinstance(outcome, Problem) else None
        if found:
            held.period, held.flowing = found[0]
            held.asked = (*asked[:3], held.period)
        page.fill()

    live.ask(work, then)


def opened(page: CyclesPage) -> None:
    """Enter on a figure shows its cards, on a card opens it, on the period takes the next."""
    what, _slash, name = (page.key or "").partition("/")
    if what == "card":
        open_card(page.shell, name)
    elif what == "period":
        held = _held[page]
        names = list(PERIODS)
        held.period = names[(names.index(held.period) + 1) % len(names)]
        page.fill()
    elif what == "figure":
        page.unfolded ^= {page.key or ""}
        page.fill()
        _bring_in_sight(page)


def _bring_in_sight(page: CyclesPage) -> None:
    """Scroll so that cards under the cursor's figure are seen, as far as the figure itself stays."""
    last = page.cursor
    while last + 1 < len(page.items) and (page.items[last + 1].key or "").startswith("card/"):
        last += 1
    rows = sum(len(item.rows) for item in page.items[page.cursor : last + 1])
    below = page.row_of_cursor + rows - page.size.height
    if last > page.cursor and below > 0:
        page.scroll_rows(min(below, page.row_of_cursor - page.pinned))


# --- the views


def _figures(page: CyclesPage, held: _Held, of: Flowing, around: Around, width: int) -> list[Item]:
    found = [SPACE]
    for figure in flow_words.figures(of.flow):
        found += _figure(page, of.flow, figure, around)
    found.append(SPACE)
    for told in flow_words.points():
        found += _lines(told, around.width)
    return found


def _figure(page: CyclesPage, of: Flow, figure: Figure, around: Around) -> list[Item]:
    key = f"figure/{figure.key}"
    lead = "  " * figure.level + figure.name
    space = " " * max(NAME - cell_len(lead), 1)
    room = max(around.width - NAME, 20)
    first, *more = wrap(figure.told, room)
    rows: list[Row] = [[(lead, "quiet" if figure.level else "strong"), (space, "text"), (first, "text")]]
    rows += [[(" " * NAME, "text"), (line, "text")] for line in more]
    found = [Item(tuple(rows), key if figure.cards else None)]
    if figure.cards and key in page.unfolded:
        found += _cards(of, figure, around)
    return found


def _cards(of: Flow, figure: Figure, around: Around) -> list[Item]:
    """Cards by their titles with the days they took or have taken; of very many the first."""
    taken = {one.card: flow_words.days(one.days) for one in of.done}
    taken |= {id: flow_words.since_start(days) for id, days in of.ages.items()}
    if figure.stayed:
        taken = {id: flow_words.stayed(days) for id, days in figure.stayed.items()}
    found = []
    for id in figure.cards[:LISTED]:
        doc = around.board.get("cards", id) or {}
        left: Row = [("      ▫ " + fit(str(doc.get("title") or ""), max(around.width - 34, 10)), "text")]
        told = taken.get(id) or words.phase(doc.get("phase"))
        found.append(Item((spread(left, [(told, "quiet")], around.width),), f"card/{id}"))
    if len(figure.cards) > LISTED:
        told = _("och {n} till, i tavla flow --json").format(n=len(figure.cards) - LISTED)
        found.append(Item(([(f"        {told}", "quiet")],)))
    return found


def _over_time(page: CyclesPage, held: _Held, of: Flowing, around: Around, width: int) -> list[Item]:
    told = _("Kort i varje fas, dag för dag. Där ett fält växer hopar sig korten.")
    said = flow_words.over_time(of.bands, around.today)
    found = _lines(said, around.width, "text") if said else []
    found += _picture(told, flow_charts.over_time(of, width, _height(page)), around.width)
    for figure in [*flow_words.under_way(of.flow), *flow_words.waiting(of.flow)]:
        found += _figure(page, of.flow, figure, around)
    return found


def _days_per_card(page: CyclesPage, held: _Held, of: Flowing, around: Around, width: int) -> list[Item]:
    told = _("Så många dagar tog varje avslutat kort, på dagen det blev klart.")
    found = _picture(told, flow_charts.days_per_card(of.flow, width, _height(page)), around.width)
    for figure in flow_words.finished(of.flow):
        found += _figure(page, of.flow, figure, around)
    return found


def _per_week(page: CyclesPage, held: _Held, of: Flowing, around: Around, width: int) -> list[Item]:
    told = _("Så många kort blev klara varje hel vecka.")
    found = _picture(told, flow_charts.per_week(of.flow, width, _height(page)), around.width)
    found[-1:] = [*_lines(flow_charts.said_of_weeks(of.flow), around.width, "text"), SPACE]
    now = Figure(
        "this_week", _("Den här veckan"), flow_words.cards(len(of.flow.this_week)), of.flow.this_week
    )
    found += _figure(page, of.flow, now, around)
    for week in reversed(of.flow.weeks[-WEEKS:]):
        name = f"{dates.week(week.monday)} {week.monday.isocalendar().year}"
        told = flow_words.cards(len(week.cards))
        found += _figure(page, of.flow, Figure(f"week-{week.monday}", name, told, week.cards), around)
    return found


_VIEWS: Mapping[str, Callable[[CyclesPage, _Held, Flowing, Around, int], list[Item]]] = {
    "flow": _figures,
    "over_time": _over_time,
    "days": _days_per_card,
    "weeks": _per_week,
}


def _height(page: CyclesPage) -> int:
    return min(max(page.size.height - BELOW, LEAST), MOST)


def _picture(told: str, rows: Sequence[Row], width: int) -> list[Item]:
    return [*_lines(told, width), *(Item((row,)) for row in rows), SPACE]


def _lines(told: str, width: int, part: str = "quiet") -> list[Item]:
    return [Item(tuple([(line, part)] for line in wrap(told, width)))]


def _period(held: _Held, width: int) -> list[Item]:
    told = _("Avslutade kort räknas {period}. Enter byter.").format(period=_(_PERIODS[held.period]))
    return [SPACE, Item(tuple([(line, "quiet")] for line in wrap(told, width)), "period/")]

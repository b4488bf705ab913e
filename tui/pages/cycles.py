"""Varv: every running cycle of one's boards on one screen, what needs the one who looks first.

The open board is there at once; the others come as they are read in the storage thread, a board at a time, and are
looked at again while the page stands. Other views of the same page: VIEWS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.timer import Timer

from board.cycle_view import Around, Seen, in_order, is_mine, look
from board.cycle_view import Row as Cycle
from board.errors import Problem
from board.flow_trails import trails_of
from board.model import board_of, people_of
from board.ports import Commit
from board.swedish import sort_key
from tui import cycle_words as told
from tui import words
from tui.acts.across import go_to_board, open_card_on
from tui.acts.asking import no_board
from tui.card_lines import person_name
from tui.lines import Piece, Row, fit, spread, wrap
from tui.live import News
from tui.pages import cycles_balance, flow
from tui.pages.tabbed import TabbedPage
from tui.text import N_, _, dates, ngettext
from tui.widgets.rows_view import Item

LOOK_AGAIN = 10.0
"""Seconds between looks at other boards while the page stands; what happens on the open one comes by itself."""
ONE_LINE, ROOMY = 112, 150
"""Cells from which a cycle is told in columns: of one board, and where the boards' names stand there too."""
MOST_STILL = 3
"""Boards that stand still as a whole and are named; of others it is said how many they are."""
SPACE = Item(([("", "text")],))


VIEWS: Mapping[str, str] = {
    "cycles": N_("Varv"),
    "flow": N_("Flöde"),
    "over_time": N_("Över tid"),
    "days": N_("Dagar per kort"),
    "weeks": N_("Per vecka"),
    "balance": N_("Balans"),
}
"""The cycles themselves, cycles_balance.py, and those between, which are flow.py's."""


class CyclesPage(TabbedPage):
    """A row for each card under way. Enter opens it, on whichever board it lies."""

    name_of_page = "cycles"
    widest = 164
    views: ClassVar[Mapping[str, str]] = VIEWS

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, Seen] = {}
        """The boards that are shown, by id."""
        self.names: dict[str, str] = {}
        self.unfolded: set[str] = set()
        """Keys of rows that show what is behind them."""
        self._left: list[str] = []
        self._asked: dict[str, bool] = {}
        """The boards that are being read, and whether they have changed since that was asked for."""
        self._stale = False
        self._reading = self._coming = True
        self._timer: Timer | None = None

    # --- reading

    def on_mount(self) -> None:
        self._read_all()
        self._timer = self.set_interval(LOOK_AGAIN, self.look_again)

    def on_show(self) -> None:
        if self._timer is not None:
            self._timer.resume()
        if self._stale:
            self._stale = False
            self.look_again()

    def on_hide(self) -> None:
        if self._timer is not None:
            self._timer.pause()

    def fill(self) -> None:
        if not self.display:  # what comes while another page is in front is drawn when this one is seen again
            return
        untouched = self._coming and self.key == next(iter(self.keys), None)
        super().fill()
        if untouched:
            # Till all boards are there the cursor stands on what comes first, if nobody has moved it.
            self.set_items(self.items, keep=next(iter(self.keys), None))

    def news(self, news: News) -> None:
        """What happens on the open board; who has which role counts on all."""
        if not self.display:
            self._stale = True
            return
        if any(event.table in ("people", "roles", "lifts") for event in news.events):
            self.look_again()
        self.read(self.tavla.live.board_id)

    def look_again(self) -> None:
        """Read every board again, if that is not being done."""
        if not self._left:
            self._read_all()

    def _read_all(self) -> None:
        """The open board first, then the others a job at a time, so that what somebody writes never waits for all."""

        def work() -> Commit:
            here = self.tavla.live.board_id
            ids = self.tavla.desk.board_ids
            self._left = sorted(ids, key=lambda id: id != here)
            return Commit((), ())

        self.tavla.live.ask(work, lambda _outcome: self._read_next())

    def _read_next(self) -> None:
        if self._left and self.is_attached:
            self.read(self._left[0], self._and_on)
        else:
            self._left, self._reading = [], False
            self.fill()
            self._coming = False

    def _and_on(self) -> None:
        self._left = self._left[1:]
        self._read_next()

    def read(self, board: str | None, then: Callable[[], object] | None = None) -> None:
        """Read one board again in the storage thread, and draw what has changed."""
        if board is None:
            return
        if board in self._asked and then is None:
            self._asked[board] = True  # much that comes at once is read once more, not once each
            return
        self._asked[board] = False
        live, desk, now = self.tavla.live, self.tavla.desk, self.tavla.now
        found: list[Seen] = []

        def work() -> Commit:
            store = desk.open(board)
            if board != live.board_id:  # what comes to the open one is news for the screen
                store.refresh()
            org, me = live.org_store.snapshot, live.me or ""
            self.names[board] = board_of(store.snapshot).name or board
            if board == live.board_id or is_mine(store.snapshot, org, board, me, now.date()):
                found.append(look(Around(store.snapshot, org, board, trails_of(store), me, now)))
            return Commit((), ())

        def read(outcome: Commit | Problem) -> None:
            before, again = self.seen.get(board), self._asked.pop(board, False)
            if not isinstance(outcome, Problem):  # `tavla check` tells why a board cannot be read
                self.seen.pop(board, None)
                self.seen.update({one.board: one for one in found})
            if self.seen.get(board) != before:
                self.fill()
            if then is not None:
                then()
            if again:
                self.read(board)

        live.ask(work, read)

    # --- what the keys are about

    @property
    def cycle(self) -> Cycle | None:
        """The cycle under the cursor."""
        board, _slash, card = (self.key or "").partition("/")
        seen = self.seen.get(board)
        return next((one for one in seen.rows if one.card == card), None) if seen is not None else None

    @property
    def board_here(self) -> str | None:
        """The board under the cursor, else the open one."""
        row = self.cycle
        return row.board if row is not None else self.tavla.live.board_id

    @property
    def card(self) -> str | None:
        row = self.cycle
        return row.card if row is not None and row.board == self.tavla.live.board_id else None

    @property
    def idle(self) -> Sequence[str]:
        if self.view == "cycles":
            return ()
        return ("cycle_remind", "cycle_comment", "cycle_owner", "cycle_meeting", "cycle_restart")

    def called(self, ref: str) -> str:
        """A person's first name; "du" for the one who looks."""
        people, me = people_of(self.tavla.live.org), self.tavla.live.me
        same = people.get(ref), people.get(me or "")
        return _("du") if same[0] is not None and same[0] == same[1] else person_name(people, ref)

    def opened(self) -> None:
        if self.view == "balance":
            cycles_balance.opened(self)
        elif self.view != "cycles":
            flow.opened(self)
        elif self.cycle is not None:
            open_card_on(self.shell, self.cycle.board, self.cycle.card)
        elif (self.key or "").startswith(">"):
            go_to_board(self.shell, (self.key or "")[1:])

    # --- what is on it

    def boards(self) -> list[Seen]:
        """The boards that are shown: the open one, then by name."""
        here = self.tavla.live.board_id
        return sorted(self.seen.values(), key=lambda one: (one.board != here, sort_key(one.name)))

    def build(self, width: int) -> Sequence[Item]:
        head = [Item((row,)) for row in self.head(_("Varv"), self._counted(), width)]
        if self.view == "balance":
            return [*head, *cycles_balance.items(self, width)]
        return [*head, *(self._cycles(width) if self.view == "cycles" else flow.items(self, width))]

    def _counted(self) -> str:
        if self._reading:
            return _("Tavlorna läses …")
        count = sum(len(one.rows) for one in self.seen.values())
        said = ngettext("{n} varv pågår", "{n} varv pågår", count).format(n=count)
        if len(self.seen) > 1:
            said += ngettext(" på {n} tavla", " på {n} tavlor", len(self.seen)).format(n=len(self.seen))
        return said

    def _cycles(self, width: int) -> list[Item]:
        boards, today = self.boards(), self.tavla.now.date()
        many = len(boards) > 1
        items = self._standing(boards, many, width)
        rows = in_order((row for one in boards for row in one.rows), today)
        if rows and width >= (ROOMY if many else ONE_LINE):
            items.append(Item((self._columns(many, width),)))
        items += [Item(self._rows(row, many, width), f"{row.board}/{row.card}") for row in rows]
        if not rows and not self._reading:
            none = _("Inget varv pågår. Det börjar när ett kort går från Förslag till Planera.")
            if self.tavla.live.board_id is None:
                none += " " + no_board(self.shell)
            items += [Item(([(line, "quiet")],)) for line in wrap(none, width)]
        waiting = [(one, said) for one in boards if (said := told.proposals(one, many))]
        if waiting:
            items.append(SPACE)
        items += [Item(([("  " + fit(said, width - 2), "quiet")],), ">" + one.board) for one, said in waiting]
        if any(row.pace for row in rows):
            lines = wrap(told.paces(), width - 2)
            items += [SPACE, Item(tuple([("  " + line, "quiet")] for line in lines))]
        return items

    def _standing(self, boards: Sequence[Seen], many: bool, width: int) -> list[Item]:
        """The boards that stand still as a whole, with the way on."""
        said = [told.board_still(one, many) for one in boards if one.stall.code]
        if not said:
            return []
        how = _("{key} startar om med ett litet kort.").format(key=self.shell.key_of("cycle_restart"))
        more = len(said) - MOST_STILL
        if more > 0:
            said[MOST_STILL:] = [ngettext("Och {n} tavla till.", "Och {n} tavlor till.", more).format(n=more)]
        rows: list[Row] = [
            [(("‖ " if at == 0 else "  ") + line, "still")]
            for one in (*said[:-1], f"{said[-1]} {how}")
            for at, line in enumerate(wrap(one, width - 2))
        ]
        return [Item(tuple(rows)), SPACE]

    def _sizes(self, many: bool, width: int) -> tuple[int, int, int, int, int, int, int]:
        """Cells for title, board, wheel, age, when something last happened, waits and next, with their spaces."""
        wheel, age, last, waits, day = (17, 28, 10, 32, 13) if width >= ROOMY else (16, 27, 9, 27, 13)
        board = 18 if many else 0
        title = width - 2 - board - wheel - age - last - waits - day
        return max(title, 16), board, wheel, age, last, waits, day

    def _columns(self, many: bool, width: int) -> Row:
        names = (
            _("Väntar på något"),
            _("tavla") if many else "",
            _("fas"),
            _("sedan start"),
            _("senast"),
            _("väntar på"),
            _("nästa"),
        )
        sizes = self._sizes(many, width)
        return [
            ("  ", "text"),
            *((pad(n, size), "quiet") for n, size in zip(names, sizes, strict=True) if size),
        ]

    def _rows(self, row: Cycle, many: bool, width: int) -> tuple[Row, ...]:
        first = self._line if width >= (ROOMY if many else ONE_LINE) else self._lines
        place = self.seen[row.board].name if many else ""
        rows = [*first(row, place, width)]
        for said in self._beside(row):
            rows += [[("  " + line, "quiet")] for line in wrap(said, width - 2, 2)]
        return tuple(rows)

    def _line(self, row: Cycle, place: str, width: int) -> list[Row]:
        """A cycle in columns, what is long on more lines. What has stood still says so where the ages would be."""
        title, board, wheel, age, last, wait, day = self._sizes(bool(place), width)
        waits = told.waits(row, self.called, self.names)
        when, ink = self._next(row)
        aged = ", ".join(filter(None, (dates.age(row.age), told.older(row, brief=True)))) if row.age else ""
        old = [
            (aged, age - 2, "quiet"),
            (_("i dag") if row.quiet == 0 else dates.age(row.quiet), last, "quiet"),
        ]
        if row.stall:
            aged = told.still(row.quiet)
            if row.age and width >= ROOMY:
                aged = f"{dates.age(row.age)}, {aged}"
            old = [(aged, age + last - 2, "still")]
        return in_columns(
            [
                (*self._sign(row)[:1], 2, self._sign(row)[1]),
                (row.title, title, "text"),
                (place, board, "quiet"),
                (f"{told.wheel(row.phase)} {words.phase(row.phase)}", wheel, "quiet"),
                (told.pace(row)[0], 2, told.pace(row)[1]),
                *old,
                (waits, wait, "accent" if row.mine else "text"),
                (when, day + 1, ink),
            ]
        )

    def _lines(self, row: Cycle, place: str, width: int) -> list[Row]:
        """A cycle on two lines or three: what it is and when, and under it the rest."""
        age = f"{told.pace(row)[0]} {told.age(row, brief=width < ONE_LINE)}".strip()
        facts = [place, f"{told.wheel(row.phase)} {words.phase(row.phase)}", age, told.latest(row)]
        facts.append(told.waits(row, self.called, self.names))
        first = spread([self._sign(row), (row.title, "strong")], [self._next(row)], width)
        under = wrap(" · ".join(filter(None, facts)), width - 2, 2)
        return [first, *([("  " + line, "quiet")] for line in under)]

    def _sign(self, row: Cycle) -> Piece:
        sign, ink = told.sign(row, self.tavla.now.date())
        return sign + " ", ink

    def _next(self, row: Cycle) -> Piece:
        today = self.tavla.now.date()
        late = row.next is not None and row.next.late
        soon = row.next is not None and row.next.day == today
        return told.next_day(row, today), "late" if late else "accent" if soon else "quiet"

    def _beside(self, row: Cycle) -> list[str]:
        """What is worth a line of its own: that somebody was asked, the next meeting, a question that comes back."""
        now = self.tavla.now.date()
        facts = [told.asked(row, now)]
        if row.on_meeting and row.next is not None:
            facts.append(_("tas upp på nästa möte"))
        line = " · ".join(filter(None, facts))
        return [*([line] if line else []), *(told.question(found) for found in row.recurring)]


def in_columns(cells: Sequence[tuple[str, int, str]]) -> list[Row]:
    """Texts in columns of so many cells, a space between; what does not fit goes on under it."""
    columns = [
        ([text] if cell_len(text) < size else wrap(text, size - 1), size, part)
        for text, size, part in cells
        if size
    ]
    return [
        [
            (pad(lines[at] if at < len(lines) else "", size), part if at < len(lines) else "text")
            for lines, size, part in columns
        ]
        for at in range(max(len(lines) for lines, _size, _part in columns))
    ]


def pad(text: str, size: int) -> str:
    """A text in a column: cut to leave a space, and filled up."""
    kept = fit(text, size - 1)
    return kept + " " * (size - cell_len(kept))

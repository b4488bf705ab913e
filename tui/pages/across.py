"""All boards by area: how each one stands, and what they have in common. Every figure leads to its cards.

In each area the boards that something calls for support of come first, and else they are in the order of the alphabet:
nothing is added up to a score, and no board is better than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, TypeVar

from rich.cells import cell_len

from board.across import THEMES, Common, Theme, common, compared
from board.errors import Problem
from board.model import people_of
from board.overview import Area, Facts, Summaries, Summary, by_area
from board.readiness_rounds import may_lead
from board.start_views import areas_of
from tui import overview_words as words
from tui.acts.across import go_to_board
from tui.acts.places import people, readiness, risks
from tui.lines import Piece, Row, fit, row_width, spread, wrap
from tui.live import News
from tui.pages.found import LOOK_SECONDS, Cards, CardsPage, Themed
from tui.pages.readiness_overview import OverviewPage
from tui.pages.tabbed import TabbedPage
from tui.text import N_, _, ngettext
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item
from tui.working import Work

T = TypeVar("T")
MOST_THEMES = 10
"""Of each sort of theme that are shown; what is more is told."""
SPACE = Item(([("", "text")],))
ROUNDS = "rounds"
ASIDE = ("leads", "rounds", "lifts", "resting")
"""What is told under a board that is no reason to support it."""


class AcrossPage(TabbedPage):
    """Everybody may look; whoever is ambassadör has the boards of their area first."""

    name_of_page = "across"
    views: ClassVar[Mapping[str, str]] = {"boards": N_("Tavlor"), "common": N_("Gemensamt")}

    def __init__(self) -> None:
        super().__init__()
        self._facts: dict[str, Facts] = {}
        self._read_so_far: dict[str, Facts] = {}
        """Filled in the storage thread; what is shown is a copy of it."""
        self._summaries = Summaries()
        self._names: dict[str, str] = {}
        self._unreadable: list[str] = []
        self._themes: dict[str, Mapping[str, Mapping[str, Theme]]] | None = None
        self._common: dict[str, Common] = {}
        self._work: Work | None = None
        self._first = True
        """Whether the boards are read for the first time: then it is told how far it has come, and can be stopped."""

    def on_mount(self) -> None:
        self.tavla.way_back = None
        self._read()
        self.set_interval(LOOK_SECONDS, self._look_again)

    def on_unmount(self) -> None:
        self.tavla.across_row = self.key
        if self._work is not None:
            self._work.stop()
        self.tavla.live.ask(self.tavla.desk.let_go)

    # --- reading

    @property
    def _reading(self) -> bool:
        return self._work is not None and self._work.running

    @property
    def _stopped(self) -> bool:
        return self._work is not None and self._work.stopped

    def _read(self) -> None:
        """Every board, in the storage thread; what is kept of it where that still holds."""
        desk = self.tavla.desk
        facts, unreadable = self._read_so_far, self._unreadable

        def begin() -> tuple[int, Iterable[object]]:
            boards = desk.board_ids
            desk.forget_removed()
            for gone in {*facts} - {*boards}:
                del facts[gone]
            unreadable.clear()
            return len(boards), _each(boards, facts, desk.facts, unreadable)

        self._work = Work(self.tavla.live, begin, self._told)

    def _read_themes(self) -> None:
        """What boards have, for comparing it; what was compared before is shown till then."""
        desk, themes = self.tavla.desk, dict[str, Mapping[str, Mapping[str, Theme]]]()
        boards = sorted(compared({one.board: one.made_up for one in self._in_use()}))

        def begin() -> tuple[int, Iterable[object]]:
            return len(boards), _each(boards, themes, desk.themes, [])

        def told(work: Work) -> None:
            if work.ended:
                self._themes = themes
                self.fill()

        self._work = Work(self.tavla.live, begin, told)

    def _told(self, work: Work) -> None:
        before = self.tavla.across_row
        changed = self._facts != self._read_so_far
        begun = self._first and len(self._facts) < len(self._read_so_far)
        self._facts = dict(self._read_so_far)
        if work.problem is not None:
            self.shell.tell(work.problem)
        if begun and self.key == next(iter(self.keys), None):
            self.set_items(())  # who stands at the first row does so, whatever comes before it
            self.top = 0
        arrived, self._first = self._first and work.ended, self._first and not work.ended
        if work.ended and self.view == "common" and (changed or self._themes is None):
            self._read_themes()
        elif changed:
            self._themes = None
        self.fill()
        if arrived and before and self.key == next(iter(self.keys), None):
            self.set_items(self.items, before)

    def news(self, news: News) -> None:
        self._look_again()
        self.fill()

    def _look_again(self) -> None:
        """Other boards change without a word to this session; looking is a question for each one's files."""
        if not self._reading and not self._stopped and self.display:
            self._read()

    def escaped(self) -> bool:
        """Escape stops the first reading; what has been read stays."""
        if self._reading and self._first and self._work is not None:
            self._work.stop()
            self.fill()
            return True
        return False

    # --- what is seen

    def _in_use(self) -> list[Summary]:
        return self._summaries.of(self._facts, self.tavla.live.org, self.tavla.now)

    def build(self, width: int) -> Sequence[Item]:
        head = self.head(_("Alla tavlor"), self._count(), width)
        items = [Item((*head, *self._told_first(width), *self._progress(width), [("", "text")]))]
        if self.view == "common":
            return [*items, *self._common_items(width)]
        live, today = self.tavla.live, self.tavla.now.date()
        own = areas_of(live.org, live.me or "", today)
        self._names = {ref: person.name for ref, person in people_of(live.org).items()}
        areas = by_area(self._in_use(), own)
        if not areas and not self._first:
            items.append(Item(([(_("Det finns ingen tavla än."), "quiet")],)))
        for area in areas:
            items += self._area(area, len(areas) > 1 or area.name is not None, width)
        if (own is None or own) and not (self._first and self._reading):
            row: Row = [("→ ", "accent"), (_("Redo-analys: var enheterna står"), "text")]
            items.append(Item((row,), ROUNDS))
        return items

    def _count(self) -> str:
        boards = len(self._facts)
        return ngettext("{n} tavla", "{n} tavlor", boards).format(n=boards) if boards else ""

    def _told_first(self, width: int) -> list[Row]:
        told = _("Till stöd för dem som har tavlorna, inte för att jämföra dem.")
        legend = words.pulse_legend() if self.view == "boards" else ""
        return [[(line, "quiet")] for line in wrap(f"{told} {legend}".strip(), width)]

    def _progress(self, width: int) -> list[Row]:
        work = self._work
        rows: list[Row] = []
        if work is not None and work.running and self._first:
            told = words.reading(work.done, work.of) if work.of else _("Tavlorna läses …")
            rows.append([(fit(told + " " + _("esc stannar"), width), "accent")])
        elif work is not None and work.stopped:
            told = _("Stannade vid {n} av {of} tavlor. Öppna sidan igen för resten.")
            rows += [[(line, "still")] for line in wrap(told.format(n=len(self._facts), of=work.of), width)]
        if self._unreadable and not self._reading:
            rows += [[(line, "still")] for line in wrap(words.unreadable(self._unreadable), width)]
        return rows

    def _area(self, area: Area, named: bool, width: int) -> Iterator[Item]:
        if named:
            counts: Piece = (words.area_counts(area), "quiet")
            yield Item((spread([(fit(words.area(area), width - 34), "heading")], [counts], width),))
        for one in area.boards:
            yield from self._board(one, width)
        yield SPACE

    def _board(self, one: Summary, width: int) -> Iterator[Item]:
        today = self.tavla.now.date()
        here = one.board == self.tavla.live.board_id
        right: Row = [(words.pulse(one), "accent"), (f"  {words.open_cards(one.open):>15}", "quiet")]
        name: list[Piece] = [("● " if here else "  ", "accent")]
        name.append((fit(one.name, max(width - row_width(right) - 4, 12)), "strong"))
        if one.made_up:
            name.append(("  " + _("påhittade exempel"), "still"))
        yield Item((spread(name, right, width),), f"board:{one.board}")
        quiet = [label for code, label in self._behind(one, today) if code in ASIDE]
        lines = [[("    " + line, "quiet")] for line in _packed(quiet, width - 4)]
        support = [label for code, label in self._behind(one, today) if code not in ASIDE]
        lines += [[("    " + line, "still")] for line in _packed(support, width - 4)]
        if lines:
            yield Item(tuple(lines), f"why:{one.board}")

    def _behind(self, one: Summary, today: date) -> list[tuple[str, str]]:
        """(code, words) of what is told under a board, each of which can be opened."""
        aside = [
            ("leads", words.leads(one, self._names)),
            ("rounds", self._readiness(one, today)),
            ("lifts", words.lifts(one)),
            ("resting", words.still(one)),
        ]
        told = [(code, label) for code, label in aside if label]
        return told + [(code, words.reason(code, number)) for code, number in one.reasons]

    def _readiness(self, one: Summary, today: date) -> str:
        """Where the unit stands is for its own area's ambassadör, and for specialists."""
        live = self.tavla.live
        if not self._facts[one.board].rounds:
            return ""
        if not may_lead(live.org, live.me or "", today, board=None, area=one.area):
            return ""
        return words.readiness(self._facts[one.board], today)

    def _common_items(self, width: int) -> Iterator[Item]:
        if self._themes is None:
            return
        found = common(self._themes)
        self._common = {f"{one.theme}:{one.key}": one for one in found}
        if not found:
            told = _(
                "Inget finns på mer än en tavla än: ingen etikett, inget ord i rubriker, orsaker eller rutiner."
            )
            yield Item(tuple([(line, "quiet")] for line in wrap(told, width)))
        for theme in THEMES:
            listed = [one for one in found if one.theme == theme]
            if not listed:
                continue
            name, where = words.theme(theme)
            yield Item(([(name, "heading"), ("  " + where, "quiet")],))
            for one in listed[:MOST_THEMES]:
                right: Row = [(words.common(one), "quiet")]
                left: Row = [("  " + fit(one.shown, width // 2), "text")]
                yield Item((spread(left, right, min(width, 64)),), f"{one.theme}:{one.key}")
            more = len(listed) - MOST_THEMES
            if more > 0:
                told = ngettext("och {n} till", "och {n} till", more).format(n=more)
                yield Item(([("  " + told, "quiet")],))
            yield SPACE

    # --- keys and mouse

    @property
    def hints(self) -> Mapping[str, str]:
        return {"row_open": _("öppna")}

    def show(self, view: str) -> None:
        if view == "common" and self._themes is None and not self._reading:
            self._read_themes()
        super().show(view)

    def opened(self) -> None:
        if self.key == ROUNDS:
            self.shell.open_page(OverviewPage())
        elif self.key in self._common:
            one = self._common[self.key]
            name, where = words.theme(one.theme)
            told = f"{name} {where}: {words.common(one)}"
            self.shell.open_page(CardsPage(f"”{one.shown}”", told, Themed(one.theme, one.key, one.boards)))
        elif self.key is not None:
            what, _colon, board = self.key.partition(":")
            if what == "board":
                go_to_board(self.shell, board, refused=self._read, and_back=True)
            else:
                self._open_behind(board)

    def _open_behind(self, board: str) -> None:
        """What is behind what is told under a board; of several one is chosen."""
        one = next((one for one in self._in_use() if one.board == board), None)
        if one is None:
            return
        listed = self._behind(one, self.tavla.now.date())
        if len(listed) == 1:
            self._open_one(one, *listed[0])
            return

        def answer(text: str, key: str | None) -> None:
            self.shell.answered()
            if key is not None:
                self._open_one(one, key, dict(listed)[key])

        options = [Option(code, [(label, "text")]) for code, label in listed]
        self.shell.ask(Question(one.name, answer, text=None, options=options, pick=True))

    def _open_one(self, one: Summary, code: str, told: str) -> None:
        where = {"leads": people, "rounds": readiness, "alarms": risks}.get(code)
        if where is not None or code.startswith("no_"):
            go_to_board(self.shell, one.board, where or people, and_back=True)
        else:
            today = self.tavla.now.date()
            cards = {
                "late": one.late,
                "still": one.still,
                "resting": one.still,
                "lifts": tuple(lift.card for lift in one.lifts),
                "lift_late": tuple(lift.card for lift in one.lifts if lift.late(today)),
                "quiet": tuple(card.id for card in self._facts[one.board].open),
            }[code]
            self.shell.open_page(CardsPage(one.name, told, Cards(one.board, cards)))


def _packed(texts: Iterable[str], width: int) -> list[str]:
    """Short texts after one another on as few lines as they need; none is broken."""
    lines: list[str] = []
    for text in texts:
        joined = f"{lines[-1]} · {text}" if lines else text
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(fit(text, width))
    return lines


def _each(
    boards: Iterable[str], into: dict[str, T], read: Callable[[str], T], unreadable: list[str]
) -> Iterator[None]:
    for board in boards:
        try:
            into[board] = read(board)
        except Problem:
            into.pop(board, None)
            unreadable.append(board)
        yield

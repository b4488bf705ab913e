"""All boards by area: how each one stands, and what they have in common. Every figure leads to its cards.

In each area the boards that something calls for support of come first, and else they are in the order of the alphabet:
nothing is added up to a score, and no board is better than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar, TypeVar

from rich.cells import cell_len

from board.across import THEMES, Common, Theme, common
from board.errors import Problem
from board.overview import Area, Facts, Summary, around, by_area, summary
from board.ports import Snapshot
from board.readiness_rounds import may_lead
from board.start_views import areas_of
from tui import overview_words as words
from tui.lines import Piece, Row, fit, row_width, spread, wrap
from tui.live import News
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


class AcrossPage(TabbedPage):
    """Everybody may look; whoever is ambassadör has the boards of their area first."""

    name_of_page = "across"
    views: ClassVar[Mapping[str, str]] = {"boards": N_("Tavlor"), "common": N_("Gemensamt")}

    def __init__(self) -> None:
        super().__init__()
        self._facts: dict[str, Facts] = {}
        self._read_so_far: dict[str, Facts] = {}
        """Filled in the storage thread; what is shown is a copy of it."""
        self._said: tuple[Snapshot, datetime, dict[str, tuple[Facts, Summary]]] | None = None
        """What was last said of each board, with whose roles and lifts and at what minute."""
        self._unreadable: list[str] = []
        self._themes: dict[str, Mapping[str, Mapping[str, Theme]]] | None = None
        self._common: dict[str, Common] = {}
        self._work: Work | None = None
        self._again = False

    def on_mount(self) -> None:
        self._read()

    def on_unmount(self) -> None:
        if self._work is not None:
            self._work.stop()
        self.tavla.live.ask(self.tavla.desk.let_go)

    # --- reading

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
        """What boards have, once: it is compared when somebody asks for it."""
        desk, themes = self.tavla.desk, dict[str, Mapping[str, Mapping[str, Theme]]]()
        boards = [one.board for one in self._in_use() if self._counts(one)]

        def begin() -> tuple[int, Iterable[object]]:
            return len(boards), _each(boards, themes, desk.themes, [])

        self._themes = themes
        self._work = Work(self.tavla.live, begin, self._told)

    def _told(self, work: Work) -> None:
        begun = len(self._facts) < len(self._read_so_far)
        self._facts = dict(self._read_so_far)
        if work.problem is not None:
            self.shell.tell(work.problem)
        if work.ended and self._again:
            self._again = False
            self._read()
        elif work.ended and self.view == "common" and self._themes is None:
            self._read_themes()
        if begun and self.key == next(iter(self.keys), None):
            self.set_items(())  # who stands at the first row does so, whatever comes before it
            self.top = 0
        self.fill()

    def news(self, news: News) -> None:
        if self._work is not None and self._work.running:
            self._again = True
        elif self._work is None or not self._work.stopped:
            self._themes = None
            self._read()

    def escaped(self) -> bool:
        """Escape stops the reading first; what has been read stays."""
        if self._work is not None and self._work.running:
            self._work.stop()
            self.fill()
            return True
        return False

    # --- what is seen

    def _in_use(self) -> list[Summary]:
        org, now = self.tavla.live.org, self.tavla.now.replace(second=0, microsecond=0)
        if self._said is None or self._said[0] is not org or self._said[1] != now:
            self._said = org, now, {}
        about, said = around(org, now), self._said[2]
        for board, facts in self._facts.items():
            if board not in said or said[board][0] is not facts:
                said[board] = facts, summary(board, facts, about)
        return [one for board in self._facts if not (one := said[board][1]).archived]

    def _counts(self, one: Summary) -> bool:
        """Whether a board counts in what boards have in common: what is made up does only where all is."""
        return not one.made_up or all(facts.about.get("made_up") for facts in self._facts.values())

    def build(self, width: int) -> Sequence[Item]:
        head = self.head(_("Alla tavlor"), self._count(), width)
        items = [Item((*head, *self._told_first(width), *self._progress(width), [("", "text")]))]
        if self.view == "common":
            return [*items, *self._common_items(width)]
        live, today = self.tavla.live, self.tavla.now.date()
        own = areas_of(live.org, live.me or "", today)
        areas = by_area(self._in_use(), own)
        if not areas and self._work is not None and not self._work.running:
            items.append(Item(([(_("Det finns ingen tavla än."), "quiet")],)))
        for area in areas:
            items += self._area(area, len(areas) > 1 or area.name is not None, width)
        if (own is None or own) and not (self._work is None or self._work.running):
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
        if work is not None and work.running:
            told = words.reading(work.done, work.of) if work.of else _("Tavlorna läses …")
            rows.append([(fit(told + " " + _("esc stannar"), width), "accent")])
        elif work is not None and work.stopped:
            told = _("Stannade vid {n} av {of} tavlor. Öppna sidan igen för resten.")
            rows += [[(line, "still")] for line in wrap(told.format(n=len(self._facts), of=work.of), width)]
        if self._unreadable and (work is None or not work.running):
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
        rows: list[Row] = [spread(name, right, width)]
        told = " · ".join(filter(None, (self._readiness(one, today), words.lifts(one))))
        rows += [[("    " + line, "quiet")] for line in wrap(told, width - 4)] if told else []
        yield Item(tuple(rows), f"board:{one.board}")
        if one.reasons:
            lines = _packed([words.reason(*pair) for pair in one.reasons], width - 4)
            yield Item(tuple([("    " + line, "still")] for line in lines), f"why:{one.board}")

    def _readiness(self, one: Summary, today: date) -> str:
        """Where the unit stands is for its own area's ambassadör, and for specialists."""
        live = self.tavla.live
        if not self._facts[one.board].rounds:
            return ""
        if not may_lead(live.org, live.me or "", today, board=None, area=one.area):
            return ""
        return words.readiness(self._facts[one.board], today)

    def _common_items(self, width: int) -> Iterator[Item]:
        if self._themes is None or (self._work is not None and self._work.running):
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
        done = self._work is not None and not self._work.running
        if view == "common" and self._themes is None and done:
            self._read_themes()
        super().show(view)

    def opened(self) -> None:
        from tui.acts.across import go_to_board
        from tui.pages.found import CardsPage

        if self.key == ROUNDS:
            from tui.pages.readiness_overview import OverviewPage

            self.shell.open_page(OverviewPage())
        elif self.key in self._common:
            one = self._common[self.key]
            name, where = words.theme(one.theme)
            told = f"{name} {where}: {words.common(one)}"
            self.shell.open_page(CardsPage(f"”{one.shown}”", told, one.cards))
        elif self.key is not None:
            what, _colon, board = self.key.partition(":")
            if what == "board":
                go_to_board(self.shell, board, refused=self._read)
            else:
                self._open_reasons(board)

    def _open_reasons(self, board: str) -> None:
        """What is behind the figures that call for support; of several one is chosen."""
        one = next((one for one in self._in_use() if one.board == board), None)
        if one is None:
            return
        if len(one.reasons) == 1:
            self._open_reason(one, one.reasons[0][0])
            return

        def answer(text: str, key: str | None) -> None:
            self.shell.answered()
            if key is not None:
                self._open_reason(one, key)

        options = [Option(code, [(words.reason(code, n), "text")]) for code, n in one.reasons]
        self.shell.ask(Question(one.name, answer, text=None, options=options, pick=True))

    def _open_reason(self, one: Summary, code: str) -> None:
        from tui.acts.across import go_to_board
        from tui.acts.places import people
        from tui.pages.found import CardsPage

        if code.startswith("no_"):
            go_to_board(self.shell, one.board, people)
            return
        cards: Sequence[str] = {
            "late": one.late,
            "still": one.still,
            "lift_late": [lift.card for lift in one.lifts if lift.late(self.tavla.now.date())],
        }.get(code) or [card.id for card in self._facts[one.board].open]
        number = dict(one.reasons)[code]
        told = words.reason(code, number)
        self.shell.open_page(CardsPage(one.name, told, [(one.board, card) for card in cards]))


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

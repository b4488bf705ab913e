"""Cards and events of several boards as a list: those behind a figure, and those that have the words searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import NamedTuple

from board import across, searching
from board.errors import Problem
from board.ports import Commit
from board.searching import Hit, Hits, search, wanted
from tui import overview_words as words
from tui import query_words
from tui.acts.across import open_hit
from tui.lines import Piece, cut, fit, spread, wrap
from tui.lines import Row as Drawn
from tui.live import News
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item
from tui.working import Work

LOOK_SECONDS = 10.0
"""How often it is looked whether a board has changed."""
MOST = 60
"""Cards that are listed at a time; more is found by more words."""


class Cards(NamedTuple):
    """These cards of a board; those that nothing has happened on for longest come first."""

    board: str
    ids: tuple[str, ...]


class Themed(NamedTuple):
    """The cards of some boards that have something in common (board.across.Common)."""

    theme: str
    key: str
    boards: tuple[str, ...]


class HitsPage(Page):
    """Cards and events with their boards. Enter opens one where it is."""

    name_of_page = "found"

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()
        self.names: dict[str, str] = {}
        self.came_from: str | None = None
        """The board that was in front before a card of another was opened from here."""

    def hit_items(self, width: int) -> Iterator[Item]:
        for hit in self.hits:
            where = words.where(hit.row, self.names.get(hit.board, hit.board))
            day = hit.row.day
            right: Drawn = [(dates.day(day, self.tavla.now.date()), "quiet")] if day else []
            said = " ".join(hit.row.title.split())
            title: Drawn = [("  " + fit(said, max(width - 22, 20)), "strong")]
            tags = " ".join(f"#{tag}" for tag in hit.row.tags)
            below: list[Piece] = [("  " + where, "quiet"), ("  " + tags, "accent")]
            rows = (spread(title, right, width), cut(below, width))
            yield Item(rows, f"{hit.board}:{hit.row.id}")

    @property
    def hints(self) -> Mapping[str, str]:
        return {"row_open": _("öppna")}

    def opened(self) -> None:
        if self.key is not None:
            board, _colon, id = self.key.partition(":")
            is_event = any(hit.row.is_event for hit in self.hits if (hit.board, hit.row.id) == (board, id))
            open_hit(self, board, id, is_event=is_event)


class CardsPage(HitsPage):
    """The cards behind a figure."""

    def __init__(self, title: str, told: str, behind: Cards | Themed) -> None:
        super().__init__()
        self._title, self._told, self._behind = title, told, behind
        self._hidden = 0
        self._read = False

    def on_mount(self) -> None:
        self._look()

    def news(self, news: News) -> None:
        self._look()

    def _look(self) -> None:
        desk, behind = self.tavla.desk, self._behind
        hits: list[Hit] = []
        hidden: list[str] = []

        def work() -> Commit:
            for board in (behind.board,) if isinstance(behind, Cards) else behind.boards:
                with suppress(Problem):  # `tavla check` tells why a board cannot be read
                    self.names[board] = str(desk.facts(board).about.get("name") or board)
                    if isinstance(behind, Cards):
                        rows = {row.id: row for row in desk.cards(board).all()}
                        wanted = dict.fromkeys(behind.ids)
                        there = sorted((rows[id] for id in wanted if id in rows), key=lambda row: row.at)
                        hits.extend(Hit(board, row, titled=False) for row in there)
                        hidden.extend(id for id in wanted if id not in rows)
                    else:
                        found = desk.with_theme(board, behind.theme, behind.key)
                        hits.extend(Hit(board, row, titled=False) for row in found)
            return desk.let_go()

        def then(outcome: Commit | Problem) -> None:
            self.hits, self._read, self._hidden = hits, True, len(hidden)
            self.fill()

        self.tavla.live.ask(work, then)

    def build(self, width: int) -> Sequence[Item]:
        head: list[Drawn] = [[(line, "heading")] for line in wrap(self._title, width)]
        head += [[(line, "quiet")] for line in wrap(self._told, width)]
        if not self._read:
            return [Item((*head, [(_("Tavlorna läses …"), "quiet")]))]
        items = [Item((*head, [("", "text")])), *self.hit_items(width)]
        if self._hidden > 0:
            told = ngettext(
                "och {n} som bara finns hos dem som har tavlan",
                "och {n} som bara finns hos dem som har tavlan",
                self._hidden,
            )
            items.append(Item(([("  " + told.format(n=self._hidden), "quiet")],)))
        return items


class SearchPage(HitsPage):
    """What all boards have of the words that are typed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = ""
        self._cards: dict[str, across.Cards] = {}
        self._unreadable: list[str] = []
        self._work: Work | None = None
        self._first, self._changed = True, False
        self._searching = False
        self._searched = ""
        self._begun: searching.Begun = {}
        self._all = 0
        self._apart: dict[str, int] = {}
        """Where nothing has all the words: how many have each of them."""

    def on_mount(self) -> None:
        self._read()
        self.set_interval(LOOK_SECONDS, self._look_again)

    def on_unmount(self) -> None:
        if self._work is not None:
            self._work.stop()
        self.tavla.live.ask(self.tavla.desk.let_go)

    def _read(self) -> None:
        desk, cards, names, unreadable = self.tavla.desk, self._cards, self.names, self._unreadable

        def begin() -> tuple[int, Iterable[object]]:
            boards = desk.board_ids
            unreadable.clear()
            for gone in {*cards} - {*boards}:
                del cards[gone]
            return len(boards), each(boards)

        def each(boards: Sequence[str]) -> Iterator[None]:
            for board in boards:
                before = cards.get(board)
                try:
                    cards[board] = desk.cards(board)
                    names[board] = str(desk.facts(board).about.get("name") or board)
                except Problem:
                    cards.pop(board, None)
                    unreadable.append(board)
                self._changed = self._changed or cards.get(board) is not before
                yield

        def told(work: Work) -> None:
            if work.problem is not None:
                self.shell.tell(work.problem)
            if not work.running:
                self._first = False
                if self._changed:
                    self._changed, self._searched = False, ""
                self._look()
            self.fill()

        self._work = Work(self.tavla.live, begin, told)

    def news(self, news: News) -> None:
        self._look_again()

    def _look_again(self) -> None:
        """Other boards change without a word to this session."""
        if self._work is not None and self._work.ended and self.display:
            self._read()

    def escaped(self) -> bool:
        """Escape stops the reading first; what has been read is searched in."""
        if self._work is not None and self._work.running and self._first:
            self._work.stop()
            self._first = False
            self._look()
            self.fill()
            return True
        return False

    def narrow(self, typed: str) -> None:
        """Show the cards and events that have these words."""
        self.asked = typed
        self._look()

    def _look(self, whole: bool = False) -> None:
        """Search in the storage thread, for what is typed by then: what was typed meanwhile is looked for after it.

        The words as they are typed come first, and then (`whole`) also those that mean the same, which takes longer.
        Boards that are being looked at anew are searched as they were; only the first reading is waited for.
        """
        first = self._work is None or (self._first and self._work.running)
        if first or self._searching or (self.asked == self._searched and not whole):
            return
        self._searching, asked, sought = True, self.asked, wanted(self.asked)
        found: list[Hits] = []
        apart: dict[str, int] = {}
        more = bool(sought.alike) and not whole
        begun = self._begun if whole else {}

        def work() -> Commit:
            nonlocal more
            if more:
                found.append(search(self._cards.items(), sought._replace(alike={}), MOST, begun))
                more = found[0].all > 0
            if not more:
                still = takewhile(lambda _board: self.asked == asked, self._cards.items())
                found[:] = [search(still, sought, MOST, begun)]
                apart.update(searching.apart(self._cards.items(), asked) if not found[0].all else {})
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._searching, self._searched, self._begun = False, asked, begun if more else {}
            if found and (more or self.asked == asked):
                self.hits, self._all, self._apart = found[0].first, found[0].all, apart
                self.fill()
            self._look(whole=bool(found) and more and self.asked == asked)

        self.tavla.live.ask(work, then)

    def build(self, width: int) -> Sequence[Item]:
        head: list[Drawn] = [[(_("Sök på alla tavlor"), "heading")]]
        work, asked = self._work, wanted(self._searched)
        if work is not None and work.running and self._first:
            told = words.reading(work.done, work.of) if work.of else _("Tavlorna läses …")
            head.append([(told, "accent")])
        elif not self._searched.strip():
            told = _("Skriv några ord. Kort som bara är för dem som har tavlan är inte med.")
            head += [[(line, "quiet")] for line in wrap(told, width)]
        elif not asked.words:
            head.append([(_("Skriv minst två bokstäver."), "quiet")])
        elif not self._all:
            told = _("Inget kort och ingen händelse har de orden: ”{words}”")
            told = told.format(words=" ".join(self._searched.split()))
            unknown = query_words.unknown(self._searched)
            if not unknown and any(self._apart.values()):
                told = words.apart(self._apart)
            head += [[(line, "quiet")] for line in wrap(told, width)]
            for told in unknown:
                head += [[(line, "still")] for line in wrap(told, width)]
        else:
            head.append([(words.found(Hits(tuple(self.hits), self._all)), "quiet")])
        if asked.words and (told := words.also(self._searched)):
            head += [[(line, "quiet")] for line in wrap(told, width)]
        if asked.narrow:
            head += [[(line, "still")] for line in wrap(words.narrow(), width)]
        if self._unreadable and (work is None or not work.running):
            head += [[(line, "still")] for line in wrap(words.unreadable(self._unreadable), width)]
        return [Item((*head, [("", "text")])), *self.hit_items(width)]

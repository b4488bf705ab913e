"""Cards of several boards as a list: those behind a figure, and those that have the words searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from board.across import Cards, Hit, Hits, Row, search, wanted
from board.errors import Problem
from board.ports import Commit
from board.values import moment
from tui import overview_words as words
from tui.lines import Piece, fit, spread, wrap
from tui.lines import Row as Drawn
from tui.live import News
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item
from tui.working import Work

MOST = 60
"""Cards that are listed at a time; more is found by more words."""
Place = tuple[str, str | int]
"""A board and a card's id, or the number of its row (board.across)."""


class HitsPage(Page):
    """Cards with their boards. Enter opens a card where it is."""

    name_of_page = "found"

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()
        self.names: dict[str, str] = {}

    def hit_items(self, width: int) -> Iterator[Item]:
        for place, hit in enumerate(self.hits):
            where = words.where(hit.row, self.names.get(hit.board, hit.board))
            at = moment(hit.row.at)
            right: Drawn = [(dates.day(at.date(), self.tavla.now.date()), "quiet")] if at else []
            title: Drawn = [("  " + fit(hit.row.title, max(width - 22, 20)), "strong")]
            tags = " ".join(f"#{tag}" for tag in hit.row.tags)
            below: list[Piece] = [("  " + fit(where, width - 4), "quiet"), ("  " + tags, "accent")]
            rows = (spread(title, right, width), below)
            yield Item(rows, f"{place}:{hit.board}:{hit.row.id}")

    @property
    def hints(self) -> Mapping[str, str]:
        return {"row_open": _("öppna")}

    def opened(self) -> None:
        from tui.acts.across import go_to_card

        if self.key is not None:
            _place, board, card = self.key.split(":", 2)
            go_to_card(self.shell, board, card)


class CardsPage(HitsPage):
    """The cards behind a figure."""

    def __init__(self, title: str, told: str, places: Sequence[Place]) -> None:
        super().__init__()
        self._title, self._told = title, told
        self._places = list(dict.fromkeys(places))
        self._hidden = 0
        self._read = False

    def on_mount(self) -> None:
        desk = self.tavla.desk
        hits: list[Hit] = []

        def work() -> Commit:
            for board in dict.fromkeys(board for board, _place in self._places):
                try:
                    self.names[board] = str(desk.facts(board).about.get("name") or board)
                    rows = desk.cards(board).all()
                except Problem:
                    continue  # `tavla check` tells why a board cannot be read
                by_id: Mapping[str | int, Row] = {row.id: row for row in rows} | dict(enumerate(rows))
                for of, place in self._places:
                    if of == board and place in by_id:
                        hits.append(Hit(board, by_id[place], titled=False))
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self.hits, self._read = hits, True
            self._hidden = len(self._places) - len(hits)
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
        self._cards: dict[str, Cards] = {}
        self._unreadable: list[str] = []
        self._work: Work | None = None
        self._searching = False
        self._searched = ""
        self._all = 0

    def on_mount(self) -> None:
        self._read()

    def on_unmount(self) -> None:
        if self._work is not None:
            self._work.stop()
        self.tavla.live.ask(self.tavla.desk.let_go)

    def _read(self) -> None:
        desk, cards, names, unreadable = self.tavla.desk, self._cards, self.names, self._unreadable

        def begin() -> tuple[int, Iterable[object]]:
            boards = desk.board_ids
            unreadable.clear()
            return len(boards), each(boards)

        def each(boards: Sequence[str]) -> Iterator[None]:
            for board in boards:
                try:
                    cards[board] = desk.cards(board)
                    names[board] = str(desk.facts(board).about.get("name") or board)
                except Problem:
                    cards.pop(board, None)
                    unreadable.append(board)
                yield

        def told(work: Work) -> None:
            if work.problem is not None:
                self.shell.tell(work.problem)
            if not work.running:
                self._searched = ""
                self._look()
            self.fill()

        self._work = Work(self.tavla.live, begin, told)

    def news(self, news: News) -> None:
        if self._work is not None and self._work.ended:
            self._read()

    def escaped(self) -> bool:
        """Escape stops the reading first; what has been read is searched in."""
        if self._work is not None and self._work.running:
            self._work.stop()
            self._look()
            self.fill()
            return True
        return False

    def narrow(self, typed: str) -> None:
        """Show the cards that have these words."""
        self.asked = typed
        self._look()

    def _look(self) -> None:
        """Search in the storage thread, for what is typed by then: what was typed meanwhile is looked for after it."""
        if self._searching or self.asked == self._searched or self._work is None or self._work.running:
            return
        self._searching, asked = True, self.asked
        found: list[Hits] = []

        def work() -> Commit:
            found.append(search(self._cards.items(), wanted(asked), MOST))
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._searching, self._searched = False, asked
            if found:
                self.hits, self._all = found[0].first, found[0].all
            self.fill()
            self._look()

        self.tavla.live.ask(work, then)

    def build(self, width: int) -> Sequence[Item]:
        head: list[Drawn] = [[(_("Sök på alla tavlor"), "heading")]]
        work, asked = self._work, wanted(self._searched)
        if work is not None and work.running:
            told = words.reading(work.done, work.of) if work.of else _("Tavlorna läses …")
            head.append([(told, "accent")])
        elif not self._searched.strip():
            told = _("Skriv några ord. Kort som bara är för dem som har tavlan är inte med.")
            head += [[(line, "quiet")] for line in wrap(told, width)]
        elif not asked.words:
            head.append([(_("Skriv minst två bokstäver."), "quiet")])
        elif not self._all:
            told = _("Inget kort har de orden: ”{words}”").format(words=" ".join(self._searched.split()))
            head += [[(line, "quiet")] for line in wrap(told, width)]
        else:
            head.append([(words.found(len(self.hits), self._all), "quiet")])
        if asked.narrow:
            head += [[(line, "still")] for line in wrap(words.narrow(), width)]
        if self._unreadable and (work is None or not work.running):
            head += [[(line, "still")] for line in wrap(words.unreadable(self._unreadable), width)]
        return [Item((*head, [("", "text")])), *self.hit_items(width)]

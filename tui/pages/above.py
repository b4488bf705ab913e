"""Challenges and programmes: what stands above the boards, whom each lies with, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

from board.challenges import Throw, challenges_of, lying_around, throws_of
from board.errors import Problem
from board.model import people_of
from board.ports import Commit, Snapshot
from board.programmes import Programme, Taken, programmes_of, taken
from board.rules import is_open
from board.versions import beside
from tui import words
from tui.acts import above, programmes
from tui.acts.across import open_card_on
from tui.live import News
from tui.pages import above_rows as rows
from tui.pages.section_rows import SPACE, Around
from tui.pages.tabbed import TabbedPage
from tui.text import N_, _
from tui.widgets.rows_view import Item

ABOVE = frozenset({"challenges", "throws", "programmes", "programme_parts"})


class AbovePage(TabbedPage):
    """Enter opens what a row is about where it stands, and asks for a field. Boards are read one at a time."""

    name_of_page = "above"
    views = {"challenges": N_("Utmaningar"), "programmes": N_("Satsningar")}  # noqa: RUF012  # the class's own

    def __init__(self) -> None:
        super().__init__()
        self._unfolded: set[str] = set()
        self._names: dict[str, str] = {}
        self._cards: dict[str, Taken | None] = {}
        self._tied: dict[str, dict[str, list[rows.Tied]]] = {}
        """By board, then by challenge."""
        self._also: dict[str, tuple[str, ...]] = {}
        """What else was answered to a throw, by others who had not seen the answer that shows."""
        self._left: list[str] = []
        self._reading = True

    def on_mount(self) -> None:
        self._read_all()

    def news(self, news: News) -> None:
        if any(event.table == "programme_parts" for event in news.events):
            self._read_all()
        elif any(event.table == "throws" for event in news.events):
            self._read([])
        elif any(event.table not in ABOVE for event in news.events):
            self._read([self.tavla.live.board_id or ""])
        self.fill()

    # --- reading

    def _read_all(self) -> None:
        def work() -> Commit:
            here = self.tavla.live.board_id
            self._left = sorted(self.tavla.desk.board_ids, key=lambda id: id != here)
            return Commit((), ())

        self.tavla.live.ask(work, lambda _outcome: self._read_next())

    def _read_next(self) -> None:
        """A board a job, so that what somebody writes never waits for all of them."""
        if self._left and self.is_attached:
            board, self._left = self._left[0], self._left[1:]
            self._read([board], then=True)
        else:
            self._left, self._reading = [], False
            self.fill()

    def _read(self, boards: Sequence[str], then: bool = False) -> None:
        desk, live = self.tavla.desk, self.tavla.live
        parts = [part for one in programmes_of(live.org) for part in one.parts if part.board in boards]
        wanted = {one.id for ended in (False, True) for one in challenges_of(live.org, ended)}

        def work() -> Commit:
            self._also = beside(live.org_store.conflicts(), live.org_store.snapshot, "throws", "answer")
            for board in filter(None, boards):
                own = [part for part in parts if part.board == board]
                try:
                    self._names[board] = str(desk.facts(board).about.get("name") or board)
                    if own:
                        snapshot = desk.read(board)
                    elif wanted:
                        snapshot = desk.glance(board, ("cards",), frozenset())
                    else:
                        continue
                except Problem:  # `tavla check` tells why a board cannot be read
                    continue
                self._tied[board] = _tied(board, snapshot, wanted)
                self._cards.update({part.id: taken(snapshot, part.card) for part in own})
            return Commit((), ())

        def read(outcome: Commit | Problem) -> None:
            if then:
                self._read_next()
            else:
                self.fill()

        live.ask(work, read)

    # --- what the keys are about

    def _named(self) -> list[str]:
        return (self.key or "").split("/")

    @property
    def throw(self) -> Throw | None:
        """The throw under the cursor; on a challenge the one of its that lies here."""
        what, id = (*self._named(), "")[:2]
        org, live = self.tavla.live.org, self.tavla.live
        if what in ("throw", "ours"):
            return next((one for one in throws_of(org) if one.id == id), None)
        ours = lying_around(org, live.board_id or "", live.me, self.tavla.now.date())
        return next((one for one in ours.all if one.challenge == self.challenge), None)

    @property
    def challenge(self) -> str | None:
        """The challenge that the cursor stands on, or inside."""
        what, *named = self._named()
        if what in ("challenge", "outlook", "under"):
            return named[0]
        if what == "field" and named[0] == "challenge":
            return named[1]
        if what in ("throw", "ours"):
            return next((one.challenge for one in throws_of(self.tavla.live.org) if one.id == named[0]), None)
        return None

    @property
    def programme(self) -> Programme | None:
        """The programme that the cursor stands on, or inside."""
        what, *named = self._named()
        found = programmes_of(self.tavla.live.org)
        if what in ("programme", "take", "report"):
            return next((one for one in found if one.id == named[0]), None)
        if what == "field" and named[0] == "programme":
            return next((one for one in found if one.id == named[1]), None)
        part = self.part
        return next((one for one in found if any(own.id == part for own in one.parts)), None)

    @property
    def part(self) -> str | None:
        """The part of a programme that the cursor stands on, or inside."""
        what, *named = self._named()
        if what == "part":
            return named[0]
        return named[1] if what == "field" and named[0] == "programme_part" else None

    def proposal(self, part: str, name: str) -> str:
        """What a part's card says of a heading of its report."""
        from tui.story.programme import proposed

        return proposed(self._cards.get(part)).get(name, "")

    @property
    def names(self) -> dict[str, str]:
        """What the boards are called, by id, as read."""
        return self._names

    @property
    def card(self) -> str | None:
        what, *named = self._named()
        return named[1] if what == "card" and named[0] == self.tavla.live.board_id else None

    @property
    def idle(self) -> Sequence[str]:
        if self.view == "challenges":
            return ("above_report",)
        return ("above_throw", "above_answer", "above_agree")

    def act(self, what: str) -> None:
        if what in ("next", "back"):
            super().act(what)
        else:
            above.ACTS[what](self)

    def opened(self) -> None:
        what, *named = self._named()
        if what in ("challenge", "programme", "part", "outlook", rows.ENDED):
            self.unfold(self.key or "")
        elif what == "field":
            above.edit(self, named[0], named[1], named[2])
        elif what == "card":
            open_card_on(self.shell, named[0], named[1])
        elif what in ("throw", "ours"):
            above.on_throw(self)
        elif what == "new":
            above.new(self, named[0])
        elif what == "under":
            above.part(self, named[0])
        elif what == "take":
            programmes.take(self)
        elif what == "report":
            programmes.report(self)

    def unfold(self, key: str, always: bool = False) -> None:
        """Show what is behind a row, or (again) hide it."""
        self._unfolded ^= set() if always and key in self._unfolded else {key}
        self.fill()

    def fill(self) -> None:
        """What lay here and no longer does is stood on at its challenge."""
        before, challenge = self.key or "", self.challenge
        super().fill()
        if before.startswith("ours/") and before not in self.keys and challenge is not None:
            self.set_items(self.items, keep=f"challenge/{challenge}")

    def go_to(self, key: str) -> None:
        """Stand on what has just been written."""
        self.fill()
        self.set_items(self.items, keep=key)

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        fact = _("Tavlorna läses …") if self._reading else ""
        head, tabs = self.head(_("Utmaningar och satsningar"), fact, width)
        around = Around(live.board, people_of(live.org), self.tavla.now.date(), width, self._names, live.org)
        tied: dict[str, list[rows.Tied]] = {}
        for found in self._tied.values():
            for challenge, cards in found.items():
                tied.setdefault(challenge, []).extend(cards)
        shown = rows.Shown(
            around,
            live.org,
            live.board_id or "",
            live.me,
            self._unfolded,
            self._cards,
            tied,
            self._also,
            self._reading,
        )
        told = rows.challenges(shown) if self.view == "challenges" else rows.programmes(shown)
        return [Item((head,)), Item((tabs,)), SPACE, *told]


def _tied(board: str, snapshot: Snapshot, wanted: set[str]) -> dict[str, list[rows.Tied]]:
    """The cards of a board that belong to a challenge, those still on the board first."""
    found: dict[str, list[rows.Tied]] = {}
    cards = snapshot.table("cards")
    for id in sorted(cards, key=lambda id: (not is_open(cards[id]), len(id), id)):
        challenge = str(cards[id].get("challenge") or "")
        if challenge in wanted:
            doc = cards[id]
            where = words.phase(doc.get("phase")) if is_open(doc) else words.state(doc.get("state"))
            found.setdefault(challenge, []).append(rows.Tied(board, id, str(doc.get("title") or ""), where))
    return found

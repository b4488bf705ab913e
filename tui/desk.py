"""What the screen knows of the world besides its board: other boards, who sits here, what is remembered between times.

Everything that reads or writes files here is called from the storage thread, but for the small memory of a user.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from board.errors import Problem
from board.model import board_of, people_of
from board.ports import Clock, Commit, Snapshot, Store
from tui import remembered
from tui.compose import folder_of
from tui.confined import confined
from tui.drafts import Drafts

if TYPE_CHECKING:
    from board.across import Cards, Row, Theme
    from board.method.ideas import Idea
    from board.overview import Facts
    from storage.pins import Pins
    from tui.compose import Session


MOST_OTHERS, LEAST_OTHERS = 3_000, 15
"""Cards of other boards that likely doubles are looked for among while somebody types: in all, and of each at least."""


class Pulse(NamedTuple):
    """A board at a glance. `counts` are open cards per column; `at` and `by` its last activity."""

    board: str
    name: str
    unit: str | None
    archived: bool
    made_up: bool
    counts: dict[str, int]
    at: str | None
    by: str | None


class Desk:
    """A session seen from the screen."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._others: dict[str, list[tuple[str, str, str]]] = {}
        self._names: dict[str, str] = {}
        self._ideas: dict[str, Idea] = {}
        self._drafts = Drafts(self._memory("drafts"))
        self._pinned: frozenset[str] | None = None
        self.proven: str | None = None
        """The person whose PIN was given last, while it is they who act."""

    @property
    def clock(self) -> Clock:
        return self.session.clock

    @property
    def board(self) -> str | None:
        return self.session.board

    @property
    def person(self) -> str | None:
        return self.session.person

    @property
    def org(self) -> Store:
        return self.session.org

    @property
    def org_snapshot(self) -> Snapshot:
        return self.session.org_snapshot

    def on_wait(self, told: Callable[[dict[str, Any]], None]) -> None:
        """Tell `told` who holds the lock when a change has to wait."""
        self.session.on_wait = told

    def open(self, board: str) -> Store:
        return self.session.open(board)

    def new_board(self, id: str) -> Store:
        return self.session.new_board(id)

    def watch(self, changed: Callable[[], float]) -> Callable[[], None]:
        return self.session.watch(changed)

    @property
    def login(self) -> str:
        return self.session.login()

    # --- other boards

    def pulses(self) -> list[Pulse]:
        """Every board's pulse, read now. A board that cannot be read is left out; `tavla check` tells why."""
        found = []
        for id in self.session.board_ids():
            with contextlib.suppress(Problem):
                found.append(_pulse(id, self.facts(id)))
        return found

    def facts(self, board: str) -> Facts:
        """How a board stands, read now if it is not what is kept of it; for looking many boards over."""
        return self.session.index.facts(board)

    def cards(self, board: str) -> Cards:
        """A board's cards to search in, as they are now."""
        return self.session.index.cards(board)

    def themes(self, board: str) -> Mapping[str, Mapping[str, Theme]]:
        """What a board is compared with others by."""
        return self.session.index.themes(board)

    def with_theme(self, board: str, theme: str, key: str) -> list[Row]:
        """The cards of a board that have something in common with others, as they are now."""
        themes, rows = self.session.index.compared(board)
        found = themes.get(theme, {}).get(key)
        return [rows[number] for number in found.rows if number >= 0] if found else []

    def forget_removed(self) -> None:
        """Keep nothing of boards that are no more."""
        self.session.index.sweep()

    @property
    def board_ids(self) -> list[str]:
        return self.session.board_ids()

    def glance(self, board: str, tables: Sequence[str], without: Collection[str]) -> Snapshot:
        """Some tables of a board, read now, for looking many boards over."""
        if self.session.has_open(board) and board != self.board:
            self.session.open(board).refresh()  # what comes to the one in front is news for the screen
        return self.session.glance(board, tables, without)

    def boards_of(self, area: str) -> list[str]:
        """The boards of an area that are in use, read now."""
        found = []
        for id in self.session.board_ids():
            with contextlib.suppress(Problem):
                about = self.facts(id).about
                if about.get("area") == area and not about.get("archived"):
                    found.append(id)
        return found

    def only_elsewhere(self, boards: Collection[str]) -> frozenset[str]:
        """The persons who are seen on other boards than these and on none of these, read now."""
        return self.session.only_elsewhere(boards)

    def read(self, board: str) -> Snapshot:
        """A board as it is now, whole; it stays in memory."""
        store = self.session.open(board)
        if board != self.board:  # what comes to the open one is news for the screen
            store.refresh()
        return store.snapshot

    def each_board(self) -> Iterator[tuple[str, Snapshot]]:
        """Every board that can be read, read now, whole; `tavla check` tells why one cannot."""
        for id in self.session.board_ids():
            try:
                snapshot = self.read(id)
            except Problem:
                continue
            yield id, snapshot

    def stores(self) -> list[Store]:
        """The boards in use, read now; those that cannot be read are left out."""
        found = [id for id, snapshot in self.each_board() if not board_of(snapshot).archived]
        return [self.session.open(id) for id in found]

    def ideas(self, board: str) -> list[Idea]:
        """What a board lets others read, as it is now."""
        return self.session.index.ideas(board)

    def let_go(self) -> Commit:
        """Forget the texts of boards that have been searched or compared."""
        self.session.index.let_go()
        return Commit((), ())

    def read_others(self, but: str | None) -> tuple[int, Iterator[None]]:
        """How many boards there are, and the reading of each of the others: its name, its ideas, and the cards that
        something happened on latest, for finding likely doubles."""
        boards = [id for id in self.session.board_ids() if id != but]
        share = max(MOST_OTHERS // max(len(boards), 1), LEAST_OTHERS)

        def each() -> Iterator[None]:
            for id in boards:
                with contextlib.suppress(Problem):  # `tavla check` tells why a board cannot be read
                    self._others[id] = self.cards(id).latest(share)
                    self._names[id] = str(self.facts(id).about.get("name") or id)
                    self._ideas |= {idea.card: idea for idea in self.ideas(id)}
                    self.let_go()
                yield

        return len(boards), each()

    @property
    def board_names(self) -> Mapping[str, str]:
        """What other boards are called, by id, as last read."""
        return self._names

    def idea(self, card: str) -> Idea | None:
        """A card of another board as an idea that its team shares, as last read."""
        return self._ideas.get(card)

    def other_cards(self, but: str | None) -> list[tuple[str, str, str]]:
        """(id, title, problem) of every card on other boards, as last read."""
        return [card for id, cards in self._others.items() if id != but for card in cards]

    def other_card(self, id: str) -> tuple[str, str]:
        """(title, board's name) of a card on another board."""
        for board, cards in self._others.items():
            for card, title, _problem in cards:
                if card == id:
                    return title, self._names[board]
        return "", ""

    # --- who is who at a terminal that several share

    @property
    def pins(self) -> Pins:
        return self.session.pins

    def wants_pin(self, org: Snapshot, ref: str | None) -> bool:
        """Whether a person has a PIN at this host that has not been given since they were chosen."""
        return not self.keyed and ref != self.proven and self.has_pin(org, ref)

    def has_pin(self, org: Snapshot, ref: str | None) -> bool:
        """Whether a person has a PIN at this host: as the journal says, or the host itself did at the start, which
        nobody who writes in a journal elsewhere can change."""
        from board.terminal import has_pin

        if self._pinned is None:
            self._pinned = self.pins.persons()
        return ref is not None and (ref in self._pinned or has_pin(org, ref, self.session.host))

    def pin_is(self, ref: str, there: bool) -> None:
        """A person's PIN has been set or taken away here."""
        self._pinned = (self._pinned or frozenset()) - {ref} | ({ref} if there else frozenset())

    def forget_person(self) -> None:
        """Nobody is at the keyboard any more."""
        self.proven = None
        self.session.person = None

    # --- memory

    @property
    def keyed(self) -> bool:
        """Whether the one who acts is the one whose SSH key it is, and can be nobody else."""
        return self.session.identity == "key"

    def check_person(self, ref: str | None) -> None:
        """Refuse another person where an SSH key says who acts. Raises Problem `key_decides`."""
        self.session.check_person(ref)

    def remember_person(self, ref: str) -> None:
        """Whose changes these are from here on; the next start of a shared login proposes the same."""
        if ref != self.proven:
            self.proven = None
        self.session.person = ref
        self.remember_setting(self._last_person_key, ref)
        if self.session.board is not None:
            self.remember_board(self.session.board)  # opened before it was known by whom

    @property
    def last_person(self) -> str | None:
        """Who was chosen last by somebody with this login, in this workspace."""
        return self.remembered_setting(self._last_person_key)

    @property
    def _last_person_key(self) -> str:
        return f"person {os.path.realpath(self.session.root)}"

    def may_be_another(self, org: Snapshot) -> bool:
        """Whether the login stands for one person and another was chosen at it last: who sits here now is not known."""
        me, last = self.session.person, people_of(org).get(self.last_person or "")
        if me is None or last is None or not last.active or self.session.identity != "login":
            return False
        from board.same import same

        return same(org, last.ref) != same(org, me)

    def remember_board(self, board: str) -> None:
        self.session.board = board

    def remember_setting(self, name: str, value: str) -> None:
        """Keep a choice made on screen for the next start."""
        remembered.remember(self._memory("screen.json"), name, value)

    def remembered_setting(self, name: str) -> str | None:
        return remembered.recall(self._memory("screen.json"), name)

    # --- files that a person asks for

    @property
    def home(self) -> str:
        return self.session.env.get("HOME") or os.path.expanduser("~")

    @property
    def files_folder(self) -> str | None:
        """Where files that somebody asks for are put: their folder for documents, else their home. None where the one
        at the screen may write no files; this is the only place that decides it."""
        if confined():
            return None
        home = self.home
        named = (os.path.join(home, name) for name in ("Dokument", "Documents"))
        return next((folder for folder in named if os.path.isdir(folder)), home)

    # --- text that is not saved yet

    def keep_draft(self, name: str, text: str) -> None:
        """Keep what is being typed over a lost terminal; empty text forgets it."""
        self._drafts.keep(self._draft(name), text)

    def keep_fault(self, told: str) -> str:
        """Write down a fault of the program; the file's name in the user's state folder."""
        path = self._memory("fault.txt")
        with contextlib.suppress(OSError):
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(path, "w", encoding="utf-8", errors="replace") as file:
                file.write(told)
        return path

    def draft(self, name: str) -> str | None:
        return self._drafts.find(self._draft(name))

    def close(self) -> None:
        """Leave: what was not saved is for the next session."""
        self._drafts.close()

    def _memory(self, file: str) -> str:
        return os.path.join(folder_of(self.session.env, "XDG_STATE_HOME", ".local/state"), "tavla", file)

    def _draft(self, name: str) -> str:
        return f"{self.session.root} {self.session.board or ''} {self.session.person or ''} {name}"


def _pulse(id: str, facts: Facts) -> Pulse:
    about = facts.about
    counts = Counter(card.phase for card in facts.open)
    name, unit = str(about.get("name") or id), about.get("unit")
    archived, made_up = bool(about.get("archived")), bool(about.get("made_up"))
    return Pulse(id, name, unit, archived, made_up, dict(counts), facts.at, facts.by)

"""The composition root: the one place that names a concrete store and knows where things lie on this machine.

A Session is what every face works with: a workspace, a board, who acts. Opening one reads nothing and makes nothing;
a folder comes into being with `init`, a person with their first change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from board import ids
from board.errors import Problem
from board.ports import Clock, Line, Snapshot, Store
from board.text import clean
from tui.acting import Acting

if TYPE_CHECKING:
    from board.forgetting import Forgotten
    from storage.index import Index
    from storage.moments import Restored
    from storage.pins import Pins
    from storage.redact import Done
    from storage.sync.places import Places
    from storage.workspace import Workspace


def system_clock() -> datetime:
    """The time now, in the machine's time zone."""
    return datetime.now().astimezone()


def folder_of(env: Mapping[str, str], variable: str, fallback: str) -> str:
    """One of the user's folders by the XDG rules, which ignore a path that is not absolute."""
    given = env.get(variable, "")
    return (
        given if os.path.isabs(given) else os.path.join(env.get("HOME") or os.path.expanduser("~"), fallback)
    )


def default_root(env: Mapping[str, str]) -> str:
    """The workspace that is meant when none is named."""
    return env.get("TAVLA_HOME") or os.path.join(folder_of(env, "XDG_DATA_HOME", ".local/share"), "tavla")


class Session(Acting):
    """A person at work: the workspace at `root`, a board and a person once they are chosen.

    `board` and `person` may be set by the screen, which also remembers the board as the one last opened. `language`
    is what --lang asked for, which goes before the user's settings. `key` is the person whose SSH key it is: then
    nothing else says who acts.
    """

    def __init__(
        self,
        root: str,
        *,
        env: Mapping[str, str],
        clock: Clock = system_clock,
        board: str | None = None,
        person: str | None = None,
        wait: float = 10.0,
        language: str | None = None,
        key: str | None = None,
    ) -> None:
        self.root = os.path.abspath(root)
        self.env = env
        self.clock = clock
        self.wanted_board = board or env.get("TAVLA_BOARD") or None
        self.key = key
        self.wanted_person = None if key else person or env.get("TAVLA_PERSON") or None
        self.wait = wait
        self.language = language
        self.on_wait: Callable[[dict[str, Any]], None] | None = None
        self._board: str | None = None
        self._workspace: Workspace | None = None
        self._org: Store | None = None
        self._stores: dict[str, Store] = {}
        self._index: Index | None = None

    # --- the workspace

    @property
    def workspace(self) -> Workspace:
        if self._workspace is None:
            from storage.workspace import Workspace

            self._workspace = Workspace(self.root, self.clock, wait=self.wait, on_wait=self._waits)
        return self._workspace

    def _waits(self, holder: Any) -> None:
        if self.on_wait is not None:
            self.on_wait({"person": holder.person, "pid": holder.pid, "since": holder.since})

    @property
    def exists(self) -> bool:
        """Whether there is a workspace; asked before reading, since a read makes nothing.

        Raises:
            Problem: `no_permission` or `unreadable` where there is something that may not or cannot be looked into.
        """
        if self.workspace.exists:
            return True
        try:
            os.listdir(self.root)
        except FileNotFoundError:
            return False
        except PermissionError:
            raise Problem("no_permission") from None
        except (OSError, ValueError):
            raise Problem("unreadable") from None
        return False

    @property
    def org(self) -> Store:
        """The organisation: people and roles."""
        if self._org is None:
            self._org = self.workspace.org
        return self._org

    @property
    def org_snapshot(self) -> Snapshot:
        return self.org.snapshot if self.exists else Snapshot({})

    def board_ids(self) -> list[str]:
        return list(self.workspace.board_ids()) if self.exists else []

    def open(self, board: str) -> Store:
        """A board's store, the same one each time."""
        if board not in self._stores:
            self._stores[board] = self.workspace.board(board)
        return self._stores[board]

    def glance(self, board: str, tables: Sequence[str], without: Collection[str] = ()) -> Snapshot:
        """Some tables of a board, perhaps without some fields, for looking many boards over; see storage.glance."""
        if self.has_open(board):
            return self._stores[board].snapshot
        return self.workspace.glance(board, tables, without)

    @property
    def index(self) -> Index:
        """What is kept of every board for looking over all of them; see storage.index."""
        if self._index is None:
            from storage.index import Index

            self._index = Index(self.workspace)
        return self._index

    def only_elsewhere(self, boards: Collection[str]) -> frozenset[str]:
        """The persons who are seen on other boards than these and on none of these, by reference."""
        from board.readiness_rounds import only_elsewhere

        seen: dict[str, tuple[str, ...]] = {}
        for board in self.board_ids():
            with suppress(Problem):  # `tavla check` tells why a board cannot be read
                seen[board] = self.index.facts(board).people
        return only_elsewhere(seen, boards)

    def has_open(self, board: str) -> bool:
        """Whether a board has been opened, and is kept in memory."""
        return board in self._stores

    def new_board(self, id: str) -> Store:
        """A new board's empty store, in a workspace that is made if need be."""
        self.workspace.create()
        self._stores[id] = self.workspace.create_board(id)
        return self._stores[id]

    def bring(self, lines: Sequence[Line], fits: Callable[[Snapshot], bool]) -> str | None:
        """Make history from elsewhere the chosen board's; see storage.brought."""
        from storage.brought import bring
        from storage.store import BoardStore

        store = self.store()
        self._prove()
        return bring(store, self.person or "", lines, fits) if isinstance(store, BoardStore) else None

    def watch(self, changed: Callable[[], float]) -> Callable[[], None]:
        """Call `changed` when another session writes on the board or in the organisation; gives what ends it."""
        from storage.home import JOURNAL
        from storage.watch import Watch
        from storage.workspace import BOARDS, ORG

        folders = [os.path.join(self.root, ORG)]
        folders += [os.path.join(self.root, BOARDS, self._board)] if self._board else []
        return Watch([os.path.join(folder, JOURNAL) for folder in folders], changed, polite=True).close

    # --- which board

    @property
    def board(self) -> str | None:
        return self._board

    @board.setter
    def board(self, board: str | None) -> None:
        self._board = board
        if board is not None:
            from tui.remembered import remember

            for person in dict.fromkeys((self.person or "", "")):
                remember(self.memory("last.json"), self._last_key(person), board)

    def memory(self, name: str) -> str:
        """A file in the user's own account that remembers small things; see tui.remembered."""
        return os.path.join(folder_of(self.env, "XDG_STATE_HOME", ".local/state"), "tavla", name)

    def _last_key(self, person: str) -> str:
        """What the board last opened is remembered under: for a person, and for whoever uses the login."""
        return f"{os.path.realpath(self.root)} {person}"

    def choose_board(self, *, anyones: bool = False) -> str | None:
        """The board that is meant: the named one, the only one, or the one that the person last opened on screen.

        anyones: else the one that somebody last opened with this login, whom it does not always stand for.

        Raises:
            Problem: `unknown` with near ids, or `which_board` with the ids to choose from. No board at all is None.
        """
        known = self.board_ids()
        if self.wanted_board:
            self._board = self._named(self.wanted_board, known)
        elif len(known) > 1:
            self._board = self._likely(known, anyones)
        else:
            self._board = known[0] if known else None
        return self._board

    def _named(self, wanted: str, known: list[str]) -> str:
        # What looks like a path is none: `../oster` must not come to mean the board that is here.
        path = wanted.startswith(".") or "/" in wanted or "\\" in wanted
        for candidate in (wanted, "" if path else ids.slug(clean(wanted))):
            if candidate in known:
                return candidate
        from board.context import near

        raise Problem(
            "unknown", near(wanted, known) or tuple(known[:5]), what="board", given=clean(wanted)[:40]
        )

    def _likely(self, known: list[str], anyones: bool) -> str:
        from tui.remembered import recall

        self.who()
        # Whoever chose a name at a login may have been another than the person it stands for.
        mine, anybodys = self.person or "", [""] if anyones else []
        for person in [*anybodys, mine] if self.identity == "login" else [mine, *anybodys]:
            last = recall(self.memory("last.json"), self._last_key(person))
            if last in known:
                return last
        kept = [id for id in known if not (self.open(id).snapshot.get("board", "1") or {}).get("archived")]
        if len(kept) != 1:
            raise Problem("which_board", tuple(kept or known))
        return kept[0]

    def store(self) -> Store:
        """The chosen board's store.

        Raises:
            Problem: `no_board` where there is none to choose.
        """
        board = self._board or self.choose_board()
        if board is None:
            raise Problem("no_board")
        return self.open(board)

    def person_of_login(self, login: str) -> str | None:
        return self.workspace.person_of_login(login)

    def remember_login(self, login: str, person: str) -> None:
        self.workspace.remember_login(login, person)

    # --- care

    def check(
        self, board: str | None = None, repair: bool = False, compact: bool = False
    ) -> list[dict[str, Any]]:
        """Look the workspace over, with `repair` put right what can be, with `compact` pack what is old; findings."""
        from storage.check import check

        return [finding.as_json() for finding in check(self.workspace, board, repair, compact)]

    def forget(self, dry: Mapping[str, Forgotten] | None = None) -> list[Done]:
        """Take away the words of those who are to be forgotten, or count them; see storage.redact."""
        from storage.redact import forget

        return forget(self.workspace, dry)

    def restore(self, moment: datetime, folder: str) -> Restored:
        """Make a copy of the workspace as it was; see storage.moments."""
        from storage.moments import restore

        return restore(self.workspace, moment, folder)

    @property
    def pins(self) -> Pins:
        """The PINs of persons at this host."""
        from storage.pins import Pins

        return Pins(self.workspace.host, self.workspace.modes, self.clock)

    @property
    def host(self) -> str:
        """What this host is called in the workspace."""
        return os.path.basename(self.workspace.host)

    @property
    def places(self) -> Places:
        """The other places that this workspace synchronises with."""
        from storage.sync.places import Places

        return Places(self.workspace)

    @property
    def has_places(self) -> bool:
        """Whether there are any, for the price of a look."""
        return os.path.exists(os.path.join(self.workspace.host, "remotes.json"))

    # --- the demo

    @staticmethod
    def demo_boards() -> tuple[str, ...]:
        from board.demo import BOARDS

        return BOARDS

    def build_demo(self) -> None:
        """Make the demo's boards in this session's workspace, which must not be there yet."""
        from board.demo import STARTED_DAYS_AGO, SetClock, build
        from storage.workspace import Workspace

        clock, now = self.clock, self.clock()
        set_clock = SetClock(now - timedelta(days=STARTED_DAYS_AGO + 1))
        workspace = Workspace(self.root, set_clock)
        workspace.create()
        self._workspace, self._org, self.clock = workspace, workspace.org, set_clock
        try:
            self.join()
            set_clock.now = now
            # Not as the one who looks at it, who has done nothing yet that could be undone.
            build(workspace.create_board, self.org, set_clock)
        finally:
            self._workspace, self._org, self.clock = None, None, clock

"""The composition root: the one place that names a concrete store and knows where things lie on this machine.

A Session is what every face works with: a workspace, a board, who acts. Opening one reads nothing and makes nothing;
a folder comes into being with `init`, a person with their first change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from board import ids
from board.errors import Problem
from board.ports import Clock, Commit, Snapshot, Store
from board.text import clean

if TYPE_CHECKING:
    from board.commands import Command
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


CHECKPOINT_LINES = 500
"""Lines that may be read at every start before a command writes the checkpoint anew."""


class Session:
    """A person at work: the workspace at `root`, a board and a person once they are chosen.

    `board` and `person` may be set by the screen, which also remembers the board as the one last opened. `language`
    is what --lang asked for, which goes before the user's settings.
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
    ) -> None:
        self.root = os.path.abspath(root)
        self.env = env
        self.clock = clock
        self.wanted_board = board or env.get("TAVLA_BOARD") or None
        self.wanted_person = person or env.get("TAVLA_PERSON") or None
        self.wait = wait
        self.language = language
        self.on_wait: Callable[[dict[str, Any]], None] | None = None
        self.person: str | None = None
        self._board: str | None = None
        self._workspace: Workspace | None = None
        self._org: Store | None = None
        self._stores: dict[str, Store] = {}

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
        """Whether there is a workspace; asked before reading, since a read makes nothing."""
        return self.workspace.exists

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

    def new_board(self, id: str) -> Store:
        """A new board's empty store, in a workspace that is made if need be."""
        self.workspace.create()
        self._stores[id] = self.workspace.create_board(id)
        return self._stores[id]

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed` when another session writes on the board or in the organisation; gives what ends it."""
        from storage.store import JOURNAL
        from storage.watch import Watch
        from storage.workspace import BOARDS, ORG

        folders = [os.path.join(self.root, ORG)]
        folders += [os.path.join(self.root, BOARDS, self._board)] if self._board else []
        return Watch([os.path.join(folder, JOURNAL) for folder in folders], changed).close

    # --- which board

    @property
    def board(self) -> str | None:
        return self._board

    @board.setter
    def board(self, board: str | None) -> None:
        self._board = board
        if board is not None:
            from tui.remembered import remember

            remember(self.memory("last.json"), self._last_key(), board)

    def memory(self, name: str) -> str:
        """A file in the user's own account that remembers small things; see tui.remembered."""
        return os.path.join(folder_of(self.env, "XDG_STATE_HOME", ".local/state"), "tavla", name)

    def _last_key(self) -> str:
        return f"{os.path.realpath(self.root)} {self.person or ''}"

    def choose_board(self) -> str | None:
        """The board that is meant: the named one, the only one, or the one last opened on screen.

        Raises:
            Problem: `unknown` with near ids, or `which_board` with the ids to choose from. No board at all is None.
        """
        known = self.board_ids()
        if self.wanted_board:
            self._board = self._named(self.wanted_board, known)
        elif len(known) > 1:
            self._board = self._likely(known)
        else:
            self._board = known[0] if known else None
        return self._board

    def _named(self, wanted: str, known: list[str]) -> str:
        for candidate in (wanted, ids.slug(clean(wanted))):
            if candidate in known:
                return candidate
        from board.commands import near

        raise Problem(
            "unknown", near(wanted, known) or tuple(known[:5]), what="board", given=clean(wanted)[:40]
        )

    def _likely(self, known: list[str]) -> str:
        from tui.remembered import recall

        self.who()
        last = recall(self.memory("last.json"), self._last_key())
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

    # --- who acts

    def login(self) -> str:
        """The account's name, as a readable id; `person` where the account has none."""
        import getpass

        try:
            return clean(getpass.getuser()).strip()
        except (OSError, KeyError):
            return "person"

    def who(self) -> str | None:
        """The one who acts, or None for a login that is not a person yet.

        Raises:
            Problem: `unknown` with near ids for a person named by --as or TAVLA_PERSON who is not there.
        """
        if self.person is None:
            if self.wanted_person:
                from board.commands import person

                self.person = person(clean(self.wanted_person), self.org_snapshot)
            elif self.exists:
                self.person = self._person_of_login()
        return self.person

    def _person_of_login(self) -> str | None:
        login = self.login()
        found = self.workspace.person_of_login(login)
        people = self.org_snapshot.table("people")
        if found is not None and ids.document_id(found) in people:
            return found
        handle = ids.slug(login)
        return next((ids.public_id(id) for id, doc in people.items() if doc.get("handle") == handle), None)

    # --- changing things

    def do(self, command: Command) -> Commit:
        """Apply a command on the board, as the one who acts."""
        return self._apply(self.store(), command)

    def organise(self, command: Command) -> Commit:
        """Apply a command on people and roles."""
        return self._apply(self.org, command)

    def _apply(self, store: Store, command: Command) -> Commit:
        from board.service import Service

        if self.who() is None:
            self._check_before_joining(store, command)
            self.join()
        on = store if store is not self.org else self._beside()
        service = Service(on, self.org, self.person or "", self.clock)
        commit = service.organise(command) if store is self.org else service.do(command)
        self._tidy(store)
        return commit

    @staticmethod
    def _tidy(store: Store) -> None:
        """Write the checkpoint where opening the board had to read many lines; it never fails a change."""
        due = getattr(store, "checkpoint_if_due", None)
        if due is not None:
            due(CHECKPOINT_LINES)

    def _beside(self) -> Store:
        """The board that a change of people is made beside; the organisation itself where no board is chosen."""
        return self.open(self._board) if self._board else self.org

    def _check_before_joining(self, store: Store, command: Command) -> None:
        """A refused change leaves nothing behind, not even a new person."""
        from board.commands import Context

        org = self.org.snapshot
        board = self._beside().snapshot if store is self.org else store.snapshot
        command(Context(board, org, ids.public_id(ids.new_id()), self.clock(), ids.new_id))

    def join(self) -> str:
        """Make the one who acts a person with the everyday role, and this account theirs. Gives the reference.

        A named person is made only where nobody is known yet, which is when `init` starts a workspace.
        """
        from board.organisation import join
        from board.service import Service

        name, handle = self._own_name()
        id = ids.new_id()
        made = ids.public_id(id)
        Service(self.org, self.org, made, self.clock, lambda: id).organise(join(name, handle))
        if not self.wanted_person:
            self.workspace.remember_login(self.login(), made)
        self.person = made
        return made

    def _own_name(self) -> tuple[str, str]:
        if self.wanted_person:
            return clean(self.wanted_person), ids.slug(clean(self.wanted_person))
        import pwd

        login = self.login()
        try:
            full = clean(pwd.getpwnam(login).pw_gecos.split(",")[0]).strip()
        except KeyError:
            full = ""
        return full or login, ids.slug(login)

    def undo(self) -> Commit:
        return self._turn_back("undo")

    def redo(self) -> Commit:
        return self._turn_back("redo")

    def _turn_back(self, what: str) -> Commit:
        from board.service import Service

        if self.who() is None:
            raise Problem(f"nothing_to_{what}")
        service = Service(self.store(), self.org, self.person or "", self.clock)
        return service.undo() if what == "undo" else service.redo()

    # --- care

    def check(self, board: str | None = None, repair: bool = False) -> list[dict[str, Any]]:
        """Look the workspace over, and with `repair` put right what can be; findings as objects."""
        from storage.check import check

        return [finding.as_json() for finding in check(self.workspace, board, repair)]

    # --- the demo

    @staticmethod
    def demo_boards() -> tuple[str, ...]:
        from board.demo import BOARDS

        return BOARDS

    def build_demo(self) -> None:
        """Make the demo's boards in this session's workspace, which must not be there yet."""
        from board.demo import SetClock, build
        from storage.workspace import Workspace

        set_clock = SetClock(self.clock())
        workspace = Workspace(self.root, set_clock)
        workspace.create()
        self._workspace, self._org = workspace, workspace.org
        me = self.join()
        build(workspace.create_board, self.org, set_clock, me)
        self._workspace = self._org = None
        self._stores.clear()

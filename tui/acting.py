"""Who acts, and what they do: the way in for every change, from the command line and the screen alike."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from board import ids
from board.errors import Problem
from board.ports import Clock, Commit, Snapshot, Store
from board.statutory import mentioned
from board.text import clean

if TYPE_CHECKING:
    from board.context import Command

Identity: TypeAlias = Literal["chosen", "login", "key"]
"""How somebody became the one who acts: by choosing a name at a terminal that several share (or with --as), by the
account's own login, or by the SSH key that they came in with, which nothing in the session can change."""

CHECKPOINT_LINES = 500
"""Lines that may be read at every start before a command writes the checkpoint anew."""


class Acting(ABC):
    """A person at work on what a session has opened. A login becomes a person with its first change."""

    clock: Clock
    env: Mapping[str, str]
    key: str | None
    wanted_person: str | None
    _person: str | None = None
    _chosen = False
    _board: str | None
    reason: str | None = None
    """Why the one who acts does what is another's to do, where they said so; see board.rights."""
    proven: str | None = None
    """Whose PIN has been given at the command line."""
    before_writing: Callable[[], object] | None = None
    """Lets whoever acts prove it before anything is written; it raises where they cannot."""
    reportable = False
    """Whether something was written that may have to be reported in the statutory system, too."""

    @property
    @abstractmethod
    def exists(self) -> bool: ...

    @property
    @abstractmethod
    def org(self) -> Store: ...

    @property
    @abstractmethod
    def org_snapshot(self) -> Snapshot: ...

    @abstractmethod
    def open(self, board: str) -> Store: ...

    @abstractmethod
    def store(self) -> Store: ...

    @abstractmethod
    def person_of_login(self, login: str) -> str | None:
        """The person that a login of this host stands for."""

    @abstractmethod
    def remember_login(self, login: str, person: str) -> None:
        """Let a login of this host stand for a person from here on."""

    def login(self) -> str:
        """The account's name; `person` where the account has none."""
        named = next((self.env[name] for name in ("LOGNAME", "USER") if self.env.get(name)), None)
        if named is None:
            import pwd

            try:
                named = pwd.getpwuid(os.getuid()).pw_name
            except KeyError:
                named = ""
        return clean(named).strip() or "person"

    @property
    def person(self) -> str | None:
        """The one who acts, as far as is known; `who` finds out.

        Raises:
            Problem: `key_decides`, set to anybody but the one whose key it is.
        """
        return self._person

    @person.setter
    def person(self, ref: str | None) -> None:
        self.check_person(ref)
        self._person, self._chosen = ref, ref is not None

    def check_person(self, ref: str | None) -> None:
        """Refuse that a session by key becomes another person's.

        Raises:
            Problem: `key_decides`.
        """
        if self.key is not None and ref not in (self.key, self._person):
            raise Problem("key_decides")

    @property
    def identity(self) -> Identity:
        """How the one who acts is known."""
        if self.key is not None:
            return "key"
        return "chosen" if self.wanted_person or self._chosen else "login"

    def who(self) -> str | None:
        """The one who acts, or None for someone who is not a person yet: a new login, or anybody where nobody is.

        Raises:
            Problem: `unknown` with near ids for a person named by --as or TAVLA_PERSON who is not there; `key_ended`
                for a key whose person is not, or no longer, on the board.
        """
        if self._person is None:
            if self.key is not None:
                self._person = self._person_of_key(self.key)
            elif self.wanted_person and self.org_snapshot.table("people"):
                from board.context import person

                self._person = person(clean(self.wanted_person), self.org_snapshot)
            elif self.exists and not self.wanted_person:
                self._person = self._person_of_login()
        return self._person

    def _person_of_key(self, ref: str) -> str:
        from board.model import people_of

        person = people_of(self.org_snapshot).get(ref)
        if person is None or not person.active:
            raise Problem("key_ended")
        return person.ref

    def _person_of_login(self) -> str | None:
        login = self.login()
        found = self.person_of_login(login)
        people = self.org_snapshot.table("people")
        from board.same import same

        if found is not None and ids.document_id(found) in people:
            return same(self.org_snapshot, found)
        handle = ids.slug(login)
        made = next((ids.public_id(id) for id, doc in people.items() if doc.get("handle") == handle), None)
        return same(self.org_snapshot, made) if made else None

    # --- changing things

    def do(self, command: Command) -> Commit:
        """Apply a command on the board, as the one who acts."""
        return self._apply(self.store(), command)

    def organise(self, command: Command) -> Commit:
        """Apply a command on people and roles."""
        return self._apply(self.org, command)

    def _apply(self, store: Store, command: Command) -> Commit:
        from board.service import Service

        if self.reason:
            from board.rights import because

            command = because(command, self.reason)
        self._prove()
        if self.who() is None:
            self._check_before_joining(store, command)
            self.join()
        on = store if store is not self.org else self._beside()
        service = Service(on, self.org, self.person or "", self.clock)
        commit = service.organise(command) if store is self.org else service.do(command)
        self._tidy(store)
        self.reportable = self.reportable or _reportable(commit)
        return commit

    def _prove(self) -> None:
        if self.before_writing is not None:
            self.before_writing()

    @property
    def is_own(self) -> bool:
        """Whether whoever acts is the account's own person, or a key's."""
        return self.identity != "chosen" or self.who() == self._person_of_login()

    @staticmethod
    def _tidy(store: Store) -> None:
        """Write the checkpoint where opening the board had to read many lines; it never fails a change."""
        store.checkpoint_if_due(CHECKPOINT_LINES)

    def _beside(self) -> Store:
        """The board that a change of people is made beside; the organisation itself where no board is chosen."""
        return self.open(self._board) if self._board else self.org

    def _check_before_joining(self, store: Store, command: Command) -> None:
        """A refused change leaves nothing behind, not even a new person."""
        from board.context import Context

        org = self.org.snapshot
        on = self._beside() if store is self.org else store
        command(Context(on.snapshot, org, ids.public_id(ids.new_id()), self.clock(), ids.new_id, on.board))

    def join(self) -> str:
        """Make the one who acts a person with the everyday role, and this account theirs. Gives the reference.

        A named person is made only where nobody is known yet, which is when `init` starts a workspace.
        """
        from board.organisation import join
        from board.service import Service

        name, handle = self._own_name()
        id = ids.new_id()
        made = ids.public_id(id)
        commit = Service(self.org, self.org, made, self.clock, lambda: id).organise(join(name, handle))
        if not commit.stamps:
            people = self.org.snapshot.table("people").items()
            made = next(ids.public_id(other) for other, doc in people if doc.get("handle") == handle)
        if not self.wanted_person:
            self.remember_login(self.login(), made)
        self._person = made
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
        self._prove()
        service = Service(self.store(), self.org, self.person or "", self.clock)
        return service.undo() if what == "undo" else service.redo()


def _reportable(commit: Commit) -> bool:
    """Whether what was written now, and was not there before, has words of the statutory event system."""
    for event in commit.events:
        if event.stamp in commit.stamps:
            before = [value for value in (event.before or {}).values() if isinstance(value, str)]
            for value in (event.why, *(event.after or {}).values()):
                if isinstance(value, str) and value not in before and mentioned(value):
                    return True
    return False

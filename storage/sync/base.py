"""What every way to another place has in common: it keeps lines and gives them back, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias


class Head(NamedTuple):
    """The last line of one replica's journal at some place: its number and what the next line names it as."""

    n: int
    crc: str


Heads: TypeAlias = dict[str, Head]
"""Replica -> its last line."""


class Batch(NamedTuple):
    """Consecutive lines of one replica, each without its LF, the first with number `first`.

    Bytes from outside: nothing in them has been checked, not even that the number is right.
    """

    replica: str
    first: int
    lines: list[bytes]


class Finding(NamedTuple):
    """Something at a place that a person may want to know: its name there, and a code.

    `conflict_copy`: a sync program found two versions of a file. `half_there`: the file ends in bytes that are not
    lines yet. `link`, `odd_file`, `odd_name`, `too_large`, `too_many`, `unreadable`: left alone. `two_versions`: two
    files tell the same journal differently.
    """

    name: str
    code: str


BATCH_LINES = 500
BATCH_BYTES = 4 * 1024 * 1024
"""A batch ends at whichever comes first, so that the lock is never held long."""


class Transport(Protocol):
    """A place that keeps journal lines of boards: a folder, a database, a file.

    Every method may block for its own time limit and raises Problem with a code of `errors.REMOTE_CODES`, whatever
    goes wrong. After that the transport may be used again: it connects anew by itself.
    """

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        """What the place has of these boards, or of all that it lets us see. A board without lines is left out."""
        ...

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        """The lines of the named replicas that come after these numbers, each replica's in order.

        Ends early rather than skip a number. Whatever is only half there is left for the next time.
        """
        ...

    def push(self, board: str, batch: Batch) -> None:
        """Keep these lines durably. Those that are there already are left as they are; a second time does no harm.

        Raises:
            Problem: `remote_fork` with `n`, where another line has the number already.
        """
        ...

    def wait(self, seconds: float) -> bool:
        """Return when the place may have news (True), or after so long (False)."""
        ...

    def findings(self) -> list[Finding]:
        """What the last `heads` saw there that a person may want to know."""
        ...

    def wake(self) -> None:
        """Let `wait` return at once. From any thread."""
        ...

    def close(self) -> None: ...

"""What can be refused, as codes with parameters. Sentences are made of them in one place: tui/problems.py."""

from __future__ import annotations

from typing import Any

STORAGE_CODES = frozenset(
    {
        "read_only",
        "no_permission",
        "disk_full",
        "io_error",
        "locked",
        "damaged",
        "gone",
        "newer_format",
        "unreadable",
        "file_failed",
        "folder_in_the_way",
        "odd_in_the_way",
        "file_in_the_way",
    }
)
"""Refusals by the store rather than by a rule of the board: exit code 3."""

REMOTE_CODES = frozenset(
    {
        "remote_unreachable",  # no network, no answer in time, the folder is not mounted
        "remote_denied",  # a password or a right
        "remote_full",
        "remote_read_only",
        "remote_not_ready",  # `remote init` has not been run there
        "remote_newer",  # made by a later version
        "remote_fork",  # another line has our number: storage/sync/forks.py settles it
        "remote_failed",
        "places_unreadable",  # which places there are: this host's own list of them
    }
)
"""Refusals by a place that the workspace is synchronised with: exit code 3, and the board itself is well."""

OUTSIDE_CODES = frozenset({"mail_failed"})
"""Refusals by something else outside: exit code 3, and the board itself is well."""

USAGE_CODES = frozenset({"usage"})


class Problem(Exception):
    """A refusal: what happened, as a code of this module's families and its parameters.

    `hints` are suggestions in the same language as the input, such as near matches; never sentences.
    """

    def __init__(self, code: str, /, hints: tuple[str, ...] = (), **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.hints = hints

    @property
    def exit_code(self) -> int:
        """0 is never used: 1 refused by a rule, 2 wrong usage, 3 storage."""
        if self.code in STORAGE_CODES | REMOTE_CODES | OUTSIDE_CODES:
            return 3
        return 2 if self.code in USAGE_CODES else 1

    def __repr__(self) -> str:
        return f"Problem({self.code!r}, {self.params!r})"

"""What the people who run the server do: make the schema, let hosts in, take a line's words away."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

from board.errors import Problem
from storage.sync.postgres_link import Link
from storage.sync.postgres_url import conninfo

EVERY_BOARD = "*"
_PATIENCE = 60.0
_SAME_TIME = {"23505", "42710", "42p06", "42p07", "xx000", "busy"}


def schema() -> str:
    """The statements of `prepare`, for somebody who would rather run them with psql."""
    with open(os.path.join(os.path.dirname(__file__), "schema.sql"), encoding="utf-8") as file:
        return file.read()


@contextlib.contextmanager
def _link(url: str) -> Iterator[Link]:
    link = Link(conninfo(url), listening=False, patience=_PATIENCE)
    try:
        yield link
    finally:
        link.close()


def prepare(url: str) -> None:
    """Make or renew the schema and its roles. Harmless when it is there; all or nothing.

    The login in the URL must be allowed to make schemas in that database, and roles.

    Raises:
        Problem: `remote_denied` without that right, `remote_newer` where a later version has been here,
            `remote_failed` with `reason` `server_too_old` (before PostgreSQL 15) or `encoding` (not UTF-8).
    """
    with _link(url) as link:
        for attempt in range(3):
            try:
                link.run("begin; " + schema() + "; commit")
                return
            except Problem as problem:
                with contextlib.suppress(Problem):
                    link.run("rollback")
                # Somebody else is doing the same at this moment.
                if attempt == 2 or problem.params.get("reason") not in _SAME_TIME:
                    raise


def boards(url: str) -> list[str]:
    """The boards that the server has, or has granted somebody, as far as this login may know."""
    with _link(url) as link:
        try:
            rows = link.run("select board from tavla.board union select board from tavla.access order by 1")
        except Problem as problem:
            if problem.code != "remote_denied":
                raise
            rows = []
    return [board for (board,) in rows if board != EVERY_BOARD]


def grant(url: str, login: str, boards: Sequence[str]) -> None:
    """Let a host's login read and add lines of these boards; `EVERY_BOARD` is all there are and will be.

    Raises:
        Problem: `remote_failed` with `reason` `no_such_login`, `not_a_host_login` (a superuser) or `bad_name`
            (no board can be called that).
    """
    with _link(url) as link:
        for board in boards:
            try:
                link.run("select tavla.grant_board(%s, %s)", (login, board))
            except Problem as problem:
                if problem.params.get("reason") == "bad_line":
                    raise Problem("remote_failed", reason="bad_name") from None
                raise


def revoke(url: str, login: str, boards: Sequence[str] | None = None) -> None:
    """Take these boards back from a login, or all that it was granted. What it has read, it still has."""
    with _link(url) as link:
        for board in boards if boards is not None else [None]:
            link.run("select tavla.revoke_board(%s, %s)", (login, board))


def redact(url: str, board: str, replica: str, n: int) -> bool:
    """Take away what a line says; False where it is not there or has been redacted already."""
    with _link(url) as link:
        return bool(link.run("select tavla.redact(%s, %s, %s)", (board, replica, n))[0][0])

"""One connection to PostgreSQL that is made when it is needed, never waits without an end, and can be cut."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from storage.sync.postgres_secrets import NOWHERE, open_to_others
from storage.sync.watchdog import Watchdog

if TYPE_CHECKING:
    import psycopg

FORMAT = 1
CHANNEL = "tavla"
CONNECT = 2
"""Seconds for each of the server's addresses."""
DIAL = 8.0
"""Seconds for connecting in all: looking up a name cannot be given a limit, only be left behind."""
PATIENCE = 3.0
"""Seconds for one statement. After some answers that were late in a row, to a statement or while connecting, all these
are doubled, at most to four times as long: a server or a line that is always slower than that is slow, not away."""
_LATE_BEFORE_DOUBLING = 3

_TCP = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}

# What the server says before there is a connection comes as text only, in the server's language.
_STARTING = re.compile(
    r"starting up|shutting down|in recovery mode|not yet accepting|startar upp|stänger ner"
    r"|är återställningsläge|tar ännu inte emot",
    re.I,
)
_BUSY = re.compile(
    r"too many (clients|connections)|connection slots are reserved|för många|anslutningsslottar"
    r"|\bfork\b|authentication due to timeout",
    re.I,
)
_NO_DATABASE = re.compile(r"(database|databasen) .* (does not exist|existerar inte)", re.I)
_SAID_BY_SERVER = re.compile(r"\bFATAL|password|lösenord|authentication|permission", re.I)
_SERVICE = re.compile(r"definition of service|service file", re.I)
# Cut off in the middle of encrypting: nothing is wrong with the encryption.
_CUT = re.compile(r"\bssl syscall\b|ssl connection has been closed", re.I)
_TLS = re.compile(r"\bssl\b|certificate|\btls\b", re.I)
_NETWORK = re.compile(
    r"refused|could not translate|no route|unreachable|time(d )?out|no such file or directory"
    r"|closed the connection|reset by peer|broken pipe|could not (receive|send|connect)|not known"
    r"|name resolution|host is down|failed to resolve|\beof\b",
    re.I,
)

_REASONS = {
    "TV001": ("remote_failed", "gap"),
    "TV003": ("remote_full", "too_many"),
    "TV004": ("remote_failed", "no_such_login"),
    "TV005": ("remote_failed", "not_a_host_login"),
    "TV010": ("remote_newer", "format"),
    "TV011": ("remote_failed", "server_too_old"),
    "TV012": ("remote_failed", "encoding"),
    "25006": ("remote_read_only", "read_only"),
    "42501": ("remote_denied", "not_granted"),
    "53100": ("remote_full", "disk"),
    "53200": ("remote_unreachable", "busy"),
    "53300": ("remote_unreachable", "busy"),
    "57014": ("remote_unreachable", "timeout"),
    "55P03": ("remote_unreachable", "busy"),
    "40P01": ("remote_unreachable", "busy"),
    "40001": ("remote_unreachable", "busy"),
    "42P01": ("remote_not_ready", "no_schema"),
    "42883": ("remote_not_ready", "no_schema"),
    "3F000": ("remote_not_ready", "no_schema"),
    "23514": ("remote_failed", "bad_line"),
    "22021": ("remote_failed", "bad_line"),
    "22P05": ("remote_failed", "bad_line"),
}
_CLASSES = {
    "08": ("remote_unreachable", "cut"),
    "28": ("remote_denied", "login"),
    "53": ("remote_full", "resources"),
    "57": ("remote_unreachable", "restarting"),
}


def problem_of(error: Exception, connected: bool, late: bool = False) -> Problem:
    """A driver's error as a code and a reason; the server's own sentence, which may hold names, goes no further."""
    if late:
        return Problem("remote_unreachable", reason="timeout")
    state = getattr(error, "sqlstate", None)
    if state == "TV002":
        # By name, since psycopg is imported late and `error` is any exception to the types.
        return Problem("remote_fork", n=int(str(getattr(error, "diag").message_primary)))  # noqa: B009
    if state is not None:
        code, reason = _REASONS.get(state) or _CLASSES.get(state[:2]) or ("remote_failed", state.lower())
        return Problem(code, reason=reason)
    if connected:
        import psycopg

        if isinstance(error, psycopg.DataError):
            return Problem("remote_failed", reason="bad_line")
        return Problem("remote_unreachable", reason="cut")
    return _not_connected(str(error))


def _foreseen(error: Exception) -> bool:
    """Whether a connection on which this went wrong can be used again: what nobody thought of may lie with it."""
    state = getattr(error, "sqlstate", None)
    return state is None or state == "TV002" or state in _REASONS or state[:2] in _CLASSES


def _not_connected(text: str) -> Problem:
    if _STARTING.search(text):
        return Problem("remote_unreachable", reason="restarting")
    if _BUSY.search(text):
        return Problem("remote_unreachable", reason="busy")
    if _SERVICE.search(text):
        return Problem("remote_failed", reason="no_service")
    if _NO_DATABASE.search(text):
        return Problem("remote_not_ready", reason="no_database")
    if "pg_hba.conf" in text:
        return Problem("remote_denied", reason="pg_hba")
    if _SAID_BY_SERVER.search(text):
        return Problem("remote_denied", reason="no_password" if "no password supplied" in text else "login")
    if _CUT.search(text):
        return Problem("remote_unreachable", reason="no_answer")
    if _TLS.search(text):
        return Problem("remote_failed", reason="certificate" if "certificate" in text else "tls")
    if _NETWORK.search(text):
        return Problem("remote_unreachable", reason="no_answer")
    return Problem("remote_failed", reason="connect")


class Link:
    """At most one connection at a time. `made` counts them: what was known of the server holds for one only.

    One thread runs statements; `cut` and `close` may come from any.
    """

    def __init__(self, conninfo: str, listening: bool = True, patience: float = PATIENCE) -> None:
        self.made = 0
        self.late = 0
        """Statements and connections in a row that were not answered in time."""
        self._conninfo = conninfo
        self._listening = listening
        self._patience = patience
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._socket: socket.socket | None = None
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._closed = threading.Event()
        self._watchdog = Watchdog(self.cut)

    @property
    def up(self) -> bool:
        """Whether there is a connection, as far as is known."""
        return self._connection is not None

    @property
    def closed(self) -> bool:
        """Whether it was closed for good."""
        return self._closed.is_set()

    def fileno(self) -> int:
        """What becomes readable when the server has something to say; -1 without a connection."""
        return self._connection.fileno() if self._connection is not None else -1

    def connect(self) -> None:
        """Connect if there is no connection.

        Raises:
            Problem: any of `REMOTE_CODES`.
        """
        with self._turn:
            self._connected()

    def run(self, statement: str, parameters: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement and fetch all that it returns. Without parameters it may be several statements.

        Raises:
            Problem: any of `REMOTE_CODES`.
        """
        with self._turn:
            connection = self._connected()
            with self._bounded():
                cursor = connection.execute(statement.encode(), parameters)
                return cursor.fetchall() if cursor.description else []

    def notes(self) -> list[str]:
        """The payloads of other sessions' notifications that have come. Does not wait."""
        with self._turn:
            connection = self._connection
            if connection is None:
                return []
            with self._bounded():
                own = connection.info.backend_pid
                return [note.payload for note in connection.notifies(timeout=0) if note.pid != own]

    def cut(self) -> None:
        """Break the connection, whatever it is waiting for. From any thread."""
        with self._guard:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Break the connection for good. From any thread."""
        self._closed.set()
        self.cut()
        with self._turn:
            self._drop()

    @property
    def _times(self) -> int:
        """How many times as long as usual an answer may take."""
        return (1, 2, 4)[min(self.late // _LATE_BEFORE_DOUBLING, 2)]

    @contextlib.contextmanager
    def _bounded(self) -> Iterator[None]:
        """Cut the connection when a statement takes too long, and turn what goes wrong into a Problem."""
        import psycopg

        self._watchdog.watch(self._patience * self._times)
        try:
            yield
            if not self._watchdog.rest():  # answered at the last moment, and cut all the same
                self._drop()
            self.late = 0
        except (psycopg.Error, OSError) as error:
            connection = self._connection
            late = not self._watchdog.rest()
            if late:
                self.late += 1
            if late or connection is None or connection.closed or not _foreseen(error):
                self._drop()
            raise problem_of(error, connected=True, late=late) from None
        except BaseException:
            self._watchdog.rest()
            self._drop()
            raise

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        with self._guard:
            if self._socket is not None:
                self._socket.close()
                self._socket = None
        if connection is not None:
            connection.close()

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._closed.is_set():
            raise Problem("remote_failed", reason="closed")
        if self._connection is not None and not self._connection.closed:
            return self._connection
        self._drop()
        dial = _Dial(self._parameters(self._times), self._listening, self._patience)
        try:
            connection = dial.wait(self._closed, DIAL * self._times)
        except Problem:
            self.late += dial.late
            raise
        with self._guard:
            self._socket = socket.socket(fileno=os.dup(connection.fileno()))
        self._connection = connection
        self.made += 1
        if self._closed.is_set():
            self._drop()
            raise Problem("remote_failed", reason="closed")
        return connection

    def _parameters(self, times: int) -> dict[str, Any]:
        try:
            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError:
            raise Problem("remote_failed", reason="no_driver") from None
        try:
            given = conninfo_to_dict(self._conninfo)
        except psycopg.Error as error:
            known = "no_service" if _SERVICE.search(str(error)) else "bad_url"
            raise Problem("remote_failed", reason=known) from None
        defaults = {
            **_TCP,
            "connect_timeout": CONNECT * times,
            "tcp_user_timeout": int(self._patience * 1000),
            "fallback_application_name": "tavla",
        }
        if open_to_others(given, os.environ):
            given["passfile"] = NOWHERE
        return {**defaults, **given, "client_encoding": "utf8"}


class _Dial:
    """Connecting, in a thread of its own that can be left behind."""

    def __init__(self, parameters: dict[str, Any], listening: bool, patience: float) -> None:
        self._parameters = parameters
        self._listening = listening
        # What was given up by us is given up by the server too, a little later.
        self._server_limit = int(patience * 5000)
        self._done = threading.Condition()
        self._left = False
        self._got: psycopg.Connection[tuple[Any, ...]] | None = None
        self._failed: Problem | None = None
        self.late = False
        """Whether the time ran out."""

    def wait(self, closed: threading.Event, seconds: float) -> psycopg.Connection[tuple[Any, ...]]:
        """The connection, set up.

        Raises:
            Problem: any of `REMOTE_CODES`.
        """
        end = time.monotonic() + seconds
        threading.Thread(target=self._run, name="board-dial", daemon=True).start()
        with self._done:
            while self._got is None and self._failed is None:
                left = end - time.monotonic()
                if left <= 0 or closed.is_set():
                    self._left, self.late = True, left <= 0
                    raise Problem("remote_unreachable", reason="timeout")
                self._done.wait(min(left, 0.1))
        if self._failed is not None:
            raise self._failed
        assert self._got is not None
        return self._got

    def _run(self) -> None:
        import psycopg

        connection = None
        failed: Problem | None = None
        late = False
        try:
            connection = psycopg.connect(autocommit=True, **self._parameters)
            self._set_up(connection)
        except Exception as error:
            late = isinstance(error, psycopg.errors.ConnectionTimeout)
            failed = (
                error if isinstance(error, Problem) else problem_of(error, connected=connection is not None)
            )
            if failed.params.get("reason") == "no_password" and self._parameters.get("passfile") == NOWHERE:
                failed = Problem(failed.code, reason="passwords_open")
            # What the driver was about holds the socket, and the server a place for it, till somebody happens to
            # collect garbage: a host that tried again and again would take up all the places there are.
            traceback.clear_frames(error.__traceback__)
            if connection is not None:
                connection.close()
        with self._done:
            self._failed = failed
            self.late = late
            if failed is None and not self._left:
                self._got = connection
            self._done.notify_all()
        if self._left and connection is not None:
            connection.close()

    def _set_up(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        # Durable when acknowledged, whatever the server's default is.
        connection.execute(
            "set synchronous_commit = on; set client_min_messages = error;"
            f"set lock_timeout = {self._server_limit // 2};"
            f"set statement_timeout = {self._server_limit}".encode()
        )
        if not self._listening:
            return
        connection.execute(f"listen {CHANNEL}".encode())
        row = connection.execute("select value from tavla.meta where key = 'format'").fetchone()
        if row is None:
            raise Problem("remote_not_ready", reason="no_schema")
        if row[0] != str(FORMAT):
            raise Problem("remote_newer", reason="format")

"""A program on a pseudo-terminal, with the time of every piece of output.

Pieces are stamped when they are read and drawn by pyte afterwards, so that drawing costs the measured nothing.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

WIDTH, HEIGHT = 120, 36
BODY = slice(2, HEIGHT - 1)
"""The rows of the board, without the lines over and under it that tell the hour and what was saved."""
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
"""What a terminal of today answers: frames can be told from each other, sizes come as signals."""
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][pu]?|\x1b\[[0-9;]*\$[a-z]")


class Gone(Exception):
    """The program has ended, or has not drawn what was waited for."""


class Terminal:
    """A process with a terminal of its own."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], folder: str) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = os.forkpty()
        if self.pid == 0:  # pragma: no cover
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
            os.chdir(folder)
            os.execve(argv[0], list(argv), dict(env))
        self.raw = bytearray()
        self._pieces: list[tuple[float, bytes]] = []
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.ByteStream(self._screen)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def send(self, keys: bytes) -> float:
        """Type something; when it was."""
        at = time.perf_counter()
        os.write(self.fd, keys)
        return at

    def take(self) -> None:
        """Read one piece of output that is there."""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            raise Gone(self.raw[-2000:].decode("utf-8", "replace")) from None
        self._pieces.append((time.perf_counter(), data))
        self.raw += data
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self.fd, answer)

    def wait_for(self, *words: str, seconds: float = 30.0) -> None:
        """Read till all of these have been drawn."""
        wanted = [word.encode() for word in words]
        pump([self], seconds, lambda: all(word in self.raw for word in wanted))
        missing = [word for word in words if word.encode() not in self.raw]
        if missing:
            raise Gone(f"{missing} not in {self.raw[-2000:].decode('utf-8', 'replace')}")

    def settle(self, quiet: float = 0.12, seconds: float = 10.0) -> None:
        """Read till nothing has come for a while."""
        settle([self], quiet, seconds)

    def rows(self, part: slice = BODY) -> str:
        """The screen as of the last `replay`."""
        return "\n".join(self._screen.display[part])

    def replay(self, part: slice = BODY) -> list[tuple[float, str]]:
        """Draw what has come since the last time: the screen after each piece, with its time."""
        seen = []
        for at, data in self._pieces:
            self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
            seen.append((at, self.rows(part)))
        self._pieces.clear()
        return seen

    def shown(self, part: slice = BODY) -> float | None:
        """When the screen became what it is now; None where it is what it was before."""
        before = self.rows(part)
        seen = self.replay(part)
        after = self.rows(part)
        return None if before == after else next(at for at, rows in seen if rows == after)


def pump(terminals: Sequence[Terminal], seconds: float, until: Callable[[], bool]) -> None:
    """Read from all of them till something is so or the time is over."""
    end = time.perf_counter() + seconds
    by_fd = {terminal.fd: terminal for terminal in terminals}
    while not until() and (left := end - time.perf_counter()) > 0:
        for fd in select.select(list(by_fd), [], [], left)[0]:
            by_fd[fd].take()


def settle(terminals: Sequence[Terminal], quiet: float = 0.12, seconds: float = 10.0) -> None:
    """Read from all of them till nothing has come from any for a while."""
    end = time.perf_counter() + seconds
    by_fd = {terminal.fd: terminal for terminal in terminals}
    while time.perf_counter() < end:
        ready = select.select(list(by_fd), [], [], quiet)[0]
        if not ready:
            return
        for fd in ready:
            by_fd[fd].take()

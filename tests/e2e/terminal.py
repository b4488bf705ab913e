"""A real process on a pseudo-terminal: what it writes is drawn by pyte and kept as bytes, what is typed is bytes.

with Terminal("demo") as terminal:
    terminal.until("Förslag")
    terminal.send("q")
    assert terminal.ended() == 0
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

from tests.contracts.tree import ROOT

PATIENCE = 20.0
_START = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
_WITHOUT_CONTROL = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
_TAVLA = (sys.executable, "-m", "tui")
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][pu]?|\x1b\[[0-9;]*\$[a-z]|\x1b\[>[0-9;]*[a-z]")


def environment(**changed: str) -> dict[str, str]:
    """The test's own account (see tests/conftest.py), speaking to this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLORTERM": "truecolor", **changed}


def tavla(*args: str, **given: str) -> str:
    """Run a command to its end; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", *args],
        env=environment(**given),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


class Terminal:
    """`tavla`, or another program, with arguments, on a terminal of its own.

    Where the terminal is not the controlling one, the kernel tells nobody by a signal that it has gone.
    """

    def __init__(
        self,
        *args: str,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = _TAVLA,
        controlling: bool = True,
    ) -> None:
        self._master, slave = os.openpty()
        self.raw = bytearray()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._size(size)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START if controlling else _WITHOUT_CONTROL, *program, *args],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env or environment()),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def _size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    # --- doing

    def send(self, keys: str | bytes) -> None:
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)
        self._size((columns, lines))

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def as_a_shell_has_it(self) -> None:
        """Let what is typed be echoed and come line by line, as a shell does that has stopped a program."""
        modes = termios.tcgetattr(self._master)
        modes[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(self._master, termios.TCSANOW, modes)

    def by_lines(self) -> bool:
        """Whether what is typed comes line by line."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ICANON)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.process.pid, number)

    # --- seeing

    @property
    def rows(self) -> list[str]:
        return list(self.screen.display)

    @property
    def text(self) -> str:
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def said(self) -> str:
        return " ".join(self.text.replace("│", " ").split())

    def spot(self, words: str) -> tuple[int, int]:
        """(column, row) of words, counted from 0 in cells."""
        for y in range(self.screen.lines):
            cells = [self.screen.buffer[y][x].data for x in range(self.screen.columns)]
            for x in range(self.screen.columns):
                if "".join(cells[x:]).startswith(words):
                    return x, y
        raise AssertionError(f"{words!r} is not on screen:\n{self.text}")

    def read(self, seconds: float) -> bool:
        """Take what comes within a time. False where nothing did or the process has ended."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
        return bool(data)

    def until(self, *seen: str | Callable[[], object], seconds: float = PATIENCE) -> None:
        """Read till all of these words are on screen, or these things are so."""
        end = time.monotonic() + seconds

        def missing() -> list[str]:
            return [
                str(one)
                for one in seen
                if not (one in self.text or one in self.said if isinstance(one, str) else one())
            ]

        while missing():
            left = end - time.monotonic()
            assert left > 0, f"{missing()} did not come:\n{self.text}"
            if not self.read(min(left, 0.05)) and self.process.poll() is not None and missing():
                raise AssertionError(f"the program ended without {missing()}:\n{self.text}")

    def ended(self, seconds: float = PATIENCE) -> int:
        """The exit code, once the process has ended."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running:\n{self.text}"
            if self._master >= 0:
                self.read(0.02)
            else:
                time.sleep(0.02)
        while self._master >= 0 and self.read(0.05):
            pass
        return int(self.process.returncode)

"""The line to whoever sits at the other end: when it is cut, the program ends, and soon."""

from __future__ import annotations

import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

GRACE = 1.5
"""Seconds that a screen has for keeping what was being typed once the line is cut."""

SignalHandler = Callable[[int, FrameType | None], Any] | int | None


def line_is_cut(milliseconds: int | None = 0) -> bool:
    """Whether nobody is at the other end of stdout any more, waited for that long; None waits until it is so."""
    poller = select.poll()
    poller.register(1, 0)  # hang-up and error are always told
    return bool(poller.poll(milliseconds))


def end_with_the_line() -> None:
    """End this process when the line is cut: a command at once, a screen once it has kept what was typed.

    sshd tells a command without a terminal nothing when the connection goes, and one that waits for a lock would stay.
    """

    def wait() -> None:
        line_is_cut(None)
        os.kill(os.getpid(), signal.SIGHUP)
        time.sleep(GRACE)
        os._exit(128 + signal.SIGHUP)

    threading.Thread(target=wait, name="line", daemon=True).start()


def taken_back_only_while_whole(draw_again: Callable[[], object]) -> None:
    """Let Textual take the terminal back after a pause only where there is one, and only what it has given.

    A terminal that hangs up says "go on" too. Textual then starts writing anew to what is gone, and waits for ever
    for its full queue to be written. And whoever was stopped without being asked (SIGSTOP) has given nothing back:
    taking it once more would leave two that read the keyboard. A shell has changed its modes meanwhile, and written
    on it.
    """
    take_back: SignalHandler = signal.getsignal(signal.SIGCONT)
    driver = getattr(take_back, "__self__", None)
    modes: list[Any] | None = None
    with suppress(termios.error):
        modes = termios.tcgetattr(0)

    def went_on(number: int, frame: FrameType | None) -> None:
        if not callable(take_back) or line_is_cut():
            return
        if getattr(driver, "_must_signal_resume", True):
            take_back(number, frame)
        elif modes is not None:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, modes)
        draw_again()

    signal.signal(signal.SIGCONT, went_on)

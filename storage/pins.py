"""PINs of persons at this host: hosts/<h>/pins.json, which no journal has and no sync takes along.

A PIN keeps a colleague from becoming somebody else by mistake or out of curiosity. It is no protection against who can
read the account's files: four digits are soon tried when nobody counts.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from board.errors import Problem
from board.ports import Clock
from storage.durable import Modes, Told, read_file, replace
from storage.lines import from_json, to_json
from storage.lock import Lock

FILE = "pins.json"
MODE = 0o600
LEAST, MOST = 4, 12
"""Digits of a PIN."""
TRIES = 5
"""Tries before there is a wait."""
FIRST_WAIT, LONGEST_WAIT = 30, 3600
"""Seconds; each wrong try after the fifth doubles the wait."""
COST = {"n": 2**14, "r": 8, "p": 1}
"""Of scrypt: 16 MiB and some tens of milliseconds a try."""

T = TypeVar("T")


def hashed(pin: str, salt: bytes) -> bytes:
    """The hash of a PIN; takes some tens of milliseconds and lets other threads work meanwhile."""
    import hashlib

    return hashlib.scrypt(pin.encode("utf-8", "replace"), salt=salt, dklen=32, **COST)


def well_formed(pin: str) -> bool:
    """Whether it is some digits that are not all the same and not 1234 and the like."""
    if not (pin.isascii() and pin.isdecimal() and LEAST <= len(pin) <= MOST):
        return False
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return steps not in ({0}, {1}, {-1})


class Pins:
    """The PINs of a host's folder. Every method reads the file anew, so that several sessions go by the same count."""

    def __init__(self, folder: str, modes: Modes, clock: Clock, wait: float = 10.0) -> None:
        self._folder = folder
        self._path = os.path.join(folder, FILE)
        self._modes = modes
        self._clock = clock
        self._wait = wait

    def has(self, person: str) -> bool:
        """Whether a person has a PIN here.

        Raises:
            Problem: a storage code where the file is there but cannot be read; that is never taken for no PIN.
        """
        return person in self._read()

    def persons(self) -> frozenset[str]:
        """Who has a PIN here; nobody where the file cannot be read, which `check` then refuses by."""
        try:
            return frozenset(self._read())
        except Problem:
            return frozenset()

    def set(self, person: str, pin: str) -> None:
        """Give a person a PIN, or another one; the count of tries begins anew.

        Raises:
            Problem: `pin_form`.
        """
        self.allow(pin)
        salt = os.urandom(16)
        entry = {"salt": salt.hex(), "hash": hashed(pin, salt).hex(), "tries": 0}
        self._change(person, lambda pins: pins.__setitem__(person, entry))

    @staticmethod
    def allow(pin: str) -> None:
        """Let pass what can be a PIN. Raises Problem `pin_form`."""
        if not well_formed(pin):
            raise Problem("pin_form", least=LEAST, most=MOST)

    def forget(self, person: str) -> None:
        """Take a person's PIN away; harmless without one."""
        if person in self._read():
            self._change(person, lambda pins: pins.pop(person, None))

    def check(self, person: str, pin: str) -> None:
        """Let a PIN that is right pass. A person without one passes too.

        The try is counted before it is made, so that a process that is killed in it has made one.

        Raises:
            Problem: `pin_wrong` with `left` tries before the next wait, or `pin_wait` with `seconds` to wait; a storage
                code where it cannot be counted.
        """
        entry = self._change(person, lambda pins: self._counted(pins.get(person)))
        if entry is None:
            return
        kept = bytes.fromhex(str(entry["hash"]))
        if hmac.compare_digest(hashed(pin, bytes.fromhex(str(entry["salt"]))), kept):
            self._change(person, lambda pins: self._passed(pins.get(person), entry))
            return
        left = TRIES - int(entry["tries"])
        if left <= 0:
            raise Problem("pin_wait", seconds=self._seconds_left(entry))
        raise Problem("pin_wrong", left=left)

    def _counted(self, entry: dict[str, Any] | None) -> dict[str, Any] | None:
        """Count a try that is about to be made; refused while there is a wait."""
        if entry is None:
            return None
        waits = self._seconds_left(entry)
        if waits > 0:
            raise Problem("pin_wait", seconds=waits)
        tries = _whole(entry.get("tries")) + 1
        entry["tries"] = tries
        if tries >= TRIES:
            seconds = min(FIRST_WAIT * 2 ** min(tries - TRIES, 20), LONGEST_WAIT)
            entry["until"] = (self._clock() + timedelta(seconds=seconds)).astimezone(UTC).isoformat()
        return dict(entry)

    @staticmethod
    def _passed(entry: dict[str, Any] | None, tried: dict[str, Any]) -> None:
        if entry is not None and entry.get("hash") == tried["hash"]:
            entry["tries"] = 0
            entry.pop("until", None)

    def _seconds_left(self, entry: dict[str, Any]) -> int:
        """Whole seconds of a wait that is still on, at most the longest one: a clock that was set back is no jail."""
        try:
            until = datetime.fromisoformat(str(entry["until"]))
            left = (until - self._clock()).total_seconds()
        except (KeyError, ValueError, TypeError):
            return 0
        return 0 if left <= 0 else min(int(left) + 1, LONGEST_WAIT)

    def _read(self) -> dict[str, dict[str, Any]]:
        with Told():
            try:
                data = read_file(self._path)
            except FileNotFoundError:
                return {}
        try:
            value = from_json(data)
        except ValueError:
            value = None
        if type(value) is not dict or not all(_is_entry(entry) for entry in value.values()):
            raise Problem("pins_damaged")
        return value

    def _change(self, person: str, does: Callable[[dict[str, dict[str, Any]]], T]) -> T:
        """Change the file under its lock; a refusal leaves it as it is."""
        with Told():
            self._modes.make(self._folder)
        lock = Lock(os.path.join(self._folder, "pins.lock"), self._modes, self._wait)
        lock.acquire(person, self._clock().isoformat(timespec="seconds"))
        try:
            pins = self._read()
            before = to_json(pins)
            found = does(pins)
            if to_json(pins) != before:
                with Told():
                    replace(self._path, to_json(pins).encode() + b"\n", MODE)
            return found
        finally:
            lock.release()


def _is_entry(entry: Any) -> bool:
    if type(entry) is not dict:
        return False
    try:
        return len(bytes.fromhex(entry["hash"])) == 32 and len(bytes.fromhex(entry["salt"])) >= 16
    except (KeyError, TypeError, ValueError):
        return False


def _whole(value: Any) -> int:
    return value if type(value) is int and value >= 0 else 0

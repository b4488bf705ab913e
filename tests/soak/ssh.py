"""Many sessions over SSH at once on one board: how long a key takes while a fifth of them write, and what each takes of
memory. A real sshd on this machine, and a client for each session.

The writers type as people do and save a card every few seconds; keys are timed in the sessions that only look on, and
so draw everybody's changes meanwhile. A key's time is from the client's terminal, through ssh and back, to its letter.
One session does nothing: how long it takes until it shows what others have saved.
"""

from __future__ import annotations

import os
import random
import re
import selectors
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench.report import Figure, median, percentile, spread
from tests.bench.sessions import unshared
from tests.ssh.room import environment
from tests.ssh.server import Server, served

PERSONS = tuple(f"p{number}" for number in range(10))
LETTER_SECONDS = 0.2
LETTERS = 18
"""Letters of a card's title: at five a second one is saved about every four seconds."""
PROBES = 300
PROBE = "αβγδεζηθικλμνξοπρστυφχψω"
"""A letter of its own for each key in turn, so that none is taken for one before it."""
_COUNT = re.compile("Förslag(?:\x1b\\[[0-9;]*m|\\s)*(\\d+)".encode())
PATIENCE = 120.0
CARDS = 100


class Seat:
    """A client on a pseudo-terminal, whose bytes are kept only as far back as they are looked for."""

    def __init__(self, server: Server, person: str) -> None:
        self.master, slave = os.openpty()
        env = environment(server.base, {"TERM": "xterm-256color"})
        words = server.words(person, options=("-tt",))
        self.process = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.heard = bytearray()
        self.heard_at = 0.0

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def send(self, text: str) -> float:
        os.write(self.master, text.encode())
        return time.perf_counter()


class House:
    """All the seats, read together as their terminals would."""

    def __init__(self, server: Server, stack: ExitStack) -> None:
        self._server, self._stack = server, stack
        self._reader = stack.enter_context(selectors.DefaultSelector())
        self.seats: list[Seat] = []

    def sit_down(self, person: str) -> Seat:
        seat = Seat(self._server, person)
        self._stack.callback(seat.close)
        self._reader.register(seat.master, selectors.EVENT_READ, seat)
        self.seats.append(seat)
        return seat

    def read(self, seconds: float) -> None:
        for key, _events in self._reader.select(seconds):
            seat: Seat = key.data
            seat.heard += os.read(seat.master, 65536)
            seat.heard_at = time.perf_counter()
            del seat.heard[:-65536]

    def until(self, seat: Seat, words: str) -> float:
        """When the words came."""
        wanted, end = words.encode(), time.perf_counter() + PATIENCE
        while wanted not in seat.heard:
            self.read(0.05)
            if time.perf_counter() > end:
                raise AssertionError(f"{words} did not come: {bytes(seat.heard[-2000:])!r}")
        return seat.heard_at


class Onlooker:
    """Somebody who looks at the board, where the count of proposals grows as others save theirs."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._saved: list[float] = []
        self.seen_after: list[float] = []

    def await_one_more(self) -> None:
        self._saved.append(time.perf_counter())

    def look(self) -> None:
        """Milliseconds for each that has come since last time."""
        if counts := _COUNT.findall(self._seat.heard):
            for saved in self._saved[len(self.seen_after) : int(counts[-1]) - CARDS]:
                self.seen_after.append((self._seat.heard_at - saved) * 1000)


class Writer:
    """Somebody who types a card, letter by letter, and saves it."""

    def __init__(self, seat: Seat, chance: random.Random, onlooker: Onlooker) -> None:
        self._seat = seat
        self._chance = chance
        self._onlooker = onlooker
        self._left: list[str] = []
        self._next = time.perf_counter() + chance.uniform(0, LETTER_SECONDS * LETTERS)
        self.saved = 0

    def go_on(self) -> None:
        now = time.perf_counter()
        if now < self._next:
            return
        if not self._left:
            self._left = ["n", *self._chance.choices("abcdefghijklm", k=LETTERS), "\r"]
        letter = self._left.pop(0)
        self._seat.send(letter)
        if letter == "\r":
            self.saved += 1
            self._onlooker.await_one_more()
        self._next = now + self._chance.uniform(0.5, 1.5) * LETTER_SECONDS


def run(folder: Path, count: int) -> list[Figure]:
    """`count` sessions, a fifth of which write."""
    chance = random.Random(6)
    table = "Rubrik\n" + "".join(f"Kort {number} av dem som fanns\n" for number in range(CARDS))
    with served(*PERSONS) as server, ExitStack() as stack:
        assert server.here("import", "-", stdin=table.encode()).code == 0
        house = House(server, stack)
        begun = time.perf_counter()
        for number in range(count):
            house.until(house.sit_down(PERSONS[number % len(PERSONS)]), "Förslag")
        up = time.perf_counter() - begun
        writing = max(1, count // 5)
        onlooker = Onlooker(house.seats[-1])
        writers = [Writer(seat, chance, onlooker) for seat in house.seats[:writing]]
        watching = house.seats[writing:-1]
        for seat in watching:
            seat.heard.clear()
            seat.send("n")
            house.until(seat, "Vad vill du ber")
        found: list[float] = []
        begun = time.perf_counter()
        while len(found) < PROBES:
            letter = PROBE[len(found) % len(PROBE)]
            found.append(_probe(house, writers, chance.choice(watching), letter))
            onlooker.look()
        passed = time.perf_counter() - begun
        memory = [unshared(pid) / 1e6 for pid in server.ours() if _is_python(pid)]
    load = os.getloadavg()[0]
    saved = sum(writer.saved for writer in writers) / passed
    note = f"p50={median(found):.0f} {spread(found)}; {writing} wrote {saved:.1f} cards/s; load {load:.1f}"
    return [
        Figure(f"key over SSH p95, {count} sessions", percentile(found, 95), "ms", 100.0, note=note),
        Figure(
            "another's card on screen p95",
            percentile(onlooker.seen_after, 95),
            "ms",
            2000.0,
            note=spread(onlooker.seen_after),
        ),
        Figure(
            "memory of its own (USS), the most", max(memory), "MB", 60.0, note=f"median {median(memory):.1f}"
        ),
        Figure("a session up after", up / count, "s", 3.0, note=f"{count} one after the other"),
        Figure("sessions that are gone", count - len(memory), "", 0.0),
    ]


def _probe(house: House, writers: list[Writer], seat: Seat, letter: str) -> float:
    """Milliseconds from a key to its letter on the screen, others going on; then the letter is taken away."""
    _while(house, writers, 0.1)
    seat.heard.clear()
    sent = seat.send(letter)
    end = sent + PATIENCE
    while letter.encode() not in seat.heard:
        for writer in writers:
            writer.go_on()
        house.read(0.005)
        assert time.perf_counter() < end, "a key was never drawn"
    took = (seat.heard_at - sent) * 1000
    seat.send("\x7f")
    return took


def _while(house: House, writers: list[Writer], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for writer in writers:
            writer.go_on()
        house.read(0.01)


def _is_python(pid: int) -> bool:
    return Path(f"/proc/{pid}/exe").resolve().name.startswith("python")

"""A storm: four hosts on one PostgreSQL, each over a line that is cut, hangs and heals at random, and a server that
crashes. Everybody writes all the time; the first host synchronises from the board on screen, the others by
`tavla sync --follow`, which is killed now and then.

What is asked: nothing acknowledged is lost, all have the same soon after the network is well, and nobody waited for it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from board.ports import Change, Draft
from storage.check import check
from storage.store import BoardStore
from storage.sync import remotes
from storage.sync.base import Head
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.bench.ground import ROOT, TAVLA
from tests.bench.keys import DOWN, UP
from tests.bench.report import Figure, percentile, spread
from tests.bench.startup import LOADED
from tests.bench.terminal import Gone, Terminal
from tests.soak.children import BOARD, Child, made, now, opened
from tests.storage.sync.pgserver import Proxy, Server
from tests.storage.test_speed import card, cell_id
from tests.storage.tools import put

HOSTS = 4
CARDS = 40
MEAN = 1.0
"""Seconds between two blows."""
PER_CALM = 55
"""After so many blows the server crashes and comes back, then all is healed and everybody has to catch up."""
SOON = 5.0
PATIENCE = 60.0
FEW = 100
"""Below so many blows there is nobody beside the storm to compare with."""


def run(folder: Path, count: int) -> list[Figure]:
    """`count` cuts and hangs, about one a second."""
    with ExitStack() as stack:
        storm = _Storm(folder, stack, still=count >= FEW)
        stack.callback(storm.end)
        storm.begin()
        left, calms = count, []
        while left > 0:
            storm.rage(min(left, PER_CALM))
            left -= PER_CALM
            storm.crash()
            calms.append(storm.calm())
        storm.finish_writing()
        last = storm.calm()
        storm.end()
        return storm.figures(calms, last)


class _Storm:
    def __init__(self, folder: Path, stack: ExitStack, still: bool) -> None:
        self.folder = folder
        self.chance = random.Random(7)
        self.roots = [folder / f"host{i}" for i in range(HOSTS)]
        self.open, self.go, self.stop, self.closed = (
            folder / name for name in ("open", "go", "stop", "closed")
        )
        self._children: list[Child] = []
        self.blows = {"cut": 0, "hang": 0}
        self.crashes = self.kills = 0
        self._until = [0.0] * HOSTS
        self._followers: dict[int, subprocess.Popen[bytes]] = {}
        self._stack = stack
        self._still = folder / "still" if still else None
        for name in list(os.environ):
            if name.startswith("PG"):
                del os.environ[name]
        passwords = folder / "pgpass"
        passwords.touch(0o600)
        os.environ["PGPASSFILE"] = str(passwords)

    def begin(self) -> None:
        """Everybody at work, and all four with the same cards."""
        store = made(self.roots[0])
        store.commit("p1", lambda _: [card(n) for n in range(CARDS)])
        store.commit("p1", lambda _: [Draft("set", (Change("board", "1", {"name": "Prov"}),))])
        for root in self.roots[1:]:
            made(root)
        if self._still is not None:
            subprocess.run(["cp", "-a", self.roots[0], self._still], check=True)
        # Processes that are made of this one come first: from here on it has threads.
        places = [*self.roots, *([self._still] if self._still is not None else [])]
        self._writers = [Child(_writer(root, self.go, self.stop)) for root in places]
        self._children += self._writers
        watched = [root for root in (self.roots[0], self._still) if root is not None]
        screens = [Child(_screen(root, self.open, self.go, self.closed)) for root in watched]
        self._children += screens
        self.server = Server()
        self._stack.callback(self.server.remove)
        self.server.durable(True)
        place = self.server.place()
        self.proxies = [Proxy(self.server.port) for _ in self.roots]
        for proxy in self.proxies:
            self._stack.callback(proxy.close)
        for root, proxy in zip(self.roots, self.proxies, strict=True):
            remotes.add(Workspace(str(root), now), "kontoret", place.login("*", port=proxy.port))
        for i in range(1, HOSTS):
            self._follow(i)
        self.syncings = [Syncing(Workspace(str(root), now)) for root in self.roots]
        self.open.touch()
        for screen in screens:
            assert screen.hear() == "ready", screen.finish()
        if self._reached([{BOARD: self._own(0)}] * HOSTS) is None:
            raise AssertionError("the hosts did not find each other before the storm")
        self.go.touch()

    def _follow(self, i: int) -> None:
        log = self._stack.enter_context((self.folder / f"sync{i}.log").open("ab"))
        env = {**os.environ, "TAVLA_HOME": str(self.roots[i]), "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"}
        self._followers[i] = subprocess.Popen(
            [*TAVLA, "sync", "--follow"], env=env, stdout=log, stderr=log, cwd=self.folder
        )

    def end(self) -> None:
        """Let everybody go home."""
        for path in (self.open, self.go, self.stop, self.closed):
            path.touch()
        while self._children:
            child = self._children.pop()
            said = child.finish()
            assert child.status == 0, said
        while self._followers:
            _, follower = self._followers.popitem()
            follower.kill()
            follower.wait()

    # the storm

    def rage(self, blows: int) -> None:
        """Cut or hang a line, now and again; a line that hangs is healed after a while."""
        for _ in range(blows):
            self._pass(self.chance.expovariate(1 / MEAN))
            i = self.chance.randrange(HOSTS)
            proxy = self.proxies[i]
            if self.chance.random() < 0.5:
                proxy.cut()
                self.blows["cut"] += 1
            else:
                proxy.hang(*self.chance.choice([(), (), ("server",), ("client",)]))
                self._until[i] = time.monotonic() + self.chance.choice([0.3, 1, 3, 8])
                self.blows["hang"] += 1

    def _pass(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (at := time.monotonic()) < end:
            for i, until in enumerate(self._until):
                if until and at >= until:
                    self._heal(i)
            time.sleep(0.05)

    def _heal(self, i: int) -> None:
        self._until[i] = 0.0
        self.proxies[i].heal()

    def crash(self) -> None:
        """The server dies without a word and is away for a while; so does one of those who synchronise."""
        self.server.stop("immediate")
        self.crashes += 1
        i = self.chance.randrange(1, HOSTS)
        self._followers[i].kill()
        self._followers[i].wait()
        self.kills += 1
        self._follow(i)
        self._pass(self.chance.uniform(0, 6))
        self.server.start()
        self._pass(self.chance.uniform(0, 3))

    def calm(self) -> float:
        """Heal everything; the seconds till all have what any of them had then."""
        for i in range(HOSTS):
            self._heal(i)
        begun = time.monotonic()
        target: dict[str, dict[str, int]] = {}
        for syncing in self.syncings:
            for board in syncing.boards():
                for replica, head in syncing.shelf(board).heads().items():
                    known = target.setdefault(board, {})
                    known[replica] = max(known.get(replica, 0), head.n)
        wanted = {board: {r: Head(n, "") for r, n in known.items()} for board, known in target.items()}
        done = self._reached([wanted] * HOSTS)
        if done is None:
            print(self._told(), file=sys.stderr)
        return (done or time.monotonic()) - begun

    def _own(self, i: int) -> dict[str, Head]:
        return self.syncings[i].shelf(BOARD).heads()

    def _reached(self, wanted: list[dict[str, dict[str, Head]]]) -> float | None:
        """When everybody had so much; None where it never came."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if all(map(_has, self.syncings, wanted)):
                return time.monotonic()
            self._pass(0.05)
        return None

    def _told(self) -> str:
        lines = []
        for root, syncing in zip(self.roots, self.syncings, strict=True):
            status = remotes.status(syncing.workspace, "kontoret")
            lines.append(f"{root.name}: {syncing.shelf(BOARD).heads()}\n  {status._replace(sent={})}")
        return "\n".join(lines)

    # afterwards

    def finish_writing(self) -> None:
        """Writers end; the board stays on screen, for the first host synchronises from there."""
        self.stop.touch()
        for child in self._writers:
            self._children.remove(child)
            said = child.finish()
            assert child.status == 0, said

    def figures(self, calms: list[float], last: float) -> list[Figure]:
        boards = [opened(root) for root in self.roots]
        one, conflicts = boards[0].snapshot, boards[0].conflicts()
        differing = sum(_state(board) != _state(boards[0]) for board in boards)
        votes = {vote for doc in one.table("cards").values() for vote in doc.get("votes", ())}
        saved = {name for root in self.roots for name, _ in _kept(root, "saved")}
        damaged = [
            f for root in self.roots for f in check(Workspace(str(root), now)) if f.severity == "damage"
        ]
        writes = [taken for root in self.roots for _, taken in _kept(root, "saved")]
        waits = [taken for root in self.roots for _, taken in _kept(root, "waited")]
        keys = [taken for _, taken in _kept(self.roots[0], "keys")]
        still: dict[str, list[float]] = {"saved": [], "waited": [], "keys": []}
        if self._still is not None:
            still = {what: [taken for _, taken in _kept(self._still, what)] for what in still}
        blows = f"{self.blows['cut']} cuts, {self.blows['hang']} hangs, {self.crashes} crashes"
        seconds = ", ".join(f"{taken:.1f}" for taken in [*calms, last])
        many = f"{len(saved)} changes, {sum(map(len, conflicts.values()))} fields with two versions"
        return [
            Figure("acknowledged changes lost", len(saved - votes), "lines", 0, note=many),
            Figure("hosts that show another board", differing, "hosts", 0, note=blows),
            Figure("damage that check finds", len(damaged), "faults", 0, note=f"{self.kills} kill -9"),
            Figure(
                "all have the same after healing, the longest", max([*calms, last]), "s", SOON, note=seconds
            ),
            *_compared("a change while it storms", writes, still["saved"]),
            *_compared("a change's wait for who synchronises", waits, still["waited"]),
            *_compared("a key on screen while it storms", keys, still["keys"]),
        ]


def _compared(name: str, values: list[float], still: list[float]) -> list[Figure]:
    """Beside the same without a network, on the same machine at the same time: what that took longest, for want of a
    processor or a disk, is not the network's."""
    found = []
    for percent in (50, 99, 100):
        what = f"{name}, " + ("the longest" if percent == 100 else f"p{percent}")
        floor = percentile(still, percent) if still else None
        note = spread(values) if percent == 50 else ""
        most = 100 + (floor or 0) if percent == 100 else 100
        found.append(Figure(what, percentile(values, percent), "ms", round(most), floor, note=note))
    return found


def _state(board: BoardStore) -> tuple[Any, ...]:
    return board.snapshot.tables, board.snapshot.deleted, board.conflicts()


def _has(syncing: Syncing, wanted: dict[str, dict[str, Head]]) -> bool:
    for board, heads in wanted.items():
        if board not in syncing.boards():
            return False
        here = syncing.shelf(board).heads()
        if any(replica not in here or here[replica].n < head.n for replica, head in heads.items()):
            return False
    return True


def _kept(root: Path, what: str) -> list[tuple[str, float]]:
    path = root.parent / f"{root.name}.{what}"
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return [(name, float(taken)) for name, taken in rows]


def _await(path: Path) -> None:
    while not path.exists():
        time.sleep(0.02)


def _writer(root: Path, go: Path, stop: Path) -> Callable[[Callable[[str], None]], None]:
    """Changes the same cards as everybody else, and keeps the name of each change once it is acknowledged."""

    def work(_say: Callable[[str], None]) -> None:
        chance = random.Random(root.name)
        _await(go)
        store = opened(root)
        store.load_rest()
        waited = _timed(store)
        n = 0
        files = [root.parent / f"{root.name}.{what}" for what in ("saved", "waited")]
        with files[0].open("w") as kept, files[1].open("w") as waits:
            while not stop.exists():
                name = f"{root.name}-{n}"
                fields: dict[str, Any] = {f"votes/{name}": True}
                if chance.random() < 0.2:
                    fields["title"] = name
                begun = time.perf_counter()
                put(store, cell_id(chance.randrange(CARDS)), **fields)
                taken = (time.perf_counter() - begun) * 1000
                kept.write(f"{name} {taken}\n")
                kept.flush()
                waits.write(f"{name} {waited()}\n")
                n += 1
                time.sleep(chance.uniform(0.05, 0.5))

    return work


def _timed(store: BoardStore) -> Callable[[], float]:
    """Measures how long a store waits for the lock, which is all that the others can do to it; the latest time."""
    acquire, last = store._lock.acquire, [0.0]

    def timed(person: str, since: str, get_ready: Callable[[], object] | None = None) -> None:
        begun = time.perf_counter()
        acquire(person, since, get_ready)
        last[0] = (time.perf_counter() - begun) * 1000

    store._lock.acquire = timed  # type: ignore[method-assign]
    return lambda: last[0]


def _screen(root: Path, begin: Path, go: Path, stop: Path) -> Callable[[Callable[[str], None]], None]:
    """Somebody at the board itself who moves about; how long each key took to be seen."""

    def work(say: Callable[[str], None]) -> None:
        home = root.parent / f"{root.name}.home"
        home.mkdir()
        _await(begin)
        env = {
            **os.environ,
            "HOME": str(home),
            "LANG": "sv_SE.UTF-8",
            "TERM": "xterm-256color",
            "TAVLA_HOME": str(root),
            "PYTHONPATH": str(ROOT),
        }
        chance = random.Random(3)
        with (
            Terminal(TAVLA, env, str(ROOT)) as terminal,
            (root.parent / f"{root.name}.keys").open("w") as kept,
        ):
            terminal.wait_for(*LOADED)
            terminal.settle(1.0)
            terminal.send(b"\x1b")
            terminal.settle(0.5)
            terminal.replay()
            say("ready")
            _await_reading(terminal, go)
            down = True
            while not stop.exists():
                taken = _taken(terminal, DOWN if down else UP)
                down = not down
                kept.write(f"key {taken}\n")
                terminal.settle(0.02, chance.uniform(0.1, 0.4))
                time.sleep(chance.uniform(0, 0.1))

    return work


def _await_reading(terminal: Terminal, path: Path) -> None:
    while not path.exists():
        terminal.settle(0.05)
        time.sleep(0.02)


def _taken(terminal: Terminal, key: bytes) -> float:
    """Milliseconds from a key to the first picture that is another."""
    terminal.replay()
    before = terminal.rows()
    sent = terminal.send(key)
    while time.perf_counter() - sent < 10:
        terminal.settle(0.02)
        for at, rows in terminal.replay():
            if rows != before:
                return (at - sent) * 1000
    raise Gone(terminal.rows())

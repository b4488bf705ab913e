"""A process of many hosts for the run of a municipality: each has a workspace, a follower and a connection of its own.

It is told what to do on stdin, a word a line, and answers each with a JSON object on stdout.
"""

from __future__ import annotations

import faulthandler
import json
import os
import random
import re
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from board.ports import Change, Draft
from storage.store import BoardStore
from storage.sync import follow, intake, remotes, rounds
from storage.sync.base import Batch
from storage.sync.follow import Follower
from storage.sync.intake import Taken
from storage.sync.remotes import Remote, Status
from storage.sync.shelf import Shelf
from storage.workspace import ORG, Workspace
from tests.soak.children import now

_WORDS = (
    "larmet nyckeln brukaren morgonen rutinen hjälpmedlet tvätten schemat mötet veckan pröva anteckna natten kvällen"
).split()
_STAMP = re.compile(rb'"t":"([^"]+)"')


def edit(chance: random.Random) -> Draft:
    """What people write: most often a field of a card, now and then a longer text or a move."""
    words = chance.choices(_WORDS, k=chance.choice((4, 6, 8, 30)))
    cells: dict[str, Any] = {chance.choice(("title", "problem", "why", "outcome")): " ".join(words)}
    if chance.random() < 0.3:
        cells = {"phase": chance.choice(("plan", "do", "check")), "since": "2026-11-22T03:40:01+01:00"}
    return Draft("set", (Change("cards", str(382708429620190000 + chance.randrange(60)), cells),))


class _Still:
    """In place of what watches the files: the kernel has inotify for 128 hosts under one login, here there are 300."""

    def __init__(self, journals: Sequence[str], changed: Callable[[], None]) -> None:
        """Whoever writes tells the follower himself, which takes as long."""

    def close(self) -> None:
        """Nothing to let go of."""


class _Hosts:
    """Some of the hosts, in one process: a follower each, and somebody who writes on them."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.rate: float = asked["rate"]
        self.places: dict[str, tuple[str, list[str]]] = asked["hosts"]
        self.chance = random.Random(asked["seed"])
        self.commits: list[tuple[str, str, str, float]] = []
        self.arrived: list[tuple[str, str, float]] = []
        self.took: list[float] = []
        self.first: dict[str, float] = {}
        self.trouble: dict[str, int] = {}
        self._followers: dict[str, Follower] = {}
        self._threads: list[threading.Thread] = []
        self._done = threading.Event()
        self._stores: dict[tuple[str, str], BoardStore] = {}
        real = intake.take

        def noted(shelf: Shelf, batch: Batch, ours: bool = False) -> Taken:
            taken = real(shelf, batch, ours)
            moment = time.monotonic()
            root = shelf.home.folder.rpartition("/boards/")[0] or os.path.dirname(shelf.home.folder)
            if self.first.get(root):
                for line in batch.lines[-taken.lines :] if taken.lines else ():
                    found = _STAMP.search(line)
                    if found is not None:
                        self.arrived.append((found[1].decode(), root, moment))
            return taken

        follow.Watch = _Still  # type: ignore[attr-defined, assignment]
        rounds.take = noted  # type: ignore[attr-defined]

    def begin(self) -> None:
        for root, (url, _) in self.places.items():
            workspace = Workspace(root, now)
            workspace.create()
            remotes.add(workspace, "kontoret", url)
            begun = time.monotonic()

            def changed(status: Status, root: str = root, begun: float = begun) -> None:
                if status.problem is None:
                    self.first.setdefault(root, time.monotonic() - begun)
                else:
                    reason = f"{status.problem.get('code')} {status.problem.get('reason', '')}"
                    self.trouble[reason] = self.trouble.get(reason, 0) + 1

            follower = Follower(workspace, Remote("kontoret", url), changed)
            self._followers[root] = follower
            self._threads.append(threading.Thread(target=follower.run, daemon=True))
            self._threads[-1].start()
        while len(self.first) < len(self.places):
            time.sleep(0.05)

    def write(self) -> None:
        roots = list(self.places)
        following = time.monotonic()
        while True:
            following += self.chance.expovariate(self.rate)
            if self._done.wait(max(following - time.monotonic(), 0)):
                return
            root = self.chance.choice(roots)
            board = ORG if self.chance.random() < 0.01 else self.chance.choice(self.places[root][1])
            if (root, board) not in self._stores:
                workspace = Workspace(root, now)
                self._stores[root, board] = workspace.org if board == ORG else workspace.board(board)
            begun = time.monotonic()
            done = self._stores[root, board].commit("p1", lambda _: [edit(self.chance)])
            moment = time.monotonic()
            self._followers[root].wake()
            self.took.append(moment - begun)
            self.commits.append((done.stamps[0], root, board, moment))

    def end(self) -> None:
        for follower in self._followers.values():
            follower.stop()
        for thread in self._threads:
            thread.join(5)


def main() -> None:
    faulthandler.register(signal.SIGUSR1)  # where every thread is, for a run that stands still
    hosts = _Hosts(json.loads(sys.stdin.readline()))
    writer = threading.Thread(target=hosts.write, daemon=True)
    begun = 0.0

    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime

    def answer(**fields: Any) -> None:
        print(json.dumps(fields), flush=True)

    for order in sys.stdin:
        match order.strip():
            case "begin":
                hosts.begin()
                answer(first=sorted(hosts.first.values()))
            case "write":
                begun = used()
                if hosts.rate:
                    writer.start()
                answer()
            case "stop":
                hosts._done.set()
                if hosts.rate:
                    writer.join()
                answer(commits=len(hosts.commits), cpu=used() - begun)
            case "count":
                answer(arrived=len(hosts.arrived))
            case "tell":
                rss = int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) * 1024
                answer(
                    commits=hosts.commits,
                    arrived=hosts.arrived,
                    took=hosts.took,
                    trouble=hosts.trouble,
                    rss=rss,
                )
            case "end":
                hosts.end()
                answer()
                return


if __name__ == "__main__":
    main()

"""From a key at one host to the picture at another: over PostgreSQL, and through a folder on the same disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from tests.bench import startup
from tests.bench.ground import TAVLA, Ground
from tests.bench.keys import RIGHT
from tests.bench.report import Figure, percentile, spread
from tests.bench.sessions import carried
from tests.bench.terminal import settle
from tests.storage.sync.pgserver import Server

CARDS = 100


def measure(ground: Ground, changes: int) -> list[Figure]:
    """Two boards on screen, each on a workspace of its own, that synchronise by themselves."""
    passwords = ground.folder / "pgpass"
    passwords.touch(0o600)
    with _database(passwords) as urls:
        found = _between(ground, "postgresql", urls, changes, {"PGPASSFILE": str(passwords)})
    share = f"file:{ground.folder / 'share'}"
    return [
        *_figures("over PostgreSQL", found, 300),
        *_figures("through a folder", _between(ground, "folder", [share, share], changes, {}), 2000),
    ]


@contextmanager
def _database(passwords: Path) -> Iterator[list[str]]:
    """The addresses of two hosts at a server that keeps what it acknowledges."""
    kept = os.environ.get("PGPASSFILE")
    os.environ["PGPASSFILE"] = str(passwords)
    server = Server()
    try:
        server.durable(True)
        place = server.place()
        yield [place.login("*"), place.login("*")]
    finally:
        server.remove()
        os.environ.pop("PGPASSFILE")
        if kept is not None:
            os.environ["PGPASSFILE"] = kept


def _between(
    ground: Ground, name: str, urls: list[str], changes: int, more: Mapping[str, str]
) -> list[float]:
    here = {**ground.workspace(CARDS, f"here-{name}"), **more}
    there = {**ground.env(f"there-{name}"), **more}
    for env, url in zip((here, there), urls, strict=True):
        ground.run(*TAVLA, "remote", "add", "kontoret", url, env=env)
        if env is here and url.startswith("file:"):
            ground.run(*TAVLA, "remote", "init", "kontoret", env=env)
        ground.run(*TAVLA, "sync", env=env)
    # The same person sits at both.
    (logins,) = Path(here["TAVLA_HOME"]).glob("hosts/*/logins.json")
    shutil.copy(logins, Path(there["TAVLA_HOME"], "hosts", logins.parent.name, logins.name))
    subjects = startup.board(here), startup.board(there)
    with startup.start(subjects[0]) as one, startup.start(subjects[1]) as other:
        for terminal, subject in zip((one, other), subjects, strict=True):
            terminal.wait_for(*subject.words)
            terminal.settle(1.0)
        for _step in range(3):
            one.send(RIGHT)
            settle([one, other])
        settle([one, other], 1.0)
        other.replay()
        keys = islice(cycle((b">", b"<")), changes)
        return [carried(one, other, key) for key in keys]


def _figures(way: str, found: list[float], target: float) -> list[Figure]:
    return [
        Figure(f"screen to screen p{percent}, two hosts {way}", percentile(found, percent), "ms", target,
               note=spread(found) if percent == 50 else "")
        for percent in (50, 95)
    ]  # fmt: skip

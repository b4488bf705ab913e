"""A municipality: hosts by the hundred on one PostgreSQL, each with its own connection, workspace and follower.

    python -m tests.soak.municipality [--replicas 300 --boards 200 --minutes 2 --speed 8 --history 250]

One host has every board and is a process of its own, one in fifteen has twenty boards, the others one to three; all
have the organisation. Edits come at random, at `speed` times those of a municipality's busiest hour; one in a hundred
is in the organisation, which everybody has. A delay is from the commit on one host to the line in another's journal; it
has no target, because it tells of the processors that all these hosts share here.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from board.ports import Change, Draft
from storage.sync import rounds
from storage.workspace import ORG, Workspace
from tests.bench.report import Figure, percentile, table
from tests.soak.children import now
from tests.soak.municipality_hosts import edit
from tests.storage.sync.pgserver import Place, Server

ROOT = Path(__file__).parent.parent.parent
PEAK = 3000
"""Edits in a municipality's busiest hour."""
A_YEAR = 1_000_000
"""Edits in a year, to reckon with: 220 working days with four to five thousand each."""
WORKERS = 10
PATIENCE = 120.0


class _Worker:
    def __init__(self, **asked: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.municipality_hosts"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.send(json.dumps(asked))

    def send(self, order: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            if end is not None:
                with contextlib.suppress(BrokenPipeError):
                    end.close()


def _all(workers: list[_Worker], order: str) -> list[dict[str, Any]]:
    for worker in workers:
        worker.send(order)
    return [worker.hear() for worker in workers]


def _granted(replicas: int, boards: list[str], chance: random.Random) -> list[list[str]]:
    """The boards of each host, the first one's all of them; every board is some small host's."""
    granted = [boards]
    many = min(20, len(boards))
    for host in range(1, replicas):
        if host % 15 == 0:
            granted.append(chance.sample(boards, many))
        else:
            first = boards[host % len(boards)]
            more = [board for board in chance.sample(boards, min(2, len(boards))) if board != first]
            granted.append([first, *more[: chance.choice((0, 0, 1, 2))]])
    return granted


def _server_memory(server: Server) -> tuple[int, float]:
    """Bytes that the server's processes have for themselves and their shares, and processor seconds used."""
    size, ticks = 0, 0
    for pid in server._processes():
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            size += int(rollup.partition("\nPss:")[2].split()[0]) * 1024
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
            if pid == server._processes()[0]:
                ticks += int(fields[13]) + int(fields[14])
    return size, ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _server(connections: int) -> Iterator[tuple[Server, Place]]:
    server = Server()
    try:
        for setting in (
            f"max_connections = {connections}",
            "shared_buffers = '128MB'",
            "autovacuum = on",
            "max_wal_size = '1GB'",
            "fsync = on",
        ):
            server.sql(f"alter system set {setting}")
        server.stop()
        server.start()
        yield server, server.place()
    finally:
        server.remove()


def play(
    folder: Path, replicas: int, boards: int, minutes: float, speed: float, history: int
) -> tuple[list[Figure], list[str]]:
    """The figures, and what else is to be told of the run."""
    chance = random.Random(11)
    names = [f"tavla{n:03d}" for n in range(boards)]
    granted = _granted(replicas, names, chance)
    for name in list(os.environ):
        if name.startswith("PG"):
            del os.environ[name]
    passwords = folder / "pgpass"
    passwords.touch(0o600)
    os.environ["PGPASSFILE"] = str(passwords)
    workers: list[_Worker] = []
    with _server(replicas + 20) as (server, place):
        try:
            urls = _logins(server, place, granted, passwords)
            seeded = _seed(folder / "seed", place, names, history)
            rate = PEAK / 3600 * speed
            share = max((replicas - 1 + WORKERS - 1) // WORKERS, 1)
            workers.append(_Worker(rate=0.0, seed=0, hosts={str(folder / "h0"): [urls[0], names]}))
            for n, first in enumerate(range(1, replicas, share), 1):
                some = range(first, min(first + share, replicas))
                hosts = {str(folder / f"h{i}"): [urls[i], granted[i]] for i in some}
                workers.append(_Worker(rate=rate * len(hosts) / (replicas - 1), seed=n, hosts=hosts))
            return _measured(server, place, workers, granted, folder, minutes, seeded, (replicas, speed))
        finally:
            for worker in workers:
                worker.kill()


def _logins(server: Server, place: Place, granted: list[list[str]], passwords: Path) -> list[str]:
    urls, statements, rows = [], [], []
    for i, boards in enumerate(granted):
        role = f"host_{i:04d}"
        statements.append(f"create role {role} login password 'p{i}'")
        for board in ("*",) if i == 0 else (ORG, *boards):
            statements.append(f"select tavla.grant_board('{role}', '{board}')")
        rows.append(f"*:*:*:{role}:p{i}\n")
        urls.append(f"postgresql://{role}@127.0.0.1:{server.port}/{place.name}")
    passwords.write_text("".join(rows))
    place.sql("; ".join(statements))
    return urls


def _seed(root: Path, place: Place, names: list[str], history: int) -> list[str]:
    """The boards with what was written on them before, brought to the server by one host."""
    chance = random.Random(5)
    workspace = Workspace(str(root), now)
    workspace.create()
    workspace.org.commit("p1", lambda _: [Draft("set", (Change("people", "1", {"name": "Vera Ek"}),))])
    for name in names:
        store = workspace.create_board(name)
        store.commit("p1", lambda _: [edit(chance) for _ in range(history)])
    begun = time.monotonic()
    transport = place.open(place.admin)
    report = rounds.Syncing(workspace).exchange(transport)
    took = time.monotonic() - begun
    transport.close()
    return [f"{report.sent:,} lines of {len(names)} boards sent by one host in {took:.1f} s"]


def _measured(
    server: Server,
    place: Place,
    workers: list[_Worker],
    granted: list[list[str]],
    folder: Path,
    minutes: float,
    told: list[str],
    asked: tuple[int, float],
) -> tuple[list[Figure], list[str]]:
    replicas, speed = asked
    hub = _all(workers[:1], "begin")[0]["first"][0]
    lines = place.sql("select count(*) from tavla.line")[0][0]
    told.append(f"a new host with all boards: first sync of {lines:,} lines in {hub:.1f} s")
    begun = time.monotonic()
    first = sorted(one for said in _all(workers[1:], "begin") for one in said["first"])
    told.append(
        f"{replicas - 1} new hosts at once: half in step after {percentile(first, 50):.1f} s, the last after"
        f" {time.monotonic() - begun:.1f} s"
    )
    lsn, (_, cpu) = place.sql("select pg_current_wal_lsn()")[0][0], _server_memory(server)
    began = time.monotonic()
    _all(workers, "write")
    time.sleep(minutes * 60)
    stopped = _all(workers, "stop")
    took = time.monotonic() - began
    memory, cpu_then = _server_memory(server)
    written = sum(said["commits"] for said in stopped)
    connections = (
        place.sql("select count(*) from pg_stat_activity where backend_type = 'client backend'")[0][0] - 1
    )
    late = _settled(workers, granted, folder, began)
    wal = int(place.sql(f"select pg_current_wal_lsn() - '{lsn}'::pg_lsn")[0][0])
    size, count = place.sql("select pg_total_relation_size('tavla.line'), (select count(*) from tavla.line)")[
        0
    ]
    said = _all(workers, "tell")
    commits = {stamp: (root, board, moment) for one in said for stamp, root, board, moment in one["commits"]}
    times: dict[bool, list[float]] = {True: [], False: []}
    for stamp, moment in ((stamp, moment) for one in said for stamp, _, moment in one["arrived"]):
        if stamp in commits:
            times[commits[stamp][1] == ORG].append(moment - commits[stamp][2])
    delays, to_all = times[False], times[True]
    everybody = f"p95 {percentile(to_all, 95) * 1000:.0f} ms" if to_all else "none was written"
    commit = sorted(one for each in said for one in each["took"])
    wanted = _wanted(commits, granted, folder)
    there = {(stamp, root) for one in said for stamp, root, _ in one["arrived"] if stamp in commits}
    trouble = dict(sum((Counter(one["trouble"]) for one in said), Counter()))
    hosts = [str(folder / f"h{i}") for i in range(replicas)]
    clients = sum(each["cpu"] for each in stopped)
    told += [
        f"{written:,} edits in {took:.0f} s: {written / took:.1f} a second, {written / took * 3600:,.0f} an hour",
        f"{len(delays):,} deliveries to other hosts, {len(delays) / took:.0f} a second, and {len(to_all):,} of the"
        f" organisation's edits, which go to everybody: {everybody};"
        f" all there {late:.1f} s after the last",
        f"commit on the host: p50 {percentile(commit, 50) * 1000:.1f} ms, p95 {percentile(commit, 95) * 1000:.1f} ms",
        f"server: {connections} connections, {memory / 1e6:.0f} MB in all with 128 MB of buffers,"
        f" {(cpu_then - cpu) / took * 100:.0f} % of a processor",
        f"the {replicas} hosts here: {clients / took * 100:.0f} % of a processor; machine: {os.cpu_count()} processors",
        f"the host with all boards: {said[0]['rss'] / 1e6:.0f} MB",
        f"an edit: {size / count:.0f} bytes in the table with its index, {wal / max(written, 1):.0f} in the WAL;"
        f" a year of {A_YEAR:,}: {size / count * A_YEAR / 1e9:.2f} GB"
        f" and {wal / max(written, 1) * A_YEAR / 1e9:.1f} GB",
        f"trouble on the way: {trouble or 'none'}",
    ]
    assert set(hosts) >= {root for _, root in there}
    figures = [
        Figure("edits that did not reach a host that has the board", len(wanted - there), "", 0),
        Figure("from commit to another host, p50", percentile(delays, 50) * 1000, "ms", float("inf")),
        Figure(
            "from commit to another host, p95",
            percentile(delays, 95) * 1000,
            "ms",
            float("inf"),
        ),
        Figure("edits carried, of those asked for", -written / took, "/s", -0.9 * PEAK / 3600 * speed),
    ]
    return figures, told


def _wanted(
    commits: dict[str, tuple[str, str, float]], granted: list[list[str]], folder: Path
) -> set[tuple[str, str]]:
    having: dict[str, list[str]] = {}
    for i, boards in enumerate(granted):
        for board in (*boards, ORG):
            having.setdefault(board, []).append(str(folder / f"h{i}"))
    return {
        (stamp, root)
        for stamp, (writer, board, _) in commits.items()
        for root in having[board]
        if root != writer
    }


def _settled(workers: list[_Worker], granted: list[list[str]], folder: Path, began: float) -> float:
    """Wait until nothing more arrives; how long after the last edit the last one came."""
    begun = time.monotonic()
    last, since = -1, begun
    while time.monotonic() - begun < PATIENCE:
        count = sum(said["arrived"] for said in _all(workers, "count"))
        if count != last:
            last, since = count, time.monotonic()
        elif time.monotonic() - since > 5:
            break
        time.sleep(0.2)
    return since - begun


def run(folder: Path, count: int) -> list[Figure]:
    """So many hosts on two thirds as many boards, at eight times the busiest hour's pace."""
    figures, told = play(folder, count, max(count * 2 // 3, 1), minutes=2, speed=8, history=250)
    print("\n".join(told))
    return figures


def main() -> int:
    assert __doc__ is not None
    parser = argparse.ArgumentParser("python -m tests.soak.municipality", description=__doc__.splitlines()[0])
    for name, default in (("replicas", 300), ("boards", 200), ("history", 250)):
        parser.add_argument(f"--{name}", type=int, default=default)
    for name, default in (("minutes", 2), ("speed", 8)):
        parser.add_argument(f"--{name}", type=float, default=default)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tavla-soak-") as folder:
        figures, told = play(
            Path(folder), asked.replicas, asked.boards, asked.minutes, asked.speed, asked.history
        )
    print("\n".join(told))
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Lines through PostgreSQL: how soon the other side sees one, how many go in, and what asking for the heads costs.

Beside ours stand the simpler ways that were not taken: pulling by a serial number, looking heads up in the lines.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg

from storage.store import BoardStore
from storage.sync.base import Batch
from storage.sync.postgres import Postgres
from storage.workspace import Workspace
from tests.bench.ground import Ground
from tests.bench.report import Figure, median, percentile, spread
from tests.storage.sync.pgserver import Place, Server, crc, lines
from tests.storage.sync.test_postgres_hosts import following
from tests.storage.tools import cards, put, until

WRITERS = 8
REPLICAS, BOARDS = 300, 200
# Each pair of board and replica by one look into the index: what PostgreSQL would have to do without a table of heads.
SKIP_SCAN = """
    with recursive pairs as (
        (select board, replica from tavla.line order by board, replica limit 1)
        union all
        select next.board, next.replica from pairs cross join lateral (
            select board, replica from tavla.line
            where (board, replica) > (pairs.board, pairs.replica) order by board, replica limit 1
        ) as next
    )
    select board, replica, last.n, right(last.body, 8) from pairs cross join lateral (
        select n, body from tavla.line l where l.board = pairs.board and l.replica = pairs.replica
        order by n desc limit 1
    ) as last"""


def measure(ground: Ground, quick: bool) -> list[Figure]:
    """On a server of this machine that makes everything durable before it answers."""
    server = Server()
    try:
        server.durable(True)
        os.environ["PGPASSFILE"] = str(ground.folder / "pgpass")
        with open(os.environ["PGPASSFILE"], "w", encoding="utf-8"):
            os.chmod(os.environ["PGPASSFILE"], 0o600)
        figures = _seen(server.place(), 60 if quick else 300)
        figures += _hosts(server.place(), ground.folder / "hosts", 40 if quick else 200)
        figures += _missed(server.place(), 50 if quick else 100)
        figures += _written(server.place(), 50 if quick else 200)
        figures += _heads(server.place(), 4 if quick else 32)
        return figures
    finally:
        server.remove()


def _seen(place: Place, runs: int) -> list[Figure]:
    """From before the push until the other side, woken by the hint, has the line."""
    url = place.login("*")
    made = lines(runs)
    pushed = 0.0
    took = []
    with _open(url) as a, _open(url) as b:
        a.heads(None)
        b.heads(None)
        ready, seen = threading.Semaphore(0), threading.Semaphore(0)

        def watch() -> None:
            for n in range(runs):
                ready.release()
                while not list(b.pull("ett", {"k3f9a2": n})):
                    b.wait(5)
                    b.heads(None)
                took.append((time.perf_counter() - pushed) * 1000)
                seen.release()

        thread = threading.Thread(target=watch)
        thread.start()
        for n, line in enumerate(made, 1):
            ready.acquire()
            time.sleep(0.005)
            pushed = time.perf_counter()
            a.push("ett", Batch("k3f9a2", n, [line]))
            seen.acquire()
        thread.join()
    name = "a line pushed until another host has it"
    return [
        Figure(f"{name}, p50", median(took), "ms", 100, note=spread(took)),
        Figure(f"{name}, p95", percentile(took, 95), "ms", 200),
    ]


def _hosts(place: Place, folder: Path, runs: int) -> list[Figure]:
    """From before an edit is saved on one host until it is in another host's files, both in step in the background."""
    url = place.login("*")
    took = []
    mine = Workspace(str(folder / "a"), lambda: datetime.now(UTC)).create_board("ett")
    with following(folder / "a", url), following(folder / "b", url) as b:
        put(mine, "1", title="0")
        until(lambda: "ett" in b.board_ids(), 60)
        theirs = b.board("ett")
        for n in range(1, runs + 1):
            time.sleep(0.05)
            start = time.perf_counter()
            put(mine, "1", title=str(n))
            until(partial(_shows, theirs, str(n)), 60)
            took.append((time.perf_counter() - start) * 1000)
    name = "an edit on one host until another host's files have it"
    return [
        Figure(f"{name}, p50", median(took), "ms", 150, note=spread(took)),
        Figure(f"{name}, p95", percentile(took, 95), "ms", 300),
    ]


def _shows(store: BoardStore, title: str) -> bool:
    store.refresh()
    return cards(store).get("1", {}).get("title") == title


def _missed(place: Place, each: int) -> list[Figure]:
    """Eight write at once and one reads meanwhile."""
    url = place.login("*")
    total = WRITERS * each
    have: dict[str, int] = {}
    with _open(url) as reader:

        def read() -> None:
            heads = reader.heads(None).get("ett", {})
            for batch in reader.pull("ett", {r: have.get(r, 0) for r in heads}):
                have[batch.replica] = have.get(batch.replica, 0) + len(batch.lines)

        def write(k: int) -> None:
            replica = f"w{k:05d}"
            with _open(url) as writer:
                for n, line in enumerate(lines(each, replica), 1):
                    writer.push("ett", Batch(replica, n, [line]))

        _while_writing(write, read)
    missed = total - sum(have.values())
    ours = Figure("lines missed, pulled by what each side has", missed, "lines", 0, note=f"of {total}")
    return [ours, _missed_by_number(place, each)]


def _missed_by_number(place: Place, each: int) -> Figure:
    place.sql("create table public.naive (seq bigserial primary key, body text)")
    info = place.admin.partition(":")[2]
    seen: set[int] = set()
    with psycopg.connect(info, autocommit=True) as reader:

        def read() -> None:
            rows = reader.execute("select seq from naive where seq > %s", (max(seen, default=0),)).fetchall()
            seen.update(seq for (seq,) in rows)

        def write(_: int) -> None:
            with psycopg.connect(info) as writer:
                for _n in range(each):
                    writer.execute("insert into naive (body) values (repeat('x', 200))")
                    writer.commit()

        _while_writing(write, read)
    missed = WRITERS * each - len(seen)
    return Figure(
        "  the simpler way: by serial number", missed, "lines", float("inf"), note=f"of {WRITERS * each}"
    )


def _while_writing(write: Callable[[int], None], read: Callable[[], None]) -> None:
    threads = [threading.Thread(target=write, args=(k,)) for k in range(WRITERS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        read()
    read()


def _written(place: Place, each: int) -> list[Figure]:
    url = place.login("*")

    def write(replica: str, at_once: int, many: int) -> None:
        made = lines(many, replica)
        with _open(url) as writer:
            for at in range(0, many, at_once):
                writer.push("ett", Batch(replica, at + 1, made[at : at + at_once]))

    def rate(writers: int, at_once: int, many: int, name: str) -> float:
        threads = [
            threading.Thread(target=write, args=(f"{name}{k:04d}", at_once, many)) for k in range(writers)
        ]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return writers * many / (time.perf_counter() - start)

    return [
        # Targets are upper bounds elsewhere in the table, so that these have none.
        Figure("one host, a line at a time", rate(1, 1, each, "aa"), "/s", float("inf")),
        Figure(f"{WRITERS} hosts, a line at a time each", rate(WRITERS, 1, each, "bb"), "/s", float("inf")),
        Figure("one host, 500 lines at a time", rate(1, 500, each * 50, "cc"), "/s", float("inf")),
    ]


def _heads(place: Place, deep: int) -> list[Figure]:
    """What a municipality's host asks: of 300 replicas on 200 boards, so many lines each."""
    (line,) = lines(1)
    place.sql("alter table tavla.line disable trigger lines_added")
    place.sql(
        "insert into tavla.line select 'b' || b, 'r' || lpad(r::text, 5, '0'), n, %(line)s"
        " from generate_series(1, %(boards)s) b, generate_series(1, %(replicas)s) r, generate_series(1, %(deep)s) n",
        line=line.decode(), boards=BOARDS, replicas=REPLICAS, deep=deep,
    )  # fmt: skip
    place.sql("alter table tavla.line enable trigger lines_added")
    place.sql(
        "insert into tavla.head select board, replica, max(n), %(c)s from tavla.line group by 1, 2",
        c=crc(line),
    )
    place.sql("insert into tavla.board select distinct board from tavla.head")
    place.sql("vacuum analyze tavla.line")
    place.sql("vacuum analyze tavla.head")
    boards = [f"b{b}" for b in range(1, BOARDS + 1)]
    (size,) = place.sql("select pg_total_relation_size('tavla.line') / 1e6")[0]
    note = f"{BOARDS * REPLICAS * deep} lines, {size:.0f} MB"
    figures = []
    for name, url in (("all boards", place.login("*")), ("200 boards by name", place.login(*boards))):
        with _open(url) as host, _open(url) as other:
            # mypy cannot infer a lambda whose default binds the loop's value.
            first = _ms(lambda host=host: host.heads(None))  # type: ignore[misc]
            calm = [_ms(lambda host=host: host.heads(None)) for _ in range(20)]  # type: ignore[misc]
            other.push("b1", Batch("r00001", deep + 1, [line]))
            news = _ms(lambda host=host: host.heads(None))  # type: ignore[misc]
            place.sql("delete from tavla.line where n > %(deep)s", deep=deep)
            place.sql("update tavla.head set n = %(deep)s where n > %(deep)s", deep=deep)
        figures += [
            Figure(f"heads of {name}, the first time", first, "ms", 2000, note=note),
            Figure("  again, nothing new", median(calm), "ms", 50, note=spread(calm)),
            Figure("  again, one new", news, "ms", 50),
        ]
    info = place.admin.partition(":")[2]
    with psycopg.connect(info) as connection:
        scan = _ms(lambda: connection.execute(SKIP_SCAN).fetchall())
    figures.append(Figure("  the simpler way: from the lines' index", scan, "ms", float("inf")))
    return figures


def _ms(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


@contextmanager
def _open(url: str) -> Iterator[Postgres]:
    transport = Postgres(url, patience=30)
    try:
        yield transport
    finally:
        transport.close()

"""Every system call of a commit, a checkpoint, a compaction and a repair fails, or is the last, by strace's injection.

A process stands ready, strace takes hold of it, and then it does one thing. A first run of each shows which calls it
makes; then each of them, one a run, is met by each fault. A write that falls short is a real one: half is written.
"""

from __future__ import annotations

import errno
import os
import re
import select
import shutil
import signal
import subprocess
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from board.errors import STORAGE_CODES, Problem
from board.ports import Change, Draft
from storage import append
from storage.check import check
from storage.compact import compact
from storage.durable import problem_of
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.bench.report import Figure
from tests.soak.children import BOARD, Child, made, now, opened
from tests.storage.tools import cards, put
from tui.problems import message

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EINTR")
KILL, SHORT, SHORT_FULL = "SIGKILL", "short write", "short write, then ENOSPC"
_UNTOUCHED = re.compile(
    r"brk|mmap|munmap|mremap|mprotect|madvise|futex|rt_sig.*|getpid|gettid|getuid|exit_group|restart_syscall|poll|ppoll|clock_.*"
)
"""Calls that have nothing to do with files: their failing is not the disk's."""
_CALL = re.compile(r"(?:\d+ +)?(\w+)\(([^,)]*)")
_LARGE = "x" * 30_000
_AFTER = {"2": {"title": "b"}}
_HEALED = {"1": {"tags": ["t0", "t1", "t2", "t3"], "title": "a"}}
_WITHOUT = {"1": {"tags": ["t0", "t2", "t3"], "title": "a"}}


class Scenario(NamedTuple):
    """Something that is done to a board: how it is before, what is done, which cards it then has beside the others."""

    prepare: Callable[[Path], None]
    act: Callable[[Path, BoardStore], None]
    after: dict[str, Any]
    before: dict[str, Any] = {"1": {"title": "a"}}  # noqa: RUF012 never changed


class Point(NamedTuple):
    """One call of a scenario, the n-th of its name, and what happens to it."""

    scenario: str
    call: str
    n: int
    fault: str


def _empty(root: Path) -> None:
    made(root)


def _one(root: Path) -> None:
    put(made(root), "1", title="a")


def _torn(root: Path) -> None:
    _one(root)
    with _segment(root).open("ab") as file:
        file.write(b"torn")


def _changed_by_hand(root: Path) -> None:
    _one(root)
    store = opened(root)
    store.checkpoint()
    path = Path(store.path)
    path.write_text(path.read_text().replace('"a"', '"z"'))


def _damaged(root: Path) -> None:
    store = made(root)
    for n in range(4):
        put(store, "1", **{f"tags/t{n}": True, "title": "a"})
    store.checkpoint()
    path = _segment(root)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"x" * 50 + b"\n", *lines[2:]]))


def _years_ago(root: Path) -> None:
    """Two segments that are old enough to be packed, and one that is not."""
    made(root)
    old = Workspace(str(root), lambda: now() - timedelta(days=800)).board(BOARD)
    kept, append.SEGMENT_LIMIT = append.SEGMENT_LIMIT, 0
    try:
        for title in ("x", "y"):
            put(old, "1", title=title)
        put(opened(root), "1", title="a")
    finally:
        append.SEGMENT_LIMIT = kept


def _segment(root: Path) -> Path:
    return next(root.glob("boards/*/journal/*/*.jsonl"))


def _change(_root: Path, store: BoardStore) -> None:
    put(store, "2", title="b")


def _long(_root: Path, store: BoardStore) -> None:
    store.commit("p1", lambda _: [Draft("set", (Change("cards", "2", dict.fromkeys("abc", _LARGE)),))])


def _checkpoint(_root: Path, store: BoardStore) -> None:
    store.checkpoint()


def _compact(_root: Path, store: BoardStore) -> None:
    try:
        if not compact(store.home, store.locked):
            raise Problem("unreadable")
    except OSError as error:
        raise problem_of(error) from None


def _repair(root: Path, _store: BoardStore) -> None:
    for found in check(Workspace(str(root), now), BOARD, repair=True):
        if found.severity == "damage":
            raise Problem(found.code if found.code in STORAGE_CODES else "damaged", **found.params)


SCENARIOS: dict[str, Scenario] = {
    "the first commit": Scenario(_empty, _change, _AFTER, {}),
    "a commit": Scenario(_one, _change, _AFTER),
    "a commit behind a torn line": Scenario(_torn, _change, _AFTER),
    "a commit of several lines": Scenario(_one, _long, {"2": dict.fromkeys("abc", _LARGE)}),
    "the first checkpoint": Scenario(_one, _checkpoint, {}),
    "a checkpoint over a changed one": Scenario(_changed_by_hand, _checkpoint, {}),
    "a compaction": Scenario(_years_ago, _compact, {}),
    "a repair": Scenario(_damaged, _repair, _HEALED, _WITHOUT),
}


def run(folder: Path, count: int) -> list[Figure]:
    """At most `count` points, spread over all there are."""
    if shutil.which("strace") is None:
        raise SystemExit("strace is missing: apt install strace")
    for name in SCENARIOS:
        # What is loaded at the first use is loaded before any call is counted.
        _act(folder, f"warm-{len(name)}", name)
    points = list(_points(folder))
    step = max(len(points) / count, 1.0)
    chosen = [points[int(k * step)] for k in range(min(count, len(points)))]
    wrong = []
    for number, point in enumerate(chosen):
        root = folder / f"p{number}"
        try:
            _try(root, point)
        except Exception:  # whatever goes wrong is one more point that does not hold
            wrong.append(point)
            print(f"{point}:\n{traceback.format_exc()}", flush=True)
        shutil.rmtree(root, ignore_errors=True)
    note = f"{len(chosen)} of {len(points)} points"
    return [
        Figure("points after which something was not as it should be", len(wrong), "points", 0, note=note)
    ]


def _act(folder: Path, name: str, scenario: str) -> None:
    root = folder / name
    SCENARIOS[scenario].prepare(root)
    SCENARIOS[scenario].act(root, opened(root))
    shutil.rmtree(root)


def _points(folder: Path) -> Iterator[Point]:
    for name in SCENARIOS:
        root = folder / f"plain-{len(name)}"
        log = folder / "log"
        said = _traced(root, name, log, [], None)
        assert said == ["done"], (name, said)
        shutil.rmtree(root)
        seen: dict[str, int] = {}
        writes = 0
        for call in _calls(log.read_text()):
            seen[call] = seen.get(call, 0) + 1
            if _UNTOUCHED.fullmatch(call):
                continue
            for fault in (KILL, *ERRORS):
                yield Point(name, call, seen[call], fault)
            if call in ("write", "pwrite64"):
                writes += 1
                yield Point(name, call, writes, SHORT)
                yield Point(name, call, writes, SHORT_FULL)


def _calls(log: str) -> Iterator[str]:
    """The names of the calls from the go-ahead to the last word."""
    for line in log.splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        if found[1] == "write" and found[2] == "777":
            return
        yield found[1]


def _traced(root: Path, name: str, log: Path, options: list[str], short: int | None) -> list[str]:
    """What a process said that did it while strace looked on."""
    scenario = SCENARIOS[name]
    scenario.prepare(root)
    go, set_off = os.pipe()

    def work(say: Callable[[str], None]) -> None:
        store = opened(root)
        if name != "a repair":
            store.load_rest()
        say("ready")
        waiting = select.poll()
        waiting.register(go)
        waiting.poll()
        undo = _falling_short(short) if short is not None else None
        try:
            scenario.act(root, store)
            told = "done"
        except Problem as problem:
            told = f"refused {problem.code} {message(problem)}"
        if undo is not None:
            undo()
        os.write(777, told.encode() + b"\n")
        # Without closing anything: the tracer sees the end at once.
        os._exit(0)

    end, fd = os.pipe()
    child = Child(_with(fd, work))
    os.close(fd)
    child.hear()
    tracer = subprocess.Popen(
        ["strace", "-p", str(child.pid), "-o", str(log), "-s", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    attached = tracer.stderr.readline()
    assert "attached" in attached, attached
    os.write(set_off, b"x")
    try:
        tracer.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill(signal.SIGKILL)
        tracer.communicate()
    child.finish()
    said = b""
    while piece := os.read(end, 65536):
        said += piece
    for one in (go, set_off, end):
        os.close(one)
    return said.decode().splitlines()


def _with(fd: int, work: Callable[[Callable[[str], None]], None]) -> Callable[[Callable[[str], None]], None]:
    def first(say: Callable[[str], None]) -> None:
        os.dup2(fd, 777)
        work(say)

    return first


def _falling_short(number: int) -> Callable[[], None]:
    """Let the `number`-th write take half of what it is given; what puts the real ones back."""
    real, real_at, made_so_far = os.write, os.pwrite, [0]

    def due() -> bool:
        made_so_far[0] += 1
        return made_so_far[0] == abs(number)

    def write(fd: int, data: Any) -> int:
        if due():
            taken = real(fd, memoryview(data)[: max(len(data) // 2, 1)])
            if number < 0:
                os.write = full
            return taken
        return real(fd, data)

    def full(fd: int, data: Any) -> int:
        os.write = write
        raise OSError(errno.ENOSPC, "full")

    def write_at(fd: int, data: Any, offset: int) -> int:
        return real_at(fd, memoryview(data)[: len(data) // 2 if due() else len(data)], offset)

    def undo() -> None:
        os.write, os.pwrite = real, real_at

    os.write, os.pwrite = write, write_at
    return undo


def _try(root: Path, point: Point) -> None:
    """Meet one point, and see that the board is as before or as after, that it is said, and that it goes on."""
    options: list[str] = []
    short = None
    if point.fault in (SHORT, SHORT_FULL):
        short = point.n if point.fault == SHORT else -point.n
    else:
        what = "signal=SIGKILL" if point.fault == KILL else f"error={point.fault}"
        options = ["-e", f"inject={point.call}:{what}:when={point.n}"]
    said = _traced(root, point.scenario, root.with_suffix(".log"), options, short)
    told = said[0].split(" ", 2) if said else ["died"]
    if point.fault != KILL:
        assert told[0] in ("done", "refused"), told
    elif told[0] == "died":
        assert not said
    scenario = SCENARIOS[point.scenario]
    before, after = scenario.before, {**scenario.before, **scenario.after}
    if told[0] == "refused":
        assert told[1] in STORAGE_CODES, told
        assert len(told[2]) > 20, told
        assert "/" not in told[2], told
    there = cards(opened(root))
    if told[0] == "done":
        assert there == after, there
    else:
        assert there in (before, after), there
    _goes_on(root, there, point)


def _goes_on(root: Path, there: dict[str, Any], point: Point) -> None:
    """The next session changes, saves, and finds nothing wrong."""
    store = opened(root, wait=2.0)
    put(store, "9", title="sist")
    reader = opened(root)
    assert cards(reader)["9"] == {"title": "sist"}
    if point.scenario == "a repair":
        check(Workspace(str(root), now), BOARD, repair=True)
        there = _HEALED
    elif point.scenario == "a checkpoint over a changed one":
        reader.checkpoint()
    assert cards(opened(root)) == {**there, "9": {"title": "sist"}}
    damage = [found for found in check(Workspace(str(root), now), BOARD) if found.severity == "damage"]
    assert not damage, damage

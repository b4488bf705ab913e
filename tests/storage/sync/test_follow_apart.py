"""Keeping in step in nobody's way: one process of a host at a time, places that hang or come and go, a full disk."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from storage.durable import read_file
from storage.lines import decode
from storage.sync import follow, places, remotes
from storage.sync.places import Places
from storage.sync.remotes import Status
from storage.workspace import Workspace
from tests.contracts.tree import ROOT
from tests.soak.children import now
from tests.soak.disk import NEEDS_MOUNT, CannotMount, of_size, resize
from tests.storage.sync.following import (
    BOARD,
    NAME,
    Lively,
    following,
    host,
    root,
    shop,
    status,
    there,
    until,
    writing,
)
from tests.storage.sync.pgserver import lines
from tests.storage.sync.scribe import Scribe
from tests.storage.tools import cards, put
from tui.sync_words import state

__all__ = ["root", "shop"]

# one process of a host at a time


def tavla(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "TAVLA_HOME": str(root), "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "tui", *arguments], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def test_one_process_has_the_turn_and_another_takes_over_when_it_is_killed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "OTHERS_TURN", 0.1)
    remotes.prepare(remotes.remote(host(root), NAME))
    writing(root)
    share = Path(remotes.remote(host(root), NAME).url[len("file:") :])

    def carried() -> int:
        return sum(read_file(str(path)).count(b"\n") for path in share.rglob("*.jsonl"))

    service = tavla(root, "sync", "--follow")
    told: list[Status] = []
    try:
        until(lambda: carried() == 1)
        with following(root, told) as follower:
            until(lambda: told)
            assert follower._transport is None, "this one waits for its turn"
            writing(root)
            until(lambda: carried() == 2)
            until(lambda: told[-1].sent and max(told[-1].sent.values()) == 2)
            assert follower._transport is None, "and tells how it goes for the other"
            service.kill()
            service.wait()
            writing(root)
            until(lambda: carried() == 3)
            assert follower._transport is not None
    finally:
        service.kill()
        service.communicate()


def test_waiting_for_the_turn_in_a_hurry_costs_nothing(
    root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch
) -> None:
    with following(root):
        until(lambda: shop.tried)
        told: list[Status] = []
        with following(root, told) as second:
            until(lambda: told)
            real, asked = second._turn.take, []

            def take() -> bool:
                asked.append(1)
                return real()

            monkeypatch.setattr(second._turn, "take", take)
            second.hurry()
            until(lambda: asked)
            time.sleep(0.2)
            assert len(asked) <= 2


# places that come and go


def test_a_place_named_while_following_is_followed_and_one_removed_is_left(
    root: Path, shop: Lively, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "LOOK", 0.05)
    shops = {NAME: shop, "hemma": Lively()}
    monkeypatch.setattr(follow, "connect", lambda _workspace, place: shops[place.name])
    told: list[str] = []
    gone: list[str] = []
    followers = Places(host(root)).follow(lambda name, _status: told.append(name), forgotten=gone.append)
    try:
        until(lambda: NAME in told)
        remotes.add(host(root), "hemma", f"file:{tmp_path}/x")
        until(lambda: "hemma" in told)
        remotes.remove(host(root), NAME)
        until(lambda: gone == [NAME])
        until(lambda: shop.closed == 1)
        writing(root)
        until(lambda: there(shops["hemma"]) == 1)
    finally:
        followers.stop()
    assert there(shop) == 0
    assert status(root) == Status(), "nothing is written down about a place that was removed"


def test_an_exchange_that_ends_after_its_place_was_removed_leaves_no_trace(root: Path, shop: Lively) -> None:
    shop.hangs = {"heads"}
    with following(root):
        until(shop.hanging.is_set)
        remotes.remove(host(root), NAME)
        shop.hangs = set()
        shop.healed.set()
    assert status(root) == Status()


# in nobody's way


@pytest.mark.parametrize("where", ["heads", "pull", "push", "wait"])
def test_nobody_who_writes_waits_for_a_place_that_hangs(root: Path, shop: Lively, where: str) -> None:
    writing(root)
    shop.lines[BOARD]["zz9zz9"] = lines(3, "zz9zz9")
    shop.hangs = {where}
    with following(root):
        until(shop.hanging.is_set)
        impatient = Workspace(str(root), now, wait=0.0)
        for n in range(5):
            put(impatient.board(BOARD), f"9{n}", title="nu")
        put(impatient.org, "1", name="nu")
        shop.healed.set()


@pytest.mark.parametrize("where", ["heads", "pull", "push", "wait"])
def test_stopping_does_not_wait_for_a_place_that_hangs(root: Path, shop: Lively, where: str) -> None:
    writing(root)
    shop.lines[BOARD]["zz9zz9"] = lines(3, "zz9zz9")
    shop.hangs = {where}
    followers = Places(host(root)).follow(lambda _name, _status: None)
    try:
        until(shop.hanging.is_set)
        begun = time.monotonic()
        followers.stop(0.3)
        assert time.monotonic() - begun < 1
    finally:
        shop.healed.set()


def test_stopping_is_at_once_while_all_is_well_or_a_place_is_away(root: Path, shop: Lively) -> None:
    for shop.open in (True, False):
        shop.tried = 0
        followers = Places(host(root)).follow(lambda _name, _status: None)
        until(lambda: shop.tried)
        begun = time.monotonic()
        followers.stop(10)
        assert time.monotonic() - begun < 1


def test_the_service_ends_when_it_is_told_to_though_the_server_never_answers(tmp_path: Path) -> None:
    root = tmp_path / "a"
    host(root).create()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/x"
        remotes.add(host(root), NAME, url)
        service = tavla(root, "sync", "--follow")
        try:
            asked, _ = silent.accept()
            service.send_signal(signal.SIGTERM)
            assert until(lambda: service.poll() is not None) < 5
            assert service.returncode == 0
        finally:
            asked.close()
            service.kill()
            assert b"Traceback" not in service.communicate()[0]


# a full disk


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of this host's own with little room."""
    with suppress(CannotMount), of_size(tmp_path / "small", "512k") as place:
        yield place
        return
    pytest.skip(NEEDS_MOUNT)


def test_a_disk_that_fills_up_while_receiving_is_told_and_it_goes_on_when_there_is_room(
    small: Path, shop: Lively
) -> None:
    root = small / "a"
    host(root).create()
    remotes.add(host(root), NAME, "file:/nowhere")
    writing(root, 3)
    many = Scribe("zz9zz9").write(1500, "en rad som tar plats på disken " * 6).lines
    shop.lines[BOARD]["zz9zz9"] = many
    shop.batch = 100
    told: list[Status] = []
    with following(root, told):
        until(lambda: told and told[-1].problem)
        assert told[-1].problem is not None
        assert told[-1].problem["code"] == "disk_full"
        assert state(told[-1], now()).startswith("disken är full här")
        kept = sum(decode(line) is not None for line in received(root))
        assert 0 < kept < len(many)
        resize(small, "4m")
        assert until(lambda: len(received(root)) == len(many)) < follow.SOON + 3
        until(lambda: told[-1].problem is None)
    assert received(root) == many
    assert host(root).board(BOARD).faults == []
    assert there(shop) == len(many) + 3


def test_lines_that_are_refused_do_not_fill_the_disk(small: Path, shop: Lively) -> None:
    root = small / "a"
    host(root).create()
    remotes.add(host(root), NAME, "file:/nowhere")
    good = Scribe("aa1aa1").write(2)
    shop.lines[BOARD]["aa1aa1"] = good.lines
    shop.lines[BOARD]["zz9zz9"] = bad = lines(300, "zz9zz9", text="all with the same stamp")
    filler = small / "filler"
    filler.write_bytes(b"x" * (os.statvfs(small).f_bavail * 4096 - 60 * 1024))
    for _ in range(20):
        Places(host(root)).once(NAME)
    broken = root / "boards" / BOARD / "broken"
    assert len(list(broken.iterdir())) <= 2
    filler.unlink()
    status_, report = Places(host(root)).once(NAME)
    assert status_.problem is None
    assert [(word.code, word.n, word.why) for word in report.said] == [("line_refused", 2, "stamp")]
    (kept,) = broken.glob("*.refused")
    assert kept.read_bytes().split(b"\n") == bad[1:]
    assert len(cards(host(root).board(BOARD))) > 0


def received(root: Path) -> list[bytes]:
    """The whole lines that have come of the other host."""
    folder = root / "boards" / BOARD / "journal" / "zz9zz9"
    data = b"".join(path.read_bytes() for path in sorted(folder.glob("*.jsonl")))
    return [line for line in data.split(b"\n") if decode(line) is not None]

"""Whole hosts on one database: what one writes the others get, and what the people who run the server do to it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage.store import BoardStore
from storage.sync import remotes
from storage.sync.base import Head
from storage.sync.follow import Follower
from storage.sync.postgres import Postgres
from storage.sync.postgres_setup import prepare, redact
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.storage.sync.clones import Machine
from tests.storage.sync.pgserver import REPLICA, Place, Server, crc, lines, pulled, push
from tests.storage.tools import Ticking, cards, put, until


@contextmanager
def following(root: Path, url: str) -> Iterator[Workspace]:
    """A host that keeps in step in the background, as the program does."""
    workspace = Workspace(str(root), lambda: datetime.now(UTC))
    workspace.create()
    follower = Follower(workspace, remotes.add(workspace, "kommunen", url))
    thread = threading.Thread(target=follower.run)
    thread.start()
    try:
        yield workspace
    finally:
        follower.stop()
        thread.join(20)
        assert not thread.is_alive()


def shown(store: BoardStore) -> dict[str, dict[str, Any]]:
    """What the cards show now."""
    store.refresh()
    return cards(store)


def test_two_workspaces_come_to_the_same(place: Place, tmp_path: Path) -> None:
    url = place.login("*")
    hosts = [Workspace(str(tmp_path / name), Ticking()) for name in "ab"]
    put(hosts[0].create_board("ett"), "1", title="Rullatorn står fel")
    put(hosts[1].create_board("tva"), "2", title="Medicinlistan")
    syncing = [(Syncing(host), place.open(url)) for host in hosts]
    for _ in range(2):
        for side, transport in syncing:
            side.exchange(transport)
    put(hosts[1].board("ett"), "1", problem="Den syns inte")
    for side, transport in reversed(syncing):
        side.exchange(transport)
    for host in hosts:
        assert cards(host.board("ett")) == {"1": {"title": "Rullatorn står fel", "problem": "Den syns inte"}}
        assert cards(host.board("tva")) == {"2": {"title": "Medicinlistan"}}


def test_hosts_that_follow_get_each_others_edits_and_go_on_after_a_crash(
    place: Place, durable: Server, tmp_path: Path
) -> None:
    url = place.login("*")
    mine, theirs = (
        Workspace(str(tmp_path / name), lambda: datetime.now(UTC)).create_board("ett") for name in "ab"
    )
    with following(tmp_path / "a", url), following(tmp_path / "b", url):
        put(mine, "1", title="före")
        until(lambda: bool(shown(theirs)), 20)
        put(theirs, "1", problem="Den syns inte")
        until(lambda: "problem" in shown(mine)["1"], 20)
        durable.stop("immediate")
        put(mine, "2", title="under tiden")
        put(theirs, "3", title="hos den andra")
        durable.start()
        until(lambda: len(shown(mine)) == len(shown(theirs)) == 3, 30)
        assert shown(mine) == shown(theirs)


def test_a_cloned_machine_is_found_out_and_both_keep_what_they_wrote(place: Place, tmp_path: Path) -> None:
    url = place.login("*")
    first = Machine(tmp_path / "first", timedelta())
    put(first.workspace.create_board("ett"), "1", title="gemensam")
    first.copy(tmp_path / "copy")
    second = Machine(tmp_path / "copy", timedelta(minutes=1))
    put(first.board, "2", title="hos den ena")
    put(second.board, "3", title="hos den andra")
    machines = [(machine, place.open(url)) for machine in (first, second)]
    for _ in range(4):
        for machine, transport in machines:
            machine.syncing.exchange(transport)
    shown = {id: card["title"] for id, card in cards(first.board).items()}
    assert shown == {"1": "gemensam", "2": "hos den ena", "3": "hos den andra"}
    assert cards(second.board) == cards(first.board)
    assert first.workspace.replica() != second.workspace.replica()


def test_a_dump_by_an_operator_is_restored_to_another_database_and_goes_on(place: Place) -> None:
    url = place.login("*")
    a = place.open(url)
    made = lines(4)
    push(a, made)
    assert redact(place.admin, "ett", REPLICA, 2)
    operator = place.login()
    place.sql(f"grant tavla_operator to {operator.split('//')[1].split('@')[0]}")
    programs = place.server.bin
    dump = subprocess.run(
        [programs / "pg_dump", "--enable-row-security", "-n", "tavla", operator],
        capture_output=True,
        check=True,
    ).stdout
    new = place.server.empty()
    try:
        subprocess.run(
            [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", place.server.url(new).partition(":")[2]],
            input=dump, capture_output=True, check=True,
        )  # fmt: skip
        prepare(place.server.url(new))
        b = Postgres(url.replace(place.name, new))
        assert b.heads(None) == {"ett": {REPLICA: Head(4, crc(made[-1]))}}
        assert pulled(b, k3f9a2=0) == pulled(a, k3f9a2=0)
        more = lines(2, after=4, p=crc(made[-1]))
        push(b, more, 5)
        assert b.heads(None) == {"ett": {REPLICA: Head(6, crc(more[-1]))}}
        b.close()
    finally:
        place.server.sql(f"drop database {new} with (force)")

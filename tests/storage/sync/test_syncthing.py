"""Two hosts, each with a folder of its own, and Syncthing between the folders: nobody waits, nothing is lost."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from board.errors import Problem
from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.storage.sync.nodes import Node, two_nodes
from tests.storage.tools import cards, make, put, until

EDITS = 40
SECONDS = 40


class Host:
    """A workspace that is synchronised with a folder, as the program does it in the background."""

    def __init__(self, root: Path, node: Node) -> None:
        self.workspace: Workspace = make(root)
        self.transport = FolderTransport(str(node.place), self.workspace.replica)
        self.syncing = Syncing(self.workspace)

    def sync(self) -> None:
        self.syncing.exchange(self.transport)

    def cards(self) -> dict[str, dict[str, object]]:
        return cards(self.workspace.board("ett")) if "ett" in self.workspace.board_ids() else {}

    def work(self, name: str, errors: list[BaseException]) -> None:
        """Edit and synchronise, one after the other, without a pause."""
        try:
            board = self.workspace.board("ett")
            for number in range(EDITS):
                put(board, f"{name}{number}", title=f"{name} {number}")
                put(board, "together", **{f"{name}{number}": number})
                if number % 4 == 0:
                    self.sync()
            self.sync()
        except BaseException as error:
            errors.append(error)


def test_what_two_hosts_write_at_the_same_time_all_arrives(tmp_path: Path) -> None:
    with two_nodes(tmp_path) as (one, two):
        prepare(str(one.place))
        a, b = Host(tmp_path / "wa", one), Host(tmp_path / "wb", two)
        a.workspace.create_board("ett")
        put(a.workspace.board("ett"), "first", title="Först")
        a.sync()

        def arrived() -> bool:
            waiting = ""
            try:
                b.sync()
            except Problem as problem:
                waiting = problem.code
            assert waiting in ("", "remote_not_ready"), "the marker has not come yet"
            return "first" in b.cards()

        until(arrived, SECONDS)
        began = time.monotonic()
        errors: list[BaseException] = []
        threads = [
            threading.Thread(target=host.work, args=(name, errors)) for host, name in ((a, "anna"), (b, "bo"))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []

        def settled() -> bool:
            for host in (a, b):
                host.sync()
                host.transport.wait(0.2)
            return len(a.cards()) == len(b.cards()) == 2 * EDITS + 2 and a.cards() == b.cards()

        until(settled, SECONDS)
        took = time.monotonic() - began
        print(f"Syncthing: {2 * 2 * EDITS} edits on two sides, the same on both after {took:.1f} s")
        assert {f"{name}{number}" for name in ("anna", "bo") for number in range(EDITS)} <= set(a.cards())
        assert len(a.cards()["together"]) == 2 * EDITS
        assert a.workspace.board("ett").conflicts() == b.workspace.board("ett").conflicts() == {}
        assert a.transport.findings() == b.transport.findings() == []
        copies = [path for place in (one.place, two.place) for path in place.rglob("*conflict*")]
        assert copies == []

        latencies = []
        for number in range(5):
            put(a.workspace.board("ett"), f"late{number}", title="Sen")
            began = time.monotonic()
            a.sync()
            while f"late{number}" not in b.cards():
                assert time.monotonic() - began < SECONDS
                b.transport.wait(5)
                b.sync()
            latencies.append(time.monotonic() - began)
        print(
            "Syncthing, one edit seen on the other side after", *(f"{s:.2f}" for s in sorted(latencies)), "s"
        )
        for host in (a, b):
            host.transport.close()

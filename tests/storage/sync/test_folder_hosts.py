"""Whole workspaces that meet in a shared folder, through what happens to machines: copies, backups, a lost folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from storage.sync.rounds import Report, Syncing
from storage.workspace import Workspace
from tests.storage.tools import Ticking, cards, put


class Host:
    def __init__(self, root: Path, place: Path) -> None:
        self.root = root
        self.place = place
        self.restart()

    def restart(self) -> None:
        self.workspace = Workspace(str(self.root), Ticking())
        self.syncing = Syncing(self.workspace)
        self.transport = FolderTransport(str(self.place), self.workspace.replica)

    def put(self, id: str, title: str) -> None:
        there = "ett" in self.workspace.board_ids()
        put(self.workspace.board("ett") if there else self.workspace.create_board("ett"), id, title=title)

    def sync(self) -> Report:
        return self.syncing.exchange(self.transport)

    def cards(self) -> dict[str, dict[str, object]]:
        return cards(self.workspace.board("ett"))

    def copy(self, root: Path) -> Host:
        """The same disk in another machine that does not know it is another."""
        shutil.copytree(self.root, root)
        note = root / "hosts" / os.path.basename(self.workspace.host) / "replica.json"
        note.write_text(f'{{"replica":"{self.workspace.replica()}","inode":{os.stat(root).st_ino}}}')
        return Host(root, self.place)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    prepare(str(tmp_path / "place"))
    return tmp_path / "place"


def settle(*hosts: Host) -> dict[str, dict[str, object]]:
    """Everyone syncs until nothing more comes; what all show alike."""
    for _ in range(12):
        reports = [host.sync() for host in hosts]
        if not any(report.received or report.sent or report.more for report in reports):
            break
    else:
        raise AssertionError("never came to rest")
    shown = [host.cards() for host in hosts]
    assert all(other == shown[0] for other in shown)
    return shown[0]


def test_what_hosts_write_they_all_get(tmp_path: Path, place: Path) -> None:
    hosts = [Host(tmp_path / name, place) for name in ("w1", "w2", "w3")]
    hosts[0].put("0", "Först")
    hosts[0].sync()
    for number, host in enumerate(hosts, start=1):
        host.sync()
        host.put(str(number), f"Från {number}")
    assert set(settle(*hosts)) == {"0", "1", "2", "3"}
    assert hosts[0].transport.findings() == []


def test_a_cloned_machine_writes_under_a_name_of_its_own_from_the_first_meeting(
    tmp_path: Path, place: Path
) -> None:
    a = Host(tmp_path / "a", place)
    a.put("1", "Gemensamt")
    a.sync()
    clone = a.copy(tmp_path / "clone")
    assert a.transport.writer == clone.transport.writer
    a.put("2", "Originalets")
    clone.put("3", "Klonens")
    clone.put("3", "Klonens igen")
    shown = settle(a, clone)
    assert {id: card["title"] for id, card in shown.items()} == {
        "1": "Gemensamt",
        "2": "Originalets",
        "3": "Klonens igen",
    }
    assert a.transport.writer != clone.transport.writer
    a.put("4", "Efteråt")
    clone.put("5", "Efteråt")
    before = {path: path.stat().st_size for path in (place / clone.transport.writer).rglob("*.jsonl")}
    a.sync()
    assert before == {path: path.stat().st_size for path in (place / clone.transport.writer).rglob("*.jsonl")}
    assert len(settle(a, clone)) == 5


def test_a_backup_that_was_put_back_gets_its_own_lines_from_the_folder(tmp_path: Path, place: Path) -> None:
    a = Host(tmp_path / "a", place)
    a.put("1", "Före")
    backup = tmp_path / "backup"
    shutil.copytree(a.root, backup)
    a.put("2", "Efter")
    a.sync()
    for name in os.listdir(a.root):
        shutil.rmtree(a.root / name)
        shutil.copytree(backup / name, a.root / name)
    a.restart()
    a.sync()
    assert set(a.cards()) == {"1", "2"}
    a.put("3", "Vidare")
    assert set(settle(a, Host(tmp_path / "b", place))) == {"1", "2", "3"}


def test_a_folder_that_was_emptied_is_filled_again_by_any_host(tmp_path: Path, place: Path) -> None:
    a, b = Host(tmp_path / "a", place), Host(tmp_path / "b", place)
    a.put("1", "Annas")
    settle(a, b)
    b.put("2", "Bos")
    settle(a, b)
    shutil.rmtree(place)
    prepare(str(place))
    b.sync()
    c = Host(tmp_path / "c", place)
    c.sync()
    assert set(c.cards()) == {"1", "2"}, "b has kept a's lines there too"
    assert set(settle(a, b, c)) == {"1", "2"}

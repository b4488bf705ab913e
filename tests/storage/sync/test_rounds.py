"""Several hosts and one place between them: what one writes the others get, whatever happened to their machines."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from board.ports import Change, Draft
from storage.check import check
from storage.sync.rounds import Report, Syncing
from storage.workspace import Workspace
from tests.storage.sync.shop import Shop
from tests.storage.tools import Ticking, cards, put

BOARD = "ett"


class Host:
    """A machine with a workspace. `copy` is a clone of it down to the machine's identity."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.restart()

    def restart(self) -> None:
        self.workspace = Workspace(str(self.root), Ticking())
        self.syncing = Syncing(self.workspace)

    def put(self, id: str, **cells: object) -> None:
        there = BOARD in self.workspace.board_ids()
        board = self.workspace.board(BOARD) if there else self.workspace.create_board(BOARD)
        put(board, id, **cells)

    def cards(self) -> dict[str, dict[str, object]]:
        return cards(self.workspace.board(BOARD))

    def sync(self, shop: Shop) -> Report:
        return self.syncing.exchange(shop)

    def copy(self, root: Path) -> Host:
        """The same machine once more, as a cloned disk: the folder keeps what tells it from a copy."""
        shutil.copytree(self.root, root)
        note = root / "hosts" / os.path.basename(self.workspace.host) / "replica.json"
        if note.exists():
            note.write_text(f'{{"replica":"{self.workspace.replica()}","inode":{os.stat(root).st_ino}}}')
        return Host(root)


@pytest.fixture
def hosts(tmp_path: Path) -> list[Host]:
    return [Host(tmp_path / name) for name in "abc"]


def settle(shop: Shop, *hosts: Host) -> None:
    """Everyone syncs until nothing more comes."""
    for _ in range(12):
        reports = [host.sync(shop) for host in hosts]
        if not any(report.received or report.sent or report.more for report in reports):
            return
    raise AssertionError("never came to rest")


def agreed(*hosts: Host) -> dict[str, dict[str, object]]:
    """What all show alike; their conflicts are alike as well, and every board is sound."""
    boards = [host.workspace.board(BOARD) for host in hosts]
    shown = [cards(board) for board in boards]
    assert all(other == shown[0] for other in shown)
    conflicts = [board.conflicts() for board in boards]
    assert all(other == conflicts[0] for other in conflicts)
    for host in hosts:
        assert [f for f in check(host.workspace) if f.severity == "damage"] == []
    return shown[0]


def test_what_one_host_writes_the_other_gets(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="från a")
    first = a.sync(shop)
    assert (first.sent, first.received) == (1, 0)
    assert b.sync(shop).boards_made == [BOARD]
    b.put("2", title="från b")
    settle(shop, a, b)
    assert agreed(a, b) == {"1": {"title": "från a"}, "2": {"title": "från b"}}


def test_nothing_is_sent_twice(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Shop()
    for number in range(20):
        a.put(str(number + 1), title="x")
    settle(shop, a, b)
    assert (a.sync(shop).sent, b.sync(shop).sent) == (0, 0)
    a.put("21", title="y")
    assert a.sync(shop).sent == 1
    assert b.sync(shop).received == 1


def test_a_host_between_two_places_carries_lines_over(hosts: list[Host]) -> None:
    a, between, c = hosts
    left, right = Shop(), Shop()
    a.put("1", title="a")
    a.sync(left)
    between.sync(left)
    between.sync(right)
    c.sync(right)
    c.put("1", title="c")
    c.sync(right)
    between.sync(right)
    between.sync(left)
    a.sync(left)
    assert agreed(a, between, c) == {"1": {"title": "c"}}


def test_two_hosts_that_changed_the_same_keep_both_until_settled(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="först")
    settle(shop, a, b)
    a.put("1", title="från a")
    b.put("1", title="från b")
    settle(shop, a, b)
    agreed(a, b)
    waiting = a.workspace.board(BOARD).conflicts()
    assert sorted(waiting["cards", "1"]["title"].values()) == ["från a", "från b"]
    a.put("1", title="båda")
    settle(shop, a, b)
    assert agreed(a, b) == {"1": {"title": "båda"}}
    assert b.workspace.board(BOARD).conflicts() == {}


def test_a_cloned_machine_and_its_original_lose_nothing(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="gemensam")
    settle(shop, a, b)
    clone = a.copy(tmp_path / "clone")
    assert clone.workspace.replica() == a.workspace.replica()
    a.put("2", title="originalet")
    a.put("1", problem="hos a")
    clone.put("3", title="klonen")
    clone.put("1", why="hos klonen")
    settle(shop, a, b, clone)
    assert agreed(a, b, clone) == {
        "1": {"title": "gemensam", "problem": "hos a", "why": "hos klonen"},
        "2": {"title": "originalet"},
        "3": {"title": "klonen"},
    }
    assert a.workspace.board(BOARD).conflicts() == {}
    a.put("4", title="vidare")
    clone.put("5", title="vidare")
    settle(shop, a, b, clone)
    assert sorted(agreed(a, b, clone)) == ["1", "2", "3", "4", "5"]
    assert a.workspace.replica() != clone.workspace.replica()


def test_the_fork_is_said_once(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="x")
    a.sync(shop)
    clone = a.copy(tmp_path / "clone")
    a.put("2", title="a")
    clone.put("2", title="klon")
    a.sync(shop)
    said = [word.code for word in clone.sync(shop).said]
    assert "forked" in said
    settle(shop, a, b, clone)
    assert [word for host in (a, b, clone) for word in host.sync(shop).said] == []


def test_a_clone_that_edits_the_same_field_leaves_a_conflict_to_settle(
    hosts: list[Host], tmp_path: Path
) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    clone = a.copy(tmp_path / "clone")
    a.put("1", title="a")
    clone.put("1", title="klon")
    settle(shop, a, b, clone)
    agreed(a, b, clone)
    heads = b.workspace.board(BOARD).conflicts()["cards", "1"]["title"]
    assert sorted(heads.values()) == ["a", "klon"]


def test_an_edit_by_a_third_of_what_a_clone_wrote_leaves_no_false_conflict(
    hosts: list[Host], tmp_path: Path
) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    clone = a.copy(tmp_path / "clone")
    a.put("1", title="a")
    settle(shop, a, b)
    b.put("1", title="b efter a")
    clone.put("2", title="klon")
    settle(shop, a, b, clone)
    assert agreed(a, b, clone)["1"] == {"title": "b efter a"}
    assert b.workspace.board(BOARD).conflicts() == {}


def test_a_restored_backup_gets_back_what_it_lacks(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    backup = a.copy(tmp_path / "backup")
    a.put("2", title="efter kopian")
    settle(shop, a, b)
    assert backup.sync(shop).received == 1
    backup.put("3", title="vidare")
    settle(shop, b, backup)
    assert sorted(agreed(b, backup)) == ["1", "2", "3"]


def test_a_restored_backup_that_was_written_to_first_loses_nothing(hosts: list[Host], tmp_path: Path) -> None:
    a, b, c = hosts
    shop = Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    backup = a.copy(tmp_path / "backup")
    for number in range(2, 30):
        a.put(str(number), title="före kraschen")
    settle(shop, a, b)
    for number in range(40, 45):
        backup.put(str(number), title="efter kraschen")
    settle(shop, b, backup, c)
    assert len(agreed(b, backup, c)) == 1 + 28 + 5


def test_a_clone_of_a_clone(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop, other = Shop(), Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    first = a.copy(tmp_path / "first")
    a.put("2", title="a")
    first.put("3", title="första")
    second = first.copy(tmp_path / "second")
    first.put("4", title="första")
    second.put("5", title="andra")
    settle(other, b, second)
    settle(shop, a, b, first)
    settle(other, b, second)
    settle(shop, a, b, first)
    settle(shop, a, b, first, second)
    assert sorted(agreed(a, b, first, second)) == ["1", "2", "3", "4", "5"]


def test_a_command_of_several_lines_is_not_torn_by_a_fork(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    clone = a.copy(tmp_path / "clone")
    long = {f"extra/{number}": "å" * 9000 for number in range(12)}
    a.put("2", **long, title="a")
    clone.put("3", **long, title="klon")
    settle(shop, a, b, clone)
    shown = agreed(a, b, clone)
    assert (shown["2"]["title"], shown["3"]["title"]) == ("a", "klon")
    assert len(str(shown["2"])) > 100_000


def test_a_copied_folder_on_another_machine_is_a_host_of_its_own(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="x")
    settle(shop, a, b)
    shutil.copytree(a.root, tmp_path / "copy")
    copy = Host(tmp_path / "copy")
    copy.put("2", title="kopian")
    a.put("3", title="originalet")
    assert copy.workspace.replica() != a.workspace.replica()
    assert copy.workspace.notes == ["copied"]
    settle(shop, a, b, copy)
    assert sorted(agreed(a, b, copy)) == ["1", "2", "3"]


def test_lines_that_are_lost_here_come_back_from_the_other_place(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Shop()
    for number in range(1, 10):
        a.put(str(number), title=f"kort {number}")
    settle(shop, a, b)
    journal = Path(b.root, "boards", BOARD, "journal", a.workspace.replica(), "000000000001.jsonl")
    lines = journal.read_bytes().split(b"\n")
    journal.write_bytes(b"\n".join([*lines[:3], b"?" * 50, *lines[4:]]))
    Path(b.root, "boards", BOARD, "board.json").unlink(missing_ok=True)
    b.restart()
    assert len(b.cards()) == 8
    report = b.sync(shop)
    assert "healed" in [word.code for word in report.said]
    assert len(agreed(a, b)) == 9


def test_a_host_whose_own_journal_was_damaged_gets_its_lines_back(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Shop()
    for number in range(1, 10):
        a.put(str(number), title=f"kort {number}")
    settle(shop, a, b)
    journal = Path(a.root, "boards", BOARD, "journal", a.workspace.replica(), "000000000001.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"kort 4", b"?????", 1))
    a.restart()
    check(a.workspace, repair=True)
    a.restart()
    a.sync(shop)
    assert len(agreed(a, b)) == 9


def test_a_place_that_is_away_changes_nothing(hosts: list[Host]) -> None:
    from board.errors import Problem

    a = hosts[0]
    shop = Shop()
    a.put("1", title="x")
    shop.open = False
    with pytest.raises(Problem, match="remote_unreachable"):
        a.sync(shop)
    assert a.syncing.unsent({}) == 1
    shop.open = True
    report = a.sync(shop)
    assert report.sent == 1
    assert a.syncing.unsent(report.sent_to) == 0


def test_what_a_board_keeps_for_a_role_is_taken_in_from_elsewhere_and_told(hosts: list[Host]) -> None:
    ward, office, _third = hosts
    shop = Shop()
    for host in (ward, office):
        host.put("1", title="Kort")
        host.sync(shop)
    roles = {"person": "p7", "role": "forbattringsledare", "board": BOARD, "start": "2026-01-01"}
    ward.workspace.org.commit("p7", lambda _org: [Draft("role", (Change("roles", "9", dict(roles)),))])
    strict = {"strict/delete": True}
    ward.workspace.board(BOARD).commit("p7", lambda _b: [Draft("board", (Change("board", "1", strict),))])
    settle(shop, ward, office)
    office.workspace.board(BOARD).commit(
        "p9", lambda _b: [Draft("delete", (Change("cards", "1", {"_deleted": True}),))]
    )
    office.sync(shop)
    report = ward.sync(shop)
    assert [(said.code, said.board, said.why) for said in report.said] == [("beyond_role", BOARD, "delete")]
    assert ward.cards() == office.cards() == {}
    office.workspace.board(BOARD).commit(
        "p7", lambda _b: [Draft("delete", (Change("cards", "2", {"_deleted": True}),))]
    )
    office.sync(shop)
    assert not ward.sync(shop).said

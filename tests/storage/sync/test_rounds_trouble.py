"""Exchanges that fail half-way, at any moment and for one board of many: the next one brings what was left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from board.errors import Problem
from storage.check import check
from storage.sync import intake, rounds
from storage.sync.base import Batch, Heads
from storage.sync.intake import Taken
from storage.sync.rounds import Report
from storage.sync.shelf import Shelf
from tests.storage.sync.shop import Shop
from tests.storage.sync.test_rounds import BOARD, Host, agreed, hosts, settle
from tests.storage.tools import put

__all__ = ["hosts"]


class Guarded(Shop):
    """Takes nothing for one board."""

    refused = ""

    def push(self, board: str, batch: Batch) -> None:
        if board == self.refused:
            raise Problem("remote_denied", reason="not_granted")
        super().push(board, batch)


def test_a_board_that_is_refused_keeps_no_other_waiting(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Guarded()
    for id in ("aaa", BOARD, "zzz"):
        put(b.workspace.create_board(id), "1", title="från b")
    settle(shop, b)
    for id in ("aaa", BOARD, "zzz"):
        put(a.workspace.create_board(id), "2", title="från a")
    shop.refused = "aaa"
    report = Report()
    with pytest.raises(Problem, match="remote_denied"):
        a.syncing.exchange(shop, report)
    assert (report.received, report.sent) == (3, 2)
    mine = a.workspace.replica()
    assert report.sent_to == {f"{mine}/{BOARD}": 1, f"{mine}/zzz": 1}
    assert a.syncing.unsent(report.sent_to) == 1
    shop.refused = ""
    settle(shop, a, b)
    assert agreed(a, b) == {"1": {"title": "från b"}, "2": {"title": "från a"}}


class Choosy(Shop):
    """Takes nothing of one replica."""

    refused, code = "", "remote_failed"

    def push(self, board: str, batch: Batch) -> None:
        if batch.replica == self.refused:
            raise Problem(self.code, reason="bad_line", n=batch.first)
        super().push(board, batch)


def test_a_journal_that_is_refused_keeps_no_other_of_the_board_waiting(hosts: list[Host]) -> None:
    """Of another's that came through another place, say, so that ours is not even reached."""
    a, b, c = hosts
    between, shop = Shop(), Choosy()
    for host, id in ((a, "1"), (b, "2"), (c, "3")):
        host.put(id, title="Kort")
    settle(between, a, b, c)
    replicas = sorted(host.workspace.replica() for host in hosts)
    for shop.refused in replicas:
        shop.lines.clear()
        report = Report()
        with pytest.raises(Problem, match="remote_failed"):
            a.syncing.exchange(shop, report)
        assert sorted(shop.lines[BOARD]) == [name for name in replicas if name != shop.refused]
        mine = a.workspace.replica()
        assert report.sent_to == ({} if shop.refused == mine else {f"{mine}/{BOARD}": 1})


def test_what_the_place_would_not_take_after_a_fork_is_not_noted_as_sent(hosts: list[Host]) -> None:
    """It says that there is a fork, again and again, and gives no line that differs."""
    a, _, _ = hosts
    shop = Choosy()
    a.put("1", title="Kort")
    shop.refused, shop.code = a.workspace.replica(), "remote_fork"
    report = Report(sent_to={f"{shop.refused}/{BOARD}": 1})
    a.syncing.exchange(shop, report)
    assert shop.lines[BOARD].get(shop.refused, []) == []
    assert a.workspace.replica() == shop.refused
    assert a.syncing.unsent(report.sent_to) == 1, "it is said to wait"


class Failing(Shop):
    """Fails once, at the call of a number that counts the host's own writes too; 0 is never."""

    def __init__(self, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.left = at
        real = intake.take

        def take(shelf: Shelf, batch: Batch, ours: bool = False) -> Taken:
            self.step("locked")
            return real(shelf, batch, ours)

        monkeypatch.setattr(rounds, "take", take)

    def step(self, code: str = "remote_unreachable") -> None:
        self.left -= 1
        if self.left == 0:
            raise Problem(code)

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        self.step()
        return super().heads(boards)

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        for batch in super().pull(board, after):
            self.step()
            yield batch

    def push(self, board: str, batch: Batch) -> None:
        self.step()
        super().push(board, batch)
        self.step()  # kept, and the answer was lost


def test_trouble_at_any_moment_of_settling_a_fork_is_over_with_the_next_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = 0
    while True:
        at += 1
        with monkeypatch.context() as patched:
            shop = Failing(at, patched)
            a, b, c = (Host(tmp_path / str(at) / name) for name in "abc")
            a.put("1", title="gemensam")
            shop.left += 1000
            settle(shop, a, b)
            clone = a.copy(tmp_path / str(at) / "clone")
            for number in range(2, 5):
                a.put(str(number), title="a")
                clone.put(str(number + 10), title="klon")
            shop.left = at
            _keep_at_it(shop, clone, a, b, c)
            assert sorted(agreed(a, b, c, clone), key=int) == ["1", "2", "3", "4", "12", "13", "14"], at
        if shop.left > 0:
            break
    assert at > 30


def test_what_was_written_under_a_name_that_others_forked_is_kept_whatever_fails_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who wrote it hears of the fork from others, at a place where its own lines never were."""
    at = 0
    while True:
        at += 1
        with monkeypatch.context() as patched:
            first, shop = Shop(), Failing(0, patched)
            a, b = (Host(tmp_path / str(at) / name) for name in "ab")
            a.put("1", title="x")
            settle(first, a, b)
            clones = [a.copy(tmp_path / str(at) / name) for name in ("one", "two")]
            for id, host in zip("234", (a, *clones), strict=True):
                host.put(id, title="x")
            settle(first, b, *clones)
            settle(shop, b)
            shop.left = at
            _keep_at_it(shop, a, b)
            assert a.cards() == b.cards() == {id: {"title": "x"} for id in "1234"}, at
        if shop.left > 0:
            break
    assert at > 5


def test_a_fork_of_a_journal_that_is_damaged_here_too_is_settled(hosts: list[Host], tmp_path: Path) -> None:
    a, b, _ = hosts
    shop, other = Shop(), Shop()
    for number in range(1, 5):
        a.put(str(number), title=f"kort {number}")
    settle(shop, a, b)
    clone = a.copy(tmp_path / "clone")
    a.put("5", title="a")
    clone.put("6", title="klon")
    settle(shop, a, b)
    journal = Path(b.root, "boards", BOARD, "journal", a.workspace.replica(), "000000000001.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"kort 3", b"?????", 1))
    Path(b.root, "boards", BOARD, "board.json").unlink(missing_ok=True)
    b.restart()
    check(b.workspace, repair=True)
    b.restart()
    settle(other, clone)
    settle(other, b, clone)
    assert sorted(b.cards()) == ["1", "2", "4", "5", "6"]


def _keep_at_it(shop: Shop, *hosts: Host) -> None:
    """As `settle`, by hosts that try again."""
    for _ in range(20):
        still = True
        for host in hosts:
            try:
                report = host.sync(shop)
                still = still and not (report.received or report.sent or report.more)
            except Problem:
                still = False
        if still:
            return
    raise AssertionError("never came to rest")

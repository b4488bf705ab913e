"""Keeping in step by itself: what is written goes at once, and after trouble it is tried again."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync import follow, remotes, rounds
from storage.sync.base import Batch, Head, Heads, Transport
from storage.sync.follow import Follower
from storage.sync.places import Places
from storage.sync.remotes import Remote, Status
from storage.workspace import Workspace
from tests.soak.children import now
from tests.storage.sync.following import (
    BOARD,
    NAME,
    Lively,
    following,
    host,
    root,
    shop,
    shown,
    status,
    there,
    until,
    writing,
)
from tests.storage.sync.pgserver import lines
from tests.storage.sync.scribe import Scribe
from tui.sync_words import state

__all__ = ["root", "shop"]

# in step


def test_what_is_written_here_is_there_at_once_and_what_comes_there_is_here(root: Path, shop: Lively) -> None:
    writing(root)
    with following(root):
        until(lambda: there(shop) == 1)
        time.sleep(0.2)
        writing(root)
        assert until(lambda: there(shop) == 2) < 2
        shop.lines[BOARD]["zz9zz9"] = lines(1, "zz9zz9")
        shop.tell()
        assert until(lambda: len(shown(root)) == 2) < 2


def test_once_exchanges_once_and_lets_go(root: Path, shop: Lively) -> None:
    writing(root, 3)
    workspace = host(root)
    for sent in (3, 0):
        now_, report = Follower(workspace, remotes.remote(workspace, NAME)).once()
        assert (now_.problem, now_.waiting, report.sent) == (None, 0, sent)
    assert shop.closed == 2
    assert status(root).well_at is not None


def test_once_fetches_all_there_is_though_one_writer_has_much_more_than_the_others(
    root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 20)
    shop.batch = 7
    many, few = Scribe("aa1aa1").write(50).lines, Scribe("zz9zz9").write(5).lines
    shop.lines[BOARD]["aa1aa1"], shop.lines[BOARD]["zz9zz9"] = many, few
    received: list[int] = []
    real = rounds.Syncing.exchange

    def counted(self: rounds.Syncing, place: Transport, report: rounds.Report) -> rounds.Report:
        done = real(self, place, report)
        received.append(done.received)
        return done

    monkeypatch.setattr(rounds.Syncing, "exchange", counted)
    now_, report = Places(host(root)).once(NAME)
    assert (now_.problem, report.received, report.more) == (None, 55, False)
    assert received[0] == 14 + 5, "the one that floods does not keep the others waiting"


def test_a_fork_that_cannot_be_settled_is_not_asked_about_without_a_pause(root: Path, shop: Lively) -> None:
    writing(root)
    shop.refusals["push"] = Problem("remote_fork", n=1)
    with following(root):
        until(lambda: shop.tried)
        time.sleep(0.5)
        assert shop.tried < 5


def test_a_place_that_always_tells_of_news_is_not_asked_without_a_pause(root: Path, shop: Lively) -> None:
    shop.restless = True
    writing(root)
    with following(root):
        until(lambda: there(shop) == 1)
        tried = shop.tried
        time.sleep(1)
        assert shop.tried - tried < 12
        writing(root)
        assert until(lambda: there(shop) == 2) < 1, "what is written here goes at once all the same"


def test_once_is_refused_while_another_process_is_at_it(root: Path, shop: Lively) -> None:
    with following(root):
        until(lambda: shop.tried)
        with pytest.raises(Problem, match="sync_busy"):
            Places(host(root)).once(NAME)


def test_two_places_are_joined_by_the_host_that_has_both(tmp_path: Path) -> None:
    for share in ("left", "right"):
        remotes.prepare(remotes.Remote(share, f"file:{tmp_path}/{share}"))
    hosts = {"a": ["left"], "between": ["left", "right"], "c": ["right"]}
    running = []
    for name, shares in hosts.items():
        host(tmp_path / name).create()
        for share in shares:
            remotes.add(host(tmp_path / name), share, f"file:{tmp_path}/{share}")
        running.append(Places(host(tmp_path / name)).follow(lambda _name, _status: None))
    try:
        writing(tmp_path / "a")
        until(lambda: "1" in shown(tmp_path / "c"))
        assert shown(tmp_path / "c") == {"1": {"title": "a 1"}}
        writing(tmp_path / "c")
        until(lambda: "2" in shown(tmp_path / "a"))
    finally:
        for followers in running:
            followers.stop()


# after trouble


def test_a_place_that_is_away_is_found_again_by_itself(root: Path, shop: Lively) -> None:
    shop.open = False
    writing(root)
    told: list[Status] = []
    with following(root, told):
        until(lambda: shop.tried >= 3)
        assert told[-1].problem == {"code": "remote_unreachable"}
        assert told[-1].next_at is not None
        shop.open = True
        assert until(lambda: there(shop) == 1) < follow.SOON + 1
        until(lambda: told[-1].problem is None)
    assert status(root).problem is None


@pytest.mark.parametrize(
    ("code", "first", "tenth", "last"),
    [("remote_unreachable", 0.25, 2, 15), ("disk_full", 0.25, 2, 15), ("remote_denied", 0.25, 60, 60)],
)
def test_attempts_come_less_and_less_often(code: str, first: float, tenth: float, last: float) -> None:
    for fails, longest in ((1, first), (10, tenth), (100_000, last)):
        waits = {follow._seconds_to_wait(code, fails) for _ in range(50)}
        assert max(waits) <= longest
        assert min(waits) >= longest * 0.8
        assert len(waits) > 1, "hosts that lost the same server do not all come back in the same moment"


def test_what_somebody_has_to_mend_is_tried_again_soon_the_first_time_whatever_failed_before(
    root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A minute is for what failed alike again and again, not for one odd answer after many that were none."""
    monkeypatch.setattr(follow, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(follow, "SOON", 0.01)
    shop.refusal = Problem("remote_unreachable", reason="busy")
    with following(root):
        until(lambda: shop.tried >= 20)
        shop.refusal = Problem("remote_denied", reason="login")
        tried = shop.tried
        until(lambda: shop.tried >= tried + 4)
        shop.refusal = None
        until(lambda: status(root).problem is None)


def test_a_person_in_a_hurry_need_not_wait(root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "FIRST_RETRY", 60.0)
    shop.refusal = Problem("remote_denied")
    writing(root)
    with following(root) as follower:
        until(lambda: status(root).problem)
        shop.refusal = None
        follower.hurry()
        assert until(lambda: there(shop) == 1) < 2


def test_writing_here_does_not_shorten_the_time_after_trouble_and_is_counted(
    root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "FIRST_RETRY", 60.0)
    shop.refusal = Problem("remote_denied")
    told: list[Status] = []
    writing(root)
    with following(root, told):
        until(lambda: told and told[-1].waiting == 1)
        tried = shop.tried
        writing(root)
        until(lambda: told[-1].waiting == 2)
        writing(root)
        until(lambda: status(root).waiting == 3)
        assert shop.tried == tried
        assert told[-1].problem == {"code": "remote_denied"}


def test_what_waits_is_known_after_a_restart_without_asking_the_place(root: Path, shop: Lively) -> None:
    writing(root, 4)
    Places(host(root)).once(NAME)
    assert status(root).waiting == 0
    shop.open = False
    writing(root, 2)
    now_, _ = Places(host(root)).once(NAME)
    assert now_.waiting == 2
    assert status(root).waiting == 2
    writing(root, 1)
    assert Places(host(root)).once(NAME)[0].waiting == 3
    shop.open = True
    assert Places(host(root)).once(NAME)[0].waiting == 0


def test_it_is_said_in_words(root: Path, shop: Lively) -> None:
    writing(root)
    Places(host(root)).once(NAME)
    shop.open = False
    writing(root, 2)
    with following(root):
        until(lambda: status(root).problem)
    words = state(status(root), now())
    assert words.startswith("svarar inte, 2 ändringar väntar, senast i fas i dag")
    assert "nytt försök" in words


class Nonsense(Lively):
    """Answers what nobody asked for."""

    answers: object = None

    def heads(self, boards: Sequence[str] | None) -> dict[str, Heads]:
        self.tried += 1
        return self.answers  # type: ignore[return-value]

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        yield Batch("../../x", 1, [b"x"])
        yield Batch("zz9zz9", -4, [b"", b"\xff\t00000000", b"null\t00000000", *lines(2, "aaaaaa", after=7)])


@pytest.mark.parametrize(
    "answers",
    [
        None,
        {BOARD: None},
        {BOARD: {"zz9zz9": None}},
        {BOARD: {"zz9zz9": Head(10**30, "x" * 99)}},
        {"../..": {"zz9zz9": Head(1, "")}, "": {}, BOARD: {"/": Head(1, ""), "zz9zz9": Head(-7, "")}},
        {BOARD: {"zz9zz9": Head("1", 2)}},  # type: ignore[arg-type]
    ],
)
def test_a_place_that_answers_nonsense_does_no_harm_and_is_asked_again(
    root: Path, answers: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Nonsense()
    shop.answers = answers
    monkeypatch.setattr(follow, "connect", lambda _workspace, _place: shop)
    writing(root)
    with following(root) as follower:
        until(lambda: status(root).tried_at)
        tried = shop.tried
        follower.hurry()
        until(lambda: shop.tried > tried)
    assert shown(root) == {"1": {"title": "a 1"}}
    assert sorted(path.name for path in root.iterdir()) == ["_workspace", "boards", "hosts"]


def test_what_was_noticed_is_told_once(root: Path, shop: Lively) -> None:
    bad = lines(1, "zz9zz9", text="\x1b[2J")
    shop.lines[BOARD]["zz9zz9"] = bad
    for _ in range(2):
        Places(host(root)).once(NAME)
        shutil.rmtree(root / "boards" / BOARD / "journal" / "zz9zz9")
    said = status(root).said
    assert [(word["code"], word["replica"], word["n"]) for word in said] == [("line_refused", "zz9zz9", 1)]


def test_a_mistake_of_ours_ends_nothing(root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "LATER", 0.01)
    real, failures = remotes.removed, [RuntimeError("a"), OSError(24, "b")]

    def failing(workspace: Workspace, place: Remote) -> bool:
        if failures:
            raise failures.pop()
        return real(workspace, place)

    monkeypatch.setattr(follow, "removed", failing)
    writing(root)
    with following(root):
        until(lambda: there(shop) == 1)


def test_a_mistake_while_it_is_told_how_it_stands_ends_nothing(
    root: Path, shop: Lively, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "LATER", 0.2)
    shop.refusal = Problem("remote_denied")
    writing(root)

    def changed(_: Status) -> None:
        raise RuntimeError

    follower = Follower(host(root), remotes.remote(host(root), NAME), changed)
    thread = threading.Thread(target=follower.run, daemon=True)
    thread.start()
    until(lambda: shop.tried)
    while shop.tried < 5 and thread.is_alive():
        writing(root)
        follower.wake()
    assert thread.is_alive()
    follower.stop()
    thread.join(15)


def test_a_workspace_that_is_taken_away_is_not_made_anew(root: Path, shop: Lively, tmp_path: Path) -> None:
    writing(root)
    with following(root) as follower:
        until(lambda: there(shop) == 1)
        root.rename(tmp_path / "unmounted")
        tried = shop.tried
        follower.wake()
        shop.tell()
        time.sleep(0.3)
        assert not root.exists()
        assert shop.tried == tried

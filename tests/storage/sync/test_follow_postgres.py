"""Keeping in step over a real server that goes away: the board stays usable, how it stands is told, nothing is lost."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.sync import remotes
from storage.sync.follow import Follower
from storage.sync.remotes import Status
from tests.soak.children import now
from tests.storage.sync.following import NAME, host, shown, status, until, writing
from tests.storage.sync.pgserver import Place, Proxy, Server
from tui.sync_words import state


@contextmanager
def following(root: Path, url: str) -> Iterator[tuple[Follower, list[Status]]]:
    """A host of its own that keeps in step with the database."""
    workspace = host(root)
    workspace.create()
    told: list[Status] = []
    follower = Follower(workspace, remotes.add(workspace, NAME, url), told.append)
    thread = threading.Thread(target=follower.run, daemon=True)
    thread.start()
    try:
        yield follower, told
    finally:
        follower.stop()
        thread.join(15)
        assert not thread.is_alive()


@pytest.fixture
def two(place: Place, proxy: Proxy, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Two hosts in step with the same cards; the first one's line can be cut."""
    one, other = tmp_path / "a", tmp_path / "b"
    with following(one, place.login("*", port=proxy.port)), following(other, place.login("*")):
        writing(one, 2)
        until(lambda: len(shown(other)) == 2)
        yield one, other


def failing(root: Path) -> str | None:
    return None if (problem := status(root).problem) is None else str(problem["code"])


def test_what_one_writes_the_other_has_at_once(two: tuple[Path, Path]) -> None:
    one, other = two
    writing(other)
    assert until(lambda: len(shown(one)) == 3) < 2
    writing(one)
    assert until(lambda: len(shown(other)) == 4) < 2


def test_a_line_that_hangs_is_told_and_everything_goes_on_when_it_is_well(
    two: tuple[Path, Path], proxy: Proxy
) -> None:
    one, other = two
    proxy.hang()
    writing(one, 3)
    writing(other, 2)
    until(lambda: failing(one) == "remote_unreachable")
    writing(one)
    until(lambda: status(one).waiting == 4)
    assert state(status(one), now()).startswith("svarar inte, 4 ändringar väntar")
    assert failing(other) is None
    proxy.heal()
    assert until(lambda: len(shown(one)) == len(shown(other)) == 6) < 5
    until(lambda: failing(one) is None)
    assert shown(one) == shown(other)


def test_a_server_that_crashes_and_comes_back_is_found_by_itself(
    two: tuple[Path, Path], pg_server: Server
) -> None:
    one, other = two
    pg_server.stop("immediate")
    try:
        writing(one, 3)
        until(lambda: failing(one) == failing(other) == "remote_unreachable")
        writing(other, 3)
    finally:
        pg_server.start()
    assert until(lambda: shown(one) == shown(other) and len(shown(one)) == 5) < 5


def test_a_password_that_no_longer_holds_is_told_and_the_board_stays_usable(
    place: Place, proxy: Proxy, tmp_path: Path
) -> None:
    root = tmp_path / "a"
    url = place.login("*", port=proxy.port)
    role = re.findall("//(.*)@", url)[0]
    ((kept,),) = place.sql("select rolpassword from pg_authid where rolname = %(r)s", r=role)
    with following(root, url) as (follower, _):
        writing(root)
        until(lambda: status(root).well_at is not None and status(root).waiting == 0)
        place.sql(f"alter role {role} password 'another'")
        proxy.cut()
        until(lambda: failing(root) == "remote_denied")
        writing(root, 2)
        until(lambda: status(root).waiting == 2)
        assert len(shown(root)) == 3
        words = state(status(root), now())
        assert words.startswith("släpper inte in den här datorn, 2 ändringar väntar, senast i fas i dag")
        place.sql(f"alter role {role} password '{kept}'")
        follower.hurry()
        until(lambda: failing(root) is None and status(root).waiting == 0)
    assert place.sql("select count(*) from tavla.line") == [(3,)]

"""A board that was begun at two places under one id: it is one when they meet, and that is told till somebody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.ports import Change, Draft
from storage.check import check
from tests.storage.sync.shop import Shop
from tests.storage.sync.test_rounds import BOARD, Host, agreed, settle


@pytest.fixture
def hosts(tmp_path: Path) -> list[Host]:
    return [Host(tmp_path / name) for name in "abc"]


def begin(host: Host, name: str, by: str = "") -> None:
    board = host.workspace.create_board(BOARD)
    cells = {"name": name, "created": f"2026-11-2{len(name) % 10}T10:00:00+01:00", "by": by or name}
    board.commit("eva", lambda _: [Draft("init", (Change("board", "1", cells),))])


def rename(host: Host, name: str) -> None:
    """Also a choice, where there are several."""
    said = Draft("settle", (Change("board", "1", {"name": name}),))
    host.workspace.board(BOARD).commit("bo", lambda _: [said])


def test_two_boards_begun_with_one_id_are_told_of_when_they_meet(hosts: list[Host]) -> None:
    a, b, c = hosts
    shop = Shop()
    begin(a, "Dagvården")
    a.put("1", title="från a")
    assert a.sync(shop).said == []
    begin(b, "Nattpatrullen")
    assert [(word.code, word.board, word.n) for word in b.sync(shop).said] == [("begun_twice", BOARD, 2)]
    assert b.sync(shop).said == []
    assert [word.code for word in a.sync(shop).said] == ["begun_twice"]
    assert [word.code for word in c.sync(shop).said] == ["begun_twice"], "it is so wherever they are joined"
    assert told_by_check(a) == told_by_check(c) == ["begun_twice"]
    rename(b, "Nattpatrullen")
    settle(shop, a, b, c)
    assert told_by_check(a) == told_by_check(c) == [], "somebody has seen it, and chosen"
    assert agreed(a, b, c) == {"1": {"title": "från a"}}


def test_two_boards_begun_with_one_name_are_told_of_till_somebody_says_that_they_are_one(
    hosts: list[Host],
) -> None:
    a, b, c = hosts
    shop = Shop()
    for host, by in ((a, "anna"), (b, "bo")):
        begin(host, "Dagvården", by)
        host.put(by, title="kort")
    settle(shop, a, b, c)
    assert told_by_check(a) == told_by_check(c) == ["begun_twice"]
    (found,) = [found for found in check(c.workspace, BOARD, repair=True) if found.code == "begun_twice"]
    assert found.severity == "repaired"
    settle(shop, a, b, c)
    assert told_by_check(a) == told_by_check(c) == []
    agreed(a, b, c)


def test_a_choice_made_before_somebody_comes_is_told_to_nobody_who_comes_after(hosts: list[Host]) -> None:
    a, b, c = hosts
    shop = Shop()
    begin(a, "Dagvården")
    begin(b, "Nattpatrullen")
    settle(shop, a, b)
    rename(b, "Nattpatrullen")
    settle(shop, a, b)
    assert c.sync(shop).said == []
    assert told_by_check(c) == []


def test_a_choice_between_what_others_had_made_of_the_beginnings_is_one(hosts: list[Host]) -> None:
    """Each board was given another name, by somebody at another computer, before the two met."""
    a, b, c = hosts
    first, shop = Shop(), Shop()
    begin(a, "Dagvården")
    settle(first, a, c)
    rename(c, "Dag och kväll")
    settle(first, a, c)
    begin(b, "Nattpatrullen")
    settle(shop, a, b, c)
    assert told_by_check(a) == told_by_check(b) == told_by_check(c) == ["begun_twice"]
    rename(b, "Dygnet runt")
    settle(shop, a, b, c)
    assert told_by_check(a) == told_by_check(b) == told_by_check(c) == []


def test_a_choice_among_those_who_began_one_of_them_says_nothing_of_the_other(hosts: list[Host]) -> None:
    a, b, c = hosts
    first, shop = Shop(), Shop()
    begin(a, "Dagvården")
    settle(first, a, c)
    for host, name in ((a, "Dag"), (c, "Dagen")):
        rename(host, name)
    settle(first, a, c)
    rename(a, "Dag")
    begin(b, "Nattpatrullen")
    settle(shop, a, b, c)
    assert told_by_check(a) == told_by_check(c) == ["begun_twice"]


def told_by_check(host: Host) -> list[str]:
    return [finding.code for finding in check(host.workspace) if finding.code == "begun_twice"]


def test_a_board_that_was_begun_once_is_one_wherever_it_comes(hosts: list[Host]) -> None:
    a, b, c = hosts
    shop = Shop()
    begin(a, "Dagvården")
    for host in (a, b, c):
        assert host.sync(shop).said == []
        host.put(str(len(host.cards())), title="kort")
    settle(shop, a, b, c)
    assert [finding.code for finding in check(c.workspace) if finding.code == "begun_twice"] == []

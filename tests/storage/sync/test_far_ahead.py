"""Lines from a computer whose clock no honest one could have: the others go on as if it were not there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage.clock import base36, milliseconds_of
from storage.lines import FIRST, decode, seal, to_json
from storage.look import replay
from storage.sync.base import Batch
from storage.sync.intake import AHEAD
from storage.workspace import Workspace
from tests.cli.running import Tavla
from tests.storage.sync.shop import Shop
from tests.storage.sync.test_rounds import BOARD, Host, agreed, settle
from tests.storage.tools import START, put

EVIL = "eeeeee"


@pytest.fixture
def hosts(tmp_path: Path) -> list[Host]:
    return [Host(tmp_path / name) for name in "abc"]


def stamp(ahead: timedelta, counter: str = "00") -> str:
    return f"{base36(int((START + ahead).timestamp() * 1000), 9)}.{counter}.{EVIL}"


def send(shop: Shop, *stamps: str, replica: str = EVIL, n: int = 1, p: str = FIRST) -> None:
    """Lines from a computer that stamps them so, each with a card of its own and one that is everybody's."""
    lines = []
    for number, t in enumerate(stamps, n):
        ch = [["cards", f"9{number}", {"title": "från eva"}], ["cards", "1", {"title": f"evas {number}"}]]
        body = {"n": number, "p": p, "t": t, "at": "2026-11-22T10:00:00+01:00", "by": "eva", "do": "set"}
        line, p = seal(to_json({**body, "ch": ch}).encode("utf-8"))
        lines.append(line[:-1])
    shop.push(BOARD, Batch(replica, n, lines))


def last_stamp(shop: Shop, host: Host) -> str:
    raw = decode(shop.lines[BOARD][host.workspace.replica()][-1])
    assert raw is not None
    return str(raw["t"])


@pytest.mark.parametrize("last", ["xzzzzzzzz.zz", "xzzzzzzzz.00", "x00000000.00"])
def test_a_stamp_near_the_end_of_time_does_not_part_those_who_come_after_it(
    hosts: list[Host], last: str
) -> None:
    a, b, _ = hosts
    shop = Shop()
    a.put("1", title="från a")
    settle(shop, a, b)
    send(shop, f"{last}.{EVIL}")
    said = a.sync(shop).said
    for number in range(5):
        a.put("1", title=f"a {number}")
        settle(shop, a, b)
        b.put("1", title=f"b {number}")
        settle(shop, a, b)
    assert agreed(a, b) == {"1": {"title": "b 4"}}
    assert "91" not in a.cards()
    for host in (a, b):
        assert milliseconds_of(last_stamp(shop, host)) < (START + timedelta(days=1)).timestamp() * 1000
        assert {word.code for word in host.sync(shop).said} <= {"line_ahead"}
    assert [(word.code, word.replica, word.n) for word in said] == [("line_ahead", EVIL, 1)]


def test_what_waits_for_its_time_is_kept_where_it_lies_and_taken_when_it_has_come(hosts: list[Host]) -> None:
    a, b, _ = hosts
    shop = Shop()
    send(shop, stamp(timedelta(days=1)), stamp(AHEAD + timedelta(days=1)), stamp(AHEAD + timedelta(days=2)))
    said = a.sync(shop).said
    assert [(word.code, word.n) for word in said] == [("line_ahead", 2)], "it is told once, not for each"
    assert sorted(a.cards()) == ["1", "91"]
    assert len(shop.lines[BOARD][EVIL]) == 3
    for host in (a, b):
        host.workspace.clock.now += timedelta(days=3)  # type: ignore[attr-defined]
    settle(shop, a, b)
    assert sorted(agreed(a, b)) == ["1", "91", "92", "93"]


def test_those_whose_clocks_differ_by_minutes_differ_for_minutes_only(hosts: list[Host]) -> None:
    """A stamp that only the one who is ahead can take: it drags that one along, and the others are there soon."""
    a, b, _ = hosts
    shop = Shop()
    b.workspace.clock.now += timedelta(minutes=10)  # type: ignore[attr-defined]
    send(shop, stamp(AHEAD + timedelta(minutes=5)))
    b.sync(shop)
    b.put("2", title="från b")
    b.sync(shop)
    assert {word.code for word in a.sync(shop).said} == {"line_ahead"}
    a.workspace.clock.now += timedelta(minutes=10)  # type: ignore[attr-defined]
    settle(shop, a, b)
    assert "2" in agreed(a, b)
    # And from now on whoever was dragged along is heard by all at once.
    for number in range(20):
        a.put("2", title=f"a {number}")
        b.put("3", title=f"b {number}")
        settle(shop, a, b)
        assert "line_ahead" not in {word.code for host in (a, b) for word in host.sync(shop).said}
    assert agreed(a, b)["3"] == {"title": "b 19"}


def test_clocks_that_are_ten_years_wrong_either_way_are_heard(hosts: list[Host]) -> None:
    a, b, c = hosts
    shop = Shop()
    for host, years in ((a, -10), (b, 10), (c, -56)):
        host.workspace.clock.now += timedelta(days=365 * years)  # type: ignore[attr-defined]
        host.put(str(abs(years)), title="x")
    settle(shop, a, b, c)
    assert sorted(agreed(a, b, c)) == ["10", "56"]
    for host in hosts:
        assert host.sync(shop).said == []


def test_a_second_version_of_an_honest_computers_lines_pushes_nobody_either(hosts: list[Host]) -> None:
    """Somebody writes in another's name: the fork's branch waits as any other, the true one goes on."""
    a, b, c = hosts
    shop, other = Shop(), Shop()
    a.put("2", title="sant")
    a.sync(shop)
    send(other, f"xzzzzzzzz.zz.{a.workspace.replica()}", replica=a.workspace.replica())
    b.sync(shop)
    said = [word.code for word in b.sync(other).said]
    assert "line_ahead" in said
    b.put("3", title="från b")
    settle(shop, a, b, c)
    assert agreed(a, b, c) == {"2": {"title": "sant"}, "3": {"title": "från b"}}
    assert not any(last_stamp(shop, host) >= "x" for host in (b,))


def test_a_board_that_was_dragged_to_the_end_before_is_begun_anew_with_what_is_on_it(tmp_path: Path) -> None:
    """As an operator does it (docs/security.md): an export, read in on a new board, has stamps of today."""
    tavla = Tavla(tmp_path)
    tavla.ok("init", "Ett", "--id", "ett")
    tavla.ok("add", "Kvar")
    late = Workspace(str(tavla.home), tavla.clock).board("ett")
    late._clock.observe("xzzzzzzzz.00.eeeeee")
    put(late, "5", title="Också kvar", phase="inbox")
    assert max(replay(late).cells.seen.values()) >= "xzz"
    out = str(tmp_path / "ett.json")
    tavla.ok("export", out)
    tavla.ok("init", "Ett igen", "--id", "ett-igen")
    tavla.ok("--board", "ett-igen", "import", out)
    fresh = Workspace(str(tavla.home), tavla.clock).board("ett-igen")
    assert sorted(doc["title"] for doc in fresh.snapshot.table("cards").values()) == ["Kvar", "Också kvar"]
    assert max(replay(fresh).cells.seen.values()) < "1"

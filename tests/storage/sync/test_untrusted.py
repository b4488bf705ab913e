"""What comes from elsewhere is judged: the bad is set aside and said, the good goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.ports import Change, Draft
from storage.lines import FIRST, seal, to_json
from storage.sync.base import Batch
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.storage.sync.shop import Shop
from tests.storage.sync.test_rounds import BOARD, Host
from tests.storage.tools import Ticking


def evil(**changes: object) -> dict[str, object]:
    line: dict[str, object] = {
        "at": "2026-11-22T10:00:00+01:00",
        "by": "eva",
        "do": "note",
        "ch": [["cards", "9", {"title": "ok"}]],
    }
    return {**line, **changes}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ch": [["cards", "9", {"title": "\x1b]52;c;x\x07"}]]}, "text"),
        ({"ch": [["cards", "9", {"title": "x\u202ey"}]]}, "text"),
        ({"ch": [["cards", "9", {"title": "x" * 20_000}]]}, "text"),
        ({"ch": [["cards", "9", {"title": [[[[[1]]]]]}]]}, "text"),
        ({"ch": [["cards", "\x1b[2J", {"title": "x"}]]}, "schema"),
        ({"ch": [["../../etc", "9", {"title": "x"}]]}, "schema"),
        ({"ch": [["cards", "9", {"title": "x"}, {"title": ["nu"]}]]}, "schema"),
        ({"ch": "x"}, "schema"),
        ({"at": "i går"}, "schema"),
        ({"by": "x" * 2000}, "schema"),
        ({"why": "\x9b2J"}, "text"),
        ({"t": "0mwr6esxs.00.elakak"}, "schema"),
        ({"t": "0000000ab.00.eeeeee"}, "stamp"),
    ],
)
def test_a_bad_line_is_set_aside_and_the_good_go_on(
    tmp_path: Path, changes: dict[str, object], why: str
) -> None:
    b = Host(tmp_path / "b")
    shop = Shop()
    p, lines = FIRST, []
    for n in range(1, 4):
        body = evil(ch=[["cards", str(n), {"title": f"bra {n}"}]]) | (changes if n == 2 else {})
        body = {"n": n, "p": p, "t": f"0mwr6esx{n}.00.eeeeee"} | body
        line, p = seal(to_json(body).encode("utf-8"))
        lines.append(line[:-1])
    shop.push(BOARD, Batch("eeeeee", 1, lines))
    report = b.sync(shop)
    assert [(word.code, word.n, word.why) for word in report.said] == [("line_refused", 2, why)]
    assert b.cards() == {"1": {"title": "bra 1"}, "3": {"title": "bra 3"}}
    kept = [path for path in Path(b.root, "boards", BOARD, "broken").iterdir() if path.suffix == ".refused"]
    assert [path.read_bytes() for path in kept] == [lines[1]]
    assert b.sync(shop).said == []


def test_a_person_who_wrote_their_own_name_is_a_person_elsewhere_too(tmp_path: Path) -> None:
    """The first who comes to a board is nobody yet when their name is written down."""
    here = Workspace(str(tmp_path / "a"), Ticking())
    here.create()
    here.org.commit("", lambda _: [Draft("person", (Change("people", "p1", {"name": "Vera Ek"}),))])
    a, b = Host(tmp_path / "a"), Host(tmp_path / "b")
    shop = Shop()
    a.sync(shop)
    assert b.sync(shop).said == []
    assert [doc["name"] for doc in b.workspace.org.snapshot.table("people").values()] == ["Vera Ek"]


def test_a_line_of_a_later_format_waits_and_the_board_stays_usable(tmp_path: Path) -> None:
    b = Host(tmp_path / "b")
    shop = Shop()
    body = {"n": 1, "p": FIRST, "t": "0mwr6esx1.00.eeeeee", "v": 2, "ch": {}}
    shop.push(BOARD, Batch("eeeeee", 1, [seal(to_json(body).encode())[0][:-1]]))
    assert [word.code for word in b.sync(shop).said] == ["line_newer"]
    b.put("1", title="går bra")
    assert b.cards() == {"1": {"title": "går bra"}}


def test_no_replica_or_board_name_from_elsewhere_becomes_a_path(tmp_path: Path) -> None:
    b = Host(tmp_path / "b")
    shop = Shop()
    b.put("1", title="x")
    b.sync(shop)
    lines = next(iter(shop.lines[BOARD].values()))
    shop.lines["../../ut"]["aaaaaa"] = list(lines)
    shop.lines[BOARD]["../../x"] = list(lines)
    b.sync(shop)
    assert b.workspace.board_ids() == [BOARD]
    assert not list(b.root.parent.glob("**/x"))


def test_everything_the_demo_writes_is_taken_by_others(tmp_path: Path) -> None:
    """The judge of what comes from elsewhere refuses nothing that the program itself writes."""
    from tui.compose import Session

    root = tmp_path / "demo"
    Session(str(root), env={}, clock=Ticking()).build_demo()
    demo, b = Syncing(Workspace(str(root), Ticking())), Syncing(Workspace(str(tmp_path / "b"), Ticking()))
    shop = Shop()
    sent = demo.exchange(shop).sent
    report = b.exchange(shop)
    assert (report.received, report.said) == (sent, [])

"""What comes from elsewhere is judged: the bad is set aside and said, the good goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from board.forgetting import Gathered, Rule
from board.forgetting import forget as forget_person
from board.ports import Change, Draft
from storage.check import check
from storage.lines import FIRST, Raw, seal, to_json
from storage.redact import forget
from storage.sync import intake, rounds, untrusted
from storage.sync.base import Batch
from storage.sync.folder import FolderTransport
from storage.sync.rounds import Syncing
from storage.sync.untrusted import objection
from storage.workspace import Workspace
from tests.storage.sync.folders import at, ready
from tests.storage.sync.shop import Shop
from tests.storage.sync.test_rounds import BOARD, Host
from tests.storage.test_redact import Ward, written
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


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"at": "2026-99-99T99:99:99Z", "ch": [["cards", "1", {"_deleted": True}]]}, []),
        ({"at": "i går", "ch": [["cards", "1", {"_deleted": True}]]}, ["line_refused"]),
        ({"at": 7, "ch": [["cards", "1", {"_deleted": True}]]}, ["line_refused"]),
        ({"ch": [["actions", "1", {"status": ["_deleted"]}], ["rounds", "1", {"closed": {"a": 1}}]]}, []),
        (
            {
                "ch": [
                    ["roles", "1", {"role": ["x"], "board": [BOARD]}],
                    ["board", "1", {"strict/delete": [1]}],
                ]
            },
            [],
        ),
        ({"do": '"_deleted"', "ch": ["x"]}, ["line_refused"]),
        ({"why": "_deleted", "ch": [["cards", "1", ["_deleted"]]]}, ["line_refused"]),
    ],
)
def test_a_line_that_looks_as_if_it_needed_a_role_keeps_no_exchange_from_its_end(
    tmp_path: Path, changes: dict[str, object], refused: list[str]
) -> None:
    a, b, shop = Host(tmp_path / "a"), Host(tmp_path / "b"), Shop()
    a.put("1", title="från a")
    a.sync(shop)
    good = {"n": 1, "p": FIRST, "t": "000000000.00.eeeeee"} | evil()
    first, p = seal(to_json(good).encode("utf-8"))
    bad, _ = seal(to_json({"n": 2, "p": p, "t": "000000001.00.eeeeee"} | evil(**changes)).encode("utf-8"))
    shop.push(BOARD, Batch("eeeeee", 1, [first[:-1], bad[:-1]]))
    assert [word.code for word in b.sync(shop).said] == refused
    assert b.cards()["1"]["title"] == "från a"


class Asked(Shop):
    """Notes which whole journals it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.whole: list[str] = []

    def pull(self, board: str, after: Mapping[str, int]) -> Iterator[Batch]:
        self.whole += [replica for replica, n in after.items() if not n]
        return super().pull(board, after)


def journal(*dos: str) -> list[bytes]:
    p, lines = FIRST, []
    for n, do in enumerate(dos, 1):
        body = {"n": n, "p": p, "t": f"0mwr6esx{n}.00.eeeeee"}
        body |= evil(do=do, ch=[["cards", str(n), {"title": f"kort {n}"}]])
        line, p = seal(to_json(body).encode("utf-8"))
        lines.append(line[:-1])
    return lines


def strict(monkeypatch: pytest.MonkeyPatch, judge: int, *refused: str) -> None:
    """The rules of a version that does not know these commands."""

    def objecting(raw: Raw, replica: str, last_stamp: str) -> str | None:
        return "schema" if raw.get("do") in refused else objection(raw, replica, last_stamp)

    monkeypatch.setattr(intake, "objection", objecting)
    for module in (intake, rounds):
        monkeypatch.setattr(module, "JUDGE", judge)


def test_what_was_refused_is_taken_in_by_itself_when_other_rules_let_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict(monkeypatch, 1, "ny", "nyare")
    b, shop = Host(tmp_path / "b"), Asked()
    shop.push(BOARD, Batch("eeeeee", 1, journal("add", "ny", "nyare", "add")))
    assert [word.code for word in b.sync(shop).said] == ["line_refused"]
    assert sorted(b.cards()) == ["1", "4"]
    (found,) = [finding for finding in check(b.workspace) if finding.code == "line_refused"]
    assert found.params["n"] == 2
    b.restart()
    shop.whole.clear()
    assert b.sync(shop).said == []
    assert shop.whole == [], "the same rules would only refuse it again"
    strict(monkeypatch, 2, "nyare")
    b.restart()
    report = b.sync(shop)
    assert [(word.code, word.replica, word.n) for word in report.said] == [("taken_after_all", "eeeeee", 1)]
    assert sorted(b.cards()) == ["1", "2", "4"]
    assert "line_refused" in [finding.code for finding in check(b.workspace)], "one is left"
    b.restart()
    shop.whole.clear()
    assert b.sync(shop).said == []
    assert shop.whole == []
    strict(monkeypatch, 3)
    b.restart()
    assert [word.code for word in b.sync(shop).said] == ["taken_after_all"]
    assert sorted(b.cards()) == ["1", "2", "3", "4"]
    assert [f for f in check(b.workspace) if f.code in ("line_refused",) or f.severity == "damage"] == []
    c = Host(tmp_path / "c")
    c.sync(shop)
    assert c.cards() == b.cards()


def at_folder(place: Path) -> Callable[[str], FolderTransport]:
    place.mkdir()
    ready(place)
    return partial(at, place)


def test_a_place_that_has_only_what_stands_for_it_does_not_end_the_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict(monkeypatch, 1, "ny")
    b, first, second = Host(tmp_path / "b"), Shop(), Asked()
    first.push(BOARD, Batch("eeeeee", 1, journal("add", "ny", "add")))
    b.sync(first)
    b.sync(second)  # now has the line that says that there is none
    strict(monkeypatch, 2)
    b.restart()
    second.whole.clear()
    for _ in range(3):
        assert [word.code for word in b.sync(second).said] == []
    assert second.whole == [], "the journal is not fetched for nothing"
    b.restart()
    assert [word.code for word in b.sync(first).said] == ["taken_after_all"]
    assert sorted(b.cards()) == ["1", "2", "3"]


def test_what_another_refused_on_the_way_is_taken_in_where_a_place_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eva's lines lie in one folder. The host between refuses one of them and carries the rest to another."""
    strict(monkeypatch, 1, "ny")
    first, second = (at_folder(tmp_path / name) for name in ("first", "second"))
    first("eeeeee").push(BOARD, Batch("eeeeee", 1, journal("add", "ny", "add")))
    between, b = Host(tmp_path / "between"), Host(tmp_path / "b")
    between.syncing.exchange(first("bbbbbb"))
    between.syncing.exchange(second("bbbbbb"))
    strict(monkeypatch, 1)
    b.syncing.exchange(second("cccccc"))
    assert sorted(b.cards()) == ["1", "3"]
    assert [f.code for f in check(b.workspace) if f.severity != "sound"] == ["line_on_the_way"]
    for _ in range(2):
        b.restart()
        assert b.syncing.exchange(second("cccccc")).said == [], "there is nothing but what stands for it"
        assert sorted(b.cards()) == ["1", "3"]
    b.restart()
    report = b.syncing.exchange(first("cccccc"))
    assert [(word.code, word.n) for word in report.said] == [("taken_after_all", 1)]
    assert sorted(b.cards()) == ["1", "2", "3"]
    assert [f.code for f in check(b.workspace) if f.severity != "sound"] == []
    b.restart()
    assert b.syncing.exchange(first("cccccc")).said == []


def test_who_takes_a_line_in_after_all_puts_it_where_what_stood_for_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eva's computer is gone, and so is where she wrote. The one between had refused a line, and has it now."""
    strict(monkeypatch, 1, "ny")
    first, second = (at_folder(tmp_path / name) for name in ("first", "second"))
    first("eeeeee").push(BOARD, Batch("eeeeee", 1, journal("add", "ny", "add", "ny", "add")))
    between, b = Host(tmp_path / "between"), Host(tmp_path / "b")
    between.syncing.exchange(first("bbbbbb"))
    between.syncing.exchange(second("bbbbbb"))
    # A computer that runs on all the while asks again now and then, and one that is started asks at once.
    monkeypatch.setattr(rounds, "ASK_AGAIN", 0.0)
    for _ in range(3):
        assert b.syncing.exchange(second("cccccc")).said == []
    assert sorted(b.cards()) == ["1", "3", "5"]
    strict(monkeypatch, 2)
    between.restart()
    between.syncing.exchange(first("bbbbbb"))
    between.syncing.exchange(second("bbbbbb"))
    b.syncing.exchange(second("cccccc"))
    assert sorted(b.cards()) == ["1", "2", "3", "4", "5"]
    new = Host(tmp_path / "new")
    assert new.syncing.exchange(second("dddddd")).said == []
    assert new.cards() == b.cards()
    for host in (between, b, new):
        assert [f.code for f in check(host.workspace) if f.severity != "sound"] == []


def test_the_number_of_the_rules_goes_with_the_rules() -> None:
    """Other rules than these have another number: raise JUDGE, and write the new sum here."""
    rules = Path(untrusted.__file__).read_bytes()
    assert (untrusted.JUDGE, sha256(rules).hexdigest()[:16]) == (2, "e2e921a09540bb10")


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


def test_odd_lines_from_elsewhere_keep_nobody_from_being_forgotten(tmp_path: Path) -> None:
    """What no door of this program writes and other computers may send."""
    ward = Ward(tmp_path / "w")
    written(ward)
    odd = [
        Change("cycles", "5", {"card": ["x"], "problem": "Ett sedan"}),
        Change("cycles", "6", {"card": {"x": 1}, "outcome": "Ett till"}),
        Change("people", "²", {"name": ["x"], "forgotten": {"a": 1}}),
        Change("cards", "7", {"title": ["x"], "erased/title": ["x"]}),
    ]
    ward.workspace.board(BOARD).commit("9", lambda _: [Draft("edit", (change,)) for change in odd])
    ward.workspace.org.commit("9", lambda _: [Draft("edit", (odd[2],))])
    ward.as_("mia").organise(forget_person(ward.refs["anna"]))
    forget(ward.workspace)
    assert b"Anna Ek" not in ward.bytes()
    raw = {"by": ["x"], "do": ["x"], "t": "1", "ch": [["cards", "9", {"title": "A b"}]]}
    assert Rule({}, Gathered([raw], {})).without(raw) is None

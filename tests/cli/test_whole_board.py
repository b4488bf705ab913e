"""A board written out and taken in where there is nothing: not only what stands on it, but how it came to be."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from board.ids import public_id
from storage import brought
from storage.clock import milliseconds_of
from storage.lines import decode
from storage.sync.untrusted import objection
from tests.cli.running import Tavla, checked
from tests.cli.test_exchange import SAMPLE

HIDDEN = 382708429620190057


def lived(tavla: Tavla) -> str:
    """A board with a history: several people, a try that ended, a deletion, an undo and a redo. A card's id."""
    tavla.ok("people", "add", "Anna Ek")
    tavla.ok("people", "add", "Bo Ed")
    tavla.ok("people", "add", "Cilla Öst", "--role", "nyckelperson")
    tavla.ok("people", "add", "Disa Ny")
    tavla.ok("people", "role", "anna", "forbattringsledare", "--deputy", "cilla")
    tavla.ok("board", "set", "purpose=Trygghet", "limit.plan=4")
    id = tavla.add("Nycklar", "--owner", "anna", "--tag", "natt", "--due", "fre", "--problem", "två\nrader")
    tavla.ok("set", id, "doers+=anna,vera", "measure=En krok", "outcome=Bra")
    tavla.ok("comment", id, "Under trappan", "--as", "anna")
    tavla.ok("move", id, "act", "--reason", "fort", "--as", "bo")
    tavla.ok("finish", id, "retry", "--reason", "större krok")
    tavla.ok("delete", tavla.add("Kaffet"))
    tavla.ok("set", id, "title=Nycklarna")
    tavla.ok("undo")
    tavla.ok("redo")
    tavla.ok("import", str(SAMPLE))
    return id


def told(tavla: Tavla, *words: str) -> list[dict[str, Any]]:
    """What history says, but for the names of lines."""
    events = tavla.json("history", *words)["events"]
    return [{name: one[name] for name in one if name not in ("stamp", "undoes")} for one in events]


@pytest.fixture
def there(tmp_path: Path) -> Tavla:
    """Another workspace, with an empty board that Mia started."""
    other = Tavla(tmp_path / "annan")
    other.env = {"LOGNAME": "mia"}
    other.now += timedelta(days=1)
    other.ok("init", "Tom")
    return other


def brought_to(there: Tavla, tavla: Tavla, tmp_path: Path) -> Any:
    path = tmp_path / "tavla.json"
    tavla.ok("export", str(path))
    return there.json("import", str(path))


def test_history_comes_with_the_board(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    id = lived(tavla)
    before = told(tavla)
    came = brought_to(there, tavla, tmp_path)
    assert came["created"] == 15
    assert came["history"] > 10
    after = told(there)
    own = [one for one in after if one["by"] == "mia"]
    assert [one for one in after if one["by"] != "mia"] == before
    assert [one["do"] for one in own] == ["init", "import"]
    assert told(there, id) == told(tavla, id)
    lines = there.ok("history")
    assert "Bo Ed ”Nycklarna”: flyttade kortet från Förslag till Agera" in " ".join(lines.split())
    assert "mia läste in tavlan med det som hänt på den" in " ".join(lines.split())
    stamps = {one["stamp"] for one in there.json("history")["events"]}
    undoes = [one["undoes"] for one in there.json("history")["events"] if one["undoes"]]
    assert len(undoes) == 2
    assert set(undoes) <= stamps


def test_cards_keep_when_they_changed_and_by_whom(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    for card in tavla.cards():
        ours = there.json("show", card["id"])
        theirs = tavla.json("show", card["id"])
        for name in ("short", "board"):
            ours["card"].pop(name), theirs["card"].pop(name)
        for name in ("card", "comments", "cycles"):
            assert ours[name] == theirs[name]
    assert sorted(card["id"] for card in there.cards()) == sorted(card["id"] for card in tavla.cards())


def test_people_and_roles_come_also_where_only_history_names_them(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    people = {one["id"]: one for one in there.json("people")["people"]}
    assert {"anna": "Anna Ek", "bo": "Bo Ed", "cilla": "Cilla Öst"}.items() <= {
        id: one["name"] for id, one in people.items()
    }.items()
    assert "disa" not in people
    assert people["cilla"]["roles"] == ["utforare", "nyckelperson"]
    (held,) = people["anna"]["held"]
    assert (held["role"], held["board"], held["deputy"]) == ("forbattringsledare", "tom", "cilla")
    assert held["from"] == "2026-11-22"


def test_the_board_is_whose_it_was(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    first, second = json.loads(tavla.ok("export")), json.loads(there.ok("export"))
    assert second["tables"] == first["tables"]
    assert second["tables"]["board"]["1"]["by"] == "vera"


def test_what_came_is_sound_and_read_alike_by_the_next(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    assert there.json("check")["findings"] == tavla.json("check")["findings"]
    for folder in (there.home / "boards/tom/journal").iterdir():
        last = ""
        for line in b"".join(path.read_bytes() for path in sorted(folder.iterdir())).splitlines():
            raw = decode(line) or {}
            assert objection(raw, folder.name, last) is None, "another host would not take the line"
            last = raw["t"]
    before = there.ok("export")
    for file in there.home.rglob("board.json"):
        file.unlink()
    assert json.loads(there.ok("export"))["tables"] == json.loads(before)["tables"]
    assert there.json("check")["ok"]


def test_a_board_that_was_taken_in_can_go_on_to_the_next_place(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    third = Tavla(tmp_path / "tredje")
    third.env = {"LOGNAME": "sara"}
    third.now += timedelta(days=2)
    third.ok("init", "Tredje")
    brought_to(third, there, tmp_path)
    assert [one for one in told(third) if one["by"] not in ("mia", "sara")] == told(tavla)
    assert json.loads(third.ok("export"))["tables"] == json.loads(tavla.ok("export"))["tables"]


def test_one_undo_takes_it_all_back_and_a_redo_brings_it_again(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    cards = there.cards()
    there.ok("undo")
    assert there.cards() == []
    assert there.json("boards")["boards"][0]["name"] == "Tom"
    there.ok("redo")
    assert [one["id"] for one in there.cards()] == [one["id"] for one in cards]
    there.ok("undo")
    assert there.json("import", str(tmp_path / "tavla.json"))["created"] == 15
    assert len(there.cards()) == 15


def test_what_came_from_a_file_is_nobodys_to_undo(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    id = lived(tavla)
    brought_to(there, tavla, tmp_path)
    there.refused("nothing_to_undo", "undo", "--as", "bo")
    there.ok("set", id, "title=Nyckelskåp", "--as", "bo")
    there.refused("changed_since", "undo")
    there.ok("undo", "--as", "bo")
    assert there.card(id)["title"] == "Nycklarna"
    there.refused("nothing_to_undo", "undo", "--as", "bo")


def test_on_a_board_with_cards_only_what_is_missing_is_added(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    lived(tavla)
    there.add("Redan här")
    assert brought_to(there, tavla, tmp_path)["history"] == 0
    assert len(there.cards()) == 16
    assert {one["by"] for one in told(there)} == {"mia"}


def test_a_dry_run_tells_of_the_history_and_changes_nothing(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    lived(tavla)
    path = tmp_path / "tavla.json"
    tavla.ok("export", str(path))
    before = there.files()
    assert there.json("import", str(path), "--dry-run")["history"] > 10
    assert "Historiken följer med" in there.ok("import", str(path), "--dry-run")
    assert there.files() == before


def test_an_export_without_a_journal_is_taken_in_as_before(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    lived(tavla)
    data = json.loads(tavla.ok("export"))
    del data["journal"]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    came = there.json("import", str(path))
    assert (came["created"], came["history"]) == (15, 0)
    assert json.loads(there.ok("export"))["tables"] == data["tables"]


def changed(line: dict[str, Any], **to: Any) -> dict[str, Any]:
    return {**line, **to}


BAD_LINES: list[Any] = [
    None,
    {},
    {"t": 1},
    {"t": "z0000000.00.aaaaaa"},
    {"t": "0mwr6esxs.00.k3f9a2\n"},
    {"at": "i går"},
    {"at": "2026-11-22T12:00:00+01:00\x1b[2J"},
    {"by": ""},
    {"by": 7},
    {"by": "\x1b]0;x\x07"},
    {"do": "add\n"},
    {"do": "ADD"},
    {"why": 3},
    {"why": "x" * 10_001},
    {"undoes": "x"},
    {"ch": {}},
    {"ch": [[]]},
    {"ch": [["cards", "x", {"title": "x"}]]},
    {"ch": [["cards", "²", {"title": "x"}]]},
    {"ch": [["cards", "9" * 19, {"title": "x"}]]},
    {"ch": [["_meta", "1", {"title": "x"}]]},
    {"ch": [["../x", "1", {"title": "x"}]]},
    {"ch": [["comments", "12", {"card": "x"}]]},
    {"ch": [["cards", "12", {"_at": "x"}]]},
    {"ch": [["cards", "12", {"*": "x"}]]},
    {"ch": [["cards", "12", {"/x": "x"}]]},
    {"ch": [["cards", "12", {"": "x"}]]},
    {"ch": [["cards", "12", {"a\x1b": "x"}]]},
    {"ch": [["cards", "12", {"problem": "x" * 10_001}]]},
    {"ch": [["cards", "12", {"x": [[[[[["djupt"]]]]]]}]]},
    {"ch": [["cards", "12", {"x": 10**30}]]},
    {"ch": [["cards", "12", {"x": 1e999}]]},
    {"ch": [["cards", "12", {"title": "x"}, {"title": "x"}]]},
    {"ch": [["cards", "12", {"title": "x"}, {"title": ["x"]}]]},
    {"ch": [["cards", "12", {"title": "x"}, [], []]]},
]


@pytest.mark.parametrize("bad", BAD_LINES, ids=str)
def test_a_journal_that_is_not_one_is_refused_whole(
    tavla: Tavla, there: Tavla, tmp_path: Path, bad: Any
) -> None:
    tavla.add("Nycklar")
    data = json.loads(tavla.ok("export"))
    good = data["journal"][-1]
    data["journal"].append({**good, "t": "0mwr6esxs.00.k3f9a2", **bad} if bad else bad)
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    there.refused("invalid_file", "import", str(path))


@pytest.mark.parametrize("bad", [{}, "x", 7, None])
def test_a_journal_of_another_kind_is_refused(tavla: Tavla, there: Tavla, tmp_path: Path, bad: Any) -> None:
    tavla.add("Nycklar")
    path = tmp_path / "x.json"
    path.write_text(json.dumps({**json.loads(tavla.ok("export")), "journal": bad}))
    there.refused("invalid_file", "import", str(path))


def test_no_line_is_told_twice(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    tavla.add("Nycklar")
    data = json.loads(tavla.ok("export"))
    data["journal"].append(data["journal"][-1])
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    there.refused("invalid_file", "import", str(path))


def test_a_history_cannot_bring_what_the_file_does_not_show(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    id, other = tavla.add("Nycklar"), tavla.add("Kaffet")
    data = json.loads(tavla.ok("export"))
    add = data["journal"][-1]
    hidden = {**add["ch"][0][2], "title": "Gömt"}
    data["journal"].append(changed(add, t="0mwr6esxs.00.k3f9a2", ch=[["cards", str(HIDDEN), hidden]]))
    data["journal"].append(
        changed(
            add,
            t="0mwr6esxt.00.k3f9a2",
            why="\x1b]52;c;eA==\x07hej\u202e",
            ch=[[*data["journal"][-2]["ch"][0][:2], {"title": "Annat \x1b[31mord", "brought/aaaaaa": "x"}]],
        )
    )
    data["tables"]["cards"][other]["a/b"] = "x"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    came = there.json("import", str(path))
    assert (came["created"], len(came["rejected"])) == (1, 1)
    assert [(one["id"], one["title"]) for one in there.cards()] == [(id, "Nycklar")]
    assert not [one for one in told(there) if one["card"] == other]
    assert "\x1b" not in there.ok("history")
    assert "\u202e" not in there.ok("history")
    assert public_id(str(HIDDEN)) not in {one["id"] for one in there.cards()}


def test_a_file_cannot_set_the_clock_forward(tavla: Tavla, there: Tavla, tmp_path: Path) -> None:
    tavla.add("Nycklar")
    data = json.loads(tavla.ok("export"))
    for n, line in enumerate(data["journal"]):
        line["t"] = f"yzzzzzzz{n}.zz.k3f9a2"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data))
    there.json("import", str(path))
    there.add("Kaffet")
    latest = there.json("history")["events"][-1]["stamp"]
    assert abs(milliseconds_of(latest) - there.now.timestamp() * 1000) <= 60_000
    assert [one["title"] for one in there.cards()].count("Nycklar") == 1


def test_a_long_history_lies_in_several_files(
    tavla: Tavla, there: Tavla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brought, "SEGMENT_LIMIT", 500)
    lived(tavla)
    brought_to(there, tavla, tmp_path)
    files = {path.parent: 0 for path in there.home.glob("boards/tom/journal/*/*.jsonl")}
    for path in there.home.glob("boards/tom/journal/*/*.jsonl"):
        files[path.parent] += 1
    assert max(files.values()) > 2
    assert json.loads(there.ok("export"))["tables"] == json.loads(tavla.ok("export"))["tables"]
    assert there.json("check")["ok"]


def test_the_same_people_in_the_same_workspace_are_not_doubled(tavla: Tavla, tmp_path: Path) -> None:
    lived(tavla)
    path = tmp_path / "tavla.json"
    tavla.ok("export", str(path))
    before = tavla.json("people")["people"]
    tavla.ok("init", "Kopia")
    came = checked(tavla("--json", "--board", "kopia", "import", str(path)), "import")
    assert came["created"] == 15
    assert [one["id"] for one in tavla.json("people", "--board", "kopia")["people"]] == [
        one["id"] for one in before
    ]
    events = checked(tavla("--json", "--board", "kopia", "history"), "history")["events"]
    assert {one["by"] for one in events} == {"vera", "anna", "bo"}


def test_what_lies_above_the_boards_is_told_to_be_left_out(tavla: Tavla, tmp_path: Path) -> None:
    card, path = tavla.add("Hemgången"), str(tmp_path / "oster.json")
    assert "ovanför" not in tavla("export", path).err
    tavla.ok("init", "--as", "vera", "Norra")
    tavla.env["TAVLA_BOARD"] = "oster"
    tavla.ok("--board", "norra", "challenge", "add", "Trygg hemgång")
    tavla.ok("set", card, "challenge=trygg")
    tavla.ok("--board", "norra", "throw", "add", "Kan ni ta kvällarna?", "challenge=trygg", "to_board=oster")
    told = "ovanför tavlorna är inte med i filen: 1 utmaning, 1 förfrågan."
    assert told in " ".join(tavla("export", path).err.split())
    assert "Kan ni ta" not in Path(path).read_text("utf-8")
    assert json.loads(Path(path).read_text("utf-8"))["tables"]["cards"]

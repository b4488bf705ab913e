"""Challenges, throws and programmes written out and taken in elsewhere."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.running import Tavla, checked


@pytest.fixture
def there(tmp_path: Path) -> Tavla:
    """Another workspace, with an empty board that Mia started."""
    other = Tavla(tmp_path / "annan")
    other.env = {"LOGNAME": "mia"}
    other.now += timedelta(days=1)
    other.ok("init", "Tom")
    return other


def test_what_lies_above_the_boards_goes_out_and_comes_back_elsewhere(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    path = tmp_path / "ovanfor.json"
    tavla.ok("people", "add", "Anna Ek")
    card = tavla.add("Hemgången")
    tavla.ok("challenge", "add", "Trygg hemgång", "owner=anna", "until=2028-12-31")
    tavla.ok("challenge", "add", "Läkemedel är med", "parent=1")
    tavla.ok("set", card, "challenge=läkemedel")
    tavla.ok("throw", "add", "Kan ni ta kvällarna?", "challenge=läk", "to_person=anna")
    tavla.ok("programme", "add", "Satsning natt")
    tavla.ok("export", str(tmp_path / "oster.json"))
    assert "tavla export --above" in tavla("export", str(tmp_path / "oster.json")).err
    assert "Skrev 2 utmaningar, 1 förfrågan, 1 satsning till" in " ".join(
        tavla("export", "--above", str(path)).err.split()
    )
    written = checked(tavla("--json", "export", "--above"), "export above")
    assert "Anna Ek" in [one["name"] for one in written["people"]]
    assert json.loads(path.read_text("utf-8"))["above"] == written["above"]
    dry = there.json("import", str(path), "--dry-run")
    assert (dry["created"], dry["unchanged"], dry["dry_run"]) == (4, 0, True)
    assert "Trygg" not in there.ok("challenge")
    assert "Läste in: 2 utmaningar, 1 förfrågan, 1 satsning. 0 fanns redan." in " ".join(
        there.ok("import", str(path)).split()
    )
    there.ok("import", str(tmp_path / "oster.json"))
    assert json.loads(there.ok("export", "--above"))["above"]["challenges"] == written["above"]["challenges"]
    told = " ".join(there.ok("challenge").split())
    assert "Läkemedel är med" in told
    assert "Anna Ek" in told
    assert "Läkemedel är med" in there.ok("show", card)
    assert there.json("import", str(path))["unchanged"] == 4, "and nothing comes twice"
    again = Tavla(tmp_path / "tredje")
    again.env = {"LOGNAME": "mia"}
    again.refused("no_board", "import", str(path))
    again.ok("init", "Första")
    again.ok("init", "Andra")
    again.ok("import", str(path))
    assert "utmaningar (2), förfrågan" in again.ok("undo", "--board", "forsta")
    assert not any(json.loads(again.ok("export", "--above"))["above"].values())


def test_a_file_of_what_lies_above_that_is_not_whole_is_refused(tavla: Tavla, tmp_path: Path) -> None:
    path = tmp_path / "ovanfor.json"
    for above, code in (
        ({"challenges": []}, "invalid_file"),
        ({"people": {}}, "invalid_file"),
        ({"challenges": {"x": {"text": "a"}}}, "all_rejected"),
    ):
        path.write_text(json.dumps({"export": 1, "above": above}), "utf-8")
        tavla.refused(code, "import", str(path))
    assert tavla("export", "--above", "--format", "csv").code == 2

"""`tavla restore`, as somebody who wants back what was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.cli.running import Tavla, checked


def test_what_was_taken_away_is_looked_at_and_taken_back(tavla: Tavla, tmp_path: Path) -> None:
    gone = tavla.add("Borttaget av misstag", "--problem", "Det vi skrev")
    tavla.now += timedelta(days=1)
    tavla.ok("delete", gone)
    kept = tavla.add("Nytt sedan dess")
    before = tavla.files()
    said = tavla.ok("restore", "--at", "igår")
    assert tavla.files() == before
    assert "2 senare ändringar är inte med" in said
    (copy,) = tmp_path.glob("workspace-*")
    assert f"tavla --workspace {copy}" in said
    assert "Borttaget av misstag" in tavla.ok("--workspace", str(copy), "list")
    # What it says to do next gives the card back, and leaves the others as they are.
    file = str(tmp_path / "oster.json")
    tavla.ok("--workspace", str(copy), "--board", "oster", "export", file)
    tavla.ok("--board", "oster", "import", file)
    assert {card["title"] for card in tavla.cards()} == {"Borttaget av misstag", "Nytt sedan dess"}
    assert tavla.card(kept)["title"] == "Nytt sedan dess"


def test_as_an_object(tavla: Tavla, tmp_path: Path) -> None:
    tavla.add("Ett")
    said = tavla("--json", "restore", "--at", "2026-11-22T12:02:00+01:00", "--to", str(tmp_path / "copy"))
    found = checked(said, "restore")
    assert found["folder"] == str(tmp_path / "copy")
    assert found["at"] == "2026-11-22T12:02:00+01:00"
    assert found["boards"] == ["oster"]
    assert found["left_out"] == 0


def test_refusals_say_what_to_do(tavla: Tavla, tmp_path: Path) -> None:
    tavla.refused("bad_date", "restore", "--at", "imorgon")
    tavla.refused("nothing_then", "restore", "--at", "2020-01-01")
    tavla.refused("exists", "restore", "--at", "idag", "--to", str(tavla.home.parent))
    tavla.refused("inside", "restore", "--at", "idag", "--to", str(tavla.home / "x"))
    assert "igår" in tavla("restore", "--at", "snart").err
    assert [path for path in tmp_path.iterdir() if "workspace" in path.name] == [tavla.home]

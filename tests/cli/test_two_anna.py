"""One person made at two hosts before they met: told, joined, and parted again."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Tavla


def test_anna_was_made_at_two_hosts_and_becomes_one(tmp_path: Path) -> None:
    place = f"file:{tmp_path / 'delat'}"
    (tmp_path / "delat").mkdir()
    one, other = Tavla(tmp_path / "ett"), Tavla(tmp_path / "två")
    one.ok("init", "Öster", "--id", "oster")
    other.ok("init", "Väster", "--id", "vaster")
    for tavla in (one, other):
        tavla.env = {"LOGNAME": "vera"}
        tavla.ok("remote", "add", "delat", place)
        tavla.ok("people", "add", "Anna Ek", "--id", "anna")
    one.ok("remote", "init", "delat")
    for tavla in (one, other, one):
        tavla.ok("sync")
    board = ("--board", "oster")
    own = other.add("Larmet", "--owner", "anna", *board)
    other.ok("sync")
    one.ok("sync")
    mine = one.add("Nycklarna", "--owner", "anna", *board)
    said = one.ok("people", *board)
    assert said.count("Anna Ek") == 2
    assert "tavla people join anna" in said
    one.ok("people", "join", "anna", *board)
    assert one.ok("people", *board).count("Anna Ek") == 1
    one.ok("sync")
    other.ok("sync")
    for tavla in (one, other):
        found = {card["id"] for card in tavla.json("list", "--owner", "anna", *board)["cards"]}
        assert {card[:4] for card in found} == {own[:4], mine[:4]}
    one.ok("undo", *board)
    assert one.ok("people", *board).count("Anna Ek") == 2

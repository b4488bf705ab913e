"""`tavla mine`."""

from __future__ import annotations

from tests.cli.running import Tavla


def test_what_waits_is_told_by_role(tavla: Tavla) -> None:
    tavla.ok("people", "role", "vera", "forbattringsledare", "specialist")
    card = tavla.add("Nycklarna", "--owner", "vera")
    tavla.ok("action", "add", card, "Ett skåp")
    said = tavla.ok("mine")
    assert "Som förbättringsledare" in said
    assert "Nycklarna (föreslagen åtgärd)" in said
    assert "Hela organisationen" in said
    told = tavla.json("mine")
    assert told["roles"] == ["forbattringsledare", "specialist", "utforare"]
    assert told["sections"][0]["section"] == "decide"
    assert told["boards"][0]["reasons"] == [{"why": "no_nyckelperson", "number": 0}]

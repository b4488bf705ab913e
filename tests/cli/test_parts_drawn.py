"""Causes and measures drawn at the command line, and the fishbone's bones."""

from __future__ import annotations

import pytest

from tests.cli.running import Tavla


@pytest.fixture
def card(tavla: Tavla) -> str:
    """A card in Planera with a cause and a measure."""
    id = tavla.add("Vi letar efter hjälpmedel")
    tavla.ok("move", id, "plan")
    tavla.ok("cause", "add", id, "Ingen vet var de står")
    tavla.ok("action", "add", id, "Märk hyllorna")
    return id


def test_bones_are_named_added_and_taken_off_where_nothing_hangs(tavla: Tavla, card: str) -> None:
    named = tavla.json(
        "cause",
        "bones",
        card,
        "rutiner=Våra rutiner",
        "miljö=Rum och miljö",
        "utrustning=",
        schema="cause bones",
    )
    assert named["bones"] == {
        "kompetens": "Kompetens",
        "rutiner": "Våra rutiner",
        "teknik": "Teknik/metod",
        "miljö": "Rum och miljö",
    }
    [part] = tavla.json("cause", "set", card, "1", "bone=våra rutiner")["parts"]
    assert part["bone"] == "rutiner"
    tavla.refused("bone_used", "cause", "bones", card, "Våra rutiner=")
    told = " ".join(tavla.ok("history", card).split())
    assert "fiskbenets ben: Rutiner → Våra rutiner" in told
    assert "- fiskbenets ben: Utrustning" in told


def test_causes_and_measures_are_drawn_as_text(tavla: Tavla, card: str) -> None:
    bare = tavla.add("Ett annat")
    assert tavla.json("draw", bare)["drawings"] == {}
    tavla.ok("cause", "add", card, "Ny personal", "parent=1", "root=ja", "bone=kompetens")
    tavla.ok("vote", card, "1=2", "2=5")
    tavla.ok("action", "set", card, "1", "effect=4", "feasibility=3")
    drawn = tavla.json("draw", card)["drawings"]
    assert list(drawn) == ["fishbone", "whys", "votes", "field"]
    told = tavla.ok("draw", card)
    assert max(map(len, told.splitlines())) <= 80
    assert "Ny personal" in tavla.ok("draw", card, "fishbone")
    assert "Varför" in tavla.ok("draw", card, "whys")
    assert "Märk hyllorna" in tavla.ok("draw", card, "field")
    tavla.refused("usage", "draw", card, "cirkel", exit_code=2)

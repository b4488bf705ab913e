"""`tavla cycles`, `tavla restart` and `tavla remind`."""

from __future__ import annotations

from tests.cli.running import Tavla


def test_the_cycles_are_told_as_on_the_page_and_begun_again_with_one(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Bo Alm")
    small = tavla.add("Nycklarna", "--owner", "bo")
    other, proposal = tavla.add("Larmet"), tavla.add("Hissen")
    for card in (small, other):
        tavla.ok("move", card, "plan", "--reason", "nu")
    said = tavla.ok("cycles")
    assert "◉○○○ Planera" in said
    assert "Bo Alm · vad problemet är" in " ".join(said.split())
    assert "1 förslag väntar på svar" in said
    assert "1 kort behöver någon som håller i det." in said
    told = tavla.json("cycles")
    assert [one["title"] for one in told["cycles"]] == ["Larmet", "Nycklarna"], (
        "what nobody holds comes first"
    )
    assert [one["waits_for"] for one in told["cycles"]] == ["owner", "wanted"]
    assert told["cycles"][1]["waits"] == "Bo Alm · vad problemet är"
    assert told["boards"][0] | {"relieve": None, "no_deputy": []} == told["boards"][0]
    assert "Bo Alm ser frågan" in tavla.ok("remind", small)
    assert tavla.json("cycles")["cycles"][1]["asked"] == "2026-11-22"
    assert "Hur går det" in tavla.ok("show", small)
    assert "vera frågade hur det går" in tavla.ok("history", small)
    assert "till Bo Alm" in tavla.ok("history", small)
    assert tavla.json("show", small)["comments"][0]["to"] == ["bo"]
    assert "to/bo" in str(tavla.json("history", small)["events"])
    taken = tavla.json("export")
    assert [doc["to"] for doc in taken["tables"]["comments"].values()] == [["bo"]], (
        "people by their readable ids"
    )
    assert "Någon undrar hur det går" in tavla.ok("mine", "--as", "bo")
    tavla.ok("comment", small, "Jag hinner på fredag", "--as", "bo")
    assert tavla.json("cycles")["cycles"][1]["asked"] is None
    assert "Ni börjar om med: " in tavla.ok("restart", small, "--park-rest")
    states = {one["id"]: one["state"] for one in tavla.cards()}
    assert [states[id] for id in (small, other, proposal)] == ["open", "parked", "parked"]
    assert tavla.json("cycles")["cycles"][0]["on_meeting"] is True
    assert "parkerat så länge" in tavla.ok("show", other)
    tavla.ok("undo")
    assert {one["state"] for one in tavla.cards()} == {"open"}
    refused = tavla("remind", other)
    assert refused.code == 1
    assert "ingen att fråga" in refused.err

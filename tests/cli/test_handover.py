"""`tavla handover`."""

from __future__ import annotations

from tests.cli.running import Tavla


def test_what_a_person_has_is_shown_given_and_taken_back(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    tavla.ok("people", "add", "Mia Ås", "--id", "mia")
    card = tavla.add("Nycklarna", "--owner", "bo", "--problem", "Vi letar varje kväll")
    other = tavla.add("Larmen", "--owner", "bo")
    tavla.ok("activity", "add", card, "Köp krokar", "who=bo")
    tavla.ok("--as", "bo", "lift", "add", card, "Nytt lås", "to_role=chefen")
    said = tavla.ok("handover", "bo")
    assert "Nycklarna" in said
    assert "ska göra: Köp krokar" in said
    held = tavla.json("handover", "bo")["held"]
    assert [one["what"] for one in held] == ["owner", "activity", "lift", "owner"]
    assert "1 kort" in tavla.ok("handover", "bo", "mia", "--card", other)
    said = tavla.ok("handover", "bo", "mia")
    assert said.endswith("1 lyft följde med.\n")
    assert tavla.json("handover", "bo")["held"] == []
    assert "har lyft, väntar på svar: Nytt lås" in tavla.ok("handover", "mia")
    assert {one["owner"] for one in tavla.cards()} == {"mia"}
    (told,) = tavla.json("show", card)["comments"]
    assert "Överlämnat från Bo Alm till Mia Ås: äger, ska göra, har lyft, väntar på svar." in told["text"]
    assert "Vi letar varje kväll" in told["text"]
    assert "Kvar att göra: Köp krokar" in told["text"]
    assert "lämnade över" in tavla.ok("history", card)
    assert tavla.ok("undo") == "Ångrat: överlämningen av 1 kort, 1 lyft\n"
    assert tavla.json("handover", "bo")["held"] == held[:3]
    assert tavla.ok("redo") == "Gjort om: överlämningen av 1 kort, 1 lyft\n"
    assert tavla.json("handover", "bo")["held"] == []
    tavla.ok("undo")
    assert tavla.json("show", card)["comments"] == []


def test_nobody_to_hand_over_to_or_nothing_is_said(tavla: Tavla) -> None:
    assert "inget på tavlan att lämna över" in tavla("handover", "vera").err
    tavla.refused("unknown", "handover", "nisse")
    tavla.refused("unknown", "handover", "vera", "nisse")
    tavla.refused("same_person", "handover", "vera", "vera")

"""Challenges on the command line: a tree with whom each lies with, at whichever board one stands."""

from __future__ import annotations

from tests.cli.running import Tavla


def test_a_challenge_is_thrown_from_one_board_to_another_answered_and_agreed(tavla: Tavla) -> None:
    tavla.ok("init", "--as", "vera", "Norra")
    tavla.ok("challenge", "add", "Trygg hemgång", "owner=vera", "until=2028-12-31")
    tavla.ok("challenge", "add", "Läkemedel är med", "parent=1")
    tavla.ok("--board", "oster", "throw", "add", "Kan ni ta kvällarna?", "challenge=läk", "to_board=norra")
    told = " ".join(tavla.ok("challenge").split())
    assert "till sön 31 dec 2028" in told
    assert "ligger hos Norra sedan i dag · utmaning utan ägare" in told
    [part] = tavla.json("--board", "norra", "throw", "answer", "1", "Bara", "vardagar", schema="throw")[
        "parts"
    ]
    assert (part["state"], part["answer"], part["answered_by"]) == ("answered", "Bara vardagar", "vera")
    told = " ".join(tavla.ok("throw").split())
    assert "till Norra: Kan ni ta kvällarna?" in told
    assert "Bara vardagar ligger hos" in told
    tavla.ok("throw", "set", "1", "state=agreed")
    assert "✓ överens" in tavla.ok("challenge")
    tavla.ok("challenge", "set", "1", "ended=ja")
    told = tavla.ok("challenge", "list")
    assert "det den var en del av gäller inte längre" in " ".join(told.split())
    assert "1 utmaning gäller inte längre" in told
    assert tavla.refused("under_itself", "challenge", "set", "1", "parent=2")

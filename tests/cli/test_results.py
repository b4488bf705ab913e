"""`tavla results`: the unit's results as people read them, and as scripts do."""

from __future__ import annotations

from tests.cli.running import Tavla


def test_results_are_told_by_perspective_with_what_is_finished_and_freed(tavla: Tavla) -> None:
    assert tavla.json("results")["results"]["perspectives"] == []
    assert "Inget att visa än" in tavla.ok("results")
    card = tavla.add("Sena besök")
    tavla.ok("goal", "add", "Trygga besök", "perspective=Medborgarna")
    tavla.ok("set", card, "goal=1")
    tavla.ok(
        "indicator", "add", card, "Sena besök", "unit=st", "better=lägre", "target=5", "goal_type=utfallsmål"
    )
    tavla.ok("indicator", "add", card, "Körda mil", "balances=1")
    tavla.stdin = b"2026-11-01 9\n2026-11-08 4\n"
    tavla.ok("reading", "import", card, "-", "--of", "1")
    tavla.ok("indicator", "add", "-", "Korttidsfrånvaro", "perspective=employer")
    ended = tavla.add("Nyckelskåp")
    tavla.ok("set", ended, "freed=90", "freed_for=promenader", "lesson=Fråga först")
    tavla.ok("finish", ended, "routine", "--reason", "det höll")
    tavla.ok("routine", "add", "-", "Larm inom fem minuter")
    for day in ("1/11", "8/11", "15/11"):
        tavla.ok("event", "add", "Larmet dröjde", "routine=1", f"on={day}")

    found = tavla.json("results")["results"]
    [citizens, employer] = found["perspectives"]
    [late] = citizens["goals"][0]["measures"]
    assert (late["first"], late["latest"], late["standing"], late["signal"]) == (9, 4, "reached", None)
    assert [one["text"] for one in late["beside"]] == ["Körda mil"]
    assert employer["goals"][0]["goal"] is None
    assert found["lacking"] == ["society", "operation", "economy", "attractive"]
    assert (found["mix"], list(found["goal_types"])) == ("few_typed", ["outcome"])
    assert (found["minutes_a_week"], len(found["routines"]), found["freed"][0]["for"]) == (
        90,
        1,
        "promenader",
    )
    [event] = found["events"]
    assert (len(event["recent"]), event["suggested"]) == (3, True)

    said = " ".join(tavla.ok("results").split())
    for words in (
        "Sena besök █▁ 9 → 4 st",
        "✓ når målet 5 st · för få mätvärden än",
        "↔ Körda mil",
        "Inget mått än: Hållbart samhälle, Verksamheten, Ekonomi, Attraktiv kommun",
        "1 förbättring blev rutin (i år: 1)",
        "Nyckelskåp: 90 minuter i veckan till promenader",
        "★ Nyckelskåp: Fråga först",
        "Larm inom fem minuter: 3 på 90 dagar · förslag på vad ni kan ta tag i tillsammans",
    ):
        assert words in said
    assert "1 improvement became a routine (this year: 1)" in tavla.ok("results", "--lang", "en")

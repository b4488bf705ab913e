"""The unit's results on the wall, as rows: large, complete, and nothing that is not for who walks by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board import commands
from board.method import acts
from board.ports import Change, Draft
from tests.board.method.making import made
from tests.board.team import Team
from tui import wall_results
from tui.lines import row_width


@pytest.fixture
def team() -> Team:
    return Team()


def drawn(team: Team, width: int, height: int) -> dict[str, list[str]]:
    """Each turn by its kind; of several charts the last."""
    found = {}
    for kind, about in wall_results.turns(team.board.snapshot, team.now):
        rows = wall_results.draw(team.board.snapshot, team.now, kind, about, width, height)
        assert all(row_width(row) <= width for row in rows)
        found[kind] = ["".join(text for text, _part in row).rstrip() for row in rows]
    return found


def routine(team: Team, title: str, **fields: object) -> str:
    card = team.notes(title)
    team.does("anna", commands.edit(card, dict(fields)))
    context = {"state": "finished", "finish": "routine", "phase": "done"}
    team.does("anna", lambda _now: [Draft("finish", (Change("cards", card, context),))])
    return card


@pytest.mark.parametrize(("width", "height"), [(76, 20), (116, 32), (156, 41)])
def test_the_wall_shows_results_but_no_event_no_lesson_and_nothing_internal(
    team: Team, width: int, height: int
) -> None:
    aim = made(team, "goal", None, text="Trygga besök", perspective="citizens")
    late = made(team, "indicator", None, text="Sena besök", goal=aim, target=5, better="lower", unit="st")
    miles = made(team, "indicator", None, text="Körda mil", balances=late, perspective="economy")
    hidden = team.notes("Hemligt kort")
    team.does("anna", commands.edit(hidden, {"internal": True, "goal": aim}))
    secret = made(team, "indicator", hidden, text="Hemligt mått")
    for card, measure in ((None, late), (None, miles), (hidden, secret)):
        rows = [(date(2026, 10, 1) + timedelta(days=n), str(12 - n), None) for n in range(9)]
        team.does("anna", acts.record(card, measure, rows))
    routine(team, "Nyckelskåp", freed=60, freed_for="promenader", lesson="Anna visste redan")
    routine(team, "Hemlig rutin", freed=500, internal=True)
    larm = made(team, "routine", None, text="Larm inom fem minuter")
    for _n in range(3):
        made(team, "event", None, text="Larmet hos Karin dröjde", routine=larm, on=date(2026, 11, 10))
    found = drawn(team, width, height)
    whole = "\n".join(row for rows in found.values() for row in rows)
    assert list(found) == ["goals", "done", "events", "result"]
    for words in ("Medborgarna", "Sena besök", "12 → 4 st", "✓ når målet 5 st", "↔ Körda mil",
                  "Inget mått än: Hållbart samhälle, Verksamheten, Arbetsgivaren, Attraktiv kommun",
                  "1 förbättring blev rutin", "60 minuter i veckan till promenader", "★ Nyckelskåp",
                  "Larm inom fem minuter", "▪▪▪   3", "förslag på vad vi kan ta tag i tillsammans"):  # fmt: skip
        assert " ".join(words.split()) in " ".join(whole.split()), words
    for words in ("Hemlig", "Anna", "Karin", "dröjde"):
        assert words not in whole
    assert ("↔ Körda mil" in found["result"][1]) == (width >= 110), (
        "beside what it watches, where there is room"
    )


def test_more_measures_than_there_is_room_for_are_counted(team: Team) -> None:
    for n in range(30):
        made(team, "indicator", None, text=f"Mått {n}", perspective="operation")
    rows = drawn(team, 76, 20)["goals"]
    shown = [row for row in rows if "Mått " in row]
    assert f"och {30 - len(shown)} mått till" in " ".join(rows)
    assert len(rows) <= 20

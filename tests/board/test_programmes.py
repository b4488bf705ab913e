"""Programmes: what a part says is what its card says, no more and no less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from board import commands
from board.exchange import EXTRA, match_columns, read_rows, read_table
from board.importing import import_rows
from board.method import acts
from board.ports import Snapshot
from board.programmes import Measured, Taken, far, of_card, programme_of, programmes_of, take_in, taken
from tests.board.method.making import made
from tests.board.team import Team, refused

REAL = Path(__file__).parent.parent / "data" / "ensamhet_2018.csv"


def real(team: Team) -> dict[str, str]:
    """The real programme's cards on the board, by title."""
    table = read_table(REAL.read_bytes())
    columns = match_columns(table.header)
    rows, _bad = read_rows(table, columns, today=team.now.date())
    team.does("anna", import_rows(rows, [name for name in table.header if columns[name] == EXTRA]))
    return {str(doc["title"]): id for id, doc in team.board.snapshot.table("cards").items()}


def card(team: Team, id: str) -> Taken:
    found = taken(team.board.snapshot, id)
    assert found is not None
    return found


def test_without_programmes_there_is_nothing_to_tell() -> None:
    empty = Snapshot({})
    assert (programmes_of(empty), of_card(empty, "1"), taken(empty, "1")) == ([], [], None)


def test_a_range_and_an_empty_cell_of_the_source_are_what_they_were(team: Team) -> None:
    cards = real(team)
    summer = card(team, cards["Öppen träffpunkt hela sommaren"])
    assert summer.result == "60–111"
    assert summer.measured == (
        Measured("Deltagare per träff", "activity", "högst 50", None, "", None, None, said=True),
    )
    assert (summer.unit, summer.continuation, summer.more) == ("Torget 60+ Sommar", "sprids", ())
    assert (summer.lacks_effect, summer.has_result) == (True, True)
    silent = card(team, cards["Uppsökande och hämtning"])
    assert silent.measured == (Measured("", "effect", "", None, "", None, None, said=True),)
    assert (silent.result, silent.has_result, silent.lacks_effect) == ("", False, False)


def test_what_the_team_wrote_on_the_card_is_taken_and_a_heading_that_nobody_knows_is_kept(team: Team) -> None:
    id = team.notes("Öppna söndagar", measure="Öppet varannan söndag")
    team.does("anna", commands.edit(id, {"lesson": "Boka i tid", "goal_reached": "partly"}))
    measure = made(team, "indicator", id, text="Besök", follows="activity", target=50, unit="personer")
    made(team, "indicator", id, text="Mindre ensam", follows="effect")
    team.does("anna", acts.record(id, measure, [(team.now.date(), "ca 40", None)]))
    made(team, "action", id, text="Hämta med bil", status="decided")
    made(team, "action", id, text="Ännu en idé")
    found = card(team, id)
    assert found.carried_out == ("Öppet varannan söndag", "Hämta med bil")
    assert [(one.name, one.target, one.latest) for one in found.measured] == [
        ("Besök", 50, ("2026-11-16", "ca 40")),
        ("Mindre ensam", None, None),
    ]
    assert (found.lessons, found.goal_reached, found.result) == (("Boka i tid",), "partly", "")
    assert (found.has_result, found.lacks_effect) == (True, False)
    extra = {"cards": {"1": {"title": "x", "extra": {"kostnad": "12 tkr", "mal": "5"}}}}
    told = taken(Snapshot(extra), "1")
    assert told is not None
    assert told.more == (("kostnad", "12 tkr"),)


def test_cards_become_parts_once_and_a_part_stays_when_its_card_is_gone(team: Team) -> None:
    cards = real(team)
    programme = made(team, "programme", None, text="Mot ensamhet", purpose="Färre ensamma")
    wanted: list[Any] = [("oster", id, title) for title, id in sorted(cards.items())]
    team.organises("anna", take_in(programme, wanted))
    assert team.organises("anna", take_in(programme, wanted)).stamps == ()
    found = programme_of(team.org.snapshot, programme)
    assert found is not None
    assert [part.text for part in found.parts] == sorted(cards)
    assert (found.boards, of_card(team.org.snapshot, found.parts[3].card)) == (("oster",), [found])
    told = {part.id: taken(team.board.snapshot, part.card) for part in found.parts}
    assert far(found, told) == (14, 13, 0)
    written = dict.fromkeys(("aims", "carried_out", "result", "reached", "lessons", "continuation"), "Ja")
    silent = next(part for part in found.parts if part.text == "Uppsökande och hämtning")
    team.organises("anna", acts.change("programme_part", silent.id, written))
    team.does("anna", commands.delete(found.parts[0].card))
    found = programme_of(team.org.snapshot, programme)
    assert found is not None
    told = {part.id: taken(team.board.snapshot, part.card) for part in found.parts}
    assert far(found, told) == (14, 13, 1)
    assert refused(team, "anna", take_in("17", wanted)).code == "unknown"

"""Parts that the unit has without a card: a measure of its own, and what is measured."""

from __future__ import annotations

from datetime import date

from board.method import acts
from board.method.dates import dates_of
from board.method.kinds import KINDS
from board.method.parts import parts_of
from tests.board.method.making import TODAY, made, part, said
from tests.board.team import Team, refused


def test_a_measure_of_the_unit_is_written_read_changed_and_undone(team: Team) -> None:
    aim = made(team, "goal", None, text="Trygga besök")
    sick = made(team, "indicator", None, text="Korttidsfrånvaro", unit="%", goal=aim, perspective="employer")
    assert "card" not in part(team, "indicator", sick)
    rows = ((date(2026, 11, 2), "4,5", None), (date(2026, 11, 9), "4", "influensa"))
    team.does("bo", acts.record(None, sick, rows))
    found = parts_of(team.board.snapshot, "reading", "")
    assert [(doc["on"], doc["value"], "card" in doc) for doc in found.values()] == [
        ("2026-11-02", 4.5, False),
        ("2026-11-09", 4, False),
    ]
    team.undoes("bo")
    assert said(team, "reading", "") == []
    team.does("bo", acts.change("indicator", sick, {"perspective": "economy", "target_by": "2026-12-31"}))
    [day] = dates_of(team.board.snapshot, team.org.snapshot, TODAY)
    assert (day.day, day.code, day.id, day.card) == (date(2026, 12, 31), "target", sick, "")
    assert part(team, "indicator", sick)["perspective"] == "economy"


def test_a_measure_on_a_card_leaves_goal_and_perspective_to_the_card(team: Team) -> None:
    card = team.notes("Nycklar")
    aim = made(team, "goal", None, text="Trygga besök")
    late = made(team, "indicator", card, text="Sena besök")
    for problem in (
        refused(team, "anna", acts.add("indicator", card, {"text": "Sena", "goal": aim})),
        refused(team, "anna", acts.change("indicator", late, {"perspective": "citizens"})),
    ):
        assert problem.code == "unknown_field"
        assert not {"goal", "perspective"} & {*problem.hints}
    asked = [{field.name for field in KINDS["indicator"].asked(of)} for of in (card, "")]
    assert asked[1] - asked[0] == {"goal", "perspective"}


def test_a_measure_of_the_unit_can_hold_an_eye_on_any_other(team: Team) -> None:
    card = team.notes("Nycklar")
    late = made(team, "indicator", card, text="Sena besök")
    time = made(team, "indicator", None, text="Tid hos brukaren", balances=late)
    assert part(team, "indicator", time)["balances"] == late
    assert refused(team, "anna", acts.record(None, late, ())).code == "unknown"

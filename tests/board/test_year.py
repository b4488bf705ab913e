"""The unit's year: which month something done counts for, when it is near, the checklist year beside year."""

from __future__ import annotations

from datetime import date

import pytest

from board import commands, year
from board.coming import coming
from board.errors import Problem
from board.method import acts
from board.method.dates import dates_of
from board.method.parts import parts_of
from board.organisation import give_role
from board.ports import Snapshot
from board.start_views import Around, sections
from board.year_acts import answer, begin, to_card
from tests.board.method.making import TODAY, made
from tests.board.team import Team

OCTOBER = {"text": "Analysen", "stage": "analyse", "month": "10"}


def entry(team: Team, id: str, today: date = TODAY, of: int | None = None) -> year.Entry:
    found = year.wheel(team.board.snapshot, of or today.year, today)
    return next(one for one in found if one.id == id)


def states(team: Team, id: str, today: date = TODAY, of: int | None = None) -> list[tuple[int, str]]:
    return [(spot.month, spot.state) for spot in entry(team, id, today, of).spots]


@pytest.mark.parametrize(
    ("day", "months", "counts"),
    [
        ("2026-11-03", (10,), (2026, 10)),
        ("2026-09-28", (10,), (2026, 10)),
        ("2026-03-31", (10,), (2025, 10)),
        ("2026-04-01", (10,), (2025, 10)),
        ("2026-05-01", (10,), (2026, 10)),
        ("2026-12-20", (1,), (2027, 1)),
        ("2026-02-28", (1, 4, 7, 10), (2026, 1)),
        ("2026-03-01", (1, 4, 7, 10), (2026, 4)),
        ("2026-11-03", (), None),
    ],
)
def test_what_is_done_counts_for_the_nearest_of_its_months(
    day: str, months: tuple[int, ...], counts: tuple[int, int] | None
) -> None:
    every = {1: "year", 4: "quarter"}.get(len(months), "year")
    doc = {"month": str(months[0]), "every": every} if months else {}
    assert year.counts_for(date.fromisoformat(day), doc) == counts


def test_a_wheel_has_its_months_and_says_what_is_done_now_and_not_marked(team: Team) -> None:
    quarterly = made(team, "yearly", None, text="Rapport", stage="carry_out", month="11", every="quarter")
    assert entry(team, quarterly).doc["every"] == "quarter"
    assert states(team, quarterly) == [(2, "before"), (5, "before"), (8, "before"), (11, "now")]
    made(team, "yearly_done", None, on=TODAY, yearly=quarterly)
    assert states(team, quarterly)[3] == (11, "done")
    later = date(2027, 6, 3)
    assert states(team, quarterly, later) == [(2, "passed"), (5, "passed"), (8, "ahead"), (11, "ahead")]
    whole = made(team, "yearly", None, text="Utan månad")
    assert (states(team, whole), entry(team, whole).awaited) == ([], None)
    monthly = made(team, "yearly", None, text="Varje månad", month="12", every="month")
    assert [month for month, _state in states(team, monthly)] == list(range(1, 13))
    assert [one.stage for one in year.wheel(team.board.snapshot, 2026, TODAY)] == ["carry_out", "", ""]


def test_what_comes_every_second_year_comes_in_those_and_waits_for_the_next(team: Team) -> None:
    """It counts from the year that somebody chose, else from the first of its months after it came into the wheel."""
    survey = made(team, "yearly", None, text="Enkäten", month="10", every="two_years")
    assert states(team, survey) == []
    awaited = entry(team, survey).awaited
    assert awaited is not None
    assert (awaited.year, awaited.month) == (2027, 10), "October had passed"
    assert states(team, survey, of=2027) == [(10, "ahead")]
    assert [bool(states(team, survey, of=of)) for of in (2028, 2029)] == [False, True]
    made(team, "yearly_done", None, on=date(2026, 11, 1), yearly=survey)
    assert states(team, survey, of=2027) == [(10, "done")], "the nearest of its own"
    awaited = entry(team, survey).awaited
    assert awaited is not None
    assert awaited.year == 2029
    team.does("anna", acts.change("yearly", survey, {"from_year": 2026}))
    assert states(team, survey) == [(10, "done")]
    assert states(team, survey, of=2027) == []
    inspection = made(team, "yearly", None, text="Tillsyn", month="12", every="two_years")
    assert states(team, inspection) == [(12, "ahead")]
    assert [
        day.day for day in dates_of(team.board.snapshot, team.org.snapshot, TODAY) if day.id == inspection
    ]


def test_what_is_near_is_a_day_of_the_board_and_is_seen_by_who_leads(team: Team) -> None:
    id = made(team, "yearly", None, **{**OCTOBER, "month": "11", "responsible": "mia"})
    made(team, "yearly", None, text="Planen", month="2")
    ended = made(team, "yearly", None, text="Slut", month="11", ended=True)
    board, org = team.board.snapshot, team.org.snapshot
    day, far = (one for one in dates_of(board, org, TODAY) if one.code == "yearly")
    assert (day.day, day.id, day.late, day.card) == (date(2026, 11, 30), id, False, "")
    assert (far.day, ended) not in [(date(2026, 11, 30), day.id)]
    assert far.day == date(2027, 2, 28)
    assert [one.id for one in year.near(board, TODAY)] == [id]
    (late,) = year.near(board, date(2026, 12, 20))
    assert late.awaited is not None
    assert late.awaited.last == date(2026, 11, 30), "it is asked about a while after its month"
    assert id not in [one.id for one in year.near(board, date(2027, 3, 1))]
    told = [one.text for one in coming(board, org, "oster", TODAY, team.refs["mia"])]
    assert told == ["Analysen"]
    team.organises("anna", give_role("anna", "nyckelperson", board="oster"))
    around = Around(team.board.snapshot, team.org.snapshot, "oster", team.refs["anna"], team.now)
    (seen,) = next(one.rows for one in sections(around) if one.code == "year")
    assert (seen.why, seen.said) == ("yearly", "Analysen")
    made(team, "yearly_done", None, on=TODAY, yearly=id)
    around = around._replace(board=team.board.snapshot)
    assert "year" not in [one.code for one in sections(around)]
    (day, _far) = sorted(one for one in dates_of(team.board.snapshot, org, TODAY) if one.code == "yearly")[
        ::-1
    ]
    assert (day.day, day.id) == (date(2027, 11, 30), id)


def test_a_wheel_begins_with_the_named_rhythms_once(team: Team) -> None:
    rows = [OCTOBER, {"text": "Planen", "stage": "enable", "month": "12", "every": "year"}]
    team.does("anna", begin(rows))
    team.does("anna", begin(rows))
    assert len(parts_of(team.board.snapshot, "yearly", "")) == 2
    assert {stage for _name, stage, _month, _every in year.STARTING} == {
        "analyse", "enable", "carry_out", "follow_up",
    }  # fmt: skip
    named = {name: month for name, _stage, month, _every in year.STARTING}
    assert (named["october"], named["plan"]) == (10, 12), "the source names these two"


def test_the_checklist_is_the_teams_own_with_an_answer_a_year(team: Team) -> None:
    assert year.checklist(Snapshot({}), 2026).lines == ()
    note = made(team, "control", None, text="Vi dokumenterar samma dag", theme="Dokumentation")
    made(team, "control", None, text="Utan område")
    old = made(team, "control", None, text="Förut", theme="Miljö")
    team.does("anna", answer(note, 2025, "partly"), answer(note, 2026, "no"), answer(old, 2026, "yes"))
    team.does("bo", answer(note, 2026, "yes"), acts.change("control", old, {"ended": True}))
    found = year.checklist(team.board.snapshot, 2026)
    assert [theme for theme, _lines in found.themes] == ["Dokumentation", "Miljö", ""]
    assert found.years == (2025, 2026)
    assert (found.count(2026), found.count(2026, "yes"), found.count(2025, "partly")) == (2, 2, 1)
    assert len(parts_of(team.board.snapshot, "control_answer", "")) == 3, "an answer is changed, not doubled"
    assert old not in [one.id for one in year.checklist(team.board.snapshot, 2027).lines]


def test_a_line_that_is_not_so_becomes_a_card_once(team: Team) -> None:
    line = made(team, "control", None, text="Handsprit finns vid varje dörr")
    with pytest.raises(Problem, match="unknown"):
        team.does("anna", to_card(line, 2026))
    team.does("anna", answer(line, 2026, "no"))
    ((id, _doc),) = parts_of(team.board.snapshot, "control_answer", "").items()
    team.does("anna", acts.change("control_answer", id, {"note": "Saknas på två"}), to_card(line, 2026))
    doc = team.board.snapshot.table("control_answers")[id]
    card = team.board.snapshot.table("cards")[str(doc["led_to"])]
    assert (card["title"], card["problem"]) == ("Handsprit finns vid varje dörr", "Saknas på två")
    with pytest.raises(Problem, match="here_already"):
        team.does("anna", to_card(line, 2026))
    team.does("anna", commands.delete(str(doc["led_to"])), to_card(line, 2026, "Egenkontroll: dörrarna"))
    (made_card,) = team.board.snapshot.table("cards").values()
    assert made_card["problem"] == "Handsprit finns vid varje dörr\nSaknas på två"


def test_points_belong_to_their_year_and_wrong_years_to_none(team: Team) -> None:
    id = made(team, "year_point", None, text="Färre samtal")
    made(team, "year_point", None, text="Nästa", year=2027)
    made(team, "year_point", None, text="Konstig", year=2026.5)
    made(team, "year_point", None, text="Långt bort", year=1e12)
    assert list(year.points_of(team.board.snapshot, 2026)) == [id]
    assert len(year.points_of(team.board.snapshot, 2027)) == 1

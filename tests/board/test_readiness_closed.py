"""A round after it has closed: late answers, the baseline, cards, paper; and that nothing says whose an answer is."""

from __future__ import annotations

from datetime import timedelta

from board import readiness_acts as acts
from board.history import entries
from board.ids import public_id
from board.past import written
from board.readiness import FACTORS, Reply
from board.readiness_rounds import (
    baseline_of,
    cards_from,
    is_late,
    is_locked,
    own_answer,
    reminder_months,
    series_of,
)
from board.restoring import documents
from board.versions import waiting
from tests.board.assessing import BOARD, Rounds, all_of
from tests.board.team import Team, refused


def test_an_answer_after_closing_is_kept_told_and_not_counted(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, anna=3, bo=3)
    before = rounds.closes(id).result
    rounds.answers(id, mia=1)
    team = rounds.team
    assert is_late(team.board.snapshot, id, team.refs["mia"])
    assert not is_late(team.board.snapshot, id, team.refs["bo"])
    assert own_answer(team.board.snapshot, id, team.refs["mia"])["fokus"] == Reply(1)
    assert rounds.status(id).late == 1
    assert rounds.round(id).result == before


def test_late_answers_are_counted_only_where_they_cannot_be_worked_out(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, anna=3, bo=3, mia=3)
    rounds.closes(id)
    rounds.answers(id, anna=4, bo=4)
    count = acts.close(id, board=BOARD, count_late=True)
    problem = refused(rounds.team, "anna", count)
    assert (problem.code, problem.params) == ("late_too_few", {"count": 2, "least": 3})
    rounds.answers(id, mia=4)
    result = rounds.closes(id, count_late=True).result
    assert result is not None
    assert result.of("fokus").counts == (0, 0, 0, 3)
    assert rounds.status(id)[4] == 0


def test_a_result_that_is_decided_on_is_locked(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, anna=3, bo=3, mia=3)
    rounds.closes(id)
    rounds.team.does("anna", acts.end(id, "ready"))
    rounds.answers(id, anna=4, bo=4, mia=4)
    assert is_locked(rounds.team.board.snapshot, id)
    for locked in (
        acts.close(id, board=BOARD, count_late=True),
        acts.close(id, competing=True, board=BOARD),
    ):
        assert refused(rounds.team, "anna", locked).code == "round_locked"


def test_the_first_round_is_the_baseline_and_stays_it(rounds: Rounds) -> None:
    first = rounds.opens()
    rounds.answers(first, anna=1, bo=1, mia=1)
    rounds.closes(first)
    rounds.team.now += timedelta(days=365)
    second = rounds.opens()
    rounds.answers(second, anna=3, bo=3, mia=3)
    assert is_locked(rounds.team.board.snapshot, first)
    rounds.closes(second)
    series = series_of(rounds.team.board.snapshot, rounds.round(second))
    assert [(one.id, one.baseline) for one in series] == [(first, True), (second, False)]
    found = baseline_of(series)
    assert found is not None
    assert found.id == first
    locked = acts.close(first, board=BOARD, count_late=True)
    assert refused(rounds.team, "anna", locked).code == "round_locked"


def test_a_climate_pulse_has_its_own_rounds_and_no_category(rounds: Rounds) -> None:
    id = rounds.opens(form="climate")
    for who in ("anna", "bo", "mia"):
        rounds.team.does(who, acts.answer(id, all_of(3, form="climate")))
    closed = rounds.closes(id)
    assert closed.verdict is None
    assert closed.result is not None
    assert closed.result.mean("arbetsklimatet") == 3
    assert series_of(rounds.team.board.snapshot, closed) == [closed]


def test_nothing_is_agreed_on_before_it_has_closed(rounds: Rounds) -> None:
    id = rounds.opens()
    for command in (acts.agree(id, "fokus", "Nej"), acts.end(id, "ready")):
        assert refused(rounds.team, "anna", command).code == "round_not_closed"


def test_a_factor_becomes_a_card_in_planera(rounds: Rounds) -> None:
    id = rounds.opens()
    team = rounds.team
    made = team.does("bo", acts.make_ready(id, "fokus", "Göra oss redo: Fokus", owner="bo")).events[-1].id
    doc = team.doc(made)
    assert (doc["phase"], doc["origin"], doc["origin_item"]) == ("plan", "readiness", "fokus")
    assert cards_from(team.board.snapshot, id) == {made: "fokus"}
    team.undoes("bo")
    assert cards_from(team.board.snapshot, id) == {}


def test_a_full_planera_wants_a_reason(rounds: Rounds) -> None:
    from board.organisation import change_board

    id = rounds.opens()
    team = rounds.team
    team.does("anna", change_board({"limits": {"plan": 1}}))
    team.does("bo", acts.make_ready(id, "fokus", "Fokus"))
    assert refused(team, "bo", acts.make_ready(id, "kompetens", "Kompetens")).code == "limit_reached"
    team.does("bo", acts.make_ready(id, "kompetens", "Kompetens", reason="Båda hänger ihop"))


def test_the_reminder_is_the_boards_own(rounds: Rounds) -> None:
    assert reminder_months(rounds.team.board.snapshot) == 12
    rounds.team.does("anna", acts.remind_after(6))
    assert reminder_months(rounds.team.board.snapshot) == 6
    assert refused(rounds.team, "anna", acts.remind_after(61)).code == "bad_months"


# --- paper


def test_answers_from_paper_are_counted_once(rounds: Rounds) -> None:
    id = rounds.opens()
    paper = [all_of(2), all_of(2), all_of(4)]
    rounds.team.does("anna", acts.take_in_paper(id, paper, board=BOARD))
    rounds.team.does("anna", acts.take_in_paper(id, paper, board=BOARD))
    rounds.answers(id, bo=3)
    assert rounds.status(id) == (3, 1, 1, 3, 0)
    result = rounds.closes(id).result
    assert result is not None
    assert result.of("fokus").counts == (0, 2, 1, 1)


def test_paper_taken_in_by_mistake_is_undone(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.team.does("anna", acts.take_in_paper(id, [all_of(2)], board=BOARD))
    told = [(entry.do, entry.table) for entry in entries(rounds.team.board)][-1]
    assert told == ("paper", "rounds")
    rounds.team.undoes("anna")
    assert rounds.status(id)[3] == 0
    rounds.team.does("anna", acts.take_in_paper(id, [all_of(2)], board=BOARD))
    assert rounds.status(id)[3] == 1


# --- nobody sees whose


def test_no_line_and_no_document_says_who_answered(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=1, mia=4)
    team = rounds.team
    lines = [line for line in team.board.backwards() if line.do == "answer"]
    assert len(lines) == 2
    people = set(team.refs.values())
    assert not {line.by for line in lines} & people
    for doc in rounds.kept():
        assert set(doc) == {"round", "sealed", "_at", "_by"}
        assert not people & set(map(str, doc.values()))
        assert "sagt av" not in doc["sealed"]


def test_history_and_exports_have_nothing_of_answers_before_or_after(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=1, mia=4, anna=4)
    team = rounds.team
    for closed in (False, True):
        if closed:
            rounds.closes(id)
        snapshot = team.board.snapshot
        salt = str((snapshot.get("rounds", id) or {})["salt"])
        told = [
            repr(entries(team.board)),
            repr(documents(snapshot, str)),
            repr(written(team.board.backwards())),
        ]
        for text in told:
            assert salt not in text
            assert "sealed" not in text
            assert "counted" not in text
            assert not [key for key in snapshot.table("answers") if key in text or public_id(key) in text]
        assert "sagt av" not in told[0]
        assert all(("sagt av bo" in text) == closed for text in told[1:])


def test_what_two_persons_gave_is_readable_nowhere_but_as_a_mean(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=1, mia=4)
    result = rounds.closes(id).result
    assert result is not None
    assert result.of("fokus").mean == 2.5
    doc = rounds.team.board.snapshot.get("rounds", id)
    assert doc is not None
    items = {item.key for item in FACTORS}
    assert all(isinstance(kept, str) for item, kept in doc["counts"].items() if item in items)
    rounds.answers(id, bo=1, mia=4, anna=4)


def test_undo_neither_takes_an_answer_back_nor_opens_a_closed_round(rounds: Rounds) -> None:
    card = rounds.team.notes("Vi letar nycklar", "bo")
    id = rounds.opens()
    rounds.answers(id, bo=3, anna=3, mia=3)
    rounds.closes(id)
    rounds.team.undoes("bo")
    assert rounds.team.board.snapshot.get("cards", card) is None
    assert rounds.status(id)[1] == 3
    own = [line.do for line in rounds.team.board.backwards() if line.by == rounds.team.refs["anna"]]
    assert own[:2] == ["round_close", "round_open"]
    assert refused_undo(rounds.team, "anna") != "round_close"
    assert not rounds.round(id).is_open


def refused_undo(team: Team, who: str) -> str:
    from board.errors import Problem

    try:
        return str(team.undoes(who).events[-1].do)
    except Problem as problem:
        return problem.code


def test_nobody_is_asked_to_choose_between_versions_of_answers(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    assert waiting(rounds.team.board.conflicts(), rounds.team.board.snapshot) == {}

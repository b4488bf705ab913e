"""A round from its opening to its cards: who may what, what is kept, and each outcome that docs/readiness.md states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from board import readiness_acts as acts
from board.history import entries
from board.ids import public_id
from board.organisation import give_role
from board.past import written
from board.ports import Doc
from board.readiness import FACTORS, STATEMENTS, UNSURE, Answer, Reply
from board.readiness_rounds import (
    Round,
    baseline_of,
    cards_from,
    default_invited,
    is_late,
    is_locked,
    own_answer,
    reminder_months,
    round_of,
    rounds_of,
    series_of,
    status,
)
from board.restoring import documents
from board.versions import waiting
from tests.board.team import Team, refused

KEYS = [item.key for item in FACTORS]
BOARD = "oster"


def all_of(rating: int, comment: str = "", form: str = "readiness") -> Answer:
    items = FACTORS if form == "readiness" else STATEMENTS
    return {item.key: Reply(rating, comment if n == 0 else "") for n, item in enumerate(items)}


class Rounds:
    """A team with Anna as nyckelperson, and short ways to what a round takes."""

    def __init__(self, team: Team) -> None:
        self.team = team
        team.organises("anna", give_role("anna", "nyckelperson", board=BOARD))

    def opens(self, who: str = "anna", form: str = "readiness", **more: Any) -> str:
        opening = acts.open_round(form, ["anna", "bo", "mia"], board=BOARD, **more)
        return self.team.does(who, opening).events[-1].id

    def answers(self, id: str, **ratings: int) -> None:
        for who, rating in ratings.items():
            self.team.does(who, acts.answer(id, all_of(rating, f"sagt av {who}")))

    def closes(self, id: str, **more: Any) -> Round:
        self.team.does("anna", acts.close(id, board=BOARD, **more))
        return self.round(id)

    def round(self, id: str) -> Round:
        doc = self.team.board.snapshot.get("rounds", id)
        assert doc is not None
        return round_of(id, doc)

    def status(self, id: str) -> tuple[int, ...]:
        return status(self.team.board.snapshot, self.team.org.snapshot, id)

    def kept(self) -> list[Doc]:
        return list(self.team.board.snapshot.table("answers").values())


@pytest.fixture
def rounds(team: Team) -> Rounds:
    return Rounds(team)


def test_a_round_from_beginning_to_end(rounds: Rounds) -> None:
    id = rounds.opens(closes=date(2026, 12, 1))
    rounds.answers(id, anna=4, bo=3, mia=4)
    assert rounds.status(id) == (3, 3, 3, 0, 0)
    assert rounds.round(id).result is None
    closed = rounds.closes(id)
    assert closed.result is not None
    assert closed.result.answers == 3
    assert closed.result.of("fokus").counts == (0, 0, 1, 2)
    assert sorted(closed.result.of("forandringstryck").comments) == [
        "sagt av anna",
        "sagt av bo",
        "sagt av mia",
    ]
    assert closed.verdict is not None
    assert closed.verdict.code == "C"
    assert closed.baseline
    team = rounds.team
    team.does("bo", acts.agree(id, "fokus", "Vi menar olika saker"))
    team.does("bo", acts.agree(id, None, "Vi börjar i liten skala"))
    team.does("mia", acts.end(id, "not_yet", "Vi behöver tid först"))
    done = rounds.round(id)
    assert (done.agreed, done.conclusion) == ({"fokus": "Vi menar olika saker"}, "Vi börjar i liten skala")
    assert (done.ending, done.ending_why) == ("not_yet", "Vi behöver tid först")


# --- who may


@pytest.mark.parametrize("role", ["forbattringsledare", "nyckelperson", "ambassador", "specialist"])
def test_those_who_lead_improvement_open_and_close(team: Team, role: str) -> None:
    from board.organisation import change_board

    team.does("mia", change_board({"area": "Öst"}))
    opening = acts.open_round("readiness", ["bo"], board=BOARD)
    problem = refused(team, "bo", opening)
    assert problem.code == "not_allowed"
    assert role in problem.params["roles"]
    team.organises("mia", give_role("bo", role, board=BOARD, area="Öst" if role == "ambassador" else None))
    id = team.does("bo", opening).events[-1].id
    team.does("bo", acts.answer(id, all_of(3)))
    assert refused(team, "mia", acts.close(id, board=BOARD)).code == "not_allowed"
    team.does("bo", acts.close(id, board=BOARD))
    assert not round_of(id, team.board.snapshot.table("rounds")[id]).is_open


def test_a_deputy_stands_in(team: Team) -> None:
    team.organises("anna", give_role("anna", "nyckelperson", board=BOARD, deputy="bo"))
    team.does("bo", acts.open_round("readiness", ["mia"], board=BOARD))


def test_an_areas_round_is_the_ambassadors_and_the_organisations_the_specialists(team: Team) -> None:
    area = acts.open_round("readiness", ["bo"], area="Öst")
    whole = acts.open_round("readiness", ["bo"])
    team.organises("anna", give_role("anna", "nyckelperson", board=BOARD))
    team.organises("anna", give_role("bo", "ambassador", board=None, area="Öst"))
    team.organises("anna", give_role("mia", "specialist", board=None))
    for who, command in (("anna", area), ("anna", whole), ("bo", whole)):
        assert _organise_refused(team, who, command) == "not_allowed"
    id = team.organises("bo", area).events[-1].id
    team.organises("mia", whole)
    team.organises("bo", acts.answer(id, all_of(2), shared=True))
    team.organises("bo", acts.close(id, competing=False))
    team.organises("bo", acts.agree(id, "fokus", "Lika", shared=True))
    team.organises("bo", acts.end(id, "ready", shared=True))
    found = rounds_of(team.org.snapshot, scope="area", area="Öst")
    assert [(one.ending, one.verdict and one.verdict.code) for one in found] == [("ready", "B")]


def _organise_refused(team: Team, who: str, command: Any) -> str:
    from board.errors import Problem

    with pytest.raises(Problem) as caught:
        team.organises(who, command)
    return caught.value.code


def test_one_round_at_a_time_of_each_form(rounds: Rounds) -> None:
    id = rounds.opens()
    again = acts.open_round("readiness", ["bo"], board=BOARD)
    assert refused(rounds.team, "anna", again).hints == (public_id(id),)
    rounds.opens(form="climate")


def test_nobody_invited_and_a_day_that_is_past_are_refused(rounds: Rounds) -> None:
    assert (
        refused(rounds.team, "anna", acts.open_round("readiness", [], board=BOARD)).code == "nobody_invited"
    )
    past = acts.open_round("readiness", ["bo"], board=BOARD, closes=date(2026, 11, 1))
    assert refused(rounds.team, "anna", past).code == "bad_date"


def test_whom_a_round_asks_unless_told(team: Team) -> None:
    assert len(default_invited(team.org.snapshot, BOARD)) == 3
    team.organises("anna", give_role("bo", "utforare", board=BOARD))
    team.organises("anna", give_role("mia", "utforare", board="vaster"))
    assert set(default_invited(team.org.snapshot, BOARD)) == {team.refs["anna"], team.refs["bo"]}


def test_one_who_is_not_asked_cannot_answer(rounds: Rounds) -> None:
    opening = acts.open_round("readiness", ["bo"], board=BOARD)
    id = rounds.team.does("anna", opening).events[-1].id
    assert refused(rounds.team, "mia", acts.answer(id, all_of(3))).code == "not_invited"
    rounds.team.does("anna", acts.invite(id, add=["mia"], board=BOARD))
    rounds.team.does("mia", acts.answer(id, all_of(3)))


# --- answering


def test_a_person_can_pause_go_on_and_change(rounds: Rounds) -> None:
    id = rounds.opens()
    team = rounds.team
    team.does("bo", acts.answer(id, {"fokus": Reply(1, "Spretigt", {"time": "short"})}))
    assert rounds.status(id) == (3, 1, 0, 0, 0)
    team.does("bo", acts.answer(id, {"ledarskap": Reply(UNSURE)}))
    team.does("bo", acts.answer(id, {"fokus": Reply(4)}))
    assert own_answer(team.board.snapshot, id, team.refs["bo"]) == {
        "fokus": Reply(4),
        "ledarskap": Reply(UNSURE),
    }
    assert own_answer(team.board.snapshot, id, team.refs["mia"]) == {}
    assert not team.does("bo", acts.answer(id, {"fokus": Reply(4)})).stamps


def test_answering_twice_is_one_answer(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=1)
    rounds.answers(id, bo=4)
    assert len(rounds.kept()) == 1
    result = rounds.closes(id).result
    assert result is not None
    assert result.of("fokus").counts == (0, 0, 0, 1)


def test_two_hundred_answers(team: Team) -> None:
    from board.organisation import add_person

    rounds = Rounds(team)
    refs = []
    for n in range(200):
        made = team.organises("anna", add_person(f"Person {n}", f"p{n}"))
        refs.append(public_id(made.events[-1].id))
    id = team.does("anna", acts.open_round("readiness", refs, board=BOARD)).events[-1].id
    for n, ref in enumerate(refs):
        team.refs[f"p{n}"] = ref
        team.does(f"p{n}", acts.answer(id, all_of(n % 4 + 1, f"kommentar {n}")))
    result = rounds.closes(id).result
    assert result is not None
    assert result.answers == 200
    assert result.of("fokus").counts == (50, 50, 50, 50)
    assert len(result.of("forandringstryck").comments) == 200


def test_only_vet_ej_gives_no_category_and_says_so(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, anna=UNSURE, bo=UNSURE, mia=UNSURE)
    closed = rounds.closes(id)
    assert closed.result is not None
    assert (closed.result.answers, closed.result.of("fokus").unsure) == (3, 3)
    assert closed.verdict is not None
    assert closed.verdict.code == "too_few"


def test_one_answer_closes_and_the_chair_is_asked(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    closed = rounds.closes(id)
    assert closed.verdict is not None
    assert closed.verdict.code == "chair_asked"
    assert closed.result is not None
    assert all(tally.shown is None for tally in closed.result.tallies)
    answered = rounds.closes(id, competing=False)
    assert answered.verdict is not None
    assert answered.verdict.code == "C"


def test_nobody_has_answered(rounds: Rounds) -> None:
    id = rounds.opens()
    assert refused(rounds.team, "anna", acts.close(id, board=BOARD)).code == "nobody_answered"
    rounds.team.does("anna", acts.withdraw(id, board=BOARD))
    assert rounds_of(rounds.team.board.snapshot) == []


def test_a_round_with_answers_cannot_be_withdrawn(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    assert refused(rounds.team, "anna", acts.withdraw(id, board=BOARD)).code == "has_answers"


def test_a_person_who_leaves_in_the_middle(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, bo=3)
    team = rounds.team
    team.does("anna", acts.invite(id, remove=["bo", "mia"], board=BOARD))
    # What Bo answered stays; Mia, who had not answered, is not waited for.
    assert rounds.status(id) == (2, 1, 1, 0, 0)
    assert refused(team, "bo", acts.answer(id, all_of(1))).code == "not_invited"
    result = rounds.closes(id).result
    assert result is not None
    assert result.answers == 1


# --- after it has closed


def test_an_answer_after_closing_is_kept_told_and_not_counted(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.answers(id, anna=3, bo=3)
    before = rounds.closes(id).result
    rounds.answers(id, mia=1)
    team = rounds.team
    assert is_late(team.board.snapshot, id, team.refs["mia"])
    assert not is_late(team.board.snapshot, id, team.refs["bo"])
    assert own_answer(team.board.snapshot, id, team.refs["mia"])["fokus"] == Reply(1)
    assert rounds.status(id).late == 1  # type: ignore[attr-defined]
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
    assert rounds.status(id) == (3, 1, 4, 3, 0)
    result = rounds.closes(id).result
    assert result is not None
    assert result.of("fokus").counts == (0, 2, 1, 1)


def test_paper_taken_in_by_mistake_is_undone(rounds: Rounds) -> None:
    id = rounds.opens()
    rounds.team.does("anna", acts.take_in_paper(id, [all_of(2)], board=BOARD))
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
    assert all(isinstance(kept, str) for kept in doc["counts"].values())
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

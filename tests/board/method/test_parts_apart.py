"""Two who work with one card at different places without seeing each other: when they meet, all is there."""

from __future__ import annotations

from datetime import timedelta

from board.commands import edit, move
from board.cycles import finish
from board.method import acts, causes
from board.method.parts import parts_of
from board.method.quality import predicted_before
from board.method.ramp import ramp
from tests.board.apart import Apart
from tests.board.method.making import TODAY
from tests.board.team import planned


def said(apart: Apart, kind: str) -> list[str]:
    return sorted(str(doc["text"]) for doc in parts_of(apart.here.snapshot, kind, apart.id).values())


def test_causes_votes_and_readings_of_both_are_there() -> None:
    apart = Apart()
    apart.anna(
        acts.add("cause", apart.id, {"text": "Ett"}), acts.add("indicator", apart.id, {"text": "Minuter"})
    )
    apart.meet()
    (cause,) = parts_of(apart.here.snapshot, "cause", apart.id)
    for n in range(3):
        apart.anna(acts.add("cause", apart.id, {"text": f"Annas {n}"}))
        apart.bo(acts.add("cause", apart.id, {"text": f"Bos {n}", "parent": cause}))
        apart.anna(acts.record(apart.id, "1", [(TODAY, f"{n}", None)]))
        apart.bo(acts.record(apart.id, "1", [(TODAY, f"{n}", None)]))
    apart.anna(acts.vote(apart.id, {cause: 5}))
    apart.bo(acts.vote(apart.id, {cause: 2}))
    apart.meet()
    assert said(apart, "cause") == ["Annas 0", "Annas 1", "Annas 2", "Bos 0", "Bos 1", "Bos 2", "Ett"]
    assert len(parts_of(apart.here.snapshot, "reading", apart.id)) == 6
    assert causes.points(apart.here.snapshot, apart.id)[cause] == 7
    assert len(causes.tree(parts_of(apart.here.snapshot, "cause", apart.id)).below[cause]) == 3


def test_different_fields_and_elements_of_one_part_are_both_kept() -> None:
    apart = Apart()
    apart.anna(acts.add("cause", apart.id, {"text": "Ett"}), acts.add("cause", apart.id, {"text": "Två"}))
    apart.anna(acts.add("action", apart.id, {"text": "Skåp"}))
    apart.meet()
    first, second = parts_of(apart.here.snapshot, "cause", apart.id)
    (action,) = parts_of(apart.here.snapshot, "action", apart.id)
    apart.anna(acts.change("action", action, {"effect": 4}, add={"causes": [first]}))
    apart.bo(acts.change("action", action, {"status": "decided"}, add={"causes": [second]}))
    apart.meet()
    doc = parts_of(apart.here.snapshot, "action", apart.id)[action]
    assert (doc["effect"], doc["status"], doc["decided_by"]) == (4, "decided", apart.team.refs["bo"])
    assert sorted(doc["causes"]) == sorted([first, second])


def test_a_cause_that_one_took_away_and_another_answered_leaves_the_answer() -> None:
    apart = Apart()
    apart.anna(acts.add("cause", apart.id, {"text": "Ett"}))
    apart.meet()
    (cause,) = parts_of(apart.here.snapshot, "cause", apart.id)
    apart.anna(acts.remove("cause", cause))
    apart.bo(acts.add("cause", apart.id, {"text": "För att", "parent": cause}))
    apart.meet()
    found = parts_of(apart.here.snapshot, "cause", apart.id)
    assert said(apart, "cause") == ["För att"]
    assert causes.tree(found).starts == tuple(found)


def test_a_prediction_written_where_the_test_was_not_known_to_have_begun_comes_too_late() -> None:
    apart = Apart(**planned())
    apart.anna(move(apart.id, "do"))
    apart.team.now += timedelta(hours=1)
    apart.bo(edit(apart.id, {"prediction": "Fem minuter"}))
    apart.meet()
    assert apart.card["prediction"] == "Fem minuter"
    assert not predicted_before(apart.card)


def test_a_part_made_while_another_ended_the_try_stays_with_the_try_it_was_made_in() -> None:
    apart = Apart(**planned())
    apart.anna(finish(apart.id, "retry", "Större skåp"))
    apart.bo(acts.add("log", apart.id, {"text": "Gick bra i kväll"}))
    apart.meet()
    past, now = ramp(apart.here.snapshot, apart.id)
    assert (len(past.parts["log"]), now.parts) == (1, {})

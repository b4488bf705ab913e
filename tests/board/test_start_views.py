"""What each role looks at first."""

from __future__ import annotations

from datetime import date, timedelta

from board import commands
from board.challenges import throw
from board.ids import new_id
from board.method import acts
from board.organisation import give_role
from board.start_views import Around, Seen, areas_of, my_roles, sections
from tests.board.method.making import made
from tests.board.team import Team, planned


def view(team: Team, who: str) -> dict[str, list[Seen]]:
    around = Around(team.board.snapshot, team.org.snapshot, "oster", team.refs[who], team.now)
    return {one.code: list(one.rows) for one in sections(around)}


def whys(rows: list[Seen]) -> list[str]:
    return [one.why for one in rows]


def test_everybody_sees_their_own_cards_what_to_do_and_what_became_of_what_they_noted(team: Team) -> None:
    mine = team.notes("Mitt", owner="mia")
    noted = team.notes("Såg det här", who="mia")
    no = team.notes("Och det här", who="mia")
    team.does(
        "anna",
        commands.edit(noted, {"owner": "bo"}),
        commands.comment(noted, "Bra, vi tar det på mötet."),
        commands.triage(no, "Larmet byts i vår ändå."),
        acts.add("activity", noted, {"text": "Ring", "who": "mia", "due": date(2026, 11, 10)}),
    )
    seen = view(team, "mia")
    assert [*seen] == ["to_do", "mine", "noted"]
    assert [(one.card, one.said, one.number) for one in seen["to_do"]] == [(noted, "Ring", 6)]
    assert [one.day for one in seen["to_do"]] == [date(2026, 11, 10)]
    assert [one.card for one in seen["mine"]] == [mine]
    assert {(one.card, one.why, one.said) for one in seen["noted"]} == {
        (noted, "inbox", "Bra, vi tar det på mötet."),
        (no, "archived", "Larmet byts i vår ändå."),
    }
    team.now += timedelta(days=61)
    assert [one.card for one in view(team, "mia")["noted"]] == [noted], "an answer is told for two months"
    team.does("anna", commands.set_aside(noted, "parked"))
    (promise,) = view(team, "mia")["to_do"]
    assert (promise.why, promise.card, promise.aside) == ("to_do", noted, True), (
        "a promise is not put away with it"
    )


def test_a_late_card_of_ones_own_stands_once_among_what_there_is_to_do(team: Team) -> None:
    late = team.notes("Sent", owner="mia", due=date(2026, 11, 10))
    seen = view(team, "mia")
    assert [*seen] == ["to_do", "noted"], "nothing says that there are no cards of one's own"
    assert [(one.card, one.why, one.number) for one in seen["to_do"]] == [(late, "late", 6)]
    other = team.notes("I tid", owner="mia")
    assert [one.card for one in view(team, "mia")["mine"]] == [other]


def test_a_leader_sees_what_waits_for_a_decision_what_to_ask_for_and_whom_to_coach(team: Team) -> None:
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster", deputy="bo"))
    card = team.notes("Nycklarna", **planned())
    team.notes("Ny idé", who="mia")
    team.does(
        "mia",
        acts.add("action", card, {"text": "Ett skåp"}),
        commands.move(card, "plan", "nu"),
        commands.move(card, "do", "nu"),
    )
    seen = view(team, "bo")
    assert [*seen][:3] == ["decide", "ask_for", "coach"]
    assert [(one.why, one.said) for one in seen["decide"]] == [("proposed", "Ett skåp")]
    assert whys(seen["coach"]) == ["no_talk"]
    team.does(
        "anna", acts.add("dialogue", card, {"challenge": "Hitta nycklarna", "visit": date(2026, 11, 20)})
    )
    assert not view(team, "anna")["coach"]
    team.now += timedelta(days=30)
    seen = view(team, "anna")
    assert whys(seen["decide"]) == ["proposed", "unanswered"]
    assert whys(seen["ask_for"]) == ["late"]
    assert whys(seen["coach"]) == ["visit"]


def test_a_key_person_sees_what_is_stuck_due_and_held_by_nobody(team: Team) -> None:
    team.organises("anna", give_role("bo", "nyckelperson", board="oster"))
    due = team.notes("Snart", due=date(2026, 11, 20), owner="mia")
    loose = team.notes("Ingens")
    team.does("mia", commands.move(loose, "plan"))
    seen = view(team, "bo")
    assert [(one.why, one.card, one.number) for one in seen["due"]] == [("due", due, 4)]
    assert [one.card for one in seen["unowned"]] == [loose]
    assert seen["stuck"] == []
    team.now += timedelta(days=22)
    assert {one.card for one in view(team, "bo")["stuck"]} == {due, loose}


def test_who_looks_across_boards_does_so_over_an_area_or_all(team: Team) -> None:
    today = team.now.date()
    assert areas_of(team.org.snapshot, team.refs["mia"], today) == frozenset()
    team.organises("anna", give_role("mia", "ambassador", board=None, area="Öst"))
    team.organises("anna", give_role("bo", "specialist", board=None))
    assert areas_of(team.org.snapshot, team.refs["mia"], today) == frozenset({"Öst"})
    assert areas_of(team.org.snapshot, team.refs["bo"], today) is None
    around = Around(team.board.snapshot, team.org.snapshot, "oster", team.refs["mia"], team.now)
    assert my_roles(around) == ("ambassador", "utforare")


def test_events_wait_for_those_who_sort_and_whoever_noted_one_sees_the_answer(team: Team) -> None:
    key, loud = made(team, "event", None, "mia", text="Nyckeln var borta"), {"severity": 4, "probability": 4}
    dose = made(team, "event", None, "mia", text="Fel dos", **loud)
    assert "to_sort" in view(team, "mia"), "nobody else does"
    team.organises("anna", give_role("bo", "nyckelperson", board="oster"))
    assert "to_sort" not in view(team, "mia"), "somebody else sorts"
    seen = view(team, "bo")["to_sort"]
    assert [(one.why, one.event) for one in seen] == [("alarm", dose), ("to_sort", key)]
    team.does("bo", acts.change("event", dose, {"led_to": team.notes("Dosen")}))
    assert [(one.why, one.event) for one in view(team, "bo")["to_sort"]] == [("to_sort", key)], "sorted"
    assert [(one.why, one.event) for one in view(team, "bo")["risks"]] == [("alarm", dose)]
    team.does(
        "bo",
        acts.change("event", key, {"answer": "Kroken är märkt"}),
        acts.change("event", dose, {"answer": "Ja", "status": "noted", "led_to": None}),
    )
    assert {"to_sort", "risks"}.isdisjoint(view(team, "bo"))
    told = {(one.why, one.event, one.said) for one in view(team, "mia")["noted"]}
    assert told == {("event_noted", key, "Kroken är märkt"), ("event_noted", dose, "Ja")}
    team.now += timedelta(days=61)
    assert not view(team, "mia")["noted"]


def test_a_challenge_that_lies_with_the_board_is_seen_by_all_and_once_by_who_leads(
    team: Team,
) -> None:
    challenge = new_id()
    team.organises("bo", acts.add("challenge", None, {"text": "Trygg hemgång"}, id=challenge))
    team.organises("bo", throw(challenge, "Kan ni ta kvällarna?", "vaster", to_board="oster"))
    assert [one.said for one in view(team, "mia")["thrown"]] == ["Kan ni ta kvällarna?"]
    team.organises("anna", give_role("mia", "forbattringsledare", board="oster"))
    seen = view(team, "mia")
    assert "thrown" not in seen
    assert [one.why for one in seen["decide"]] == ["thrown"]

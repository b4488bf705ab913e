"""Whose an action is: everyday things are everybody's, the rest is told and done with a reason, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from board import commands, cycles, restoring, rights
from board.context import Command
from board.errors import Problem
from board.forgetting import erase, forget
from board.method import acts
from board.organisation import (
    add_person,
    change_board,
    change_role,
    end_role,
    give_role,
    rename_person,
    start_board,
)
from storage.memory import MemoryStore
from tests.board.team import Team, planned, refused

WHY = "Anna är borta i dag."


@pytest.fixture
def led(team: Team) -> Team:
    """A team whose board Anna leads, with Bo as nyckelperson. Mia holds no role."""
    team.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    team.organises("anna", give_role("bo", "nyckelperson", board="oster"))
    return team


def _tried(team: Team, who: str = "anna") -> str:
    """A card in Agera with a decision."""
    card = team.notes(who=who, **planned())
    for phase in ("plan", "do", "check", "act"):
        team.does(who, commands.move(card, phase, "vi gör så"))
    team.does(who, commands.edit(card, {"decision": "Blir rutin."}))
    return card


def _refused(team: Team, who: str, command: Command) -> Problem:
    with pytest.raises(Problem) as caught:
        team.organises(who, command)
    return caught.value


def test_a_board_without_a_leader_lets_anyone(team: Team) -> None:
    card = _tried(team)
    team.does("mia", acts.add("action", card, {"text": "Ett skåp", "status": "decided"}))
    team.does("mia", cycles.finish(card, "routine"), change_board({"focus": "lugn"}), commands.delete(card))
    team.organises("mia", give_role("bo", "nyckelperson", board="oster"))


def test_everyday_things_are_everybodys(led: Team) -> None:
    card = led.notes()
    led.does(
        "mia",
        commands.comment(card, "Det händer varje kväll."),
        commands.edit(card, {"problem": "Vi letar", "owner": "mia"}),
        commands.move(card, "plan"),
        acts.add("action", card, {"text": "Ett skåp vid dörren"}),
        commands.move(card, "inbox"),
    )
    own = led.notes(who="mia")
    led.does("mia", commands.delete(own))
    led.organises("mia", add_person("Eva Berg"))
    led.organises("mia", rename_person("mia", "Mia Ås Berg"))


OTHERS: dict[str, Callable[[str], Command]] = {
    "decide_measures": lambda card: acts.add("action", card, {"text": "Skåp", "status": "decided"}),
    "introduce_routine": lambda card: cycles.finish(card, "routine"),
    "change_settings": lambda card: change_board({"focus": f"lugn kring {card}"}),
    "delete": commands.delete,
}


@pytest.mark.parametrize("right", OTHERS)
def test_what_is_anothers_says_whose_and_is_done_with_a_reason_that_history_keeps(
    led: Team, right: str
) -> None:
    command = OTHERS[right](_tried(led))
    problem = refused(led, "mia", command)
    assert (problem.code, problem.params["right"]) == ("not_yours", right)
    assert led.refs["anna"] in problem.params["persons"]
    assert "forbattringsledare" in problem.params["roles"]
    assert led.does("mia", rights.because(command, WHY)).events[-1].why == WHY


@pytest.mark.parametrize("right", OTHERS)
def test_whose_it_is_and_who_stands_in_need_no_reason(led: Team, right: str) -> None:
    command = OTHERS[right](_tried(led))
    led.organises("anna", give_role("anna", "forbattringsledare", board="oster", deputy="mia"))
    assert led.does("mia", command).events[-1].why is None


@pytest.mark.parametrize("right", OTHERS)
def test_what_the_board_has_made_strict_is_done_by_its_own_roles_only(led: Team, right: str) -> None:
    command = OTHERS[right](_tried(led))
    led.does("anna", change_board({"strict": {right: True}}))
    led.organises("anna", give_role("mia", "specialist", board=None))
    problem = refused(led, "mia", rights.because(command, WHY))
    assert (problem.code, problem.params["persons"][0]) == ("only_theirs", led.refs["anna"])
    led.does("anna", command)


def test_who_is_no_leader_cannot_make_the_strict_soft(led: Team) -> None:
    assert refused(led, "bo", change_board({"strict": {"delete": True}})).code == "not_yours"
    led.does("anna", change_board({"strict": {"delete": True}}))
    soft = change_board({"strict": {"delete": False}})
    assert refused(led, "bo", rights.because(soft, WHY)).code == "only_theirs"
    led.does("anna", soft)
    assert rights.strict_of(led.board.snapshot) == frozenset()


def test_only_known_rights_can_be_strict(led: Team) -> None:
    problem = refused(led, "anna", change_board({"strict": {"everything": True}}))
    assert (problem.code, problem.params["what"]) == ("unknown", "right")


def test_roles_are_given_by_whoever_leads_and_changed_with_a_reason_by_others(led: Team) -> None:
    give = give_role("mia", "nyckelperson", board="oster")
    assert _refused(led, "mia", give).code == "not_yours"
    assert led.organises("mia", rights.because(give, WHY)).events[-1].why == WHY


def test_who_holds_a_role_names_who_stands_in_and_may_leave_it(led: Team) -> None:
    led.does("anna", change_board({"strict": {"change_people": True}}))
    led.organises("anna", give_role("mia", "nyckelperson", board="oster"))
    held = next(id for id, doc in led.org.snapshot.table("roles").items() if doc["person"] == led.refs["mia"])
    led.organises("mia", change_role(held, deputy="bo"))
    led.organises("mia", end_role(held))


def test_a_board_that_is_strict_is_not_gone_around_from_another(led: Team) -> None:
    led.does("anna", change_board({"strict": {"change_people": True}}))
    other = led.service("mia")
    other.board = MemoryStore(led.clock, "vaster")
    for command in (
        give_role("mia", "forbattringsledare", board="oster"),
        *(end_role(id) for id in led.org.snapshot.table("roles")),
    ):
        with pytest.raises(Problem) as caught:
            other.organise(rights.because(command, WHY))
        assert caught.value.code == "only_theirs"


def test_a_role_that_has_ended_or_not_begun_gives_no_right(team: Team) -> None:
    today = team.now.date()
    team.organises(
        "anna", give_role("anna", "forbattringsledare", board="oster", start=today + timedelta(days=1))
    )
    team.does("mia", change_board({"focus": "lugn"}))
    team.now += timedelta(days=1)
    assert refused(team, "mia", change_board({"focus": "ro"})).code == "not_yours"
    held = next(iter(team.org.snapshot.table("roles")))
    team.organises("anna", change_role(held, end=team.now.date() + timedelta(days=1)))
    team.now += timedelta(days=1)
    team.does("mia", change_board({"focus": "ro"}))


def test_anybody_writes_down_what_the_leader_decided_but_where_it_is_strict(led: Team) -> None:
    card = led.notes()
    decided = {"text": "Ett skåp", "status": "decided", "decided_by": "anna"}
    led.does("mia", acts.add("action", card, decided))
    assert refused(led, "mia", acts.add("action", card, {**decided, "decided_by": "bo"})).code == "not_yours"
    led.does("anna", change_board({"strict": {"decide_measures": True}}))
    assert refused(led, "mia", acts.add("action", card, decided)).code == "only_theirs"


def test_a_measure_that_is_decided_goes_on_by_anybody(led: Team) -> None:
    card = led.notes()
    made = led.does("anna", acts.add("action", card, {"text": "Ett skåp", "status": "decided"})).events[-1].id
    led.does("mia", acts.change("action", made, {"status": "running"}))
    led.does("mia", acts.change("action", made, {"status": "done"}))


def test_an_undo_of_what_was_done_with_a_reason_is_ones_own(led: Team) -> None:
    card = led.notes()
    led.does("mia", rights.because(commands.delete(card), WHY))
    led.undoes("mia")
    assert led.card(card).title


def test_who_started_the_board_sets_it_up_where_it_is_not_strict(team: Team) -> None:
    starter = team.service("mia")
    starter.board = MemoryStore(team.clock, "vaster")
    starter.do(start_board("Hemtjänst Väster"))
    starter.organise(give_role("anna", "forbattringsledare", board="vaster"))
    starter.do(change_board({"focus": "lugn"}))
    starter.organise(give_role("bo", "nyckelperson", board="vaster"))
    starter.me = team.refs["anna"]
    starter.do(change_board({"strict": {"change_settings": True}}))
    starter.me = team.refs["mia"]
    with pytest.raises(Problem) as caught:
        starter.do(change_board({"focus": "ro"}))
    assert caught.value.code == "only_theirs"


def test_a_file_does_not_go_around_what_is_strict(led: Team) -> None:
    led.does("anna", change_board({"strict": {"change_people": True, "change_settings": True}}))
    roles = [{"person": "mia", "role": "forbattringsledare", "from": "2026-11-01"}]
    assert _refused(led, "mia", restoring.bring_people((), roles, "oster")).code == "only_theirs"
    led.organises("anna", restoring.bring_people((), roles, "oster"))


def test_to_judge_a_risk_as_the_manager_is_the_leaders_and_others_say_why(led: Team) -> None:
    risky = {"text": "Fel dos", "severity": 3, "probability": 2}
    id = led.does("mia", acts.add("event", None, risky)).events[-1].id
    judged = acts.change("event", id, {"manager_severity": 2})
    problem = refused(led, "mia", judged)
    assert (problem.code, problem.params["persons"]) == ("not_yours", (led.refs["anna"],))
    assert led.does("mia", rights.because(judged, WHY)).events[-1].why == WHY
    assert led.does("anna", acts.change("event", id, {"manager_probability": 2})).events[-1].why is None


def test_what_cannot_be_undone_is_theirs_who_hold_a_role_and_no_reason_opens_it(led: Team) -> None:
    card = led.notes(problem="Kalle i trean ramlade")
    for command, right in ((forget("bo"), "forget"), (erase("cards", {card: "problem"}), "erase")):
        with pytest.raises(Problem) as caught:
            led.organises("mia", rights.because(command, WHY)) if right == "forget" else led.does(
                "mia", rights.because(command, WHY)
            )
        assert (caught.value.code, caught.value.params["right"]) == ("only_theirs", right)
        assert led.refs["anna"] in caught.value.params["persons"]
    assert led.card(card).problem == "Kalle i trean ramlade"
    led.does("bo", erase("cards", {card: "problem"}))
    led.organises("anna", forget("mia"))
    assert {"forget", "erase"} <= {*rights.CAN_BE_STRICT}


def test_ones_own_words_are_erased_and_oneself_forgotten_whatever_the_board_says(led: Team) -> None:
    led.does("anna", change_board({"strict": {"forget": True, "erase": True, "change_people": True}}))
    card = led.notes(who="mia", problem="Kalle i trean ramlade")
    led.does("mia", erase("cards", {card: "problem"}))
    led.organises("mia", forget("mia"))
    (gone,) = [doc for doc in led.org.snapshot.table("people").values() if doc.get("forgotten")]
    assert gone["name"] == "[…]"

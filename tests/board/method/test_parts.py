"""A card's parts: what each command keeps, what it refuses, and that nothing another wrote is written over unseen."""

from __future__ import annotations

import pytest

from board.commands import delete, edit
from board.errors import Problem
from board.ids import public_id
from board.method import acts
from board.method.kinds import KINDS
from board.ports import Change, Draft
from tests.board.method.making import TODAY, made, part, said
from tests.board.team import Team, plain, refused


@pytest.fixture
def card(team: Team) -> str:
    return team.notes()


# What every part has


def test_no_field_of_a_part_is_called_as_what_every_part_has() -> None:
    """Such a field would be written over by who made the part, or when."""
    for kind in KINDS.values():
        names = [field.name for field in kind.fields]
        assert not {"card", "board", "created", "by", "cycle", "predicted"} & {*names}, kind.name
        assert len({*names}) == len(names), kind.name
        assert kind.lead in names, kind.name


def test_a_goal_keeps_its_day_and_who_wrote_it(team: Team) -> None:
    id = made(team, "goal", None, text="Färre fall", target_by="2027-12-31")
    assert (part(team, "goal", id)["target_by"], part(team, "goal", id)["by"]) == (
        "2027-12-31",
        team.refs["anna"],
    )


def test_a_part_tells_who_wrote_it_and_in_which_try(team: Team, card: str) -> None:
    id = made(team, "log", card, text="Gick bra på kvällen.")
    doc = part(team, "log", id)
    assert (doc["card"], doc["by"], doc["cycle"], doc["on"]) == (card, team.refs["anna"], 1, "2026-11-16")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_part_without_its_first_field_is_refused(team: Team, card: str, kind: str) -> None:
    home = None if KINDS[kind].home == "board" else card
    assert refused(team, "anna", acts.add(kind, home, {KINDS[kind].lead: "  "})).code == "empty_text"


def test_a_part_of_a_card_that_is_deleted_is_refused(team: Team, card: str) -> None:
    team.does("anna", delete(card))
    assert refused(team, "bo", acts.add("cause", card, {"text": "Ny"})).code == "deleted"


def test_several_parts_are_one_change_and_one_undo(team: Team, card: str) -> None:
    team.does("anna", acts.add_many("cause", card, [{"text": "Ett"}, {"text": "Två"}, {"text": "Tre"}]))
    assert said(team, "cause", card) == ["Ett", "Två", "Tre"]
    team.undoes("anna")
    assert said(team, "cause", card) == []
    team.redoes("anna")
    assert said(team, "cause", card) == ["Ett", "Två", "Tre"]


def test_one_bad_row_of_several_writes_none(team: Team, card: str) -> None:
    rows = [{"text": "Ett"}, {"text": "Två", "status": "kanske"}]
    assert refused(team, "anna", acts.add_many("cause", card, rows)).params["what"] == "status"


def test_an_unknown_kind_field_or_choice_is_refused_with_what_there_is(team: Team, card: str) -> None:
    with pytest.raises(Problem) as caught:
        acts.add("causes", card, {"text": "x"})
    assert (caught.value.code, caught.value.hints[:1]) == ("unknown", ("cause",))
    problem = refused(team, "anna", acts.add("cause", card, {"text": "x", "stats": "confirmed"}))
    assert (problem.code, problem.hints[:1]) == ("unknown_field", ("status",))
    problem = refused(team, "anna", acts.add("action", card, {"text": "x", "effect": "5"}))
    assert (problem.code, problem.params["low"], problem.params["high"]) == ("bad_number", 1, 4)


# Changing


def test_a_change_sets_what_differs_and_undo_brings_it_back(team: Team, card: str) -> None:
    id = made(team, "cause", card, text="Ingen dispenser")
    team.does("bo", acts.change("cause", id, {"status": "confirmed", "evidence": "Vi räknade."}))
    assert part(team, "cause", id)["status"] == "confirmed"
    assert not team.does("bo", acts.change("cause", id, {"status": "confirmed"})).events
    team.undoes("bo")
    assert part(team, "cause", id)["status"] == "unconfirmed"
    assert "evidence" not in part(team, "cause", id)


def test_a_confirmed_cause_is_nobodys_decision(team: Team, card: str) -> None:
    id = made(team, "cause", card, text="Rutin saknas", status="confirmed")
    team.does("bo", acts.change("cause", id, {"status": "dismissed"}))
    assert not {"decided_by", "decided_on"} & part(team, "cause", id).keys()


def test_a_nought_is_a_value_and_can_be_taken_away(team: Team, card: str) -> None:
    id = made(team, "indicator", card, text="Fall", baseline="0")
    assert part(team, "indicator", id)["baseline"] == 0
    assert not team.does("anna", acts.change("indicator", id, {"baseline": 0})).events
    team.does("anna", acts.change("indicator", id, {"baseline": None}, base={"baseline": 0}))
    assert part(team, "indicator", id).get("baseline") is None
    team.does("anna", edit(card, {"freed": "0"}))
    assert team.doc(card)["freed"] == 0
    team.does("anna", edit(card, {"freed": None}))
    assert team.doc(card).get("freed") is None


def test_what_another_has_changed_meanwhile_is_not_written_over(team: Team, card: str) -> None:
    id = made(team, "cause", card, text="Vi letar")
    team.does("bo", acts.change("cause", id, {"text": "Vi letar länge"}))
    late = acts.change("cause", id, {"text": "Vi letar ofta"}, base={"text": "Vi letar"})
    problem = refused(team, "anna", late)
    assert (problem.code, problem.params["theirs"], problem.params["mine"]) == (
        "changed_meanwhile",
        "Vi letar länge",
        "Vi letar ofta",
    )


def test_a_field_left_as_it_was_seen_does_not_undo_what_another_wrote(team: Team, card: str) -> None:
    """A form sends all it shows; only what its person changed counts."""
    id = made(team, "cause", card, text="Vi letar")
    team.does("bo", acts.change("cause", id, {"text": "Vi letar länge"}))
    seen = {"text": "Vi letar", "evidence": None}
    team.does("anna", acts.change("cause", id, {"text": "Vi letar", "evidence": "Vi såg det."}, base=seen))
    doc = part(team, "cause", id)
    assert (doc["text"], doc["evidence"]) == ("Vi letar länge", "Vi såg det.")


def test_the_methods_own_fields_of_a_card_are_not_written_over_unseen_either(team: Team, card: str) -> None:
    team.does("bo", edit(card, {"lesson": "Börja i liten skala."}))
    late = edit(card, {"lesson": "Fråga först."}, base={"lesson": None})
    assert refused(team, "anna", late).params["theirs"] == "Börja i liten skala."
    assert not team.does("anna", edit(card, {"lesson": None}, base={"lesson": None})).events
    assert team.doc(card)["lesson"] == "Börja i liten skala."


def test_sets_take_elements_and_whole_lists(team: Team, card: str) -> None:
    first, second = made(team, "cause", card, text="Ett"), made(team, "cause", card, text="Två")
    id = made(team, "action", card, text="Skåp", causes=["1", "två"], grounds="research,user")
    assert sorted(part(team, "action", id)["causes"]) == sorted([first, second])
    team.does("bo", acts.change("action", id, add={"grounds": ["practice"]}, remove={"grounds": ["user"]}))
    assert part(team, "action", id)["grounds"] == ["practice", "research"]
    team.does("bo", acts.change("action", id, {"causes": [second]}))
    assert part(team, "action", id)["causes"] == [second]
    team.undoes("bo")
    assert sorted(part(team, "action", id)["causes"]) == sorted([first, second])


def test_a_set_of_people_and_one_of_words_keep_what_they_are_given(team: Team, card: str) -> None:
    id = made(team, "experiment", card, text="En kväll", took_part=["anna", "bo"])
    assert part(team, "experiment", id)["took_part"] == sorted([team.refs["anna"], team.refs["bo"]])
    team.does("anna", edit(card, {"touches": ["Natt/kväll", "Köket~2"]}))
    assert sorted(team.doc(card)["touches"]) == ["Köket~2", "Natt/kväll"]
    team.does("anna", edit(card, {"touches": ["Köket~2"]}))
    assert team.doc(card)["touches"] == ["Köket~2"]


def test_a_link_to_another_cards_part_is_refused(team: Team, card: str) -> None:
    cause = made(team, "cause", team.notes("Ett annat"), text="Ett")
    assert refused(team, "anna", acts.add("cause", card, {"text": "x", "parent": cause})).code == "unknown"


def test_what_would_hang_under_itself_is_refused(team: Team, card: str) -> None:
    first = made(team, "cause", card, text="Ett")
    second = made(team, "cause", card, text="Två", parent=first)
    third = made(team, "cause", card, text="Tre", parent=second)
    for under in (first, third):
        assert refused(team, "anna", acts.change("cause", first, {"parent": under})).code == "under_itself"
    team.does("anna", acts.change("cause", third, {"parent": first}))
    measure = made(team, "indicator", card, text="Minuter")
    problem = refused(team, "anna", acts.change("indicator", measure, {"balances": measure}))
    assert (problem.code, problem.params["field"]) == ("under_itself", "balances")
    goal = made(team, "goal", None, text="Trygga besök")
    assert refused(team, "anna", acts.change("goal", goal, {"parent": goal})).code == "under_itself"


def test_links_are_found_by_number_first_words_and_id(team: Team, card: str) -> None:
    parent = made(team, "cause", card, text="Nycklarna ligger olika")
    for typed in ("1", "nycklarna lig", parent, public_id(parent), public_id(parent)[:6]):
        id = made(team, "cause", card, text="Ingen vet var", parent=typed)
        assert part(team, "cause", id)["parent"] == parent, typed
        team.undoes("anna")
    problem = refused(team, "anna", acts.add("cause", card, {"text": "x", "parent": "finns inte"}))
    assert (problem.code, problem.params["what"]) == ("unknown", "cause")


def test_a_part_that_is_taken_away_comes_back_with_undo(team: Team, card: str) -> None:
    id = made(team, "fact", card, text="Tio av fjorton pass", ground="measured")
    team.does("bo", acts.remove("fact", id))
    assert said(team, "fact", card) == []
    assert refused(team, "anna", acts.change("fact", id, {"text": "x"})).code == "deleted"
    team.undoes("bo")
    assert part(team, "fact", id)["ground"] == "measured"


@pytest.mark.parametrize("kind", sorted(name for name, kind in KINDS.items() if kind.home == "card"))
def test_each_kind_is_added_changed_and_taken_away_and_each_step_undone(
    team: Team, card: str, kind: str
) -> None:
    lead = KINDS[kind].field(KINDS[kind].lead)
    assert lead is not None
    first, second = lead.choices[:2] or ("12", "13")
    boards = [plain(team.board.snapshot)]
    id = made(team, kind, card, **{lead.name: first})
    boards.append(plain(team.board.snapshot))
    team.does("anna", acts.change(kind, id, {lead.name: second}))
    assert part(team, kind, id)[lead.name] == second
    if kind != "amendment":
        boards.append(plain(team.board.snapshot))
        team.does("anna", acts.remove(kind, id))
        assert said(team, kind, card) == []
    for board in reversed(boards):
        team.undoes("anna")
        assert plain(team.board.snapshot) == board


def test_what_a_newer_version_wrote_survives_a_change(team: Team, card: str) -> None:
    id = made(team, "cause", card, text="Ett")
    team.does("bo", lambda _context: [Draft("set_cause", (Change("causes", id, {"likelihood": 3}),))])
    team.does("anna", acts.change("cause", id, {"text": "Ett till"}))
    assert (part(team, "cause", id)["likelihood"], part(team, "cause", id)["text"]) == (3, "Ett till")


# Decisions, targets and lifts


def test_a_proposal_never_looks_like_a_decision_nor_the_other_way_round(team: Team, card: str) -> None:
    id = made(team, "action", card, text="Skåp vid dörren")
    assert part(team, "action", id)["status"] == "proposed"
    assert "decided_by" not in part(team, "action", id)
    team.does("bo", acts.change("action", id, {"status": "decided"}))
    assert part(team, "action", id)["decided_by"] == team.refs["bo"]
    assert part(team, "action", id)["decided_on"] == TODAY.isoformat()
    team.does("mia", acts.change("action", id, {"status": "running"}))
    assert part(team, "action", id)["decided_by"] == team.refs["bo"]
    team.does("mia", acts.change("action", id, {"status": "proposed"}))
    assert part(team, "action", id).get("decided_by") is None
    assert part(team, "action", id).get("decided_on") is None


def test_somebody_can_note_what_another_decided(team: Team, card: str) -> None:
    id = made(team, "action", card, text="Skåp", status="decided", decided_by="mia", decided_on="2026-11-10")
    doc = part(team, "action", id)
    assert (doc["decided_by"], doc["decided_on"]) == (team.refs["mia"], "2026-11-10")


def test_who_decided_is_not_said_of_a_proposal(team: Team, card: str) -> None:
    id = made(team, "action", card, text="Skåp", decided_by="mia")
    assert (part(team, "action", id)["status"], part(team, "action", id)["decided_by"]) == (
        "decided",
        team.refs["mia"],
    )


def test_a_target_that_is_revised_wants_a_reason_and_history_has_both(team: Team, card: str) -> None:
    id = made(team, "indicator", card, text="Fall", target="3")
    assert refused(team, "anna", acts.change("indicator", id, {"target": "5"})).code == "reason_needed"
    made_change = team.does("anna", acts.change("indicator", id, {"target": "5"}, why="Tre var för lågt."))
    (event,) = made_change.events
    assert event.why == "Tre var för lågt."
    assert (event.before or {})["target"] == 3
    assert (event.after or {})["target"] == 5
    assert refused(team, "anna", acts.change("indicator", id, {"target": None})).code == "reason_needed"


def test_an_answered_lift_says_who_answered_and_when(team: Team, card: str) -> None:
    id = made(team, "lift", card, text="Apoteket kommer sent", to_board="vaster", answer_by="2026-11-20")
    assert (part(team, "lift", id)["board"], part(team, "lift", id)["card"]) == ("oster", card)
    team.organises("mia", acts.change("lift", id, {"answer": "Nytt avtal i januari."}))
    doc = part(team, "lift", id)
    assert (doc["answered_by"], doc["answered_on"]) == (team.refs["mia"], TODAY.isoformat())
    team.undoes("mia")
    assert "answer" not in part(team, "lift", id)

"""Commands on cards do what the contract says, and answer with the card and what happened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.running import NOW, Tavla

WHOLE = ("--problem", "Vi letar", "--why", "Tar tid från brukarna", "--owner", "vera", "--due", "om 3 veckor")


def planned(tavla: Tavla) -> str:
    """A card in Planera with all that Genomföra wants."""
    id = tavla.add("Nycklar", *WHOLE)
    tavla.ok("set", id, "measure=En krok vid dörren")
    tavla.ok("move", id, "plan")
    return id


def test_a_new_card_is_one_line_in_the_inbox(tavla: Tavla) -> None:
    card = tavla.json("add", "Vi", "hittar", "inte", "nycklarna")["card"]
    assert (card["title"], card["phase"], card["state"], card["kind"]) == (
        "Vi hittar inte nycklarna",
        "inbox",
        "open",
        "problem",
    )
    assert card["board"] == "oster"
    assert card["created"] == {"at": "2026-11-22T12:02:00+01:00", "by": "vera"} == card["changed"]
    absent = (
        "problem",
        "why",
        "owner",
        "leader",
        "due",
        "measure",
        "outcome",
        "decision",
        "finish",
        "reason",
    )
    assert {card[name] for name in absent} == {None}
    assert (card["tags"], card["extra"], card["skips"], card["cycle"]) == ([], {}, {}, 1)


def test_adding_takes_the_fields_that_are_known_at_once(tavla: Tavla) -> None:
    id = tavla.add("Nycklar", *WHOLE, "--kind", "händelse", "--tag", "Natt", "--tag", "kväll,helg")
    card = tavla.card(id)
    assert card["owner"] == "vera"
    assert card["due"] == "2026-12-13"
    assert card["kind"] == "handelse"
    assert card["tags"] == ["helg", "kväll", "natt"]


def test_cards_are_listed_by_phase_and_place_whatever_their_state(tavla: Tavla) -> None:
    first, second, third, fourth = (tavla.add(title) for title in ("ett", "två", "tre", "fyra"))
    tavla.ok("move", second, "plan")
    tavla.ok("park", third, "--reason", "till våren")
    tavla.ok("archive", fourth)
    assert [card["title"] for card in tavla.cards()] == ["fyra", "tre", "ett", "två"]
    assert [card["id"] for card in tavla.cards("--open")] == [first, second]
    assert [card["id"] for card in tavla.cards("--phase", "plan")] == [second]
    assert [card["id"] for card in tavla.cards("--phase", "Planera")] == [second]


def test_list_narrows_by_owner_text_tag_kind_due_and_standing_still(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Anna Ek")
    one = tavla.add("Nycklar", "--owner", "anna", "--tag", "natt", "--due", "fre")
    two = tavla.add("Hjälpmedel i förrådet", "--kind", "forslag")
    tavla.ok("comment", two, "Kanske under trappan?")

    def found(*words: str) -> list[str]:
        return [card["id"] for card in tavla.cards(*words)]

    assert found("--owner", "anna") == [one]
    assert found("--tag", "#Natt") == [one]
    assert found("--kind", "förslag") == [two]
    assert found("--text", "trappan") == [two]
    assert found("--text", "NYCKLAR") == [one]
    assert found("--text", "nycklar", "--owner", "vera") == []
    assert found("--due", "week") == [one]
    assert found("--stalled") == []
    assert tavla.refused("unknown", "list", "--owner", "ana")["hints"] == ["anna"]
    assert "plan" in tavla.refused("unknown", "list", "--phase", "pllan")["hints"]


def test_a_move_with_something_missing_is_refused_and_goes_through_with_a_reason(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    tavla.ok("move", id, "plan")
    error = tavla.refused("step_missing", "move", id, "do")
    assert error["hints"] == ["problem", "why", "owner", "measure", "due"]
    moved = tavla.json("move", id, "do", "--reason", "provar redan i natt")
    assert moved["card"]["phase"] == "do"
    assert moved["card"]["skips"] == {"do": "provar redan i natt"}
    assert moved["events"][0]["why"] == "provar redan i natt"
    assert {"field": "phase", "from": "plan", "to": "do"} in moved["events"][0]["changes"]


def test_a_move_to_the_same_phase_is_done_and_nothing_happened(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    assert tavla.json("move", id, "inbox")["events"] == []
    tavla.refused("use_finish", "move", id, "done")
    tavla.refused("unknown", "move", id, "nowhere")


def test_a_card_goes_through_all_phases_back_and_to_its_end(tavla: Tavla) -> None:
    id = planned(tavla)
    tavla.ok("move", id, "genomföra")
    tavla.ok("move", id, "check")
    tavla.refused("step_missing", "move", id, "act")
    tavla.ok("set", id, "outcome=Hittade på tio sekunder")
    tavla.ok("move", id, "act")
    tavla.ok("move", id, "check")
    tavla.ok("move", id, "act")
    tavla.refused("step_missing", "finish", id, "routine")
    done = tavla.json("finish", id, "routine", "--reason", "Kroken sitter kvar")["card"]
    assert (done["phase"], done["state"], done["finish"], done["decision"]) == (
        "done",
        "finished",
        "routine",
        "Kroken sitter kvar",
    )
    tavla.refused("not_open", "move", id, "plan")
    tavla.refused("reason_needed", "reopen", id)
    assert tavla.json("reopen", id, "--reason", "höll inte")["card"]["phase"] == "act"


def test_another_try_keeps_the_first_one(tavla: Tavla) -> None:
    id = planned(tavla)
    for phase in ("do", "check", "act"):
        tavla.ok("move", id, phase, "--reason", "fort")
    tavla.ok("set", id, "outcome=Kroken lossnade")
    card = tavla.json("finish", id, "retry", "--reason", "större krok")["card"]
    assert (card["phase"], card["state"], card["cycle"], card["outcome"]) == ("plan", "open", 2, None)
    (first,) = tavla.json("show", id)["cycles"]
    assert (first["number"], first["outcome"], first["decision"]) == (1, "Kroken lossnade", "större krok")
    assert "Försök 1: justeras och prövas igen" in tavla.ok("show", id)


def test_set_changes_clears_and_takes_elements(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Anna Ek")
    id = tavla.add("Nycklar", "--tag", "natt")
    tavla.ok(
        "set",
        id,
        "problem=Vi letar = länge",
        "owner=anna",
        "due=24/11",
        "tag+=helg",
        "tags-=natt",
        "doers+=anna,vera",
    )
    card = tavla.card(id)
    assert (card["problem"], card["owner"], card["due"]) == ("Vi letar = länge", "anna", "2026-11-24")
    assert (card["tags"], card["doers"]) == (["helg"], ["anna", "vera"])
    cleared = tavla.json("set", id, "problem=", "owner=", "due=", "tags=x,y", "doers-=anna")["card"]
    assert (cleared["problem"], cleared["owner"], cleared["due"]) == (None, None, None)
    assert (cleared["tags"], cleared["doers"]) == (["x", "y"], ["vera"])
    assert tavla.json("set", id, "tags=x,y")["events"] == []


@pytest.mark.parametrize(
    ("given", "code", "hint"),
    [
        ("problm=x", "unknown_field", "problem"),
        ("phase=do", "unknown_field", ""),
        ("state=open", "unknown_field", ""),
        ("owner=ver", "unknown", "vera"),
        ("kind=problme", "unknown", "problem"),
        ("due=häromsistens", "bad_date", "imorgon"),
        ("title=", "empty_title", ""),
        ("title=   ", "empty_title", ""),
        ("tag+= # ", "empty_tag", ""),
    ],
)
def test_set_refuses_what_it_does_not_know_with_near_matches(
    tavla: Tavla, given: str, code: str, hint: str
) -> None:
    id = tavla.add("Nycklar")
    hints = tavla.refused(code, "set", id, given)["hints"]
    assert not hint or hint in hints


def test_one_wrong_field_changes_nothing(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    tavla.refused("unknown_field", "set", id, "problem=Vi letar", "fel=x")
    assert tavla.card(id)["problem"] is None
    tavla.refused("usage", "set", id, "problem", exit_code=2)


def test_triage_answers_the_one_who_noted(tavla: Tavla) -> None:
    no, yes = tavla.add("Kaffet"), tavla.add("Nycklar")
    tavla.refused("reason_needed", "triage", no)
    closed = tavla.json("triage", no, "--reason", "Köps in i vår")["card"]
    assert (closed["state"], closed["reason"]) == ("archived", "Köps in i vår")
    assert tavla.json("triage", yes, "ja")["card"]["phase"] == "plan"
    tavla.refused("not_in_inbox", "triage", yes, "yes")
    tavla.refused("unknown", "triage", yes, "kanske")


def test_a_deleted_card_is_said_to_be_deleted_and_comes_back_by_undo(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    tavla.json("delete", id, "--reason", "dubblett")
    assert tavla.cards() == []
    tavla.refused("deleted", "show", id)
    assert [event["do"] for event in tavla.json("history", id)["events"]] == ["add", "delete"]
    assert tavla.json("undo")["card"]["title"] == "Nycklar"
    assert [card["id"] for card in tavla.cards()] == [id]


def test_undo_and_redo_go_many_steps_and_then_say_so(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    tavla.ok("set", id, "problem=ett")
    tavla.ok("set", id, "problem=två")
    assert tavla.json("undo")["card"]["problem"] == "ett"
    assert tavla.json("undo")["card"]["problem"] is None
    assert tavla.json("redo")["card"]["problem"] == "ett"
    assert tavla.json("redo")["card"]["problem"] == "två"
    tavla.refused("nothing_to_redo", "redo")
    for _step in range(3):
        tavla.ok("undo")
    tavla.refused("nothing_to_undo", "undo")
    assert tavla.cards() == []
    assert [one["id"] for one in tavla.json("people")["people"]] == ["vera"]


def test_undo_is_the_persons_own_and_refused_where_another_has_changed_the_same(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Anna Ek")
    id = tavla.add("Nycklar")
    tavla.ok("set", id, "problem=ett")
    tavla.refused("nothing_to_undo", "undo", "--as", "anna")
    tavla.ok("set", id, "problem=två", "--as", "anna")
    error = tavla.refused("changed_since", "undo")
    assert "Anna Ek" in error["message"]


def test_a_card_is_named_by_any_unique_prefix(tavla: Tavla) -> None:
    ids = [tavla.add(f"kort {n}") for n in range(12)]
    for card in tavla.cards():
        assert card["id"].startswith(card["short"])
        assert tavla.card(card["short"].upper())["id"] == card["id"]
    while len({id[0] for id in ids}) == len(ids):
        ids.append(tavla.add("ett till"))
    shared = next(a[0] for a in ids for b in ids if a != b and a[0] == b[0])
    assert set(tavla.refused("ambiguous", "show", shared)["hints"]) <= set(ids)
    for nonsense in ("", "zzzzzzzzzzzzz", "../../etc/passwd", "å", " "):
        tavla.refused("unknown", "show", nonsense)


def test_history_is_told_newest_last_with_words(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    tavla.ok("comment", id, "Kanske", "i", "rocken")
    tavla.ok("move", id, "plan")
    events = tavla.json("history", id)["events"]
    assert [event["do"] for event in events] == ["add", "comment", "move"]
    assert {event["card"] for event in events} == {id}
    assert {event["by"] for event in events} == {"vera"}
    assert [event["do"] for event in tavla.json("history", "--limit", "1")["events"]] == ["move"]
    lines = tavla.ok("history").splitlines()
    assert "flyttade kortet från Förslag till Planera" in " ".join(lines[-2:])
    assert json.dumps(tavla.json("show", id)["comments"], ensure_ascii=False).count("Kanske i rocken") == 1


def test_a_card_is_put_right_above_another(tavla: Tavla) -> None:
    low, _middle, high = (tavla.add(title) for title in ("ett", "två", "tre"))
    tavla.ok("move", low, "inbox", "--before", high)
    assert [card["title"] for card in tavla.cards()] == ["ett", "tre", "två"]


def test_a_full_column_asks_for_a_reason(tavla: Tavla) -> None:
    tavla.ok("board", "set", "limit.plan=1")
    one, two = tavla.add("ett"), tavla.add("två")
    tavla.ok("move", one, "plan")
    error = tavla.refused("limit_reached", "move", two, "plan")
    assert "1 av högst 1" in error["message"]
    tavla.ok("move", two, "plan", "--reason", "brådskar")
    assert "▲ 2 av högst 1" in tavla.ok("list")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("imorgon", "2026-11-23"),
        ("v 48", "2026-11-23"),
        ("om 3 veckor", "2026-12-13"),
        ("next friday", "2026-11-27"),
    ],
)
def test_dates_are_typed_as_people_do(tavla: Tavla, words: str, expected: str) -> None:
    tavla.now = NOW
    assert tavla.card(tavla.add("Nycklar", "--due", words))["due"] == expected


def test_every_command_says_what_it_did(tavla: Tavla) -> None:
    id = tavla.add("Nycklar")
    told: Any = {
        ("set", id, "problem=x"): "Ändrat",
        ("comment", id, "hej"): "Kommenterat",
        ("move", id, "plan"): "Flyttat till Planera",
        ("park", id): "Parkerat",
        ("reopen", id): "Uppe igen i Planera",
        ("archive", id): "Arkiverat",
        ("undo",): "Ångrat",
        ("redo",): "Gjort om",
        ("delete", id): "Borttaget",
    }
    for words, start in told.items():
        assert tavla.ok(*words).startswith(start)

"""What is another's to do, at the command line: refused with whose it is, done with --reason, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tavla

WHY = ("--reason", "Vi bestämde det på mötet")


@pytest.fixture
def led(tavla: Tavla) -> Tavla:
    """Vera leads the board; Bo holds no role."""
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    tavla.ok("people", "role", "vera", "forbattringsledare")
    return tavla


@pytest.mark.parametrize(
    "words",
    [
        ("delete", "{card}"),
        ("action", "add", "{card}", "Skåp", "status=decided"),
        ("board", "set", "focus=lugn"),
        ("board", "rename", "Norr"),
        ("board", "archive"),
        ("people", "role", "bo", "nyckelperson"),
    ],
    ids=" ".join,
)
def test_what_is_anothers_needs_a_reason_which_history_keeps(led: Tavla, words: tuple[str, ...]) -> None:
    card = led.add("Nycklarna")
    asked = [word.format(card=card) for word in words]
    error = led.refused("not_yours", *asked, TAVLA_PERSON="bo")
    assert "förbättringsledare" in error["message"]
    assert "vera" in error["message"]
    events = led.json(*asked, *WHY, TAVLA_PERSON="bo")["events"]
    assert events[-1]["why"] == WHY[1]


def test_what_is_strict_is_done_by_the_boards_own_roles_only(led: Tavla) -> None:
    assert led.json("board", "strict", "delete")["board"]["strict"] == ["delete"]
    card = led.add("Nycklarna")
    led.refused("only_theirs", "delete", card, *WHY, TAVLA_PERSON="bo")
    led.refused("only_theirs", "board", "strict", "no-delete", TAVLA_PERSON="bo")
    assert "bara förbättringsledare" in led.ok("board", "strict")
    assert led.json("board", "strict", "no-delete")["board"]["strict"] == []
    led.ok("delete", card, *WHY, TAVLA_PERSON="bo")


def test_a_word_that_is_no_right_is_refused_with_those_there_are(led: Tavla) -> None:
    assert "delete" in led.refused("unknown", "board", "strict", "everything")["hints"]


def test_a_role_has_a_last_day(led: Tavla) -> None:
    led.ok("people", "role", "bo", "nyckelperson", "--from", "imorgon", "--to", "2099-01-30")
    (bo,) = (one for one in led.json("people")["people"] if one["id"] == "bo")
    assert bo["held"][0]["to"] == "2099-01-31"
    led.refused("bad_date", "people", "role", "bo", "nyckelperson", "--to", "igår")


def test_two_that_are_one_person_are_joined_and_parted_again(tavla: Tavla) -> None:
    for handle in ("anna", "anna-ek"):
        tavla.ok("people", "add", "Anna Ek", "--id", handle)
    card = tavla.add("Nycklarna", "--owner", "anna-ek")
    tavla.refused("nobody_twice", "people", "join", "anna")
    joined = tavla.json("people", "join", "anna", "anna-ek")["people"]
    assert [one["id"] for one in joined] == ["anna", "vera"]
    assert len(joined[0]["joined"]) == 1
    assert tavla.card(card)["owner"] == "anna"
    assert (
        tavla.json("list", "--owner", "anna")["cards"]
        == tavla.json("list", "--owner", "anna-ek")["cards"]
        != []
    )
    tavla.ok("undo")
    assert tavla.card(card)["owner"] == "anna-ek"


def test_what_is_strict_comes_with_the_whole_board(led: Tavla, tmp_path: Path) -> None:
    led.ok("board", "strict", "delete", "change_people")
    led.add("Nycklarna")
    path = tmp_path / "tavla.json"
    led.ok("export", str(path))
    other = Tavla(tmp_path / "annan")
    other.env = {"LOGNAME": "mia"}
    other.ok("init", "Tom")
    other.ok("import", str(path))
    assert other.json("boards")["boards"][0]["strict"] == ["change_people", "delete"]

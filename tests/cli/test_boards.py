"""Which board, who acts, boards and people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.running import Tavla
from tui.compose import Session


def test_looking_at_nothing_makes_nothing(empty: Tavla) -> None:
    assert empty.json("list")["cards"] == []
    assert empty.json("boards")["boards"] == []
    assert empty.json("people")["people"] == []
    assert empty.json("history")["events"] == []
    assert empty.json("check") == {"schema": "tavla/1", "ok": True, "findings": []}
    assert empty.json(schema="tavla")["board"] is None
    for words in (
        ("add", "x"),
        ("show", "x"),
        ("undo",),
        ("export",),
        ("board", "rename", "x"),
        ("import", "x.csv"),
    ):
        empty.refused("nothing_to_undo" if words == ("undo",) else "no_board", *words)
    assert not empty.home.exists()


def test_a_read_makes_nobody_a_person(tavla: Tavla) -> None:
    tavla.env["LOGNAME"] = "bo"
    assert tavla.cards() == []
    tavla.ok("people")
    tavla.refused("empty_title", "add", " ")
    tavla.refused("nothing_to_undo", "undo")
    assert [one["id"] for one in tavla.json("people")["people"]] == ["vera"]


def test_init_starts_a_board_and_makes_the_one_who_acts_a_person_with_the_everyday_role(empty: Tavla) -> None:
    board = empty.json("init", "Hemtjänst", "Öster")["board"]
    assert (board["id"], board["name"], board["open"]) == ("hemtjanst-oster", "Hemtjänst Öster", 0)
    (one,) = empty.json("people")["people"]
    assert (one["id"], one["roles"], one["held"]) == ("vera", ["utforare"], [])
    assert empty.json("init", "Väster", "--id", "vast")["board"]["id"] == "vast"
    assert "vast-2" in empty.refused("exists", "init", "Annat", "--id", "vast")["hints"]


@pytest.mark.parametrize("id", ["../../etc/passwd", "Å", "a b", "", ".", "x" * 33, "-x"])
def test_an_id_is_never_a_path(empty: Tavla, id: str) -> None:
    said = empty("init", "Öster", f"--id={id}", "--json")
    assert said.code == (0 if id == "" else 1)
    assert [path.name for path in empty.home.parent.iterdir() if path.name not in ("home", "workspace")] == []


def test_a_board_may_be_called_anything(empty: Tavla) -> None:
    assert empty.json("init", "Avd 3/4 ../..")["board"]["id"] == "avd-3-4"
    assert empty.json("init", "日本")["board"] == empty.json("boards")["boards"][1]
    empty.refused("empty_title", "init", "   ")


def test_the_board_is_the_named_one_the_only_one_or_the_one_last_on_screen(tavla: Tavla) -> None:
    tavla.ok("init", "Väster")
    assert tavla.refused("which_board", "add", "x")["hints"] == ["oster", "vaster"]
    tavla.refused("which_board", "list")
    tavla.ok("add", "i väster", "--board", "vaster")
    tavla.ok("add", "i öster", TAVLA_BOARD="Öster")
    assert [card["title"] for card in tavla.cards("--board=vaster")] == ["i väster"]
    assert tavla.refused("unknown", "list", "--board", "oste")["hints"][0] == "oster"
    screen = Session(str(tavla.home), env=tavla.environment({}))
    screen.who()
    screen.board = "vaster"
    assert [card["title"] for card in tavla.cards()] == ["i väster"]


def test_an_archived_board_is_not_the_one_that_is_meant(tavla: Tavla) -> None:
    tavla.ok("init", "Väster")
    assert tavla.json("board", "archive", "--board", "vaster")["board"]["archived"] is True
    assert tavla.cards() == []
    assert [one["archived"] for one in tavla.json("boards")["boards"]] == [False, True]
    tavla.ok("board", "reopen", "--board", "vaster")
    tavla.refused("which_board", "list")


def test_a_board_says_what_it_is(tavla: Tavla) -> None:
    given = (
        "unit=Hemtjänst Öster",
        "area=Äldreomsorg",
        "purpose=Trygghet",
        "focus=Läkemedel",
        "limit.plan=4",
        "limit.Genomföra=3",
    )
    board = tavla.json("board", "set", *given)["board"]
    assert (board["unit"], board["area"], board["limits"]) == (
        "Hemtjänst Öster",
        "Äldreomsorg",
        {"plan": 4, "do": 3},
    )
    board = tavla.json("board", "set", "limit.plan=", "focus=")["board"]
    assert (board["focus"], board["limits"]) == (None, {"do": 3})
    assert tavla.json("board", "rename", "Nya", "namnet")["board"]["name"] == "Nya namnet"
    assert tavla.json("board", "rename", "Nya namnet")["events"] == []
    assert tavla.refused("unknown_field", "board", "set", "purpos=x")["hints"] == ["purpose"]
    for wrong in ("limit.plan=många", "limit.plan=-1", "limit.plan=1000"):
        tavla.refused("bad_limit", "board", "set", wrong)
    tavla.refused("unknown", "board", "set", "limit.done=4")
    tavla.refused("usage", "board", exit_code=2)


def test_who_acts_is_named_or_the_login(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Anna Ek", "--id", "anna")
    tavla.ok("add", "ett", "--as", "anna")
    tavla.ok("add", "två", TAVLA_PERSON="anna")
    tavla.ok("add", "tre", "--as", "vera", TAVLA_PERSON="anna")
    tavla.ok("add", "fyra", LOGNAME="bo")
    assert {card["title"]: card["created"]["by"] for card in tavla.cards()} == {
        "ett": "anna",
        "två": "anna",
        "tre": "vera",
        "fyra": "bo",
    }
    assert tavla.refused("unknown", "add", "x", "--as", "ana")["hints"] == ["anna"]
    assert tavla.refused("unknown", "list", TAVLA_PERSON="ana")["hints"] == ["anna"]
    assert tavla("boards", "--as", "ana").code == 1


def test_a_named_person_may_start_an_empty_workspace(empty: Tavla) -> None:
    empty.ok("init", "Öster", "--as", "anna")
    assert [one["id"] for one in empty.json("people")["people"]] == ["anna"]
    empty.refused("unknown", "init", "Väster", "--as", "bo")


def test_a_login_keeps_its_person_under_another_name(tavla: Tavla) -> None:
    """A login is the person of that readable id, or the one it became."""
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    tavla.ok("add", "x", LOGNAME="bo")
    assert len(tavla.json("people")["people"]) == 2


def test_people_hold_roles_from_a_day_with_somebody_who_stands_in(tavla: Tavla) -> None:
    people = tavla.json("people", "add", "Anna", "Ek", "--role", "nyckelperson", "utforare")["people"]
    assert people[0]["roles"] == ["utforare", "nyckelperson"]
    tavla.ok("people", "role", "anna", "ambassadör@Äldreomsorg", "chef", "--deputy", "vera")
    (anna, _vera) = tavla.json("people")["people"]
    assert anna["roles"] == ["utforare", "forbattringsledare", "nyckelperson", "ambassador@Äldreomsorg"]
    assert anna["held"][2] == {
        "role": "ambassador",
        "board": None,
        "area": "Äldreomsorg",
        "from": "2026-11-22",
        "to": None,
        "deputy": "vera",
        "deputy_from": None,
        "deputy_to": None,
        "earlier_deputy": None,
        "earlier_deputy_from": None,
        "earlier_deputy_to": None,
    }
    deputy = ("people", "role", "anna", "nyckelperson", "--deputy")
    tavla.ok(*deputy, "vera")
    tavla.ok("people", "add", "Bo", "Alm", "--id", "bo")
    tavla.ok(*deputy, "bo", "--deputy-from", "1/12", "--deputy-to", "2026-12-05")
    held = next(one for one in tavla.json("people")["people"][0]["held"] if one["role"] == "nyckelperson")
    assert (held["deputy"], held["deputy_from"], held["deputy_to"]) == ("bo", "2026-12-01", "2026-12-06")
    assert held["earlier_deputy"] == "vera", "until then"
    tavla.refused("bad_date", *deputy, "bo", "--deputy-from", "5/12", "--deputy-to", "1/12")
    tavla.refused("usage", "people", "role", "anna", "nyckelperson", "--deputy-from", "5/12", exit_code=2)
    tavla.ok("people", "role", "vera", "nyckelperson", "--from", "1/12")
    assert tavla.json("people")["people"][1]["roles"] == ["utforare"]
    tavla.ok("people", "role", "anna", "nyckelperson", "--end")
    assert tavla.json("people")["people"][0]["roles"] == [
        "utforare",
        "forbattringsledare",
        "ambassador@Äldreomsorg",
    ]


def test_people_refuses_what_does_not_fit(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Anna Ek")
    assert tavla.refused("exists", "people", "add", "Anna Lind", "--id", "anna")["hints"] == ["anna-lind"]
    tavla.refused("bad_id", "people", "add", "Anna", "--id", "../x")
    tavla.refused("unknown", "people", "add", "Cilla", "--role", "kung")
    tavla.refused("area_needed", "people", "add", "Cilla", "--role", "ambassador")
    assert tavla.refused("unknown", "people", "role", "ana", "nyckelperson")["hints"] == ["anna"]
    tavla.refused("empty_title", "people", "add", " ")


def test_what_is_lacking_is_said_kindly(tavla: Tavla) -> None:
    for n in range(4):
        tavla.ok("add", f"kort {n}", "--owner", "vera")
    told = tavla.ok("people")
    assert "Tavlan har ingen nyckelperson ännu." in told
    assert "Tavlan har ingen förbättringsledare ännu." in told
    assert "vera äger 4 av 4 öppna kort" in told


def test_the_workspace_is_the_option_then_the_variable_then_the_data_folder(
    tmp_path: Path, empty: Tavla
) -> None:
    empty.ok("--workspace", str(tmp_path / "a"), "init", "A")
    assert (tmp_path / "a" / "boards" / "a").is_dir()
    assert not empty.home.exists()
    empty.ok("init", "B", TAVLA_HOME="", XDG_DATA_HOME=str(tmp_path / "data"))
    assert (tmp_path / "data" / "tavla" / "boards" / "b").is_dir()


def test_what_is_no_folder_is_no_empty_workspace(empty: Tavla) -> None:
    empty.home.write_text("hej")
    for words in (["list"], ["boards"], ["add", "x"], ["init", "Öster"]):
        empty.refused("unreadable", *words, exit_code=3)
    assert empty.home.read_text() == "hej"


def test_when_something_last_happened_counts_comments_and_says_who(tavla: Tavla) -> None:
    card = tavla.add("Larmet")
    tavla.ok("people", "add", "Karin Ek")
    tavla.now += timedelta(days=1)
    tavla.ok("comment", card, "Det tystnar igen", "--as", "karin")
    told = tavla.ok("boards")
    assert ", Karin Ek" in told
    assert "i går" not in told
    assert str(tavla.json("boards")["boards"][0]["active"]).startswith("2026-11-23")


def test_a_parked_card_in_the_list_is_counted_by_itself(tavla: Tavla) -> None:
    cards = [tavla.add(title) for title in ("Ett", "Två", "Tre")]
    tavla.ok("park", cards[0])
    assert "Förslag (2 · 1 parkerat)" in tavla.ok("list")
    assert "Ideas (2 · 1 parked)" in tavla.ok("list", "--lang", "en")
    assert "Förslag (2)" in tavla.ok("list", "--open")
    tavla.ok("archive", cards[1])
    assert "Förslag (1 · 1 parkerat · 1 arkiverat)" in tavla.ok("list")

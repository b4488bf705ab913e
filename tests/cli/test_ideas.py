"""`tavla ideas` in a script: what is shared, what finds it, and a copy with where it came from."""

from __future__ import annotations

import pytest

from tests.cli.running import Tavla


@pytest.fixture
def shared(tavla: Tavla) -> str:
    """A card that Väster finished and shares; its id. Öster is the board that is chosen."""
    tavla.ok("init", "Väster")
    tavla.env["TAVLA_BOARD"] = "vaster"
    id = tavla.add("Skåp för nycklarna", "--problem", "Vi letar varje pass.")
    tavla.ok(
        "set", id, "measure=Ett skåp vid dörren", "outcome=Tio minuter mindre", "lesson=Alla måste veta var."
    )
    tavla.ok("finish", id, "routine", "--reason", "Vi gör så")
    tavla.ok("set", id, "share=ja")
    tavla.env["TAVLA_BOARD"] = "oster"
    return id


def test_an_idea_is_found_by_its_words_and_read_whole(tavla: Tavla, shared: str) -> None:
    (idea,) = tavla.json("ideas", "skåp", "tio")["ideas"]
    assert (idea["id"], idea["board"], idea["name"], idea["title"]) == (
        shared, "vaster", "Väster", "Skåp för nycklarna",
    )  # fmt: skip
    assert (idea["tried"], idea["outcome"]) == (["Ett skåp vid dörren"], "Tio minuter mindre")
    assert (idea["lesson"], idea["finish"]) == ("Alla måste veta var.", "routine")
    assert tavla.json("ideas", "katt")["ideas"] == []
    assert "Väster · införs som rutin" in tavla.ok("ideas")
    assert "Det de lärde sig  Alla måste veta var." in tavla.ok("ideas", "show", shared[:4])


def test_a_copy_is_a_card_here_that_says_where_it_came_from(tavla: Tavla, shared: str) -> None:
    made = tavla.json("ideas", "copy", shared[:4], schema="ideas copy")["card"]
    assert (made["board"], made["phase"], made["title"]) == ("oster", "inbox", "Skåp för nycklarna")
    assert made["origin"] == {
        "form": "idea", "item": "Väster", "round": None, "board": "vaster", "card": shared,
    }  # fmt: skip
    shown = tavla.ok("show", made["id"])
    assert "Idé från Väster" in shown
    assert "Alla måste veta var." in shown
    tavla.refused("here_already", "ideas", "copy", shared)
    tavla.refused("unknown", "ideas", "copy", "zzzz")


def test_where_nothing_is_shared_it_says_how(empty: Tavla, tavla: Tavla) -> None:
    assert tavla.json("ideas")["ideas"] == []
    assert "share=ja" in tavla("ideas").err
    assert empty("ideas").code == 0


def test_what_came_from_an_idea_survives_being_written_out_and_in(tavla: Tavla, shared: str) -> None:
    made = tavla.json("ideas", "copy", shared, schema="ideas copy")["card"]
    tavla.ok("export", str(tavla.home.parent / "oster.json"))
    tavla.ok("init", "Norr")
    tavla.env["TAVLA_BOARD"] = "norr"
    tavla.ok("import", str(tavla.home.parent / "oster.json"))
    assert tavla.card(made["id"])["origin"] == made["origin"]

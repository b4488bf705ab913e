"""What two have changed without seeing each other, from a script: seen, told and settled."""

from __future__ import annotations

import shutil

import pytest

from tests.carrying import meet
from tests.cli.running import Tavla


class Pair:
    """Vera at one place, Bo at another, with the same board and one card."""

    def __init__(self, here: Tavla) -> None:
        self.here = here
        here.ok("people", "add", "Bo Alm", "--id", "bo")
        self.id = here.add("Vi letar nycklar", "--problem", "Som det var")
        self.there = Tavla(here.home.parent / "elsewhere")
        shutil.copytree(here.home, self.there.home)
        self.there.env = {**here.env, "TAVLA_PERSON": "bo"}
        self.there.now = here.now

    def both(self, here: tuple[str, ...], there: tuple[str, ...]) -> None:
        self.here.ok(*here)
        self.there.now = self.here.now
        self.there.ok(*there)
        self.here.now = self.there.now
        meet(self.here.home, self.there.home)


@pytest.fixture
def pair(tavla: Tavla) -> Pair:
    return Pair(tavla)


def test_versions_are_listed_with_who_and_when(pair: Pair) -> None:
    pair.both(("set", pair.id, "problem=Ett skåp saknas"), ("set", pair.id, "problem=Två nycklar finns"))
    (choice,) = pair.here.json("versions")["versions"]
    assert (choice["card"], choice["field"], choice["title"]) == (pair.id, "problem", "Vi letar nycklar")
    new, old = choice["versions"]
    assert (new["n"], new["by"], new["shown"], new["value"]) == (1, "bo", True, "Två nycklar finns")
    assert (old["n"], old["shown"], old["value"]) == (2, False, "Ett skåp saknas")
    assert new["at"] > old["at"]
    said = pair.here.ok("versions", pair.id)
    assert "Bo Alm" in said
    assert "Ett skåp saknas" in said
    assert f"tavla settle {pair.id[:4]} problem --take 1|2" in said
    assert pair.here.json("show", pair.id)["versions"] == [choice]
    told = pair.here.ok("show", pair.id)
    assert "≠ två versioner: Bo Alm i dag" in told
    assert f"tavla versions {pair.id}" in told


@pytest.mark.parametrize(("take", "value"), [("1", "Två"), ("2", "Ett")])
def test_a_choice_undone_is_asked_again(pair: Pair, take: str, value: str) -> None:
    pair.both(("set", pair.id, "problem=Ett"), ("set", pair.id, "problem=Två"))
    before = pair.here.json("versions")["versions"]
    pair.here.ok("settle", pair.id, "problem", "--take", take)
    assert "flera versioner att välja bland igen: tavla versions" in pair.here.ok("undo")
    told = " ".join(pair.here.ok("history", pair.id).split())
    assert "ångrade ett val, så att alla versioner finns igen" in told
    assert told.count("ångrade") == 1
    again = pair.here.json("versions")["versions"]
    for choice in (*before, *again):
        for version in choice["versions"]:
            del version["stamp"]
    assert again == before
    pair.here.ok("redo")
    assert pair.here.json("show", pair.id)["card"]["problem"] == value
    assert pair.here.json("versions")["versions"] == []


@pytest.mark.parametrize(("take", "value"), [("1", "Två"), ("2", "Ett")])
def test_one_is_taken_by_its_number(pair: Pair, take: str, value: str) -> None:
    pair.both(("set", pair.id, "problem=Ett"), ("set", pair.id, "problem=Två"))
    done = pair.here.json("settle", pair.id, "problem", "--take", take)
    assert done["card"]["problem"] == value
    assert done["events"][0]["do"] == "settle"
    assert pair.here.json("versions")["versions"] == []
    assert f"valde bland två versioner: problem: {value}" in pair.here.ok("history", pair.id)
    meet(pair.here.home, pair.there.home)
    assert pair.there.card(pair.id)["problem"] == value
    pair.here.ok("undo")
    assert pair.here.card(pair.id)["problem"] == "Två"


def test_one_is_taken_by_its_stamp(pair: Pair) -> None:
    pair.both(("set", pair.id, "owner=bo"), ("set", pair.id, "owner="))
    pair.both(("set", pair.id, "title=A"), ("set", pair.id, "title=B"))
    (choice,) = pair.here.json("versions")["versions"]
    stamp = choice["versions"][1]["stamp"]
    assert pair.here.json("settle", pair.id, "title", "--take", stamp)["card"]["title"] == "A"


def test_something_else_is_written_in_place_of_both(pair: Pair) -> None:
    pair.both(("set", pair.id, "due=2026-12-01"), ("set", pair.id, "due=2026-12-02"))
    assert pair.here.json("settle", pair.id, "due", "2026-12-03")["card"]["due"] == "2026-12-03"
    pair.both(("set", pair.id, "problem=Ett"), ("set", pair.id, "problem=Två"))
    said = pair.here.ok("settle", pair.id, "problem", "Ett", "och", "två")
    assert said.startswith("Valt: ")
    assert pair.here.card(pair.id)["problem"] == "Ett och två"


def test_where_a_card_is_and_who_does_it(pair: Pair) -> None:
    pair.here.ok("set", pair.id, "doers+=bo", "tag+=natt")
    meet(pair.here.home, pair.there.home)
    pair.there.now = pair.here.now
    pair.here.ok("set", pair.id, "doers-=bo")
    pair.both(("move", pair.id, "plan"), ("move", pair.id, "do", "--reason", "Vi prövar"))
    (place,) = pair.here.json("versions")["versions"]
    assert place["field"] == "place"
    assert [version["value"]["phase"] for version in place["versions"]] == ["do", "plan"]
    assert pair.here.json("settle", pair.id, "phase", "--take", "2")["card"]["phase"] == "plan"
    pair.there.now = pair.here.now
    meet(pair.here.home, pair.there.home)
    pair.both(("set", pair.id, "doers+=bo"), ("set", pair.id, "doers+=bo"))
    assert pair.here.json("versions")["versions"] == [], "both wrote the same"
    pair.here.ok("set", pair.id, "doers-=bo")
    pair.both(("set", pair.id, "doers+=bo"), ("set", pair.id, "doers-=bo"))
    (doer,) = pair.here.json("versions")["versions"]
    assert doer["field"] == "doers/bo"
    assert [version["value"] for version in doer["versions"]] == [False, True]
    assert "inte med på kortet" in pair.here.ok("versions")
    assert pair.here.json("settle", pair.id, "doers/bo", "--take", "2")["card"]["doers"] == ["bo"]


def test_a_card_deleted_at_one_place_and_changed_at_the_other(pair: Pair) -> None:
    pair.both(("delete", pair.id), ("set", pair.id, "problem=En timmes anteckningar"))
    assert pair.here.card(pair.id)["problem"] == "En timmes anteckningar"
    told = " ".join(pair.here.ok("show", pair.id).split())
    assert "Kortet togs bort (" in told
    assert "Därför är det kvar." in told
    (choice,) = pair.here.json("versions")["versions"]
    assert [version["value"] for version in choice["versions"]] == [False, True]
    pair.here.ok("settle", pair.id, "deleted", "--take", "2")
    assert pair.here.cards() == []


def test_the_boards_own_words(pair: Pair) -> None:
    pair.both(("board", "set", "focus=lugnare kvällar"), ("board", "set", "focus=tryggare nätter"))
    (choice,) = pair.here.json("versions")["versions"]
    assert (choice["card"], choice["field"]) == (None, "focus")
    assert "tavla settle board focus --take 1|2" in pair.here.ok("versions")
    assert pair.here.json("settle", "board", "focus", "--take", "2")["card"] is None
    assert pair.here.json("boards")["boards"][0]["focus"] == "lugnare kvällar"


def test_refusals_say_what_can_be_chosen(pair: Pair) -> None:
    assert pair.here.ok("versions") == "Inget väntar på att någon väljer.\n"
    pair.both(("set", pair.id, "problem=Ett"), ("set", pair.id, "problem=Två"))
    assert pair.here.refused("already_settled", "settle", pair.id, "title", "--take", "1")["hints"] == [
        "problem"
    ]
    assert pair.here.refused("unknown", "settle", pair.id, "problem", "--take", "3")["hints"] == ["1", "2"]
    pair.here.refused("unknown", "settle", pair.id, "problem", "--take", "nosuch")
    pair.here.refused("usage", "settle", pair.id, "problem", exit_code=2)
    pair.here.refused("usage", "settle", pair.id, "problem", "x", "--take", "1", exit_code=2)
    pair.here.refused("unknown", "settle", "zzzz", "problem", "--take", "1")


def test_where_there_is_no_board_nothing_waits(empty: Tavla) -> None:
    assert empty.json("versions")["versions"] == []
    assert empty.ok("versions") == "Inget väntar på att någon väljer.\n"


def test_a_field_of_the_method_is_told_in_words_and_written_anew(pair: Pair) -> None:
    pair.both(("set", pair.id, "improvement=ja", "share=ja"), ("set", pair.id, "improvement=worse"))
    said = " ".join(pair.here.ok("versions", pair.id).split())
    assert "Blev det bättre?" in said
    assert "ja, en förbättring" in said
    assert "nej, det blev sämre" in said
    settled = pair.here.json("settle", pair.id, "improvement", "--take", "2")["card"]
    assert settled["method"]["improvement"] == "improvement"
    told = " ".join(pair.here.ok("history", pair.id).split())
    assert "valde bland två versioner: blev det bättre? ja, en förbättring" in told
    pair.both(("set", pair.id, "prediction=Färre letar"), ("set", pair.id, "prediction=Fler hittar"))
    pair.here.ok("settle", pair.id, "prediction", "Färre letar, och fler hittar")
    assert pair.here.card(pair.id)["method"]["prediction"] == "Färre letar, och fler hittar"
    pair.both(("set", pair.id, "freed=5"), ("set", pair.id, "freed=7"))
    pair.here.refused("bad_number", "settle", pair.id, "freed", "många")
    pair.here.ok("settle", pair.id, "freed", "6,5")
    assert pair.here.card(pair.id)["method"]["freed"] == 6.5
    pair.both(("set", pair.id, "assumption=Ett"), ("set", pair.id, "assumption=Två"))
    pair.here.ok("move", pair.id, "do", "--reason", "prövar")
    pair.here.refused("test_started", "settle", pair.id, "assumption", "Tre")
    pair.here.ok("settle", pair.id, "assumption", "--take", "2")

"""The method's fields in tables, and everything on a card in a whole board, out and in again."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from board.method.kinds import FIELDS_OF_CARD, KINDS
from tests.cli.running import Tavla
from tests.cli.test_parts import card, command, given, lead_of

__all__ = ["card"]

SWEDISH = (
    "Rubrik;Vi väntar oss;Blev det bättre?;Minuter i veckan;Berör andra;Får läsas av andra;Mål för enheten\n"
    "Nycklar;Färre letar;ja, en förbättring;1 234,5;Västra, Norra;ja;Trygga besök\n"
    "Larm;;;;;;\n"
    "Kaffe;;kanske;;;;\n"
    "Tvätt;;;;;nej;Okänt mål\n"
)
ENGLISH = "Title,We expect,improvement,Time freed\nKeys,Fewer look,improvement,1234.5\n"


@pytest.fixture
def there(tmp_path: Path) -> Tavla:
    """Another workspace, with an empty board that Mia started."""
    other = Tavla(tmp_path / "annan")
    other.env = {"LOGNAME": "mia"}
    other.now += timedelta(days=1)
    other.ok("init", "Tom")
    return other


def by_title(tavla: Tavla, title: str) -> dict[str, object]:
    [found] = [one for one in tavla.cards() if one["title"] == title]
    shown: dict[str, object] = tavla.json("show", found["id"])["card"]
    return shown


def test_columns_of_the_method_are_known_by_their_words_in_both_languages(
    tavla: Tavla, tmp_path: Path
) -> None:
    tavla.ok("goal", "add", "Trygga besök")
    path = tmp_path / "kort.csv"
    path.write_text(SWEDISH, "utf-8")
    came = tavla.json("import", str(path))
    assert (came["created"], [one["line"] for one in came["rejected"]]) == (3, [4])
    method = by_title(tavla, "Nycklar")["method"]
    assert isinstance(method, dict)
    [goal] = tavla.json("goal", schema="goal list")["parts"]
    assert {
        name: method[name] for name in ("prediction", "improvement", "freed", "touches", "share", "goal")
    } == {
        "prediction": "Färre letar",
        "improvement": "improvement",
        "freed": 1234.5,
        "touches": ["Norra", "Västra"],
        "share": True,
        "goal": goal["id"],
    }
    laundry = by_title(tavla, "Tvätt")
    assert laundry["extra"] == {"Mål för enheten": "Okänt mål"}
    path.write_text(ENGLISH, "utf-8")
    tavla.ok("import", str(path))
    method = by_title(tavla, "Keys")["method"]
    assert isinstance(method, dict)
    assert (method["prediction"], method["freed"]) == ("Fewer look", 1234.5)


def test_a_mapping_may_name_a_field_of_the_method(tavla: Tavla, tmp_path: Path) -> None:
    (tmp_path / "kort.csv").write_text("Rubrik;Tanke\nNycklar;Färre letar\n", "utf-8")
    (tmp_path / "karta.json").write_text('{"Tanke": "prediction"}', "utf-8")
    tavla.ok("import", str(tmp_path / "kort.csv"), "--map", str(tmp_path / "karta.json"))
    assert by_title(tavla, "Nycklar")["method"]["prediction"] == "Färre letar"  # type: ignore[index]
    (tmp_path / "karta.json").write_text('{"Tanke": "predicton"}', "utf-8")
    error = tavla.refused(
        "unknown_field", "import", str(tmp_path / "kort.csv"), "--map", str(tmp_path / "karta.json")
    )
    assert "prediction" in error["hints"]


def test_a_table_has_a_column_for_each_field_that_a_card_fills_and_is_taken_in_again(
    tavla: Tavla, there: Tavla, tmp_path: Path
) -> None:
    id = tavla.add("Nycklar")
    tavla.ok(
        "set", id, "prediction=Färre", "freed=1,5", "touches=Västra,Norra", "share=ja", "improvement=change"
    )
    tavla.ok("set", id, "weighed==SUMMA(1)")
    path = tmp_path / "kort.csv"
    tavla.ok("export", str(path))
    [row] = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")
    assert row["freed"] == "1,5"
    assert row["weighed"].startswith("'=")
    assert "lesson" not in row
    there.ok("import", str(path))
    assert there.card(id)["method"] == {**tavla.card(id)["method"], "predicted": None}


def test_a_board_without_the_method_has_the_columns_it_always_had(tavla: Tavla) -> None:
    tavla.add("Nycklar")
    heads = tavla.ok("export", "--format", "csv").lstrip("\ufeff").splitlines()[0].split(";")
    assert not set(heads) & set(FIELDS_OF_CARD)


def test_everything_on_a_card_comes_with_the_whole_board(
    tavla: Tavla, there: Tavla, card: str, tmp_path: Path
) -> None:
    tavla.ok("people", "add", "Anna Ek")
    for kind in KINDS.values():
        on = [card] if kind.on_card else []
        words = [word.replace("=vera", "=anna") for word in given(kind, card)]
        tavla.ok(command(kind), "add", *on, f"{kind.lead}={lead_of(kind)}", *words)
    tavla.ok("vote", card, "1=5", "--as", "anna")
    tavla.ok("set", card, "prediction=Färre letar", "goal=1")
    path = tmp_path / "tavla.json"
    tavla.ok("export", str(path))
    there.ok("import", str(path))
    here, came = tavla.json("show", card), there.json("show", card)
    for kind in KINDS.values():
        name = command(kind)
        if kind.home == "board":
            listed = [one.json(name, schema=f"{name} list")["parts"] for one in (tavla, there)]
        elif kind.home == "org" and kind.name != "lift":
            continue  # it lies with people and roles, and no board carries it
        else:
            listed = [one["parts"][kind.name] for one in (here, came)]
        assert listed[0]
        without = [[{**one, "changed": None, "board": None} for one in parts] for parts in listed]
        assert without[1] == without[0], kind.name
    assert came["derived"]["points"] == here["derived"]["points"]
    assert came["card"]["method"] == here["card"]["method"]
    again = there.json("import", str(path))
    assert (again["created"], again["unchanged"]) == (0, 1)
    assert there.json("show", card)["parts"] == came["parts"]


def test_the_largest_reading_comes_with_the_board_as_well(
    tavla: Tavla, there: Tavla, card: str, tmp_path: Path
) -> None:
    tavla.ok("reading", "add", card, "10^300")
    path = tmp_path / "tavla.json"
    tavla.ok("export", str(path))
    there.ok("import", str(path))
    assert there.json("show", card)["parts"]["reading"][0]["value"] == 1e300

"""`tavla forget` as the one who looks after the boards meets it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.running import Tavla


def whole(tavla: Tavla) -> str:
    return "".join(path.read_text("utf-8", "replace") for path in tavla.home.rglob("*") if path.is_file())


def written(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Anna", "Ek", "--id", "anna")
    tavla.ok("add", "Hissen krånglar", "--problem", "den stannar mellan våningarna", "--as", "anna")
    card = tavla.cards()[0]["id"]
    tavla.ok("comment", card, "Jag ringde i går", "--as", "anna")
    tavla.ok("comment", card, "Anna Ek har ringt")


def test_it_is_counted_first_and_done_when_somebody_is_sure(tavla: Tavla) -> None:
    written(tavla)
    before = whole(tavla)
    said = tavla.ok("forget", "anna", "--dry-run")
    assert "oster: 3 ändringar, 3 texter" in said
    assert "människor och roller: 1 ändring" in said
    assert "--yes" in tavla("forget", "anna").err
    tavla.refused("not_confirmed", "forget", "anna")
    assert whole(tavla) == before
    assert tavla.json("forget", "anna", "--dry-run")["boards"][0]["changes"] == 3
    done = tavla.json("forget", "anna", "--yes")
    assert done["done"]
    left = whole(tavla)
    for words in ("Anna Ek", '"anna"', "Hissen", "våningarna", "ringde"):
        assert words not in left, words
    assert "[…] har ringt" in left
    assert tavla.json("check")["ok"]
    assert "[…]" in tavla.ok("list")
    assert "Hissen" not in tavla.ok("history")
    (gone,) = [one for one in tavla.json("people")["people"] if one["name"] == "[…]"]
    assert not gone["active"]
    assert tavla("add", "Nytt", "--as", "anna").code == 1


def test_an_export_and_an_undo_after_it_have_nothing_left(tavla: Tavla, tmp_path: Path) -> None:
    written(tavla)
    card = tavla.cards()[0]["id"]
    tavla.ok("set", card, "title=Hissen är lagad")
    tavla.ok("forget", "anna", "--yes")
    tavla.ok("undo")
    assert tavla.cards()[0]["title"] == "[…]"
    file = tmp_path / "ut.json"
    tavla.ok("export", str(file))
    assert "våningarna" not in file.read_text()
    assert "Anna" not in file.read_text()
    other = Tavla(tmp_path / "annan")
    other.ok("init", "Väster")
    other.ok("import", str(file))
    assert other.cards()[0]["title"] == "[…]"


def test_somebody_has_themselves_forgotten_and_nobody_unknown_is(tavla: Tavla) -> None:
    written(tavla)
    tavla.refused("unknown", "forget", "annika", "--yes")
    tavla.ok("people", "role", "vera", "forbattringsledare")
    tavla.ok("people", "add", "Bo", "Alm", "--id", "bo")
    error = tavla.refused("only_theirs", "forget", "anna", "--yes", "--reason", "Hon ville", "--as", "bo")
    assert "vera" in error["message"]
    assert "Be någon av dem" in error["message"]
    assert "Du är glömd här." in tavla.ok("forget", "anna", "--yes", "--as", "anna")
    for words in ("Anna Ek", "våningarna", "ringde"):
        assert words not in whole(tavla), words
    assert tavla.json("check")["ok"]
    tavla.ok("add", "Nytt")


def test_a_text_is_erased_with_all_that_it_was(tavla: Tavla) -> None:
    card = tavla.add("Hissen", "--problem", "Kalle i rum 12 ramlade")
    tavla.ok("set", card, "problem=Kalle ramlade igen")
    tavla.ok("comment", card, "Hälsa Kalle")
    tavla.refused("not_confirmed", "erase", card, "problem")
    assert "Kalle i rum" in whole(tavla)
    assert "1 text skulle raderas." in tavla("erase", card, "problem").out
    assert "1 text är borta, här och i historiken." in tavla.ok("erase", card, "problem", "--yes")
    tavla.ok("erase", card, "comments", "--yes")
    assert "Kalle" not in whole(tavla)
    assert tavla.json("check")["ok"]
    tavla.ok("set", card, "problem=En trappa är hal")
    assert tavla.cards()[0]["problem"] == "En trappa är hal"
    assert "En trappa" in whole(tavla)
    assert "tog bort en text" in tavla.ok("history")
    tavla.refused("unknown_field", "erase", card, "phase", "--yes")


def test_an_erased_identity_number_is_no_longer_told_by_check(
    tavla: Tavla, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("board.text.guard", lambda *_given: None)
    card = tavla.add("Hissen", "--problem", "Hos 19121212-1212")
    monkeypatch.undo()
    assert [one["code"] for one in tavla.json("check")["findings"]].count("identity_number") == 1
    tavla.ok("erase", card, "problem", "--yes")
    assert [one["code"] for one in tavla.json("check")["findings"]].count("identity_number") == 0
    assert "1212-1212" not in whole(tavla)


def test_old_comments_of_finished_cards_are_thinned(tavla: Tavla) -> None:
    old, fresh = tavla.add("Gammalt"), tavla.add("Nytt")
    for card in (old, fresh):
        tavla.ok("comment", card, f"Kommentar till {card}")
    tavla.ok("finish", old, "drop", "--reason", "blev inget")
    tavla.now += timedelta(days=800)
    tavla.ok("finish", fresh, "drop", "--reason", "blev inget")
    tavla.refused("no_age", "thin")
    before = whole(tavla)
    assert tavla.json("thin", "--older-than", "24", "--dry-run") == {
        "schema": "tavla/1",
        "erased": 1,
        "done": False,
    }
    assert whole(tavla) == before
    assert "1 kommentar skulle tas bort." in tavla.ok("thin", "--older-than", "24", "--dry-run")
    assert "Inget att gallra" in tavla.ok("thin", "--older-than", "36", "--dry-run")
    assert tavla.json("thin", "--older-than", "36", "--dry-run")["erased"] == 0
    assert tavla.json("thin", "--keep", "24")["erased"] == 1
    assert f"till {old}" not in whole(tavla)
    assert f"till {fresh}" in whole(tavla)
    assert tavla.json("thin")["erased"] == 0
    assert "gallrade 1 gammal kommentar" in tavla.ok("history")
    assert "erased" not in tavla.ok("history")
    assert tavla.json("check")["ok"]

"""`tavla story` and `tavla add --starter`: a card written out, and a card that begins with something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tavla


def test_a_story_is_printed_or_written_in_the_form_that_the_file_is_called(
    tavla: Tavla, tmp_path: Path
) -> None:
    id = tavla.add("Vi letar hjälpmedel", "--problem", "Det tar <25> minuter per pass.")
    assert tavla.ok("story", id).startswith("# Vi letar hjälpmedel\n")
    told = tavla.json("story", id)
    assert (told["format"], told["file"]) == ("md", None)
    assert "Det tar \\<25\\> minuter" in told["text"]
    file = tmp_path / "berättelse.html"
    written = tavla.json("story", id[:6], str(file))
    assert (written["card"], written["format"], written["text"]) == (id, "html", None)
    assert "Det tar &lt;25&gt; minuter" in file.read_text("utf-8")
    said = tavla("story", id, str(tmp_path / "sida.html"), "--format", "a3")
    assert "Läs igenom den" in said.err
    assert "A3 landscape" in (tmp_path / "sida.html").read_text("utf-8")


def test_a_story_names_people_only_when_asked(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Asta Lind", "--id", "asta")
    id = tavla.add("Vi letar hjälpmedel", "--owner", "asta")
    assert "Asta" not in tavla.ok("story", id)
    assert "Asta Lind" in tavla.ok("story", id, "--names")
    assert "**Background" not in tavla.ok("story", id, "--lang", "sv")
    assert "Noted" in tavla.ok("story", id, "--lang", "en")


def test_a_story_of_no_card_or_to_no_folder_is_refused(tavla: Tavla, tmp_path: Path) -> None:
    id = tavla.add("Vi letar hjälpmedel")
    tavla.refused("unknown", "story", "zzzz")
    tavla.refused("file_failed", "story", id, str(tmp_path / "ingen" / "fil.md"), exit_code=3)


@pytest.mark.parametrize("given", ["order", "ordning och reda", "Ordning"])
def test_a_card_begins_from_a_starter(tavla: Tavla, given: str) -> None:
    id = tavla.add("Förrådet", "--starter", given, "--tag", "förråd")
    shown = tavla.json("show", id)
    assert shown["parts"]["activity"][0]["text"].startswith("Ta fram allt")
    assert shown["parts"]["indicator"][0]["unit"] == "minuter per pass"
    assert shown["card"]["tags"] == ["förråd"]
    tavla.ok("undo")
    assert tavla.cards() == []


def test_history_says_what_a_card_began_with(tavla: Tavla) -> None:
    tavla.add("Förrådet", "--starter", "order")
    told = " ".join(tavla.ok("history").split())
    assert told.count("noterade kortet") == 1
    assert "skrev till: att göra ”Ta fram allt: vad används, och vad kan bort?”" in told


def test_a_starter_speaks_the_language_of_the_one_who_notes(tavla: Tavla) -> None:
    id = tavla.add("The storeroom", "--starter", "order", "--lang", "en")
    assert tavla.json("show", id)["parts"]["indicator"][0]["unit"] == "minutes per shift"


def test_an_unknown_starter_is_refused_with_those_there_are(tavla: Tavla) -> None:
    error = tavla.refused("unknown", "add", "Förrådet", "--starter", "ordr")
    assert "order" in error["hints"]

"""What is said about other computers, read as somebody on a ward reads it."""

from __future__ import annotations

from typing import Any

import pytest

from board.errors import Problem
from tui import sync_words
from tui.cli.care import FINDINGS, finding_words
from tui.lines import wrap
from tui.problems import at_command_line
from tui.text import Language, _, set_language
from tui.widgets.notice import MOST_ROWS, SHORT_NAME


def word(code: str, board: str = "ostergarden", n: int = 1, why: str = "", at: str = "a") -> dict[str, Any]:
    return {"code": code, "board": board, "replica": "aaaaaa", "n": n, "why": why, "at": at}


def test_one_line_is_one_and_several_are_several() -> None:
    assert sync_words.said(word("healed")) == "En skadad rad på ostergarden är hämtad tillbaka."
    assert sync_words.said(word("healed", n=3)) == "3 skadade rader på ostergarden är hämtade tillbaka."
    assert sync_words.said(word("taken_after_all")).startswith("En ändring på ostergarden")
    assert "2 ändringar på ostergarden" in sync_words.said(word("taken_after_all", n=2))


@pytest.mark.parametrize("why", ["illegible", "replica", "schema", "stamp", "text"])
def test_a_line_that_is_refused_is_told_with_why_and_what_to_do(why: str) -> None:
    told = sync_words.said(word("line_refused", why=why))
    assert "Allt annat är inläst" in told
    assert "skriv det igen" in told, "a ward can do that at once"
    assert "säg till den som sköter datorerna" in told
    for code in (why, "broken", "{", "_"):
        assert code not in told.replace("text", "") or code == "text"


@pytest.mark.parametrize(
    "code", ["forked", "healed", "line_ahead", "line_newer", "line_refused", "line_waits", "taken_after_all"]
)
def test_the_stores_own_board_is_called_what_it_is(code: str) -> None:
    told = sync_words.said(word(code, board="_workspace"))
    assert "bland människor och roller" in told
    assert "_" not in told


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", [*sync_words._SAID, "healed", "taken_after_all"])
@pytest.mark.parametrize("why", ["schema", "text", "stamp", "illegible"])
def test_all_of_it_fits_where_it_stands_on_the_smallest_screen(
    language: Language, code: str, why: str
) -> None:
    set_language(language)
    about = (
        "a1b2c3/ostergarden/a1b2c3/000000000001.sync-conflict-20261122-101500-ABCDEFG.jsonl"
        if code.startswith("there_")
        else why
    )
    told = f"{sync_words.told([word(code, why=about, n=2)], SHORT_NAME)[0][1]} {_('Esc stänger.')}"
    assert len(wrap(told, 60 - 4)) <= MOST_ROWS, told


def test_a_clone_is_told_of_once_with_all_its_boards() -> None:
    words = [
        word(code, board)
        for board in ("_workspace", "ostergarden", "vastergarden", "norrgarden")
        for code in ("forked", "forked")
    ]
    words.insert(3, word("healed"))
    (_, forked), (_, healed) = sync_words.told(words)
    assert forked.startswith(
        "Två datorer har skrivit på ostergarden, vastergarden och norrgarden och bland människor och roller som"
    )
    assert healed.startswith("En skadad rad")
    assert len(sync_words.told([word("forked", at="a"), word("forked", at="b")])) == 2, (
        "at another time it is another"
    )


def test_what_is_cut_off_on_its_way_here_is_not_said_to_be_lost() -> None:
    for code in ("cut_off_tail", "journal_cut_off"):
        told = finding_words({"code": code, "length": 12, "severity": "sound"})
        assert "sparas" not in told
        assert "annan dator" in told
    assert "aldrig sparas" in FINDINGS["torn_tail"]


def test_what_to_write_names_the_place() -> None:
    assert (
        at_command_line(Problem("remote_not_ready", place="kontoret")) == "Skriv: tavla remote init kontoret"
    )

"""Answers on paper: what headings and cells are understood, and what is wrong with a row."""

from __future__ import annotations

import pytest

from board.errors import Problem
from board.exchange import read_table
from board.readiness import UNSURE, Answer, Reply
from board.readiness_paper import read
from tui.cli.readiness_files import choices, headings


def rows(text: str, form: str = "readiness") -> tuple[list[Answer], list[tuple[int, str]]]:
    good, bad = read(read_table(text.encode()), form, headings(form), choices(form))
    return good, [(line, problem.code) for line, problem in bad]


@pytest.mark.parametrize(
    "heading",
    ["fokus", "Fokus", "FOKUS", "4"],
)
def test_an_item_by_key_name_or_number(heading: str) -> None:
    assert rows(f"{heading};Namn\n3;Anna\n") == ([{"fokus": Reply(3)}], [])


@pytest.mark.parametrize("heading", ["Kompetens", "kunskapskällan", "kunskapskallan", "Problemlösning"])
def test_both_names_of_the_source_are_understood(heading: str) -> None:
    good, bad = rows(f"{heading}\n2\n")
    assert (len(good), bad) == (1, [])


def test_what_is_asked_besides_and_comments() -> None:
    text = "Fokus;4.comment;fokus.time;Åt vilket håll?;5;Ledarskap kommentar\n3;Oklart;lång sikt;inward;?;\n"
    good, bad = rows(text)
    assert bad == []
    assert good == [
        {
            "fokus": Reply(3, "Oklart", {"time": "long", "direction": "inward"}),
            "ledarskap": Reply(UNSURE),
        }
    ]


@pytest.mark.parametrize("said", ["vet ej", "Vet ej", "?", "0", "don't know"])
def test_not_knowing(said: str) -> None:
    assert rows(f"Fokus\n{said}\n")[0] == [{"fokus": Reply(UNSURE)}]


def test_empty_cells_are_not_answered_and_empty_rows_are_nobody() -> None:
    assert rows("Fokus;Ledarskap;Namn\n;3;\n;;Bo\n-;;\n") == ([{"ledarskap": Reply(3)}], [])


def test_a_row_that_cannot_be_meant_is_told_by_its_line() -> None:
    good, bad = rows(f"Fokus;4.comment\n3;\n2,5;\n7;\n1;{'x' * 501}\n")
    assert len(good) == 1
    assert bad == [(3, "unknown"), (4, "unknown"), (5, "too_long")]


def test_the_climate_has_columns_of_its_own() -> None:
    assert rows("Chefen;3;6\n4;2;1\n", "climate")[0] == [
        {"chefen": Reply(4), "nyckelpersonen": Reply(2), "provande": Reply(1)}
    ]


def test_a_table_without_an_item_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        rows("Namn;Ålder\nAnna;40\n")
    assert caught.value.code == "no_items"

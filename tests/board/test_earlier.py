"""Any text that was changed can hold again, as an edit that is undone like others; never one that is erased."""

from __future__ import annotations

import pytest

from board.commands import edit
from board.earlier import Wording, hold_again, wordings
from board.errors import Problem
from board.forgetting import MARK, erase
from board.history import entries
from board.method import acts
from tests.board.team import Team


def changed(team: Team, card: str) -> list[Wording]:
    """The earlier wordings on a card, oldest first."""
    return [one for entry in entries(team.board, card) for one in wordings(entry)]


def test_an_earlier_text_holds_again_and_undo_takes_that_back(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"problem": "Maten är kall"}), edit(id, {"problem": "Något annat"}))
    (one,) = changed(team, id)
    assert (one.field, one.was, one.became) == ("problem", "Maten är kall", "Något annat")
    team.does("mia", hold_again(one, one.was, "Något annat"))
    assert team.doc(id)["problem"] == "Maten är kall"
    team.undoes("mia")
    assert team.doc(id)["problem"] == "Något annat"


def test_what_was_first_written_and_what_is_no_text_has_no_earlier_text(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"problem": "Maten är kall", "kind": "forslag"}), edit(id, {"kind": "problem"}))
    assert changed(team, id) == []


def test_a_text_that_was_taken_away_comes_back(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"why": "Trapporna"}), edit(id, {"why": None}))
    (one,) = changed(team, id)
    assert (one.was, one.became) == ("Trapporna", "")
    team.does("bo", hold_again(one, one.was, None))
    assert team.doc(id)["why"] == "Trapporna"


def test_a_part_of_a_card_gets_its_earlier_text_back(team: Team) -> None:
    id = team.notes()
    team.does("bo", acts.add("cause", id, {"text": "Ingen har uppgiften"}))
    cause = next(iter(team.board.snapshot.table("causes")))
    team.does("bo", acts.change("cause", cause, {"text": "Ont om tid"}))
    (one,) = changed(team, id)
    team.does("bo", hold_again(one, one.was, "Ont om tid"))
    assert (team.board.snapshot.get("causes", cause) or {})["text"] == "Ingen har uppgiften"


def test_a_text_that_somebody_has_changed_since_it_was_seen_is_not_written_over(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"problem": "Ett"}), edit(id, {"problem": "Två"}))
    (one,) = changed(team, id)
    team.does("mia", edit(id, {"problem": "Tre"}))
    with pytest.raises(Problem) as refused:
        team.does("bo", hold_again(one, one.was, "Två"))
    assert refused.value.code == "changed_meanwhile"
    assert team.doc(id)["problem"] == "Tre"


def test_a_text_that_is_erased_never_comes_back_also_from_a_history_that_was_read_before(team: Team) -> None:
    id = team.notes()
    team.does("bo", edit(id, {"problem": "Hemligt"}), edit(id, {"problem": "Något annat"}))
    (one,) = changed(team, id)
    team.does("bo", erase("cards", {id: "problem"}))
    now = team.doc(id)["problem"]
    for text in (one.was, MARK):
        with pytest.raises(Problem) as refused:
            team.does("bo", hold_again(one, text, now))
        assert refused.value.code == "text_erased"

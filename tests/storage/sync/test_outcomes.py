"""What two people get who changed the same card without having seen each other: the table of docs/merge.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from board import commands, cycles
from board.context import Command
from board.versions import choices, settle
from tests.storage.sync.wards import Ward, meet
from tests.storage.tools import Ticking, put

CARD = "1"
Does = list[Command | dict[str, Any]]


def _wards(root: Path) -> tuple[Ward, Ward]:
    clock = Ticking()
    anna, bo = Ward(root, "anna", clock), Ward(root, "bo", clock)
    put(
        anna.store,
        CARD,
        by="x",
        title="Fall",
        phase="act",
        state="open",
        outcome="Bättre",
        decision="Så gör vi",
        created="2026-11-22T03:40:00+00:00",
        **{"tags/natt": True},
    )
    meet(anna, bo)
    return anna, bo


def _do(ward: Ward, does: Does) -> None:
    for one in does:
        if isinstance(one, dict):
            put(ward.store, CARD, by=ward.me, **one)
        else:
            ward.service.do(one)


def set_(field: str, value: str) -> Command:
    return commands.edit(CARD, {field: value})


move: Callable[[str], Command] = lambda phase: commands.move(CARD, phase, "därför")  # noqa: E731
finish = cycles.finish(CARD, "routine")
reopen = commands.reopen(CARD, "det kom tillbaka")
delete = commands.delete(CARD)
tag = commands.edit(CARD, add={"tags": ["akut"]})
untag = commands.edit(CARD, remove={"tags": ["akut"]})

OUTCOMES: list[tuple[str, Does, Does, dict[str, Any], set[str]]] = [
    # (what it is, the earlier does, the later does, what shows, what has two versions)
    ("other fields", [set_("title", "A")], [set_("problem", "B")], {"title": "A", "problem": "B"}, set()),
    ("the same field", [set_("title", "A")], [set_("title", "B")], {"title": "B"}, {"title"}),
    ("the same value", [set_("title", "Samma")], [set_("title", "Samma")], {"title": "Samma"}, set()),
    ("move, move", [move("plan")], [move("do")], {"phase": "do"}, {"phase"}),
    (
        "finish, move",
        [finish],
        [move("do")],
        {"state": "finished", "phase": "do"},
        {"phase"},
    ),
    (
        "move, finish",
        [move("do")],
        [finish],
        {"state": "finished", "phase": "done"},
        {"phase"},
    ),
    (
        "finish, finish and reopen",
        [finish],
        [finish, reopen],
        {"state": "open", "phase": "act"},
        {"state", "phase", "finish"},
    ),
    (
        "finish and reopen, finish",
        [finish, reopen],
        [finish],
        {"state": "finished", "phase": "done", "finish": "routine"},
        {"state", "phase", "finish"},
    ),
    (
        "tag, another tag",
        [tag],
        [commands.edit(CARD, add={"tags": ["dag"]})],
        {"tags": ["akut", "dag", "natt"]},
        set(),
    ),
    ("tag, tag and untag", [tag], [tag, untag], {"tags": ["natt"]}, {"tags/akut"}),
    ("tag and untag, tag", [tag, untag], [tag], {"tags": ["akut", "natt"]}, {"tags/akut"}),
    ("delete, edit", [delete], [set_("problem", "B")], {"problem": "B"}, {"_deleted"}),
]


@pytest.mark.parametrize(
    ("first", "later", "shown", "versions"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES]
)
def test_two_who_had_not_seen_each_other(
    tmp_path: Path, first: Does, later: Does, shown: dict[str, Any], versions: set[str]
) -> None:
    anna, bo = _wards(tmp_path)
    _do(anna, first)
    _do(bo, later)
    meet(anna, bo)
    for ward in (anna, bo):
        card = ward.card(CARD)
        assert card is not None
        assert {name: card.get(name) for name in shown} == shown
        assert set(ward.store.conflicts().get(("cards", CARD), {})) - {"since", "rank"} == versions


def test_what_was_changed_before_a_deletion_is_there_when_the_card_is_taken_up_again(tmp_path: Path) -> None:
    anna, bo = _wards(tmp_path)
    bo.service.do(set_("problem", "B"))
    anna.service.do(delete)
    meet(anna, bo)
    assert anna.card(CARD) is bo.card(CARD) is None
    bo.service.do(commands.reopen(CARD))
    meet(anna, bo)
    for ward in (anna, bo):
        assert (ward.card(CARD) or {})["problem"] == "B"


def test_what_one_did_in_a_row_is_one_version(tmp_path: Path) -> None:
    anna, bo = _wards(tmp_path)
    _do(anna, [set_("title", "A"), set_("title", "A igen")])
    _do(bo, [set_("title", "B")])
    meet(anna, bo)
    for ward in (anna, bo):
        assert sorted(ward.store.heads("cards", CARD, "title").values()) == ["A igen", "B"]


def test_new_cards_and_comments_are_all_there(tmp_path: Path) -> None:
    anna, bo = _wards(tmp_path)
    for ward in (anna, bo):
        ward.service.do(commands.note(f"Från {ward.me}"))
        ward.service.do(commands.comment(CARD, f"Säger {ward.me}"))
    meet(anna, bo)
    for ward in (anna, bo):
        cards, said = ward.store.snapshot.table("cards"), ward.store.snapshot.table("comments")
        assert {card["title"] for card in cards.values()} == {"Fall", "Från anna", "Från bo"}
        assert {comment["text"] for comment in said.values()} == {"Säger anna", "Säger bo"}
        assert not ward.store.conflicts()


@pytest.mark.parametrize(
    ("first", "later"), [row[1:3] for row in OUTCOMES if row[4]], ids=[row[0] for row in OUTCOMES if row[4]]
)
@pytest.mark.parametrize("at", [0, 1])
def test_a_choice_that_is_taken_back_is_asked_again_at_both(
    tmp_path: Path, first: Does, later: Does, at: int
) -> None:
    anna, bo = _wards(tmp_path)
    _do(anna, first)
    _do(bo, later)
    meet(anna, bo)
    before, asked = anna.card(CARD), _asked(anna)
    choice = choices(anna.store)[0]
    anna.service.do(settle(anna.store, ("cards", CARD), choice.field, choice.versions[at].stamp))
    meet(anna, bo)
    assert _asked(bo) == []
    anna.service.undo()
    meet(anna, bo)
    for ward in (anna, bo):
        assert _asked(ward) == asked
        assert ward.card(CARD) == before
    bo.service.do(settle(bo.store, ("cards", CARD), choice.field, choices(bo.store)[0].versions[at].stamp))
    meet(anna, bo)
    assert _asked(anna) == _asked(bo) == []
    assert anna.card(CARD) == bo.card(CARD)


def _asked(ward: Ward) -> list[tuple[str, list[tuple[Any, str, str]]]]:
    return [
        (choice.field, [(version.value, version.by, version.at) for version in choice.versions])
        for choice in choices(ward.store)
    ]

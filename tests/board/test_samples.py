"""The boards that benchmarks measure are what they say: as many cards, the same for a seed, in every store."""

from __future__ import annotations

from pathlib import Path

from board.card import card_of
from board.codes import COLUMNS, STATES
from board.model import board_of as about
from storage.memory import MemoryStore
from storage.workspace import Workspace
from tests.samples import NOW, PEOPLE, board_of


def test_a_sample_is_the_same_for_a_seed_and_another_for_another() -> None:
    assert board_of(50, seed=7) == board_of(50, seed=7)
    assert board_of(50, seed=7) != board_of(50, seed=8)


def test_a_sample_has_every_kind_of_place_and_titles_that_differ() -> None:
    store = MemoryStore(lambda: NOW)
    store.commit(PEOPLE[0], lambda _board: board_of(400))
    cards = [card_of(id, doc) for id, doc in store.snapshot.table("cards").items()]
    assert len(cards) == len({card.title for card in cards}) == 400
    assert {card.state for card in cards} == set(STATES)
    assert {card.phase for card in cards if card.state == "open"} == set(COLUMNS)
    assert len(store.snapshot.table("comments")) == 100
    assert about(store.snapshot).limits == {"plan": 5, "do": 4}


def test_a_sample_on_disk_is_the_sample_in_memory(tmp_path: Path) -> None:
    workspace = Workspace(str(tmp_path / "w"), lambda: NOW)
    workspace.create()
    disk, memory = workspace.create_board("prov"), MemoryStore(lambda: NOW)
    for store in (disk, memory):
        store.commit(PEOPLE[0], lambda _board: board_of(120))
    assert workspace.board("prov").snapshot.tables["cards"] == memory.snapshot.tables["cards"]

"""What waits to be settled, on disk: the same after a checkpoint, at every place, till somebody chooses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from board.service import Service
from board.versions import Choice, choices, settle, waiting
from storage.store import BoardStore
from tests.carrying import meet
from tests.storage.tools import Ticking, again, make, put


class Places:
    """A board at two places. Journals are carried between them."""

    def __init__(self, folder: Path) -> None:
        self.here_root, self.there_root = folder / "here", folder / "there"
        clock = Ticking()
        self.here = make(self.here_root, clock).create_board("ett")
        put(self.here, "1", title="Fall", created="2026-11-22")
        shutil.copytree(self.here_root, self.there_root)
        self.there = make(self.there_root, clock).board("ett")

    def meet(self) -> None:
        meet(self.here_root, self.there_root)
        self.here.refresh()
        self.there.refresh()

    def one(self) -> Choice:
        (here,), (there,) = choices(self.here), choices(self.there)
        assert here == there
        return here


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def reopened(store: BoardStore) -> BoardStore:
    """The board as it is read from a checkpoint, with no line after it."""
    store.checkpoint()
    fresh = again(store)
    assert fresh.lines_since_checkpoint == 0
    return fresh


def test_two_values_wait_also_after_a_checkpoint(places: Places) -> None:
    put(places.here, "1", by="anna", title="A")
    put(places.there, "1", by="bo", title="B")
    places.meet()
    choice = places.one()
    assert [(version.value, version.by) for version in choice.versions] == [("B", "bo"), ("A", "anna")]
    assert choices(reopened(places.here)) == [choice]


def test_a_card_that_was_revived_waits_also_after_a_checkpoint(places: Places) -> None:
    put(places.here, "1", by="anna", do="delete", _deleted=True)
    put(places.there, "1", by="bo", problem="En timmes anteckningar")
    places.meet()
    choice = places.one()
    assert choice.field == "deleted"
    assert [(version.value, version.by) for version in choice.versions] == [(None, "bo"), (True, "anna")]
    assert choices(reopened(places.here)) == [choice]
    assert waiting(places.here.conflicts(), places.here.snapshot) == {("cards", "1"): ("deleted",)}


@pytest.mark.parametrize("at", [0, 1])
def test_what_is_chosen_at_one_place_is_settled_at_both(places: Places, at: int) -> None:
    put(places.here, "1", by="anna", title="A")
    put(places.there, "1", by="bo", title="B")
    places.meet()
    choice = places.one()
    service = Service(places.there, places.there, "mia", Ticking())
    service.do(settle(places.there, ("cards", "1"), "title", choice.versions[at].stamp))
    places.meet()
    for store in (places.here, places.there, reopened(places.here)):
        assert store.conflicts() == {}
        assert store.snapshot.table("cards")["1"]["title"] == "BA"[at]


def test_two_who_choose_at_two_places_are_asked_again_only_where_they_differ(places: Places) -> None:
    for chosen, asked in (((0, 0), 0), ((0, 1), 1)):
        put(places.here, "1", by="anna", title="A")
        put(places.there, "1", by="bo", title="B")
        places.meet()
        choice = places.one()
        for store, at in zip((places.here, places.there), chosen, strict=True):
            service = Service(store, store, "mia", Ticking())
            service.do(settle(store, ("cards", "1"), "title", choice.versions[at].stamp))
        places.meet()
        assert len(choices(places.here)) == len(choices(places.there)) == asked

"""Some tables of a board without the rest of it are what the whole board has of them."""

from __future__ import annotations

from typing import Any

import pytest

from board.ports import Change, Draft, Snapshot
from storage.glance import glance
from storage.lines import LIMIT
from storage.store import BoardStore
from tests.storage.tools import again, journal, put

ONLY = ("board", "rounds")


def write(store: BoardStore, table: str, id: str, **cells: Any) -> None:
    store.commit("p1", lambda _: [Draft("set", (Change(table, id, cells),))])


def looked(store: BoardStore, without: frozenset[str] = frozenset()) -> Snapshot:
    found = glance(store.home.folder, ONLY, without)
    assert found is not None
    return found


def same(store: BoardStore) -> None:
    whole, found = again(store).snapshot, looked(store)
    assert {table: found.table(table) for table in ONLY} == {table: whole.table(table) for table in ONLY}
    assert found.deleted == {key: doc for key, doc in whole.deleted.items() if key[0] in ONLY}
    assert set(found.tables) <= set(ONLY)


def filled(store: BoardStore) -> BoardStore:
    write(store, "board", "1", name="Öster")
    put(store, "1", title='Om "rounds" och \\u0041 och "gone":')
    write(store, "rounds", "7", **{"form": "readiness", "invited/p1": True, "invited/p2": True})
    put(store, "2", title="b")
    write(store, "rounds", "7", **{"invited/p1": None, "closes": "2026-12-01"})
    write(store, "rounds", "8", form="climate")
    write(store, "rounds", "8", _deleted=True)
    put(store, "3", title="c")
    return store


def test_it_has_what_the_whole_board_has(store: BoardStore) -> None:
    same(filled(store))


def test_a_command_of_many_lines_comes_whole(store: BoardStore) -> None:
    filled(store)
    long = {f"said/{n}": "x" * (LIMIT // 3) for n in range(6)}
    store.commit(
        "p1",
        lambda _: [
            Draft("set", (Change("rounds", "9", long), Change("cards", "9", {"title": "y" * 40_000})))
        ],
    )
    same(store)
    assert len(looked(store).table("rounds")["9"]["said"]) == 6


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_line_that_is_wrong_counts_as_little_as_for_the_whole_board(store: BoardStore, at: int) -> None:
    path = journal(filled(store))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[at] = lines[at][:20] + b"???" + lines[at][23:]
    path.write_bytes(b"".join(lines) + b'{"n":99')
    same(store)


def test_fields_that_are_not_wanted_are_not_there(store: BoardStore) -> None:
    found = looked(filled(store), frozenset({"invited"})).table("rounds")["7"]
    assert "invited" not in found
    assert found["closes"] == "2026-12-01"


def test_a_board_with_a_checkpoint_is_read_from_that(store: BoardStore) -> None:
    filled(store).checkpoint()
    assert glance(store.home.folder, ONLY) is None

"""The checkpoint: TinyDB opens it, it never lies, and it can always be rebuilt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from board.ports import Change, Draft
from storage.checkpoint import verified
from storage.store import BoardStore
from storage.tiny import BoardStorage
from storage.workspace import Workspace
from tests.storage.tools import ROOT, again, broken, cards, journal, put


def filled(store: BoardStore) -> BoardStore:
    put(store, "382708429620190057", title="Åsa ringer\nfamiljen", phase="inbox", **{"tags/akut": True})
    put(store, "382708429620190058", title="Borttaget")
    put(store, "382708429620190058", _deleted=True)
    store.commit("p1", lambda _: [Draft("add", (Change("people", "anna", {"name": "Anna", "x/a": 1}),))])
    put(store, "382708429620190057", phase="plan")
    store.checkpoint()
    return store


def test_stock_tinydb_opens_it(store: BoardStore) -> None:
    filled(store)
    with TinyDB(store.path, access_mode="r") as db:
        assert [doc.doc_id for doc in db.table("cards")] == [382708429620190057]
        assert db.table("cards").get(Query().phase == "plan") is not None
        assert db.table("people").all()[0]["_id"] == "anna"
        assert db.table("_meta").get(doc_id=1)["format"] == 1
    with TinyDB(store.path, storage=BoardStorage) as db:
        assert db.table("cards").count(Query().tags.any(["akut"])) == 1


def test_one_document_a_line(store: BoardStore) -> None:
    filled(store)
    text = Path(store.path).read_text(encoding="utf-8")
    assert json.loads(text)["cards"].keys() == {"382708429620190057"}
    assert sum('"title"' in line for line in text.splitlines()) == 2


def test_opening_from_it_gives_the_same_board(store: BoardStore) -> None:
    filled(store)
    reader = again(store)
    assert reader.lines_since_checkpoint == 0
    assert reader.snapshot.tables == store.snapshot.tables
    assert reader.snapshot.deleted == store.snapshot.deleted
    for cell in ("title", "phase", "tags/akut", "owner"):
        assert reader.stamp_of("cards", "382708429620190057", cell) == store.stamp_of(
            "cards", "382708429620190057", cell
        )
    put(reader, "382708429620190058", _deleted=None)
    assert len(cards(reader)) == 2
    store.refresh()
    assert store.snapshot.tables == reader.snapshot.tables


def test_older_than_the_journals_is_normal(store: BoardStore) -> None:
    filled(store)
    old = Path(store.path).read_bytes()
    put(store, "1", title="nytt")
    store.checkpoint()
    Path(store.path).write_bytes(old)
    reader = again(store)
    assert reader.distrusted is None
    assert reader.lines_since_checkpoint == 1
    assert reader.snapshot.tables == store.snapshot.tables
    put(store, "2", title="mer")
    store.checkpoint()
    assert broken(store) == []
    assert len(cards(again(store))) == 3


@pytest.mark.parametrize("how", ["gone", "empty", "half", "zeroed", "edited", "json", "nonsense"])
def test_a_lost_or_damaged_one_is_rebuilt(store: BoardStore, how: str) -> None:
    filled(store)
    path = Path(store.path)
    whole = path.read_bytes()
    bad = {
        "empty": b"",
        "half": whole[: len(whole) // 2],
        "zeroed": bytes(len(whole)),
        "edited": whole.replace(b"plan", b"done"),
        "json": b"{}\n",
        "nonsense": os.urandom(500),
    }.get(how)
    if bad is None:
        path.unlink()
    else:
        path.write_bytes(bad)
    reader = again(store)
    assert reader.snapshot.tables == store.snapshot.tables
    assert reader.distrusted == (None if bad is None else "checkpoint_changed")
    reader.checkpoint()
    assert verified(path.read_bytes())
    assert again(store).distrusted is None
    assert len(broken(store)) == (0 if bad is None else 1)


def test_a_hand_edit_while_open_is_set_aside(store: BoardStore) -> None:
    filled(store)
    path = Path(store.path)
    path.write_bytes(path.read_bytes().replace(b"plan", b"done"))
    put(store, "1", title="a")
    assert store.checkpoint_if_due()
    (kept,) = broken(store)
    assert b"done" in Path(store.home.folder, "broken", kept).read_bytes()
    assert cards(again(store))["382708429620190057"]["phase"] == "plan"


def test_one_of_another_board_is_not_believed(store: BoardStore, workspace: Workspace) -> None:
    other = workspace.create_board("annan")
    for n in range(5):
        put(other, str(n), title="annat")
    other.checkpoint()
    filled(store)
    Path(store.path).write_bytes(Path(other.path).read_bytes())
    reader = again(store)
    assert reader.distrusted == "checkpoint_mismatch"
    assert reader.snapshot.tables == store.snapshot.tables


def test_a_journal_cut_back_behind_it_is_noticed(store: BoardStore) -> None:
    put(store, "1", title="a")
    path = journal(store)
    older = path.read_bytes()
    filled(store)
    path.write_bytes(older)
    reader = again(store)
    assert reader.distrusted == "checkpoint_mismatch"
    assert cards(reader) == {"1": {"title": "a"}}


def test_it_is_written_when_due_and_by_one_session_only(store: BoardStore) -> None:
    other = again(store)
    for n in range(3):
        put(store, str(n), title="a")
    other.refresh()
    assert not store.checkpoint_if_due(least=500)
    assert not Path(store.path).exists()
    assert store.checkpoint_if_due()
    written = os.stat(store.path)
    assert not other.checkpoint_if_due()
    assert not store.checkpoint_if_due()
    assert os.path.samestat(os.stat(store.path), written)


def test_conflicts_and_unknown_tables_survive_it(store: BoardStore) -> None:
    from storage.lines import FIRST, encode

    put(store, "1", title="a")
    stamp = store.stamp_of("cards", "1", "title")
    assert stamp is not None
    head = {"t": stamp[:13] + "zzzzzz", "at": "2026-11-22T03:40:01+01:00", "by": "p9", "do": "set"}
    change = [["cards", "1", {"title": "b", "senare": {"x": [1]}}], ["framtid", "7", {"ny": True}]]
    (line,), _ = encode(head, change, 1, FIRST)
    folder = Path(store.home.folder, "journal", "zzzzzz")
    folder.mkdir()
    (folder / "000000000001.jsonl").write_bytes(line)
    store.refresh()
    store.checkpoint()
    reader = again(store)
    assert reader.lines_since_checkpoint == 0
    assert reader.conflicts() == store.conflicts() != {}
    assert reader.snapshot.tables == store.snapshot.tables
    assert reader.snapshot.get("framtid", "7") is not None
    put(reader, "1", title="c")
    assert reader.conflicts() == {}


def test_a_newer_format_is_only_read(store: BoardStore) -> None:
    from board.errors import Problem
    from storage.checkpoint import dump, state_of, tables_of

    filled(store)
    tables = tables_of(state_of(store._cells, "aaaaaa", store._journals.places()))
    tables["_meta"]["1"]["format"] = 2
    Path(store.path).write_bytes(dump(tables))
    reader = again(store)
    assert cards(reader) == cards(store)
    with pytest.raises(Problem, match="newer_format"):
        put(reader, "1", title="x")
    assert not reader.checkpoint_if_due()


def test_reading_a_board_loads_next_to_nothing(store: BoardStore) -> None:
    filled(store)
    code = (
        "import sys, datetime\n"
        "from storage.workspace import Workspace\n"
        "s = Workspace(sys.argv[1], datetime.datetime.now).board('ett')\n"
        "assert len(s.snapshot.table('cards')) == 1\n"
        "heavy = {'tinydb', 'logging', 'tempfile', 'subprocess', 'threading', 'inspect', 'dataclasses',\n"
        "         'pathlib', 'ctypes', 'heapq', 'textual', 'rich', 'dateutil', 'socket', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    root = os.path.dirname(os.path.dirname(store.home.folder))
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n" + code, root],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(run.stdout.replace("'", '"'))) <= {"heapq"}

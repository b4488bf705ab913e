"""A packed document is what a dict of its fields would be, whatever is asked of it and in what order."""

from __future__ import annotations

import tracemalloc
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from storage.lines import to_json
from storage.packed import Packed
from storage.store import BoardStore
from tests.samples import board_of
from tests.storage.tools import again

CARDS = 1000
NAMES = ["phase", "state", "owner", "due", "rank", "title", "problem", "tags", "extra", "_at", 'a"b', "å", ""]
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["do", 'x,"phase":"y"', '{"phase":"y"}', ',"title":', "\\", '\\"', '"', "{", "plan\n", "\ud7ff", ""]
)
PLAIN = TEXTS | st.integers() | st.booleans()
VALUES = PLAIN | st.lists(TEXTS, max_size=3) | st.dictionaries(st.sampled_from(NAMES), PLAIN, max_size=3)
DOCUMENTS = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), VALUES, max_size=8)


def packed(doc: dict[str, Any]) -> Packed:
    return Packed(to_json(doc).encode())


@given(DOCUMENTS, st.lists(st.sampled_from(NAMES), max_size=8))
@example({"extra": {"phase": "x", "title": "y"}, "phase": "do", "title": "z"}, ["phase", "title"])
@example({"extra": {"phase": "x", "title": "y"}}, ["phase", "title"])
@example({"phase": "do", "x": "}"}, ["phase"])
@example({"title": 'a,"phase":"b', "state": 1}, ["phase", "state", "title"])
def test_it_answers_as_a_dict(doc: dict[str, Any], asked: list[str]) -> None:
    found = packed(doc)
    for name in asked:
        assert found.get(name) == doc.get(name)
        assert (name in found) == (name in doc)
    for name, value in doc.items():
        assert packed(doc)[name] == value
    assert packed(doc) == doc == packed(doc) == packed(dict(reversed(doc.items())))
    assert {**found} == dict(found.items()) == doc
    assert (len(found), list(found), bool(found)) == (len(doc), list(doc), bool(doc))
    assert found != {**doc, "one more": 1}


@given(st.lists(DOCUMENTS, min_size=2, max_size=3), st.lists(st.sampled_from(NAMES), min_size=6, max_size=12))
def test_documents_asked_in_turns_do_not_mix(docs: list[dict[str, Any]], asked: list[str]) -> None:
    found = [packed(doc) for doc in docs]
    for name in asked:
        assert [one.get(name) for one in found] == [doc.get(name) for doc in docs]


def test_a_further_card_takes_little_more_than_its_text(store: BoardStore) -> None:
    store.commit("p1", lambda _: board_of(CARDS))
    store.checkpoint()
    tracemalloc.start()
    reader = again(store)
    reader.load_rest()
    taken = tracemalloc.get_traced_memory()[0] / CARDS
    tracemalloc.stop()
    text = sum(len(to_json(doc).encode()) for doc in store.snapshot.table("cards").values()) / CARDS
    assert taken <= text + 700, (taken, text)

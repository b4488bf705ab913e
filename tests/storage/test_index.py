"""What is kept of many boards never says anything else than the boards do."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import across, overview
from board.method.ideas import ideas_of
from board.ports import Change, Draft, Snapshot, Store
from storage.index import Index
from storage.workspace import INDEX, Workspace
from tests.storage.tools import Ticking, finish, make, put, start


def told(index: Index, board: str = "ett") -> tuple[Any, ...]:
    """All that the index says of a board."""
    cards = index.cards(board)
    return index.facts(board), index.ideas(board), cards, index.themes(board)


def truth(workspace: Workspace, changes: int | None = None) -> tuple[Any, ...]:
    """The same from the board itself, with so many commands in it."""
    store = workspace.board("ett")
    snapshot = store.snapshot
    cards, themes = across.cards_of(snapshot)
    lines = sum(1 for _ in store.backwards()) if changes is None else changes
    days = {workspace.clock().date().isoformat(): lines} if lines else {}
    facts = overview.facts_of(snapshot, days)
    return overview.from_json(overview.as_json(facts)), ideas_of("ett", snapshot), cards, themes


def kept(workspace: Workspace) -> Path:
    return Path(workspace.host, INDEX, "ett")


def spoil(workspace: Workspace, how: str, at: float = 0.5) -> None:
    """Do something to the file of the index that nobody should."""
    file = kept(workspace)
    if not file.exists():
        return
    data = file.read_bytes()
    place = int(at * max(len(data) - 1, 0))
    if how == "delete":
        file.unlink()
    elif how == "truncate":
        file.write_bytes(data[:place])
    elif how == "zero":
        file.write_bytes(bytes(len(data)))
    elif how == "flip" and data:
        file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    elif how == "longer":
        file.write_bytes(data + data)


def add_cause(store: Store, card: str, text: str) -> None:
    cause = Change("causes", f"9{card}", {"card": card, "text": text})
    store.commit("p1", lambda _: [Draft("add", (cause,))])


TEXTS = ("Nycklar i förrådet", "Larm på natten", "Ännu en\nrad", "")
SPOIL = ("delete", "truncate", "zero", "flip", "longer")
cells = st.fixed_dictionaries(
    {"title": st.sampled_from(TEXTS)},
    optional={
        "problem": st.sampled_from(TEXTS),
        "phase": st.sampled_from(("inbox", "plan", "do")),
        "state": st.sampled_from(("open", "finished")),
        "internal": st.booleans(),
        "share": st.booleans(),
        "tags/natt": st.booleans(),
        "due": st.just("2026-11-01"),
        "_deleted": st.sampled_from((True, None)),
    },
)
change = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("123"), cells),
    st.tuples(st.just("cause"), st.sampled_from("123"), st.sampled_from(TEXTS)),
    st.tuples(st.just("checkpoint"), st.none(), st.none()),
    st.tuples(st.sampled_from(SPOIL), st.floats(0, 1), st.none()),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(change, max_size=6))
def test_whatever_happens_the_index_says_what_the_board_does(steps: list[tuple[str, Any, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = make(Path(folder) / "work")
        store = workspace.create_board("ett")
        held = Index(workspace)
        for what, one, other in steps:
            if what == "put":
                put(store, one, **other)
            elif what == "cause":
                add_cause(store, one, other)
            elif what == "checkpoint":
                store.checkpoint()
            else:
                spoil(workspace, what, one)
            wanted = truth(workspace)
            assert told(held) == wanted, "of one who has read before"
            assert told(Index(workspace)) == wanted, "of one who reads what is kept"


def two_cards(root: Path) -> Workspace:
    workspace = make(root)
    store = workspace.create_board("ett")
    put(store, "1", title="Nycklar i förrådet", problem="Vi letar varje pass")
    put(store, "2", title="Bara vårt", internal=True)
    return workspace


def test_what_is_kept_is_used_as_long_as_the_board_is_the_same(tmp_path: Path) -> None:
    workspace = two_cards(tmp_path / "work")
    first, second = Index(workspace), Index(workspace)
    wanted = told(first)
    assert told(second) == wanted
    assert (first.made, second.made) == (1, 0)
    workspace.board("ett").checkpoint()
    assert told(second) == wanted
    assert second.made == 0, "a checkpoint changes nothing on the board"
    finish(start("put('3', title='Från en annan session')", workspace.root))
    assert b"session" in b"".join(second.cards("ett").texts)
    assert told(second) == truth(workspace)
    assert second.made == 1


@pytest.mark.parametrize("how", SPOIL)
def test_what_was_spoiled_is_made_again(tmp_path: Path, how: str) -> None:
    workspace = two_cards(tmp_path / "work")
    wanted = told(Index(workspace))
    for at in (0.0, 0.02, 0.5, 0.9, 1.0):
        spoil(workspace, how, at)
        again = Index(workspace)
        assert told(again) == wanted
        assert again.made == 1, at


def test_what_takes_longer_is_made_when_somebody_asks_for_it(tmp_path: Path) -> None:
    workspace = two_cards(tmp_path / "work")
    first, second, third = (Index(workspace) for _ in range(3))
    facts, ideas, cards, themes = truth(workspace)
    assert (first.facts("ett"), first.ideas("ett")) == (facts, ideas)
    short = kept(workspace).stat().st_size
    assert (second.facts("ett"), second.themes("ett"), second.made) == (facts, themes, 1)
    assert kept(workspace).stat().st_size > short
    assert (third.themes("ett"), third.cards("ett"), third.made) == (themes, cards, 0)
    third.let_go()
    assert (third.compared("ett"), third.made) == ((themes, cards.all()), 0)


def test_what_is_kept_by_another_version_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = two_cards(tmp_path / "work")
    told(Index(workspace))
    monkeypatch.setattr("storage.index.FORMAT", 999)
    newer = Index(workspace)
    assert told(newer) == truth(workspace)
    assert newer.made == 1


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    workspace = two_cards(tmp_path / "work")
    Path(workspace.host).mkdir(exist_ok=True)
    Path(workspace.host, INDEX).write_text("in the way")
    for _time in range(2):
        index = Index(workspace)
        assert told(index) == truth(workspace)
        assert index.made == 1


def test_a_writer_at_the_same_time_never_leaves_something_old(tmp_path: Path) -> None:
    workspace = two_cards(tmp_path / "work")
    index = Index(workspace)
    code = """
for n in range(40):
    put("7", title=f"nummer{n:03}")
    print(n, flush=True)
"""
    writer = start(code, workspace.root)
    assert writer.stdout is not None
    for row in writer.stdout:
        (shown,) = [one.title for one in index.cards("ett").all() if one.title.startswith("nummer")]
        assert shown >= f"nummer{int(row):03}", "what was acknowledged before the look is in it"
    finish(writer)
    assert told(index) == truth(workspace) == told(Index(workspace))


def test_boards_that_are_no_more_leave_nothing(tmp_path: Path) -> None:
    workspace = two_cards(tmp_path / "work")
    index = Index(workspace)
    told(index)
    (tmp_path / "work/boards/ett").rename(tmp_path / "away")
    index.sweep()
    assert os.listdir(index.folder) == []


def test_a_link_laid_in_its_place_leads_to_nobodys_files(tmp_path: Path) -> None:
    workspace = make(tmp_path / "work", Ticking())
    workspace.create_board("ett")
    index, others = Index(workspace), tmp_path / "others"
    others.mkdir()
    (others / "brev.txt").write_text("mitt")
    Path(index.folder).parent.mkdir(parents=True, exist_ok=True)
    os.symlink(others, index.folder)
    index.sweep()
    told(index)
    assert {one.name for one in others.iterdir()} == {"brev.txt"}


def test_the_pulse_is_commands_by_day_and_only_the_last_weeks(tmp_path: Path) -> None:
    clock = Ticking()
    clock.now -= timedelta(days=200)
    workspace = make(tmp_path / "work", clock)
    store = workspace.create_board("ett")
    put(store, "1", title="Förr")
    clock.now += timedelta(days=195)
    put(store, "1", title="I veckan")
    put(store, "1", title="Igen")
    clock.now += timedelta(days=5)
    put(store, "1", title="I dag")
    facts = Index(workspace).facts("ett")
    assert list(facts.changes.values()) == [2, 1]
    assert overview.pulse(facts.changes, clock.now.date())[-2:] == (0, 3)


def test_what_is_kept_has_this_form() -> None:
    """Where this fails, storage.index.FORMAT wants another number, and then this its new words."""
    card = {
        "title": "Nycklar",
        "phase": "plan",
        "tags": ["natt"],
        "problem": "Vi letar",
        "_at": "2026-11-22T10",
    }
    snapshot = Snapshot({"cards": {"1": card}, "causes": {"2": {"card": "1", "text": "Ingen plats"}}})
    assert overview.as_json(overview.facts_of(snapshot, {"2026-11-22": 3})) == [
        {}, "2026-11-22T10", "", (("1", "plan", "2026-11-22T10", ""),), {"2026-11-22": 3}, {},
        (), (),
    ]  # fmt: skip
    cards, themes = across.cards_of(snapshot)
    codes = "\x1dPHASE=PLAN\x1d\x1dSTATE=OPEN\x1d\x1dKIND=PROBLEM\x1d"
    assert cards.texts[0].decode() == f"nycklar\x1fvi letar\x1fingen plats\x1f#natt{codes}"
    assert cards.rows.decode() == "1\x1fplan\x1fopen\x1f2026-11-22T10\x1fNycklar\x1fnatt"
    assert across.themes_as_json(themes) == {
        "tag": {"natt": ["natt", (0,)]}, "title": {"nyckl": ["nycklar", (0,)]},
        "cause": {"plat": ["plats", (0,)]}, "routine": {},
    }  # fmt: skip

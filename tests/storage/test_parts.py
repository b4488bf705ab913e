"""A card's parts on disk: two sessions at one folder, and processes of their own, write to one card."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from board.commands import note
from board.context import Command
from board.ids import public_id
from board.method import acts, causes
from board.method.parts import parts_of
from board.organisation import add_person
from board.ports import Change, Draft
from board.service import Service
from board.versions import choices, settle
from storage.check import check
from storage.workspace import Workspace
from tests.storage.tools import Ticking, again, finish, journal, start


class Desk:
    """A person at a session of their own on the board's folder."""

    def __init__(self, workspace: Workspace, clock: Ticking, name: str, ids: Callable[[], str]) -> None:
        own = Workspace(workspace.root, clock)
        self.store, org = own.board("ett"), own.org
        made = Service(self.store, org, "first", clock, ids).organise(add_person(name))
        self.me = public_id(made.events[-1].id)
        self.service = Service(self.store, org, self.me, clock, ids)

    def does(self, *commands: Command) -> Any:
        found = None
        for command in commands:
            found = self.service.do(command)
        return found

    def parts(self, kind: str, card: str) -> dict[str, Any]:
        self.store.refresh()
        return parts_of(self.store.snapshot, kind, card)


def desks(workspace: Workspace, clock: Ticking) -> tuple[Desk, Desk]:
    numbers = count(1)
    workspace.create_board("ett")

    def ids() -> str:
        return str(next(numbers) << 22)

    return Desk(workspace, clock, "Anna", ids), Desk(workspace, clock, "Bo", ids)


def test_two_sessions_add_causes_votes_and_readings_to_one_card(workspace: Workspace, clock: Ticking) -> None:
    anna, bo = desks(workspace, clock)
    card = anna.does(note("Vi letar nycklar")).events[-1].id
    anna.does(acts.add("indicator", card, {"text": "Minuter"}))
    today = clock().date()
    for n in range(20):
        anna.does(
            acts.add("cause", card, {"text": f"Annas {n}"}), acts.record(card, "1", [(today, f"{n}", None)])
        )
        bo.does(
            acts.add("cause", card, {"text": f"Bos {n}"}), acts.record(card, "1", [(today, f"{n},5", None)])
        )
    anna.does(acts.vote(card, {"1": 5, "2": 4}))
    bo.does(acts.vote(card, {"1": 1}))
    for desk in (anna, bo):
        assert len(desk.parts("cause", card)) == 40
        assert len(desk.parts("reading", card)) == 40
        desk.store.refresh()
        first, second, *_rest = causes.points(desk.store.snapshot, card).items()
        assert (first[1], second[1]) == (6, 4)
    assert again(anna.store).snapshot.tables == bo.store.snapshot.tables


def test_each_takes_back_their_own_and_leaves_the_others(workspace: Workspace, clock: Ticking) -> None:
    anna, bo = desks(workspace, clock)
    card = anna.does(note("Vi letar nycklar")).events[-1].id
    anna.does(acts.add("cause", card, {"text": "Annas"}))
    bo.does(acts.add("cause", card, {"text": "Bos"}))
    cause = next(iter(anna.parts("cause", card)))
    clock.now += timedelta(seconds=1)
    anna.does(acts.change("cause", cause, {"evidence": "Vi såg det."}))
    bo.does(acts.change("cause", cause, {"status": "confirmed"}))
    anna.service.undo()
    doc = bo.parts("cause", card)[cause]
    assert (doc.get("evidence"), doc["status"]) == (None, "confirmed")
    bo.service.undo()
    bo.service.undo()
    assert [doc["text"] for doc in anna.parts("cause", card).values()] == ["Annas"]


WRITES = """
from board.method import acts
from board.service import Service
from board.ids import new_id
workspace = Workspace(sys.argv[1], clock)
service = Service(store, workspace.org, sys.argv[2], clock, new_id)
for n in range(15):
    service.do(acts.add("cause", sys.argv[3], {"text": f"{sys.argv[2]} {n}"}))
    service.do(acts.record(sys.argv[3], "1", [(clock().date(), f"{n}", None)]))
service.do(acts.vote(sys.argv[3], {"1": 3}))
"""


def test_three_processes_at_once_lose_nothing(workspace: Workspace, clock: Ticking) -> None:
    anna, _bo = desks(workspace, clock)
    card = anna.does(note("Vi letar nycklar")).events[-1].id
    anna.does(acts.add("indicator", card, {"text": "Minuter"}), acts.add("cause", card, {"text": "Först"}))
    running = [start(WRITES, workspace.root, who, card) for who in ("p1", "p2", "p3")]
    for process in running:
        finish(process)
    found = anna.parts("cause", card)
    assert {doc["text"] for doc in found.values()} == {
        "Först",
        *(f"p{who} {n}" for who in (1, 2, 3) for n in range(15)),
    }
    assert len(anna.parts("reading", card)) == 45
    assert causes.points(anna.store.snapshot, card)[next(iter(found))] == 9


def decide_deleted(desk: Desk, card: str, kept: bool) -> None:
    """A card was deleted by one and changed by another after it: say whether it is to be there."""
    gone = Draft("delete", (Change("cards", card, {"_deleted": True}),))
    mended = Draft("edit", (Change("cards", card, {"problem": "Mer"}),))
    desk.store.commit("9", lambda _: [gone])
    desk.store.commit("8", lambda _: [mended])
    key = ("cards", card)
    (choice,) = choices(desk.store, {key})
    stamp = next(version.stamp for version in choice.versions if bool(version.value) is not kept)
    desk.does(settle(desk.store, key, "deleted", stamp))


def decide_title(desk: Desk, card: str, kept: bool) -> None:
    """Two wrote a title without having seen each other."""
    versions = [Draft("edit", (Change("cards", card, {"title": title}),)) for title in ("Ett", "Två")]
    desk.store.commit("9", lambda _: [versions[0], versions[1]._replace(beside=True)])
    key = ("cards", card)
    (choice,) = choices(desk.store, {key})
    desk.does(settle(desk.store, key, "title", choice.versions[int(kept)].stamp))


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("decide", [decide_deleted, decide_title])
def test_an_undo_that_was_cut_off_between_its_lines_was_not_made(
    workspace: Workspace, clock: Ticking, decide: Callable[[Desk, str, bool], None], kept: bool
) -> None:
    anna, _ = desks(workspace, clock)
    card = anna.does(note("Vi letar nycklar")).events[-1].id
    decide(anna, card, kept)
    before, whole = anna.store.snapshot, journal(anna.store).read_bytes()
    anna.service.undo()
    asked = choices(again(anna.store))
    assert len(asked) == 1
    lines = journal(anna.store).read_bytes().removeprefix(whole).splitlines(keepends=True)
    assert len(lines) == 2
    journal(anna.store).write_bytes(whole + lines[0])

    opened = again(anna.store)
    assert (opened.snapshot.tables, opened.snapshot.deleted) == (before.tables, before.deleted)
    assert opened.line(json.loads(lines[0].split(b"\t")[0])["t"]) is None
    service = Service(opened, workspace.org, anna.me, clock)
    clock.now -= timedelta(hours=1)
    service.undo()
    found = again(opened)
    assert [(c.field, [v.value for v in c.versions]) for c in choices(found)] == [
        (c.field, [v.value for v in c.versions]) for c in asked
    ]
    assert [f for f in check(workspace, "ett") if f.severity == "damage"] == []
    stamps = [json.loads(line.split(b"\t")[0])["t"] for line in journal(found).read_bytes().splitlines()]
    assert stamps == sorted(set(stamps)), "what was cut off has a time, too, that nothing later comes before"
    service.redo()
    now = again(found).snapshot
    assert choices(again(found)) == []
    assert (card in now.table("cards")) is (card in before.table("cards"))

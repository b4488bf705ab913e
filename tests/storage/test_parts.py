"""A card's parts on disk: two sessions at one folder, and processes of their own, write to one card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from board.commands import Command, note
from board.ids import public_id
from board.method import acts, causes
from board.method.parts import parts_of
from board.organisation import add_person
from board.service import Service
from storage.workspace import Workspace
from tests.storage.tools import Ticking, again, finish, start


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

"""The flow of a board of 10,000 cards and 100,000 lines of history: the first figures, and those after one change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import perf_counter

from board.flow_series import bands, flow
from board.flow_trails import CELLS, Trails, trails_of
from board.ids import new_id
from board.ports import Change, Draft
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.bench.ground import Ground
from tests.bench.report import Figure, median, spread

CARDS, TURN = 10_000, 500
WAY = ("plan", "do", "check", "act")


def long_history(ground: Ground) -> BoardStore:
    """A board where cards came and went for five years, ten lines each."""
    now = datetime.now().astimezone()
    clock = [now]
    workspace = Workspace(str(ground.folder / "flow"), lambda: clock[0])
    workspace.create()
    store = workspace.create_board("ett")
    for start in range(0, CARDS, TURN):
        cards = [new_id() for _ in range(TURN)]
        for step in range(10):
            clock[0] = now - timedelta(days=1825 - start * 1775 // CARDS - step * 5)
            store.commit("p1", lambda _, cards=cards, step=step: list(_drafts(cards, step)))  # type: ignore[misc]  # its defaults
    store.checkpoint()
    clock[0] = now
    return store


def _drafts(cards: list[str], step: int) -> Iterator[Draft]:
    """Every other line is a move, as half of what is written on a card is something else."""
    phase = WAY[step // 2 - 1]
    for place, id in enumerate(cards):
        if step == 0:
            yield Draft("add", (Change("cards", id, {"title": "Kort", "phase": "inbox", "state": "open"}),))
        elif step % 2:
            yield Draft(
                "set", (Change("cards", id, {"problem": f"Det händer flera gånger i veckan. {step}"}),)
            )
        elif step == 8 and place % 20:
            yield Draft("finish", (Change("cards", id, {"phase": "done", "state": "finished"}),))
        else:
            yield Draft("move", (Change("cards", id, {"phase": phase}),))


def measure(ground: Ground, runs: int) -> list[Figure]:
    """Reading the whole history and counting, then following one line at a time."""
    store = long_history(ground)
    today = datetime.now().astimezone().date()

    def figures() -> float:
        began = perf_counter()
        trails = trails_of(store)
        found = flow(trails, today)
        bands(trails.values(), found.first, today)
        return (perf_counter() - began) * 1000

    first = figures()
    id = next(iter(store.snapshot.table("cards")))
    known = Trails()
    known.add(store.backwards(CELLS))
    after, read = [], []
    for n in range(runs):
        store.commit("p1", lambda _, n=n: [Draft("move", (Change("cards", id, {"phase": WAY[n % 4]}),))])  # type: ignore[misc]  # its default
        lines = list(store.backwards(CELLS, dict(known.latest)))
        known.add(lines)
        read.append(len(lines))
        after.append(figures())
    note = f"{spread(after)}; lines read after one change: {max(read)}"
    return [
        Figure(f"the first figures of flow, {CARDS} cards, {CARDS * 10} lines", first, "ms", 1000.0),
        Figure("the figures of flow after one change", median(after), "ms", 250.0, note=note),
    ]

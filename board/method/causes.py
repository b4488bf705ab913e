"""What follows from a card's causes: how they answer one another, what the team's points say, which few weigh most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from board.method.parts import hung_on, parts_of
from board.ports import Doc, Snapshot
from board.same import all_of
from board.values import whole_in

MOST_PRIORITISED = 3
"""More causes than this to go on with at once is worth a thought (ours, after the 80/20 principle)."""
MOST_POINTS = 5
"""To one cause from one person."""
POINTS_IN_ALL = 15
"""What one person has to give to a card's causes: 5, 4, 3, 2 and 1."""
FEW_SHARE = (4, 5)
"""The share of all points that the vital few stand for at least: 80 %."""


class Tree(NamedTuple):
    """Causes as answers under answers, oldest first.

    starts: the first answers, from which chains of "why" go on.
    below: the answers to the why of each cause that has any.
    depth: every cause's depth, 0 for a start; in the order of the tree, each followed by its answers.
    cut: causes whose `parent` is not followed, since it leads back to themselves. Two people who link at once can make
        such a ring; its oldest cause becomes a start.
    """

    starts: tuple[str, ...]
    below: Mapping[str, tuple[str, ...]]
    depth: Mapping[str, int]
    cut: tuple[str, ...]


class Why(NamedTuple):
    """A cause in its chain. `about` is what its "why" was asked of: the cause before it, or "" for the problem."""

    id: str
    about: str


class Hung(NamedTuple):
    """Where a cause hangs: its bone's key ("" for none), and how many answers to why lie between it and the one that
    was put there; 0 for that one itself."""

    bone: str
    below: int


class Roots(NamedTuple):
    """The innermost causes: those that the team has marked, and the ends of chains where none is marked."""

    marked: tuple[str, ...]
    ends: tuple[str, ...]


class VitalFew(NamedTuple):
    """The fewest causes that stand for at least 80 % of the points.

    few: them, most points first. tied: others that have as many points as the last of them.
    points, total: theirs, and everybody's; of: how many causes have points at all.
    """

    few: tuple[str, ...]
    tied: tuple[str, ...]
    points: int
    total: int
    of: int

    @property
    def share(self) -> float:
        """0.8-1, or 0 where nobody has given points."""
        return self.points / self.total if self.total else 0.0


def age_of(id: str) -> tuple[int, str]:
    """Sorts document ids in the order they were made."""
    return len(id), id


def tree(causes: Mapping[str, Doc]) -> Tree:
    """The tree of a card's causes; a parent that is not among them (taken away) leaves a start."""
    parents = {id: str(doc.get("parent") or "") for id, doc in causes.items()}
    cut = _rings(parents)
    starts: list[str] = []
    below: dict[str, list[str]] = {}
    for id in sorted(causes, key=age_of):
        parent = parents[id]
        if parent not in parents or id in cut:
            starts.append(id)
        else:
            below.setdefault(parent, []).append(id)
    depth: dict[str, int] = {}
    stack = [(id, 0) for id in reversed(starts)]
    while stack:
        id, deep = stack.pop()
        depth[id] = deep
        stack += [(one, deep + 1) for one in reversed(below.get(id, ()))]
    return Tree(
        tuple(starts), {id: tuple(ids) for id, ids in below.items()}, depth, tuple(sorted(cut, key=age_of))
    )


def hung(causes: Mapping[str, Doc]) -> dict[str, Hung]:
    """Where every cause hangs, in the order of the tree: on its own bone, else with the cause that it answers."""
    found = tree(causes)
    places: dict[str, Hung] = {}
    for id, depth in found.depth.items():
        own = str(causes[id].get("bone") or "")
        if own or not depth:
            places[id] = Hung(own, 0)
        else:
            above = places[str(causes[id]["parent"])]
            places[id] = Hung(above.bone, above.below + 1)
    return places


def twigs(causes: Mapping[str, Doc], shown: str | None = None) -> dict[str, list[str]]:
    """The causes that a fishbone draws, by bone: those put there, and of the answers under them the root causes and
    `shown`. The rest go with the cause that they answer."""
    drawn: dict[str, list[str]] = {}
    for id, place in hung(causes).items():
        if not place.below or causes[id].get("root") or id == shown:
            drawn.setdefault(place.bone, []).append(id)
    return drawn


def _rings(parents: Mapping[str, str]) -> set[str]:
    """The oldest cause of every ring of parents."""
    found: set[str] = set()
    walked: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        id = start
        while id in parents and id not in walked and id not in path:
            path[id] = None
            id = parents[id]
        if id in path:
            ring = list(path)[list(path).index(id) :]
            found.add(min(ring, key=age_of))
        walked |= path.keys()
    return found


def chains(found: Tree) -> tuple[tuple[Why, ...], ...]:
    """Every chain of why from the problem to an end, one after the other as the tree has them."""
    chain: list[Why] = []
    complete: list[tuple[Why, ...]] = []
    for id, deep in found.depth.items():
        del chain[deep:]
        chain.append(Why(id, chain[-1].id if chain else ""))
        if id not in found.below:
            complete.append(tuple(chain))
    return tuple(complete)


def roots(causes: Mapping[str, Doc], found: Tree | None = None) -> Roots:
    """Where to look for what to do. An end counts where a why has been asked, no cause on the way is marked, and it is
    not dismissed."""
    marked = tuple(id for id, doc in causes.items() if doc.get("root") and not _is_dismissed(doc))
    ends = tuple(
        chain[-1].id
        for chain in chains(found or tree(causes))
        if len(chain) > 1
        and not _is_dismissed(causes[chain[-1].id])
        and not any(causes[why.id].get("root") for why in chain)
    )
    return Roots(marked, ends)


def _is_dismissed(doc: Doc) -> bool:
    return doc.get("status") == "dismissed"


def points(board: Snapshot, card: str) -> dict[str, int]:
    """The team's points to each cause of a card, most first and then oldest; every cause is there.

    Of several votes of one person for one cause, left by two computers, the highest counts. A cause has no points from
    what is no number from 1 to 5.
    """
    given: dict[tuple[str, str], int] = {}
    for doc in hung_on(board, "votes", card).values():
        value = doc.get("points")
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_POINTS:
            key = str(doc.get("cause")), str(doc.get("by"))
            given[key] = max(value, given.get(key, 0))
    total = dict.fromkeys(parts_of(board, "cause", card), 0)
    for (cause, _person), value in given.items():
        if cause in total:
            total[cause] += value
    return dict(sorted(total.items(), key=lambda pair: (-pair[1], age_of(pair[0]))))


def own_points(board: Snapshot, org: Snapshot, card: str, me: str | None) -> dict[str, int]:
    """What a person has given to each cause that is there; of several votes for one cause the highest counts."""
    causes, mine = parts_of(board, "cause", card), all_of(org, me) if me else frozenset[str]()
    found: dict[str, int] = {}
    for doc in hung_on(board, "votes", card).values():
        cause = str(doc.get("cause"))
        if doc.get("by") in mine and cause in causes:
            found[cause] = max(whole_in(doc, "points", 0), found.get(cause, 0))
    return found


def voters(board: Snapshot, card: str) -> int:
    """How many people have given points to causes that are still there."""
    causes = parts_of(board, "cause", card)
    return len(
        {doc.get("by") for doc in hung_on(board, "votes", card).values() if doc.get("cause") in causes}
    )


def vital_few(points: Mapping[str, int]) -> VitalFew:
    """Which few causes stand for most. `points` may be all of a card's or, without the dismissed, what is left."""
    ordered = sorted(
        ((id, value) for id, value in points.items() if value > 0),
        key=lambda pair: (-pair[1], age_of(pair[0])),
    )
    total = sum(value for _id, value in ordered)
    few: list[str] = []
    reached = 0
    for id, value in ordered:
        if reached * FEW_SHARE[1] >= total * FEW_SHARE[0]:
            break
        few.append(id)
        reached += value
    least = points[few[-1]] if few else 0
    tied = tuple(id for id, value in ordered[len(few) :] if value == least)
    return VitalFew(tuple(few), tied, reached, total, len(ordered))


def standing(causes: Mapping[str, Doc]) -> dict[str, Doc]:
    """The causes that nobody has dismissed."""
    return {id: doc for id, doc in causes.items() if not _is_dismissed(doc)}


def prioritised(causes: Mapping[str, Doc]) -> tuple[str, ...]:
    """The causes to go on with."""
    return tuple(id for id, doc in standing(causes).items() if doc.get("prioritised"))


def too_many(ids: Iterable[str]) -> tuple[str, ...]:
    """All of them where they are more than can be worked with at once, else none."""
    listed = tuple(ids)
    return listed if len(listed) > MOST_PRIORITISED else ()

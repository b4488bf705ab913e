"""Likely doubles of a card that is being typed: "vi hittar inte hjälpmedlen" for "letar hjälpmedel".

Words are compared by stem and synonym, as parts of compounds, and by their three-letter pieces for slips of the
finger. A double is a card that is about the same things: each side must have most of the other's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from board.similar_words import stems, weight

LIKELY = 0.6
"""The least score of a likely double; 1 is the same words."""
_PART, _SLIP = 0.8, 0.6
_PART_LEAST, _SLIP_LEAST = 4, 5
_REST_LEAST = 2
_PROBLEM = 0.9


class _Likeness(dict[str, tuple[float, int] | None]):
    """For each stem met: (how much from 0 to 1, which of the wanted it is most like), or None for none of them."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, stem: str) -> tuple[float, int] | None:
        best = max((_alike(wanted, stem), -at) for at, wanted in enumerate(self._wanted))
        found = self[stem] = (best[0], -best[1]) if best[0] else None
        return found


def _alike(one: str, other: str) -> float:
    """How alike two stems are: 1 the same, less for part of a compound or a slip of the finger."""
    if one == other:
        return 1.0
    if (
        one[0] != other[0] and one[-1] != other[-1]
    ):  # every rule below needs an end in common, and most have none
        return 0.0
    short, long = (one, other) if len(one) < len(other) else (other, one)
    rest = len(long) - len(short)
    if rest >= _REST_LEAST and len(short) >= _PART_LEAST and _part(short, long):
        return _PART
    if rest <= 2 and len(short) >= _SLIP_LEAST and one[0] == other[0]:
        pieces, others = _pieces(one), _pieces(other)
        overlap = 2 * len(pieces & others) / (len(pieces) + len(others))
        return overlap if overlap >= _SLIP else 0.0
    return 0.0


def _part(short: str, long: str) -> bool:
    """Whether the short stem begins or ends the long one: hjälpmedl in hjälpmedelsförråd, förråd too."""
    opened = short[:-1] + "e" + short[-1] if short[-1] in "lnr" else short
    return long.startswith((short, opened)) or long.endswith((short, opened))


@lru_cache(maxsize=10_000)
def _pieces(stem: str) -> frozenset[str]:
    padded = f" {stem} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def similar(
    text: str, candidates: Iterable[tuple[str, str, str | None]], limit: int = 3
) -> list[tuple[str, float]]:
    """The likely doubles of `text` among (id, title, problem), best first, at most `limit`, each with its score.

    Scores are from LIKELY to 1. A text with no word that says anything has none. Stems of texts seen are
    remembered, at most REMEMBERED texts.
    """
    wanted = stems(text)
    if not wanted:
        return []
    weights = [weight(stem) for stem in wanted]
    total = sum(weights)
    likeness = _Likeness(wanted)
    found: list[tuple[float, int, str]] = []
    for order, (id, title, problem) in enumerate(candidates):
        score = _score(stems(title), likeness, weights, total)
        if problem and score < LIKELY:
            score = _PROBLEM * _score(stems(problem), likeness, weights, total)
        if score >= LIKELY:
            found.append((-score, order, id))
    return [(id, -score) for score, _, id in sorted(found)[:limit]]


def _score(theirs: tuple[str, ...], likeness: _Likeness, weights: list[float], total: float) -> float:
    """The harmonic mean of how much of ours is theirs and how much of theirs is ours."""
    hits = [(stem, hit) for stem in theirs if (hit := likeness[stem])]
    if not hits:
        return 0.0
    ours: dict[int, float] = {}
    matched = 0.0
    for stem, (score, at) in hits:
        matched += weight(stem) * score
        ours[at] = max(score, ours.get(at, 0.0))
    matched /= sum(map(weight, theirs))
    covered = sum(weights[at] * score for at, score in ours.items()) / total
    return 2 * covered * matched / (covered + matched)

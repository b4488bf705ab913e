"""What chance alone would do with points around their median: the exact limits that the run-chart rules compare with.

Whole numbers throughout, so that no limit depends on how a machine rounds; every function is fast for 10,000 points.
"""

from __future__ import annotations

from functools import cache
from math import ceil, comb, floor, sqrt

EXACT_UP_TO = 40
"""Useful points up to which the limits for runs are counted exactly; above, the normal distribution is near enough."""


def longest_run_allowed(useful: int) -> int:
    """The longest run on one side that chance is expected to make: log2 of the useful points, rounded, + 3."""
    whole = useful.bit_length() - 1
    return whole + (useful * useful >= 1 << (2 * whole + 1)) + 3


@cache
def fewest_crossings_allowed(useful: int) -> int:
    """The fewest crossings that chance is expected to make: the 5 % quantile of useful - 1 tosses of a coin."""
    tosses = max(useful - 1, 0)
    crossings = tosses // 2
    at = comb(tosses, crossings)
    # Counted from the middle, where the sum is known, since the quantile lies near it.
    up_to = (1 << (tosses - 1)) if tosses % 2 else ((1 << tosses) + at) // 2
    while 20 * (up_to - at) >= 1 << tosses:
        up_to -= at
        at = at * crossings // (tosses - crossings + 1)
        crossings -= 1
    return crossings


@cache
def runs_allowed(useful: int) -> tuple[int, int]:
    """(fewest, most) runs that chance is expected to make, 2.5 % in each tail, half of the points on each side.

    Wald and Wolfowitz's distribution of runs: exact up to 40 useful points, its normal approximation above.
    """
    one = useful // 2
    other = useful - one
    if useful > EXACT_UP_TO:
        pairs = 2 * one * other
        mean = 1 + pairs / useful
        width = 1.96 * sqrt(pairs * (pairs - useful) / (useful**2 * (useful - 1)))
        return ceil(mean - width), floor(mean + width)
    ways = [_ways(runs, one, other) for runs in range(useful + 1)]
    total = sum(ways)
    fewest = next(runs for runs in range(useful + 1) if 40 * sum(ways[: runs + 1]) > total)
    most = next(runs for runs in range(useful, -1, -1) if 40 * sum(ways[runs:]) > total)
    return fewest, most


def _ways(runs: int, one: int, other: int) -> int:
    """In how many orders so many points on each side make so many runs."""
    if runs < 2:
        return int(runs == 1 and not (one and other))
    half = runs // 2
    if runs % 2 == 0:
        return 2 * comb(one - 1, half - 1) * comb(other - 1, half - 1) if one and other else 0
    if not (one and other):
        return 0
    return comb(one - 1, half) * comb(other - 1, half - 1) + comb(one - 1, half - 1) * comb(other - 1, half)

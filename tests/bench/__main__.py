"""The numbers of the improvement board, printed with the floor of the same run: `python -m tests.bench`.

The floor is a Textual app with one Static (floor.py). Programs run as processes on pseudo-terminals of 120 by 36 and
take turns with the floor, so that a busy machine slows both; medians unless a percentile is named. Times are printed
and never fail anything: what gates are the counts of test_counts.py. `--quick` takes two minutes with fewer runs,
and words choose parts: `python -m tests.bench --quick start keys`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import (
    boards,
    card,
    command,
    database,
    durability,
    elsewhere,
    flow,
    keys,
    sessions,
    startup,
    store,
)
from tests.bench.ground import Ground
from tests.bench.report import Figure, table

PARTS: dict[str, Callable[[Ground, bool], list[Figure]]] = {
    "start": lambda ground, quick: startup.measure(ground, 5 if quick else 21),
    "keys": lambda ground, quick: keys.measure_steps(ground, 80 if quick else 300),
    "moves": lambda ground, quick: keys.measure_moves(ground, 20 if quick else 100),
    "card": lambda ground, quick: card.measure(ground, 15 if quick else 40),
    "command": lambda ground, quick: command.measure(ground, 11 if quick else 41),
    "shared": lambda ground, quick: sessions.measure_shared(ground, 15 if quick else 60),
    "elsewhere": lambda ground, quick: elsewhere.measure(ground, 20 if quick else 60),
    "rest": lambda ground, quick: sessions.measure_rest(ground, 10 if quick else 20),
    "store": lambda ground, quick: store.measure(ground, 100 if quick else 300),
    "flow": lambda ground, quick: flow.measure(ground, 2 if quick else 5),
    "boards": lambda ground, quick: boards.measure(ground, 1 if quick else 5),
    "kills": lambda ground, quick: durability.measure_kills(ground, 6 if quick else 40),
    "shown": lambda ground, quick: durability.measure_shown(ground, 6 if quick else 20),
    "database": database.measure,
}


def main() -> int:
    assert __doc__ is not None
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these parts")
    asked = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="tavla-bench-") as folder:
        ground = Ground(Path(folder))
        for name in asked.parts or PARTS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            figures += PARTS[name](ground, asked.quick)
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())

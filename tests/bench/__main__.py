"""The numbers of the improvement board, printed with the floor of the same run: `python -m tests.bench`.

The floor is a Textual app with one Static (floor.py). Programs run as processes on pseudo-terminals of 120 by 36 and
take turns with the floor, so that a busy machine slows both; medians unless a percentile is named. Times are printed
and never fail anything: what gates are the counts of test_counts.py. `--quick` takes under a minute with fewer runs,
and words choose parts: `python -m tests.bench --quick start keys`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import command, keys, startup
from tests.bench.ground import Ground
from tests.bench.report import Figure, table

PARTS: dict[str, Callable[[Ground, bool], list[Figure]]] = {
    "start": lambda ground, quick: startup.measure(ground, 5 if quick else 21),
    "keys": lambda ground, quick: keys.measure_steps(ground, 80 if quick else 300),
    "moves": lambda ground, quick: keys.measure_moves(ground, 20 if quick else 100),
    "command": lambda ground, quick: command.measure(ground, 11 if quick else 41),
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

"""What takes minutes or hours to try: `python -m tests.soak NAME [--count N]`, without a name a list of them.

Each name of `SOAKS` is a module of this package with `run(folder, count)`, which returns figures that say whether they
were met; the tests of every `./check` run the same with a small count.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.bench.report import Figure, table

SOAKS: dict[str, tuple[int, str]] = {
    "calls": (
        3000,
        "system calls of a commit, a checkpoint and a repair that fail, fall short or are the last",
    ),
    "fuzz": (100_000, "journals, checkpoints and small files of nonsense"),
    "kills": (10_000, "kill -9 at random while eight processes write"),
    "many": (100_000, "cards on a board, and as many lines again"),
    "merge": (
        50_000,
        "made-up histories of several hosts, a tenth as many with clones, and thirty days apart",
    ),
    "municipality": (300, "hosts and two thirds as many boards on one PostgreSQL (needs PostgreSQL)"),
    "powercuts": (1000, "power cuts, simulated on an ext4 of their own (needs mount)"),
    "rot": (8, "bits of each byte of a journal and a checkpoint that are changed, one at a time"),
    "ssh": (50, "sessions over SSH on one board, a fifth of which write (needs OpenSSH's server)"),
    "storm": (
        600,
        "cuts and hangs between four hosts and a PostgreSQL that crashes; one a second (needs PostgreSQL)",
    ),
    "wall": (10_000, "changes by others, and a tenth as many turns, before a screen that shows the wall"),
    "writers": (32, "processes with fifty edits each on 2,000 cards"),
}
"""{name: (the count of the long run, what is counted)}"""


def main() -> int:
    assert __doc__ is not None
    listed = "\n".join(f"  {name:12} {count:>7,} {what}" for name, (count, what) in SOAKS.items())
    parser = argparse.ArgumentParser(
        "python -m tests.soak",
        description=__doc__.splitlines()[0],
        epilog=f"names, the count of the long run, and what is counted:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", choices=SOAKS)
    parser.add_argument("--count", type=int, help="how many instead of the long run's")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    asked = parser.parse_args()
    if asked.name is None:
        parser.print_help()
        return 2
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="tavla-soak-") as folder:
        figures: list[Figure] = import_module(f"tests.soak.{asked.name}").run(
            Path(folder), asked.count or SOAKS[asked.name][0]
        )
    if asked.json:
        print(json.dumps([{**figure._asdict(), "met": figure.met} for figure in figures]))
    else:
        print(table(figures))
        print(f"{time.perf_counter() - begun:.0f} s")
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Where a run of the benchmark stands: a temporary folder, an account of its own, workspaces made once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "VIRTUAL_ENV", "SYSTEMROOT")
TAVLA = (sys.executable, "-m", "tui")
FLOOR = (sys.executable, "-m", "tests.bench.floor")


class Ground:
    """One run's folder and how processes are started in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[str, dict[str, str]] = {}
        for package in ("tui", "board", "storage", "tests"):
            # Without bytecode the compiler would be measured.
            self.run(sys.executable, "-m", "compileall", "-q", package)

    def env(self, name: str = "nobody") -> dict[str, str]:
        """An environment that says nothing but where things lie. Bytecode is written and used."""
        home = self.folder / name
        home.mkdir(exist_ok=True)
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        return {
            **kept,
            "HOME": str(home),
            "USER": "vera",
            "LOGNAME": "vera",
            "LANG": "sv_SE.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TAVLA_HOME": str(home / "workspace"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    def run(self, *argv: str, env: dict[str, str] | None = None) -> str:
        """Run a program to its end; what it printed."""
        done = subprocess.run(
            argv, env=env or self.env(), cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout

    def workspace(self, cards: int, name: str = "") -> dict[str, str]:
        """The environment of a workspace with so many cards on its board, made at the first call."""
        key = f"{name or 'cards'}-{cards}"
        if key not in self._made:
            env = self.env(key)
            self.run(sys.executable, "-m", "tests.bench.seed", str(cards), env=env)
            self._made[key] = env
        return self._made[key]

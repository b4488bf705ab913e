"""Runs tavla as a script does: in a process of its own, or in this one where only the answer matters."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from tui.cli.json_schema import PARTS, output
from tui.cli.run import run

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))


class Said(NamedTuple):
    """What a run came to: its exit code, and what it printed on stdout and stderr."""

    code: int
    out: str
    err: str


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({**output(name), "$defs": PARTS})


class Tavla:
    """A workspace of the test's own, a clock that moves a minute with every command, and who acts."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.now = NOW
        self.env: dict[str, str] = {}
        self.stdin = b""

    def clock(self) -> datetime:
        return self.now

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        return {**os.environ, "TAVLA_HOME": str(self.home), **self.env, **more}

    def __call__(self, *words: str, **more: str) -> Said:
        """Run in this process."""
        self.now += timedelta(minutes=1)
        out, err = io.BytesIO(), io.BytesIO()
        kept = sys.stdin, sys.stdout, sys.stderr
        sys.stdin = io.TextIOWrapper(io.BytesIO(self.stdin))
        sys.stdout, sys.stderr = io.TextIOWrapper(out, "utf-8"), io.TextIOWrapper(err, "utf-8")
        try:
            code = run(words, self.environment(more), self.clock)
            sys.stdout.flush()
            sys.stderr.flush()
            return Said(code, out.getvalue().decode(), err.getvalue().decode())
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept

    def process(self, *words: str | bytes, **more: str) -> Said:
        """Run in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words],
            input=self.stdin,
            capture_output=True,
            env=self.environment(more),
            cwd=ROOT,
            timeout=30,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def ok(self, *words: str, **more: str) -> str:
        """What is printed by a command that must be done."""
        said = self(*words, **more)
        assert said.code == 0, said
        return said.out

    def json(self, *words: str, schema: str | None = None, **more: str) -> Any:
        """The object of a command that must be done, held to its schema."""
        return checked(self("--json", *words, **more), schema or words[0])

    def refused(self, code: str, *words: str, exit_code: int = 1, **more: str) -> Any:
        """The error object of a command that must be refused so, with nothing changed on disk."""
        before = self.files()
        said = self("--json", *words, **more)
        assert said.code == exit_code, said
        error = checked_error(said)
        assert error["code"] == code, error
        assert self.files() == before
        return error

    def add(self, title: str, *words: str, **more: str) -> str:
        """A new card's id."""
        id: str = self.json("add", title, *words, **more)["card"]["id"]
        return id

    def cards(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.json("list", *words)["cards"]
        return found

    def card(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.json("show", id)["card"]
        return found

    def files(self) -> dict[str, bytes]:
        """What the journals hold; the lock's note is nobody's data."""
        return {str(path): path.read_bytes() for path in self.home.rglob("*.jsonl")}


def checked(said: Said, name: str) -> Any:
    """The one object on stdout, held to the schema of that command."""
    assert said.code == 0, said
    found = json.loads(said.out)
    validator(name).validate(found)
    return found


def checked_error(said: Said) -> Any:
    found = json.loads(said.out)
    validator("error").validate(found)
    assert "".join(found["error"]["message"].split()) in "".join(said.err.split())
    return found["error"]


@pytest.fixture
def empty(tmp_path: Path) -> Tavla:
    """A place where there is no workspace yet."""
    return Tavla(tmp_path / "workspace")


@pytest.fixture
def tavla(empty: Tavla) -> Tavla:
    """A workspace with one board, Öster; Vera has started it."""
    empty.ok("init", "Öster")
    return empty

"""The examples of docs/cli.md give what they say. `./check tests/contracts/test_docs_cli.py --snapshot-update` writes
what they give now into the page; look it over before it is committed.

A block ```console is a session: a line that begins with `$ ` is run, the lines after it are what it prints, `[1]` at
the end its exit code where it is not 0, and a line `…` stands for lines left out. A block with a file's name after its
language, such as ```json karta.json, is written to that file. Every section (##) has a workspace of its own.
"""

from __future__ import annotations

import random
import re
import shlex
import shutil
import time
from pathlib import Path

import pytest

from board.method.kinds import FIELDS_OF_CARD
from tests.cli.running import NOW, Tavla
from tests.contracts.tree import ROOT
from tui.cli.table import COMMANDS, FLAG_OPTIONS, VALUE_OPTIONS

PAGE = ROOT / "docs/cli.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
LEFT_OUT = "…"


def answered(tavla: Tavla, line: str) -> list[str]:
    """What a command prints, its words first, and its exit code if it is not 0."""
    name, *words = shlex.split(line)
    assert name == "tavla", line
    said = tavla(*words)
    lines = (said.out + said.err).rstrip("\n").split("\n")
    return [row.rstrip() for row in lines if lines != [""]] + ([f"[{said.code}]"] if said.code else [])


def shortened(given: list[str], expected: list[str]) -> list[str]:
    """What was given, with the lines left out that the page leaves out."""
    if LEFT_OUT not in expected:
        return given
    at = expected.index(LEFT_OUT)
    end = len(given) - (len(expected) - at - 1)
    return [*given[:at], LEFT_OUT, *given[max(end, at) :]]


def played(text: str, tavla: Tavla) -> str:
    """A section as it would be with what its examples give now."""

    def block(match: re.Match[str]) -> str:
        language, name, body = match.groups()
        if name:
            Path(name).write_text(body, "utf-8")
        if language != "console":
            return match.group()
        rows = body.splitlines()
        starts = [i for i, row in enumerate(rows) if row.startswith("$ ")]
        told: list[str] = []
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            told += [rows[start], *shortened(answered(tavla, rows[start][2:]), rows[start + 1 : end])]
        return "```console\n" + "".join(f"{row}\n" for row in told) + "```"

    return BLOCK.sub(block, text)


def test_the_examples_give_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    sections = re.split(r"^(?=## )", PAGE.read_text("utf-8"), flags=re.M)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(time, "time_ns", lambda: int(NOW.timestamp() * 1e9))
    now = []
    for i, section in enumerate(sections):
        folder = tmp_path / str(i)
        folder.mkdir()
        shutil.copy(ROOT / "tests/data/ensamhet_2018.csv", folder)
        monkeypatch.chdir(folder)
        # By its heading, so that a section put before others leaves their ids as they are.
        monkeypatch.setattr("secrets.randbits", random.Random(section.partition("\n")[0]).getrandbits)
        now.append(played(section, Tavla(folder / "tavlor")))
    if request.config.getoption("--snapshot-update"):
        PAGE.write_text("".join(now), "utf-8")
    for was, is_now in zip(sections, now, strict=True):
        assert is_now == was


def test_every_command_and_option_is_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    names = [f"tavla {command.name}" for command in COMMANDS] + list(VALUE_OPTIONS) + list(FLAG_OPTIONS)
    assert not [name for name in names if not re.search(rf"{re.escape(name)}\b", page)]


def test_every_field_of_the_method_is_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    assert not [name for name in FIELDS_OF_CARD if f"`{name}`" not in page]

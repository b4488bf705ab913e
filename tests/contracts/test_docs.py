"""What the documents say is so: keys, signs, settings, files, tables of the format, limits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from board import codes
from board.cycles import CYCLE_FIELDS
from board.method.kinds import FIELDS_OF_CARD, SETS, Field, Kind
from board.method.kinds import KINDS as METHOD_KINDS
from board.ports import Snapshot
from board.query import parse_query
from board.rules import WANTED
from board.when import parse_date
from tests.cli.running import NOW
from tests.contracts.tree import ROOT
from tui import words
from tui.compose import Session
from tui.keys import ACTIONS, Action, shown
from tui.settings import read
from tui.themes import PALETTES

WHERE = {
    "rows": "sidor",
    "board": "tavlan",
    "card": "kort",
    "boards": "tavlor",
    "people": "människor",
    "versions": "två versioner",
    "rating": "att svara",
    "round": "en omgång",
    "ideas": "idébank",
    "idea": "en idé",
    "lifts": "lyft",
    "above": "utmaningar",
    "cycles": "varv",
    "section": "kortets delar",
    "about": "om tavlan",
    "routines": "rutiner",
    "results": "resultattavla",
    "measure": "ett mått",
    "events": "händelser",
    "year": "enhetens år",
    "meeting": "möte",
    "minutes": "protokoll",
    "across": "alla tavlor",
    "found": "funna kort",
    "help": "alla tangenter",
}


def text_of(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


GUIDE = text_of("guide.md")
MAP = text_of("architecture.md")
FORMAT = text_of("format.md")


def section(page: str, heading: str) -> str:
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.M | re.S)
    assert found, heading
    return found.group(1)


def key_row(action: Action) -> str:
    """An action's row in the guide's table."""
    keys = " ".join(f"`{shown(key)}`" for key in action.keys.split(",") if key)
    where = ", ".join(WHERE[page] for page in action.where.split(",") if page in WHERE) or "överallt"
    return f"| {keys} | {action.label} | {where} | `{action.id}` |"


def test_the_guides_table_of_keys_is_the_programs() -> None:
    rows = [row for row in section(GUIDE, "Alla tangenter").splitlines() if row.startswith("|")][2:]
    assert rows == [key_row(action) for action in ACTIONS]


def test_the_guide_names_no_key_that_does_nothing() -> None:
    keys = {shown(key) for action in ACTIONS for key in action.keys.split(",")}
    before = GUIDE.partition("## Alla tangenter")[0]
    told = set(re.findall(r"`((?:shift\+|ctrl\+)\S+|esc|enter|del|[a-zA-Z<>/?])`", before))
    assert len(told) > 20
    # A new line and "it is no identity number" while writing; days and weeks; examples of own keys.
    others = {"ctrl+j", "ctrl+t", "d", "v", "ctrl+n", "shift+up"}
    assert told - keys <= others


def test_the_guides_settings_are_understood() -> None:
    example = re.search(r"```toml\n(.*?)```", GUIDE, re.S)
    assert example
    settings = read(tomllib.loads(example.group(1)))
    assert settings.faults == ()
    assert len(settings.keys) == 3
    assert all(name in example.group(1) for name in PALETTES)


@pytest.mark.parametrize("phase", codes.COLUMNS)
def test_the_guide_says_what_each_column_wants(phase: str) -> None:
    row = next(row for row in GUIDE.splitlines() if row.startswith(f"| **{words.phase(phase)}**"))
    wanted = row.split("|")[3].lower()
    said = {
        "problem": "problem", "why": "varför", "owner": "ägare", "measure": "det vi prövar",
        "due": "dag för uppföljning", "outcome": "det vi såg", "decision": "det vi beslutade",
    }  # fmt: skip
    assert {field for field, word in said.items() if word in wanted} >= set(WANTED[phase])
    assert bool(WANTED[phase]) == (wanted.strip() != "ingenting, en rad räcker")


def test_the_guides_searches_are_understood() -> None:
    rows = section(GUIDE, "Hitta").split("|")
    told = [piece for row in rows for piece in re.findall(r"`([^`]+)`", row) if ":" in piece]
    assert len(told) >= 6
    for piece in told:
        assert parse_query(piece).text == "", piece


def test_the_guides_days_are_understood() -> None:
    told = re.findall(r"`([^`]+)`", section(GUIDE, "Dagar").partition("Skriv som")[2].partition("Medan")[0])
    assert len(told) >= 7
    for day in told:
        parse_date(" ".join(day.split()), NOW.date())


def test_the_guide_names_every_mark_and_kind() -> None:
    for sign in "≠●!○‖▲~+→◇^":
        assert f"| `{sign}` |" in GUIDE
    for kind in codes.KINDS:
        assert words.kind(kind) in GUIDE
    for outcome in codes.OUTCOMES:
        assert f"**{words.outcome(outcome).capitalize()}:**" in GUIDE
    for phase in codes.COLUMNS:
        assert f"\n {words.phase('inbox')}" in GUIDE
        assert words.phase_aim(phase) in GUIDE


def test_the_map_names_every_room() -> None:
    folders = {
        f"{file.parent.relative_to(ROOT)}/" for name in ("board", "storage", "tui")
        for file in (ROOT / name).rglob("*.py") if "__pycache__" not in file.parts
    }  # fmt: skip
    assert not [folder for folder in sorted(folders) if f"`{folder}`" not in MAP]


def test_the_map_names_every_part_of_the_store() -> None:
    names = {file.name for file in (ROOT / "storage").glob("*.py")} - {"__init__.py"}
    assert not [name for name in sorted(names) if f"`storage/{name}`" not in MAP]
    (ways,) = [row for row in MAP.splitlines() if row.startswith("| `storage/sync/` |")]
    names = {file.name for file in (ROOT / "storage/sync").glob("*.py")} - {"__init__.py"}
    assert not [name for name in sorted(names) if f"`{name}`" not in ways]


def test_the_map_names_functions_that_are_there() -> None:
    for file, name in re.findall(r"`(\w+/[\w/]+\.py):(\w+)`", MAP):
        text = (ROOT / file).read_text("utf-8")
        assert re.search(rf"^\s*(?:async )?(?:def|class) {name}\b", text, re.M), name


def test_the_format_tells_every_code_and_limit() -> None:
    plain = FORMAT.replace("\n", " ").replace("`", "")
    for listed in (codes.PHASES, codes.STATES, codes.KINDS, codes.OUTCOMES, codes.ROLES):
        assert " ".join(listed) in plain
    limits = f"at most {codes.TITLE_LIMIT} characters, a text {codes.TEXT_LIMIT:,}, a tag {codes.TAG_LIMIT}"
    assert limits in plain


def test_the_format_tells_every_field_that_is_written(tmp_path: Path) -> None:
    tables = section(FORMAT, "10. The tables of version 1")
    session = Session(str(tmp_path / "demo"), env={"HOME": str(tmp_path)}, clock=lambda: NOW)
    session.build_demo()
    written = {(table, field) for snapshot in [session.org_snapshot, *map(snapshot_of(session), session.board_ids())]
               for table, docs in snapshot.tables.items() for doc in docs.values() for field in doc}  # fmt: skip
    assert len({table for table, _field in written}) > 20
    untold = []
    for table, field in sorted(written):
        row = next((row for row in tables.splitlines() if row.startswith(f"| `{table}`")), "")
        if not field.startswith("_") and not re.search(rf"`{field}(?:/<\w+>)?`", row):
            untold.append(f"{table}.{field}")
    assert not untold


def told_field(field: Field) -> str:
    """A field as the format's tables have it: a set with what its elements are, and the codes that it may have."""
    codes_of = re.escape(" ".join(field.choices))
    told = rf"`{field.name}/<\w+>`" if field.type in SETS else rf"`{field.name}`"
    return told + (rf" \((?:{codes_of}|two of `\w+`)\)" if field.choices else "")


def row_of(table: str) -> str:
    tables = section(FORMAT, "10. The tables of version 1")
    found = [row for row in tables.splitlines() if re.match(rf"\| `{table}`[,| ]", row)]
    assert len(found) == 1, table
    return found[0].partition(" | ")[2]


@pytest.mark.parametrize("kind", METHOD_KINDS.values(), ids=lambda kind: kind.name)
def test_the_format_tells_every_part_and_what_it_may_hold(kind: Kind) -> None:
    row = row_of(kind.table)
    assert not [field.name for field in kind.fields if not re.search(told_field(field), row)]
    names = re.findall(r"`(\w+)(?:/<\w+>)?`", re.sub(r"\([^)]*\)", "", row))
    fields = [field.name for field in kind.fields]
    beside = {"card", "cycle", "board", "predicted", "value", "low", "high", "sort", "created", "by"}
    assert [name for name in names if name in fields or name not in beside] == fields
    assert ("cycle" in names) == kind.tried
    assert ("card" in names) == kind.on_card
    assert names[-2:] == ["created", "by"]


def test_the_format_tells_the_methods_fields_of_a_card_and_of_a_try() -> None:
    card, past = row_of("cards"), row_of("cycles")
    assert not [name for name, field in FIELDS_OF_CARD.items() if not re.search(told_field(field), card)]
    assert not [name for name in CYCLE_FIELDS if f"`{name}`" not in past]


def snapshot_of(session: Session) -> Callable[[str], Snapshot]:
    return lambda board: session.open(board).snapshot

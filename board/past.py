"""A board's history out and in: the lines of its journals as they were written, under an export's key `journal`.

Each is an object as the format has it (docs/format.md section 2), without the number and the chain, which belong to the
journal it lay in; the parts of a long command are joined. People stand by their references, which `people` explains.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from board import text
from board.codes import PERSON_FIELDS, TEXT_LIMIT
from board.context import escape
from board.errors import Problem
from board.identity_numbers import guard
from board.ports import Change, Line, Snapshot
from board.veiled import is_told, told_cells

_PEOPLE = frozenset({*PERSON_FIELDS, "by", "person", "deputy", "earlier_deputy", "closed_by"})
_SETS_OF_PEOPLE = frozenset({"doers", "invited", "present", "to"})
BROUGHT = "brought"
"""The field of the board's own document with an element for each journal that an import brought."""

_STAMP = re.compile(r"[0-9a-y][0-9a-z]{8}\.[0-9a-z]{2}\.[0-9a-z]{6}", re.ASCII)
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d", re.ASCII)
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_RESERVED = frozenset({"*", "_at", "_by", "_id"})
_LONGEST_NAME = 1000
_DEEPEST = 4
_MOST = 2**63


class People(NamedTuple):
    """The fields of a table's documents whose value is a person's reference, and those that are sets of them."""

    one: frozenset[str]
    several: frozenset[str]


@cache
def people_of(table: str) -> People:
    """A part has the persons that its kind says: what another kind calls by the same name may be something else."""
    from board.method import kinds  # 3 ms that only an export and an import need

    kind = kinds.BY_TABLE.get(table)
    if kind is None:
        return People(_PEOPLE, _SETS_OF_PEOPLE)
    return People(
        frozenset({"by", *(field.name for field in kind.fields if field.type == kinds.PERSON)}),
        frozenset(field.name for field in kind.fields if field.type == kinds.PEOPLE),
    )


def written(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines as an export has them, in the order given, without what is veiled."""
    found = []
    for line in lines:
        ch: list[list[Any]] = []
        for change, replaced in zip(line.changes, line.replaced, strict=True):
            if is_told(change.table):
                before = told_cells(change.table, replaced)
                cells = told_cells(change.table, change.cells)
                ch.append([change.table, change.id, cells, *([before] if before else [])])
        if not ch:
            continue
        head = {"t": line.stamp, "at": line.at, "by": line.by, "do": line.do}
        found.append({**head, "why": line.why, "undoes": line.undoes, "ch": ch})
    return found


def read(given: object, keep: Callable[[str, str], bool]) -> list[Line]:
    """The lines of an export's `journal`, checked and cleaned as anything from outside, oldest first.

    Changes of documents for which `keep(table, id)` is false are left out, and a line with none left.

    Raises:
        Problem: `invalid_file` where anything is not as the format has it, `identity_number` as from any door.
    """
    if not isinstance(given, list):
        raise Problem("invalid_file")
    lines = sorted((_line(one, keep) for one in given), key=lambda line: line.stamp)
    if len({line.stamp for line in lines}) < len(lines):
        raise Problem("invalid_file")
    return [line for line in lines if line.changes]


def _line(one: Any, keep: Callable[[str, str], bool]) -> Line:
    if not isinstance(one, dict) or not isinstance(one.get("ch"), list):
        raise Problem("invalid_file")
    why, undoes = one.get("why"), one.get("undoes")
    changes = [_change(change) for change in one["ch"]]
    kept = [pair for pair in changes if keep(pair[0].table, pair[0].id)]
    return Line(
        _matching(_STAMP, one.get("t")),
        _matching(_AT, one.get("at")),
        _name(one.get("by")),
        _matching(_WORD, one.get("do")),
        None if why is None else _text(why),
        None if undoes is None else _matching(_STAMP, undoes),
        tuple(change for change, _ in kept),
        tuple(replaced for _, replaced in kept),
    )


def _change(given: Any) -> tuple[Change, dict[str, list[str]]]:
    if not isinstance(given, list) or not 3 <= len(given) <= 4 or not isinstance(given[2], dict):
        raise Problem("invalid_file")
    replaced = given[3] if len(given) == 4 else {}
    if not isinstance(replaced, dict) or not all(isinstance(stamps, list) for stamps in replaced.values()):
        raise Problem("invalid_file")
    # An import's own mark is not taken from a file: undoing goes by it.
    cells = {
        _cell(name): plain_value(value)
        for name, value in given[2].items()
        if str(name).split("/")[0] != BROUGHT
    }
    if "card" in cells:
        _document(cells["card"])
    return Change(_matching(_WORD, given[0]), _document(given[1]), cells), {
        _cell(name): [_matching(_STAMP, stamp) for stamp in stamps] for name, stamps in replaced.items()
    }


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise Problem("invalid_file")
    return value


def _document(id: Any) -> str:
    if int(_matching(_ID, id)) >= _MOST:
        raise Problem("invalid_file")
    return str(id)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME or text.clean(value) != value:
        raise Problem("invalid_file")
    return value


def _cell(name: Any) -> str:
    cell = _name(name)
    if cell in _RESERVED or cell[0] == "/" or (cell[0] == "_" and cell != "_deleted"):
        raise Problem("invalid_file")
    guard(cell.partition("/")[2], "text")
    return cell


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        raise Problem("invalid_file")
    cleaned = text.clean(value, multiline=True)
    guard(cleaned, "text")
    return cleaned


def plain_value(value: Any, depth: int = 0) -> Any:
    """A value from outside with its texts cleaned.

    Raises:
        Problem: `invalid_file` where it is nested too deep, a text too long, or a number that cannot be stored;
            `identity_number`.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | dict):
        if depth >= _DEEPEST:
            raise Problem("invalid_file")
        if isinstance(value, list):
            return [plain_value(one, depth + 1) for one in value]
        return {_text(name): plain_value(one, depth + 1) for name, one in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise Problem("invalid_file")
    if isinstance(value, int) and not abs(value) < _MOST:
        raise Problem("invalid_file")
    return value


def people_in(lines: Iterable[Line]) -> set[str]:
    """The references of everyone whom the lines name."""
    found: set[str] = set()
    for line in lines:
        found.add(line.by)
        for change in line.changes:
            people = people_of(change.table)
            for cell, value in change.cells.items():
                field, slash, element = cell.partition("/")
                if slash and field in people.several:
                    found.add(_unescaped(element))
                elif field in people.one and isinstance(value, str):
                    found.add(value)
    return found


def renamed(lines: Iterable[Line], refs: Mapping[str, str]) -> list[Line]:
    """The lines with people by the references that they have here; those that `refs` lacks stay as they are."""
    return [
        line._replace(
            by=refs.get(line.by, line.by),
            changes=tuple(_renamed_in(change, refs) for change in line.changes),
            replaced=tuple(
                {_renamed(cell, people_of(change.table), refs): stamps for cell, stamps in replaced.items()}
                for change, replaced in zip(line.changes, line.replaced, strict=True)
            ),
        )
        for line in lines
    ]


def _unescaped(element: str) -> str:
    return element.replace("~1", "/").replace("~0", "~")


def _renamed_in(change: Change, refs: Mapping[str, str]) -> Change:
    people = people_of(change.table)
    return change._replace(
        cells={
            _renamed(cell, people, refs): refs.get(value, value)
            if cell in people.one and isinstance(value, str)
            else value
            for cell, value in change.cells.items()
        }
    )


def _renamed(cell: str, people: People, refs: Mapping[str, str]) -> str:
    field, slash, element = cell.partition("/")
    if not slash or field not in people.several:
        return cell
    ref = _unescaped(element)
    return f"{field}/{escape(refs.get(ref, ref))}"


def journals(board: Snapshot) -> tuple[str, ...]:
    """The journals that imports have brought. What they tell is nobody's to undo."""
    found = (board.get("board", "1") or {}).get(BROUGHT)
    return tuple(found) if isinstance(found, dict) else ()


def is_table(name: str) -> bool:
    """Whether a table of documents may be called so."""
    return _WORD.fullmatch(name) is not None

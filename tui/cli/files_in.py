"""A file that is read in: its bytes, its JSON, the people whom it names, and what of it was not taken."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from board.errors import Problem
from board.ids import SLUG, public_id
from tui import problems
from tui.cli.call import Call
from tui.cli.output import put_json, say
from tui.confined import check_files, check_heard_whole
from tui.files import file_problem
from tui.text import _

LARGEST = 128 * 1024 * 1024
"""Bytes of a file that are read; a board of 10,000 full cards with 100,000 changes behind it takes less."""


def read_file(path: str) -> bytes:
    """A file's bytes, `-` for stdin.

    Raises:
        Problem: `no_file`, `not_a_file` for a pipe or a device, `file_failed` where it cannot be read, `too_big`;
            `no_files_here` and `cut_off`, see tui.confined.
    """
    if path != "-":
        check_files()
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if path == "-" else _of_file(path)
    except (FileNotFoundError, ValueError):
        raise Problem("no_file", given=path) from None
    except OSError as error:
        raise file_problem(error, path) from None
    if len(data) > LARGEST:
        raise Problem("too_big", given=path)
    if path == "-":
        check_heard_whole()
    return data


def _of_file(path: str) -> bytes:
    """The bytes of a regular file; anything else might never begin or never end."""
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise Problem("not_a_file", given=path)
        return file.read(LARGEST + 1)


def json_in(data: bytes) -> Any:
    """A file's JSON. Raises Problem `invalid_file`."""
    import json

    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Problem("invalid_file") from None


def _no_number(given: str) -> Any:
    raise ValueError(given)


def listed_people(given: Any) -> dict[str, dict[str, Any]]:
    """The people that the file tells of, by readable id."""
    listed = given.get("people")
    return {
        str(one.get("id")): one
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
    }


def missing_people(call: Call, people: dict[str, dict[str, Any]], named: set[str]) -> list[tuple[str, str]]:
    """The people who are named and nobody here has the readable id of."""
    return [
        (handle, str(people.get(handle, {}).get("name") or handle))
        for handle in sorted(named - refs_here(call).keys())
        if SLUG.fullmatch(handle)
    ]


def refs_here(call: Call) -> dict[str, str]:
    """Everyone's reference here, by readable id."""
    people = call.session.org_snapshot.table("people")
    return {str(doc.get("handle")): public_id(id) for id, doc in people.items()}


def reason_for(problem: Problem) -> str:
    """Why a row is left out."""
    said = problems.of_a_row(problems.message(problem))
    hint = problems.advice(problem)
    return f"{said} {hint}" if hint else said


def all_rejected(rejected: list[tuple[int, str]]) -> Problem:
    """The refusal of a file with nothing good in it; why each row is bad is told here."""
    tell_rejected(rejected)
    return Problem("all_rejected", count=len(rejected), rejected=_listed(rejected))


def _listed(rejected: list[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"line": line, "reason": reason} for line, reason in rejected]


class OfTable(NamedTuple):
    """What a table had beside its rows. columns: the field that each column became, None where it was left out;
    nobody: names that are of no person here; unknown: what the board has no measure called."""

    columns: Mapping[str, str | None] = MappingProxyType({})
    nobody: Sequence[str] = ()
    unknown: Sequence[str] = ()


def put_result(
    created: int,
    unchanged: int,
    rejected: list[tuple[int, str]],
    dry_run: bool,
    *,
    history: int = 0,
    table: OfTable = OfTable(),  # noqa: B008  # immutable
) -> None:
    """What an import came to, as the object that `--json` prints."""
    put_json(
        {
            "created": created,
            "unchanged": unchanged,
            "rejected": _listed(rejected),
            "columns": [{"column": column, "field": field} for column, field in table.columns.items()],
            "nobody": list(table.nobody),
            "unknown": list(table.unknown),
            "history": history,
            "dry_run": dry_run,
        }
    )


def tell_rejected(rejected: list[tuple[int, str]]) -> None:
    for line, reason in rejected:
        say(_("Rad {line} är inte med: {reason}").format(line=line, reason=reason))

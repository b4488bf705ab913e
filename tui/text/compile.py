"""Compiles the catalogues: tavla.po, which people edit, to tavla.mo, which the program reads.

`python -m tui.text.compile` compiles those that are out of date. Standard library only, and no import of ours: the
build hook runs this file by path, and ./tavla runs it in an environment that has no developer's tools.
"""

from __future__ import annotations

import ast
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

_MAGIC = 0x950412DE
_KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


class CatalogueError(Exception):
    """A catalogue that cannot be read; says the file and the line."""


def compile_all(folder: str, *, force: bool = False) -> list[str]:
    """Compile every catalogue under `folder` whose .mo is missing or older. Returns the languages compiled."""
    done = []
    for po in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if force or not mo.exists() or mo.stat().st_mtime_ns <= po.stat().st_mtime_ns:
            # Beside it and then in its place: another session may be reading the old one just now.
            fresh = mo.with_suffix(f".{os.getpid()}.mo")
            fresh.write_bytes(binary(read(po)))
            fresh.replace(mo)
            done.append(po.parent.parent.name)
    return done


def read(po: Path) -> dict[str, str]:
    """A catalogue's translations by gettext's own key: context EOT msgid, or msgid NUL plural; NUL between plurals.

    Untranslated and fuzzy entries are left out, so their keys are shown.

    Raises:
        CatalogueError: at a line that is not of the format.
    """
    messages: dict[str, str] = {}
    for entry, fuzzy in _entries(po):
        plural = "msgid_plural" in entry
        texts = [entry[k] for k in sorted(k for k in entry if k.startswith("msgstr"))]
        if "msgid" not in entry or not texts or not all(texts) or (fuzzy and entry["msgid"]):
            continue
        key = entry["msgid"] + ("\0" + entry["msgid_plural"] if plural else "")
        if "msgctxt" in entry:
            key = entry["msgctxt"] + "\x04" + key
        messages[key] = "\0".join(texts)
    return messages


def _entries(po: Path) -> Iterator[tuple[dict[str, str], bool]]:
    entry: dict[str, str] = {}
    fuzzy = False
    field = ""
    for number, raw in enumerate([*po.read_text("utf-8").splitlines(), ""], 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            if field:  # an entry ends at a blank line or at the next entry's comments
                yield entry, fuzzy
                entry, fuzzy, field = {}, False, ""
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        word, _, rest = line.partition(" ")
        if not line.startswith('"'):
            if word.partition("[")[0] not in _KEYWORDS or word in entry:
                raise CatalogueError(f"{po}:{number}: {line}")
            field, line = word, rest.strip()
            entry[field] = ""
        if not field:
            raise CatalogueError(f"{po}:{number}: {line}")
        try:
            entry[field] += ast.literal_eval(line)
        except (SyntaxError, ValueError) as error:
            raise CatalogueError(f"{po}:{number}: {line}") from error


def binary(messages: dict[str, str]) -> bytes:
    """The .mo format: two sorted tables of (length, offset), then the strings, each ending in NUL."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    count = len(pairs)
    head = 7 * 4
    offset = head + count * 16
    tables: tuple[list[int], list[int]] = ([], [])
    strings = bytearray()
    for part, table in enumerate(tables):
        for pair in pairs:
            table += (len(pair[part]), offset + len(strings))
            strings += pair[part] + b"\0"
    header = struct.pack("<7I", _MAGIC, 0, count, head, head + count * 8, 0, 0)
    return header + struct.pack(f"<{count * 4}I", *tables[0], *tables[1]) + strings


if __name__ == "__main__":
    try:
        compile_all(str(Path(__file__).parent.parent / "locale"))
    except CatalogueError as problem:
        sys.exit(str(problem))

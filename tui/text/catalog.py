"""For developers: finds the texts in tui/ and brings tui/locale/en up to date. Needs Babel.

    python -m tui.text.catalog            take in new texts, drop the gone, keep the translations
    python -m tui.text.catalog --missing  print what has no English yet

The words of the libraries in tui/locale/sv are kept by hand: their keys are argparse's and Textual's.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent.parent
ENGLISH = ROOT / "tui/locale/en/LC_MESSAGES/tavla.po"
_ARGUMENTS = {
    "_": ("msgid",),
    "N_": ("msgid",),
    "ngettext": ("one", "many"),
    "pgettext": ("context", "msgid"),
}
HEADER = """\
# Tavla in English. The keys are the Swedish sentences; brought up to date by python -m tui.text.catalog.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


class NotConstantError(Exception):
    """A look-up of something that is not a plain sentence, which no translator would ever see."""


def texts(file: Path) -> Iterator[tuple[str, ...]]:
    """The look-ups in one file: (msgid,), (one, many) or, with the context last, (msgid, "", context).

    Raises:
        NotConstantError: at a key of N_, ngettext or pgettext that is not a string constant; `_` may be given
            a name or a look-up, for the sentences that `N_` marked.
    """
    for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ARGUMENTS
        ):
            continue
        wanted = len(_ARGUMENTS[node.func.id])
        found = tuple(
            arg.value
            for arg in node.args[:wanted]
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        )
        if len(found) == wanted:
            yield found if node.func.id != "pgettext" else (found[1], "", found[0])
        elif node.func.id != "_" or isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)):
            raise NotConstantError(f"{file}:{node.lineno}: {ast.unparse(node)}")


def extract() -> Catalog:
    """Every text in tui/, with the files that use it."""
    catalog = Catalog(locale="en", charset="utf-8")
    for file in sorted((ROOT / "tui").rglob("*.py")):
        if file.parent == Path(__file__).parent and file.name in ("__init__.py", "catalog.py"):
            continue  # these define the look-ups
        place = [(file.relative_to(ROOT).as_posix(), 0)]
        for msgid, *rest in texts(file):
            key = (msgid, rest[0]) if rest and rest[0] else msgid
            catalog.add(key, locations=place, context=rest[1] if len(rest) > 1 else None)
    return catalog


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def update() -> Catalog:
    """The English catalogue with exactly the texts that are in the code now."""
    catalog = read(ENGLISH) if ENGLISH.exists() else Catalog(locale="en")
    # No guessing by likeness: a fuzzy translation says something else in a confident voice.
    catalog.update(extract(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def write(catalog: Catalog) -> None:
    """Put the catalogue in place at once: who reads it meanwhile must not find half of it, and keep that."""
    fresh = ENGLISH.with_suffix(".po.new")
    with fresh.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    fresh.replace(ENGLISH)


def missing(catalog: Catalog) -> list[str]:
    """The keys without a whole translation."""
    lacking = []
    for message in catalog:
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not all(texts):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


if __name__ == "__main__":
    current = update()
    if "--missing" not in sys.argv[1:]:
        write(current)
    for key in missing(current):
        print(key)

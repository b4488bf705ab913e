"""Prints: data on stdout, words on stderr, in columns that hold in 80 cells, and never a control character.

Small and our own, because a command that lists cards has no time for Rich (40 ms).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO
from unicodedata import category, east_asian_width

from board.text import clean

SCHEMA = "tavla/1"
WIDEST = 100
"""Lines of text are hard to read beyond this, however wide the terminal."""


class Unanswered(Exception):
    """The answer could not be written to stdout; `__cause__` is the OSError."""


@contextmanager
def answering() -> Iterator[None]:
    """Tell a stdout that cannot be written apart from everything else that the system may refuse.

    Raises:
        Unanswered: for any OSError but BrokenPipeError, which says that whoever read has seen enough.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unanswered from error


def prepare() -> None:
    """Let no letter stop a command: what the locale cannot show becomes a question mark. A closed stream takes all."""
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def put(line: str = "") -> None:
    """A line of data for people, on stdout."""
    with answering():
        _write(sys.stdout, line)


def tell(words: str) -> None:
    """Sentences on stdout, on as many lines as the terminal's width asks for."""
    for line in fold(words, columns_wide()):
        put(line)


def say(words: str) -> None:
    """Sentences on stderr, on as many lines as the terminal's width asks for; where nobody can read them, so be it."""
    with answering():
        sys.stdout.flush()
    try:
        for line in fold(words, columns_wide(sys.stderr)):
            _write(sys.stderr, line)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Let nothing more come out of a stream that cannot be written, not even when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _write(stream: TextIO, line: str) -> None:
    stream.write("\n".join(clean(row).replace("\t", " ").rstrip() for row in line.split("\n")) + "\n")


def put_json(data: dict[str, Any]) -> None:
    """The one object that `--json` promises: UTF-8 in every locale, on stdout."""
    import json

    text = json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False)
    put_bytes(text.encode("utf-8", "replace") + b"\n")


def put_bytes(data: bytes) -> None:
    """Bytes as they are, on stdout."""
    with answering():
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            buffer.write(data)
            buffer.flush()


def columns_wide(stream: TextIO | None = None) -> int:
    """How many cells a line may take on `stream`, else stdout: the terminal's, at most WIDEST, and 80 on a pipe."""
    try:
        given = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        given = 0
    if given <= 0:
        try:
            given = os.get_terminal_size((stream or sys.stdout).fileno()).columns
        except (OSError, ValueError):
            given = 80
    return min(max(given, 40), WIDEST)


def cells(text: str) -> int:
    """How many cells a terminal takes for `text`."""
    return len(text) if text.isascii() else sum(width for _, width in _widths(text))


def _widths(text: str) -> Iterable[tuple[str, int]]:
    """Each character with its cells: 0 for what sits on the one before, 2 for wide scripts and emoji."""
    joined = False
    last = 0
    for character in text:
        if character == "\ufe0f" and last == 1:
            last = 2
            yield character, 1
            continue
        if category(character) in ("Mn", "Me", "Cf") or joined or "\U0001f3fb" <= character <= "\U0001f3ff":
            width = 0
        else:
            width = 2 if east_asian_width(character) in "WF" else 1
            last = width
        joined = character == "\u200d"
        yield character, width


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, with … where it was cut."""
    if cells(text) <= width:
        return text
    kept = ""
    used = 0
    for character, taken in _widths(text):
        if used + taken > width - 1:
            break
        kept += character
        used += taken
    return kept.rstrip() + "…"


def pad(text: str, width: int) -> str:
    """`text` in exactly `width` cells."""
    short = cut(text, width)
    return short + " " * (width - cells(short))


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """`text` on lines of at most `width` cells, each after `indent`; words longer than a line are broken."""
    room = max(width - cells(indent), 10)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            while cells(word) > room:
                if line:
                    lines.append(line)
                    line = ""
                head = _head(word, room)
                lines.append(head)
                word = word[len(head) :]
            joined = f"{line} {word}" if line else word
            if cells(joined) > room:
                lines.append(line)
                joined = word
            line = joined
        lines.append(line)
    return [(indent + line).rstrip() for line in lines]


def _head(word: str, room: int) -> str:
    used = 0
    for i, (_, width) in enumerate(_widths(word)):
        if used + width > room:
            return word[: max(i, 1)]
        used += width
    return word


_PASTED = r"""(?:\btavla\ readiness\ [a-z]+|\btavla\ [a-z]+(?:\ (?:add|role)\b)?|--[a-z]+)
    (?:\ (?:"[^"]*"|--[a-z-]+|[a-z]+(?:\|[a-z]+)+|[A-ZÅÄÖ]{2,}\b|[0-9]+\b))*"""
"""What somebody may paste at the command line: a command or an option, and what goes with it."""


def fold(words: str, width: int) -> list[str]:
    """Sentences on lines of at most `width` cells, the continuing ones indented. A line that fits stays as it is.

    What is to be pasted, a command or a path, is never broken, even where it is longer than a line.
    """
    return [part for line in words.split("\n") for part in _folded(clean(line), width)]


def _folded(line: str, width: int) -> list[str]:
    if cells(line) <= width:
        return [line]
    import re

    start = re.match(r" *(?:· )?", line)
    indent = " " * (start.end() if start and start.end() else 2)
    whole = re.sub(_PASTED, lambda found: found.group().replace(" ", "\0"), line, flags=re.VERBOSE)
    lines, now = [], ""
    for gap, word in re.findall(r"( *)([^ ]+)", whole):
        if cells(now + gap + word) <= width:
            now += gap + word
            continue
        if now.strip(" ·"):
            lines.append(now)
            now, gap = indent, ""
        now += gap
        while cells(now + word) > width and "\0" not in word and "/" not in word:
            head = _head(word, max(width - cells(now), 10))
            lines.append(now + head)
            now, word = indent, word[len(head) :]
        now += word
    return [one.replace("\0", " ") for one in (*lines, now)]


def table(rows: Sequence[Sequence[str]], flexible: int, width: int, indent: str = "") -> list[str]:
    """Rows in aligned columns of at most `width` cells; the column `flexible` takes what is left, on more lines where
    it needs them. One text for each row. A column that is empty in every row takes no room.
    """
    if not rows:
        return []
    clean_rows = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*clean_rows, strict=True)]
    used = [i for i, wide in enumerate(widths) if wide]
    others = sum(widths) - widths[flexible] + 2 * (len(used) - 1) + cells(indent) if used else 0
    widths[flexible] = min(widths[flexible], max(width - others, 12))
    before = cells(indent) + sum(widths[i] + 2 for i in used if i < flexible)
    texts = []
    for row in clean_rows:
        first, *more = wrap(row[flexible], widths[flexible])
        shown = [pad(first if i == flexible else row[i], widths[i]) for i in used]
        lines = [cut((indent + "  ".join(shown)).rstrip(), width), *(" " * before + line for line in more)]
        texts.append("\n".join(lines))
    return texts

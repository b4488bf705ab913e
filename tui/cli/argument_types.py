"""What argparse calls to read an argument that is more than a word."""

from __future__ import annotations

from argparse import ArgumentTypeError

from tui.text import _


def to_file(given: str) -> str:
    """A file to write; `-` is stdout, as no file is."""
    return "" if given == "-" else given


def count(given: str) -> int:
    """A number of things, at least one."""
    try:
        number = int(given)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(_("skriv ett helt tal från 1 och uppåt"))
    return number

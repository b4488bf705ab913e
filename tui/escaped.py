"""People's words as data in a form that would act on them: nothing of theirs becomes a heading, a link or a tag."""

from __future__ import annotations

import re

from board.text import clean

_ACTS = re.compile(r"([\\`*_{}\[\]<>|#~$&])")
_STARTS = re.compile(r"^(\d{0,9})([-+=.)])")
_HIDDEN = "<!-- -->"
"""Says nothing, and keeps what stands around it from being read as one."""


def markdown(text: str) -> str:
    """Text as itself on one line of Markdown, also where it begins the line: no reader makes anything of it."""
    plain = _ACTS.sub(r"\\\1", " ".join(clean(text).split()))
    plain = _STARTS.sub(r"\1\\\2", plain)
    plain = plain.replace("://", r"\://")
    plain = re.sub(r"(?i)\bwww\.", lambda found: found[0][:3] + r"\.", plain)
    return re.sub(r"(?<=\S)@(?=\S)", f"{_HIDDEN}@{_HIDDEN}", plain)


def xml(text: str) -> str:
    """Text as itself in HTML and SVG, in an element or in an attribute with either quote."""
    from html import escape

    return "\u00a0".join(escape(clean(piece, multiline=True)) for piece in text.split("\u00a0"))

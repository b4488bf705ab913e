"""A story as Markdown: for a wiki, a mail or a text editor. Charts are told in words and tables."""

from __future__ import annotations

from collections.abc import Iterator

from tui.escaped import markdown as plain
from tui.story.blocks import Block, Curve, Fish, Head, Points, Story, Table, Words


def written(story: Story) -> str:
    """The story as Markdown."""
    out = [f"# {plain(story.title)}", ""]
    for line in story.about:
        out += [f"*{plain(line)}*", ""]
    for part in story.parts:
        out += [f"## {plain(part.heading)}", ""]
        for block in part.blocks:
            lines = list(_block(block))
            out += [*lines, ""] if lines else []
    return "\n".join(out).rstrip() + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Words(text, label):
            lines = [plain(line) for line in text.splitlines() if line.strip()]
            yield "\\\n".join([_label(label) + lines[0], *lines[1:]]) if lines else ""
        case Points(items, label):
            if label:
                yield _label(label).rstrip()
                yield ""
            yield from (f"- {plain(item)}" for item in items)
        case Table(caption, heads, rows):
            yield f"**{plain(caption)}**"
            yield ""
            yield _row(heads)
            yield "|" + " --- |" * len(heads)
            yield from map(_row, rows)
        case Head(text, deep):
            yield f"{'####' if deep else '###'} {plain(text)}"
        case Fish():
            for bone, twigs in block.bones:
                yield f"- **{plain(bone)}**"
                yield from (f"  - {plain(text)}" for text, _mark in twigs)
        case Curve():
            yield f"*{plain(block.told)}*"


def _label(label: str) -> str:
    if not label:
        return ""
    return f"**{plain(label if label.endswith(('?', '.')) else label + ':')}** "


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(plain(cell) or " " for cell in cells) + " |"

"""A story as a PDF that a screen reader can read too (PDF/UA), written with typst, which is an extra.

What people wrote goes in as data beside a fixed page, and is never a part of it: typst has a language with files and
programs in it, and none of that may come from a card.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from board.errors import Problem
from tui.story.blocks import Block, Curve, Fish, Head, Points, Story, Table, Words
from tui.text import language

_PAGE = rb"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: 20mm, numbering: "1")
#set text(lang: data.lang, size: 10.5pt, hyphenate: true)
#set par(leading: 0.62em, spacing: 0.9em)
#set table(stroke: 0.5pt + luma(120), inset: 5pt)
#show table.cell.where(y: 0): set text(weight: "bold")
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set block(above: 1.6em, below: 0.8em)
#let lines(text) = text.split("\n").map(one => [#one]).join(linebreak())
#let labelled(one) = if one.label != "" { strong(one.label) + " " }
#let block-of(one) = {
  if one.kind == "words" { par(labelled(one) + lines(one.text)) }
  if one.kind == "points" {
    if one.label != "" { par(strong(one.label)) }
    list(..one.items.map(lines))
  }
  if one.kind == "head" { heading(level: one.level, lines(one.text)) }
  if one.kind == "table" {
    figure(
      kind: "told",
      supplement: none,
      numbering: none,
      caption: figure.caption(position: top, lines(one.caption)),
      align(left, table(
        columns: (2fr,) + (1fr,) * (one.heads.len() - 1),
        table.header(..one.heads.map(lines)),
        ..one.rows.flatten().map(lines),
      )),
    )
  }
}
#show figure: set block(breakable: true)
#show figure.caption: it => align(left, strong(it.body))
#heading(level: 1, lines(data.title))
#for one in data.about [#text(fill: luma(70), lines(one)) #parbreak()]
#for part in data.parts {
  heading(level: 2, lines(part.heading))
  for one in part.blocks { block-of(one) }
}
"""


def written(story: Story) -> bytes:
    """The story as a PDF.

    Raises:
        Problem: `pdf_missing` where typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise Problem("pdf_missing") from None
    data = {
        "title": story.title,
        "lang": language(),
        "about": list(story.about),
        "parts": [
            {"heading": part.heading, "blocks": [one for block in part.blocks for one in _block(block)]}
            for part in story.parts
        ],
    }
    given = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made = typst.compile(_PAGE, sys_inputs=given, format="pdf", pdf_standards=["ua-1"])
    except (
        typst.TypstError
    ):  # a letter that no font here has is against PDF/UA; better a box for it than no report
        made = typst.compile(_PAGE, sys_inputs=given, format="pdf")
    return bytes(made or b"")


def _block(block: Block) -> Iterator[dict[str, Any]]:
    match block:
        case Words(text, label):
            yield {"kind": "words", "text": _kept(text), "label": _label(label)}
        case Points(items, label):
            yield {"kind": "points", "items": [_kept(one) for one in items], "label": _label(label)}
        case Table(caption, heads, rows):
            rows_told = [[_kept(cell) for cell in row] for row in rows]
            yield {"kind": "table", "caption": caption, "heads": list(heads), "rows": rows_told}
        case Head(text, deep):
            yield {"kind": "head", "text": text, "level": 4 if deep else 3}
        case Fish() | Curve():
            yield {"kind": "words", "text": _kept(block.told), "label": ""}


def _kept(text: str) -> str:
    """Without the empty lines that the other forms leave out, too."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def _label(label: str) -> str:
    return label if not label or label.endswith(("?", ".")) else label + ":"

"""The story of a card in each of its forms, as text to write to a file or to print."""

from __future__ import annotations

from datetime import date

from board.ports import Snapshot
from tui.story import page
from tui.story.blocks import Story

FORMS = ("md", "html", "a3", "a3-md")
"""Markdown, a web page, the A3 as a web page, the A3 as Markdown."""


def written(
    board: Snapshot, org: Snapshot, card: str, today: date, form: str = "md", names: bool = False
) -> str:
    """A card's story. `form` is one of FORMS; `names` lets persons be named."""
    tell = page.one_page if form.startswith("a3") else page.story
    story = tell(board, org, card, today, names)
    return _text(story, form)


def told_in(story: Story, form: str) -> bytes:
    """A story as a file. `form` is one of FORMS, or `pdf`.

    Raises:
        Problem: `pdf_missing` where what writes PDF is not installed.
    """
    if form == "pdf":
        from tui.story import pdf

        return pdf.written(story)
    return _text(story, form).encode("utf-8")


def _text(story: Story, form: str) -> str:
    if form in ("md", "a3-md"):
        from tui.story import markdown

        return markdown.written(story)
    from tui.story import html

    return html.written(story, "a3" if form == "a3" else "html")


def ending(form: str) -> str:
    """What a file of that form ends with."""
    return "md" if form.endswith("md") else "html"


def form_for(file: str | None, given: str | None) -> str:
    """The form that was asked for, in what the file's name says where only the other half was told."""
    said = (file or "").lower().rpartition(".")[2]
    if given == "a3" and said in ("md", "markdown"):
        return "a3-md"
    return given or ("html" if said in ("html", "htm") else "md")

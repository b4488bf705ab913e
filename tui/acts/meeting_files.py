"""The minutes written out as a file from the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from board.ids import slug
from tui.acts.files import folder_for, path_lines, save
from tui.lines import Piece
from tui.meeting_minutes import written
from tui.story.blocks import Story
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell, story: Story, day: date) -> None:
    """Ask for what kind of file, and write it."""
    folder = folder_for(shell)
    if folder is None:
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            name = f"{slug(_('Möte'))}-{day.isoformat()}"
            also = _("Läs igenom det innan ni delar det: det nämner vilka som var med och vem som gör vad.")
            save(shell, folder, name, key, written(story, key).encode("utf-8"), also)

    options = [
        Option("html", [(_("Webbsida"), "text"), ("  " + _("att läsa, skriva ut och skicka"), "quiet")]),
        Option("md", [(_("Text (Markdown)"), "text"), ("  " + _("att klistra in någonstans"), "quiet")]),
    ]
    explain: list[Piece] = [(_("Protokollet läggs i mappen"), "quiet")]
    explain += [(line, "text") for line in path_lines(folder)]
    shell.ask(
        Question(_("Vilken sorts fil?"), answer, explain=explain, text=None, options=options, pick=True)
    )

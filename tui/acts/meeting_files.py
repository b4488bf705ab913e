"""The minutes written out as a file from the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from board.ids import slug
from tui.acts.files import ask_form, save
from tui.meeting_minutes import written
from tui.story.blocks import Story
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


def write_out(shell: Shell, story: Story, day: date) -> None:
    """Ask for what kind of file, and write it."""

    def write(form: str, folder: str) -> None:
        name = f"{slug(_('Möte'))}-{day.isoformat()}"
        also = _("Läs igenom det innan ni delar det: det nämner vilka som var med och vem som gör vad.")
        save(shell, folder, name, form, written(story, form).encode("utf-8"), also)

    ask_form(shell, _("Vilken sorts fil?"), _("Protokollet läggs i mappen"), ("html", "md"), write)

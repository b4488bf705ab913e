"""The story of a card written out from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.ids import slug
from tui.acts.asking import title_of
from tui.acts.files import folder_for, path_lines, save
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def story(shell: Shell, card_id: str) -> None:
    """Ask in which form, and whether persons are named; then write the file and tell where it lies."""
    folder = folder_for(shell)
    if folder is None:
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _write(shell, card_id, key, folder)

    options = [
        Option("html", [(_("Webbsida"), "text"), ("  " + _("att läsa, skriva ut och skicka"), "quiet")]),
        Option("a3", [(_("På en sida (A3)"), "text"), ("  " + _("två spalter, att sätta upp"), "quiet")]),
        Option("md", [(_("Text (Markdown)"), "text"), ("  " + _("att klistra in någonstans"), "quiet")]),
        Option("html names", [(_("Webbsida med namn"), "text"), ("  " + _("vem som gjorde vad"), "quiet")]),
    ]
    told = _("Bakgrund, vad ni gjorde, vad som förändrades och vad ni lärde er. Den läggs i mappen")
    explain: list[Piece] = [(told, "quiet")]
    explain += [(line, "text") for line in path_lines(folder)]
    shell.ask(
        Question(_("Kortets berättelse"), answer, explain=explain, text=None, options=options, pick=True)
    )


def _write(shell: Shell, card: str, chosen: str, folder: str) -> None:
    from tui.story.forms import ending, written

    form, _space, names = chosen.partition(" ")
    live = shell.tavla.live
    text = written(live.board, live.org, card, shell.tavla.now.date(), form, bool(names))
    name = slug(title_of(shell, card)) or "kort"
    also = _("Läs igenom den innan ni delar den: det ni själva har skrivit kan nämna personer.")
    save(shell, folder, name, ending(form), text.encode("utf-8"), also)

"""The story of a card written out from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.ids import slug
from tui.acts.asking import title_of
from tui.acts.files import ask_form, may_name_persons, save
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


def story(shell: Shell, card_id: str) -> None:
    """Ask in which form, and whether persons are named; then write the file and tell where it lies."""
    told = _("Bakgrund, vad ni gjorde, vad som förändrades och vad ni lärde er. Den läggs i mappen")
    ask_form(
        shell,
        _("Kortets berättelse"),
        told,
        ("html", "a3", "md", "html names"),
        lambda form, folder: _write(shell, card_id, form, folder),
    )


def _write(shell: Shell, card: str, chosen: str, folder: str) -> None:
    from tui.story.forms import ending, written

    form, _space, names = chosen.partition(" ")
    live = shell.tavla.live
    text = written(live.board, live.org, card, shell.tavla.now.date(), form, bool(names))
    name = slug(title_of(shell, card)) or "kort"
    save(shell, folder, name, ending(form), text.encode("utf-8"), may_name_persons())

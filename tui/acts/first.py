"""The first moments: an empty workspace, someone who is not known yet, text that a lost terminal left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


def greet(shell: Shell) -> None:
    """What a person meets after the first picture."""
    live, desk = shell.tavla.live, shell.tavla.desk
    if live.board_id is None:
        _no_board(shell)
        return
    for code, what in shell.tavla.settings.faults:
        told = {
            "setting": _("Inställningen {what} förstås inte och används inte."),
            "settings_file": _("Filen {what} går inte att läsa. Tavlan använder sina vanliga inställningar."),
            "key_clash": _("Tangenten {what} betyder två saker i dina inställningar."),
        }
        shell.say(told[code].format(what=what), "still")
    if desk.draft("note"):
        shell.say(_("Det finns en rad som inte hann sparas. Tryck n så är den kvar."), "still")
    live.ask(lambda: desk.read_others(live.board_id))
    if live.me is None:
        from tui.acts.self_settings import who

        who(shell)


def _no_board(shell: Shell) -> None:
    """Several boards and none chosen yet, or none at all."""
    if shell.tavla.desk.board_ids:
        from tui.pages.boards import BoardsPage

        shell.open_page(BoardsPage())
    else:
        from tui.pages.start import StartPage

        shell.open_page(StartPage())

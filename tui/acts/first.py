"""The first moments: an empty workspace, someone who is not known yet, text that a lost terminal left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


def greet(shell: Shell) -> None:
    """What a person meets after the first picture."""
    live = shell.tavla.live
    if live.board_id is None:
        from tui.pages.start import StartPage

        page = StartPage()
        shell.open_page(page)
        return
    for code, what in shell.tavla.settings.faults:
        told = {
            "setting": _("Inställningen {what} förstås inte och används inte."),
            "settings_file": _("Filen {what} går inte att läsa. Tavlan använder sina vanliga inställningar."),
            "key_clash": _("Tangenten {what} betyder två saker i dina inställningar."),
        }
        shell.say(told[code].format(what=what), "still")
    if live.me is None and shell.tavla.desk.shared:
        from tui.acts.self_settings import who

        who(shell)

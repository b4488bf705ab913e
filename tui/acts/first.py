"""The first moments: an empty workspace, someone who is not known yet, text that a lost terminal left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.answered import answers
from tui.lines import fit
from tui.text import _, ngettext
from tui.working import Work

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
        shell.say(
            shell.keyed(_("Det finns en rad som inte hann sparas. Tryck {note} så är den kvar.")), "still"
        )
    Work(live, lambda: desk.read_others(live.board_id), lambda work: None)
    if shell.page == "wall":
        return
    if live.me is None:
        from tui.acts.self_settings import who

        who(shell)
    else:
        tell_answers(shell)


def tell_answers(shell: Shell) -> None:
    """Whoever noted a card that was answered since they were here last is told of it."""
    desk, live = shell.tavla.desk, shell.tavla.live
    if live.me is None:
        return
    told_of = f"answers {live.me}"
    seen = desk.remembered_setting(told_of) or ""
    answered = answers(live.board, live.org, live.me, seen)
    if not answered:
        return
    desk.remember_setting(told_of, answered[-1].at)
    told = ngettext(
        "Du har fått svar: {title}. Tryck {ended}.",
        "Du har fått {n} svar, senast: {title}. Tryck {ended}.",
        len(answered),
    )
    shell.say(shell.keyed(told, n=len(answered), title=fit(answered[-1].title, 50)), "accent")


def _no_board(shell: Shell) -> None:
    """Several boards and none chosen yet, or none at all."""
    if shell.tavla.desk.board_ids:
        from tui.pages.boards import BoardsPage

        shell.open_page(BoardsPage())
    else:
        from tui.pages.start import StartPage

        shell.open_page(StartPage())

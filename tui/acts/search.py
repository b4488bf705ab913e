"""Finding: what is typed narrows the board at once; escape shows everything again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.marks import last_activity
from board.model import roles_of
from board.ports import Doc
from board.stall import rhythm_of
from tui.text import _, ngettext
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell


def wanted(shell: Shell) -> Callable[[str, Doc], bool]:
    """The filter of what is typed in the search line."""
    from board import query

    live, now = shell.tavla.live, shell.tavla.now
    held = {(role.person, role.role) for role in roles_of(live.org, live.board_id or "", now.date())}
    return query.selector(
        query.parse_query(shell.filter_text),
        today=now.date(),
        people=query.people_texts(live.org),
        comments=query.written_texts(live.board),
        now=now,
        active=last_activity(live.board, live.org),
        rhythm_days=rhythm_of(live.board),
        me=live.me,
        has_role=lambda person, role: (person, role) in held,
        versions=live.versions,
    )


def search(shell: Shell) -> None:
    """Type words; the board shows what has them."""
    from tui.acts.asking import has_board

    if not has_board(shell):
        return

    def live(text: str) -> None:
        if text != shell.filter_text:
            shell.filter_text = text
            shell.show_board()

    def answer(text: str, key: str | None) -> None:
        live(text)
        shell.answered()
        if text.strip():
            _tell_ended(shell)

    size = shell.size
    shell.ask(
        Question(
            _("Sök"),
            answer,
            text=shell.filter_text,
            live=live,
            cancelled=lambda: clear(shell),
            at=(1, size.height - 6, min(size.width - 2, 100)),
            hint=_(
                "ord, @namn, #etikett, fas:planera, typ:synpunkt, försenade, stilla · enter behåller · esc visar alla"
            ),
        )
    )


def narrowed(words: str, shown: int, of: int) -> str:
    """What narrows the board, and the way back."""
    text = _("Visar {shown} av {of} kort för ”{text}” · esc visar alla")
    return text.format(shown=shown, of=of, text=" ".join(words.split()))


def _tell_ended(shell: Shell) -> None:
    """What is looked for may have left the board."""
    check = wanted(shell)
    away = sum(
        1 for id, card in shell.cards.items() if card.get("state", "open") != "open" and check(id, card)
    )
    if not away:
        return
    here = len(shell.board_view.columns)
    told = ngettext(
        "{here} på tavlan, och {n} bland avslutade, parkerade och arkiverade: tryck e.",
        "{here} på tavlan, och {n} bland avslutade, parkerade och arkiverade: tryck e.",
        away,
    )
    shell.say(told.format(here=here, n=away), "accent")


def clear(shell: Shell) -> None:
    """Show every card again; first what was told and only had to be read goes away."""
    if shell.notice.close():
        return
    if shell.filter_text:
        shell.filter_text = ""
        shell.key_line.hush()
        shell.show_board()
    if shell.asking:
        shell.answered()
    else:
        shell.board_view.let_go()

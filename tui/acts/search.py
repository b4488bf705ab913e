"""Finding: what is typed narrows the board at once; escape shows everything again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.codes import COLUMNS
from board.marks import last_activity
from board.model import roles_of
from board.ports import Doc
from board.stall import rhythm_of
from tui.acts.asking import has_board
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

MOST_EVENTS = 4
"""Events that are there to choose while one types; more words find the others."""


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


def open_event(shell: Shell, id: str) -> bool:
    """Show an event where it stands; False where it is no more."""
    from board.events import TABLE, is_unsorted
    from tui.pages.events import EventsPage

    doc = shell.tavla.live.board.get(TABLE, id)
    if doc is None:
        return False
    shell.open_page(EventsPage("sort" if is_unsorted(doc) else "all", id))
    return True


def _events(shell: Shell, typed: str) -> tuple[str, ...]:
    """The events on this board that have what is typed."""
    from board import events, query

    return events.found(shell.tavla.live.board, query.parse_query(typed)) if len(typed.strip()) > 1 else ()


def _event_options(shell: Shell, typed: str) -> list[Option]:
    """The events that have what is typed, the latest of them to choose."""
    from board.events import TABLE
    from tui import event_words

    docs, found = shell.tavla.live.board.table(TABLE), _events(shell, typed)
    options = []
    for id in found[:MOST_EVENTS]:
        marked = _("Synpunkt") if docs[id].get("sort") == "view" else _("Händelse")
        day = event_words.day(docs[id], shell.tavla.now.date())
        text = " ".join(str(docs[id].get("text") or "").split())
        options.append(Option(id, [(f"{marked} {day}  ", "quiet"), (text, "text")]))
    return options


def search(shell: Shell) -> None:
    """Type words; the board shows the cards that have them, and the events that do are there to choose."""
    if not has_board(shell):
        return

    def live(text: str) -> None:
        if text != shell.filter_text:
            shell.filter_text = text
            shell.show_board()
            _go_to_hits(shell)

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            clear(shell)
            open_event(shell, key)
            return
        live(text)
        shell.answered()
        if text.strip():
            _tell_elsewhere(shell)

    size = shell.size
    shell.ask(
        Question(
            _("Sök"),
            answer,
            text=shell.filter_text,
            renew=True,
            options=lambda typed: _event_options(shell, typed),
            live=live,
            cancelled=lambda: clear(shell),
            at=(1, size.height - 6, min(size.width - 2, 100)),
            hint=_(
                "ord, @namn, #etikett, fas:planera, typ:synpunkt, försenade, stilla · enter behåller · esc visar alla"
            ),
        )
    )


def _go_to_hits(shell: Shell) -> None:
    """Show the first column that has something, where there is nothing in the one that the cursor stands in."""
    view = shell.board_view
    if not view.columns.size(view.phase):
        first = next((id for phase in COLUMNS if (id := view.columns.at(phase, 0))), None)
        if first is not None:
            view.select(first)


def narrowed(words: str, shown: int, of: int) -> str:
    """What narrows the board; first the way back, which has to be read where the line is cut."""
    text = _("esc visar alla · här är {shown} av {of} kort för ”{text}”")
    return text.format(shown=shown, of=of, text=" ".join(words.split()))


def _tell_elsewhere(shell: Shell) -> None:
    """What is looked for may have left the board, or be an event."""
    from tui.query_words import unknown

    check = wanted(shell)
    away = sum(
        1 for id, card in shell.cards.items() if card.get("state", "open") != "open" and check(id, card)
    )
    told = unknown(shell.filter_text)
    if away:
        ended = ngettext(
            "{here} på tavlan, och {n} bland avslutade, parkerade och arkiverade: tryck {ended}.",
            "{here} på tavlan, och {n} bland avslutade, parkerade och arkiverade: tryck {ended}.",
            away,
        )
        told.append(shell.keyed(ended, here=len(shell.board_view.columns), n=away))
    if events := len(_events(shell, shell.filter_text)):
        also = ngettext(
            "{n} händelse har det: {search} och ↓.", "{n} händelser har det: {search} och ↓.", events
        )
        told.append(shell.keyed(also, n=events))
    if told:
        shell.say(" ".join(told), "accent")


def clear(shell: Shell) -> None:
    """Show every card again; first what was told and only had to be read goes away."""
    if shell.notice.close():
        return
    filtered = bool(shell.filter_text)
    if filtered:
        shell.filter_text = ""
        shell.key_line.hush()
        shell.show_board()
    if shell.asking:
        shell.answered()
    elif not shell.board_view.let_go() and not filtered:
        _way_back(shell)


def _way_back(shell: Shell) -> None:
    """To All boards again, where the board in front was opened from there."""
    back, shell.tavla.way_back = shell.tavla.way_back, None
    if back is not None and back == shell.tavla.live.board_id:
        from tui.acts.places import across

        across(shell)

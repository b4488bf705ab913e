"""Taking away for good: a text of a card or an event, or all of it. It is said first what goes and what stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from board import commands, events, forgetting, rights
from board.method import acts
from board.ports import Draft
from board.swedish import fold
from tui.acts.asking import has_board, not_theirs, title_of, with_person
from tui.acts.card_texts import Home, Text, texts_of
from tui.acts.privacy import carry_out, elsewhere, gone, may_rewrite, typed
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from board.context import Command, Context
    from tui.shell import Shell

COMMENTS, WHOLE = "comments", "whole"
"""What is chosen in place of one text: all the comments, and the whole card or event."""


def erase(shell: Shell) -> None:
    """Take away a text of the card or the event that is open or selected; else of one that is chosen."""
    if not has_board(shell) or not may_rewrite(shell):
        return
    live, card = shell.tavla.live, shell.card
    if card is not None and card in shell.cards:
        erase_on(shell, Home("cards", card))
        return
    homes = [Home("cards", id) for id in shell.cards]
    homes += [Home(events.TABLE, id) for id in events.newest_first(live.board.table(events.TABLE))]
    called = {f"{home.table}/{home.id}": (home, _called(shell, home)) for home in homes}

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        found: list[Option] = []
        for key, (home, title) in called.items():
            sort = "" if home.is_card else _("händelse: ")
            if all(word in fold(sort + title) for word in wanted):
                found.append(Option(key, [(sort, "quiet"), (fit(title, 60), "text")]))
        return found[:50]

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            erase_on(shell, called[key][0])

    title = _("På vilket kort står texten?")
    if any(not home.is_card for home in homes):
        title = _("På vilket kort eller vilken händelse står texten?")
    shell.ask(Question(title, answer, options=options, pick=True))


def erase_event(shell: Shell, id: str) -> None:
    """Take away a text of an event, or all of it."""
    if may_rewrite(shell):
        erase_on(shell, Home(events.TABLE, id))


def _called(shell: Shell, home: Home) -> str:
    doc = shell.tavla.live.board.get(*home) or {}
    return _line(str(doc.get("title" if home.is_card else "text") or ""))


def erase_on(shell: Shell, home: Home) -> None:
    """Choose which of its texts."""
    texts = texts_of(shell, home)
    comments = [one for one in texts if one.table == "comments"]

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == WHOLE:
            _confirm_erase(shell, home, texts, whole=True)
        elif key is not None:
            _confirm_erase(shell, home, comments if key == COMMENTS else [texts[int(key)]])

    options = [
        Option(str(number), [(f"{one.label}: ", "quiet"), (fit(_line(one.said), 50), "text")])
        for number, one in enumerate(texts)
    ]
    if len(comments) > 1:
        options.append(Option(COMMENTS, [(_comments(comments), "text")]))
    card, event = _("Hela kortet, med allt som står på det"), _("Hela händelsen, med allt som står på den")
    options.append(Option(WHOLE, [(card if home.is_card else event, "text")]))
    title = _("Vilken text ska raderas för alltid?")
    explain: list[Piece] = [(fit(_called(shell, home), 70), "quiet")]
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))


def _line(text: str) -> str:
    return " ".join(text.split())


def _comments(comments: Sequence[Text]) -> str:
    return _("Alla {n} kommentarer på kortet").format(n=len(comments))


def _confirm_erase(shell: Shell, home: Home, texts: Sequence[Text], whole: bool = False) -> None:
    live, word = shell.tavla.live, _("radera")
    places = [(text.table, text.id, text.field) for text in texts]
    refused = not_theirs(shell, rights.ERASE)
    if refused is not None and not forgetting.all_of_own(live.board, live.org, live.me or "", places):
        shell.tell(refused)
        return
    if whole:
        goes = _("Hela kortet ”{title}”, med allt som står på det.")
        goes = goes if home.is_card else _("Hela händelsen ”{title}”, med allt som står på den.")
        goes = goes.format(title=fit(_called(shell, home), 70))
    elif len(texts) > 1:
        goes = _comments(texts)
    else:
        goes = f"{texts[0].label}: {fit(_line(texts[0].said), 200)}"
    stays = _("Kvar är kortet, och vem som skrev och när.")
    stays = stays if home.is_card else _("Kvar är händelsen, och vem som skrev och när.")
    explain: list[Piece] = [
        (goes, "text"),
        (_("Texten försvinner härifrån och ur historiken, med allt som stått där före."), "text"),
        *_copied(shell, home),
        (_("Kvar är vem som skrev och när.") if whole else stays, "quiet"),
        (elsewhere(), "quiet"),
    ]

    def go_on() -> None:
        command = _all_gone(home, places) if whole else forgetting.erase_texts(places)
        with_person(shell, lambda: carry_out(shell, command, gone, leaves=whole))

    title = _("Skriv {word} för att radera för alltid").format(word=word)
    hint = _("enter raderar · esc avbryter")
    shell.ask(Question(title, typed(shell, word, go_on), explain=explain, hint=hint))


def _copied(shell: Shell, home: Home) -> list[Piece]:
    """That what an event said may stand on the card that was made of it."""
    card = str((shell.tavla.live.board.get(*home) or {}).get("led_to") or "")
    if home.is_card or card not in shell.cards:
        return []
    told = _("Det som skrevs av på kortet ”{title}” är kvar: radera det där.")
    return [(told.format(title=title_of(shell, card)), "still")]


def _all_gone(home: Home, places: Sequence[tuple[str, str, str]]) -> Command:
    """Take away all its texts, and then the card or the event that is left."""
    delete = commands.delete(home.id) if home.is_card else acts.remove("event", home.id)

    def decide(context: Context) -> Sequence[Draft]:
        return [*forgetting.erase_texts(places)(context), *delete(context)]

    return decide

"""Choosing between versions: one key lets one hold, or what is written in place of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from board.errors import Problem
from board.method.shape import LINE
from board.model import people_of
from board.ports import Commit
from board.versions import Choice, Written, is_rewritten, settle
from tui import method_words, version_words
from tui.acts.asking import has_board, with_person
from tui.acts.fields import edit
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell

Then: TypeAlias = Callable[[str], object]
"""Goes on when it is chosen, with what was said of it."""


def _is_line(choice: Choice) -> bool:
    field = method_words.field_of(choice.table, choice.field)
    return choice.field == "title" if field is None or choice.table == "cards" else field.type == LINE


def versions(shell: Shell) -> None:
    """Everything on the board that waits for somebody to choose; the same key again goes back."""
    from tui.pages.versions import VersionsPage

    if shell.page == "versions":
        shell.close_page()
    elif has_board(shell):
        shell.open_page(VersionsPage())


def of_card(shell: Shell, card: str, field: str) -> None:
    """The versions of a field of one card."""
    from tui.pages.versions import VersionsPage

    shell.open_page(VersionsPage(card, field))


def choose(shell: Shell, choice: Choice, stamp: str, then: Then) -> None:
    """Let one version hold."""
    _settle(shell, choice, stamp, then)


def write_anew(shell: Shell, choice: Choice, then: Then) -> None:
    """Write one text of them all, begun with all of them; or choose something else where it is no text."""
    if not is_rewritten(choice.table, choice.field):
        edit(shell, choice.id, choice.field, then=lambda: then(""))
        return
    many = not _is_line(choice)
    texts = [str(version.value) for version in choice.versions if version.value]
    draft = f"versions/{choice.field}/{choice.id}"

    def answer(text: str, key: str | None) -> None:
        def done(said: str) -> None:
            shell.forget_draft(draft)
            then(said)

        _settle(shell, choice, Written(text), done)

    explain: list[Piece] = [
        (fit(version_words.whose(choice, shell.tavla.live.board), 70), "quiet"),
        (_("Alla versioner står här. Skriv om dem till en."), "quiet"),
    ]
    shell.ask(
        Question(
            version_words.label(choice, lambda ref: str(ref)),
            answer,
            explain=explain,
            text=("\n\n" if many else " / ").join(texts),
            many=many,
            draft=draft,
        )
    )


def _settle(shell: Shell, choice: Choice, chosen: str | Written, then: Then) -> None:
    store = shell.tavla.live.store
    if store is None:
        return
    people = people_of(shell.tavla.live.org)

    def name(ref: object) -> str:
        return people[str(ref)].short if str(ref) in people else _("någon")

    what = version_words.label(choice, name)
    seen = [version.stamp for version in choice.versions]
    command = settle(store, (choice.table, choice.id), choice.field, chosen, seen)

    def heard(outcome: Commit | Problem) -> None:
        said = shell.keyed(_("Valt: {what}. {undo} ångrar."), what=what[:1].lower() + what[1:])
        if shell.tell(outcome, said):
            then(said)

    with_person(shell, lambda: shell.tavla.live.do(command, heard))

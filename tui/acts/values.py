"""Asking for a value of any type of field, wherever it belongs: a card, a part of it, a new part.

What is saved, and how, is the asker's matter; here is only how each type is asked for and understood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from board.errors import Problem
from board.method import kinds
from board.method.days import day_of
from board.method.kinds import Field
from board.model import people_of
from board.ports import Doc, Event
from tui import method_words as words
from tui.acts import days, newcomer
from tui.acts.fields import person_options
from tui.lines import Piece, fit
from tui.risk_words import scale
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

Save = Callable[[Any], None]
"""What to do with the answer: a code, a reference, an ISO day, a number, a text, a list for a set; None clears."""


class Asked(NamedTuple):
    """What is asked for. `links` are the parts that a link can point at; `news` is told what others do meanwhile.

    cancelled: what escape goes on with: the question is then one of several and is passed over, which its hint says.
    leaves: escape leaves all that would be asked after it, too; one question is passed over by enter without an answer.
    """

    field: Field
    now: Any
    title: str
    save: Save
    explain: Sequence[Piece] = ()
    draft: str | None = None
    at: tuple[int, int, int] | None = None
    links: Mapping[str, Doc] = {}
    news: Callable[[tuple[Event, ...]], None] | None = None
    cancelled: Callable[[], object] | None = None
    leaves: bool = False


def ask(shell: Shell, asked: Asked) -> None:
    """Ask for a value; a flag is turned at once."""
    if asked.field.type == kinds.FLAG:
        asked.save(not asked.now)
        return
    _ASKERS.get(asked.field.type, _text)(shell, asked)


def _text(shell: Shell, asked: Asked) -> None:
    now = asked.now
    held = ", ".join(map(str, now)) if isinstance(now, list) else words.number(now) if now is not None else ""

    def answer(text: str, key: str | None) -> None:
        asked.save(_listed(text) if asked.field.type == kinds.WORDS else text)

    many = asked.field.type == kinds.TEXT
    hint = _("enter sparar · tomt tar bort · esc avbryter") if held and not many else ""
    if asked.cancelled is not None:
        hint = _("enter sparar · ctrl+j ny rad · esc hoppar över") if many else _saves_or_passes()
    if asked.leaves:
        hint = _leaves()
    shell.ask(
        Question(
            asked.title,
            answer,
            explain=asked.explain,
            text=held,
            many=many,
            draft=asked.draft,
            news=asked.news,
            at=asked.at,
            hint=hint,
            cancelled=asked.cancelled,
        )
    )


def _leaves() -> str:
    return _("enter sparar · tomt hoppar över · esc lämnar resten till senare")


def _pass_over() -> Option:
    return Option("", [("  ", "text"), (_("hoppa över frågan"), "quiet")])


def _saves_or_passes() -> str:
    return _("enter sparar · esc hoppar över")


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]


def _choice(shell: Shell, asked: Asked) -> None:
    options = [Option(code, _choice_row(asked, code)) for code in asked.field.choices]
    if asked.field.name == "better" and not asked.now:  # a guess would turn every word of the target
        options.insert(0, Option("", [("  ", "text"), (_("vet inte än"), "quiet")]))
    _pick(shell, asked, options)


def _choice_row(asked: Asked, code: str) -> list[Piece]:
    here = "✓ " if code == asked.now else "  "
    return [(here, "good"), (words.choice(asked.field.name, code), "text")]


def _pick(shell: Shell, asked: Asked, options: list[Option]) -> None:
    if asked.now:
        options = [*options, Option("", [("  ", "text"), (_("inget av dem"), "quiet")])]
    elif asked.leaves:
        options = [*options, _pass_over()]
    hint = _("enter väljer · esc hoppar över") if asked.cancelled is not None else ""
    if asked.leaves:
        hint = _("enter väljer · esc lämnar resten till senare")

    def answer(text: str, key: str | None) -> None:
        asked.save(key or None)

    shell.ask(
        Question(
            asked.title,
            answer,
            explain=asked.explain,
            text=None,
            options=options,
            pick=True,
            hint=hint,
            cancelled=asked.cancelled,
        )
    )


def _scale(shell: Shell, asked: Asked) -> None:
    board = shell.tavla.live.board
    options = [
        Option(
            str(n),
            [
                ("✓ " if asked.now == n else "  ", "good"),
                (f"{n}  {scale(board, asked.field.name, n)}", "text"),
            ],
        )
        for n in (1, 2, 3, 4)
    ]
    _pick(shell, asked, options)


def _links(asked: Asked) -> list[tuple[str, str]]:
    """The parts that can be pointed at, as (id, text)."""
    return [
        (id, fit(str(doc.get("text") or doc.get("typed") or doc.get("title") or ""), 90))
        for id, doc in asked.links.items()
    ]


def _link(shell: Shell, asked: Asked) -> None:
    options = [
        Option(id, [("✓ " if id == asked.now else "  ", "good"), (f"{n}  {text}", "text")])
        for n, (id, text) in enumerate(_links(asked), 1)
    ]
    if not options:
        shell.say(_nothing(shell, asked.field), "still")
        return
    _pick(shell, asked, options)


def _nothing(shell: Shell, field: Field) -> str:
    """That there is nothing to point at yet, and what to do about it."""
    if field.type == kinds.GOAL or field.to == "goal":
        told = _("Enheten har inga mål än. {key} öppnar sidan där de skrivs.")
        return told.format(key=shell.key_of("about"))
    if field.to == "challenge":
        return _("Det finns inga utmaningar än. {key} öppnar sidan där de skrivs.").format(
            key=shell.key_of("above")
        )
    if field.type == kinds.CARD:
        return _("Tavlan har inga öppna kort att välja bland.")
    told = _("Det finns inget att välja än. Skriv {what} först.")
    return told.format(what=words.kind(field.to, many=True))


def _set(shell: Shell, asked: Asked) -> None:
    """Several of a list: each choice turns one on or off, and escape is when it is done."""
    if asked.field.type == kinds.PEOPLE:
        people = people_of(shell.tavla.live.org)
        every = [(ref, one.name) for ref, one in people.items() if one.active or ref in (asked.now or ())]
    elif asked.field.type == kinds.LINKS:
        every = _links(asked)
    else:
        every = [(code, words.choice(asked.field.name, code)) for code in asked.field.choices]
    if not every:
        shell.say(_nothing(shell, asked.field), "still")
        return
    chosen = list(asked.now or ())

    def options(text: str) -> list[Option]:
        return [
            Option(code, [("✓ " if code in chosen else "  ", "good"), (name, "text")]) for code, name in every
        ]

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        if key in chosen:
            chosen.remove(key)
        else:
            chosen.append(key)
        shell.prompt.listen()

    def done() -> None:
        if set(chosen) != set(asked.now or ()):
            asked.save(chosen)
        elif asked.cancelled is not None:
            asked.cancelled()

    shell.ask(
        Question(
            asked.title,
            answer,
            explain=asked.explain,
            text=None,
            options=options,
            pick=True,
            hint=_("enter väljer en i taget · esc när det är klart"),
            cancelled=done,
        )
    )


def _person(shell: Shell, asked: Asked) -> None:
    nobody = Option("", [(_("ingen"), "quiet")])

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            asked.save(key or None)

    def options(text: str) -> list[Option]:
        found = person_options(shell, text, shell.tavla.live.me)
        if asked.leaves and not text.strip():
            return [*found, _pass_over()]
        return [*found, nobody] if asked.now and not text.strip() else found

    passes = _("skriv några bokstäver · enter väljer · esc hoppar över")
    if asked.leaves:
        passes = _("skriv några bokstäver · enter väljer · esc lämnar resten till senare")
    question = Question(
        asked.title,
        answer,
        explain=asked.explain,
        options=options,
        pick=True,
        hint=passes if asked.cancelled is not None else "",
        cancelled=asked.cancelled,
    )
    shell.ask(newcomer.or_new(shell, question))


def _day(shell: Shell, asked: Asked) -> None:
    today = shell.tavla.now.date()
    day = partial(day_of, asked.field.name, today=today)

    def read(text: str) -> date | Problem | None:
        return days.understood(day, text) if text.strip() else None

    def answer(text: str, key: str | None) -> None:
        found = read(text)
        if isinstance(found, Problem):
            shell.prompt.say(shell.words_for(found))
        else:
            asked.save(found.isoformat() if found else None)

    hint = _("enter sparar · tomt tar bort dagen · esc avbryter")
    if asked.cancelled is not None:
        hint = _leaves() if asked.leaves else _saves_or_passes()
    shell.ask(
        Question(
            asked.title,
            answer,
            explain=asked.explain,
            text=days.to_change(asked.now, day, today),
            renew=True,
            options=lambda text: days.echo(read(text), today),
            hint=hint,
            cancelled=asked.cancelled,
        )
    )


_ASKERS: Mapping[str, Callable[[Shell, Asked], None]] = {
    kinds.CHOICE: _choice,
    kinds.CHOICES: _set,
    kinds.PEOPLE: _set,
    kinds.LINKS: _set,
    kinds.LINK: _link,
    kinds.GOAL: _link,
    kinds.CARD: _link,
    kinds.PERSON: _person,
    kinds.DAY: _day,
    kinds.SCALE: _scale,
}

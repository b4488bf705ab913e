"""What is typed where there is only a list to choose from: it finds a row, or is told and kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from board.swedish import fold
from tui.text import _
from tui.widgets.question import Option, Question

_NUMBER = re.compile(r"\W*(\d+)\b")


class Found(NamedTuple):
    """The options to show, the key of the one that a number stands for, and whether anything fits what is typed.

    Where nothing fits, all of them are shown and none is chosen.
    """

    options: Sequence[Option]
    at: str | None = None
    fits: bool = True


def found_by(options: Sequence[Option], typed: str) -> Found:
    """A number is that of its row, its own where the rows have numbers, else its place; letters narrow the list."""
    wanted = fold(typed).split()
    if not wanted:
        return Found(options)
    told = ["".join(text for text, _part in option.row) for option in options]
    own = [match.group(1) if (match := _NUMBER.match(text)) else "" for text in told]
    if typed.strip().isdecimal():
        number = str(int(typed))
        numbers = own if any(own) else [str(n) for n in range(1, len(options) + 1)]
        if number in numbers:
            return Found(options, options[numbers.index(number)].key)
    narrowed = [
        option
        for option, text in zip(options, told, strict=True)
        if all(word in fold(text) for word in wanted)
    ]
    return Found(narrowed) if narrowed else Found(options, fits=False)


def numbered(question: Question, page: str) -> Question:
    """In a meeting digits decide: a short list that is asked about there says which digit chooses which row."""
    options = question.options
    if page != "meeting" or question.text is not None or question.digits or callable(options):
        return question
    told = ["".join(text for text, _part in option.row) for option in options]
    if 1 < len(options) < 10 and not any(map(_NUMBER.match, told)):
        question.digits = True
        question.options = [
            Option(option.key, [(f"{n} ", "accent"), *option.row]) for n, option in enumerate(options, 1)
        ]
    return question


def by_digit(question: Question, key: str, typed: str) -> str | None:
    """The key of the row that a digit chooses at once; None where it is none, or is part of what is typed."""
    options = question.options
    if not question.digits or typed or callable(options) or key not in "123456789"[: len(options)]:
        return None
    return options[int(key) - 1].key


def nothing_there(question: Question, options: Sequence[Option], typed: str) -> tuple[str, str] | None:
    """What is said of a list that is empty before anything is typed; None where it is not."""
    if options or typed.strip() or not question.pick:
        return None
    return question.nothing or _("Här finns inget att välja än. esc går tillbaka."), "still"


def nothing_fits() -> str:
    """Said beside what is typed, which enter does not save."""
    return _(
        "Inget i listan passar, så inget sparas. Välj en rad med ↓, eller ändra det du skrev. Texten är kvar."
    )


def lose_words() -> str:
    """Said before escape throws away what is typed in a list."""
    return _(
        "Det du har skrivit är inte sparat. Välj en rad med ↓, eller tryck esc en gång till för att kasta det."
    )


def carried_words() -> str:
    """Said where what was typed in a list stands in the text that is asked for next."""
    return _("Det här skrev du i listan nyss. Enter sparar det här, eller skriv något annat.")


def is_sentence(typed: str) -> bool:
    """Whether what fits no row is meant as a text. A word or two are a name or a row that was looked for."""
    return len(typed.split()) > 2


def takes_text(question: Question) -> bool:
    """Whether a sentence is at home in the answer, and none stands there yet."""
    searches = question.live is not None
    return question.text == "" and not (question.pick or question.secret or searches)

"""No text names a key by its letter: keys can be given to other actions in the settings, and then the text would lie.

A text that tells of a key has the action's id in braces, and `keyed` on the screen puts in the key that is set.
"""

from __future__ import annotations

import re

import pytest

from tui.text import catalog as tool

FIXED = re.compile(
    r"ctrl\+\w|"  # keys of the terminal, which nobody can change
    r"\bv\.? (?:\d+|\{week\})|\{\w+\} [dhsv]\b|"  # weeks, and the units of time
    r"a–z|\b[Ii]\b|import - <|export >"  # what may be in an id, a preposition, command lines
)
NAMED = re.compile(r"(?<![\w{}”.:=/+-])[a-zA-Z](?![\w{}”:=/+-])|(?<=[ :])[/<>](?= )")


def names_a_key(text: str) -> bool:
    return bool(NAMED.search(FIXED.sub("", text))) or bool(re.search(r"[Tt]ryck i\b", text))


def test_no_text_of_the_screen_names_a_key_that_can_be_changed() -> None:
    found = []
    for message in tool.extract():
        on_screen = any(not place.startswith("tui/cli/") for place, _line in message.locations)
        ids = (message.id,) if isinstance(message.id, str) else message.id
        found += [text for text in ids if text and on_screen and names_a_key(text)]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "Sparat. u ångrar.",
        "Ångrat: {what}. U gör om.",
        "Du har fått svar: {title}. Tryck e.",
        "Kortet finns bland avslutade (e).",
        "Tryck i och välj vem du är.",
        "börja med n.",
        "n skriver",
        "{n} händelser har det: / och ↓.",
        "< och > byter år.",
    ],
)
def test_a_text_with_a_letter_for_a_key_is_found(text: str) -> None:
    assert names_a_key(text)


@pytest.mark.parametrize(
    "text",
    ["Sparat. {undo} ångrar.", "v 48", "{h} h {n} min", "enter sparar · ctrl+j ny rad", "Hur är det i dag?"],
)
def test_other_single_letters_are_let_be(text: str) -> None:
    assert not names_a_key(text)

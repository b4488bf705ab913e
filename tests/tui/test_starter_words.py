"""What the starters put on a card is said in both languages, in lines that fit."""

from __future__ import annotations

from board.method.starters import QUESTIONS, STARTERS, texts
from tui import starter_words
from tui.text import set_language


def test_every_text_has_words_in_both_languages() -> None:
    assert set(texts()) == set(starter_words.TEXTS)
    assert set(starter_words.NAMES) == set(STARTERS)
    swedish = [starter_words.say(code) for code in texts()]
    try:
        set_language("en")
        english = [starter_words.say(code) for code in texts()]
    finally:
        set_language("sv")
    assert not set(swedish) & set(english)
    assert max(map(len, swedish + english)) < 80


def test_the_ten_questions_come_in_three_steps() -> None:
    asked = [starter_words.say(f"innovation.{number}") for number in range(1, QUESTIONS + 1)]
    steps = [said.partition(":")[0] for said in asked]
    assert [(step, steps.count(step)) for step in dict.fromkeys(steps)] == [
        ("Hela behovet", 3),
        ("Det vi har", 2),
        ("Det som ändras", 5),
    ]

"""Every thought that a card can be given has words, in both languages."""

from __future__ import annotations

import ast
import inspect
from datetime import date
from typing import Any

import pytest

from board.method import hints
from board.method.hints import Hint
from board.ports import Snapshot
from tui.method_advice import sentence
from tui.pages.section_rows import Around
from tui.text import Language, set_language

CODES = sorted(
    str(call.args[0].value)
    for call in ast.walk(ast.parse(inspect.getsource(hints)))
    if isinstance(call, ast.Call)
    and isinstance(call.func, ast.Name)
    and call.func.id == "Hint"
    and isinstance(call.args[0], ast.Constant)
)
DAY = date(2026, 12, 1)
PARAMS: dict[str, Any] = {"day": DAY, "follow_up": DAY, "person": "x", "text": "Mer tid", "days": 3}


@pytest.mark.parametrize("code", CODES)
def test_a_thought_is_a_sentence_for_one_and_for_many(code: str) -> None:
    around = Around(Snapshot({}), {}, date(2026, 11, 16), 80)
    told = []
    languages: tuple[Language, ...] = ("sv", "en")
    for chosen in languages:
        set_language(chosen)
        for count in (1, 4):
            words = sentence(Hint(code, "goal", {**PARAMS, "count": count}), around)
            assert words.rstrip()[-1:] in (".", "?"), (code, chosen, words)
            assert "{" not in words
            told.append(words)
    assert told[0] != told[2], code


def test_a_thought_of_a_newer_version_says_nothing() -> None:
    assert sentence(Hint("något nytt", "goal"), Around(Snapshot({}), {}, DAY, 80)) == ""

"""Whatever is typed, pasted or imported, the screen gets letters only, and what was meant is kept."""

from __future__ import annotations

import sys
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.codes import TAG_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from board.errors import Problem
from board.text import MARKS_IN_A_ROW, body, clean, line, tag, title

ARABIC_NUMBER_SIGNS = set(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
NASTY = (
    "\x1b[]0;m31\x07\x9b\x9d\x9c\x90\\PNO \n\r\t\u200c\u200d\ufe0f\ufe0e"
    "\u202e\u2066\u2028\ufeff\u0301\u0316\u0338e å👩🏽👧❤م\u093e\ud83d\udc69\udcc3\udca5\U000e0041"
)


def leaks(text: str, multiline: bool) -> list[str]:
    allowed = {"\n", "\t"} if multiline else set()
    return [
        hex(ord(c))
        for c in text
        if category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        and c not in allowed | ARABIC_NUMBER_SIGNS | {"\u200c", "\u200d"}
    ]


@pytest.mark.parametrize("multiline", [False, True])
def test_no_character_there_is_gets_through_to_the_terminal(multiline: bool) -> None:
    for start in range(0, sys.maxunicode + 1, 64):
        together = "".join(f"a{chr(code)}b" for code in range(start, min(start + 64, sys.maxunicode + 1)))
        cleaned = clean(together, multiline)
        assert not leaks(cleaned, multiline)
        assert "\u200c" not in cleaned
        assert "\u200d" not in cleaned


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("letar hjälpmedel", "letar hjälpmedel"),
        ("\x1b[31mröd\x1b[0m", "röd"),
        ("\x9b31mröd", "röd"),
        ("\x1b]52;c;SGVq\x07hej", "hej"),
        ("\x1b]0;titel\x1b\\hej", "hej"),
        ("\x9d0;titel\x9chej", "hej"),
        ("\x1b]8;;http://x\x1b\\länk\x1b]8;;\x1b\\", "länk"),
        ("\x1bP1;2q#0\x1b\\hej", "hej"),
        ("\x1b[200~klistrat\x1b[201~", "klistrat"),
        ("före\x1b]0;utan slut", "före"),
        ("a\x1b\x1b[mb", "ab"),
        ("hej\x1b", "hej"),
        ("\x93citat\x94", "citat"),
        ("[red]x[/] [@click=app.quit]x[/] [/v2]", "[red]x[/] [@click=app.quit]x[/] [/v2]"),
        ("en\nrad\ttill\r\nsist", "en rad till sist"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\u200bb\ufeffc\u00add\u2060e", "abcde"),
        ("60\u00a0000", "60 000"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        (normalize("NFD", "Åäö é"), "Åäö é"),
        ("z" + "\u0300" * 99, "z" + "\u0300" * MARKS_IN_A_ROW),
        ("\u0301a", "a"),
        ("👩\u200d👩\u200d👧 🏳️\u200d🌈 👩🏽\u200d⚕️ ❤️ 1️⃣", "👩\u200d👩\u200d👧 🏳️\u200d🌈 👩🏽\u200d⚕️ ❤️ 1️⃣"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ക്\u200d", "ക്\u200d"),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("a\u200db👩\u200d", "ab👩"),
        ("a\U000e0041\U000e007fb", "ab"),
        ("\ud83d\ude00", "😀"),
        ("hj\udcc3\udca4lp", "hjälp"),
        ("hj\udce4lp", "hjälp"),
        ("a\ud800b", "a\ufffdb"),
        ("\uf0b7 punkt från Word", "• punkt från Word"),
        ("日本語 한국어 ไทย हिन्दी", "日本語 한국어 ไทย हिन्दी"),
    ],
)
def test_what_was_meant_is_kept_and_the_rest_is_gone(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


def test_texts_of_several_lines_keep_their_lines() -> None:
    assert clean("en\r\ntvå\rtre\u2028fyra\tfem\x0bsex", multiline=True) == "en\ntvå\ntre\nfyra\tfem\nsex"
    assert clean("a\n\u0301b", multiline=True) == "a\nb"


@given(
    st.one_of(st.text(), st.text(alphabet=NASTY), st.text(st.characters(exclude_categories=()))),
    st.booleans(),
)
def test_cleaning_twice_changes_nothing_and_nothing_leaks(text: str, multiline: bool) -> None:
    once = clean(text, multiline)
    assert clean(once, multiline) == once
    assert not leaks(once, multiline)
    assert normalize("NFC", once) == once
    marks = "".join("m" if category(c) in ("Mn", "Me") else "-" for c in once)
    assert "m" * (MARKS_IN_A_ROW + 1) not in marks
    once.encode("utf-8")


@given(st.text(alphabet="abcåäöÅÄÖé .,:;!?-–[]()/0123456789"))
def test_plain_swedish_passes_untouched(text: str) -> None:
    assert clean(text) == text


@given(st.text(alphabet=NASTY))
def test_every_field_is_clean_and_stable(text: str) -> None:
    for made in (lambda s: line(s, "name"), lambda s: body(s, "why"), title, tag):
        try:
            once = made(text)
        except Problem:
            continue
        assert made(once) == once


def test_a_title_is_one_line_of_at_most_two_hundred_characters() -> None:
    assert title("  Rutin \n för\tväxel ") == "Rutin för växel"
    assert title("x") == "x"
    assert len(title("å" * TITLE_LIMIT)) == TITLE_LIMIT
    with pytest.raises(Problem) as refused:
        title("x" * 100_000)
    assert refused.value.code == "too_long"
    assert refused.value.params == {"field": "title", "limit": TITLE_LIMIT, "length": 100_000}


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "\x1b[0m", "\u200b\u200d", "\u2800", "\u3164", "\ufe0f", "\u0301"]
)
def test_a_title_that_nobody_could_see_is_empty(text: str) -> None:
    with pytest.raises(Problem) as refused:
        title(text)
    assert refused.value.code == "empty_title"


def test_a_text_keeps_its_shape_and_has_a_limit() -> None:
    assert body("\n\n  först\n\n    indrag  \nsist \n\n", "why") == "  först\n\n    indrag\nsist"
    assert body(" \n ", "why") == ""
    assert len(body("x" * TEXT_LIMIT, "why")) == TEXT_LIMIT
    with pytest.raises(Problem) as refused:
        body("x" * (TEXT_LIMIT + 1), "why")
    assert refused.value.params == {"field": "why", "limit": TEXT_LIMIT, "length": TEXT_LIMIT + 1}


def test_a_tag_is_the_same_however_it_is_typed() -> None:
    assert tag("#Natt arbete") == tag("natt arbete ") == tag("natt-arbete") == "natt-arbete"
    assert tag("Fall,  måltid") == "fall-måltid"
    with pytest.raises(Problem, match="empty_tag"):
        tag(" # ")
    with pytest.raises(Problem, match="too_long"):
        tag("x" * (TAG_LIMIT + 1))

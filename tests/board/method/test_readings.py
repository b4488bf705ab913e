"""Readings as people type them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import Problem
from board.method.pasted import parse_paste
from board.method.readings import Kind, understand
from tui.problems import message
from tui.text import set_language

TODAY = date(2026, 11, 22)  # a Sunday


def refused(text: str) -> str:
    with pytest.raises(Problem) as problem:
        understand(text)
    assert problem.value.code == "bad_reading"
    return str(problem.value.params["reason"])


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        (" 12 ", 12),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u2009567,5", 1234567.5),
        ("1'234", 1234),
        ("1.234", 1.234),
        ("1,234", 1.234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("-3", -3),
        ("−3,5", -3.5),
        ("–3", -3),
        ("+3", 3),
        (",5", 0.5),
        ("0,000", 0),
        ("1e5", 100_000),
        ("2·10^5", 200_000),
        ("10^308", 1e308),
        ("1e308", 1e308),
        ("-1E308", -1e308),
        ("1" + "0" * 308, 1e308),
        ("55 %", 55),
        ("55%", 55),
        ("12,5 procent", 12.5),
        ("3 av 8", 37.5),
        ("3 of 8", 37.5),
        ("0 av 8", 0),
    ],
)
def test_a_number_is_what_it_says(typed: str, value: float) -> None:
    found = understand(typed)
    assert (found.value, found.low, found.high, found.kind) == (value, value, value, "exact")
    assert found.typed == typed.strip()


@pytest.mark.parametrize(
    ("typed", "value", "low", "high", "kind"),
    [
        ("60–111", 85.5, 60, 111, "span"),
        ("60-111", 85.5, 60, 111, "span"),
        ("60 — 111", 85.5, 60, 111, "span"),
        ("60 till 111", 85.5, 60, 111, "span"),
        ("-5--3", -4, -5, -3, "span"),
        ("-3–5,5", 1.25, -3, 5.5, "span"),
        ("7–7", 7, 7, 7, "span"),
        ("ca 60–80", 70, 60, 80, "span"),
        ("50–60 %", 55, 50, 60, "span"),
        ("50 %–60 %", 55, 50, 60, "span"),
        ("1e308–1.7e308", 1.35e308, 1e308, 1.7e308, "span"),
        ("cirka 40", 40, None, None, "about"),
        ("ca 40", 40, None, None, "about"),
        ("ca. 40", 40, None, None, "about"),
        ("c:a 1 200", 1200, None, None, "about"),
        ("~40", 40, None, None, "about"),
        ("≈ 40", 40, None, None, "about"),
        ("Ungefär 40 %", 40, None, None, "about"),
        ("ungefar 40", 40, None, None, "about"),
        ("ca 3 av 8", 37.5, None, None, "about"),
        ("<5", 5, None, 5, "below"),
        ("≤5", 5, None, 5, "below"),
        ("<= 5", 5, None, 5, "below"),
        ("färre än 5", 5, None, 5, "below"),
        ("högst 5 %", 5, None, 5, "below"),
        ("<-5", -5, None, -5, "below"),
        (">20", 20, 20, None, "above"),
        ("≥ 20,5", 20.5, 20.5, None, "above"),
        ("fler än 20", 20, 20, None, "above"),
        ("över 20", 20, 20, None, "above"),
        ("at least 20", 20, 20, None, "above"),
    ],
)
def test_spans_rough_and_bounded_readings_keep_what_they_say(
    typed: str, value: float, low: float | None, high: float | None, kind: Kind
) -> None:
    found = understand(typed)
    assert (found.value, found.low, found.high, found.kind) == (value, low, high, kind)
    assert found.typed == typed


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("12 min", "12"),
        ("9 st", "9"),
        ("3 ggr", "3"),
        ("3 gånger", "3"),
        ("-1,5 kg", "-1,5"),
        ("1 234,5 kr", "1 234,5"),
        ("2 veckor", "2"),
        ("7 år", "7"),
        ("60–111 mm", "60–111"),
        ("ca 40 MIN", "ca 40"),
        ("<5 dagar", "<5"),
        ("minst 20 boende", "minst 20"),
        ("3 av 8 boende", "3 av 8"),
        ("55 % rätt", "55 %"),
    ],
)
def test_a_unit_after_the_number_is_passed_over_and_kept_as_typed(typed: str, bare: str) -> None:
    assert understand(typed) == understand(bare)._replace(typed=typed)


def test_percentages_and_shares_are_told_from_plain_numbers() -> None:
    assert [understand(typed).percent for typed in ("55 %", "3 av 8", "ca 3 av 8", "<5 %", "55", "<5")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("\ufeff", "empty"),
        ("hej", "text"),
        ("min 12 min", "text"),
        ("12 min per dag", "text"),
        ("12 m2", "text"),
        ("12 ½", "text"),
        ("12 5 st", "text"),
        ("9 nov", "text"),
        ("9 fredag", "text"),
        ("9 idag", "text"),
        ("2 tusen", "text"),
        ("3 av", "text"),
        ("3 till", "text"),
        ("3/8 st", "fraction"),
        ("9–3 min", "backwards"),
        ("9 av 8 boende", "no_share"),
        ("12,5,3", "text"),
        ("12 5", "text"),
        ("1 23", "text"),
        ("5,", "text"),
        ("٣", "text"),
        ("½", "text"),
        ("ca <5", "text"),
        ("- 9", "text"),
        ("2^10", "text"),
        ("1,234.567.8", "text"),
        ("1234.567,8", "text"),
        ("2026-11-01", "text"),
        ("9" * 1000, "text"),
        ("NaN", "not_finite"),
        ("inf", "not_finite"),
        ("-Infinity", "not_finite"),
        ("∞", "not_finite"),
        ("#DIVISION/0!", "not_finite"),
        ("#SAKNAS!", "not_finite"),
        ("1e999", "too_large"),
        ("-1e999", "too_large"),
        ("10^309", "too_large"),
        ("1" + "0" * 309, "too_large"),
        ("1e-999", "too_large"),
        ("<1e999", "too_large"),
        ("3/8", "fraction"),
        ("1/11", "fraction"),
        ("111–60", "backwards"),
        ("2026-11", "backwards"),
        ("9 av 8", "no_share"),
        ("0 av 0", "no_share"),
        ("-1 av 8", "no_share"),
    ],
)
def test_what_is_no_reading_is_refused_with_why(typed: str, reason: str) -> None:
    assert refused(typed) == reason


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_refusal_says_what_is_saved_and_what_to_write(language: str) -> None:
    set_language("en" if language == "en" else "sv")
    said = set()
    for typed in ("", "hej", "NaN", "1e999", "3/8", "9–3", "9 av 8"):
        with pytest.raises(Problem) as problem:
            understand(typed)
        said.add(message(problem.value))
    for line in ("i morgon 5", ";5", "nov 9", "1/11;1;2"):
        ((_number, refusal),) = parse_paste(line, TODAY)[1]
        said.add(message(refusal))
    assert len(said) == 11
    for sentence in said:
        assert ("saved" if language == "en" else "sparat") in sentence
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_nothing_typed_is_lost_however_it_is_typed() -> None:
    assert understand("  Ca 1 234,50  ").typed == "Ca 1 234,50"


@given(st.text(max_size=60))
def test_anything_typed_is_understood_as_a_finite_number_or_refused(text: str) -> None:
    try:
        found = understand(text)
    except Problem as problem:
        assert problem.code == "bad_reading"  # noqa: PT017 - either may happen
        return
    assert math.isfinite(found.value)
    assert found.low is None or found.low <= found.value
    assert found.high is None or found.value <= found.high


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_as_it_was(value: float) -> None:
    assert understand(repr(value)).value == value
    assert understand(repr(value).replace(".", ",")).value == value


@given(st.integers(-(10**15), 10**15), st.integers(0, 99))
def test_thousands_may_stand_apart(whole: int, cents: int) -> None:
    plain = float(f"{whole}.{cents:02}")
    assert understand(f"{whole:,}".replace(",", " ") + f",{cents:02}").value == plain
    assert understand(f"{whole:,}".replace(",", "\u202f") + f".{cents:02}").value == plain


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_a_span_is_drawn_at_its_middle(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = understand(f"{low!r} – {high!r}")
    assert (found.low, found.high) == (low, high)
    assert low <= found.value <= high

"""Many readings pasted at once: lists of days and numbers, and sheets."""

from __future__ import annotations

import math
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.method.pasted import parse_paste, reading_day

TODAY = date(2026, 11, 22)  # a Sunday


def of_line(line: str, today: date = TODAY) -> tuple[str, float]:
    rows, rejected = parse_paste(line, today)
    assert not rejected
    ((day, reading, typed),) = rows
    assert typed == line
    return day.isoformat(), reading.value


@pytest.mark.parametrize(
    ("line", "day", "value"),
    [
        ("2026-11-01 12,5", "2026-11-01", 12.5),
        ("2026-11-01\t12,5", "2026-11-01", 12.5),
        ("2026-11-01,12.5", "2026-11-01", 12.5),
        ('2026-11-01,"12,5"', "2026-11-01", 12.5),
        ('"2026-11-01";"1 234,5"', "2026-11-01", 1234.5),
        ("2026-11-01 00:00:00;12", "2026-11-01", 12),
        ("2026-11-01 14:30 12,5", "2026-11-01", 12.5),
        ("1/11; 9", "2026-11-01", 9),
        ("1/11 | 9", "2026-11-01", 9),
        ("1/11: 9", "2026-11-01", 9),
        ("1/11 - 9", "2026-11-01", 9),
        ("1/11 – 9", "2026-11-01", 9),
        ("1/11 = 9", "2026-11-01", 9),
        ("1/11 -9", "2026-11-01", -9),
        ("1/11;-9", "2026-11-01", -9),
        ("2026-11-01 - 12,5", "2026-11-01", 12.5),
        ("1 nov\t9", "2026-11-01", 9),
        ("1 nov 9", "2026-11-01", 9),
        ("1 nov 9 000", "2026-11-01", 9000),
        ("1 nov 2026 9", "2026-11-01", 9),
        ("den 1 november 2026 9,5", "2026-11-01", 9.5),
        ("1 nov 60 – 111", "2026-11-01", 85.5),
        ("1 nov 3 av 8", "2026-11-01", 37.5),
        ("1 nov <5", "2026-11-01", 5),
        ("1/11 ca 40;", "2026-11-01", 40),
        ("nov 2026;9", "2026-11-01", 9),
        ("november: 60–111", "2026-11-01", 85.5),
        ("december\t9", "2025-12-01", 9),
        ("2026-11 8", "2026-11-01", 8),
        ("v 45 7", "2026-11-02", 7),
        ("v 45 7 000", "2026-11-02", 7000),
        ("v.45;7", "2026-11-02", 7),
        ("vecka 45 2025 7", "2025-11-03", 7),
        ("2026-W45 7", "2026-11-02", 7),
        ("v 47;7", "2026-11-16", 7),
        ("v 48;7", "2025-11-24", 7),
        ("igår 5", "2026-11-21", 5),
        ("idag;5", "2026-11-22", 5),
        ("fre 5", "2026-11-20", 5),
        ("sön 5", "2026-11-22", 5),
        ("31/12 5", "2025-12-31", 5),
        ("24.11 5", "2025-11-24", 5),
        ("12,5", "2026-11-22", 12.5),
        ("1 234,5", "2026-11-22", 1234.5),
        ("ca 40", "2026-11-22", 40),
        ("60 – 111", "2026-11-22", 85.5),
        ("2026-11-01;5;Anna var sjuk", "2026-11-01", 5),
        ("9 st", "2026-11-22", 9),
        ("1/11 9 st", "2026-11-01", 9),
        ("1/11; 12,5 min", "2026-11-01", 12.5),
        ("nov 9 st", "2026-11-01", 9),
        ("1 nov 3 av 8 boende", "2026-11-01", 37.5),
        ("v 45 7 ggr", "2026-11-02", 7),
    ],
)
def test_a_line_is_a_day_that_has_been_and_a_reading(line: str, day: str, value: float) -> None:
    assert of_line(line) == (day, value)


@pytest.mark.parametrize(
    ("line", "code", "reason"),
    [
        ("2026-11-23 5", "bad_reading", "not_yet"),
        ("imorgon;5", "bad_reading", "not_yet"),
        ("nov 2027;5", "bad_reading", "not_yet"),
        ("v 48 2026;5", "bad_reading", "not_yet"),
        ("nov 9", "bad_reading", "day_or_value"),
        ("nov 9 120", "bad_reading", "day_or_value"),
        ("nov 9 - 12", "bad_reading", "day_or_value"),
        ("- 9", "bad_reading", "text"),
        ("v 45 7 120", "bad_reading", "day_or_value"),
        ("2026-11-01;5;6", "bad_reading", "several"),
        ("2026-11-01;5 st;6 st", "bad_reading", "several"),
        ("9 nov", "bad_reading", "empty"),
        ("9 november", "bad_reading", "empty"),
        (";5", "bad_reading", "no_day"),
        ("2026-11-01", "bad_reading", "empty"),
        ("2026-11-01;", "bad_reading", "empty"),
        ("2026-11-01;hej", "bad_reading", "text"),
        ("2026-11-01 hej", "bad_reading", "text"),
        ("2026-11-01;1e999", "bad_reading", "too_large"),
        ("2026-11-01;NaN", "bad_reading", "not_finite"),
        ("hej", "bad_reading", "text"),
        ("ord " * 30, "bad_reading", "text"),
        ("hej 5", "bad_date", "not_understood"),
        ("-3 5", "bad_date", "not_understood"),
        ("30/2;5", "bad_date", "no_such_day"),
        ("31 feb 5", "bad_date", "no_such_day"),
        ("v 60;5", "bad_date", "no_such_week"),
        ("12.45;7", "bad_date", "no_such_day"),
        ("14:30;7", "bad_date", "not_understood"),
        ("fre 21 nov 2026;5", "bad_date", "wrong_weekday"),
    ],
)
def test_a_line_that_is_not_is_refused_with_why(line: str, code: str, reason: str) -> None:
    rows, rejected = parse_paste("1/11 5\n" + line + "\n2/11 5", TODAY)
    assert len(rows) == 2
    ((number, problem),) = rejected
    assert (number, problem.code, problem.params["reason"]) == (2, code, reason)


def test_days_in_any_order_and_two_of_one_day_are_kept_as_they_stand() -> None:
    rows, rejected = parse_paste("3/11 1\n1/11 2\n\n3/11 3\r\n2/11 4", TODAY)
    assert [(row.day.day, row.reading.value) for row in rows] == [(3, 1), (1, 2), (3, 3), (2, 4)]
    assert not rejected


@pytest.mark.parametrize(
    "sheet",
    [
        "Datum;Värde\n2026-11-01;5,5\n2026-11-02;6",
        "\ufeffDatum\tTrycksår\r\n2026-11-01\t5,5\r\n2026-11-02\t6\r\n",
        "Antal;Datum\n5,5;1/11\n6;2/11",
        "Enhet;Datum;Antal;Av\nNorr;1/11;5,5;8\nNorr;2/11;6;9",
        "date,value\n2026-11-01,5.5\n2026-11-02,6",
        "Datum Värde\n2026-11-01 5,5\n2026-11-02 6",
    ],
)
def test_a_sheet_with_headings_says_which_columns_are_meant(sheet: str) -> None:
    rows, rejected = parse_paste(sheet, TODAY)
    assert [(row.day.day, row.reading.value) for row in rows] == [(1, 5.5), (2, 6)]
    assert not rejected


def test_a_column_of_readings_is_of_today() -> None:
    assert [(row.day, row.reading.value) for row in parse_paste("Värde\n5\n6", TODAY)[0]] == [
        (TODAY, 5), (TODAY, 6),
    ]  # fmt: skip


def test_the_same_paste_next_week_gives_the_same_days() -> None:
    pasted = "v 45 7\nnov 2026;9\n1/11 4\nv 47;3"
    first = [row.day for row in parse_paste(pasted, TODAY)[0]]
    assert [row.day for row in parse_paste(pasted, TODAY + timedelta(days=7))[0]] == first


@given(st.text(max_size=200))
def test_any_text_can_be_pasted(text: str) -> None:
    rows, rejected = parse_paste(text, TODAY)
    assert all(row.day <= TODAY and math.isfinite(row.reading.value) for row in rows)
    numbers = [number for number, _ in rejected]
    assert numbers == sorted(set(numbers))
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) - 1 <= len(rows) + len(rejected) <= len(lines)


@given(st.dates(date(1950, 1, 1), TODAY), st.floats(-1e9, 1e9))
def test_what_a_spreadsheet_writes_is_read_back(day: date, value: float) -> None:
    for line in (
        f"{day};{value!r}",
        f"{day}\t{value!r}",
        f"{day} {value!r}",
        f"{day.day}/{day.month} {day.year}|{value!r}",
    ):
        rows, _ = parse_paste(line, TODAY)
        assert [(row.day, row.reading.value) for row in rows] == [(day, value)]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_week_is_the_latest_that_has_begun(today: date) -> None:
    number = today.isocalendar().week
    assert reading_day(f"v {number}", today) == today - timedelta(days=today.weekday())


@pytest.mark.bench
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("2026-11-01 12,5", "{day} 12,5"),
        ("1/11; 60–111", "{day.day}/{day.month}; 60–111"),
        ("v 45 2026 ca 7", "v {week.week} {week.year} ca 7"),
    ],
)
def test_10_000_lines_are_read_within_a_second(name: str, form: str) -> None:
    """Prints the figure; the best of three counts."""
    days = [TODAY - timedelta(days=n % 3000) for n in range(10_000)]
    text = "\n".join(form.format(day=day, week=day.isocalendar()) for day in days)
    taken, read = [], 0
    for _ in range(3):
        start = time.perf_counter()
        read = len(parse_paste(text, TODAY)[0])
        taken.append(time.perf_counter() - start)
    assert read == 10_000 - text.startswith("29/2") - text.count("\n29/2;")
    print(f"10,000 lines of {name}: {min(taken):.2f} s")
    assert min(taken) <= 1.0, taken

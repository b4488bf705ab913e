"""The run chart: readings stand on their days, nothing is hidden without a word, and any numbers can be drawn."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, check_frozen, check_rows, lines, text_of
from tui.drawing.canvas import Canvas
from tui.drawing.chart import ChartData, Mark, Reading, draw
from tui.text import set_language

FIRST = date(2026, 9, 7)
VALUES = (
    10.4,
    10.8,
    8.9,
    7.8,
    6.6,
    8.2,
    6.1,
    4.9,
    8.0,
    6.9,
    6.4,
    4.5,
    5.2,
    5.6,
    3.4,
    5.3,
    4.8,
    6.9,
    4.2,
    3.7,
)


def days(count: int, step: int = 3) -> list[date]:
    return [FIRST + timedelta(days=n * step) for n in range(count)]


def test_lines_on_one_row_are_drawn_by_turns_and_the_key_says_so() -> None:
    told = text_of(draw(ChartData(series(4, 6, 5, 5), median=5, baseline=5), 80, 14))
    assert ". ┄ turas om: utgångsläge 5, median 5" in told
    assert "turas om" not in text_of(draw(ChartData(series(4, 6, 5, 5), median=5, baseline=6), 80, 14))


def series(*values: float, step: int = 3) -> list[Reading]:
    return [Reading(day, value) for day, value in zip(days(len(values), step), values, strict=True)]


def whole() -> ChartData:
    """A chart with everything on it."""
    points = series(*VALUES)
    points[5] = points[5]._replace(mark="~")
    points[9] = points[9]._replace(mark="<")
    points[12] = Reading(points[12].day, 5, "span", 3, 8)
    points.append(Reading(points[17].day, 4.2))
    return ChartData(
        points,
        "avvikelser i veckan",
        median=7,
        median_until=date(2026, 9, 30),
        target=3,
        baseline=9,
        starts=[(date(2026, 10, 1), "försök 1"), (date(2026, 10, 26), "försök 2")],
        notes=[(date(2026, 10, 5), "a"), (date(2026, 10, 5), "b"), (date(2026, 11, 1), "c")],
        flagged={14, 15, 16},
    )


def many(count: int, over: int = 700) -> list[Reading]:
    """Readings that crowd: several in a column."""
    return [
        Reading(FIRST + timedelta(days=n * over // count), 8 - n * 4 / count + (n * 7919 % 13) / 4)
        for n in range(count)
    ]


def sign_rows(data: ChartData, width: int = 80, height: int = 20) -> list[str]:
    """The rows of the chart itself, without what stands under it."""
    told = lines(draw(data, width, height))
    bottom = next(y for y, line in enumerate(told) if "└" in line)
    return told[:bottom]


@pytest.mark.parametrize(("width", "height"), [(80, 20), (160, 30), (60, 12)])
def test_the_chart_is_as_it_was_frozen(width: int, height: int) -> None:
    check_frozen(f"chart-{width}", draw(whole(), width, height))


@pytest.mark.parametrize("width", [80, 160])
def test_a_crowded_chart_is_as_it_was_frozen(width: int) -> None:
    data = ChartData(many(2000), "minuter", limits=(2, 11, 6.5), target=4)
    check_frozen(f"chart-2000-{width}", draw(data, width, 20))


def test_the_chart_in_english_is_as_it_was_frozen() -> None:
    set_language("en")
    check_frozen("chart-80-en", draw(whole(), 80, 20))


NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-100, 100)
SOME = st.none() | NUMBERS
DAYS = st.dates() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
READINGS = st.builds(Reading, DAYS, NUMBERS, st.sampled_from(["", "~", "<", ">"])) | st.builds(
    lambda day, low, size: Reading(day, low + size / 2, "span", low, low + size),
    DAYS,
    st.floats(-1e9, 1e9),
    st.floats(0, 1e6),
)


@given(
    st.builds(
        ChartData,
        st.lists(READINGS, max_size=40),
        TEXTS,
        SOME,
        st.none() | DAYS,
        SOME,
        SOME,
        st.none() | st.tuples(NUMBERS, NUMBERS, NUMBERS),
        st.lists(st.tuples(DAYS, TEXTS), max_size=5),
        st.lists(st.tuples(DAYS, TEXTS), max_size=5),
        st.frozensets(st.integers(0, 40)),
    ),
    st.integers(60, 160),
    st.integers(8, 30),
)
def test_every_chart_is_within_its_width_and_height(data: ChartData, width: int, height: int) -> None:
    rows = draw(data, width, height)
    check_rows(rows, width)
    assert len(rows) <= height
    assert rows == draw(data, width, height)


def test_no_reading_yet_says_so() -> None:
    assert lines(draw(ChartData([], "antal", target=3), 80, 20)) == ["Inga mätvärden än."]


@pytest.mark.parametrize(
    "values",
    [
        (5,),
        (5, 5, 5),
        (-3, -2),
        (1e300, 2, 3),
        (1.7e308, -1.7e308),
        (1e-9, 3e-9),
        (5e-324, 0),
        (1e15, 1e15 + 1),
    ],
    ids=str,
)
def test_any_numbers_have_a_scale_with_the_highest_over_the_lowest(values: tuple[float, ...]) -> None:
    rows = sign_rows(ChartData(series(*values)))
    at = {row.rindex(sign): y for y, row in enumerate(rows) for sign in "●" if sign in row}
    assert at
    assert sum(row.count("●") for row in rows) == len(values)
    labels = [row.partition("┤")[0].strip() for row in rows if "┤" in row]
    assert len(labels) >= 2
    assert len(set(labels)) == len(labels)


def test_days_are_real_days() -> None:
    points = [
        Reading(FIRST, 1),
        Reading(FIRST + timedelta(days=10), 1),
        Reading(FIRST + timedelta(days=40), 1),
    ]
    (row,) = [row for row in sign_rows(ChartData(points)) if "●" in row]
    first, second, third = (match.start() for match in re.finditer("●", row))
    assert (second - first) / (third - first) == pytest.approx(1 / 4, abs=0.02)


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (6, ["7 sep", "13 sep"]),
        (60, ["v 37", "v 45"]),
        (150, ["okt", "2027"]),
        (600, ["nov", "2027", "mars"]),
        (9000, ["2030"]),
    ],
)
def test_the_time_axis_says_days_weeks_months_or_years(span: int, labels: list[str]) -> None:
    points = [Reading(FIRST, 1), Reading(FIRST + timedelta(days=span), 2)]
    told = lines(draw(ChartData(points), 80, 16))
    axis = next(told[y + 1] for y, line in enumerate(told) if "└" in line)
    assert all(label in axis for label in labels)


def test_the_signs_of_readings_differ_and_are_told_in_words() -> None:
    marks: list[Mark] = ["", "~", "<", ">"]
    points = [Reading(day, 5, mark) for day, mark in zip(days(5), [*marks, ""], strict=True)]
    data = ChartData([*points, Reading(FIRST + timedelta(days=40), 6, "~")], flagged={4, 5})
    told = text_of(draw(data, 120, 20))
    for words in (
        "● mätvärde", "◆ tyder på ändring", "○ ungefärligt", "◇ ungefärligt, tyder på ändring",
        "▽ högst så mycket", "△ minst så mycket",
    ):  # fmt: skip
        assert words in told
        assert told.count(words[0]) >= 2, "in the chart and in the words under it"


def test_the_lines_differ_by_sign_and_are_named_with_their_numbers() -> None:
    data = ChartData(series(*VALUES), median=6.5, target=3, baseline=9, limits=(2, 12.25, 7))
    told = text_of(draw(data, 120, 24))
    named = (
        "┄ median 6,5",
        "─ mål 3",
        ". utgångsläge 9",
        "- nedre gräns 2",
        "- övre gräns 12,25",
        "═ medel 7",
    )
    assert all(words in told for words in named)
    rows = sign_rows(data, 120, 24)
    assert len([row for row in rows if "┄┄┄" in row]) == 1
    assert len([row for row in rows if "───" in row]) == 1
    assert len([row for row in rows if "═══" in row]) == 1


def test_lines_on_one_row_are_both_seen() -> None:
    row = next(row for row in sign_rows(ChartData(series(*VALUES), median=5, target=5)) if "┄" in row)
    assert "─" in row


def test_a_frozen_median_is_drawn_on_with_another_sign() -> None:
    (row,) = [row for row in sign_rows(whole()) if "┄┄┄" in row]
    assert row.index("┄┄┄") < row.rindex("┄┄┄") < row.index("┄ ┄")
    assert "medianen av värdena till och med 30 sep" in text_of(draw(whole(), 80, 20)).replace("\n", " ")


def test_each_try_begins_on_its_day_with_its_label_over_it() -> None:
    rows = sign_rows(whole())
    for label in ("försök 1", "försök 2"):
        x = rows[0].index(label)
        assert sum(row[x] == "╎" for row in rows[1:] if len(row) > x) > len(rows) // 2
    assert "╎ här börjar ett försök" in text_of(draw(whole(), 80, 20))


def test_a_try_known_by_its_number_is_called_a_try_where_there_is_room() -> None:
    starts = [(FIRST + timedelta(days=9), "1"), (FIRST + timedelta(days=30), "2")]
    assert "försök 1" in sign_rows(ChartData(series(*VALUES), starts=starts))[0]
    near = [(FIRST + timedelta(days=29), "1"), (FIRST + timedelta(days=30), "2")]
    head = sign_rows(ChartData(series(*VALUES), starts=near))[0]
    assert "försök 1" not in head
    assert "1" in head


def test_a_try_far_from_the_readings_does_not_squeeze_them_and_says_where_it_is() -> None:
    starts = [(FIRST - timedelta(days=900), "försök 1"), (FIRST + timedelta(days=30), "försök 2")]
    head = sign_rows(ChartData(series(*VALUES), starts=starts))[0]
    assert "←försök 1" in head
    assert "försök 2" in head
    assert "←försök 2" not in head


def test_comments_stand_on_the_axis_and_those_without_room_are_counted() -> None:
    told = lines(draw(whole(), 80, 20))
    axis = next(line for line in told if "└" in line)
    assert "ab" in axis
    assert "c" in axis
    crowded = [(FIRST + timedelta(days=9), letter) for letter in "abcdefgh"]
    told = lines(draw(ChartData(series(*VALUES), notes=crowded), 80, 20))
    shown = sum(letter in next(line for line in told if "└" in line) for letter in "abcdefgh")
    assert f"+{8 - shown} kommentarer som inte fick plats" in "\n".join(told)


def test_two_on_one_day_are_both_shown_and_it_is_said() -> None:
    data = ChartData([Reading(FIRST, 2), Reading(FIRST, 8), Reading(FIRST + timedelta(days=9), 5)])
    assert sum(row.count("●") for row in sign_rows(data)) == 3
    assert "│ två på samma plats" in text_of(draw(data, 80, 20))


def test_a_crowd_is_drawn_from_its_lowest_to_its_highest_and_it_is_said() -> None:
    day = FIRST + timedelta(days=30)
    data = ChartData(
        [*series(5, 5), *(Reading(day, value) for value in (2, 4, 5, 8)), Reading(day + timedelta(days=9), 5)]
    )
    rows = sign_rows(data)
    labels = {row.partition("┤")[0].strip(): y for y, row in enumerate(rows) if "┤" in row}
    tall = [y for y, row in enumerate(rows) if "│" in row[20:]]
    assert (tall[0], tall[-1]) == (labels["8"], labels["2"])
    assert sum(row.count("●") for row in rows) == 4, "of four in one place the middle one"
    assert "flera på samma plats: lägsta till högsta, och den i mitten" in text_of(draw(data, 80, 20))


def test_one_reading_far_off_leaves_the_others_readable_and_is_told_with_its_number() -> None:
    data = ChartData([*series(*VALUES), Reading(FIRST + timedelta(days=70), 99999)])
    told = text_of(draw(data, 80, 20))
    assert "↑ 99\u00a0999 (16 nov)" in told or "↑ 99 999 (16 nov)" in told
    rows = sign_rows(data)
    assert "↑" in rows[0]
    used = [y for y, row in enumerate(rows) if "●" in row]
    assert used[-1] - used[0] > len(rows) // 2


def test_a_span_is_drawn_from_its_low_to_its_high() -> None:
    told = text_of(
        draw(ChartData([*series(70, 90), Reading(FIRST + timedelta(days=20), 85.5, "span", 60, 111)]), 80, 20)
    )
    assert all(sign in told for sign in "┬┴○")
    assert "angivet från och till" in told


def test_numbers_are_told_as_in_the_language() -> None:
    data = ChartData(series(12000.5, 12001.5), median=12345.5)
    assert "12 345,5" in text_of(draw(data, 80, 20)).replace("\u00a0", " ")
    set_language("en")
    assert "12,345.5" in text_of(draw(data, 80, 20))


def test_work_on_the_cells_does_not_grow_with_the_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is counted, not timed: a column is drawn once however many readings are in it."""
    counts: list[int] = []
    put = Canvas.put

    def counted(self: Canvas, x: int, y: int, signs: str, part: str) -> None:
        counts[-1] += 1
        put(self, x, y, signs, part)

    monkeypatch.setattr(Canvas, "put", counted)
    for count in (2000, 10_000):
        counts.append(0)
        draw(ChartData(many(count)), 160, 30)
    assert counts[1] < 1.5 * counts[0]
    assert counts[1] < 2 * 160 * 30


@pytest.mark.bench
@pytest.mark.parametrize(("count", "budget"), [(2000, 10), (10_000, 50)])
def test_the_time_to_draw(count: int, budget: int) -> None:
    data = ChartData(many(count, count), "antal", 7, None, 3, flagged=set(range(100)))
    times = []
    for _again in range(15):
        start = time.perf_counter()
        draw(data, 160, 30)
        times.append((time.perf_counter() - start) * 1000)
    print(f"\n{count} readings at 160x30: median {sorted(times)[7]:.1f} ms, goal {budget} ms")

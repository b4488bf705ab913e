"""How a card looks: the rows themselves, so that a change of the look is read here as a diff."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from board.codes import PHASES
from board.marks import Mark
from board.model import Person
from board.rules import WANTED
from tui.card_lines import Look, card_rows, mark_piece
from tui.lines import row_width

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))
PEOPLE = {"p1": Person("p1", "anna", "Anna Ek"), "p2": Person("p2", "mia", "Mia Ås")}
SIGNS = {"late": "!", "today": "●", "still": "‖", "still_long": "‖", "over": "▲", "skipped": "~", "new": "+"}


def look(**changed: Any) -> Look:
    return Look(NOW, PEOPLE, {}, {})._replace(**changed)


def card(days: int = 1, **fields: Any) -> dict[str, Any]:
    """A card that nothing has happened to for some days."""
    at = (NOW - timedelta(days=days)).isoformat(timespec="seconds")
    return {
        "title": "Vi letar efter hjälpmedel i förrådet",
        "phase": "inbox",
        "state": "open",
        "created": at,
        "since": at,
        "_at": at,
        "by": "p2",
        **fields,
    }


def drawn(card: dict[str, Any], width: int = 24, height: int = 5, **changed: Any) -> list[str]:
    rows = card_rows("1", card, look(**changed), width, height)
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def test_a_new_card_says_what_who_when_and_that_it_is_new() -> None:
    assert drawn(card(0)) == ["Vi letar efter", "hjälpmedel i förrådet", "Mia · i dag", "+ nytt"]


def test_a_title_has_the_lines_that_nothing_else_needs() -> None:
    long = card(20, title="Handspriten glöms mellan rummen på kvällen när vi är få")
    assert drawn(long, 16, 4)[:3] == ["Handspriten", "glöms mellan", "rummen på…"]
    assert drawn(card(0, title=long["title"]), 16, 4)[1:] == ["glöms mellan…", "Mia · i dag", "+ nytt"]


@pytest.mark.parametrize("phase", PHASES[1:5])
def test_what_is_next_stands_whole_in_the_narrowest_column(phase: str) -> None:
    said = []
    filled: dict[str, Any] = {}
    for field in WANTED[phase]:
        said.append(drawn(card(3, phase=phase, **filled), 15)[-1])
        filled[field] = "x" if field != "due" else None
    assert not [row for row in said if "…" in row or not row.startswith("→ ")]


def test_a_card_that_was_noted_long_ago_is_not_new_because_something_happened_on_it_today() -> None:
    assert "+ nytt" not in drawn(card(20, _at=NOW.isoformat(timespec="seconds")))
    assert "+ nytt" in drawn(card(1, _at=NOW.isoformat(timespec="seconds")))


def test_comments_are_counted_where_whose_it_is_leaves_room() -> None:
    planned = card(3, title="Nycklar", phase="plan", owner="p1", problem="x")
    assert drawn(planned, 20, comments={"1": 2})[1] == "Anna · 3 d ”2 2 av 5", "no room to say where"
    assert drawn(planned, 34, comments={"1": 2})[1].endswith("  ”2 2 av 5")
    assert drawn(card(3, title="Nycklar", phase="plan"), 20, comments={"1": 2})[1] == "utan ägare ”2 0 av 5"
    assert drawn(card(3, title="Nycklar", phase="plan"), 18, comments={"1": 2})[1] == "utan ägare  0 av 5"
    assert drawn(card(0, title="Nycklar"), comments={"1": 12})[1] == "Mia · i dag          ”12"
    assert drawn(card(0, title="Nycklar"), comments={"9": 1})[1] == "Mia · i dag"


def test_a_planned_card_says_whose_it_is_how_far_and_when_it_is_followed_up() -> None:
    planned = card(3, phase="plan", owner="p1", problem="x", why="y", due="2026-11-27")
    assert drawn(planned, 30) == [
        "Vi letar efter hjälpmedel i",
        "förrådet",
        "Anna · 3 d här          4 av 5",
        "○ följs upp fre 27 nov",
    ]


def test_what_is_next_is_told_where_nothing_is_more_pressing() -> None:
    assert drawn(card(3, phase="plan", owner="p1"), 30)[-1] == "→ nästa: problem"
    assert drawn(card(3, phase="plan"), 30)[-2].startswith("utan ägare")


def test_a_second_try_says_so() -> None:
    assert "försök 2" in drawn(card(3, phase="plan", owner="p1", cycle=2), 30)[2]


@pytest.mark.parametrize(
    ("fields", "days", "over", "told"),
    [
        ({"due": "2026-11-19"}, 1, False, "! följ upp sedan tors 19 nov"),
        ({"due": "2026-11-22"}, 1, False, "● följ upp i dag"),
        ({"due": "2026-11-23"}, 1, False, "○ följs upp i morgon"),
        ({"phase": "do"}, 23, False, "‖ stått still 3 v"),
        ({"phase": "do"}, 70, False, "‖ stått still 10 v"),
        ({"phase": "do"}, 1, True, "▲ över gränsen"),
        ({"phase": "do", "skips": {"do": "bråttom"}}, 1, False, "~ gick vidare med en lucka"),
        ({}, 0, False, "+ nytt"),
    ],
)
def test_every_mark_has_its_sign_and_its_words(
    fields: dict[str, Any], days: int, over: bool, told: str
) -> None:
    shown = drawn(card(days, **fields), 30, 6, last={"do": ("", "")} if over else {})
    assert told in shown


def test_no_two_marks_share_a_sign_and_none_is_colour_alone() -> None:
    told = {code: mark_piece(Mark(code, 9), NOW.date())[0] for code in [*SIGNS, "due"]}
    assert {code: text[0] for code, text in told.items() if code != "due"} == SIGNS
    signs = {"still_long": "‖", **{code: text[0] for code, text in told.items() if code != "still_long"}}
    assert len(set(signs.values())) == len(signs) - 1, "only the two degrees of standing still share one"
    assert all(len(text.split(maxsplit=1)[1]) > 2 for text in told.values())


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", [*SIGNS, "due"])
@pytest.mark.parametrize("days", [0, 1, 2, 13, 14, 60, 400, 2000])
def test_a_mark_is_never_wider_than_told(language: str, code: str, days: int) -> None:
    from tui.text import set_language

    set_language("en" if language == "en" else "sv")
    for width in range(12, 41):
        assert cell_len(mark_piece(Mark(code, days), NOW.date(), width)[0]) <= width


TITLES = st.one_of(
    st.sampled_from(
        [
            "",
            "漢字漢字漢字漢字漢字",
            "👩‍⚕️🇸🇪🙂🙂🙂",
            "e\u0301" * 30,
            "[red]x[/]",
            "[/v2]",
            "Ordentligtlångtord" * 12,
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80),
)


@given(
    TITLES,
    st.sampled_from(PHASES),
    st.integers(0, 900),
    st.integers(18, 40),
    st.integers(3, 6),
    st.sampled_from([None, "2026-10-01", "2026-11-22", "2027-05-01", "skräp"]),
    st.sampled_from([None, "p1", "okänd"]),
    st.integers(1, 12),
)
def test_a_card_is_never_wider_or_higher_than_told(
    title: str, phase: str, days: int, width: int, height: int, due: str | None, owner: str | None, cycle: int
) -> None:
    doc = card(days, title=title, phase=phase, due=due, owner=owner, cycle=cycle, skips={"do": "x"})
    readings = {"1": (float(days), 2.5e7, float(cycle))}
    rows = card_rows("1", doc, look(last={phase: ("", "")}, readings=readings), width, height)
    assert 1 <= len(rows) <= height
    assert all(row_width(row) <= width for row in rows)


def test_a_damaged_time_or_a_person_who_is_gone_ends_nothing() -> None:
    assert "någon" in " ".join(drawn(card(1, owner="borta", since="i förrgår", created=None, phase="do")))


GOING = {"1": (9.0, 8.0, 6.0, 7.0, 3.0)}


def test_a_card_with_readings_shows_how_they_go_in_the_room_that_is_left() -> None:
    planned = card(3, title="Nycklar", phase="plan", owner="p1")
    assert drawn(planned, 34, readings=GOING) == [
        "Nycklar",
        "Anna · 3 d här              1 av 5",
        "→ nästa: problem         █▇▅▆▁ 9→3",
    ]
    assert drawn(planned, 22, readings=GOING) == [
        "Nycklar", "Anna · 3 d här  1 av 5", "█▇▅▆▁ 9→3", "→ nästa: problem",
    ]  # fmt: skip
    assert drawn(planned, 22, 3, readings=GOING) == ["Nycklar", "Anna · 3 d här  1 av 5", "→ nästa: problem"]
    assert drawn(card(3, title="Nycklar", phase="check", outcome="x"), 22, readings=GOING)[-1] == "█▇▅▆▁ 9→3"
    assert drawn(planned, 34, readings={"2": GOING["1"]})[-1] == "→ nästa: problem"


def test_many_readings_and_long_numbers_take_no_more_room() -> None:
    done = card(3, title="Nycklar", phase="check", outcome="x")
    assert drawn(done, 24, readings={"1": tuple(map(float, range(1000)))})[-1] == "▁▂▃▄▅▆▇█ 0→999"
    assert drawn(done, 24, readings={"1": (1.0, 2.0, 12.345678)})[-1] == "▁▂█ 1→12,35"
    assert len(drawn(done, 24, readings={"1": (1e299, 2.0, -1.2345678912e288)})) == 2


def test_what_is_there_in_another_form_is_not_asked_for() -> None:
    planned = card(3, title="Nycklar", phase="plan", owner="p1", problem="x")
    assert drawn(planned, 34)[1:] == [
        "Anna · 3 d här              2 av 5",
        "→ nästa: varför det är ett problem",
    ]
    given = {"1": frozenset({"why", "measure"})}
    assert drawn(planned, 34, instead=given)[1:] == [
        "Anna · 3 d här              4 av 5",
        "→ nästa: följs upp",
    ]


def test_two_times_are_told_apart_by_their_words() -> None:
    from tui import words

    assert (words.in_phase("do", 16), words.in_phase("do", 0)) == (
        "2 v i Genomföra",
        "Genomföra, sedan i dag",
    )
    assert words.in_phase("done", 3) == "Avslutat för 3 d sedan"
    assert words.since_start(65) == "9 v sedan start"


def test_in_a_narrow_column_what_matters_is_whole_and_no_word_is_cut_in_two() -> None:
    """A hundred columns: sixteen cells for a card."""
    title = "Larmet hördes inte i matsalen i går kväll"
    late = drawn(card(3, title=title, phase="check", owner="p1", due="2026-11-19"), 16, 4)
    assert late == ["Larmet hördes", "inte i matsalen…", "Anna · 3 d här", "! sedan 19 nov"]
    assert drawn(card(23, title="Kort", phase="plan", owner="p1"), 16)[2:] == [
        "‖ stilla 3 v",
        "→ nästa: problem",
    ]
    assert drawn(card(3, title="Kort", phase="plan"), 16)[1] == "ägare?    0 av 5"
    long = "Handspriten glöms mellan rummen"
    assert drawn(card(3, title=long, phase="plan", owner="p1"), 16, 4)[:2] == ["Handspriten", "glöms mellan…"]
    wanted = drawn(card(3, title="Kort", phase="plan", owner="p1", problem="x"), 16)[-1]
    assert wanted == "→ varför"

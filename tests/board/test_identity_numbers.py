"""A personal identity number is found however it is written, and what only looks a little like one is let be.

The numbers are Skatteverket's own for tests (nobody has them), or made up here with a check digit.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board import text
from board.codes import TEXT_FIELDS
from board.commands import comment, edit, move, note, set_aside
from board.context import Command
from board.errors import Problem
from board.exchange import match_columns, read_rows, read_table
from board.identity_numbers import CONFIRMED, Confirming, find, is_confirmed, stands_in
from board.ids import checked_slug
from board.method import kinds
from board.method.given import checked
from board.organisation import add_person, change_board
from board.past import plain_value
from tests.board.team import Team

NUMBER = "19121212-1212"
"""Tolvan Tolvansson of every Swedish handbook."""
WRITTEN = (
    "191212121212", "1212121212", "19121212-1212", "121212-1212", "121212+1212", "121212 1212", "19121212 1212",
    "121212–1212", "121212 - 1212", "1912-12-12-1212", "12-12-12-1212", "１２１２１２-１２１２",
)  # fmt: skip


def with_check(digits: str) -> str:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return digits + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


births = st.dates(date(1900, 1, 1), date(2026, 11, 22))


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize(
    "around", ["{}", "Anna ({}), ramlade", "pnr {}.", "{}s rum", "rad ett\nrum 12 {} igen"]
)
def test_it_is_found_however_it_is_written(number: str, around: str) -> None:
    told = around.format(number)
    if around == "{}s rum" and number.isdigit():
        return  # letters against bare digits are somebody's case number
    found = list(find(told))
    assert [told[start:end] for start, end in found] == [number]


@given(births, st.integers(0, 999), st.booleans(), st.sampled_from(["", "-", "+", " "]), st.booleans())
def test_everybody_born_has_a_number_that_is_found(
    born: date, place: int, century: bool, between: str, coordination: bool
) -> None:
    day = born.day + (60 if coordination else 0)
    ten = with_check(f"{born:%y%m}{day:02}{place:03}")
    number = f"{born.year // 100 if century else ''}{ten[:6]}{between}{ten[6:]}"
    assert stands_in(f"Vi hälsade på {number} i går")


@given(births, st.integers(0, 9999))
def test_a_wrong_check_digit_is_somebody_elses_number(born: date, last: int) -> None:
    ten = f"{born:%y%m%d}{last:04}"
    if ten != with_check(ten[:9]):
        assert not stands_in(f"ärende {ten[:6]}-{ten[6:]}")


@pytest.mark.parametrize(
    "told",
    [
        "556036-0793",  # an organisation's
        "165560360793",
        "121312-1212",
        with_check("120230121"),  # no such day
        "telefon " + with_check("070123456"),
        "070-123 45 67",
        "08-121212 12",
        "2026-11-22 1330",
        "2026-11-22 13:30",
        "2026-11-22--2026-11-24",
        "K" + with_check("121212121"),
        "1 121212-1212-7",
        "3,1212121212",
        "121212 1212 1212",
        "7h2k9q0m4t1xc",
        "382708429620190057",
    ],
)
def test_other_numbers_are_let_be(told: str) -> None:
    assert not stands_in(told)


def test_so_few_numbers_of_other_kinds_are_taken_for_one() -> None:
    """Counts that gate: every other number must be said to be something else by whoever writes it."""
    dice = random.Random(7)

    def digits(count: int) -> str:
        return "".join(dice.choice("0123456789") for _ in range(count))

    def moment() -> datetime:
        return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(5_000_000))

    def most(make: Callable[[], str]) -> float:
        return sum(stands_in(make()) for _ in range(20_000)) / 20_000

    assert most(lambda: f"ärende {digits(10)}") < 0.01
    assert most(lambda: f"ärende {digits(12)}") < 0.001
    assert most(lambda: f"{dice.randrange(2000, 2030)}-{digits(6)}") == 0
    assert most(lambda: f"{moment():%Y-%m-%d %H:%M}") == 0
    assert most(lambda: f"{moment():%Y-%m-%d %H%M}") == 0
    assert most(lambda: f"{digits(4)}-{digits(4)}") == 0
    assert most(lambda: f"0{digits(2)}-{digits(3)} {digits(2)} {digits(2)}") == 0
    assert most(lambda: " ".join(digits(dice.randrange(1, 7)) for _ in range(8))) < 0.001


def test_what_is_refused_says_where_and_never_what() -> None:
    with pytest.raises(Problem) as refused:
        text.body(f"Första raden\nAnna {NUMBER} ramlade", "problem")
    assert refused.value.code == "identity_number"
    assert refused.value.params == {"field": "problem", "row": 2, "at": 6, "word": 2, "begins": "1912"}
    assert "1212" not in repr(refused.value)


def test_every_field_of_a_card_and_of_its_parts_is_a_door() -> None:
    every = [
        *kinds.FIELDS_OF_CARD.values(),
        *(field for kind in kinds.KINDS.values() for field in kind.fields),
    ]
    for field in every:
        if field.type in (kinds.LINE, kinds.TEXT, kinds.WORDS):
            with pytest.raises(Problem, match="identity_number"):
                checked(field, f"om {NUMBER}", None)  # type: ignore[arg-type]  # text needs no board


def refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except Problem as problem:
        return problem.code == "identity_number"
    return False


def test_every_other_door_for_text_is_guarded() -> None:
    doors: list[Callable[[], object]] = [
        lambda: text.title(NUMBER),
        lambda: text.line(NUMBER, "name"),
        lambda: text.tag(NUMBER),
        lambda: checked_slug(NUMBER),
        lambda: plain_value({"okänt": [NUMBER]}),
    ]
    assert all(refused(door) for door in doors)


def commands_with(number: str, card: str) -> list[Command]:
    return [
        note(f"Hos {number}"),
        note("Rubrik", problem=number),
        note("Rubrik", tags=[number]),
        comment(card, f"Ring {number}"),
        move(card, "do", f"därför att {number}"),
        *(edit(card, {field: f"om {number}"}) for field in TEXT_FIELDS),
        edit(card, add={"tags": [number]}),
        change_board({"purpose": number}),
        change_board({"meeting_place": number}),
        set_aside(card, "parked", f"därför att {number}"),
    ]


def card_of(team: Team) -> str:
    team.does("anna", note("Vi letar nycklar"))
    return next(iter(team.board.snapshot.table("cards")))


def test_no_command_writes_one_and_nothing_is_left_of_the_try(team: Team) -> None:
    card = card_of(team)
    before = len(list(team.board.backwards()))
    for command in commands_with(NUMBER, card):
        with pytest.raises(Problem, match="identity_number"):
            team.does("anna", command)
    assert len(list(team.board.backwards())) == before
    with pytest.raises(Problem, match="identity_number"):
        team.organises("anna", add_person(NUMBER))


def test_what_somebody_confirms_is_written_and_the_line_says_so(team: Team) -> None:
    card = card_of(team)
    for command in commands_with(NUMBER, card):
        with Confirming():
            team.does("anna", command)
        newest = next(team.board.backwards())
        assert is_confirmed(newest.why)
        assert NUMBER not in (newest.why or "").removesuffix(CONFIRMED) or newest.do in ("move", "park")
    with Confirming():
        team.does("anna", comment(card, "utan nummer"))
    assert next(team.board.backwards()).why is None
    with pytest.raises(Problem, match="identity_number"):
        team.does("anna", comment(card, NUMBER))


def test_a_row_of_a_file_is_rejected_and_says_where() -> None:
    table = read_table(f"Rubrik;Vem\nNycklar;Anna\nHiss;{NUMBER}\n{NUMBER};Bo\n".encode())
    good, bad = read_rows(table, match_columns(table.header), today=date(2026, 11, 22))
    assert [row.fields["title"] for row in good] == ["Nycklar"]
    assert [(line, problem.code) for line, problem in bad] == [(3, "identity_number"), (4, "identity_number")]

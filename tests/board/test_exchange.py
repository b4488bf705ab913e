"""A team's own spreadsheet becomes cards, whatever program saved it; what cannot be read is told row by row."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import Problem
from board.exchange import (
    EXTRA,
    Row,
    match_columns,
    read_mapping,
    read_rows,
    read_table,
    row_key,
    with_days,
)

TODAY = date(2026, 11, 24)
REAL = Path(__file__).parent.parent / "data" / "ensamhet_2018.csv"


def rows_of(
    data: bytes | str, mapping: dict[str, str | None] | None = None
) -> tuple[list[Row], list[tuple[int, str]]]:
    table = read_table(data.encode() if isinstance(data, str) else data)
    people = {"anna": "p1"}
    good, bad = read_rows(
        table, match_columns(table.header, mapping), today=TODAY, person=lambda name: people.get(name.lower())
    )
    return good, [(line, problem.code) for line, problem in bad]


def test_the_real_programme_comes_in_whole() -> None:
    good, bad = rows_of(REAL.read_bytes())
    assert bad == []
    assert len(good) == 14
    source = list(csv.DictReader(io.StringIO(REAL.read_text("utf-8")), delimiter=";"))
    phases = {"planera": "plan", "genomfora": "do", "folja_upp": "check", "agera": "act"}
    for row, cells in zip(good, source, strict=True):
        assert row.fields["phase"] == phases[cells["fas"]]
        assert row.fields["kind"] == "delprojekt"
        found = {*row.fields.values(), *row.extra.values()}
        for heading, cell in cells.items():
            assert heading in ("fas", "typ") or not cell or cell in found, (heading, cell)
        assert "" not in found
        assert "decision" not in row.fields
        assert row.extra["enhet"] == cells["enhet"]
    assert [row.line for row in good] == list(range(2, 16))
    assert good[1].fields["outcome"] == "60–111"
    assert good[1].extra["mal"] == "högst 50"
    assert "outcome" not in good[11].fields
    assert len({row.key for row in good}) == 14


TEXT = "Titel;Fas;Ägare\r\nMåltider i lugn och ro;Följa upp;Anna\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.replace(";", ",").encode(), "utf-8"),
        (TEXT.replace(";", "\t").encode(), "utf-8"),
        (("sep=;\r\n" + TEXT).encode(), "utf-8"),
        (("sep=,\n" + TEXT.replace(";", ",")).encode("cp1252"), "cp1252"),
        (TEXT.replace("\r\n", "\n").encode(), "utf-8"),
        (TEXT.replace("\r\n", "\r").encode(), "utf-8"),
        (("\n\n" + TEXT + ";;\n\n").encode(), "utf-8"),
    ],
)
def test_every_way_that_spreadsheets_save_reads_the_same(data: bytes, encoding: str) -> None:
    assert read_table(data).encoding == encoding
    good, bad = rows_of(data)
    assert bad == []
    assert good[0].fields == {"title": "Måltider i lugn och ro", "phase": "check", "owner": "p1"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b";;;\n", "empty"),
        (b"PK\x03\x04\x14\x00", "binary"),
        (b"titel;fas\n\0\0", "binary"),
        (b"%PDF-1.7 ...", "binary"),
        (bytes(range(1, 256)), "binary"),
    ],
)
def test_what_is_not_a_table_is_said_to_be_none(data: bytes, reason: str) -> None:
    with pytest.raises(Problem) as refused:
        read_table(data)
    assert refused.value.code == "not_a_table"
    assert refused.value.params["reason"] == reason


def test_line_numbers_are_the_files_own() -> None:
    good, bad = rows_of('sep=;\ntitel;problem\nEtt;"två\nrader"\n\n;utan titel\nTre;x\n')
    assert [(row.line, row.fields["problem"]) for row in good] == [(3, "två\nrader"), (7, "x")]
    assert bad == [(6, "empty_title")]


def test_a_quote_never_closed_costs_one_row_only() -> None:
    good, bad = rows_of('titel;problem\nEtt;"öppet citat\nTvå;b\nTre;"c"\n"Fyra" x;d\n')
    assert [row.fields["title"] for row in good] == ["Ett", "Två", "Tre", '"Fyra" x']
    assert good[0].fields["problem"] == '"öppet citat'
    assert bad == []


def test_headings_are_known_in_both_languages_and_however_typed() -> None:
    swedish = [
        "TITEL",
        "Fas:",
        "typ",
        "Problem",
        "varfor",
        "Ägare",
        "Åtgärd",
        "uppföljning",
        "Etiketter",
        "Utfall",
        "Beslut",
    ]
    english = [
        "title",
        "Phase",
        "kind",
        "problem",
        "why",
        "owner",
        "measure",
        "due",
        "tags",
        "outcome",
        "decision",
    ]
    fields = list(match_columns(english).values())
    assert fields == [field.lower() for field in english]
    assert list(match_columns(swedish).values()) == fields
    assert match_columns(["titel", "ATGARD", "folja_upp", "Beslut", "beslut 2"])["ATGARD"] == "measure"


def test_columns_that_the_board_has_no_field_for_stay_on_the_card() -> None:
    good, _ = rows_of("Titel;Avdelning;;Problem;Beskrivning;Avdelning\nA;norr;lös cell;p;b;syd\n")
    assert good[0].fields == {"title": "A", "problem": "p"}
    assert good[0].extra == {"Avdelning": "norr", "3": "lös cell", "Beskrivning": "b", "Avdelning (2)": "syd"}
    good, _ = rows_of("titel;fas\nA;;utanför\n")
    assert good[0].extra == {"3": "utanför"}


def test_a_mapping_decides_where_headings_do_not() -> None:
    mapping = read_mapping(
        json.dumps({"rubrik på kortet": "title", "Hemligt": None, "fas": "extra"}).encode()
    )
    good, _ = rows_of("Rubrik på kortet;Titel;Hemligt;Fas\nA;dr;x;Planera\n", mapping)
    assert good[0].fields == {"title": "A"}
    assert good[0].extra == {"Titel": "dr", "Fas": "Planera"}


@pytest.mark.parametrize(
    ("mapping", "code", "hint"),
    [
        ({"Rubik": "title"}, "unknown_column", "Rubrik"),
        ({"Rubrik": "titel"}, "unknown_field", "title"),
        ({"Rubrik": "problem", "Text": "problem"}, "column_twice", None),
        ({"Rubrik": None}, "no_title", "Rubrik"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    mapping: dict[str, str | None], code: str, hint: str | None
) -> None:
    with pytest.raises(Problem) as refused:
        match_columns(["Rubrik", "Text"], mapping)
    assert refused.value.code == code
    assert hint is None or hint in refused.value.hints


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Rubrik;Typ;Vem;Klart senast", ["title", "kind", "owner", "due"]),
        ("Vad är problemet?;Vem ansvarar;Deadline", ["title", "owner", "due"]),
        ("Rubrik;Vad är problemet;Vem;Ansvarig", ["title", "extra", "owner", "extra"]),
        ("Problem;Åtgärd", ["title", "measure"]),
        ("Förslag;Problem;Följ upp", ["title", "problem", "due"]),
        ("Idea;Who;Follow up", ["title", "owner", "due"]),
    ],
)
def test_headings_that_people_write_are_understood(header: str, columns: list[str]) -> None:
    assert list(match_columns(header.split(";")).values()) == columns


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (("2026-12-04", "", "v 50"), "due"),
        (("2026-12-04", "2026-11-03"), EXTRA),
        (("2026-12-04", "när vi hinner"), EXTRA),
        (("", ""), EXTRA),
    ],
)
def test_a_column_of_days_is_the_follow_up_only_where_all_of_them_are_to_come(
    days: tuple[str, ...], field: str
) -> None:
    table = read_table(("Rubrik;Datum\n" + "".join(f"K{i};{day}\n" for i, day in enumerate(days))).encode())
    assert with_days(table, match_columns(table.header), TODAY)["Datum"] == field
    named = match_columns(["Rubrik", "Datum", "Uppföljning"])
    assert with_days(table, named, TODAY)["Datum"] == EXTRA, "a heading that says it goes first"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a": 1}', b"\xff\xff", b"titel: title"])
def test_a_mapping_file_is_one_object_of_names(data: bytes) -> None:
    with pytest.raises(Problem, match="bad_mapping"):
        read_mapping(data)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("forslag", "inbox"),
        ("Förslag", "inbox"),
        ("planera", "plan"),
        ("PLAN", "plan"),
        ("Genomföra", "do"),
        ("genomfora", "do"),
        ("do", "do"),
        ("Följa upp", "check"),
        ("folja_upp", "check"),
        ("följ upp", "check"),
        ("check", "check"),
        ("agera", "act"),
        ("Act", "act"),
    ],
)
def test_phases_are_read_as_people_write_them(word: str, code: str) -> None:
    assert rows_of(f"titel;fas\nA;{word}\n")[0][0].fields["phase"] == code


def test_bad_rows_are_told_by_line_while_good_rows_go_in() -> None:
    good, bad = rows_of(
        "titel;fas;typ;uppföljning;enhet\n"
        "A;Planera;förslag;24/11;Norr\n"
        ";Planera;;;\n"
        "B;nånstans;;;\n"
        "C;;konstig;;\n"
        "D;;;31/2;\n"
        f"{'x' * 201};;;;\n"
        "E;Avslutat;;;\n"
        "A;Agera;;;Norr\n"
        "A;Agera;;;Syd\n"
    )
    assert [(row.line, row.fields) for row in good] == [
        (2, {"title": "A", "phase": "plan", "kind": "forslag", "due": "2026-11-24"}),
        (10, {"title": "A", "phase": "act"}),
    ]
    assert bad == [
        (3, "empty_title"),
        (4, "unknown"),
        (5, "unknown"),
        (6, "bad_date"),
        (7, "too_long"),
        (8, "use_finish"),
        (9, "row_twice"),
    ]


def test_an_owner_nobody_knows_stays_on_the_card_in_words() -> None:
    good, bad = rows_of("titel;ägare;ansvarig\nA;Anna;\nB;Berit från växeln;x\n")
    assert bad == []
    assert good[0].fields["owner"] == "p1"
    assert "owner" not in good[1].fields
    assert good[1].extra == {"ägare": "Berit från växeln", "ansvarig": "x"}


def test_tags_are_read_however_they_are_parted() -> None:
    for cell in (
        "fall, Natt arbete",
        '"fall;natt arbete"',
        "#fall #natt-arbete",
        '"fall\nNatt arbete"',
        "fall,fall,natt-arbete",
    ):
        assert rows_of(f"titel\tetiketter\nA\t{cell}\n")[0][0].tags == ("fall", "natt-arbete")


def test_a_row_is_the_same_row_by_title_and_unit_as_written() -> None:
    one = rows_of("titel;enhet;fas\nA;Norr;plan\n")[0][0]
    other = rows_of("Fas,Enhet,Titel\nagera, Norr,A \n")[0][0]
    assert one.key == other.key == row_key("A", "Norr")
    assert len({row_key("A", "Norr"), row_key("ANorr"), row_key("A"), row_key("", "A")}) == 4


def test_text_from_a_file_is_cleaned_like_any_other() -> None:
    good, _ = rows_of("titel;problem;enhet\n\x1b[31mA\x1b[0m;b\u202ec;\x1b]0;x\x07d\n".replace("]0;x", "]0x"))
    assert (good[0].fields["title"], good[0].fields["problem"], good[0].extra["enhet"]) == ("A", "bc", "d")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_problem(data: bytes) -> None:
    with suppress(Problem):
        table = read_table(data)
        read_rows(table, match_columns(table.header), today=TODAY)


@given(st.text(alphabet="titel;fas\n\"'=,#\r\t å"))
def test_any_text_after_a_title_heading_is_rows(text: str) -> None:
    good, bad = rows_of("titel;fas;typ;etiketter\n" + text)
    assert len({line for line, _ in bad} | {row.line for row in good}) == len(good) + len(bad)


def test_extra_is_the_word_for_a_column_kept() -> None:
    assert match_columns(["titel", "x"]) == {"titel": "title", "x": EXTRA}

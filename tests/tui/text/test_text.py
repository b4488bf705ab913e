"""The language is chosen by the environment, can be switched while running, and reaches argparse too."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from tui import text
from tui.text import dates, from_environment, set_language


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "sv"),
        ({"LANG": "C"}, "sv"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "EN"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "de_DE.UTF-8"}, "sv"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "sv"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"LC_ALL": "en_SE", "LC_MESSAGES": "sv_SE.UTF-8"}, "en"),
    ],
)
def test_the_first_that_says_anything_decides(env: dict[str, str], language: str) -> None:
    assert from_environment(env) == language


def test_switching_takes_effect_at_once_both_ways() -> None:
    assert text._("i dag") == "i dag"
    set_language("en")
    assert (text.language(), text._("i dag")) == ("en", "today")
    set_language("sv")
    assert (text.language(), text._("i dag")) == ("sv", "i dag")


def test_a_text_without_translation_is_shown_as_it_is() -> None:
    set_language("en")
    assert text._("finns inte i katalogen") == "finns inte i katalogen"


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="de"):
        set_language("de")  # type: ignore[arg-type]  # a language that there is not
    assert text.language() == "sv"


def test_numbers_choose_the_form() -> None:
    for language in text.LANGUAGES:
        set_language(language)
        forms = [text.ngettext("om {n} dag", "om {n} dagar", n).format(n=n) for n in (0, 1, 2)]
        assert (
            forms
            == {
                "sv": ["om 0 dagar", "om 1 dag", "om 2 dagar"],
                "en": ["in 0 days", "in 1 day", "in 2 days"],
            }[language]
        )


def test_argparse_speaks_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    text.translate_argparse()
    for language, words in (
        ("sv", ["användning: tavla", "tavla: fel: ", "det här saknas: TITEL"]),
        ("en", ["usage: tavla", "tavla: error: ", "the following arguments are required: TITEL"]),
    ):
        set_language(language)  # type: ignore[arg-type]  # a plain str from parametrize
        parser = argparse.ArgumentParser(prog="tavla")
        parser.add_argument("title", metavar="TITEL")
        with pytest.raises(SystemExit):
            parser.parse_args([])
        said = capsys.readouterr().err
        assert all(word in said for word in words), said


def test_everything_argparse_says_to_a_user_has_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    text.translate_argparse()
    parser = argparse.ArgumentParser(prog="tavla", allow_abbrev=True)
    parser.add_argument("--board", help="tavlan")
    parser.add_argument("--bold", type=int, help="ett tal")
    parser.add_argument("--pair", nargs=2, help="två värden")
    parser.add_argument("--some", nargs="+", help="några")
    parser.add_argument("--version", action="version", version="tavla 1", help="visa versionen")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--here", action="store_true", help="här")
    either.add_argument("--there", action="store_true", help="där")
    commands = parser.add_subparsers(dest="command", required=True, metavar="KOMMANDO", title="kommandon")
    commands.add_parser("add", help="notera")
    tries = (
        "--help|--board|--bold x add|--bo x add|--pair 1 add|--some|--here --there add|add --nosuch|nosuch|"
        "--here=1 add|"
    )
    for line in tries.split("|"):
        with pytest.raises(SystemExit):
            parser.parse_args(line.split())
        captured = capsys.readouterr()
        said = captured.out + captured.err
        english = (
            "usage",
            "error",
            "argument ",
            "expected",
            "invalid",
            "required",
            "allowed",
            "match",
            "show",
            "options",
        )
        assert not [word for word in english if word in said], said


def test_swedish_loads_no_catalogue_and_no_gettext() -> None:
    code = (
        "import sys; before = set(sys.modules); import tui.text, tui.text.dates; tui.text._('i dag');"
        "print(*sorted(set(sys.modules) - before))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"gettext", "locale", "babel", "argparse", "pathlib"} & set(loaded)


def test_dates_follow_a_switch() -> None:
    from datetime import date

    day = date(2026, 11, 24)
    assert dates.day(day) == "tis 24 nov"
    set_language("en")
    assert dates.day(day) == "Tue 24 Nov"

"""Whatever is typed, piped or pasted: words back, a known exit code, and nothing that could command a terminal."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import Tavla, checked, checked_error

COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]|[\ud800-\udfff]")
NASTY = [
    "[red]x[/]",
    "[@click=app.quit]x[/]",
    "[/v2]",
    "\x1b]52;c;eA==\x07hej",
    "\x1b[31mröd\x1b[0m",
    "\x9b31mc1",
    "a\u202eb\u2066c",
    "a\u200bb",
    "👩‍⚕️ 看護 e\u0301",
    "z" + "\u0301" * 50,
    "rad ett\nrad två\r\ttab",
    "{0} %s {title}",
    "…”“",
    "x" * 200,
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_text_gets_out_as_a_command_to_the_terminal(tavla: Tavla, text: str) -> None:
    id = tavla.add(text, f"--problem={text}")
    tavla.ok("set", id, f"why={text}", f"tag+={text[:20]}")
    tavla.ok("comment", id, "--", text)
    tavla.ok("park", id, f"--reason={text}")
    tavla.ok("board", "rename", "--", text)
    tavla.ok("people", "add", "--", text)
    for words in (
        ["list"],
        ["show", id],
        ["history"],
        ["boards"],
        ["people"],
        [],
        ["export", "--format", "csv"],
        ["undo"],
    ):
        said = tavla(*words)
        assert said.code == 0, said
        assert not COMMANDING.search(said.out.replace("\r\n", "\n").replace("\n", "").replace("\t", "")), (
            words
        )
        assert all(
            len(line) <= 250 for line in said.out.splitlines() if words != ["export", "--format", "csv"]
        )


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_refusal_repeats_a_command_to_the_terminal(tavla: Tavla, text: str) -> None:
    for words in (
        ["show", text],
        ["list", "--phase", text],
        ["set", "x", text],
        ["--board", text, "list"],
        ["--as", text, "list"],
        [text],
        ["people", "role", text, text],
        ["import", text],
        ["list", f"--{text}"],
        ["--wait", text, "list"],
    ):
        said = tavla("--json", *words)
        assert said.code in (1, 2), (words, said)
        assert not COMMANDING.search(said.err.replace("\n", "")), words
        checked_error(said)


@pytest.mark.parametrize("title", ["", " ", "\t\n", "\u200b", "\x1b[31m", "\u202e"])
def test_a_title_without_a_letter_is_refused(tavla: Tavla, title: str) -> None:
    tavla.refused("empty_title", "add", title)


def test_a_title_may_be_one_letter_and_no_more_than_two_hundred(tavla: Tavla) -> None:
    assert tavla.add("x")
    assert tavla.add("å" * 200)
    error = tavla.refused("too_long", "add", "å" * 100_000)
    assert "100000" in error["message"]
    assert "200" in error["message"]
    id = tavla.add("y")
    tavla.refused("too_long", "set", id, "problem=" + "x" * 10_001)
    tavla.refused("too_long", "comment", id, "x" * 10_001)
    tavla.refused("too_long", "move", id, "plan", "--reason", "x" * 10_001)
    assert len(tavla.card(id)["title"]) == 1


@pytest.mark.parametrize("text", ["[red]x[/]", "[@click=app.quit]x[/]", "[/v2]", "{0}", "👩‍⚕️ 看護"])
def test_text_that_means_something_elsewhere_is_kept_as_it_is(tavla: Tavla, text: str) -> None:
    assert tavla.card(tavla.add(text))["title"] == text
    assert text in tavla.ok("list")


def test_a_byte_that_the_locale_could_not_read_becomes_a_letter(tavla: Tavla) -> None:
    for locale in ("C", "POSIX", "sv_SE.ISO-8859-1", "en_US.UTF-8"):
        said = tavla.process(
            "--json", "add", "Ny\xe5 nycklar".encode("latin-1"), "--problem", "räven".encode(), LC_ALL=locale
        )
        card = checked(said, "add")["card"]
        assert card["title"] == "Nyå nycklar", locale
        assert card["problem"] == "räven", locale


def test_swedish_letters_hold_in_every_locale(tavla: Tavla) -> None:
    for locale in ("C", "C.UTF-8", "POSIX", ""):
        id = checked(tavla.process("--json", "add", "Åäö på räls", LC_ALL=locale), "add")["card"]["id"]
        said = tavla.process("show", id, LC_ALL=locale)
        assert "Åäö på räls" in said.out, locale
        assert "Förslag" in said.out


def test_options_are_read_anywhere_and_text_after_two_dashes_is_text(tavla: Tavla) -> None:
    checked(tavla("add", "x", "--json"), "add")
    checked(tavla("add", "--json", "x"), "add")
    card = checked(tavla("--json", "add", "--", "--json", "-x"), "add")["card"]
    assert card["title"] == "--json -x"
    assert tavla("--lang=en", "list").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("nosuch",),
        ("--nosuch",),
        ("list", "--nosuch"),
        ("list", "extra"),
        ("add",),
        ("move", "x"),
        ("set", "x"),
        ("finish", "x"),
        ("people", "nosuch"),
        ("board",),
        ("export", "--format", "xml"),
        ("completion", "tcsh"),
        ("list", "--board"),
        ("--wait", "nan", "list"),
        ("--wait=-1", "list"),
        ("--lang", "de", "list"),
        ("history", "--limit", "x"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_words_and_as_an_object(tavla: Tavla, words: tuple[str, ...]) -> None:
    said = tavla(*words, "--json") if words != ("list", "--board") else tavla("--json", *words)
    assert said.code == 2, said
    assert checked_error(said)["code"] == "usage"
    plain = tavla(*words)
    assert (plain.code, plain.out) == (2, "")
    assert "Traceback" not in plain.err


def test_a_misspelt_command_is_answered_with_near_ones(tavla: Tavla) -> None:
    assert checked_error(tavla("--json", "lsit"))["hints"][0] == "list"
    assert "Menade du" in tavla("lsit").err

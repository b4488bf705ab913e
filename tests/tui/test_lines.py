"""Text in a terminal's cells: whatever is written, a row is as wide as it was told to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.lines import cut, fit, fit_words, row_width, spread, wrap

ODD = "a å Ö 漢 字 🙂 👩‍⚕️ 🇸🇪 e\u0301 o\u0308 \u200d \u200b \ufe0f \u0e33 ́ - … [red] [/v2]".split(" ")
TEXTS = st.lists(st.sampled_from([*ODD, " ", "\n", "vårdplaneringskonferens"]), max_size=30).map("".join)
ANY = st.one_of(TEXTS, st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
WIDTHS = st.integers(0, 50)
ROWS = st.lists(st.tuples(ANY, st.just("text")), max_size=4)


@given(ANY, WIDTHS)
def test_fit_never_is_wider_and_leaves_what_fits_alone(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cell_len(shown) <= width
    if cell_len(text) <= width:
        assert shown == text


def test_what_is_cut_says_so() -> None:
    assert fit("Vi letar efter nycklar", 10) == "Vi letar…"
    assert fit("Vi letar", 0) == ""
    assert fit("漢字漢字", 4) == "漢…", "a wide letter is not cut in half"


@given(ANY, st.integers(3, 50))
def test_wrap_keeps_every_line_in_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)


@given(ANY, st.integers(0, 50), st.integers(1, 5))
def test_wrap_gives_no_more_lines_than_asked_for(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, most)
    assert 1 <= len(lines) <= most
    assert all(cell_len(line) <= max(width, 3) for line in lines)


@given(st.lists(st.sampled_from("vi letar efter nycklar hela natten 漢字 🙂".split())), st.integers(8, 50))
def test_wrap_loses_no_word(words: list[str], width: int) -> None:
    assert " ".join(wrap(" ".join(words), width)).split() == words


def test_a_long_word_is_broken_with_a_hyphen_and_a_cut_text_ends_in_dots() -> None:
    assert wrap("Läkemedelsgenomgång", 10) == ["Läkeme-", "delsgenom-", "gång"]
    assert wrap("Vi letar efter nycklar varje natt", 10, 2) == ["Vi letar", "efter nyc…"]
    assert wrap("ett\n\ntvå", 10) == ["ett", "", "två"]
    assert wrap("", 10) == [""]


@given(ROWS, WIDTHS)
def test_cut_never_is_wider(pieces: list[tuple[str, str]], width: int) -> None:
    assert row_width(cut(pieces, width)) <= width


@given(ROWS, ROWS, WIDTHS)
def test_spread_is_exactly_as_wide_as_told(
    left: list[tuple[str, str]], right: list[tuple[str, str]], width: int
) -> None:
    assert row_width(spread(left, right, width)) == width


def test_spread_puts_each_end_where_it_belongs_and_the_right_gives_way_last() -> None:
    def told(width: int) -> str:
        return "".join(text for text, _ in spread([("Planera", "strong")], [("3 av 4", "quiet")], width))

    assert told(20) == "Planera       3 av 4"
    assert told(12) == "Plan… 3 av 4"
    assert told(5) == "3 av…"


def test_a_long_word_is_broken_where_swedish_would_break_it() -> None:
    assert wrap("Läkemedelsgenomgång", 11) == ["Läkemedels-", "genomgång"]
    assert wrap("Förbättring", 8) == ["Förbätt-", "ring"]


def test_a_text_is_cut_between_its_words_where_that_leaves_something() -> None:
    assert fit_words("varför, och vad göra?", 19) == "varför, och vad…"
    assert fit_words("varför, och vad göra?", 21) == "varför, och vad göra?"
    assert fit_words("hjälpmedelsförrådet", 10) == "hjälpmede…"
    assert wrap("Handspriten glöms mellan rummen", 16, 2, whole=True) == ["Handspriten", "glöms mellan…"]
    assert wrap("Handspriten glöms mellan rummen", 12, 2, whole=True) == ["Handspriten", "glöms…"]


def test_what_is_cut_twice_ends_in_one_ellipsis() -> None:
    once = fit("varför kaffet kommer så tidigt på helgerna", 34)
    assert once == "varför kaffet kommer så tidigt på…"
    assert fit(once + " och mer", 34) == once
    assert fit(f"{once} och mer", 35) == once
    for width in range(34, 40):
        told = "".join(text for text, _part in cut([(once, "text"), ("   Genomföra", "quiet")], width))
        assert "……" not in told.replace(" ", ""), width

"""5 varför: the questions follow from the answers, the root cause and an early stop are marked with words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, check_frozen, check_rows, lines, text_of
from tui.drawing.whys import Why, draw, question

PROBLEM = "Signering av läkemedel saknas återkommande på kvällen"
TREE = [
    Why(
        "Ingen överrapportering vid passbytet",
        [
            Why(
                "Vi går om varandra.",
                [
                    Why(
                        "Schemat saknar överlapp mellan dag och kväll",
                        [
                            Why(
                                "Schemat lades innan kvällen fick fler besök, och ingen har sett över det",
                                root=True,
                            )
                        ],
                    ),
                    Why("Bilarna delas", stopped="vi kan inte påverka hur många bilar vi har"),
                ],
            ),
            Why("Det finns ingen plats att stå på", here=True),
        ],
    ),
    Why("Listan ligger hos brukaren", stopped=""),
]
ANSWERS: st.SearchStrategy[Why] = st.recursive(
    st.builds(Why, TEXTS),
    lambda below: st.builds(
        Why, TEXTS, st.lists(below, max_size=3), st.booleans(), st.none() | TEXTS, st.booleans()
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("width", [80, 160])
def test_the_tree_is_as_it_was_frozen(width: int) -> None:
    check_frozen(f"whys-{width}", draw(TREE, width, PROBLEM))


@given(st.lists(ANSWERS, max_size=4), st.integers(60, 170), TEXTS)
def test_every_tree_is_within_its_width(chains: list[Why], width: int, problem: str) -> None:
    check_rows(draw(chains, width, problem), width)


def test_an_answer_becomes_the_next_question() -> None:
    told = lines(draw(TREE, 80, PROBLEM))
    at = next(n for n, line in enumerate(told) if "2 Vi går om varandra." in line)
    assert told[at + 1].endswith("Varför ”Vi går om varandra”?")
    assert "3 Schemat saknar överlapp" in told[at + 2]
    assert question("Vi hinner inte. ") == "Varför ”Vi hinner inte”?"


def test_the_root_and_an_early_stop_are_told_in_words() -> None:
    told = text_of(draw(TREE, 120))
    assert "4 ◆ Schemat lades" in told
    assert told.count("Rotorsak") == 1
    assert "Vi stannade här: vi kan inte påverka hur många bilar vi har" in told
    assert told.count("Vi stannade här.") == 1
    assert told.count("Varför?") == 1, "where nobody has asked on yet"


def test_a_thousand_whys_are_drawn_in_order() -> None:
    chain = Why("svar 1000")
    for n in range(999, 0, -1):
        chain = Why(f"svar {n}", [chain])
    rows = draw([chain], 60)
    check_rows(rows, 60)
    assert text_of(rows).index(" svar 7") < text_of(rows).index("svar 1000")


def test_no_answer_yet_says_so() -> None:
    assert lines(draw([], 80, "Nycklar saknas.")) == ["Varför ”Nycklar saknas”?", "Inga svar än."]

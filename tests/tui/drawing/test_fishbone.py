"""The fishbone: every cause is shown or counted, whatever is written, and it looks like a fish."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.drawing.pictures import TEXTS, WIDTHS, check_frozen, check_rows, lines, text_of
from tui.drawing.fishbone import Bone, Mark, Twig, draw, importance

PROBLEM = "Signering av läkemedel saknas återkommande på kvällen"
NAMES = (
    "Kompetens",
    "Rutiner",
    "Teknik och metod",
    "Utrustning",
    "Brukaren",
    "Ledning",
    "Lokaler",
    "Samverkan",
)
CAUSES = (
    "Många olika medarbetare hos samma brukare",
    "Vikarier hittar inte signeringslistan",
    "Introduktionen skiljer sig åt",
    "Läkemedelsgenomgången görs för sällan",
    "Delegeringar går ut utan att någon märker",
    "Två system som inte talar med varandra",
    "Larm kommer till fel telefon",
    "Ingen överrapportering vid passbytet",
    "Nycklar saknas",
    "Ingen vet vem som har ansvaret på kvällen när ordinarie är ledig",
    "Täckning saknas i källaren",
)
MARKS: tuple[Mark, ...] = ("confirmed", "", "root", "", "dismissed", "", "")
TWIGS = st.builds(Twig, TEXTS, st.sampled_from(sorted(set(MARKS))), st.integers(0, 500), st.booleans())
BONES = st.lists(st.builds(Bone, TEXTS, st.lists(TWIGS, max_size=15)), max_size=8)


def fish(causes: int, bones: int = 4) -> list[Bone]:
    twigs: list[list[Twig]] = [[] for _bone in range(bones)]
    for i in range(causes):
        twigs[i % bones].append(Twig(CAUSES[i * 5 % len(CAUSES)], MARKS[i % len(MARKS)], i * 7 % 6))
    return [Bone(name, own) for name, own in zip(NAMES, twigs, strict=False)]


@pytest.mark.parametrize("width", [80, 120, 160])
@pytest.mark.parametrize(("causes", "bones"), [(0, 4), (4, 4), (12, 4), (50, 4), (20, 8)])
def test_the_fish_is_as_it_was_frozen(width: int, causes: int, bones: int) -> None:
    check_frozen(f"fishbone-{causes}-on-{bones}-{width}", draw(PROBLEM, fish(causes, bones), width))


def test_a_narrow_window_gets_a_list() -> None:
    rows = draw(PROBLEM, fish(7), 60, (1, 0))
    check_frozen("fishbone-7-on-4-60", rows)
    assert "╲" not in text_of(rows)


@given(TEXTS, BONES, st.integers(20, 170), st.integers(1, 14))
def test_every_fish_is_within_its_width(problem: str, bones: list[Bone], width: int, most: int) -> None:
    rows = draw(problem, bones, width, most=most)
    check_rows(rows, width)
    assert rows == draw(problem, bones, width, most=most)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8), st.integers(70, 170), st.integers(2, 12))
def test_every_cause_is_shown_or_counted(causes: list[int], width: int, most: int) -> None:
    bones = [
        Bone(f"ben {i}", [Twig(f"o{i}-{j}", "confirmed") for j in range(n)]) for i, n in enumerate(causes)
    ]
    told = text_of(draw("Problemet", bones, width, most=most))
    shown = set(re.findall(r"o\d+-\d+", told))
    hidden = sum(int(n) for n in re.findall(r"\+(\d+) till", told))
    assert len(shown) + hidden == sum(causes)
    for i in range(len(causes)):
        assert f"ben {i}" in told


LONG_NAMES = (
    "Kompetens",
    "Rutiner och sättet vi arbetar på",
    "Teknik och metod för larmen",
    "Utrustning i hemmet",
)


@pytest.mark.parametrize("width", [*range(70, 90), 120, 160])
@pytest.mark.parametrize("bones", [2, 3, 4])
@pytest.mark.parametrize("causes", [0, 1, 2])
def test_no_name_of_a_bone_is_drawn_over_the_head(width: int, bones: int, causes: int) -> None:
    own = [Bone(name, [Twig("Larm")] * causes) for name in LONG_NAMES[:bones]]
    problem = f"{PROBLEM}, och ingen vet vem som ska ta tag i det när ordinarie är ledig"
    told = lines(draw(problem, own, width))
    whole = [line for line in told if re.search("╭─+╮$|╰─+╯$", line)]
    assert len(whole) == 2, "\n".join(told)
    for name in LONG_NAMES[:bones]:
        assert any(name[:9] in line for line in told)


@given(st.integers(0, 19), st.integers(70, 170))
def test_the_one_pointed_at_is_always_shown(at: int, width: int) -> None:
    bones = [Bone("Rutiner", [Twig(f"orsak nummer {j}.") for j in range(20)])]
    told = text_of(draw("Problemet", bones, width, (0, at)))
    assert f"▸orsak nummer {at}." in told
    here = [Bone("Rutiner", [Twig(f"orsak nummer {j}.", here=j == at) for j in range(20)])]
    assert text_of(draw("Problemet", here, width)) == told


def test_a_bone_can_be_pointed_at() -> None:
    rows = draw(PROBLEM, fish(4), 80, (2, None))
    assert any("▸Teknik och metod" in line for line in lines(rows))
    assert ("Teknik och metod", "flipped") in [piece for row in rows for piece in row]


def test_bones_slant_towards_the_head_alternately_above_and_below() -> None:
    told = lines(draw(PROBLEM, fish(12), 100))
    spine = next(y for y, line in enumerate(told) if "━━━" in line)
    above = [line.rindex("╲") for line in told[1:spine]]
    below = [line.rindex("╱") for line in told[spine + 1 :] if "╱" in line]
    assert above == list(range(above[0], above[0] + len(above)))
    assert below == list(range(below[0], below[0] - len(below), -1))
    place = {name: next(y for y, line in enumerate(told) if name in line) for name in NAMES[:4]}
    assert [place[name] < spine for name in NAMES[:4]] == [True, False, True, False]
    assert told[spine].index("━") < told[spine].index("┥")


def test_the_marks_differ_by_sign_and_are_told_in_words() -> None:
    marks: tuple[Mark, ...] = ("root", "confirmed", "dismissed", "")
    told = text_of(draw(PROBLEM, [Bone("Rutiner", [Twig("Samma ord", mark) for mark in marks])], 80))
    assert {sign for sign in "◆✓×" if f"{sign} Samma ord" in told} == {"◆", "✓", "×"}
    for words in ("◆ rotorsak", "✓ bekräftad", "× avfärdad"):
        assert words in told
    assert "poäng" not in told, "nothing is explained that is not there"


def test_the_most_important_come_first_where_not_all_fit() -> None:
    causes = [Twig("avfärdad orsak", "dismissed", 30), *(Twig(f"orsak {n}", points=n) for n in range(9))]
    causes.append(Twig("rot", "root"))
    assert [causes[at].text for at in importance(causes)][:3] == ["rot", "orsak 8", "orsak 7"]
    told = text_of(draw(PROBLEM, [Bone("Rutiner", causes)], 120, most=4))
    assert "◆ rot" in told
    assert "orsak 8 (8)" in told
    assert "avfärdad orsak" not in told
    assert "+8 till" in told


@given(WIDTHS)
def test_markup_is_shown_as_it_was_written(width: int) -> None:
    assert "[b]x[/v2]" in text_of(draw("[b]x[/v2]", fish(0), width))

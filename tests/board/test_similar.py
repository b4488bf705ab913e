"""While a card is noted, those who noted the same before are found, and other trouble is not called the same."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.similar import LIKELY, similar
from board.similar_words import stems

DOUBLES = [
    ("letar hjälpmedel", "Vi hittar inte hjälpmedlen"),
    ("hjälpmedel borta", "Letar efter hjälpmedel varje dag"),
    ("saknar hjälpmedel i förrådet", "Hjälpmedlen saknas i förrådet"),
    ("stökigt i hjälpmedelsförrådet", "Stökigt bland hjälpmedel"),
    ("läkemedel signeras inte", "Medicin kvitteras inte"),
    ("missad signering av läkemedel", "Glömmer signera mediciner"),
    ("läkemedlen kommer för sent", "Medicinerna försenade"),
    ("nycklar försvinner", "Vi letar nyckel"),
    ("nyckelskåpet är trasigt", "Nyckelskåp sönder"),
    ("larmet fungerar inte", "Trasiga larm"),
    ("trygghetslarmen krånglar", "Trygghetslarmet funkar inte"),
    ("maten är kall", "Kalla måltider"),
    ("kall mat på kvällen", "Kvällsmaten är kall"),
    ("många fall på natten", "Boende ramlar på nätterna"),
    ("fallolyckor nattetid", "Brukare trillar på natten"),
    ("rapporten tar för lång tid", "Överrapporteringen tar lång tid"),
    ("dålig överlämning mellan dag och natt", "Överlämningen mellan natt och dag"),
    ("anhöriga får ingen information", "Information till närstående"),
    ("anhöriga ringer mitt i maten", "Telefonsamtal från anhöriga under måltiden"),
    ("vikarier saknar inloggning", "Timvikarie har inget lösenord"),
    ("introduktion av vikarier", "Inskolning för timanställda"),
    ("personalen hinner inte dokumentera", "Stressigt att hinna med dokumentationen"),
    ("buller i matsalen", "Hög ljudnivå i matsalen"),
    ("ensamma på helgen", "Ensamhet under helger"),
    ("handskar slut i förrådet", "Tomt på handskar i förrådet"),
    ("bilarna är ostädade", "Städning av bilar"),
    ("duschar missas", "Glömd dusch"),
    ("schemat är otydligt", "Oklart schema"),
    ("oro på kvällarna", "Oroliga kvällar"),
    ("hjälpmdel letas", "letar hjälpmedel"),
    ("rullstolar trasiga", "Rullstolen är sönder"),
    ("basala hygienrutiner", "Basal hygien, rutinen"),
]

DIFFERENT = [
    ("letar hjälpmedel", "Letar nycklar"),
    ("letar hjälpmedel", "Hjälpmedel är trasiga"),
    ("hjälpmedel borta", "Rengöring av hjälpmedel"),
    ("maten är kall", "Det är kallt i matsalen på morgonen"),
    ("maten är kall", "Maten serveras för tidigt"),
    ("larmet fungerar inte", "För många larm"),
    ("larmet fungerar inte", "Telefonen fungerar inte"),
    ("läkemedel signeras inte", "Läkemedel beställs för sent"),
    ("läkemedlen kommer för sent", "Maten kommer för sent"),
    ("fall på natten", "Oro på natten"),
    ("fall på natten", "Fall i duschen efter frukost"),
    ("introduktion av vikarier", "Vikarier får inte mötestid"),
    ("anhöriga får ingen information", "Information om nytt schema"),
    ("schemat är otydligt", "Otydligt vem som ansvarar"),
    ("nycklar försvinner", "Nya nycklar till förrådet"),
    ("ensamma på helgen", "Bemanning på helgen"),
    ("handskar slut i förrådet", "Blöjor slut på avdelningen"),
    ("bilarna är ostädade", "Bilarna startar inte i kylan"),
    ("duschar missas", "Duschstolen är obekväm"),
    ("rapporten tar för lång tid", "Duschen tar för lång tid"),
    ("buller i matsalen", "Nya gardiner i matsalen"),
    ("rullstolar trasiga", "Rullstol saknar fotstöd"),
    ("utevistelse varje dag", "Frukost varje dag"),
    ("möten drar över tiden", "Möten med anhöriga"),
    ("handhygien", "Handledning"),
    ("vårdplan saknas", "Vårdhund i hemtjänsten"),
    ("medicinskåpet är olåst", "Medicinsk utbildning"),
    ("personalen är stressad", "Personalen vill ha ny kaffebryggare"),
    ("brukare får vänta", "Brukare vill äta senare"),
    ("tvätten blandas ihop", "Tvättmaskinen läcker"),
    ("hjälp vid måltid", "Hjälp vid dusch"),
    ("natt", "Kväll"),
]


def test_the_tables_are_as_long_as_promised() -> None:
    assert len(DOUBLES) >= 30
    assert len(DIFFERENT) >= 30


@pytest.mark.parametrize(("typed", "there"), DOUBLES)
def test_the_same_trouble_in_other_words_is_found(typed: str, there: str) -> None:
    assert [id for id, _ in similar(typed, [("1", there, None)])] == ["1"]
    assert [id for id, _ in similar(there, [("1", typed, None)])] == ["1"]


@pytest.mark.parametrize(("typed", "there"), DIFFERENT)
def test_other_trouble_with_the_same_words_is_not(typed: str, there: str) -> None:
    assert similar(typed, [("1", there, None)]) == []
    assert similar(there, [("1", typed, None)]) == []


def test_among_all_titles_the_double_is_one_of_the_three_shown() -> None:
    every = [(there, there, None) for _, there in DOUBLES + DIFFERENT]
    for typed, there in DOUBLES:
        assert there in [id for id, _ in similar(typed, every)]


THEMES = (("hjälpm",), ("larm",), ("medic", "läkem"), ("kall",), ("natt", "nätt"))
"""What several pairs of the table are about: their titles are doubles of each other too."""


def test_unrelated_titles_are_left_in_peace() -> None:
    def related(one: str, other: str) -> bool:
        return any(
            all(any(word in title.lower() for word in theme) for title in (one, other)) for theme in THEMES
        )

    for (i, (one, _)), (j, (_, other)) in product(enumerate(DOUBLES), enumerate(DOUBLES)):
        assert i == j or related(one, other) or not similar(one, [("1", other, None)]), (one, other)


def test_the_problem_is_looked_at_where_the_title_says_little() -> None:
    cards = [
        ("1", "Förrådet", "Vi letar hjälpmedel"),
        ("2", "Förrådet", "Det är mörkt"),
        ("3", "Förrådet", None),
    ]
    assert [id for id, _ in similar("hittar inte hjälpmedlen", cards)] == ["1"]


def test_a_word_half_typed_already_finds() -> None:
    assert similar("letar hjälpm", [("1", "Vi hittar inte hjälpmedlen", None)])


def test_the_best_come_first_and_no_more_than_asked() -> None:
    cards = [(str(i), "Letar hjälpmedel i förrådet på natten", None) for i in range(5)]
    cards.append(("best", "Letar hjälpmedel", None))
    found = similar("letar hjälpmedel", cards)
    assert [id for id, _ in found] == ["best", "0", "1"]
    assert all(LIKELY <= score <= 1.0001 for _, score in found)


@pytest.mark.parametrize("typed", ["", "   ", "vi", "det är inte", "?!", "👩‍👩‍👧"])
def test_nothing_said_finds_nothing(typed: str) -> None:
    assert similar(typed, [("1", typed, None), ("2", "Vi har det", None)]) == []


INFLECTED = [
    "hjälpmedel hjälpmedlen hjälpmedlet hjälpmedels hjälpmedlens",
    "nyckel nyckeln nycklar nycklarna nycklarnas",
    "larm larmet larmen larmens",
    "blöja blöjan blöjor blöjorna",
    "måltid måltiden måltider måltiderna",
    "rum rummet rummen",
    "schema schemat scheman",
    "rutin rutinen rutiner rutinerna",
    "dörr dörren dörrar dörrarna",
    "dusch duschen duschar duscha duschade",
    "stol stolen stolar stolarna stolarnas",
    "vikarie vikarien vikarier vikarierna",
    "väntar vänta väntade väntat",
    "utbildning utbildningen utbildningar utbildningarna",
]


@pytest.mark.parametrize("words", INFLECTED)
def test_a_words_inflections_are_one_word(words: str) -> None:
    assert len({stems(word) for word in words.split()}) == 1


@given(st.text(), st.text())
def test_anything_can_be_compared(one: str, other: str) -> None:
    for _, score in similar(one, [("1", other, one)]):
        assert LIKELY <= score <= 1.0001


def test_doubles_are_found_between_two_keys() -> None:
    nouns = "hjälpmedel nycklar larm mat läkemedel dusch schema bilar handskar möten rullstolar tvätt".split()
    places = "förrådet köket natten kvällen avdelningen bilen matsalen helgen badrummet trapphuset".split()
    troubles = ("Vi hittar inte", "Trasiga", "Ont om", "Stökigt med", "För sena", "Oklart om", "Städning av")
    titles = [f"{a} {b} i {c} {n}" for n in range(12) for a in troubles for b in nouns for c in places][
        :10_000
    ]
    cards = [
        (str(i), title, "Det tar tid och personalen blir stressad av att leta")
        for i, title in enumerate(titles)
    ]
    similar("värm upp", cards)
    for count in (1_000, 10_000):
        times = []
        for _ in range(5):
            start = time.process_time()
            similar("letar hjälpmedel i förrådet", cards[:count])
            times.append(time.process_time() - start)
        print(f"doubles among {count}: {min(times) * 1000:.1f} ms")
        assert min(times) < count * 80e-6

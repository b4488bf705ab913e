"""Finding cards on all boards as a board's own search does, and what boards have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.across import Cards, Common, cards_of, common, compared
from board.ports import Snapshot
from board.query import parse_query, selector
from board.searching import Begun, Hits, search, wanted

CARDS: dict[str, dict[str, Any]] = {
    "1": {"title": "Nycklar i förrådet", "tags": ["natt", "ny på jobbet"], "_at": "2026-11-01T10"},
    "2": {"title": "Larm på natten", "problem": "Vi letar nycklar", "phase": "plan", "_at": "2026-11-20T10"},
    "3": {"title": "Klart om nycklar", "state": "finished", "phase": "done", "_at": "2026-11-21T10"},
    "4": {"title": "Nycklar, bara vårt", "internal": True, "_at": "2026-11-22T10"},
    "5": {"title": "Café\nmed é", "kind": "synpunkt", "_at": "2026-10-01T10"},
}


def find(typed: str, *boards: Snapshot, most: int = 10) -> Hits:
    held = boards or (Snapshot({"cards": CARDS}),)
    return search([(f"b{n}", cards_of(one)[0]) for n, one in enumerate(held)], wanted(typed), most)


def ids(found: Hits) -> list[str]:
    return [hit.row.id for hit in found.first]


def test_titles_come_first_then_open_cards_then_the_latest() -> None:
    found = find("nycklar")
    assert ids(found) == ["1", "3", "2"], "and what stays with its team is in none"
    assert [hit.titled for hit in found.first] == [True, True, False]
    assert find("nycklar", most=1)[1] == 3
    assert ids(find("nycklar", most=1)) == ["1"]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("NYCKL letar", ["2"]), ("#natt", ["1"]), ("#na", ["1"]), ('"nycklar i"', ["1"]), ("fas:planera", ["2"]),
        ("läge:avslutat nycklar", ["3"]), ("typ:synpunkt", ["5"]), ("forradet", []), ("~forradet", ["1"]),
        ("~nycklar forradet", ["1"]), ("~mormor", []),
        ("cafe", ["5"]), ("n", []), ("", []), ("plan", []), ("phase=plan", []), ("inget", []),
    ],
)  # fmt: skip
def test_words_and_tokens_mean_what_they_do_on_a_board(typed: str, there: list[str]) -> None:
    assert ids(find(typed)) == there


SAME = {
    "1": {"title": "Läkemedel på kvällen", "_at": "2026-11-05T10"},
    "2": {"title": "När kvällen lämnar", "problem": "Ny medicin sägs inte", "_at": "2026-11-04T10"},
    "3": {"title": "Läkemedlen kommer sent", "_at": "2026-11-03T10"},
    "4": {"title": "Handledaren är borta", "_at": "2026-11-02T10"},
    "5": {"title": "Tvätta händerna", "_at": "2026-11-01T10"},
}


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("läkemedel", ["1", "3", "2"]), ("medicin", ["1", "2", "3"]), ("medicinen", ["1", "2", "3"]),
        ('"läkemedel"', ["1"]), ("~lakemedel", ["1"]), ("~läkemedel", ["1", "2", "3"]), ("medicin sent", ["3"]),
        ("händer", ["5"]), ("tabletter fas:förslag", ["1", "2", "3"]),
    ],
)  # fmt: skip
def test_a_word_is_found_by_those_that_mean_the_same_here_and_on_a_board(
    typed: str, there: list[str]
) -> None:
    board = Snapshot({"cards": SAME})
    assert set(ids(find(typed, board))) == set(there)
    check = selector(parse_query(typed), today=date(2026, 11, 22))
    assert {id for id, doc in SAME.items() if check(id, doc)} == set(there)


def test_the_words_as_they_are_written_come_first() -> None:
    assert (
        ids(
            find("medicin", Snapshot({"cards": {**SAME, "9": {"title": "Fel medicin", "_at": "2026-01-01"}}}))
        )[0]
        == "9"
    )


def test_events_are_found_among_the_cards_and_are_told_apart() -> None:
    docs = {
        "11": {
            "text": "Nycklar på fel krok",
            "sort": "deviation",
            "on": "2026-10-21",
            "_at": "2026-11-22T11",
        },
        "12": {
            "text": "Ni är snälla",
            "sort": "view",
            "answer": "Tack! Och nycklarna?",
            "_at": "2026-11-22T09",
        },
        "13": {"text": "Nycklar, bara vårt", "led_to": "4"},
    }
    board = Snapshot({"cards": CARDS, "events": docs})
    assert ids(find("nycklar", board)) == ["1", "3", "11", "2", "12"], "as cards are, after open ones"
    hit = find("krok", board).first[0]
    assert hit.row.day == date(2026, 10, 21), "the day that it happened, whatever has been written since"
    assert (hit.row.is_event, hit.row.phase, hit.row.title) == (True, "deviation", "Nycklar på fel krok")
    assert ids(find("typ:synpunkt", board)) == ["5", "12"], "by the kind of card that such an event becomes"
    assert ids(find("fas:förslag krok", board)) == []
    held, themes = cards_of(board)
    assert {id for id, *_ in held.latest(9)} == {"1", "2", "3", "5"}, "no card is like an event"
    without = cards_of(Snapshot({"cards": CARDS}))[1]
    assert themes["title"] == without["title"]


def test_what_only_a_board_knows_is_said() -> None:
    assert wanted("@anna nycklar").narrow
    assert wanted("försenade").narrow
    assert not wanted("nycklar #natt").narrow


def test_boards_are_searched_together_and_in_one_order() -> None:
    other = Snapshot({"cards": {"9": {"title": "Skåp för nycklar", "_at": "2026-11-10T10"}}})
    found = find("nycklar", Snapshot({"cards": CARDS}), other)
    assert [(hit.board, hit.row.id) for hit in found.first] == [
        ("b1", "9"),
        ("b0", "1"),
        ("b0", "3"),
        ("b0", "2"),
    ]


words = st.sampled_from(["nyckel", "förråd", "natt", "é", "NATT", "a b", "letar", "ny\nrad"])
cards = st.dictionaries(
    st.sampled_from("1234567"),
    st.fixed_dictionaries(
        {"title": words, "_at": st.sampled_from(["2026-11-01", "2026-11-02"])},
        optional={
            "problem": words,
            "tags": st.lists(words, max_size=2),
            "state": st.sampled_from(["open", "parked"]),
        },
    ),
)


@given(
    cards,
    st.lists(
        st.sampled_from(["nyck", "förr", "natt", "na", "et", "rad", "fas:förslag"]), min_size=1, max_size=2
    ),
)
def test_it_finds_what_the_boards_own_search_finds(docs: dict[str, Any], typed: list[str]) -> None:
    asked = " ".join(typed)
    check = selector(parse_query(asked), today=date(2026, 11, 22))
    found = find(asked, Snapshot({"cards": docs}), most=100)
    assert set(ids(found)) == {id for id, doc in docs.items() if check(id, doc)}
    assert found.all == len(found.first)


def shared(*boards: dict[str, Any]) -> dict[tuple[str, str], Common]:
    held = {f"b{n}": cards_of(Snapshot(tables))[1] for n, tables in enumerate(boards)}
    return {(one.theme, one.shown): one for one in common(held)}


def test_what_several_boards_have_is_counted_by_board_with_its_cards() -> None:
    one = {
        "cards": CARDS,
        "causes": {
            "7": {"card": "1", "text": "Ingen ansvarar för skåpet"},
            "8": {"card": "1", "text": "Skåpen är små"},
        },
        "routines": {"9": {"text": "Nyckelskåp vid dörren"}},
    }
    other = {
        "cards": {"1": {"title": "Var är nyckeln?", "tags": ["Natt"]}},
        "causes": {
            "7": {"card": "1", "text": "Fel skåp"},
            "8": {"card": "1", "text": "Larmet", "status": "dismissed"},
        },
        "routines": {"9": {"text": "Larmrutin", "ended": True}},
    }
    found = shared(one, other)
    assert set(found) == {("tag", "Natt"), ("title", "nyckeln"), ("cause", "skåp")}
    keys = found["title", "nyckeln"]
    assert keys.boards == ("b0", "b1")
    assert [board for board, _row in keys.cards] == ["b0", "b1"], (
        "the finished card and the team's own do not count"
    )
    assert len(found["cause", "skåp"].cards) == 2, "a card counts once for each word"
    assert shared(one) == {}, "one board has nothing in common with itself"


def test_words_that_all_cards_have_are_no_theme() -> None:
    board = {"cards": {"1": {"title": "Det är inte bra för personalen och brukare på avdelningen"}}}
    assert shared(board, board) == {}


def test_what_is_made_up_is_compared_only_where_too_few_other_boards_are() -> None:
    assert compared({"kaprifolen": True, "nordanvind": True, "ensamhet": False}) == {
        "kaprifolen",
        "nordanvind",
        "ensamhet",
    }
    assert compared({"oster": False, "vaster": False, "lek": True}) == {"oster", "vaster"}
    assert compared({}) == frozenset()


def test_numbers_and_words_that_say_little_are_nothing_in_common() -> None:
    one = {"cards": {"1": {"title": "Två olika fel på larmet"}}}
    assert {shown for _theme, shown in shared(one, one)} == {"larmet"}


def test_a_search_that_goes_on_with_words_alike_finds_what_one_from_the_first_finds() -> None:
    texts = (b"piller p\xc3\xa5 golvet", b"l\xc3\xa4kemedel saknas", b"kaffet", b"medicin")
    rows = b"\n" * 3
    boards = {"a": Cards(texts, rows), "b": Cards(texts[::-1], rows)}
    asked, begun = wanted("läkemedel"), Begun()
    assert search(boards.items(), asked._replace(alike={}), 0, begun).all == 2
    boards["b"] = Cards(texts[:1], rows)
    assert search(boards.items(), asked, 0, begun) == search(boards.items(), asked, 0)
    assert search(boards.items(), asked, 0, begun).all == 4

"""What a search says there is, a search understands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from board.query import parse_query
from tui import query_words
from tui.text import Language, set_language


@pytest.fixture(params=["sv", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    set_language(request.param)
    yield request.param
    set_language("sv")


@pytest.mark.parametrize("family", query_words.NAMES)
def test_every_value_that_is_offered_means_what_it_says(spoken: Language, family: str) -> None:
    name = query_words.name(family)
    offered = query_words.values(family)
    meant = [getattr(parse_query(f'{name}:"{one}"'), family) for one in offered]
    assert None not in meant, f"{name}: {list(zip(offered, meant, strict=True))}"
    assert len(set(meant)) == len(offered)


def test_only_what_is_no_value_is_answered(spoken: Language) -> None:
    name = query_words.name("phase")
    assert query_words.unknown(f"{name}:plan nycklar kl:13") == []
    assert query_words.unknown(f'"{name}:xyz"') == [], "quotes take a token's meaning away"
    (told,) = query_words.unknown(f"{name}:xyz")
    assert f"{name}:xyz" in told

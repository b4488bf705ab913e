"""Every text of the program has English, and every translation fits its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tests.contracts.tree import ROOT
from tui.text import catalog as tool

VALUE = re.compile(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}")
PERCENT = re.compile(r"%(?:\(\w+\))?[srd]")


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """Each form of a text with its translation; every plural of ours is held to both Swedish forms' values."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    yield from zip(ids, texts, strict=True)


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


@pytest.fixture(scope="module")
def english() -> Catalog:
    return tool.read(tool.ENGLISH)


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    return tool.read(ROOT / "tui/locale/sv/LC_MESSAGES/tavla.po")


def test_the_catalogue_has_the_texts_of_the_code_and_no_others(english: Catalog) -> None:
    in_code = {(message.context, message.id) for message in entries(tool.extract())}
    kept = {(message.context, message.id) for message in entries(english)}
    assert in_code == kept, "run python -m tui.text.catalog"


def test_every_text_has_english(english: Catalog) -> None:
    assert not tool.missing(english)
    assert not [message.id for message in entries(english) if message.fuzzy]


def test_every_word_of_the_libraries_has_swedish(swedish: Catalog) -> None:
    assert not tool.missing(swedish)
    assert not [message.id for message in entries(swedish) if message.fuzzy]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_values_and_edges_are_kept(language: str, request: pytest.FixtureRequest) -> None:
    catalog: Catalog = request.getfixturevalue({"sv": "swedish", "en": "english"}[language])
    for message in entries(catalog):
        for text, translation in strings(message):
            assert set(VALUE.findall(text)) == set(VALUE.findall(translation)), text
            assert sorted(PERCENT.findall(text)) == sorted(PERCENT.findall(translation)), text
            assert text.endswith("\n") == translation.endswith("\n"), text
            assert text[:1].isspace() == translation[:1].isspace(), text


def test_no_swedish_is_left_in_the_english(english: Catalog) -> None:
    """A word with å, ä or ö in English is a name, or was forgotten."""
    names = re.compile(
        r"\b(Å|Ä|Ö)\w*|[\w-]*(förbättringsledare|utförare|ambassadör)\w*|\bsv_SE\b|svenska", re.I
    )
    for message in entries(english):
        for _text, translation in strings(message):
            assert not re.search("[åäö]", names.sub("", translation), re.I), translation


def test_a_text_made_of_parts_is_refused(tmp_path: Path) -> None:
    """An f-string or a sum would be another key for every value, and no translator would ever see it."""
    file = tmp_path / "page.py"
    for source in (
        '_(f"{n} kort")',
        '_("a" + b)',
        "N_(name)",
        'ngettext("a", many, n)',
        "pgettext(where, word)",
    ):
        file.write_text(source, "utf-8")
        with pytest.raises(tool.NotConstantError):
            list(tool.texts(file))
    file.write_text('_(name); _("hej " "där"); ngettext("ett", "fler", n); pgettext("månad", "maj")', "utf-8")
    assert sorted(tool.texts(file)) == [("ett", "fler"), ("hej där",), ("maj", "", "månad")]

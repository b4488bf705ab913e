"""A person's settings file: what it has wrong is told, and never stops the board."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.remembered import remember
from tui.settings import Settings, read, settings_of

VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)


def written(folder: Path, text: str | bytes) -> dict[str, str]:
    file = folder / ".config" / "tavla" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"HOME": str(folder)}


def test_no_file_is_the_usual(tmp_path: Path) -> None:
    assert settings_of({"HOME": str(tmp_path)}) == Settings()


def test_language_colours_and_keys_are_taken(tmp_path: Path) -> None:
    env = written(tmp_path, 'language = "en"\ntheme = "light"\n[keys]\nnote = "ö"\n')
    assert settings_of(env) == Settings("en", "light", {"note": "ö"}, ())


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("language = ", [("settings_file", "settings.toml")]),
        (b"\xff\xfe\x00", [("settings_file", "settings.toml")]),
        ('language = "de"', [("setting", "language")]),
        ("language = 3", [("setting", "language")]),
        ('theme = "rosa"', [("setting", "theme")]),
        ("theme = [1]", [("setting", "theme")]),
        ('[keys]\nflyga = "x"', [("setting", "keys.flyga")]),
        ('[keys]\nnote = "c"', [("key_clash", "c (note)")]),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_as_usual(
    tmp_path: Path, text: str | bytes, faults: list[tuple[str, str]]
) -> None:
    found = settings_of(written(tmp_path, text))
    assert list(found.faults) == faults
    assert (found.language, found.theme) == (None, "dark")


@given(st.dictionaries(st.sampled_from(["language", "theme", "keys", "x"]), VALUES))
def test_nothing_in_the_file_is_fatal(data: dict[str, Any]) -> None:
    found = read(data)
    assert found.theme in ("dark", "light", "contrast", "colourblind")
    assert found.language in (None, "sv", "en")


def test_what_was_chosen_on_screen_goes_before_the_file(tmp_path: Path) -> None:
    env = written(tmp_path, 'language = "sv"\ntheme = "light"\n')
    remember(str(tmp_path / ".local/state/tavla/screen.json"), "language", "en")
    remember(str(tmp_path / ".local/state/tavla/screen.json"), "theme", "contrast")
    found = settings_of(env)
    assert (found.language, found.theme) == ("en", "contrast")


@pytest.mark.parametrize("folder", ["settings.toml"])
def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / ".config" / "tavla" / folder).mkdir(parents=True)
    assert settings_of({"HOME": str(tmp_path)}).faults == (("settings_file", "settings.toml"),)

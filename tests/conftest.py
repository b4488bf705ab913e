"""What every test gets: an account of its own, no settings of the machine's, Swedish, and no animations.

A test that needs another language, person or folder says so itself.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import tui.text
from tui.text.compile import compile_all

# Time limits on one example measure the machine's other work; pytest-timeout stops what hangs.
settings.register_profile(
    "tavla", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("soak", parent=settings.get_profile("tavla"), max_examples=2000)
settings.load_profile("tavla")

# Before any test imports Textual, which reads these once.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ.pop("TEXTUAL_THEME", None)

compile_all(str(Path(tui.text.__file__).parent.parent / "locale"))

_CUT_OFF = (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "EDITOR",
    "VISUAL",
    "SSH_ORIGINAL_COMMAND",
)
_PREFIXES = ("TAVLA_", "XDG_", "LC_", "LANG", "TEXTUAL_", "GIT_")


MANY_FILES = 600


@pytest.fixture(autouse=True)
def _files_are_given_back() -> Iterator[None]:
    """A session that a test lets go of ends with the process. Here hundreds share one, in which the app has put off
    collection (tui/shell.py), and `select` takes no file above 1,024."""
    yield
    if len(os.listdir("/proc/self/fd")) > MANY_FILES:
        gc.unfreeze()
        gc.collect()


@pytest.fixture(autouse=True)
def _own_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home in the test's own folder, and an environment that says nothing but that; child processes inherit it."""
    for name in list(os.environ):
        if name in _CUT_OFF or name.startswith(_PREFIXES):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USER", "vera")
    monkeypatch.setenv("LOGNAME", "vera")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture(autouse=True)
def _swedish() -> Iterator[None]:
    """Swedish at the start of every test, whatever the one before it chose."""
    tui.text.set_language("sv")
    yield
    tui.text.set_language("sv")

"""A command loads only what it needs: each of these libraries would be felt in every script that calls tavla."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "textual",
    "rich",
    "tinydb",
    "dateutil",
    "dataclasses",
    "asyncio",
    "inspect",
    "babel",
    "hypothesis",
    "icalendar",
}
RUN = """
import sys
from tui.__main__ import main
sys.argv = ["tavla", *sys.argv[1:]]
status = 0
try:
    status = main()
except SystemExit as end:
    status = end.code
print("status", status or 0, file=sys.stderr)
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def tavla(*words: str) -> tuple[str, set[str], str]:
    """Run a command in a process of its own: its exit code, what it loaded, and all that it said."""
    run = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=True)
    *said, status, loaded = run.stderr.splitlines()
    return status.removeprefix("status "), set(loaded.split()[1:]), run.stdout + "\n".join(said)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    monkeypatch.setenv("TAVLA_HOME", str(folder))
    for words in (("init", "Hemtjänst Öster"), ("add", "Vi hittar inte hjälpmedlen")):
        status, _loaded, said = tavla(*words)
        assert status == "0", said
    return folder


@pytest.mark.parametrize(
    "words", [("--version",), ("--help",), ("list", "--help"), ("nosuch",)], ids=" ".join
)
def test_words_about_the_program_itself_load_next_to_nothing(words: tuple[str, ...]) -> None:
    status, loaded, said = tavla(*words)
    assert status == ("2" if words == ("nosuch",) else "0"), said
    assert not loaded & (HEAVY | {"storage", "json"})


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("words", [("list", "--json"), ("list", "--open", "--json")], ids=" ".join)
def test_listing_for_a_script_loads_no_library(words: tuple[str, ...]) -> None:
    status, loaded, said = tavla(*words)
    assert status == "0", said
    assert not loaded & HEAVY


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    "words",
    [("boards", "--json"), ("people", "--json"), ("history", "--json"), ("overview", "--json")],
    ids=" ".join,
)
def test_reading_loads_no_library_but_the_standard_one(words: tuple[str, ...]) -> None:
    status, loaded, said = tavla(*words)
    assert status == "0", said
    assert not loaded & (HEAVY - {"dataclasses", "inspect"})


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    "words",
    [("list",), ("add", "Ännu ett kort"), ("check", "--json"), ("export",)],
    ids=" ".join,
)
def test_no_command_loads_the_screen(words: tuple[str, ...]) -> None:
    status, loaded, said = tavla(*words)
    assert status == "0", said
    assert "textual" not in loaded
    assert "asyncio" not in loaded


@pytest.mark.parametrize("package", ["board", "storage", "tui.text", "tui.keys"])
def test_the_packages_below_the_screen_stand_without_it(package: str) -> None:
    code = f"import sys, {package}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "rich"} & set(run.stdout.split())


METHOD = """
import sys
from tui.__main__ import main
sys.argv = ["tavla", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print(*(name for name in sys.modules if name.startswith(("board.method", "tui.method_"))), file=sys.stderr)
"""


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--json"),
        ("boards",),
        ("people",),
        ("history",),
        ("add", "Ännu ett kort"),
        ("undo",),
        ("check",),
        ("set", "--help"),
    ],
    ids=" ".join,
)
def test_what_does_not_touch_the_method_loads_none_of_it(words: tuple[str, ...]) -> None:
    run = subprocess.run([sys.executable, "-c", METHOD, *words], capture_output=True, text=True, check=True)
    assert run.stderr.splitlines()[-1:] == [""]

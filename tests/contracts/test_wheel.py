"""The wheel holds our three packages whole and nothing else, and what is installed from it speaks both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.contracts.tree import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network: hatchling and nothing more is needed."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_it_has_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packaged = {name for name in names if not re.match(r"[^/]+\.(dist-info|data)/", name)}
    manual = [name.partition(".data/")[2] for name in names if ".data/" in name]
    assert manual == ["data/share/man/man1/tavla.1"]
    written = {
        file.relative_to(ROOT).as_posix()
        for top in ("tui", "board", "storage")
        for file in (ROOT / top).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert {name.partition("/")[0] for name in packaged} == {"tui", "board", "storage"}
    assert packaged == written
    assert {f"tui/locale/{language}/LC_MESSAGES/tavla.mo" for language in ("sv", "en")} <= packaged
    assert {f"{top}/py.typed" for top in ("tui", "board", "storage")} <= packaged


def test_it_is_well_formed(wheel: Path) -> None:
    checker = Path(sys.executable).parent / "check-wheel-contents"
    run = subprocess.run([str(checker), str(wheel)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_it_carries_the_command_the_licence_and_the_versions_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = {
            name.partition(".dist-info/")[2]: name for name in archive.namelist() if ".dist-info/" in name
        }
        metadata = archive.read(info["METADATA"]).decode()
        commands = archive.read(info["entry_points.txt"]).decode()
    assert "licenses/LICENSE" in info
    assert "tavla = tui.__main__:main" in commands
    assert "Requires-Dist: textual==8.2.8" in metadata
    assert "babel" not in metadata.split("Provides-Extra")[0].lower()


def test_the_installed_program_speaks_both_languages(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(target)
    for language, words in (("sv", "användning:"), ("en", "usage:")):
        run = subprocess.run(
            [sys.executable, "-m", "tui", "--lang", language, "--help"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(target)},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        assert words in run.stdout

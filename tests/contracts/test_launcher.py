"""./tavla finds its folder, makes its environment only when it must, and says in plain words what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contracts.tree import ROOT

STUB_ENVIRONMENT = """#!/bin/sh
printf 'made %s %s\\n' "$1" "$2"
mkdir -p "$1/.venv/bin"
printf '#!/bin/sh\\nprintf "%%s\\\\n" "tavla:" "$@"\\n' >"$1/.venv/bin/tavla"
printf '#!/bin/sh\\necho python "$@"\\n' >"$1/.venv/bin/python"
chmod +x "$1/.venv/bin/tavla" "$1/.venv/bin/python"
printf '%s\\n' "$1" >"$1/.venv/ready"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the real launcher and an environment maker that only says that it was asked."""
    folder = tmp_path / "min tavla"
    catalogue = folder / "tui/locale/en/LC_MESSAGES/tavla.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    (folder / ".ci").mkdir()
    (folder / ".ci/environment.sh").write_text(STUB_ENVIRONMENT)
    for name in ("requirements.lock", "pyproject.toml"):
        (folder / name).touch()
        os.utime(folder / name, (1, 1))
    os.utime(catalogue, (1, 1))
    catalogue.with_suffix(".mo").touch()
    shutil.copy(ROOT / "tavla", folder)
    return folder


def start(*command: str | Path, cwd: Path | None = None) -> list[str]:
    run = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_the_first_start_makes_the_environment_and_the_second_does_not(checkout: Path) -> None:
    assert start(checkout / "tavla", "demo") == [f"made {checkout} run", "tavla:", "demo"]
    assert start(checkout / "tavla", "demo") == ["tavla:", "demo"]


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_new_requirements_renew_it(checkout: Path, name: str) -> None:
    start(checkout / "tavla")
    os.utime(checkout / name, (2**32, 2**32))
    assert start(checkout / "tavla") == [f"made {checkout} run", "tavla:"]


def test_a_moved_folder_makes_its_own(checkout: Path) -> None:
    start(checkout / "tavla")
    moved = checkout.rename(checkout.parent / "flyttad")
    assert start(moved / "tavla") == [f"made {moved} run", "tavla:"]


def test_a_newer_catalogue_is_compiled(checkout: Path) -> None:
    start(checkout / "tavla")
    os.utime(checkout / "tui/locale/en/LC_MESSAGES/tavla.po", (2**32, 2**32))
    assert start(checkout / "tavla") == ["python -m tui.text.compile", "tavla:"]


def test_words_come_through_as_they_are(checkout: Path) -> None:
    start(checkout / "tavla")
    words = ("add", "Två ord, $HOME och *", "", "--why=x y")
    assert start(checkout / "tavla", *words) == ["tavla:", *words]


def test_it_is_found_from_anywhere_and_through_links(checkout: Path, tmp_path: Path) -> None:
    start(checkout / "tavla")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "absolute").symlink_to(checkout / "tavla")
    (bin_folder / "relative").symlink_to(os.path.relpath(checkout / "tavla", bin_folder))
    (bin_folder / "twice").symlink_to("relative")
    for link in ("absolute", "relative", "twice"):
        assert start(bin_folder / link, "list", cwd=Path("/")) == ["tavla:", "list"]
    assert start("./tavla", "list", cwd=checkout) == ["tavla:", "list"]
    assert start("sh", "tavla", "list", cwd=checkout) == ["tavla:", "list"]
    found = subprocess.run(
        ["twice", "list"],
        executable=str(bin_folder / "twice"),
        env={**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines() == ["tavla:", "list"]


OLD_PYTHON = 'case "$*" in *version_info*) exit 1;; --version) echo Python 3.9.2;; esac'
NO_VENV = 'case "$*" in *ensurepip*) exit 1;; esac'


@pytest.mark.parametrize(
    ("python", "swedish", "english"),
    [
        (None, "apt install python3 python3-venv", "apt install python3 python3-venv"),
        (OLD_PYTHON, "men här finns Python 3.9.2", "but this is Python 3.9.2"),
        (NO_VENV, "Be den som sköter datorn: apt install python3-venv", "apt install python3-venv"),
    ],
    ids=["no python", "an old one", "no venv"],
)
def test_what_is_missing_is_told_in_plain_words(
    checkout: Path, tmp_path: Path, python: str | None, swedish: str, english: str
) -> None:
    shutil.copy(ROOT / ".ci/environment.sh", checkout / ".ci")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "readlink"):
        (tools / name).symlink_to(shutil.which(name) or name)
    if python is not None:
        (tools / "python3").write_text(f"#!/bin/sh\n{python}\n")
        (tools / "python3").chmod(0o755)
    for language, words in (("sv_SE.UTF-8", swedish), ("en_GB.UTF-8", english)):
        run = subprocess.run(
            [str(checkout / "tavla")],
            env={"PATH": str(tools), "LANG": language},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 1
        assert words in run.stderr
        assert len(run.stderr.splitlines()) == 1
        assert ("Tavla behöver" in run.stderr) == (language == "sv_SE.UTF-8")
        assert not (checkout / ".venv").exists()


def test_the_check_fails_at_once_naming_a_missing_package(tmp_path: Path) -> None:
    check = tmp_path / "check"
    script = re.sub(
        r'^needs=".*"$', 'needs="sh:dash nosuch:nosuch-server"', (ROOT / "check").read_text(), flags=re.M
    )
    check.write_text(script)
    run = subprocess.run(["sh", str(check)], capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.endswith("apt install nosuch-server\n")
    asked = subprocess.run(["sh", str(check), "--missing"], capture_output=True, text=True)
    assert (asked.returncode, asked.stdout) == (0, "nosuch-server\n")

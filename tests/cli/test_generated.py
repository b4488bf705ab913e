"""What is generated is up to date and works: completion, the manual page, the schema."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, Tavla
from tui.cli import generate
from tui.cli.table import NAMES


def test_generated_files_are_up_to_date() -> None:
    stale = [
        str(path.relative_to(ROOT))
        for path, text in generate.files().items()
        if path.read_text("utf-8") != text
    ]
    assert not stale, "python -m tui.cli.generate"


def test_the_schema_is_a_schema_and_takes_what_is_printed(tavla: Tavla) -> None:
    schema = json.loads((ROOT / "docs/cli.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    whole = Draft202012Validator(schema)
    tavla.ok("add", "x")
    for words in (
        ["list"],
        ["boards"],
        ["people"],
        ["history"],
        ["info"],
        ["--version"],
        ["check"],
        ["nosuch"],
        ["completion", "fish"],
    ):
        whole.validate(json.loads(tavla("--json", *words).out))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(empty: Tavla, shell: str) -> None:
    script = empty.ok("completion", shell)
    assert all(name in script for name in NAMES)


def test_bash_completes_commands_and_options(empty: Tavla, tmp_path: Path) -> None:
    script = tmp_path / "tavla.bash"
    script.write_text(empty.ok("completion", "bash"), "utf-8")
    ask = """
        source "$1"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$2"; COMP_POINT=${#COMP_LINE}
        $(complete -p tavla | sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo "${COMPREPLY[@]}"
    """
    for line, expected in (("tavla hist", "history"), ("tavla move --rea", "--reason")):
        done = subprocess.run(
            ["bash", "-c", ask, "bash", str(script), line],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert expected in done.stdout.split(), (line, done)


def test_the_manual_page_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs/tavla.1").read_text("utf-8")
    assert ".SH SLUTKODER" in page
    assert all(name.replace("-", r"\-") in page for name in NAMES)
    if shutil.which("groff"):
        done = subprocess.run(
            ["groff", "-man", "-Tutf8", "-ww", "-k", str(ROOT / "docs/tavla.1")],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Traceback" not in done.stderr
        assert "Vårdhund" not in done.stdout

"""What somebody at the command line is told when the disk, the clock or another process fails them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Said, Tavla
from tests.soak.disk import NEEDS_MOUNT, CannotMount, of_size, read_only, resize
from tests.storage.test_lock import HOLD
from tests.storage.tools import PRELUDE


def test_a_stopped_holder_of_the_lock_is_named_and_reading_goes_on(tavla: Tavla) -> None:
    tavla.ok("add", "Nycklar")
    code = PRELUDE.replace('"ett"', '"oster"') + HOLD
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tavla.home)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGSTOP)
        said = tavla.process("--wait", "1.5", "add", "Ny")
        assert said.code == 3
        assert f"process {holder.pid}" in said.err
        assert "Nycklar" in tavla.ok("list")
    finally:
        holder.kill()
        holder.communicate()
    tavla.ok("add", "Ny")


def at(tavla: Tavla, years: str, *words: str) -> Said:
    """Run with the computer's clock so many years off."""
    assert shutil.which("faketime"), "apt install faketime"
    done = subprocess.run(
        ["faketime", "-f", years, sys.executable, "-m", "tui", *words],
        capture_output=True,
        text=True,
        env=tavla.environment({}),
        cwd=ROOT,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_a_clock_ten_years_wrong_refuses_nothing_and_the_later_change_counts(tavla: Tavla) -> None:
    id = tavla.add("Först")
    assert at(tavla, "+10y", "set", id, "title=Framtid").code == 0
    assert at(tavla, "-10y", "set", id, "title=Dåtid").code == 0
    assert tavla.card(id)["title"] == "Dåtid"
    tavla.ok("set", id, "title=Nutid")
    assert tavla.card(id)["title"] == "Nutid"
    said = tavla("check")
    assert said.code == 0
    assert "klocka" in said.out


def test_where_nothing_may_be_written_the_board_is_read_and_it_is_said(tavla: Tavla) -> None:
    tavla.ok("add", "Nycklar")
    try:
        with read_only(Path(tavla.home)):
            assert "Nycklar" in tavla.process("list").out
            said = tavla.process("add", "Ny")
            assert said.code == 3
            assert "Den går att läsa men inte ändra" in said.err
    except CannotMount:
        pytest.skip(NEEDS_MOUNT)
    tavla.ok("add", "Ny")


def test_a_full_disk_is_said_and_goes_on_by_itself_when_there_is_room(tavla: Tavla, tmp_path: Path) -> None:
    try:
        with of_size(tmp_path / "disk", "256k") as place:
            small = Tavla(place / "w")
            small.env = {**tavla.env, "TAVLA_HOME": str(place / "w")}
            assert small.process("init", "Öster").code == 0
            said = small.process("add", "Först")
            (place / "stor").write_bytes(b"")
            with (place / "stor").open("wb", buffering=0) as file:
                while True:
                    try:
                        file.write(bytes(4096))
                    except OSError:
                        break
            for number in range(60):
                said = small.process("add", f"Kort {number} " + "x" * 150)
                if said.code:
                    break
            assert said.code == 3
            assert "Disken är full" in said.err
            before = small.process("list").out
            resize(place, "2m")
            assert small.process("add", "Sedan").code == 0
            after = small.process("list").out
            assert "Först" in before
            assert "Först" in after
            assert "Sedan" in after
            assert small.process("check").code == 0
    except CannotMount:
        pytest.skip(NEEDS_MOUNT)

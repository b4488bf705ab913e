"""What only a real process shows: exit codes, pipes, terminals, locks, signals, disks that are full or read-only."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Tavla, checked, checked_error
from tui.cli.shapes import Handles
from tui.compose import Session

COMMAND = [sys.executable, "-m", "tui"]


def test_the_board_is_printed_as_text_where_there_is_no_terminal(tavla: Tavla) -> None:
    tavla.ok("add", "Nycklar")
    for more in ({}, {"TERM": "dumb"}, {"TERM": ""}):
        said = tavla.process(**more)
        assert (said.code, said.err) == (0, "")
        assert "Öster" in said.out
        assert "Förslag (1)" in said.out
        assert "Nycklar" in said.out
    tavla.ok("init", "Väster")
    said = tavla.process()
    assert said.code == 0
    assert "Väster" in said.out


def test_a_dumb_terminal_gets_text(tavla: Tavla) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        COMMAND, stdin=theirs, stdout=theirs, stderr=theirs, env=tavla.environment({"TERM": "dumb"}), cwd=ROOT
    ) as run:
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(ours, 4096):
                said += chunk
        except OSError:
            pass  # the other end is closed
        assert run.wait(20) == 0
    os.close(ours)
    assert "Öster" in said.decode()
    assert b"\x1b" not in said


def test_the_demo_is_printed_and_leaves_nothing(empty: Tavla, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    said = empty.process("demo", TMPDIR=str(tmp_path / "tmp"), TAVLA_BOARD="nosuch", TAVLA_PERSON="nosuch")
    assert said.code == 0, said
    assert "Påhittat exempel" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not empty.home.exists()
    found = checked(empty.process("demo", "--json"), "demo")["boards"]
    assert len(found) == 3
    assert {board["id"]: board["made_up"] for board in found if not board["made_up"]} == {"ensamhet": False}


def test_a_demo_can_be_kept_and_opened_again(empty: Tavla, tmp_path: Path) -> None:
    folder = str(tmp_path / "demo")
    assert empty.process("demo", "--keep", folder).code == 0
    cards = checked(empty.process("--json", "list", "--board", "ensamhet", TAVLA_HOME=folder), "list")[
        "cards"
    ]
    assert len(cards) == 14
    first = empty.process("demo", "--keep", folder, "--board", "ensamhet")
    assert "Mot ofrivillig ensamhet" in first.out
    empty.ok("init", "Min egen")
    assert empty.process("demo", "--keep", str(empty.home)).code == 1


def test_the_demo_is_for_the_one_who_is_named(
    empty: Tavla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def on_screen(session: Session) -> int:
        seen.append(Handles(session.org_snapshot).name(session.person))
        return 0

    monkeypatch.setattr("tui.cli.demo.has_screen", lambda _session: True)
    monkeypatch.setattr("tui.cli.demo.on_screen", on_screen)
    kept = ["--keep", str(tmp_path / "demo")]
    for words in ([], ["--as", "sara"], ["--as", "sara", *kept], ["--as=amir", *kept]):
        empty.ok("demo", *words, TAVLA_PERSON="sara")
    assert seen[1:] == ["Sara Ängsby", "Sara Ängsby", "Amir Solfors"]
    assert seen[0] not in seen[1:]
    assert "sara" in empty.refused("unknown", "demo", "--as", "sarra")["hints"]
    assert "sara" in empty.refused("unknown", "demo", "--as", "sarra", *kept)["hints"]
    empty.refused("unknown", "demo", "--as", "sarra", "--keep", str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_reader_that_has_seen_enough_is_no_error(tavla: Tavla) -> None:
    tavla.ok("import", str(ROOT / "tests/data/ensamhet_2018.csv"))
    for words in ("list", "list --json", "history", "export", "--help"):
        script = f"{sys.executable} -m tui {words} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", script],
            capture_output=True,
            env=tavla.environment({}),
            cwd=ROOT,
            timeout=30,
            check=True,
        )
        assert (done.stdout, done.stderr) == (b"0\n", b""), words


def test_an_answer_that_cannot_be_written_is_said(tavla: Tavla) -> None:
    tavla.ok("add", "x")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=tavla.environment({}),
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert "Svaret kunde inte skrivas" in done.stderr.decode()


def test_closed_streams_are_no_error(tavla: Tavla) -> None:
    for closed in ("list >&-", "list 2>&-", "list --json >&- 2>&-", "<&-"):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m tui {closed}"],
            capture_output=True,
            env=tavla.environment({}),
            cwd=ROOT,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), closed


@pytest.fixture
def held(tavla: Tavla) -> int:
    """The board's lock, held by this process with Vera's name on it."""
    path = tavla.home / "boards/oster/board.lock"
    tavla.ok("add", "x")
    who = json.loads(path.read_bytes())["person"]
    path.write_text(json.dumps({"pid": os.getpid(), "person": who, "since": "2026-11-22T12:00:00+01:00"}))
    fd = os.open(path, os.O_RDWR)
    fcntl.flock(fd, fcntl.LOCK_EX)
    return fd


def test_the_one_who_waits_is_told_for_whom_and_gives_up_in_time(tavla: Tavla, held: int) -> None:
    began = time.monotonic()
    said = tavla.process("--json", "add", "y", "--wait", "1,3")
    assert 1.2 < time.monotonic() - began < 6
    assert said.code == 3
    assert "Väntar: vera sparar just nu" in said.err
    assert checked_error(said)["code"] == "locked"
    assert checked(tavla.process("--json", "list", "--wait", "0"), "list")["cards"]
    os.close(held)
    assert tavla.process("add", "y", "--wait", "0").code == 0


def test_ctrl_c_while_waiting_is_quiet(tavla: Tavla, held: int) -> None:
    with subprocess.Popen(
        [*COMMAND, "add", "y"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=tavla.environment({}),
        cwd=ROOT,
        # Whoever runs the tests in the background has ctrl+c ignored, and what they start inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as run:
        assert run.stderr is not None
        assert b"V" in run.stderr.readline()
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert (run.returncode, out, err) == (130, b"", b"")
    os.close(held)


def test_storage_that_fails_is_exit_3_in_words(tavla: Tavla) -> None:
    tavla.ok("add", "x")
    for journal in tavla.home.glob("boards/oster/journal/*/*.jsonl"):
        journal.write_bytes(journal.read_bytes().replace(b'"x"', b'"y"') + b"\n" + b"skr\xe4p\n" * 3)
        os.utime(journal, (1, 1))
    said = tavla.process("--json", "check")
    assert said.code == 3
    found = json.loads(said.out)
    assert found["ok"] is False
    assert any(finding["severity"] == "damage" for finding in found["findings"])
    repaired = tavla.process("check", "--repair")
    assert repaired.code == 0, repaired
    assert "Lagat" in repaired.out
    assert checked(tavla.process("--json", "check"), "check")["ok"] is True
    assert list(tavla.home.glob("boards/oster/broken/*"))


def test_a_torn_tail_is_sound(tavla: Tavla) -> None:
    tavla.ok("add", "x")
    (journal,) = tavla.home.glob("boards/oster/journal/*/*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"n":3,"p":"')
    said = tavla("--json", "check")
    assert checked(said, "check")["ok"] is True
    assert "avbruten" in tavla.ok("check")
    tavla.ok("add", "y")
    assert len(tavla.cards()) == 2


def test_a_workspace_that_cannot_be_made_is_told(empty: Tavla, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("hej")
    said = empty.process("--json", "--workspace", str(tmp_path / "fil" / "x"), "init", "Öster")
    assert said.code == 3
    checked_error(said)
    said = empty.process("--json", "init", "Öster", "--group", "finns-inte-här")
    assert (said.code, checked_error(said)["code"]) == (1, "unknown_group")


def test_many_at_once_lose_nothing(tavla: Tavla) -> None:
    runs = [
        subprocess.Popen(
            [*COMMAND, "add", f"kort {n}"], stdout=subprocess.DEVNULL, env=tavla.environment({}), cwd=ROOT
        )
        for n in range(8)
    ]
    assert [run.wait(30) for run in runs] == [0] * 8
    assert len(tavla.cards()) == 8


def test_a_new_login_with_many_first_changes_is_one_person(tavla: Tavla) -> None:
    env = tavla.environment({"LOGNAME": "bo"})
    runs = [
        subprocess.Popen([*COMMAND, "add", f"kort {n}"], stdout=subprocess.DEVNULL, env=env, cwd=ROOT)
        for n in range(6)
    ]
    assert [run.wait(30) for run in runs] == [0] * 6
    assert [one["id"] for one in tavla.json("people")["people"]] == ["bo", "vera"]
    assert {card["created"]["by"] for card in tavla.cards()} == {"bo"}


def test_the_screen_is_not_loaded_and_lists_load_no_library(tavla: Tavla) -> None:
    tavla.ok("add", "x")
    script = (
        "import sys; from tui.cli.run import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    heavy = {
        "textual",
        "rich",
        "tinydb",
        "dateutil",
        "dataclasses",
        "babel",
        "logging",
        "asyncio",
        "platformdirs",
        "inspect",
    }
    for words in (["list", "--json"], ["list"], ["show", tavla.cards()[0]["id"], "--json"], ["history"], []):
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            capture_output=True,
            env=tavla.environment({}),
            cwd=ROOT,
            check=True,
        )
        loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
        assert not loaded & heavy, words

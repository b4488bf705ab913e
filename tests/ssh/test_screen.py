"""The screen over SSH: several at once on one board, who they are, and lines that are cut. A real sshd."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from board.ids import document_id
from tests.cli.running import checked
from tests.e2e.terminal import Terminal
from tests.ssh.room import environment
from tests.ssh.server import Server
from tests.storage.tools import until

SOON = 2.0
"""Seconds that a session may outlive its line."""


def cards(server: Server) -> list[str]:
    return [card["title"] for card in checked(server.ssh("chef", "list --json"), "list")["cards"]]


def writers(server: Server) -> dict[str, str]:
    """Each person's short name by the reference that stands in the journals."""
    found = {}
    for line in server.journal().splitlines():
        for table, id, fields, *_ in json.loads(line.rpartition(b"\t")[0])["ch"]:
            if table == "people" and "handle" in fields:
                found[id] = fields["handle"]
    return found


def wrote(server: Server, text: str) -> str:
    """Who the journal says wrote the line with this text."""
    known = writers(server)
    for line in server.journal().splitlines():
        if text.encode() in line or json.dumps(text)[1:-1].encode() in line:
            return known[str(document_id(json.loads(line.rpartition(b"\t")[0])["by"]))]
    raise AssertionError(f"{text} was never written")


@contextmanager
def somebody_else_saves(server: Server) -> Iterator[None]:
    """Hold the board's lock."""
    with (server.workspace / "boards/oster/board.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def cut(server: Server, terminal: Terminal, seconds: float = SOON) -> float:
    """Cut a terminal's line; how long its session lived after that."""
    return cut_process(server, terminal.process, seconds)


def cut_process(server: Server, process: subprocess.Popen[bytes], seconds: float = SOON) -> float:
    before = set(server.ours())
    assert before
    began = time.monotonic()
    process.send_signal(signal.SIGKILL)
    process.wait()
    until(lambda: len(set(server.ours()) & before) < len(before), seconds)
    return time.monotonic() - began


def sound(server: Server) -> None:
    """The workspace is whole, and nothing half-written lies about."""
    said = server.here("check", "--json")
    assert said.code == 0, said
    left = [
        path.name
        for path in server.workspace.rglob("*")
        if path.is_file() and (".tmp" in path.name or "tavla-" in path.name)
    ]
    assert not left
    assert not list(server.workspace.rglob("broken/*"))


def read(*terminals: Terminal) -> bool:
    """Take what is drawn in other windows meanwhile, as their terminals would."""
    for terminal in terminals:
        terminal.read(0)
    return True


def test_two_persons_edit_one_board_live_and_the_journal_names_the_right_one(server: Server) -> None:
    with server.terminal("anna") as anna, server.terminal("bo", size=(80, 24)) as bo:
        anna.until("Förslag", "Anna")
        bo.until("Förslag", "Bo", lambda: read(anna))
        anna.send("nVagnen gnisslar\r")
        bo.until("Vagnen gnisslar", lambda: read(anna))
        bo.send("nLampan blinkar\r")
        anna.until("Lampan blinkar", lambda: read(bo))
        anna.send("nTelefonen ringer inte\r")
        bo.until("Telefonen ringer inte", lambda: read(anna))
    titles = ("Vagnen gnisslar", "Lampan blinkar", "Telefonen ringer inte")
    assert [wrote(server, title) for title in titles] == ["anna", "bo", "anna"]
    events = checked(server.ssh("chef", "history --json"), "history")["events"]
    assert [event["by"] for event in events[-3:]] == ["anna", "bo", "anna"]


def test_the_picker_changes_nothing(server: Server) -> None:
    with server.terminal("anna") as anna:
        anna.until("Förslag", "Anna")
        anna.send("i")
        anna.until("nyckel som säger vem du är")
        anna.send("nEfter försöket\r")
        anna.until("Noterat")
    assert wrote(server, "Efter försöket") == "anna"


def test_there_is_no_way_out_of_the_screen(server: Server) -> None:
    """No suspending, no file, no shell; the screen goes on."""
    with server.terminal("anna") as anna:
        anna.until("Förslag", "Anna")
        anna.send("nEtt kort att berätta om\r")
        anna.until("Noterat")
        anna.send("\x1a\x1c\x1d!:")
        anna.send("B")
        anna.until("går det inte att spara filer")
        anna.send("nFortfarande här\r")
        anna.until("Noterat", "Fortfarande här")
        assert anna.process.poll() is None
        anna.send("q")
        assert anna.ended() == 0


def test_what_is_chosen_on_the_screen_is_each_persons_own(server: Server) -> None:
    with server.terminal("anna") as anna:
        anna.until("Förslag", "Anna")
        anna.send("\x10")
        anna.until("Vad vill du göra?")
        anna.send("språk")
        anna.until(lambda: "Byt språk" in anna.text and "Notera" not in anna.text)
        anna.send("\r")
        anna.until("Ideas")
        anna.send("q")
        anna.ended()
    with server.terminal("bo") as bo, server.terminal("anna") as anna:
        bo.until("Förslag", "Bo")
        anna.until("Ideas", "Anna", lambda: read(bo))
        anna.send("\x10")
        anna.until("What would you like to do?")
        anna.send("language")
        anna.until(lambda: "Change language" in anna.text and "Note" not in anna.text)
        anna.send("\r")
        anna.until("Förslag")


def test_a_line_cut_in_the_middle_of_typing_ends_the_session_and_keeps_the_text_for_its_writer(
    server: Server,
) -> None:
    with server.terminal("anna") as anna:
        anna.until("Förslag", "Anna")
        anna.send("nHalvvägs när linjen br")
        anna.until("Halvvägs när linjen br")
        took = cut(server, anna)
        print(f"gone {took:.2f} s after the line was cut")
    assert not [title for title in cards(server) if title.startswith("Halvvägs")]
    with server.terminal("bo") as bo:
        bo.until("Förslag", "Bo")
        bo.send("n")
        bo.until("enter")
        assert "Halvvägs" not in bo.text
    with server.terminal("anna") as anna:
        anna.until("Det finns en rad som inte hann sparas")
        anna.send("n")
        anna.until("Halvvägs när linjen br")
        anna.send("öts\r")
        anna.until("Noterat")
    assert "Halvvägs när linjen bröts" in cards(server)
    assert wrote(server, "Halvvägs när linjen bröts") == "anna"


def test_a_line_cut_in_the_middle_of_saving_leaves_nothing_half_written(server: Server) -> None:
    before = server.journal()
    with server.terminal("anna") as anna:
        anna.until("Förslag", "Anna")
        with somebody_else_saves(server):
            anna.send("nMedan någon annan sparar\r")
            anna.until("väntar")
            took = cut(server, anna)
            print(f"gone {took:.2f} s after the line was cut, while it waited to save")
            assert server.journal() == before
    sound(server)
    assert server.ssh("anna", "add Sedan").code == 0


@pytest.mark.parametrize("words", ["--wait 600 add 'Får vänta'", "--wait 600 undo"])
def test_a_command_that_waits_ends_with_its_line(server: Server, words: str) -> None:
    """sshd tells a command without a terminal nothing when the connection goes."""
    server.ssh("anna", "add 'Att ångra'")
    before = server.journal()
    with somebody_else_saves(server):
        process = subprocess.Popen(
            server.words("anna", f"tavla {words}"),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment("/"),
        )
        assert process.stderr is not None
        assert b"ntar" in process.stderr.readline()
        took = cut_process(server, process)
        print(f"gone {took:.2f} s after the line was cut")
        process.stderr.close()
    assert server.journal() == before
    sound(server)


def test_half_a_file_is_not_taken_in(server: Server) -> None:
    before = server.journal()
    process = subprocess.Popen(
        server.words("anna", "import -"),
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment("/"),
    )
    assert process.stdin is not None
    process.stdin.write(b"Rubrik\n" + "".join(f"Rad {n}\n" for n in range(20_000)).encode())
    process.stdin.flush()
    until(lambda: bool(server.ours()))
    cut_process(server, process)
    process.stdin.close()
    until(lambda: not server.ours(), SOON)
    assert server.journal() == before
    sound(server)


def test_lines_cut_at_any_moment_leave_all_or_nothing(server: Server) -> None:
    """Many cards in one import, cut sooner and later, so that some are cut while they are written."""
    chance, rows = random.Random(6), 400
    whole = 0
    for number in range(12):
        table = "Rubrik\n" + "".join(f"Parti {number} rad {row}\n" for row in range(rows))
        process = subprocess.Popen(
            server.words("bo", "import -"),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment("/"),
        )
        assert process.stdin is not None
        process.stdin.write(table.encode())
        process.stdin.close()
        try:
            process.wait(chance.uniform(0.2, 1.6))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        until(lambda: not server.ours(), SOON)
    titles = cards(server)
    for number in range(12):
        came = sum(1 for title in titles if title.startswith(f"Parti {number} rad"))
        assert came in (0, rows)
        whole += came == rows
    print(f"{whole} of 12 were whole when the line was cut")
    sound(server)


def test_a_session_takes_the_size_and_the_kind_of_the_terminal(server: Server) -> None:
    with server.terminal("anna", size=(160, 45)) as anna:
        anna.until("Agera", "Anna")
        anna.resize(80, 24)
        anna.until(lambda: "Förslag" in anna.text)
    assert os.path.exists(server.workspace)

"""The program as people meet it: a process on a terminal that is resized, hung up, killed and shared."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, environment, tavla

DOWN, ESC = "\x1b[B", "\x1b"


@pytest.fixture
def oster() -> None:
    """A workspace with the board Hemtjänst Öster and two cards on it."""
    tavla("init", "Hemtjänst Öster", "--id", "oster")
    tavla("add", "Kaffet är kallt")
    tavla("add", "Vi letar nycklar")


def titles() -> list[str]:
    return [card["title"] for card in json.loads(tavla("list", "--json"))["cards"]]


def phase(title: str) -> str:
    cards = json.loads(tavla("list", "--json"))["cards"]
    return str(next(card["phase"] for card in cards if card["title"] == title))


def mouse(code: int, x: int, y: int, end: str = "M") -> str:
    """A mouse report as terminals write it (SGR), from cells counted from 0."""
    return f"\x1b[<{code};{x + 1};{y + 1}{end}"


@pytest.mark.usefixtures("oster")
def test_note_and_quit_and_it_is_on_disk() -> None:
    with Terminal() as terminal:
        terminal.until("Hemtjänst Öster", "Kaffet är kallt", "sparat")
        terminal.send("nDet saknas handskar på natten\r")
        terminal.until("Noterat")
        terminal.send("q")
        assert terminal.ended() == 0
        assert terminal.raw.rstrip().endswith(b"l") or b"\x1b[?1049l" in terminal.raw, (
            "the screen is given back"
        )
    assert "Det saknas handskar på natten" in titles()


@pytest.mark.usefixtures("oster")
def test_swedish_letters_keys_and_paste_come_through_the_terminal() -> None:
    with Terminal() as terminal:
        terminal.until("Vi letar nycklar")
        terminal.send(f"{DOWN}>")
        terminal.until("Flyttat till Planera")
        terminal.send("n")
        terminal.until("Vad vill du berätta?")
        terminal.send("\x1b[200~Två rader\nblir en åäö 漢\x1b[201~")
        terminal.until("Två rader blir en åäö 漢")
        terminal.send("\r")
        terminal.until("Noterat")
        terminal.send("q")
        assert terminal.ended() == 0
    assert "Två rader blir en åäö 漢" in titles()
    assert phase("Kaffet är kallt") == "plan"


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize("how", ["closed", "closed without a signal", "SIGHUP", "SIGTERM"])
def test_a_terminal_lost_in_the_middle_of_typing_keeps_the_line(how: str) -> None:
    with Terminal(controlling=how != "closed without a signal") as terminal:
        terminal.until("Vi letar nycklar")
        terminal.send("nHalvvägs när linjen br")
        terminal.until("Halvvägs när linjen br")
        if how.startswith("closed"):
            terminal.hang_up()
        else:
            terminal.signal(signal.Signals[how])
        terminal.ended(seconds=6.0)  # two seconds on a machine that does nothing else
    with Terminal() as terminal:
        terminal.until("Det finns en rad som inte hann sparas")
        terminal.send("n")
        terminal.until("Halvvägs när linjen br")
        terminal.send("öts\r")
        terminal.until("Noterat")
    assert "Halvvägs när linjen bröts" in titles()


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize("pause", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_and_going_on_it_reads_as_before_and_is_drawn_anew(pause: signal.Signals) -> None:
    with Terminal() as terminal:

        def threads() -> int:
            return len(os.listdir(f"/proc/{terminal.process.pid}/task"))

        def stopped() -> bool:
            return ") T " in Path(f"/proc/{terminal.process.pid}/stat").read_text()

        terminal.until("Vi letar nycklar")
        terminal.send("nHalv")
        terminal.until("Halv")
        before = threads()
        for _ in range(3):
            terminal.signal(pause)
            terminal.until(stopped)
            terminal.as_a_shell_has_it()
            terminal.screen.reset()
            terminal.signal(signal.SIGCONT)
            terminal.until("Halv", "Hemtjänst Öster", lambda: not terminal.by_lines())
        assert threads() == before
        terminal.send("vägs\r")
        terminal.until("Noterat")
        terminal.send("q")
        assert terminal.ended() == 0
    assert "Halvvägs" in titles()


@pytest.mark.usefixtures("oster")
def test_letters_and_enter_that_arrive_together_choose_what_the_letters_say() -> None:
    """As over a slow line, which hands on many keys at once."""
    with Terminal() as terminal:
        terminal.until("Vi letar nycklar")
        terminal.send("\x10")
        terminal.until("Vad vill du göra?")
        terminal.send("språk\r")
        terminal.until("Ideas")


@pytest.mark.usefixtures("oster")
def test_killed_at_once_loses_nothing_that_was_saved_and_little_that_was_not() -> None:
    drafts = Path(os.environ["HOME"]) / ".local/state/tavla/drafts"
    with Terminal() as terminal:
        terminal.until("Vi letar nycklar")
        terminal.send("nSparat före strömavbrottet\r")
        terminal.until("Noterat")
        terminal.send("nEn rad till")
        terminal.until(lambda: any("En rad till" in kept.read_text() for kept in drafts.glob("*.json")))
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    assert "Sparat före strömavbrottet" in titles()
    assert json.loads(tavla("check", "--json"))["ok"] is True
    with Terminal() as terminal:
        terminal.until("inte hann sparas")
        terminal.send("n")
        terminal.until("En rad till")


@pytest.mark.usefixtures("oster")
def test_the_window_changes_size_while_open() -> None:
    with Terminal() as terminal:
        terminal.until("Genomföra", "Agera", "det vi ser")
        terminal.resize(80, 24)
        terminal.until("Agera 0")
        terminal.resize(50, 12)
        terminal.until("Fönstret är för litet")
        terminal.resize(160, 45)
        terminal.until("hur gör vi nu?", "Vi letar nycklar")
        assert "för litet" not in terminal.text
        terminal.send("q")
        assert terminal.ended() == 0


@pytest.mark.usefixtures("oster")
def test_two_sessions_and_a_command_see_each_other() -> None:
    with Terminal() as one, Terminal() as other:
        one.until("Vi letar nycklar")
        other.until("Vi letar nycklar")
        one.send("nFrån den ena\r")
        one.until("Noterat")
        other.until("Från den ena")
        other.send("nFrån den andra\r")
        other.until("Noterat")
        one.until("Från den andra")
        tavla("add", "Från ett skript")
        one.until("Från ett skript")
        other.until("Från ett skript")


@pytest.mark.usefixtures("oster")
def test_a_card_is_dragged_with_the_mouse() -> None:
    with Terminal() as terminal:
        terminal.until("Vi letar nycklar", "Planera")
        assert b"\x1b[?1006h" in terminal.raw, "the terminal is asked for these reports"
        x, y = terminal.spot("Vi letar nycklar")
        to, _row = terminal.spot("Planera")
        terminal.send(mouse(0, x, y))
        for step in range(x, to + 4, 4):
            terminal.send(mouse(32, step, y + 1))
        terminal.until("▾ släpp här")
        terminal.send(mouse(0, to + 3, y + 1, "m"))
        terminal.until("Flyttat till Planera")
        assert "släpp här" not in terminal.text
        x, y = terminal.spot("Kaffet är kallt")
        for _ in range(2):
            terminal.send(mouse(0, x, y) + mouse(0, x, y, "m"))
        terminal.until("Kommentarer")
    assert phase("Vi letar nycklar") == "plan"


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize("args", [(), ("demo",)])
def test_without_a_keyboard_the_board_is_text(args: tuple[str, ...]) -> None:
    """Textual without a keyboard spins for ever, so it is never started."""
    master, slave = os.openpty()
    try:
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "tui", *args],
            stdin=subprocess.DEVNULL,
            stdout=slave,
            env=environment(),
            timeout=30,
        )
        assert done.returncode == 0
        assert time.monotonic() - started < 20
        os.set_blocking(master, False)
        out = os.read(master, 65536).decode()
    finally:
        os.close(slave)
        os.close(master)
    assert "\x1b[?1049h" not in out
    assert "Förslag" in out


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_draw_gets_text(term: str) -> None:
    with Terminal(env=environment(TERM=term)) as terminal:
        assert terminal.ended() == 0
        assert b"\x1b[?1049h" not in terminal.raw
        assert "Vi letar nycklar" in terminal.raw.decode()


COLOURS = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)[;m]")


@pytest.mark.usefixtures("oster")
def test_without_colours_only_greys_are_drawn() -> None:
    with Terminal(env=environment(NO_COLOR="1")) as terminal:
        terminal.until("Vi letar nycklar", "+ nytt")
        assert all(len(set(triple)) == 1 for triple in COLOURS.findall(bytes(terminal.raw)))
        terminal.send("?")
        terminal.until("På alla sidor")


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize(("term", "colorterm"), [("linux", ""), ("xterm-256color", ""), ("screen", "")])
def test_few_colours_are_enough(term: str, colorterm: str) -> None:
    with Terminal(env=environment(TERM=term, COLORTERM=colorterm)) as terminal:
        terminal.until("Vi letar nycklar", "+ nytt", "n notera")
        assert not COLOURS.search(bytes(terminal.raw)), "no more colours than the terminal has"
        terminal.send("nÅtta öron\r")
        terminal.until("Noterat")


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize("given", [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "sv_SE.ISO-8859-1"}])
def test_any_locale_speaks_swedish_with_its_letters(given: dict[str, str]) -> None:
    with Terminal(env=environment(**given)) as terminal:
        terminal.until("Förslag", "Följa upp")
        terminal.send("nÅtta öron i kö\r")
        terminal.until("Noterat")
    assert "Åtta öron i kö" in titles()


@pytest.mark.usefixtures("oster")
def test_an_english_locale_speaks_english() -> None:
    with Terminal(env=environment(LANG="en_GB.UTF-8")) as terminal:
        terminal.until("n note")
        assert "Förslag" not in terminal.text


def test_an_empty_home_leads_to_the_demo_and_leaves_nothing() -> None:
    with Terminal() as terminal:
        terminal.until("Den första tavlan")
        terminal.send("\x1b[F\r")
        terminal.until("Äldreboendet Kaprifolen", "påhittade exempel")
        terminal.send("q")
        assert terminal.ended() == 0
    assert not (Path(os.environ["HOME"]) / ".local/share/tavla").exists()


@pytest.mark.usefixtures("oster")
def test_a_folder_that_cannot_be_written_is_told_until_it_can() -> None:
    """Everything but the right to write: a limit on the size of files, which root feels too."""
    import resource

    with Terminal() as terminal:
        terminal.until("Vi letar nycklar")
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        terminal.send("nDisken är slut\r")
        terminal.until("! kan inte spara", "Disken är slut")
        assert "Disken är slut" not in titles()
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, unlimited)
        terminal.until(lambda: "kan inte spara" not in terminal.text, "sparat")
        terminal.send("q")
        assert terminal.ended() == 0
    assert titles().count("Disken är slut") == 1

"""No text of a card commands the terminal, and odd letters keep the columns straight, in a real process's bytes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from board.ports import Change, Draft
from tests.e2e.terminal import Terminal, tavla
from tui.compose import Session

HOSTILE = [
    "a\x1b]0;ond titel\x07b",
    "a\x1b]52;c;aGVqIQ==\x07b",
    "a\x1b[2J\x1b[Hb",
    "a\x1b]8;;http://ond\x1b\\länk\x1b]8;;\x1b\\b",
    "a\x9b31mb\x9d0;x\x9cb",
    "a\u202eomvänt\u2066b",
    "a\x07\x08\x0d\x0e\x7fb",
    "[@click=app.quit]klicka[/]",
    "[/v2] [red]röd[/]",
]
ODD = ["漢字と仮名", "🙂🙂 ler", "e\u0301a\u0308o\u0308 åäö", "Vanlig text"]


def as_another_replica_may_write(titles: list[str]) -> None:
    """Cards that came round every door that cleans."""
    root = Path(os.environ["HOME"]) / ".local/share/tavla"
    session = Session(str(root), env=dict(os.environ))

    def decide(_board: object) -> list[Draft]:
        return [
            Draft(
                "add",
                (
                    Change(
                        "cards",
                        str(1000 + number << 22),
                        {
                            "title": title,
                            "phase": "inbox",
                            "state": "open",
                            "rank": f"a{number}",
                            "problem": title,
                        },
                    ),
                ),
            )
            for number, title in enumerate(titles)
        ]

    session.open("oster").commit("p", decide)


@pytest.fixture
def oster() -> None:
    tavla("init", "Hemtjänst Öster", "--id", "oster")


@pytest.mark.usefixtures("oster")
def test_no_control_of_a_text_reaches_the_terminal() -> None:
    as_another_replica_may_write(HOSTILE)
    with Terminal(size=(120, 70)) as terminal:
        terminal.until("[@click=app.quit]", "Förslag")
        for keys in ("\r", "\x1b[F", "c", "\x1b\x1b", "f", "\x1b\x1b", "b", "\x1b"):
            terminal.send(keys)
            terminal.read(0.3)
            while terminal.read(0.1):
                pass
        assert terminal.process.poll() is None, "nothing in a title ended the program"
        raw = bytes(terminal.raw)
    for part in (b"ond titel", b"aGVqIQ"):
        for found in re.finditer(part, raw):
            before = raw[max(found.start() - 8, 0) : found.start()]
            assert b"\x1b]" not in before, "the sequence that its text began is gone"
    assert not re.search(rb"\x1b\]0;ond|\x1b\]52|\x1b\]8;;http", raw)
    drawn = raw.decode("utf-8").replace("\x1b]22;default\x07", "")  # Textual's own, the shape of the pointer
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", drawn)
    assert "\x07" not in drawn
    assert "\x0e" not in drawn


@pytest.mark.usefixtures("oster")
def test_odd_letters_keep_the_columns_straight() -> None:
    as_another_replica_may_write(ODD)
    for title in reversed(ODD):
        tavla("add", f"{title} i nästa")
    with Terminal() as terminal:
        terminal.until("Vanlig text", "Planera")
        terminal.send(">")
        terminal.until("Flyttat")
        left, _ = terminal.spot("Planera")
        for y in range(6, 30):
            row = terminal.screen.buffer[y]
            assert row[left - 1].data == " ", f"row {y}\n{terminal.text}"
            assert row[left].data in " ▌", f"row {y}\n{terminal.text}"


@pytest.mark.usefixtures("oster")
@pytest.mark.parametrize("title", ["[@click=app.quit]x[/]", "[/v2]", "=cmd()"])
def test_what_is_typed_is_shown_as_typed(title: str) -> None:
    with Terminal() as terminal:
        terminal.until("Tryck n")
        terminal.send(f"n{title}\r")
        terminal.until("Noterat", title[:12])
        terminal.send("\r")
        terminal.until("Kommentarer", title)
        x, y = terminal.spot(title)
        terminal.send(f"\x1b[<0;{x + 3};{y + 1}M\x1b[<0;{x + 3};{y + 1}m")
        terminal.read(0.3)
        assert terminal.process.poll() is None

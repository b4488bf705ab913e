"""No English word on a Swedish screen and no Swedish one on an English, Textual's own words included."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.tui.seat import Clock, Seat, session_at, sit_down
from tui.app import TavlaApp
from tui.desk import Desk
from tui.settings import Settings
from tui.shell import Shell
from tui.text import set_language

Make = Callable[..., Path]

ENGLISH = set(
    """
    the and or of to with for from your you this that is are was were be been has have had not no yes cancel save saved
    saving open close quit exit search select choose move card cards column columns board boards person people owner due
    note notes undo redo help keys key palette command commands theme themes change back next previous page up down left
    right delete remove add new edit enter press type show hide toggle copy paste cut screenshot maximize minimize focus
    light dark language english swedish nothing nobody found matches waiting waits retry later today tomorrow yesterday
    week days day month year late stalled archived parked finished routine comment comments history reason why what who
    when where how limit full missing tag tags kind title problems measure outcome decision role roles deputy leader
    Mon Tue Wed Thu Sat Sun about since until more all none any only also please error failed
    """.split()
)
BOTH = set("problem all limit due den man for in full person".split())
"""Words that are Swedish too."""
KEY_NAMES = re.compile(r"\b(enter|esc|tab|ctrl\+\w+|shift\+\S+|home|end|pgup|pgdn|del|delete|f\d)\b")
SWEDISH = re.compile(r"[åäöÅÄÖ]")
MADE_UP = re.compile(r"#\S+|\bredo-analys\w*", re.I)

WALK = [
    keys.split()
    for keys in """
    |n|escape c|escape o|escape d|escape f|escape t|escape p|enter|escape delete|escape /|escape i|escape ctrl+p
    |escape down enter|end|escape b|n|escape end enter|enter|escape escape w|end|enter|escape home enter
    |escape escape s|end enter|escape escape I|enter|escape /|escape escape L|end|enter
    |escape escape v|c|escape o|escape a|enter|escape left
    |escape escape e|enter|escape escape ?|end|escape right >|escape right right right >
    |enter|escape ctrl+c|u|U|n enter|escape d s n a r t enter|escape escape
    """.split("|")
]
"""Keys that go through every page, question and overlay."""


@asynccontextmanager
async def walk(root: Path, language: str, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Seat]:
    set_language("en" if language == "en" else "sv")
    async with sit_down(
        root, board="kaprifolen", person=None, size=size, settings=Settings(language)
    ) as seat:
        yield seat


def own_words(seat: Seat) -> set[str]:
    """Every word that people wrote: they may be in any language."""
    texts: list[str] = []
    others = [snapshot for _board, snapshot in seat.app.desk.each_board()]
    for snapshot in (seat.app.live.board, seat.app.live.org, *others):
        for table in snapshot.tables.values():
            for doc in table.values():
                texts.append(str(doc))
    for pulse in seat.app.desk.pulses():
        texts += [pulse.name, pulse.unit or ""]
    return set(re.findall(r"[^\W\d_]+", " ".join(texts).lower()))


def letters(text: str) -> list[str]:
    """The words that stand there; one that was cut off is none, nor is what a folder of this machine is called."""
    whole = re.sub(r"/[\w./-]*/[\w./-]*|[^\W\d_]+…", " ", text)
    return re.findall(r"[^\W\d_]+", KEY_NAMES.sub(" ", MADE_UP.sub(" ", whole)))


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_no_english_on_any_swedish_screen(demo: Path, size: tuple[int, int]) -> None:
    async with walk(demo, "sv", size) as seat:
        mine = own_words(seat)
        for keys in WALK:
            await seat.press(*keys)
            found = {w for w in letters(seat.text) if w in ENGLISH - BOTH and w.lower() not in mine}
            assert not found, f"after {keys}: {found}\n{seat.text}"


async def test_no_swedish_on_any_english_screen(demo: Path) -> None:
    names = {"förbättringsledare", "utförare", "ambassadör", "svenska"}
    async with walk(demo, "en") as seat:
        mine = own_words(seat) | names
        for keys in WALK:
            await seat.press(*keys)
            words = {w for w in letters(seat.text) if SWEDISH.search(w)}
            found = {w for w in words if w.lower() not in mine and not any(w.lower() in m for m in mine)}
            assert not found, f"after {keys}: {found}\n{seat.text}"


async def test_every_sentence_of_the_key_table_is_said_in_english(demo: Path) -> None:
    from tui.keys import ACTIONS

    async with walk(demo, "en", (120, 100)) as seat:
        await seat.press("?")
        for action in ACTIONS:
            if "board" in action.where:
                assert action.label not in seat.text


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_the_start_page_and_the_small_window_speak_one_language(tmp_path: Path, language: str) -> None:
    set_language("en" if language == "en" else "sv")
    async with sit_down(tmp_path / "ny", person=None) as seat:
        for keys in (
            [],
            ["enter"],
            ["escape", "down", "enter"],
            ["escape", "down", "enter"],
            ["escape", "?"],
        ):
            await seat.press(*keys)
            if language == "sv":
                assert not [w for w in letters(seat.text) if w in ENGLISH - BOTH], seat.text
            else:
                assert not [w for w in letters(seat.text) if SWEDISH.search(w)] or "Öster" in seat.text
        await seat.resize(50, 12)
        assert ("Fönstret" in seat.text) == (language == "sv")


def test_a_fault_of_the_program_is_told_in_swedish(
    board: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_at(board(), Clock(), person="anna")
    session.who()
    session.choose_board()

    def fails(shell: Shell) -> None:
        raise RuntimeError("trasigt")

    monkeypatch.setattr(Shell, "show_board", fails)
    TavlaApp(Desk(session)).run(headless=True)
    told = capsys.readouterr().err
    assert "Något gick fel i programmet" in told
    assert "RuntimeError" not in told
    assert "Traceback" not in told
    where = Path(session.env["HOME"]) / ".local/state/tavla/fault.txt"
    assert "trasigt" in where.read_text()

"""The board on several computers, seen from the screen: how it stands, what was noticed, and a network that is away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from board.commands import note
from storage.sync import follow, places, remotes
from storage.sync.remotes import Status, Turn
from storage.workspace import Workspace
from tests.contracts.tree import ROOT
from tests.storage.sync.following import Lively
from tests.tui.seat import Clock, put, session_at, sit_down
from tests.tui.test_pictures import FREEZE, FROZEN
from tui import synced
from tui.settings import Settings
from tui.text import set_language

Make = Callable[..., Path]
NAME = "kontoret"


@pytest.fixture(autouse=True)
def attentive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks often for places that come and go."""
    for module, name in ((synced, "LOOK_SECONDS"), (places, "LOOK"), (follow, "OTHERS_TURN")):
        monkeypatch.setattr(module, name, 0.05)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lively]:
    """A place that hangs where it is told to."""
    shop = Lively()
    monkeypatch.setattr(follow, "connect", lambda _workspace, _place: shop)
    yield shop
    shop.healed.set()


def workspace(root: Path) -> Workspace:
    return Workspace(str(root), Clock())


def shared(root: Path, share: Path) -> Path:
    """A folder that the board is synchronised through."""
    place = remotes.add(workspace(root), NAME, f"file:{share}")
    remotes.prepare(place)
    return share


def other_computer(root: Path, share: Path) -> Path:
    """A second one, with all that is in the folder."""
    there = root.parent / "annan"
    workspace(there).create()
    remotes.add(workspace(there), NAME, f"file:{share}")
    carry(there)
    return there


def carry(root: Path) -> None:
    session_at(root, Clock(), home=root.parent / f"{root.name} home").places.once(NAME)


STATES = {
    ("synced", "sv", 60): "synkad",
    ("synced", "sv", 80): "sparat · synkad",
    ("synced", "sv", 120): "sparat · synkad",
    ("synced", "en", 60): "synced",
    ("synced", "en", 80): "saved · synced",
    ("synced", "en", 120): "saved · synced",
    ("away", "sv", 60): "! inte synkad",
    ("away", "sv", 80): "! inte synkad",
    ("away", "sv", 120): "! 1 ändring väntar: kontoret svarar inte",
    ("away", "en", 60): "! not synced",
    ("away", "en", 80): "! not synced",
    ("away", "en", 120): "! 1 change waits: kontoret does not answer",
}


@pytest.mark.parametrize(("how", "language", "width"), STATES)
async def test_the_top_line_tells_how_it_stands(
    board: Make, tmp_path: Path, how: str, language: str, width: int
) -> None:
    root = board(put("Ett kort"))
    share = shared(root, tmp_path / "delad")
    set_language("en" if language == "en" else "sv")
    if how == "away":
        carry(root)
        share.rename(tmp_path / "urkopplad")
        session_at(root, Clock(), person="anna", board="oster").do(note("Nytt"))
    async with sit_down(root, size=(width, 30), settings=Settings(language=language)) as seat:
        words = STATES[how, language, width]
        await seat.until(lambda: words in seat.rows[0], words)
        assert "Anna" in seat.rows[0]


async def test_without_other_computers_nothing_is_said_of_them(board: Make) -> None:
    async with sit_down(board()) as seat:
        assert "synk" not in seat.rows[0]
        await seat.press("S")
        assert "Tavlan finns bara på den här datorn." in seat.said
        assert "tavla remote add" in seat.said
        await seat.press("escape")
        assert seat.page == "board"


async def test_what_somebody_writes_at_another_computer_comes_and_what_is_written_here_goes(
    board: Make, tmp_path: Path
) -> None:
    root = board(put("Ett kort"))
    share = shared(root, tmp_path / "delad")
    carry(root)
    there = other_computer(root, share)
    other = session_at(there, Clock(), person="bo", board="oster", home=tmp_path / "home there")
    async with sit_down(root) as seat:
        await seat.until(lambda: "synkad" in seat.rows[0])
        other.do(note("Från den andra"))
        carry(there)
        await seat.until(lambda: "Från den andra" in seat.text)
        await seat.press("n")
        await seat.write("Från den här", "enter")
        carry_until(there, "Från den här")


def carry_until(root: Path, title: str) -> None:
    end = time.monotonic() + 15
    while title not in titles(root):
        assert time.monotonic() < end
        carry(root)


def titles(root: Path) -> list[str]:
    cards = session_at(root, Clock()).open("oster").snapshot.table("cards")
    return [str(card["title"]) for card in cards.values()]


async def test_a_place_added_while_the_board_is_open_is_synchronised_with(
    board: Make, tmp_path: Path
) -> None:
    root = board(put("Ett kort"))
    async with sit_down(root) as seat:
        assert "synk" not in seat.rows[0]
        shared(root, tmp_path / "delad")
        await seat.until(lambda: "synkad" in seat.rows[0])
        await seat.until(lambda: list((tmp_path / "delad").rglob("*.jsonl")))
        remotes.remove(workspace(root), NAME)
        await seat.until(lambda: "synk" not in seat.rows[0])


async def test_the_page_tells_of_each_place_and_tries_again_when_asked(board: Make, tmp_path: Path) -> None:
    root = board(put("Ett kort"))
    share = shared(root, tmp_path / "delad")
    share.rename(tmp_path / "urkopplad")
    async with sit_down(root) as seat:
        await seat.until(lambda: "inte synkad" in seat.rows[0] or "svarar inte" in seat.rows[0])
        await seat.press("S")
        assert "Andra datorer" in seat.text
        assert NAME in seat.text
        assert "svarar inte" in seat.said
        assert "aldrig i fas än" in seat.said
        (tmp_path / "urkopplad").rename(share)
        await seat.press("enter")
        assert "Försöker igen nu." in seat.text
        await seat.until(lambda: "i fas i dag 12.00" in seat.said)
        await seat.press("escape")
        assert seat.page == "board"


async def test_that_two_computers_wrote_as_one_is_said_until_somebody_closes_it(
    board: Make, tmp_path: Path
) -> None:
    root = board(put("Ett kort"))
    cloned(root, shared(root, tmp_path / "delad"))
    async with sit_down(root) as seat:
        await seat.until(lambda: "Två datorer har skrivit på" in seat.said)
        await seat.until(lambda: {"På klonen", "På originalet"} <= set(seat.column("inbox")))
        assert "Esc stänger" in seat.said
        await seat.press("S")
        assert "Det här har hänt" in seat.said
        await seat.press("escape", "escape")
        assert "Två datorer har skrivit" not in seat.said
        await seat.press("n")
        await seat.write("Vidare", "enter")
        assert "Vidare" in seat.titles


async def test_what_was_noticed_while_no_board_was_on_screen_is_said_at_the_next_start_and_once(
    board: Make, tmp_path: Path
) -> None:
    root = board(put("Ett kort"))
    cloned(root, shared(root, tmp_path / "delad"))
    carry(root)
    async with sit_down(root) as seat:
        await seat.until(lambda: "Två datorer har skrivit på" in seat.said)
    async with sit_down(root) as seat:
        await seat.until(lambda: "synkad" in seat.rows[0])
        assert "Två datorer" not in seat.said


def cloned(root: Path, share: Path) -> None:
    """Another computer that is a copy of this one down to its identity; both have written since, and it has sent."""
    assert share.exists()
    carry(root)
    clone = root.parent / "clone"
    shutil.copytree(root, clone)
    for file in clone.glob("hosts/*/replica.json"):
        file.write_text(f'{{"replica":"{workspace(root).replica()}","inode":{os.stat(clone).st_ino}}}')
    session_at(clone, Clock(), person="bo", board="oster").do(note("På klonen"))
    session_at(root, Clock(), person="anna", board="oster").do(note("På originalet"))
    carry(clone)


@pytest.mark.parametrize("where", ["heads", "pull", "push", "wait"])
async def test_a_network_that_hangs_is_in_nobodys_way(board: Make, shop: Lively, where: str) -> None:
    root = board(put("Två"), put("Ett"))
    shop.hangs = {where}
    if where == "pull":
        seen_elsewhere(root, shop)
    remotes.add(workspace(root), NAME, "file:/nowhere")
    async with sit_down(root) as seat:
        await seat.until(shop.hanging.is_set)
        begun = time.monotonic()
        await seat.press("down", "up", "right", "left")
        await seat.press("n")
        await seat.write("Medan nätet är borta", "enter")
        assert "Medan nätet är borta" in seat.titles
        await seat.press("S", "escape", "u")
        assert "Medan nätet är borta" not in seat.titles
        assert time.monotonic() - begun < 10
        assert not shop.healed.is_set()
        begun = time.monotonic()
        await seat.press("q")
        assert seat.app._exit
    assert time.monotonic() - begun < 5


def seen_elsewhere(root: Path, shop: Lively) -> None:
    from tests.storage.sync.scribe import Scribe

    shop.lines["oster"]["zz9zz9"] = Scribe("zz9zz9").write(3).lines


async def test_the_command_says_that_the_board_on_screen_is_at_it(board: Make, tmp_path: Path) -> None:
    root = board(put("Ett kort"))
    shared(root, tmp_path / "delad")
    async with sit_down(root) as seat:
        await seat.until(lambda: "synkad" in seat.rows[0])
        done = subprocess.run(
            [sys.executable, "-m", "tui", "sync"],
            env={**os.environ, "TAVLA_HOME": str(root), "PYTHONPATH": str(ROOT), "LANG": "sv_SE.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "Ett annat program på datorn synkar just nu." in done.stderr


PLACES = {
    NAME: Status(
        well_at="2026-11-22T11:58:00+01:00",
        tried_at="2026-11-22T11:58:00+01:00",
        said=(
            {"code": "healed", "board": "kaprifolen", "replica": "aa1aa1", "n": 3, "at": "2026-11-21T09:00:00+01:00"},
            {"code": "forked", "board": "kaprifolen", "replica": "aa1aa1", "n": 7, "at": "2026-11-22T08:14:00+01:00"},
        ),
    ),
    "grannen": Status(
        well_at="2026-11-20T16:30:00+01:00",
        tried_at="2026-11-22T11:59:00+01:00",
        next_at="2026-11-22T12:01:00+01:00",
        problem={"code": "remote_unreachable", "reason": "no_answer"},
        waiting=12,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("size", "language"), [((120, 36), "sv"), ((80, 24), "en"), ((60, 20), "sv")])
async def test_the_page_is_as_it_was_frozen(demo: Path, size: tuple[int, int], language: str) -> None:
    root, turns = demo, []
    for name, status in PLACES.items():
        remotes.add(workspace(root), name, "postgresql:service=tavla" if name == NAME else "file:/delad/mapp")
        remotes.note(workspace(root), name, status)
        turn = Turn(workspace(root), name)
        assert turn.take(), "another process is at it: the screen tells how it goes for that one"
        turns.append(turn)
    set_language("en" if language == "en" else "sv")
    async with sit_down(root, person=None, size=size, settings=Settings(language=language)) as seat:
        await seat.until(lambda: len(seat.app.synced.states) == 2)
        await seat.press("escape", "escape", "S")
        shown = seat.text.rstrip() + "\n"
    for turn in turns:
        turn.give_back()
    file = FROZEN / f"sync-{size[0]}x{size[1]}-{language}.txt"
    if FREEZE:
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


async def test_a_list_of_places_that_cannot_be_read_is_told_until_it_can(board: Make, tmp_path: Path) -> None:
    root = board(put("Ett kort"))
    share = shared(root, tmp_path / "delad")
    carry(root)
    (listed,) = root.glob("hosts/*/remotes.json")
    before = listed.read_text()
    listed.write_text(before[:-4])
    async with sit_down(root) as seat:
        await seat.until(lambda: "! inte synkad" in seat.rows[0])
        assert "går inte att läsa, så synken kan stå stilla" in " ".join(seat.said.split())
        await seat.press("escape", "S")
        assert "filen är orörd" in " ".join(seat.said.split())
        assert "tavla remote add" in seat.said
        assert listed.read_text() == before[:-4]
        await seat.press("escape")
        listed.write_text(before)
        await seat.until(lambda: "synkad" in seat.rows[0] and "inte synkad" not in seat.rows[0])
        listed.write_text("")
        await seat.until(lambda: "! inte synkad" in seat.rows[0])
        there = other_computer(tmp_path / "till", share)
        session_at(there, Clock(), person="bo", board="oster", home=tmp_path / "home there").do(
            note("Går fram")
        )
        carry(there)
        await seat.until(lambda: "Går fram" in seat.text)

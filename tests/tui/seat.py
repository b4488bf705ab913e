"""Somebody at the screen: presses keys, reads what stands there, and sees what has come to disk.

    async with sit_down(root) as seat:
        await seat.press("n")
        await seat.write("Vi letar nycklar", "enter")
        assert "Noterat" in seat.text
        assert "Vi letar nycklar" in seat.titles

Nothing here sleeps for a while and hopes: `settled` waits until the storage thread has done what it was given and the
screen has drawn it.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import textual._wait
from textual import events
from textual._context import active_app
from textual.pilot import Pilot

from board.commands import new_card
from board.context import Command, Context
from board.errors import Problem
from board.organisation import add_person, give_role, start_board
from board.ports import Commit, Draft, Snapshot
from tui.app import TavlaApp
from tui.compose import Session
from tui.desk import Desk
from tui.settings import Settings, settings_of
from tui.shell import Shell

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))
PATIENCE = 15.0

# Textual's pilot waits until the process has been calm for 20 ms, three times a key. Shorter is as sure: what a key
# sets going keeps the processor busy, and `settled` has asked the storage thread by then.
textual._wait.SLEEP_GRANULARITY = 0.003
textual._wait.SLEEP_IDLE = 0.0006
NAMES = {">": "greater_than_sign", "<": "less_than_sign", "/": "slash", "?": "question_mark", " ": "space"}


class Clock:
    """The time that everybody at the test's screens sees."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def session_at(root: Path, clock: Callable[[], datetime], **given: Any) -> Session:
    """A session in a workspace, with a home of its own beside it unless one is given."""
    home = given.pop("home", root.parent / "home")
    return Session(str(root), env={"HOME": str(home), "LOGNAME": "vera"}, clock=clock, **given)


def put(title: str, phase: str = "inbox", **fields: Any) -> Command:
    """A card that is already somewhere."""

    def decide(context: Context) -> Sequence[Draft]:
        made = new_card(context, title, fields)
        return [Draft("add", (made._replace(cells={**made.cells, "phase": phase}),))]

    return decide


def small_board(root: Path, *commands: Command) -> Path:
    """A workspace with one board, Hemtjänst Öster. Anna leads it, Bo is its nyckelperson, Mia is there.

    The first card put there is the lowest of its column.
    """
    clock = Clock(NOW - timedelta(hours=2))
    session = session_at(root, clock, person="anna")
    session.workspace.create()
    session.new_board("oster")
    session.board = "oster"
    session.person = ""
    for name in ("Anna Ek", "Bo Alm", "Mia Ås"):
        session.organise(add_person(name, name.split()[0].lower()))
    session.person = None
    session.do(start_board("Hemtjänst Öster"))
    session.organise(give_role("anna", "forbattringsledare", board="oster"))
    session.organise(give_role("bo", "nyckelperson", board="oster"))
    for command in commands:
        clock.now += timedelta(minutes=1)
        session.do(command)
    return root


class Seat:
    """A running app and the one who sits at it."""

    def __init__(self, app: TavlaApp, pilot: Pilot[Any], session: Session) -> None:
        self.app = app
        self.pilot = pilot
        self.session = session

    # --- doing

    async def press(self, *keys: str) -> None:
        """Press keys, each when what the one before it brought has been drawn."""
        for key in keys:
            self._send(key)
            await self.settled()

    async def write(self, text: str, *then: str) -> None:
        """Type a text as fast as the terminal takes it, then press keys."""
        for letter in text:
            self._send(letter)
        await self.settled()
        await self.press(*then)

    async def write_ahead(self, text: str) -> None:
        """Type on while the storage thread is busy, as where a disk is slow: nothing is answered until all is typed."""
        typed = threading.Event()

        def busy() -> Commit:
            assert typed.wait(PATIENCE)
            return Commit((), ())

        self.app.live.ask(busy)
        for letter in text:
            self._send(letter)
            await self.pilot.pause()
        typed.set()
        await self.settled()

    async def paste(self, text: str, *then: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settled()
        await self.press(*then)

    async def rewrite(self, text: str, *then: str) -> None:
        """Replace all that stands in the field."""
        self.shell.prompt.field.select_all()
        await self.press("delete")
        await self.write(text, *then)

    def _send(self, key: str) -> None:
        character = key if len(key) == 1 else None
        name = NAMES.get(key, key)
        event = events.Key(name, " " if name == "space" else character)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settled()

    async def settled(self) -> None:
        """Wait until all that was asked for is done and drawn, and what that asks for in its turn."""
        self._here()
        mine: object = None
        calm = 0
        while calm < 2:
            await self.pilot.pause()
            if self.app._exit:
                return
            calm = calm + 1 if self.app.live.latest is mine else 0
            await self._round()
            mine = self.app.live.latest
        await self.pilot.pause()

    def _here(self) -> None:
        """Widgets ask which app they are in by the task that draws them: where two sit in one test, it is this one."""
        active_app.set(self.app)

    async def _round(self) -> None:
        """Once through the storage thread and back to the screen's."""
        done = asyncio.Event()
        self.app.live.ask(lambda: Commit((), ()), lambda _outcome: done.set())
        await asyncio.wait_for(done.wait(), PATIENCE)

    async def until(self, seen: Callable[[], object], what: str = "") -> None:
        """Wait until something is so; what others do comes in its own time."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"{what or 'it'} did not come:\n{self.text}"
            await asyncio.sleep(0.02)
        await self.settled()

    # --- seeing

    @property
    def shell(self) -> Shell:
        return cast("Shell", self.app.screen)

    @property
    def rows(self) -> list[str]:
        """The screen's lines as they stand, spaces and all."""
        self._here()
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen; trailing spaces left out."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def said(self) -> str:
        """The screen as one run of words, so that a sentence is found wherever it was wrapped."""
        return " ".join(self.text.replace("│", " ").split())

    @property
    def asked(self) -> str:
        """The question that stands over the page, as one run of words; empty where there is none."""
        if not self.shell.asking:
            return ""
        region = self.shell.prompt.region
        inside = [row[region.x + 1 : region.right - 1] for row in self.rows[region.y + 1 : region.bottom - 1]]
        return " ".join(" ".join(inside).split())

    @property
    def written(self) -> str:
        """What stands in the field being written."""
        return self.shell.prompt.text

    @property
    def page(self) -> str:
        return self.shell.page

    @property
    def selected(self) -> str:
        """The title of the selected card."""
        id = self.shell.board_view.selected
        return str(self.shell.cards[id]["title"]) if id in self.shell.cards else ""

    # --- what has come to disk

    def disk(self, board: str | None = None) -> Snapshot:
        """The board as somebody who opens it now reads it."""
        fresh = session_at(Path(self.session.root), self.session.clock)
        return fresh.open(board or self.session.board or "oster").snapshot

    @property
    def org(self) -> Snapshot:
        return session_at(Path(self.session.root), self.session.clock).org.snapshot

    @property
    def titles(self) -> list[str]:
        return [str(doc["title"]) for doc in self.disk().table("cards").values()]

    def card(self, title: str) -> dict[str, Any]:
        """A card on disk by the beginning of its title."""
        found = [
            doc for doc in self.disk().table("cards").values() if str(doc.get("title")).startswith(title)
        ]
        assert len(found) == 1, f"{title}: {len(found)}"
        return dict(found[0])

    def id(self, title: str) -> str:
        return next(id for id, doc in self.shell.cards.items() if str(doc["title"]).startswith(title))

    async def go_to(self, title: str) -> None:
        """Select a card."""
        self.shell.board_view.select(self.id(title))
        await self.settled()

    def column(self, phase: str) -> list[str]:
        """The titles in a column of the board as it is shown."""
        columns = self.shell.board_view.columns
        ids = [columns.at(phase, i) for i in range(columns.size(phase))]
        return [str(self.shell.cards[id]["title"]) for id in ids if id]

    def spot(self, words: str) -> tuple[int, int]:
        """(x, y) of the first letter of words on the screen."""
        for y, row in enumerate(self.rows):
            if words in row:
                from rich.cells import cell_len

                return cell_len(row[: row.index(words)]), y
        raise AssertionError(f"{words!r} is not on screen:\n{self.text}")


@asynccontextmanager
async def sit_down(
    root: Path,
    *,
    size: tuple[int, int] = (120, 36),
    clock: Callable[[], datetime] | None = None,
    person: str | None = "anna",
    settings: Settings | None = None,
    wall: bool = False,
    **given: Any,
) -> AsyncIterator[Seat]:
    """Start the app as `tavla` does and wait for its first picture."""
    session = session_at(root, clock or Clock(), person=person, **given)
    session.who()
    try:
        session.choose_board()
    except Problem as problem:
        if problem.code != "which_board":
            raise
    app = TavlaApp(Desk(session), settings or settings_of(session.env), wall=wall)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot, session)
        await seat.settled()
        yield seat
        if not app._exit:
            await seat.settled()


def columns_of(rows: Sequence[str], words: Iterable[str]) -> list[int]:
    """Where words begin, in cells, each on the first row that has it."""
    from rich.cells import cell_len

    found = []
    for word in words:
        row = next(row for row in rows if word in row)
        found.append(cell_len(row[: row.index(word)]))
    return found


def rising(numbers: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))

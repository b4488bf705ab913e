"""Somebody who works in the sections of one card: opens them, stands on a row, reads what came to disk."""

from __future__ import annotations

from typing import Any

from board.context import Command
from board.ids import new_id
from board.method import acts
from board.method.kinds import KINDS
from tests.tui.seat import Seat, put
from tui.compose import Session
from tui.pages.section import SectionPage

TITLE = "Nycklarna är aldrig där de ska"
CARD = put(TITLE, "plan", problem="Vi letar nycklar varje pass")


async def into(seat: Seat, section: str, view: str = "") -> SectionPage:
    """Open a section of the card, and one of its views."""
    page = SectionPage(seat.id(TITLE), section)
    seat.shell.open_page(page)
    await seat.settled()
    while view and page.view != view:
        await seat.press("right")
    return page


def here(seat: Seat) -> str:
    """The words of the row that the cursor stands on."""
    return " ".join(" ".join(row[1:].split()) for row in seat.rows if row.startswith("▌"))


async def stand_on(seat: Seat, words: str) -> None:
    """Step down, from the first row, to the row that says something."""
    await seat.press("home")
    for _step in range(80):
        if words in here(seat):
            return
        await seat.press("down")
    raise AssertionError(f"no row says {words!r}:\n{seat.text}")


def docs(seat: Seat, kind: str) -> list[dict[str, Any]]:
    """The card's parts of a kind on disk, oldest first."""
    home = seat.org if KINDS[kind].home == "org" else seat.disk()
    found = home.table(KINDS[kind].table)
    return [dict(found[id]) for id in sorted(found, key=lambda id: (len(id), id))]


def texts(seat: Seat, kind: str) -> list[str]:
    return [str(doc[KINDS[kind].lead]) for doc in docs(seat, kind)]


def card_of(session: Session) -> str:
    """The card's id."""
    cards = session.store().snapshot.table("cards")
    return next(id for id, doc in cards.items() if doc["title"] == TITLE)


_latest = ["0"]


def later_id() -> str:
    """An id after all that it has given: two parts of one millisecond have no order."""
    while int(id := new_id()) <= int(_latest[0]):
        pass
    _latest[0] = id
    return id


def part(session: Session, kind: str, **fields: Any) -> str:
    """A part of the card, written without a screen; its id."""
    command: Command = acts.add(kind, card_of(session), fields, id=later_id())
    made = session.organise(command) if KINDS[kind].home == "org" else session.do(command)
    return next(event.id for event in made.events if event.table == KINDS[kind].table)

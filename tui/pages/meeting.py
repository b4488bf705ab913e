"""The meeting that is going on, the same at every terminal: its point large at the top, what waits there under it.

A tick a second draws the line of the time anew and nothing else; without a running clock there are none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from textual.timer import Timer

from board.meeting.agenda import Point, Thing, agenda
from board.meeting.meetings import MEETINGS, Meeting, running
from board.model import people_of
from board.ports import Snapshot
from tui import meeting_words as words
from tui.acts import cards, places
from tui.acts.meeting import choose_one
from tui.live import News
from tui.pages.meeting_rows import Scene, body, head
from tui.pages.page import Page
from tui.text import _
from tui.widgets.rows_view import Item

TICK_SECONDS = 1.0
PATIENT_MINUTES = 45
NARROW = 100
"""Below it the key line has room for what is decided and the way on, and not for the way back."""
LEAST_BODY = 5
"""Rows under the head that make it worth its place when the rest scrolls."""


class MeetingPage(Page):
    """Enter opens the card; 1 to 4 decide; the arrows go through the points."""

    name_of_page = "meeting"
    widest = 150

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self._day = ""
        self._point = ""
        self._was: str | None = None
        self._made: tuple[Snapshot, Snapshot, date, tuple[Point, ...]] | None = None

    # --- what is shown

    @property
    def meeting(self) -> Meeting | None:
        return running(self.tavla.live.board)

    @property
    def points(self) -> tuple[Point, ...]:
        """The agenda, worked out anew when something has happened or it is another day."""
        live, now = self.tavla.live, self.tavla.now
        if self._made is None or self._made[:3] != (live.board, live.org, now.date()):
            found = agenda(live.board, live.org, live.board_id or "", now, self.meeting)
            self._made = (live.board, live.org, now.date(), found)
        return self._made[3]

    @property
    def thing(self) -> Thing | None:
        """What is under the cursor."""
        meeting = self.meeting
        here = next((one for one in self.points if meeting and one.key == meeting.point), None)
        return next((one for one in here.things if one.key == self.key), None) if here else None

    @property
    def card(self) -> str | None:
        kind, _space, id = (self.key or "").partition(" ")
        if kind == "card":
            return id if id in self.shell.cards else None
        thing = self.thing
        return thing.card if thing is not None and thing.card in self.shell.cards else None

    @property
    def patience(self) -> int:
        """Minutes that nobody need touch a key: people who meet talk, and are not to be signed out for it."""
        meeting = self.meeting
        return PATIENT_MINUTES if meeting is not None and meeting.ticking is not None else 0

    # --- keys

    @property
    def hints(self) -> Mapping[str, str]:
        """What the keys of decisions mean here."""
        meeting = self.meeting
        if meeting is None:
            return {}
        found = {f"meet_{n}": told for n, told in enumerate(words.decisions(meeting.point, self.thing), 1)}
        if meeting.next_to(meeting.point) is None:
            found["meet_next"] = _("avsluta")
        if meeting.ticking is None:
            found["meet_pause"] = _("gå vidare")
        return found

    @property
    def idle(self) -> Collection[str]:
        said = self.hints
        without = {f"meet_{n}" for n in (1, 2, 3, 4) if f"meet_{n}" not in said}
        return without | {"close"} if self.size.width < NARROW else without

    # --- drawing

    def on_mount(self) -> None:
        self._timer = self.set_interval(TICK_SECONDS, self.tick)
        self._top = self.shell.top
        self._top.update()

    def on_unmount(self) -> None:
        self._top.update()

    def tick(self) -> None:
        """Draw the time anew where it reads otherwise than it did."""
        meeting = self.meeting
        if not self.display or not self.items or meeting is None or meeting.ticking is None:
            return
        if self.tavla.now.date().isoformat() != self._day:
            self.fill()
            return
        first = self._head()
        if first != self.items[0]:
            if len(first.rows) == len(self.items[0].rows):
                self.items = [first, *self.items[1:]]
                self._paint()
            else:
                self.fill()

    def _scene(self, meeting: Meeting) -> Scene:
        live = self.tavla.live
        people = people_of(live.org)
        return Scene(
            live.board,
            live.org,
            live.board_id or "",
            self.tavla.now,
            people,
            meeting,
            self.points,
            self.shell.key_of,
        )

    def _head(self) -> Item:
        meeting = self.meeting
        assert meeting is not None
        return head(self._scene(meeting), self.text_width, self.size.height)

    def build(self, width: int) -> Sequence[Item]:
        meeting = self.meeting
        self._day = self.tavla.now.date().isoformat()
        if meeting is None:
            self.pinned = 0
            return self._ended()
        self._was = meeting.id
        if meeting.point != self._point:
            self._point, self.cursor, self.top = meeting.point, 0, 0
            self.shell.key_line.hush()
        first = self._head()
        self.pinned = len(first.rows) if self.size.height - len(first.rows) >= LEAST_BODY else 0
        return [first, *body(self._scene(meeting), width)]

    def _ended(self) -> Sequence[Item]:
        """Somebody has ended it at another terminal, or taken it back."""
        return [
            Item(([(_("Mötet är slut."), "heading")], [])),
            Item(([(_("Enter visar vad det blev, esc går tillbaka."), "quiet")],), "minutes"),
        ]

    def fill(self) -> None:
        super().fill()
        meeting = self.meeting
        if self._timer is not None:
            (self._timer.resume if meeting is not None and meeting.ticking else self._timer.pause)()
        if self.is_attached and self.shell.pages[-1:] == [self]:
            self.shell.key_line.update()

    def step(self, items: int) -> None:
        super().step(items)
        self.shell.key_line.hush()
        self.shell.key_line.update()

    def news(self, news: News) -> None:
        self.fill()

    def opened(self) -> None:
        """The card that a thing is about; of what has none the page where it is. After the end the minutes."""
        thing, shell = self.thing, self.shell
        if self.meeting is None:
            self._show_minutes()
        elif self.key == "two":
            choose_one(shell)
        elif self.card is not None:
            cards.open_card(shell, self.card)
        elif thing is not None:
            {"lift": places.lifts, "event": places.events, "routine": places.routines}[thing.kind](shell)

    def _show_minutes(self) -> None:
        from tui.pages.minutes import MinutesPage

        id, shell = self._was, self.shell
        shell.close_page()
        if id is not None and self.tavla.live.board.get(MEETINGS, id) is not None:
            shell.open_page(MinutesPage(id))

"""Where am I: the board and its focus, who has which role, who acts, whether it is saved, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message

from board.model import BOARD_ID, board_of, people_of, roles_of
from board.rules import roles_lacking
from tui import words
from tui.lines import Piece, Row, cut, fit, row_width, spread
from tui.text import _, dates, ngettext
from tui.widgets.signals import Signals

if TYPE_CHECKING:
    from board.meeting.rhythm import Meeting


RULE, BUT = "meeting_rule", "meeting_but"
"""Fields that say when a board meets: board.meeting.rhythm, which the first picture does without."""
ROOMY = 100
"""Columns from which on there is room to say what is wrong with a place."""


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    row: list[Piece] = []
    for piece in pieces:
        row += [(" · ", "quiet")] if row else []
        row.append(piece)
    return row


class TopLine(Signals):
    """Two rows that are always in sight."""

    class Clicked(Message):
        """The board's or the person's name was clicked: `what` is an action's id."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__(id="top")
        self._rows: tuple[Row, Row] | None = None
        self._ends = (0, 0)
        self._folded = 0
        self.painted = False
        self._coming: tuple[object, Meeting | None] = (None, None)

    def row(self, y: int) -> Row:
        if self._rows is None:
            width = max(self.size.width - 2, 10)
            self._rows = (
                [(" ", "text"), *self._first(width), (" ", "text")],
                [(" ", "text"), *self._second(width), (" ", "text")],
            )
        return self._rows[y] if y < 2 else []

    def update(self) -> None:
        """Read everything again when it is next drawn."""
        self._rows = None
        self.refresh()

    on_resize = update

    def after_first_paint(self) -> None:
        """From now on what needs a library may be told: when the board meets next."""
        self.painted = True
        self.tick()

    def tick(self) -> None:
        """A minute has gone: a meeting begins, goes on, is over."""
        if RULE in self._about or BUT in self._about:
            self.update()

    @property
    def _about(self) -> Mapping[str, Any]:
        return self.tavla.live.board.get("board", BOARD_ID) or {}

    def _first(self, width: int) -> list[Piece]:
        live = self.tavla.live
        info = board_of(live.board)
        name = info.name or _("Tavla")
        left: list[Piece] = [(f"{fit(name, max(width // 3, 18))} ▾", "heading")]
        if info.made_up:
            left.append(("  " + _("påhittade exempel"), "still"))
        if info.archived:
            left.append(("  " + _("arkiverad"), "still"))
        right = [*self._saving(), ("   ", "text"), (f"{fit(self._me(), max(width // 4, 12))} ▾", "strong")]
        room = width - row_width(left) - row_width(right) - 6
        if info.focus and room > 20:
            left.append(("   " + _("Just nu: "), "quiet"))
            left.append((fit(info.focus, room - 9), "text"))
        self._ends = (row_width(left[:1]) + 1, width - row_width(right[-1:]))
        return spread(left, right, width)

    def _me(self) -> str:
        live = self.tavla.live
        person = people_of(live.org).get(live.me or "")
        return person.name if person else _("Vem är du?")

    def _saving(self) -> list[Piece]:
        saving = self.tavla.live.saving
        if saving.state == "failed" and saving.problem is not None:
            from tui.problems import brief

            return [("! " + brief(saving.problem), "late")]
        if saving.state == "waiting":
            who = self._called(saving.holder) or _("en annan session")
            return [(_("… väntar på {who}").format(who=who), "still")]
        if self.shell.notice.older:
            return [("! " + _("äldre kopia"), "still"), (" · " + _("sparat"), "quiet")]
        return [(_("sparat"), "quiet"), *self._elsewhere()]

    def _elsewhere(self) -> list[Piece]:
        """How it stands with other computers, where there are any."""
        states = self.tavla.synced.states
        if self.tavla.synced.unreadable:
            return [(" · ", "quiet"), ("! " + _("inte synkad"), "still")]
        if not states:
            return []
        from tui.sync_words import brief

        told = [brief(name, status) for name, status in states.items()]
        words, wrong = max(told, key=lambda pair: (pair[1], pair[0] != _("synkad")))
        if wrong and self.size.width < ROOMY:
            words = _("inte synkad")
        return [(" · ", "quiet"), ("! " + words if wrong else words, "still" if wrong else "quiet")]

    def _called(self, ref: str | None) -> str | None:
        person = people_of(self.tavla.live.org).get(ref or "")
        return person.short if person else None

    def _second(self, width: int) -> list[Piece]:
        """Roles and what is next, in the longest words that leave room for both."""
        self._folded = 0
        right = [(dates.day_week(self.tavla.now.date()), "quiet")]
        room = width - row_width(right) - 2
        if not self.tavla.live.board_id:
            return spread([(_("Ingen tavla är öppen"), "quiet")], right, width)
        wordings = (
            _joined([*self._roles(brief=roles), *self._meeting(brief=next_), *self.waiting(brief=next_)])
            for roles, next_ in ((False, False), (False, True), (True, True))
        )
        told = next((row for row in wordings if row_width(row) <= room), None)
        return spread(cut(told or self._as_much_as_fits(room), room), right, width)

    def _as_much_as_fits(self, room: int) -> Row:
        """Whose the board is, when it meets, and what waits. Where room is short, what does not fit is a number; the
        key person and a severe risk are always there."""
        whose, loud, low, number = self._roles(brief=True), self.alarms(), self.alarms(tight=True), ""
        rest = self.waiting(brief=True)[len(loud) :]
        meets, tight = self._meeting(brief=True), self._meeting(brief=True, tight=True)
        wordings = (
            ([*whose, *loud, *meets], len(rest)),
            ([*whose, *loud, *tight], 0),
            ([*whose[:1], *loud, *tight], 0),
            ([*whose[:1], *low, *tight], 0),
            ([*whose[:1], *low], 0),
        )
        for first, least in wordings:
            for shown in range(len(rest), least - 1, -1):
                left = len(rest) - shown
                for told in (ngettext("{n} till: {key}", "{n} till: {key}", left), "+{n}: {key}"):
                    number = told.format(n=left, key=self.shell.key_of("start_view"))
                    more: list[Piece] = [(number, "accent")] if left else []
                    row = _joined([*first, *rest[:shown], *more])
                    if row_width(row) <= room:
                        self._folded = left
                        return row
        self._folded = len(rest)
        return _joined([*(low or whose[:1]), (number, "accent")])

    @property
    def folded(self) -> Sequence[tuple[Piece, str]]:
        """What waits and has no room here, in whole words, with what leads to it; the page that the number leads to
        tells it."""
        self.row(1)
        return self.ways(brief=False)[-self._folded :] if self._folded else []

    def _roles(self, brief: bool) -> list[Piece]:
        """Who holds what here; a role that nobody holds is said kindly."""
        live = self.tavla.live
        today, people = self.tavla.now.date(), people_of(live.org)
        found: list[Piece] = []
        lacking = roles_lacking(live.org, live.board_id or "", today)
        held = roles_of(live.org, live.board_id or "", today)
        shorts = {"nyckelperson": _("nyckelp."), "forbattringsledare": _("förb.ledare")}
        for role in ("nyckelperson", "forbattringsledare"):
            called = shorts[role] if brief else words.role(role).lower()
            here = [people[r.person] for r in held if r.role == role and r.board and r.person in people]
            if role in lacking:
                found.append((_("ingen {role} ännu").format(role=called), "still"))
            elif here:
                names = ", ".join(person.short if brief else person.name for person in here)
                found.append((f"{called} {names}", "quiet"))
        return found

    def _meeting(self, brief: bool, tight: bool = False) -> list[Piece]:
        """That the team meets just now, else when it does next."""
        if going_on := self._going_on():
            return [(going_on, "accent")]
        about = self._about
        if not self.painted or not (about.get(RULE) or about.get(BUT)):
            return []
        from board.meeting.rhythm import FIELDS, next_meetings
        from tui import rhythm_words

        now = self.tavla.now
        asked = (now.replace(second=0, microsecond=0), str([about.get(name) for name in (*FIELDS, BUT)]))
        if self._coming[0] != asked:
            self._coming = (asked, next(iter(next_meetings(self.tavla.live.board, now)), None))
        one = self._coming[1]
        if one is None:
            return []
        soon = one.start.date() == now.date()
        told = rhythm_words.tight(one, now) if tight else rhythm_words.brief(one, now, short=brief)
        return [(told, "accent" if soon else "quiet")]

    def _going_on(self) -> str:
        """That a meeting is going on, with the key that leads there where it is not what is in front."""
        board = self.tavla.live.board
        if all(doc.get("ended") for doc in board.table("meetings").values()):
            return ""
        from board.meeting.meetings import running

        meeting = running(board)
        if meeting is None or meeting.left(self.tavla.now):
            return ""
        if self.shell.page == "meeting":
            return _("möte pågår")
        return _("möte pågår: {key}").format(key=self.shell.key_of("meeting"))

    def on_click(self, event: events.Click) -> None:
        if event.y == 0 and event.x <= self._ends[0]:
            self.post_message(self.Clicked("boards"))
        elif event.y == 0 and event.x >= self._ends[1]:
            self.post_message(self.Clicked("who"))
        elif event.y == 1:
            self.post_message(self.Clicked("meeting" if self._is_meeting(event.x) else "people"))

    def _is_meeting(self, x: int) -> bool:
        """Whether a cell of the second row is in what it says of the next meeting."""
        one, at = self._coming[1], 0
        if one is None:
            return False
        from tui import rhythm_words

        told = [rhythm_words.brief(one, self.tavla.now, short=short) for short in (True, False)]
        told.append(rhythm_words.tight(one, self.tavla.now))
        for piece in self.row(1):
            wide = row_width([piece])
            if at <= x < at + wide:
                return piece[0] in told
            at += wide
        return False

"""Before a meeting: when the next one is, how to begin, what it will take up, and the minutes of those that were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from board.meeting.agenda import Point, agenda, called
from board.meeting.improvement_time import WEEKS, offered, standing
from board.meeting.meetings import FORMS, Meeting, last_held, meetings, running, running_beside
from board.meeting.rhythm import next_meetings
from board.model import people_of
from tui import meeting_words as words
from tui import rhythm_words
from tui.acts import meeting as acts
from tui.acts.cards import open_card
from tui.acts.rhythm import ask_rhythm
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item, text_item

TITLES = 3
"""Titles told of each point."""
ASKED_DAYS = 14
"""How long after a meeting it is asked whether its time counts (ours)."""


class MeetingsPage(Page):
    """Enter on a row begins a meeting, goes on with one, shows what waits at a point, or reads minutes."""

    name_of_page = "meetings"

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""

    @property
    def card(self) -> str | None:
        what, _space, id = (self.key or "").partition(" ")
        return id if what == "card" and id in self.shell.cards else None

    @property
    def hints(self) -> Mapping[str, str]:
        return {"row_open": _("välj")}

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        items = [Item(([(_("Möte"), "heading")], [(self._next(), "text")], []))]
        now = running(live.board)
        items += self._going_on(now, width) if now is not None else self._begin(width)
        items.append(Item(([("→ ", "accent"), (_("Ändra när ni möts"), "text")],), "rhythm"))
        items += self._time(width)
        items.append(text_item(""))
        if now is None:
            items += self._prepared(width)
        return [*items, *self._held(width)]

    def _next(self) -> str:
        """When the next meeting is."""
        now = self.tavla.now
        coming = next_meetings(self.tavla.live.board, now)
        if not coming:
            return _("Ingen mötestid är bestämd.")
        told = [rhythm_words.when(coming[0], now), rhythm_words.ahead(coming[0], now), coming[0].place]
        return _("Nästa möte: {when}").format(when=", ".join(filter(None, told)))

    def _going_on(self, meeting: Meeting, width: int) -> list[Item]:
        when = dates.stamp(meeting.started, self.tavla.now)
        left = meeting.left(self.tavla.now)
        told = _("Mötet som började {when} avslutades inte.") if left else _("Ett möte pågår sedan {when}.")
        begin = _("Gå vidare med det") if left else _("Gå med")
        people = people_of(self.tavla.live.org)
        besides = [words.two(one, people, self.tavla.now) for one in running_beside(self.tavla.live.board)]
        two = [
            Item(
                (*([(line, "late")] for line in wrap(each, width)), [("→ ", "accent"), (choose, "strong")]),
                "two",
            )
            for each in besides
            if (choose := _("Välj vilket som gäller"))
        ]
        return [
            *two,
            Item(([(told.format(when=when), "still")],)),
            Item(([("→ ", "accent"), (begin, "strong")],), f"on {meeting.id}"),
            Item(([("✓ ", "accent"), (_("Avsluta det"), "text")],), f"end {meeting.id}"),
        ]

    def _begin(self, width: int) -> list[Item]:
        items = []
        for form, points in FORMS.items():
            count = ngettext("{n} punkt", "{n} punkter", len(points)).format(n=len(points))
            facts = f"  {count}, {_('ungefär')} {words.minutes(sum(points.values()))}"
            head = {"full": _("Börja mötet"), "short": _("Börja ett möte på fem minuter")}[form]
            items.append(Item(([("→ ", "accent"), (head, "strong"), (facts, "quiet")],), f"start {form}"))
        return items

    def _time(self, width: int) -> Iterator[Item]:
        """The latest meeting's minutes where nobody has said whether they count, and what the time has come to."""
        board, now = self.tavla.live.board, self.tavla.now
        last = last_held(board)
        if last is not None and (now - last.started).days < ASKED_DAYS and offered(board, last, now):
            told = _("Räkna mötet {when}, {time}, som förbättringstid").format(
                when=dates.stamp(last.started, now), time=words.minutes(last.taken(now))
            )
            yield Item(([("+ ", "accent"), (fit(told, width - 2), "text")],), f"time {last.id}")
        week, long = standing(board, now.date(), weeks=1), standing(board, now.date())
        if long.written:
            told = _("Förbättringstid: {week} de senaste 7 dagarna, {long} på {n} veckor.").format(
                week=rhythm_words.hours(week.got), long=rhythm_words.hours(long.got), n=WEEKS
            )
            if long.planned:
                planned = rhythm_words.hours(long.planned)
                told = f"{told} {_('Planerat: {planned}.').format(planned=planned)}"
            for line in wrap(told, width):
                yield Item(([(line, "quiet")],))

    def _prepared(self, width: int) -> Iterator[Item]:
        live = self.tavla.live
        yield Item(([(_("Det här tas upp"), "strong")],))
        for point in agenda(live.board, live.org, live.board_id or "", self.tavla.now):
            if point.key in ("changes", "reflection"):
                continue
            if point.key != self._shown or not point.things:
                yield Item((self._point(point, width),), f"point {point.key}" if point.things else None)
                continue
            yield Item(
                (self._point(point._replace(things=()), width, len(point.things)),), f"point {point.key}"
            )
            for thing in point.things:
                row: Row = [("      " + fit(called(live.board, live.org, thing), width - 8), "text")]
                yield Item((row,), f"card {thing.card}" if thing.card else f"thing {thing.key}")
        yield text_item("")

    def _point(self, point: Point, width: int, opened: int = 0) -> Row:
        """A point in a row: how much waits, and what first; `opened` where all of it stands below."""
        name = words.point(point)
        row: list[Piece] = [("  " + name + " " * max(14 - len(name), 1), "text")]
        if opened:
            return [*row, (f"{opened:>3}", "accent")]
        if not point.things:
            return [*row, (" " * 5 + _("inget just nu"), "quiet")]
        live = self.tavla.live
        room = max((width - 22) // min(len(point.things), TITLES) - 3, 20)
        titles = [fit(called(live.board, live.org, thing), room) for thing in point.things[:TITLES]]
        row.append((f"{len(point.things):>3}  ", "accent"))
        return [*row, (fit(" · ".join(dict.fromkeys(filter(None, titles))), max(width - 22, 10)), "quiet")]

    def _held(self, width: int) -> Iterator[Item]:
        held = [one for one in reversed(meetings(self.tavla.live.board)) if not one.runs]
        yield Item(([(_("Tidigare möten"), "strong")],))
        if not held:
            yield Item(([(_("  Inga än. Efter ett möte står protokollet här."), "quiet")],))
        for one in held:
            when = dates.stamp(one.started, self.tavla.now)
            promised = ngettext("{n} löfte", "{n} löften", len(one.promised)).format(n=len(one.promised))
            facts = f"{words.there(len(one.present), one.guests)} · {promised}"
            time = words.minutes(one.taken(self.tavla.now))
            yield Item(
                (spread([("  " + when, "text"), (f"  {facts}", "quiet")], [(time, "quiet")], width),),
                f"minutes {one.id}",
            )

    def opened(self) -> None:
        what, _space, given = (self.key or "").partition(" ")
        if what == "rhythm":
            ask_rhythm(self.shell)
        elif what == "point":
            self._shown = "" if self._shown == given else given
            self.fill()
        elif what == "card":
            open_card(self.shell, given)
        elif what == "start":
            acts.start(self.shell, given)
        elif what == "on":
            acts.go_in(self.shell, given)
        elif what == "end":
            now = running(self.tavla.live.board)
            if now is not None:
                acts.end(self.shell, now)
        elif what == "two":
            acts.choose_one(self.shell)
        elif what == "time":
            acts.count_time(self.shell, given)
        elif what == "minutes":
            from tui.pages.minutes import MinutesPage

            self.shell.open_page(MinutesPage(given))

"""The minutes of a meeting as a story: who was there, what was decided under each point, who does what by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from board.meeting.agenda import reflection
from board.meeting.minutes import Done, Minutes
from board.method.kinds import BY_TABLE
from board.method.parts import linked_text
from board.model import board_of, people_of
from board.ports import Doc, Snapshot
from tui import meeting_words, minutes_words, words
from tui.story.blocks import Block, Part, Points, Story, Table, Words
from tui.terminal_words import somebody
from tui.text import _, dates

WHOLE = ("outcome", "decision")
LONG = 60
"""Letters of a field's text that are told whole."""


class Told:
    """What minutes are told from, with the names of persons."""

    def __init__(self, minutes: Minutes, board: Snapshot, org: Snapshot, now: datetime) -> None:
        self.minutes, self.board, self.org, self.now = minutes, board, org, now
        self.people = people_of(org)
        ended = {
            one.card for one in minutes.done if one.do == "finish" and ("finish", "routine") in _given(one)
        }
        self.routines = {
            one.card: one.id
            for one in minutes.done
            if one.table == "routines" and one.card in ended and _made(one)
        }
        self.routines = {**dict.fromkeys(ended, ""), **self.routines}
        """The routine that was written down at the meeting for each card that became one; empty where none was."""
        self.steps: dict[tuple[str, str, str], list[Done]] = {}
        """What was done to each part under each point, the first first."""
        for one in minutes.done:
            self.steps.setdefault((one.point, one.table, one.id), []).append(one)

    def person(self, ref: Any) -> str:
        found = self.people.get(str(ref))
        return found.name if found else somebody(ref)

    def title(self, card: str) -> str:
        doc: Doc = self.board.get("cards", card) or self.board.deleted.get(("cards", card)) or {}
        return " ".join(str(doc.get("title") or "").split())

    def linked(self, kind: str, id: Any) -> str:
        return linked_text(self.board, self.org, kind, id)

    def did(self, one: Done) -> list[str]:
        """What was done, as history tells it, with its reason. What was seen and decided is told whole; another long
        text stands on the card, and here that it was written."""
        if one.do == "finish" and one.card in self.routines:
            return [self._becomes_routine(one)]
        if one.table == "routines" and (one.card, one.id) in self.routines.items():
            return []  # the decision says it all
        if one.table in BY_TABLE and one.do != "vote":
            return self._part(one)
        if one.do != "set" or one.table != "cards":
            return [self._said(one, one.changes)]
        whole = {name: new for name, _old, new in one.changes if name in WHOLE and new}
        found = [f"{words.field(name)}: {' '.join(str(text).split())}" for name, text in whole.items()]
        rest = [change for change in one.changes if change[0] not in whole]
        long = [words.field(name).lower().rstrip("?") for name, _old, new in rest if _is_long(new)]
        if long:
            found.append(_("Skrev: {fields}").format(fields=", ".join(long)))
        brief = [change for change in rest if not _is_long(change[2])]
        return [*found, self._said(one, brief, bare=True)] if brief else found

    def _part(self, one: Done) -> list[str]:
        """All that came of a part under a point stands where it was first taken up; nothing of one that was made
        and taken away again."""
        steps = self.steps[one.point, one.table, one.id]
        gone = any(name == "_deleted" and new for name, _old, new in steps[-1].changes)
        if one is not steps[0] or (gone and minutes_words.is_new(one)):
            return []
        started = self.minutes.meeting.started
        held = (started.astimezone(self.now.tzinfo) if self.now.tzinfo else started).date()
        return [minutes_words.part(steps, held, self.person, self.linked, self.now.date())]

    def _becomes_routine(self, one: Done) -> str:
        """ "Blir rutin. Sara Ängsby ansvarar, ses över mån 22 feb 2027. Vi fyller på korgen på kvällen."."""
        doc = self.board.get("routines", self.routines[one.card]) or {}
        name, day = " ".join(str(doc.get("text") or "").split()), _day(doc.get("review"), self.now.date())
        said = sentence(_("Blir rutin: {name}").format(name=name)) if name else _("Blir rutin.")
        if name == self.title(one.card):
            said = _("Blir rutin.")
        who = (
            _("{person} ansvarar").format(person=self.person(doc["responsible"]))
            if doc.get("responsible")
            else ""
        )
        facts = ", ".join(filter(None, (who, _("ses över {day}").format(day=day) if day else "")))
        facts = f"{facts[:1].upper()}{facts[1:]}." if facts else ""
        return " ".join(filter(None, (said, facts, " ".join((one.why or "").split()))))

    def _said(self, one: Done, changes: Sequence[tuple[str, Any, Any]], bare: bool = False) -> str:
        """As history says it; `bare` is what is so now, without that somebody has changed it."""
        said = words.did(one.do, changes, self.person, one.table, one.id, self.linked, self.now.date())
        said = said.removeprefix(f"{words.done(one.do)}: ") if bare or one.do == "comment" else said
        if one.do == "comment":
            said = _("Kommentar: {text}").format(text=said)
        said = said[:1].upper() + said[1:]
        return f"{sentence(said)} {' '.join(one.why.split())}" if one.why else said


def sentence(text: str) -> str:
    """A text with a full stop, where nothing ends it."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _given(one: Done) -> set[tuple[str, str]]:
    return {(name, str(new)) for name, _old, new in one.changes if new}


def _made(one: Done) -> bool:
    return any(name == "created" or (name == "text" and old is None) for name, old, _new in one.changes)


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > LONG


def when(minutes: Minutes, now: datetime) -> str:
    """ "tis 24 nov 13.30–14.05"."""
    meeting = minutes.meeting
    zone = now.tzinfo
    started = meeting.started.astimezone(zone) if zone else meeting.started
    told = f"{dates.day(started.date(), now.date())} {dates.clock(started)}"
    if meeting.ended is None:
        return told
    ended = meeting.ended.astimezone(zone) if zone else meeting.ended
    same = ended.date() == started.date()
    return f"{told}–{dates.clock(ended)}" if same else f"{told} – {dates.day(ended.date(), now.date())}"


def story(minutes: Minutes, board: Snapshot, org: Snapshot, now: datetime) -> Story:
    """The minutes. Who decided what is the team's; persons are named where they were there or promised something."""
    told = Told(minutes, board, org, now)
    meeting = minutes.meeting
    title = _("Möte {when}").format(when=when(minutes, now))
    info = board_of(board)
    time = meeting_words.minutes(meeting.taken(now))
    about = [f"{info.name} · {_(meeting_words.FORMS[meeting.form])} · {time}"]
    if info.made_up:
        about.append(_("Påhittat exempel: enheten, människorna och siffrorna finns inte."))
    parts = [Part("present", _("Med på mötet"), tuple(_present(told)))]
    # One that went into this one may have had points that this has not.
    elsewhere = [one.point for one in minutes.done] + [point for point, _card, _text in minutes.notes]
    parts += [
        Part(f"point-{at}", heading, blocks)
        for at, key in enumerate(dict.fromkeys((*meeting.points(), *elsewhere)), 1)
        if key != "promises" and (blocks := tuple(_point(told, key))) and (heading := _heading(told, key))
    ]
    parts.append(Part("promised", _("Vem gör vad"), (*_point(told, "promises"), *_promised(told))))
    skipped = [_heading(told, key) for key in meeting.points() if key in meeting.skipped]
    if skipped:
        parts.append(Part("skipped", _("Hoppades över"), (Points(tuple(skipped)),)))
    return Story(title, tuple(about), tuple(parts))


def _heading(told: Told, key: str) -> str:
    own = told.minutes.meeting.added.get(key, "")
    return " ".join(own.split()) or meeting_words.point_called(key)


def _present(told: Told) -> Iterator[Block]:
    meeting = told.minutes.meeting
    names = sorted(dict.fromkeys(told.person(ref) for ref in meeting.present), key=str.casefold)
    guests = meeting_words.guests(meeting.guests)
    yield Points((*names, *([guests] if guests else [])))


def _point(told: Told, key: str) -> Iterator[Block]:
    """What was decided and written down under a point, card by card."""
    minutes = told.minutes
    by_card: dict[str, list[str]] = {}
    for one in minutes.done:
        if one.point == key:
            by_card.setdefault(one.card, []).extend(told.did(one))
    for point, card, text in minutes.notes:
        if point == key:
            by_card.setdefault(card, []).append(text)
    if key == "reflection" and by_card:
        yield Words(meeting_words.asks(key, reflection(minutes.meeting.started)))
    for card, said in by_card.items():
        yield Points(tuple(said), told.title(card) if card else "")


def _promised(told: Told) -> Iterator[Block]:
    rows = []
    for _id, doc in told.minutes.promised:
        due = _day(doc.get("due"), told.now.date())
        state = _("klart") if doc.get("done") else ""
        who = told.person(doc["who"]) if doc.get("who") else _("ingen än")
        rows.append((str(doc.get("text") or ""), who, due, told.title(str(doc.get("card") or "")), state))
    if not rows:
        yield Words(_("Inget nytt lovades."))
        return
    heads = (_("Vad"), _("Vem"), _("När"), _("Kort"), _("Läge"))
    kept = [at for at in range(len(heads)) if at < 2 or any(row[at] for row in rows)]
    yield Table(
        _("Lovat på mötet"),
        tuple(heads[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _day(given: object, today: date) -> str:
    try:
        return dates.day(date.fromisoformat(str(given or "")), today)
    except ValueError:
        return ""


def written(told: Story, form: str) -> str:
    """The minutes as a web page (`html`), or as Markdown."""
    if form == "html":
        from tui.story.html import written as as_html

        return as_html(told)
    from tui.story.markdown import written as as_markdown

    return as_markdown(told)

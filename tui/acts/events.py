"""Noting an event in a line, and sorting those that wait: a card, a card there is, an answer, a good example."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from board import events
from board.errors import Problem
from board.events import OfRoutine
from board.method import acts
from board.method.days import day_of
from board.method.kinds import KINDS
from board.method.kinds_of_unit import EVENT_SORTS, VIEW_CATEGORIES
from board.rules import is_open
from board.similar import similar
from board.swedish import fold
from board.when_past import day_said
from tui import event_words
from tui import method_words as words
from tui import words as base
from tui.acts import parts
from tui.acts.asking import has_board, in_front
from tui.acts.days import understood
from tui.lines import Piece, fit
from tui.text import _, dates
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

EVENT = KINDS["event"]
DRAFT = "event"
DAYS_BACK = 7
"""How many days back are listed while noting; any other day is typed there."""
SORTS = (
    (EVENT_SORTS[0], ""),
    *(("view", category) for category in VIEW_CATEGORIES),
    ("positive", ""),
)
"""What is chosen among while noting: a sort, and what a view is about."""


class _Noting:
    """The few things that can be said of an event beside its line. None of them has to be."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.kind = (EVENT_SORTS[0], "")
        self.routine = ""
        self.chosen: date | None = None
        """The day that was chosen; till then it is the one that the line says, else today."""
        self.heard: date | None = None

    @property
    def day(self) -> date:
        return self.chosen or self.heard or self.today

    def hear(self, text: str) -> None:
        """Look for a day in the line."""
        self.heard = day_said(text, self.today)

    @property
    def today(self) -> date:
        return self.shell.tavla.now.date()

    @property
    def fields(self) -> dict[str, Any]:
        sort, category = self.kind
        found = {"sort": sort, "on": self.day.isoformat()}
        found |= {"category": category} if category else {}
        return found | ({"routine": self.routine} if self.routine else {})

    @property
    def said(self) -> str:
        """That it is noted; for which day, where that is not today."""
        key, when = self.shell.key_of("events"), self.day
        if when == self.today:
            return _("Noterat. Det sorteras på sidan Händelser ({key}).").format(key=key)
        told = (
            dates.relative(when, self.today) if (self.today - when).days == 1 else dates.day(when, self.today)
        )
        return _("Noterat för {day}. Det sorteras på sidan Händelser ({key}).").format(day=told, key=key)

    def _day_told(self, day: date) -> str:
        told = dates.weekday(day) if (self.today - day).days <= DAYS_BACK else dates.day(day, self.today)
        return f"{dates.relative(day, self.today)}, {told}"

    def _choices(self, what: str) -> dict[str, str]:
        """What can be chosen, by key, in the order that it is listed."""
        if what == "sort":
            return {f"{sort}/{category}": _sort_told(sort, category) for sort, category in SORTS}
        if what == "on":
            listed = {self.today - timedelta(days=ago) for ago in range(DAYS_BACK + 1)} | {self.day}
            return {day.isoformat(): self._day_told(day) for day in sorted(listed, reverse=True)}
        docs = self.shell.tavla.live.board.table("routines")
        found = {id: str(doc.get("text") or "") for id, doc in docs.items() if not doc.get("ended")}
        return {**found, "": _("ingen rutin")} if found else {}

    def _now(self, what: str) -> str:
        return {"sort": "/".join(self.kind), "on": self.day.isoformat(), "routine": self.routine}[what]

    def options(self, text: str) -> list[Option]:
        self.hear(text)
        from_line = [("  " + _("ur det du skrev"), "quiet")] if self.heard and not self.chosen else []
        return [
            Option(
                what,
                [
                    (f"{words.field('event', what)}: ", "quiet"),
                    (fit(found[self._now(what)], 50), "text"),
                    *(from_line if what == "on" else ()),
                ],
            )
            for what in ("sort", "routine", "on")
            if (found := self._choices(what))
        ]

    def _listed(self, what: str) -> list[Option]:
        now = self._now(what)
        return [
            Option(key, [("✓ " if key == now else "  ", "good"), (fit(told, 60), "text")])
            for key, told in self._choices(what).items()
        ]

    def _days(self, text: str) -> list[Option]:
        """The days that are near, or the one that is typed."""
        listed = self._listed("on")
        if not text.strip():
            return listed
        found = understood(day_of, "on", text, self.today)
        if not isinstance(found, Problem):
            return [
                Option(found.isoformat(), [("= ", "accent"), (dates.day_week(found, self.today), "text")])
            ]
        wanted = fold(text).split()
        return [one for one in listed if all(word in fold(one.row[1][0]) for word in wanted)]

    def ask(self, what: str, back: Callable[[], None]) -> None:
        """One of them is chosen, in a question of its own; then `back` to the line."""

        def answer(text: str, key: str | None) -> None:
            if key is not None:
                self._choose(what, key)
                back()

        explain: list[Piece] = []
        if what == "on":
            explain = [(_("Välj en dag, eller skriv den: i går, 20/11"), "quiet")]
        self.shell.ask(
            Question(
                words.field("event", what),
                answer,
                explain=explain,
                text="" if what == "on" else None,
                options=self._days if what == "on" else self._listed(what),
                pick=True,
                cancelled=back,
            )
        )
        self.shell.prompt.go_on(self._now(what))

    def _choose(self, what: str, key: str) -> None:
        if what == "sort":
            sort, _slash, category = key.partition("/")
            self.kind = (sort, category)
        elif what == "on":
            self.chosen = date.fromisoformat(key)
        else:
            self.routine = key


def _sort_told(sort: str, category: str) -> str:
    if category:
        return _("synpunkt: {what}").format(what=words.choice("category", category))
    return words.choice("sort", sort)


def note(shell: Shell) -> None:
    """One key, one line, enter. Tab goes to its sort, routine and day, which enter changes."""
    if not has_board(shell):
        return
    noting = _Noting(shell)

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            noting.ask(key, lambda: line(text))
            return
        if not text.strip():
            shell.prompt.say(_("Skriv en rad om vad som hände."), "still")
            return
        noting.hear(text)
        parts.run(
            shell, EVENT, acts.add("event", None, {**noting.fields, "text": text}), noting.said, None, DRAFT
        )

    def line(written: str) -> None:
        if written:
            shell.tavla.desk.keep_draft(DRAFT, written)  # or an older one would come back in its place
        question = Question(
            _("Vad hände?"),
            answer,
            text=written,
            options=noting.options,
            draft=DRAFT,
            hint=_(
                "strul, en synpunkt, något som gick bra · enter sparar · tab: slag, rutin, dag · esc avbryter"
            ),
        )
        shell.ask(question)
        question.at_first = ""  # what is written is not saved yet, wherever one comes from

    line("")


# --- sorting


def to_card(shell: Shell, ids: Sequence[str], title: str = "") -> None:
    """A card in Förslag of what happened."""
    said = _("Kortet ligger i Förslag, med händelsen bakom.")
    if len(ids) > 1:
        said = _("Kortet ligger i Förslag, med {events} bakom.").format(events=event_words.count(len(ids)))
    parts.run(shell, EVENT, events.to_card(ids, title), said)


def focus(shell: Shell, one: OfRoutine) -> None:
    """One card of the events against a routine, since there are many."""
    doc = shell.tavla.live.board.get("routines", one.routine) or {}
    told = _("Rutinen {routine}: {events} på 90 dagar")
    title = told.format(
        routine=fit(str(doc.get("text") or ""), 120), events=event_words.count(len(one.recent))
    )
    to_card(shell, one.recent, title)


def tie(shell: Shell, id: str) -> None:
    """Tie the event to a card that is worked with; those that sound like it come first."""
    board = shell.tavla.live.board
    text = str((board.get(events.TABLE, id) or {}).get("text") or "")
    cards = {one: doc for one, doc in shell.cards.items() if is_open(doc)}
    if not cards:
        shell.say(_("Tavlan har inga öppna kort att välja bland."), "still")
        return
    likely = [
        one
        for one, _score in similar(
            text,
            [(key, str(doc.get("title") or ""), str(doc.get("problem") or "")) for key, doc in cards.items()],
        )
    ]
    ordered = [*likely, *(one for one in cards if one not in likely)]

    def options(typed: str) -> list[Option]:
        wanted = fold(typed).split()
        return [
            Option(
                one,
                [
                    (fit(str(cards[one].get("title") or ""), 60), "text"),
                    (f"  ({base.phase(cards[one].get('phase'))})", "quiet"),
                ],
            )
            for one in ordered
            if all(word in fold(str(cards[one].get("title") or "")) for word in wanted)
        ]

    def answer(typed: str, key: str | None) -> None:
        if key is not None:
            command = acts.change("event", id, {"led_to": key})
            parts.run(shell, EVENT, command, _("Händelsen hör nu till kortet."))

    explain: list[Piece] = [(" ".join(text.split()), "quiet")]
    shell.ask(Question(_("Vilket kort hör det till?"), answer, explain=explain, options=options, pick=True))


def reply(shell: Shell, id: str) -> None:
    """Read, with an answer that whoever told can read; without one it has only been read."""
    doc = shell.tavla.live.board.get(events.TABLE, id) or {}
    draft = f"event answer/{id}"
    said = doc.get("category") != "complaint"  # who complains wants an answer

    def answer(text: str, key: str | None) -> None:
        nonlocal said
        if not said and not text.strip():
            said = True
            shell.prompt.say(
                _("Skriv vad ni svarade eller gjorde. Enter en gång till: läst, utan svar."), "still"
            )
            return
        command = acts.change("event", id, {"answer": text, "status": "noted"})
        told = _("Sparat: läst och besvarad.") if text.strip() else _("Sparat: läst, utan svar.")
        parts.run(shell, EVENT, command, told, None, draft)

    explain: list[Piece] = [(" ".join(str(doc.get("text") or "").split()), "quiet")]
    shell.ask(
        Question(
            words.question("event", "answer"),
            answer,
            explain=explain,
            text=str(doc.get("answer") or ""),
            many=True,
            draft=draft,
            hint=_("enter sparar, också utan text · ctrl+j ny rad · esc avbryter") if said else "",
        )
    )


def example(shell: Shell, id: str) -> None:
    """Something good, kept where it is seen."""
    said = _("Ett gott exempel. Tack den det gäller!")
    parts.run(shell, EVENT, acts.change("event", id, {"status": "example"}), said)


def _on_event(does: Callable[[Shell, str], None]) -> Callable[[Shell], None]:
    """Do it with the event under the cursor on the page of events."""

    def act(shell: Shell) -> None:
        from tui.pages.events import EventsPage

        page = in_front(shell, EventsPage)
        id = page.event if page is not None else None
        if id is not None:
            does(shell, id)
        else:
            shell.say(_("Ställ dig på en händelse först."), "still")

    return act


def card_here(shell: Shell) -> None:
    """A card of the event under the cursor, or of the many against the routine there."""
    from tui.pages.events import EventsPage

    page = in_front(shell, EventsPage)
    one = page.routine if page is not None else None
    if one is None:
        _on_event(lambda shell, id: to_card(shell, [id]))(shell)
    elif one.card:
        shell.say(_("Ni arbetar redan med det. Enter på kortet öppnar det."), "still")
    elif one.recent:
        focus(shell, one)
    else:
        shell.say(_("Inga händelser de senaste 90 dagarna att göra ett kort av."), "still")


def _erase(shell: Shell, id: str) -> None:
    from tui.acts.erasing import erase_event

    erase_event(shell, id)


HERE: Mapping[str, Callable[[Shell], None]] = {
    "card": card_here,
    "tie": _on_event(tie),
    "answer": _on_event(reply),
    "example": _on_event(example),
    "delete": _on_event(lambda shell, id: parts.remove(shell, "event", id)),
    "erase": _on_event(_erase),
}
"""What the keys of the page of events do with what is under the cursor."""

"""Asking when a board meets, in plain words: how often, which day, what time, from when; moving, cancelling, booking.

`ask_rhythm` is where every page begins: it asks at once where there is no rhythm yet, else what to do about it.
More than 400 lines, since each question leads to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from board import organisation
from board.context import Command
from board.errors import Problem
from board.meeting import rhythm_acts, spoken
from board.meeting.improvement_time import waiting
from board.meeting.rhythm import (
    JULY,
    MINUTES,
    PLACE,
    RED,
    RULE,
    START,
    Meeting,
    Rhythm,
    Rule,
    next_meetings,
    next_of,
    rhythm_of,
)
from board.ports import Commit
from board.swedish import fold
from board.when import parse_ahead
from tui import rhythm_words
from tui.acts import improvement_time
from tui.acts.asking import has_board, with_person
from tui.acts.days import understood
from tui.lines import Piece
from tui.text import _, dates
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

USUAL_AT = time(13, 30)
MOST_NAMED = 4
"""Weeks between meetings that have a row of their own."""
TOLD = 3
"""Meetings that are told while one asks from which day."""


class Plan(NamedTuple):
    """A rhythm as far as it has been asked for."""

    rule: Rule
    at: time | None = None
    minutes: int | None = None


def ask_rhythm(shell: Shell) -> None:
    """What to do about the board's meetings; how often, where nothing is said of them yet."""
    if not has_board(shell):
        return
    held = rhythm_of(shell.tavla.live.board)
    if held is None:
        ask_often(shell)
        return
    coming = next_meetings(shell.tavla.live.board, shell.tavla.now)
    known = _acts(shell, held, coming[0] if coming else None)
    explain: list[Piece] = [(told, "text")] if (told := rhythm_words.rhythm(held)) else []

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            known[key][1]()

    options = [Option(key, [(said, "text")]) for key, (said, _act) in known.items()]
    shell.ask(Question(_("Möten"), answer, explain=explain, text=None, options=options, pick=True))


def _acts(
    shell: Shell, held: Rhythm, first: Meeting | None
) -> Mapping[str, tuple[str, Callable[[], object]]]:
    found: dict[str, tuple[str, Callable[[], object]]] = {}
    if first is not None:
        when = rhythm_words.when(first, shell.tavla.now)
        move, cancel = (
            _("Flytta nästa möte, {when}").format(when=when),
            _("Ställ in nästa möte, {when}").format(when=when),
        )
        found["move"] = (move, lambda: ask_move(shell, first))
        found["cancel"] = (cancel, lambda: cancel_next(shell, first))
    often = _("Ändra hur ofta ni möts") if held.rule is not None else _("Bestäm hur ofta ni möts")
    found["often"] = (often, lambda: ask_often(shell))
    if held.rule is not None and held.start is not None:
        found["free"] = (_("Röda dagar och juli"), lambda: _change_free(shell))
    found["book"] = (_("Boka ett möte utöver rytmen"), lambda: ask_book(shell))
    found["place"] = (_("Ändra var ni möts"), lambda: _ask_place(shell, held.place))
    found["time"] = (_("Planera tid för förbättringsarbete"), lambda: improvement_time.plan(shell))
    if waiting(shell.tavla.live.board, shell.tavla.now.date()):
        found["got"] = (_("Skriv vad den planerade tiden blev"), lambda: improvement_time.got(shell))
    if held.rule is not None:
        found["end"] = (_("Ha ingen bestämd rytm längre"), lambda: _end(shell))
    return found


# --- the rhythm


def _begin_at(shell: Shell, key: str) -> None:
    """Put the cursor on what is so today, in the list that is asked from."""
    if key:
        shell.prompt.go_on(key)


def _row(name: str, is_now: bool) -> list[Piece]:
    return [("✓ " if is_now else "  ", "good"), (name, "text")]


def _often_of(rule: Rule | None) -> str:
    """The key of what is chosen for a rule in ask_often; "now" for one that is told in words only."""
    if rule is None:
        return ""
    if rule.weeks == 1 and rule.days == (0, 1, 2, 3, 4):
        return "days"
    if rule.months:
        return "month" if rule.months == 1 else "now"
    return str(rule.weeks) if rule.weeks <= MOST_NAMED else "now"


def ask_often(shell: Shell) -> None:
    """How often, in a choice or in words; what they do not say is asked for after it.

    Where there is a rhythm, each question begins at what is so today.
    """
    held = rhythm_of(shell.tavla.live.board)
    now = _often_of(held.rule if held else None)
    known = [
        ("1", _("varje vecka")),
        ("2", _("varannan vecka")),
        ("3", _("var tredje vecka")),
        ("4", _("var fjärde vecka")),
        ("month", _("en gång i månaden")),
        ("days", _("varje vardag")),
    ]
    if now == "now" and held is not None and held.rule is not None:
        known.append(("now", rhythm_words.rule(held.rule)))

    def options(text: str) -> list[Option]:
        said = _said(text)
        wanted = fold(text).split()
        found = [
            Option(key, _row(name, key == now)) for key, name in known if all(w in fold(name) for w in wanted)
        ]
        if said is not None and said.rule.days:
            at = f" {dates.clock(datetime.combine(date.min, said.at))}" if said.at else ""
            row: list[Piece] = [("= ", "accent"), (rhythm_words.rule(said.rule) + at, "text")]
            if _BREAK.search(text.strip()):
                row.append(("  " + _("uppehåll väljs sedan"), "quiet"))
            found.insert(0, Option("+", row))
        return found

    def answer(text: str, key: str | None) -> None:
        if key is None:
            shell.prompt.say(shell.words_for(Problem("bad_rhythm", spoken.EXAMPLES, given=text.strip()[:60])))
            return
        said = _said(text) if key == "+" else None
        shell.answered()
        if said is not None:
            _go_on(shell, Plan(said.rule, said.at, said.minutes))
        elif key == "days":
            _go_on(shell, Plan(Rule(1, 0, 0, (0, 1, 2, 3, 4))))
        elif key == "now" and held is not None and held.rule is not None:
            _go_on(shell, Plan(held.rule._replace(days=())))
        else:
            _go_on(shell, Plan(Rule(0, 1, 1, ()) if key == "month" else Rule(int(key), 0, 0, ())))

    explain: list[Piece] = [
        (
            _("Välj, eller skriv: var tredje tis 13.30. Uppehåll, som juli, frågas det om längre fram."),
            "quiet",
        )
    ]
    shell.ask(Question(_("Hur ofta möts ni?"), answer, explain=explain, options=options, pick=True))
    _begin_at(shell, now)


_BREAK = re.compile(r"[\s,]+(utom|förutom|fast inte|men inte|inte|except|but not|not)\b.*", re.I | re.S)
"""When there are no meetings, said with how often there are: that is a question of its own, which comes later."""


def _said(text: str) -> spoken.Spoken | None:
    found = understood(spoken.parse_rhythm, _BREAK.sub("", text.strip()))
    return None if isinstance(found, Problem) else found


def _go_on(shell: Shell, plan: Plan) -> None:
    if not plan.rule.days:
        _ask_day(shell, plan)
    elif plan.at is None:
        _ask_time(shell, plan)
    else:
        _ask_from(shell, plan)


def _ask_day(shell: Shell, plan: Plan) -> None:
    """A weekday; of each month also which of them."""
    rules = [
        plan.rule._replace(nth=nth, days=(day,))
        for day in range(7)
        for nth in ((1, 2, 3, 4, -1) if plan.rule.months else (0,))
    ]
    named = [(rule, _day_words(rule)) for rule in rules if plan.rule.weeks or rule.days[0] < 5]
    held = rhythm_of(shell.tavla.live.board)
    was = held.rule if held else None
    now = ""
    if was is not None and bool(was.months) == bool(plan.rule.months):
        same = plan.rule._replace(nth=was.nth, days=was.days)
        if all(rule != same for rule, _name in named) and was.days != (0, 1, 2, 3, 4):
            named.insert(
                0, (same, ", ".join(map(rhythm_words.day, was.days)) if was.weeks else _day_words(same))
            )
        now = next((str(place) for place, (rule, _name) in enumerate(named) if rule == same), "")

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        return [
            Option(str(place), _row(name, str(place) == now))
            for place, (_rule, name) in enumerate(named)
            if all(word in fold(name) for word in wanted)
        ]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            _go_on(shell, plan._replace(rule=named[int(key)][0]))

    shell.ask(Question(_("Vilken dag?"), answer, options=options, pick=True))
    _begin_at(shell, now)


def _day_words(rule: Rule) -> str:
    return rhythm_words.rule(rule) if rule.months else rhythm_words.day(rule.days[0])


def _ask_time(shell: Shell, plan: Plan) -> None:
    held = rhythm_of(shell.tavla.live.board)
    now = held.start.time() if held and held.start else USUAL_AT

    def answer(text: str, key: str | None) -> None:
        found = understood(spoken.parse_time, text)
        if isinstance(found, Problem):
            shell.prompt.say(shell.words_for(found))
            return
        shell.answered()
        _go_on(shell, plan._replace(at=found[0], minutes=found[1]))

    hint = _("13.30, eller 13.30–14.15 så är längden sagd också · enter går vidare · esc avbryter")
    text = dates.clock(datetime.combine(date.min, now))
    shell.ask(Question(_("Vilken tid?"), answer, text=text, hint=hint, renew=True))


def _ask_from(shell: Shell, plan: Plan) -> None:
    """From which day, with the first meetings told as one types."""
    today = shell.tavla.now.date()
    unless = _goes_on_from(shell, plan) or today

    def begun(text: str) -> datetime | Problem:
        day = understood(parse_ahead, text, today) if text.strip() else unless
        if isinstance(day, Problem):
            return day
        return spoken.first_from(plan.rule, datetime.combine(day, plan.at or USUAL_AT), False)

    def echo(text: str) -> list[Option]:
        start = begun(text)
        if isinstance(start, Problem):
            return []
        found = next_of(Rhythm(plan.rule, start, 1), start - timedelta(minutes=1), TOLD)
        told = ", ".join(dates.day(one.start.date(), today) for one in found)
        return [Option("", [("= ", "accent"), (told, "text")])]

    def answer(text: str, key: str | None) -> None:
        start = begun(text)
        if isinstance(start, Problem):
            shell.prompt.say(shell.words_for(start))
            return
        shell.answered()
        _ask_free(shell, plan, start)

    explain: list[Piece] = [(f"{rhythm_words.rule(plan.rule)} {dates.clock(_time_of(plan))}", "text")]
    hint = _("i dag, tis, 1/12, v 48 · enter utan text: så snart som möjligt · esc avbryter")
    if unless != today:
        hint = _("i dag, tis, 1/12, v 48 · enter utan text: som nu · esc avbryter")
    shell.ask(Question(_("Från när?"), answer, explain=explain, options=echo, hint=hint))


def _goes_on_from(shell: Shell, plan: Plan) -> date | None:
    """The next meeting by the rhythm there is, where the plan has the same weeks: so that every third week stays so."""
    held = rhythm_of(shell.tavla.live.board)
    if held is None or held.rule is None or held.rule._replace(but=()) != plan.rule._replace(but=()):
        return None
    coming = next_of(held._replace(but={}), shell.tavla.now)
    return coming[0].day if coming else None


def _time_of(plan: Plan) -> datetime:
    """The plan's time of the day, to be told."""
    return datetime.combine(date.min, plan.at or USUAL_AT)


def _ask_free(shell: Shell, plan: Plan, start: datetime) -> None:
    """Red days and July, in one choice, the last of the rhythm's questions."""

    def save(red: bool, july: bool) -> None:
        rule = plan.rule._replace(but=(JULY,) if july else ())
        first = spoken.first_from(rule, start, red)
        fields: dict[str, Any] = {RULE: rule.text(), START: first.isoformat(timespec="minutes"), RED: red}
        if plan.minutes:
            fields[MINUTES] = plan.minutes
        _save(shell, organisation.change_board(fields))

    _choose_free(shell, save)


def _change_free(shell: Shell) -> None:
    """Red days and July, and nothing else of the rhythm."""
    held = rhythm_of(shell.tavla.live.board)
    if held is None or held.rule is None:
        return
    rule = held.rule

    def save(red: bool, july: bool) -> None:
        but = tuple(sorted({*rule.but, JULY} if july else {*rule.but} - {JULY}))
        _save(shell, organisation.change_board({RULE: rule._replace(but=but).text(), RED: red}))

    _choose_free(shell, save)


def _choose_free(shell: Shell, save: Callable[[bool, bool], None]) -> None:
    choices = (
        ("july", _("Inga möten röda dagar, aftnar eller i juli"), False, True),
        ("no red", _("Inga möten röda dagar eller aftnar"), False, False),
        ("red july", _("Möten också på röda dagar, men inga i juli"), True, True),
        ("red", _("Möten också på röda dagar"), True, False),
    )
    held = rhythm_of(shell.tavla.live.board)
    so = (held.on_red, JULY in held.rule.but) if held is not None and held.rule is not None else None
    now = next((key for key, _said, red, july in choices if (red, july) == so), None)

    def answer(text: str, key: str | None) -> None:
        chosen = next((one for one in choices if one[0] == key), None)
        if chosen is not None:
            save(chosen[2], chosen[3])

    options = [Option(key, _row(said, key == now)) for key, said, _red, _july in choices]
    explain: list[Piece] = [
        (_("Midsommarafton, julafton och nyårsafton räknas hit."), "quiet"),
    ]
    title = _("Röda dagar och juli?")
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))
    _begin_at(shell, now or "")


def _ask_place(shell: Shell, now: str) -> None:
    def answer(text: str, key: str | None) -> None:
        _save(shell, organisation.change_board({PLACE: text}))

    hint = _("enter sparar · tomt tar bort · esc avbryter")
    shell.ask(Question(_("Var möts ni?"), answer, text=now, hint=hint))


def _end(shell: Shell) -> None:
    _save(shell, organisation.change_board(rhythm_acts.clear_rhythm()))


# --- one meeting


def ask_move(shell: Shell, one: Meeting) -> None:
    """Another day or time for one meeting."""
    title = _("Till när flyttas mötet {when}?").format(when=rhythm_words.when(one, shell.tavla.now))
    usual = one.start.time()
    _ask_moment(shell, title, one.start.date(), usual, lambda to: rhythm_acts.move_meeting(one.day, to))


def ask_book(shell: Shell) -> None:
    """A meeting of its own."""
    held = rhythm_of(shell.tavla.live.board)
    usual = held.start.time() if held and held.start else USUAL_AT
    _ask_moment(shell, _("När är mötet?"), shell.tavla.now.date(), usual, rhythm_acts.book_meeting)


def cancel_next(shell: Shell, one: Meeting) -> None:
    _save(shell, rhythm_acts.cancel_meeting(one.day), _("Mötet är inställt. {undo} ångrar. {next}"))


def _ask_moment(
    shell: Shell, title: str, day: date, usual: time, command: Callable[[datetime], Command]
) -> None:
    now = shell.tavla.now

    def read(text: str) -> datetime | Problem:
        return understood(spoken.parse_when, text, now.date(), day, usual)

    def echo(text: str) -> Sequence[Option]:
        to = read(text) if text.strip() else None
        if not isinstance(to, datetime):
            return ()
        told = f"{dates.day_week(to.date(), now.date())} {dates.clock(to)}"
        return (Option("", [("= ", "accent"), (f"{told}, {dates.relative(to.date(), now.date())}", "text")]),)

    def answer(text: str, key: str | None) -> None:
        to = read(text)
        if isinstance(to, Problem):
            shell.prompt.say(shell.words_for(to))
            return
        _save(shell, command(to))

    hint = _("tors 9.00, 26/11 9.00, 14.30 · enter sparar · esc avbryter")
    shell.ask(Question(title, answer, options=echo, hint=hint))


def _save(shell: Shell, command: Command, said: str = "") -> None:
    """Do it, and say when the next meeting is."""
    live = shell.tavla.live

    def then(outcome: Commit | Problem) -> None:
        coming = next_meetings(live.board, shell.tavla.now)
        told = (
            _("Nästa möte: {when}.").format(when=rhythm_words.when(coming[0], shell.tavla.now))
            if coming
            else ""
        )
        words = (said or _("Sparat. {undo} ångrar. {next}")).format(undo=shell.key_of("undo"), next=told)
        shell.tell(outcome, words.strip())

    with_person(shell, lambda: live.do(command, then))

"""What the keys do in a meeting: what is decided goes through the board's other acts, as outside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board.context import Command
from board.errors import Problem
from board.meeting import holding
from board.meeting.agenda import taken_up
from board.meeting.improvement_time import in_rhythm, of_meeting, offered
from board.meeting.meetings import Meeting, last_held, running, running_beside
from board.model import board_of, everyone, people_of
from board.ports import Commit
from board.swedish import fold, sort_key
from tui import meeting_words as words
from tui import rhythm_words
from tui.acts.asking import do, has_board, in_front, title_of, with_person
from tui.acts.fields import only_account
from tui.acts.meeting_decisions import decide
from tui.acts.meeting_promises import ask
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.meeting import MeetingPage
    from tui.shell import Shell


def open_meeting(shell: Shell) -> None:
    """The meeting that is going on; else what is to come, and what was. The same key again goes back."""
    from tui.pages.meeting import MeetingPage
    from tui.pages.meetings import MeetingsPage

    if shell.page in ("meeting", "meetings"):
        shell.close_page()
    elif has_board(shell):
        now = running(shell.tavla.live.board)
        there = now is not None and not now.left(shell.tavla.now)
        shell.open_page(MeetingPage() if there else MeetingsPage())


def start(shell: Shell, form: str) -> None:
    """Begin one, and show it; asked first, so that none begins by a key that was pressed by mistake."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            _enter(shell, holding.start(form))

    options = [
        Option("yes", [(_("Ja, börja nu"), "text")]),
        Option("no", [(_("Nej, inte än"), "text")]),
    ]
    name = fit(board_of(shell.tavla.live.board).name, 40)
    title = _("Börja mötet på {board}?").format(board=name)
    shell.ask(Question(title, answer, text=None, options=options, pick=True))


def go_in(shell: Shell, id: str) -> None:
    """Go on with one that was left, or join one that runs."""
    _enter(shell, holding.go_on(id))


def _enter(shell: Shell, command: Command) -> None:
    def then(outcome: Commit | Problem) -> None:
        from tui.pages.meeting import MeetingPage

        if shell.tell(outcome) or (isinstance(outcome, Problem) and outcome.code == "meeting_runs"):
            if shell.page == "meetings":
                shell.close_page()
            shell.open_page(MeetingPage())

    with_person(shell, lambda: shell.tavla.live.do(command, then))


def _page(shell: Shell) -> MeetingPage | None:
    from tui.pages.meeting import MeetingPage

    return in_front(shell, MeetingPage)


def _in_meeting(does: Callable[[Shell, MeetingPage, Meeting], None]) -> Callable[[Shell], None]:
    def act(shell: Shell) -> None:
        page = _page(shell)
        meeting = running(shell.tavla.live.board)
        if page is not None and meeting is not None:
            does(shell, page, meeting)

    return act


def choose_one(shell: Shell) -> None:
    """Two began a meeting where neither saw the other's: which counts; the other goes into it with all it has."""
    live = shell.tavla.live
    now = running(live.board)
    going = (*((now,) if now else ()), *running_beside(live.board))
    if len(going) < 2:
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is None or key == "two":
            return
        said = _("Nu är det ett möte. Allt från båda kommer i samma protokoll. {undo} ångrar.")
        said = said.format(undo=shell.key_of("undo"))
        for other in going:
            if other.id != key:
                do(shell, holding.join(key, other.id), said)

    people = people_of(live.org)
    options = [
        Option(one.id, [(words.begun(one, people, shell.tavla.now), "text"), (f"  {told}", "quiet")])
        for one in going
        if (told := words.there(len(one.present), one.guests))
    ]
    options.append(Option("two", [(_("Låt dem vara två"), "text")]))
    explain: list[Piece] = [
        (_("Ni började vid var sin dator. Välj vilket ni går vidare med."), "text"),
        (_("Beslut, anteckningar och löften från båda kommer i samma protokoll."), "quiet"),
    ]
    title = _("Två möten pågår. Vilket gäller?")
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))


# --- through the points


def _next(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    after = meeting.next_to(meeting.point)
    if after is None:
        _end(shell, page, meeting)
    else:
        do(shell, holding.go_to(meeting.id, after, meeting.point), "")


def _back(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    before = meeting.next_to(meeting.point, -1)
    if before is not None:
        do(shell, holding.go_to(meeting.id, before, meeting.point), "")


def _skip(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    said = _("Punkten är överhoppad. {key} visar alla punkter.").format(key=shell.key_of("meet_points"))
    do(shell, holding.skip(meeting.id, meeting.point), said)


def _move(steps: int) -> Callable[[Shell, MeetingPage, Meeting], None]:
    def act(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
        said = _("Punkten är flyttad. {key} visar ordningen.").format(key=shell.key_of("meet_points"))
        do(shell, holding.move_point(meeting.id, meeting.point, steps), said)

    return act


def _points(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    """All the points: go to one, or add one."""

    def answer(text: str, key: str | None) -> None:
        if key is None or key == "+":
            if not text.strip():
                shell.prompt.say(_("Skriv vad punkten handlar om."), "still")
                return
            said = _("Punkten är tillagd efter den här.")
            do(shell, holding.add_point(meeting.id, text), said)
            return
        shell.answered()
        do(shell, holding.go_to(meeting.id, key), "")

    def options(text: str) -> list[Option]:
        if text.strip():
            told = _("lägg till ”{words}”").format(words=fit(" ".join(text.split()), 40))
            return [Option("+", [("+ ", "accent"), (told, "text")])]
        listed = []
        for at, point in enumerate(page.points, 1):
            here = "▸ " if point.key == meeting.point else "  "
            row: list[Piece] = [(here, "accent"), (f"{at}  {words.point(point)}", "text")]
            if point.skipped:
                row.append((_("  överhoppad"), "quiet"))
            elif point.things:
                row.append(("  " + words.things(len(point.things)), "quiet"))
            listed.append(Option(point.key, row))
        return listed

    hint = _("↓ och enter går till en punkt · skriv för att lägga till en · esc stänger")
    shell.ask(Question(_("Mötets punkter"), answer, options=options, pick=True, hint=hint))


def _pause(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    if meeting.ticking is None:
        command, said = holding.go_on(meeting.id), _("Mötet går vidare.")
    else:
        command = holding.pause(meeting.id)
        said = _("Paus. {key} går vidare, också vid en annan skärm.").format(key=shell.key_of("meet_pause"))
    do(shell, command, said)


def _present(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    """Who is there: a person a key, guests as a number."""
    last = last_held(shell.tavla.live.board)
    known = last.present if last is not None else ()
    people = sorted(
        (
            one
            for one in everyone(shell.tavla.live.org)
            if one.active and (one.ref in meeting.present or not only_account(shell, one))
        ),
        key=lambda one: (one.ref not in known, sort_key(one.name)),
    )

    def now() -> Meeting:
        return running(shell.tavla.live.board) or meeting

    def options(text: str) -> list[Option]:
        held = now()
        rows = [
            Option(one.ref, [("✓ " if one.ref in held.present else "  ", "good"), (one.name, "text")])
            for one in people
            if all(part in fold(one.name) for part in fold(text).split())
        ]
        if text.strip():
            return rows
        told = _("gäster: {n}").format(n=held.guests)
        rows.append(Option("+", [("+ ", "accent"), (_("en gäst till"), "text"), (f"  {told}", "quiet")]))
        if held.guests:
            rows.append(Option("-", [("- ", "accent"), (_("en gäst mindre"), "text")]))
        return rows

    def answer(text: str, key: str | None) -> None:
        held = now()
        if key in ("+", "-"):
            command = holding.guests(held.id, held.guests + (1 if key == "+" else -1))
        elif key is not None:
            command = holding.present(held.id, key, key not in held.present)
        else:
            return

        def then(outcome: Commit | Problem) -> None:
            if isinstance(outcome, Problem):
                shell.tell(outcome)
            elif shell.asking:
                shell.prompt.field.load_text("")
                shell.prompt.listen()

        with_person(shell, lambda: shell.tavla.live.do(command, then))

    hint = _("skriv några bokstäver · enter sätter och tar bort ✓ · esc när det är klart")
    explain: list[Piece] = [(_("Gäster räknas bara, utan namn."), "quiet")]
    shell.ask(Question(_("Vilka är med?"), answer, explain=explain, options=options, pick=True, hint=hint))


# --- written in it


def _note(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    thing = page.thing
    card = thing.id if thing is not None and thing.kind == "card" else None

    def answer(text: str, key: str | None) -> None:
        def then(outcome: Commit | Problem) -> None:
            if shell.tell(outcome, _("Antecknat.")):
                shell.forget_draft("meeting note")

        command = holding.note(meeting.id, meeting.point, text, card)
        with_person(shell, lambda: shell.tavla.live.do(command, then))

    explain: list[Piece] = [(title_of(shell, card), "quiet")] if card else []
    title = _("Vad ska stå i protokollet?")
    shell.ask(Question(title, answer, explain=explain, many=True, draft="meeting note"))


def _promise(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    """Who does what by when, a question each: what, on which card, who, which day."""
    thing = page.thing
    ask(shell, meeting.id, page.card if thing is not None and thing.kind == "card" else None)


# --- the end


def _end(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key in ("end", "count"):
            end(shell, meeting, count=key == "count")

    taken = meeting.taken(shell.tavla.now)
    told = words.minutes(taken)
    explain: list[Piece] = [
        (_("Protokollet skrivs av sig självt, och går att läsa där mötet börjar."), "quiet")
    ]
    held = in_rhythm(shell.tavla.live.board, meeting.started.date())
    planned = " " + _("Planerat: {planned}.").format(planned=rhythm_words.hours(held)) if held else ""
    explain.append((_("Ni har hållit på i {time}.").format(time=told) + planned, "quiet"))
    options = [
        Option("end", [(_("Ja, avsluta mötet"), "text")]),
        Option("count", [(_("Ja, och räkna {time} som förbättringstid").format(time=told), "text")]),
        Option("no", [(_("Nej, inte än"), "text")]),
    ]
    if offered(shell.tavla.live.board, meeting, shell.tavla.now) is None:
        del options[1]
    shell.ask(Question(_("Är ni klara?"), answer, explain=explain, text=None, options=options, pick=True))


def count_time(shell: Shell, id: str, said: str = "") -> None:
    """Count what a meeting took as time for improvement work."""
    do(
        shell,
        of_meeting(id, _("Möte")),
        said or shell.keyed(_("Mötet räknas som förbättringstid. {undo} ångrar.")),
    )


def end(shell: Shell, meeting: Meeting, *, count: bool = False) -> None:
    """End it, and show what it came to; `count` its time as time for improvement work, too."""
    from tui.pages.minutes import MinutesPage

    live = shell.tavla.live
    page = _page(shell)
    treated = taken_up(page.points if page is not None else (), {*meeting.spent, meeting.point})

    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, _("Mötet är slut. Tack för i dag.")):
            if shell.page in ("meeting", "meetings"):
                shell.close_page()
            shell.open_page(MinutesPage(meeting.id))
            if count:
                count_time(
                    shell, meeting.id, _("Mötet är slut, och räknas som förbättringstid. Tack för i dag.")
                )

    with_person(shell, lambda: live.do(holding.end(meeting.id, treated), then))


# --- decisions


def _decide(n: int) -> Callable[[Shell, MeetingPage, Meeting], None]:
    def act(shell: Shell, page: MeetingPage, meeting: Meeting) -> None:
        thing = page.thing
        if thing is not None and n <= len(words.decisions(meeting.point, thing)):
            decide(shell, meeting.point, thing, n)

    return act


def open_thing(shell: Shell) -> None:
    page = _page(shell)
    if page is not None:
        page.opened()


def minutes_file(shell: Shell) -> None:
    from tui.pages.minutes import MinutesPage

    page = in_front(shell, MinutesPage)
    if page is not None:
        page.save()


ACTS: dict[str, Callable[[Shell], None]] = {
    "meeting": open_meeting,
    **{f"meet_{n}": _in_meeting(_decide(n)) for n in (1, 2, 3, 4)},
    "meet_next": _in_meeting(_next),
    "meet_back": _in_meeting(_back),
    "meet_promise": _in_meeting(_promise),
    "meet_note": _in_meeting(_note),
    "meet_open": open_thing,
    "meet_pause": _in_meeting(_pause),
    "meet_present": _in_meeting(_present),
    "meet_points": _in_meeting(_points),
    "meet_skip": _in_meeting(_skip),
    "meet_earlier": _in_meeting(_move(-1)),
    "meet_later": _in_meeting(_move(1)),
    "meet_end": _in_meeting(_end),
    "minutes_file": minutes_file,
}

"""Asking from which day a role is held, and till which; and who stands in for it, on days of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from board import organisation
from board.errors import Problem
from board.model import RoleHeld, all_roles, people_of
from board.when import parse_date
from tui import words
from tui.acts import days, newcomer
from tui.acts.asking import organise
from tui.acts.fields import person_options
from tui.lines import Piece
from tui.text import _, dates
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def ask(shell: Shell, id: str) -> None:
    """Whose days, where somebody stands in; then the first day and the last."""
    role = _role(shell, id)
    if role is None:
        return
    if role.deputy is None:
        _ask_days(shell, role)
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "own":
            _ask_days(shell, role)
        elif key == "deputy" and role.deputy is not None:
            _ask_deputy_days(shell, role, role.deputy)

    deputy = _("{name}, som är ställföreträdare").format(name=_name(shell, role.deputy))
    own = _("{name}, som är {role}").format(name=_name(shell, role.person), role=words.role(role.role))
    options = [Option("deputy", [(deputy, "text")]), Option("own", [(own, "text")])]
    shell.ask(Question(_("Vems dagar ska ändras?"), answer, text=None, options=options, pick=True))


def deputy(shell: Shell, id: str) -> None:
    """Who stands in, then on which days."""
    role = _role(shell, id)
    if role is None:
        return

    def options(text: str) -> list[Option]:
        return [o for o in person_options(shell, text, shell.tavla.live.me) if o.key != role.person]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            _ask_deputy_days(shell, role, key)

    now = told_deputy(shell, role)
    explain: list[Piece] = [(_("Nu: {who}").format(who=now), "quiet")] if now else []
    title = _("Vem är ställföreträdare för {name}?").format(name=_name(shell, role.person))
    question = Question(title, answer, explain=explain, options=options, pick=True)
    shell.ask(newcomer.or_new(shell, question))


def told_deputy(shell: Shell, role: RoleHeld) -> str:
    """Who stands in for a role, and on which days, first whoever does so until another begins; empty where nobody
    does any more."""
    today = shell.tavla.now.date()
    if role.deputy is None or (role.deputy_end and role.deputy_end <= today):
        return ""
    told = _name(shell, role.deputy) + _told_days(role.deputy_start, role.deputy_end, today)
    now = role.stands_in(today)
    return f"{_name(shell, now)}, {told}" if now and now == role.earlier_deputy else told


def told_days(role: RoleHeld, today: date) -> str:
    """From which day to come whoever is named to stand in does so, and till which."""
    return _told_days(role.deputy_start, role.deputy_end, today)


def _told_days(start: date | None, end: date | None, today: date) -> str:
    told = ""
    if start and start > today:
        told += _(" från {day}").format(day=dates.day(start, today))
    if end:
        told += _(" till och med {day}").format(day=dates.day(end - timedelta(days=1), today))
    return told


def _role(shell: Shell, id: str) -> RoleHeld | None:
    return next((one for one in all_roles(shell.tavla.live.org) if one.id == id), None)


def _name(shell: Shell, ref: str | None) -> str:
    found = people_of(shell.tavla.live.org).get(ref or "")
    return found.name if found else _("någon")


def _short(shell: Shell, ref: str | None) -> str:
    found = people_of(shell.tavla.live.org).get(ref or "")
    return found.short if found else _("någon")


# --- the days of who stands in


def _ask_deputy_days(shell: Shell, role: RoleHeld, ref: str) -> None:
    name, today = _name(shell, ref), shell.tavla.now.date()
    explain: list[Piece] = [(_("Enter utan text: från i dag."), "quiet")]
    if role.deputy and role.deputy != ref and (told := told_deputy(shell, role)):
        explain.append((_("{name} kommer i stället för {other}.").format(name=name, other=told), "still"))
    if role.stands_in(today):
        until = _("Börjar {name} senare är {other} ställföreträdare till dess.")
        told = until.format(name=name, other=_name(shell, role.stands_in(today)))
        explain.append((told, "quiet"))

    def first(start: date | None) -> None:
        _ask_day(
            shell,
            _("Till och med vilken dag är {name} ställföreträdare?").format(name=name),
            [(_("Enter utan text: tills vidare."), "quiet")],
            lambda last: then(start, last),
        )

    def then(start: date | None, last: date | None) -> None:
        begins = start if start and start > today else None
        end = last + timedelta(days=1) if last else None
        command = organisation.name_deputy(role.id, ref, start=begins, end=end)
        held = _told_days(begins, end, today)
        said = shell.keyed(_("{name} är ställföreträdare{days}. {undo} ångrar."), name=name, days=held)
        if role.deputy and role.deputy != ref:
            said = shell.keyed(
                _("{name} i stället för {other}{days}. {undo} ångrar."),
                name=name,
                other=_name(shell, role.deputy),
                days=held,
            )
        if begins and role.stands_in(today):
            said = shell.keyed(
                _("{name} tar över {day}, {other} är ställföreträdare till dess. {undo} ångrar."),
                name=_short(shell, ref),
                day=dates.day(begins, today),
                other=_short(shell, role.stands_in(today)),
            )
        organise(shell, command, said)

    _ask_day(shell, _("Från vilken dag är {name} ställföreträdare?").format(name=name), explain, first)


# --- the days of the role itself


def _ask_days(shell: Shell, role: RoleHeld) -> None:
    name, today = _name(shell, role.person), shell.tavla.now.date()
    now = dates.day(role.start, today) if role.start else ""
    hint = _("Till exempel imorgon eller 1/2. Enter utan text låter dagen stå.")
    explain: list[Piece] = [(_("Nu: {day}").format(day=now), "text")] if now else []

    def first(day: date | None) -> None:
        start = day or role.start or today
        if role.holds(today) and start > today:
            _ask_gap(shell, role, start)
        else:
            _ask_last(shell, role, start)

    title = _("Från vilken dag är {name} {role}?").format(name=name, role=words.role(role.role))
    _ask_day(shell, title, [*explain, (hint, "quiet")], first)


def _ask_gap(shell: Shell, role: RoleHeld, start: date) -> None:
    """A role that is held today and gets a first day to come is not held until then."""
    day = dates.day(start, shell.tavla.now.date())

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            _ask_last(shell, role, start)
        else:
            shell.say(_("Inget är ändrat."), "still")

    told = _("{name} har rollen i dag, och har den då inte förrän {day}.").format(
        name=_name(shell, role.person), day=day
    )
    options = [
        Option("no", [(_("Nej, låt det vara som det är"), "text")]),
        Option("yes", [(_("Ja, från {day}").format(day=day), "text")]),
    ]
    title = _("Ska rollen gälla först från {day}?").format(day=day)
    shell.ask(Question(title, answer, explain=[(told, "still")], text=None, options=options, pick=True))


def _ask_last(shell: Shell, role: RoleHeld, start: date) -> None:
    def then(last: date | None) -> None:
        end = last + timedelta(days=1) if last else None
        command = organisation.change_role(role.id, start=start, end=end, lasting=end is None)
        organise(shell, command, shell.keyed(_("Dagarna är sparade. {undo} ångrar.")))

    title = _("Till och med vilken dag är {name} {role}?").format(
        name=_name(shell, role.person), role=words.role(role.role)
    )
    _ask_day(shell, title, [(_("Enter utan text: tills vidare."), "quiet")], then)


def _ask_day(shell: Shell, title: str, explain: list[Piece], then: Callable[[date | None], object]) -> None:
    """Ask for a day as people say it; None where nothing is written."""
    today = shell.tavla.now.date()

    def read(text: str) -> date | Problem | None:
        return days.understood(parse_date, text, today) if text.strip() else None

    def echo(text: str) -> list[Option]:
        return days.echo(read(text), today)

    def answer(text: str, key: str | None) -> None:
        found = read(text)
        if isinstance(found, Problem):
            shell.prompt.say(shell.words_for(found), "still")
            return
        shell.answered()
        then(found)

    hint = _("mån, 24/11, om 3 veckor · enter går vidare · esc avbryter")
    shell.ask(Question(title, answer, explain=explain, options=echo, hint=hint))

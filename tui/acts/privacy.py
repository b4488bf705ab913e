"""Taking away for good: a person, old comments. Each says first what goes and what stays, and asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from board import forgetting, retention, rights
from board.errors import Problem
from board.model import everyone, people_of
from board.ports import Commit
from board.swedish import fold, sort_key
from tui import words
from tui.acts.asking import has_board, not_theirs, with_person
from tui.confined import confined
from tui.lines import Piece
from tui.sync_words import of_board
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from board.context import Command
    from storage.redact import Done
    from tui.shell import Shell

SHOWN = 6
"""Boards that are told one by one."""


def may_rewrite(shell: Shell) -> bool:
    """Whether files may be rewritten from here: not by who came in with a key of their own."""
    if confined():
        shell.say(_("Det görs vid datorn där tavlan ligger. Säg till den som sköter den."), "still")
    return not confined()


# --- how long comments are kept


def keep(shell: Shell) -> None:
    """For how many months comments on finished cards are kept."""
    if not has_board(shell):
        return
    months = retention.months_kept(shell.tavla.live.board)

    def answer(text: str, key: str | None) -> None:
        given = text.strip() or "0"
        if not given.isdecimal() or int(given) > retention.MOST_MONTHS:
            shell.prompt.say(_("Skriv ett antal månader, eller låt det vara tomt för alltid."))
            return
        live = shell.tavla.live
        command = retention.keep(int(given))
        with_person(
            shell, lambda: live.do(command, lambda o: shell.tell(o, shell.keyed(_("Sparat. {undo} ångrar."))))
        )

    told = _(
        "Tomt: alltid. Inget tas bort av sig självt: nyckelpersonen och förbättringsledaren ser när det är dags."
        " Bestäm tiden tillsammans med den som ansvarar för arkivet."
    )
    title = _("Hur många månader ska kommentarer på avslutade kort finnas kvar?")
    shell.ask(
        Question(title, answer, explain=[(told, "quiet")], text=str(months) if months else "", renew=True)
    )


def thin(shell: Shell) -> None:
    """Take away the comments that are older than that, when somebody has seen how many."""
    live = shell.tavla.live
    months = retention.months_kept(live.board)
    if not months:
        keep(shell)
        return
    number = len(retention.older(live.board, shell.tavla.now.date(), months))
    if not number:
        shell.say(_("Inget att gallra: ingen kommentar är så gammal."))
        return
    if not may_rewrite(shell):
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            with_person(shell, lambda: carry_out(shell, retention.thin(), gone))

    yes = ngettext("Ja, ta bort {n} kommentar", "Ja, ta bort {n} kommentarer", number).format(n=number)
    options = [
        Option("no", [(_("Nej, behåll dem"), "text")]),
        Option("yes", [(yes, "text"), ("  " + _("går inte att ångra"), "still")]),
    ]
    told = ngettext(
        "De står på kort som avslutades för mer än {n} månad sedan.",
        "De står på kort som avslutades för mer än {n} månader sedan.",
        months,
    ).format(n=months)
    stays = _("Korten, mätvärdena och lärdomarna är kvar, och vem som kommenterade när.")
    explain: list[Piece] = [(told, "text"), (stays, "quiet"), (elsewhere(), "quiet")]
    title = ngettext("Gallra {n} kommentar?", "Gallra {n} kommentarer?", number).format(n=number)
    shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))


# --- a person


def forget(shell: Shell) -> None:
    """Choose whom, see what becomes of it, and write the name to have it done."""
    if not may_rewrite(shell):
        return
    with_person(shell, lambda: _choose_person(shell))


def forget_me(shell: Shell) -> None:
    """Whoever sits here sees what becomes of it, and writes their name to have it done."""
    if shell.tavla.live.me is not None and may_rewrite(shell):
        _count(shell, shell.tavla.live.me)


def _choose_person(shell: Shell) -> None:
    live = shell.tavla.live
    gone = forgetting.forgotten(live.org)
    refused = not_theirs(shell, rights.FORGET)
    people = [one for one in everyone(live.org) if one.ref not in gone]
    if refused is not None:
        people = [one for one in people if one.ref == live.me]
    people.sort(key=lambda one: (refused is None and one.ref == live.me, sort_key(one.name)))

    def mine(ref: str) -> list[Piece]:
        return [("  " + _("du själv"), "still")] if ref == live.me else []

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        return [
            Option(one.ref, [(one.name, "text"), ("  " + one.handle, "quiet"), *mine(one.ref)])
            for one in people
            if all(word in fold(f"{one.name} {one.handle}") for word in wanted)
        ]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            _count(shell, key)

    explain: list[Piece] = [(_("Inget händer än: först ser du vad som skulle bytas ut."), "quiet")]
    if refused is not None:
        explain.insert(0, (_others_forgotten_by(shell, refused), "text"))
    shell.ask(Question(_("Vem ska glömmas?"), answer, explain=explain, options=options, pick=True))


def _others_forgotten_by(shell: Shell, refused: Problem) -> str:
    from tui.problems import either

    people = people_of(shell.tavla.live.org)
    roles = [words.role(role) for role in refused.params["roles"]]
    names = [people[ref].short for ref in refused.params["persons"] if ref in people]
    told = _("Andra glöms bara av den som är {roles}: {persons}. Dig själv kan du alltid glömma.")
    return told.format(roles=either(roles), persons=", ".join(sorted(names, key=sort_key)))


def _count(shell: Shell, ref: str) -> None:
    """How much of it there is, on each board."""
    live, session = shell.tavla.live, shell.tavla.desk.session
    found: list[Done] = []

    def work() -> Commit:
        found.extend(session.forget(forgetting.whom(ref, live.org)))
        return Commit((), ())

    def then(outcome: Commit | Problem) -> None:
        shell.key_line.hush()
        if shell.tell(outcome):
            _confirm_forget(shell, ref, found)

    shell.say(_("Räknar hur mycket det är …"), "still")
    live.ask(work, then)


def _confirm_forget(shell: Shell, ref: str, found: Sequence[Done]) -> None:
    live = shell.tavla.live
    person = people_of(live.org).get(ref)
    if person is None:
        return
    explain: list[Piece] = [
        (_("Namnet, kortnamnet och det personen har skrivit byts mot […]. Rollerna avslutas."), "text")
    ]
    if ref == live.me:
        explain.insert(0, (_("Det är du själv. Efteråt är ingen inloggad här."), "still"))
    own = str((live.board.get("board", "1") or {}).get("name") or "")
    names = {**shell.tavla.desk.board_names, live.board_id or "": own}
    explain += [
        (_on_board(done, names.get(done.board) or of_board(done.board)), "quiet") for done in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        explain.append((_("och på {n} till").format(n=len(found) - SHOWN), "quiet"))
    stays = _(
        "Kvar är att någon gjorde något och när, så att tavlan är densamma på alla datorer. Kvar är också"
        " förnamnet ensamt i det andra har skrivit: sök efter det och radera."
    )
    explain += [(stays, "quiet"), (elsewhere(), "quiet")]
    if any(done.aside for done in found):
        aside = _("Undanlagda filer i mapparna broken rör Tavla inte: gå igenom dem själv.")
        explain.append((aside, "still"))

    def go_on() -> None:
        command = forgetting.forget(ref)
        if ref == live.me:
            carry_out(shell, command, _forgotten_self, organise=True, then=lambda: _leave(shell))
        else:
            carry_out(shell, command, _forgotten, organise=True)

    title = _("Skriv {name} för att glömma personen").format(name=person.name)
    hint = _("enter glömmer · esc avbryter")
    shell.ask(Question(title, typed(shell, person.name, go_on), explain=explain, hint=hint))


def _on_board(done: Done, name: str) -> str:
    changes = ngettext("{n} ändring", "{n} ändringar", done.lines).format(n=done.lines)
    texts = ngettext("{n} text", "{n} texter", done.texts).format(n=done.texts)
    return f"{name}: {changes}" + (f", {texts}" if done.texts else "")


# --- what they share


def elsewhere() -> str:
    return _("Det går inte att ångra. Andra datorer gör samma sak vid nästa synk. Säkerhetskopior rörs inte.")


def gone() -> str:
    return _("Borta, här och i historiken. Andra datorer gör samma sak vid nästa synk.")


def _forgotten() -> str:
    return _("Personen är glömd här. Andra datorer gör samma sak vid nästa synk.")


def _leave(shell: Shell) -> None:
    """Whoever sat here is nobody any more."""
    shell.tavla.live.me = None
    shell.tavla.desk.forget_person()
    shell.close_pages()
    shell.redraw()


def _forgotten_self() -> str:
    return _("Du är glömd här. Andra datorer gör samma sak vid nästa synk.")


def typed(shell: Shell, wanted: str, go_on: Callable[[], object]) -> Callable[[str, str | None], None]:
    """Go on when a word has been typed: no key pressed by mistake is enough."""

    def answer(text: str, key: str | None) -> None:
        if fold(" ".join(text.split())) == fold(wanted):
            go_on()
        else:
            told = _("Skriv {word} för att göra det. Esc två gånger låter allt vara som det är.")
            shell.prompt.say(told.format(word=wanted), "still")

    return answer


def carry_out(
    shell: Shell,
    command: Command,
    said: Callable[[], str],
    *,
    organise: bool = False,
    leaves: bool = False,
    then: Callable[[], object] = lambda: None,
) -> None:
    """Write that it is to be gone, take it out of the files, and go on. leaves: the card's page has nothing left."""
    live, session = shell.tavla.live, shell.tavla.desk.session

    def rewrite() -> Commit:
        session.forget()
        return Commit((), ())

    def over(outcome: Commit | Problem) -> None:
        live.look_again()
        if shell.tell(outcome):
            if leaves and shell.page == "card":
                shell.close_page()
            then()
            shell.say(said())

    def written(outcome: Commit | Problem) -> None:
        if shell.tell(outcome):
            live.ask(rewrite, over)

    (live.organise if organise else live.do)(command, written)


def _erase(shell: Shell) -> None:
    from tui.acts.erasing import erase

    erase(shell)


HERE: Mapping[str, Callable[[Shell], Any]] = {
    "keep": keep,
    "thin": thin,
    "me": forget_me,
    "forget": forget,
    "erase": _erase,
}
"""What `enter` does on the page's rows."""

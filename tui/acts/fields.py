"""Writing a field of a card: text, a person, a day, tags. One way to edit, from the board and from the card's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from board import commands
from board.codes import KINDS, PERSON_FIELDS, TEXT_FIELDS
from board.errors import Problem
from board.model import Person, everyone, people_of
from board.ports import Commit, Event
from board.swedish import fold, sort_key
from tui import guide, words
from tui.acts import days, meanwhile, newcomer
from tui.acts.asking import do, with_person
from tui.lines import Row, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


def comment(shell: Shell) -> None:
    id = shell.card
    if id is None:
        return

    def answer(text: str, key: str | None) -> None:
        def then(outcome: Commit | Problem) -> None:
            if shell.tell(outcome, _("Kommentaren är sparad.")):
                shell.forget_draft(f"comment/{id}")

        with_person(shell, lambda: shell.tavla.live.do(commands.comment(id, text), then))

    title = str((shell.cards.get(id) or {}).get("title") or "")
    shell.ask(
        Question(
            _("Skriv en kommentar"),
            answer,
            explain=[(fit(title, 70), "quiet")],
            many=True,
            draft=f"comment/{id}",
        )
    )


def log(shell: Shell) -> None:
    """A note of what happened in the try: a line, in seconds."""
    if shell.card is not None:
        from tui.acts.parts import add

        add(shell, shell.card, "log")


def reading(shell: Shell) -> None:
    if shell.card is not None:
        from tui.acts.measuring import add_readings

        add_readings(shell, shell.card)


def owner(shell: Shell) -> None:
    if shell.card is not None:
        edit(shell, shell.card, "owner")


def due(shell: Shell) -> None:
    if shell.card is not None:
        edit(shell, shell.card, "due")


Then: TypeAlias = Callable[[], object]
"""What goes on once a field is saved, where several are asked for one after another."""


def edit_all(
    shell: Shell, id: str, fields: Sequence[str], then: Then, of: int | None = None, more: int = 0
) -> None:
    """Ask for several fields one after another, then go on. Leaving one unanswered ends the asking.

    more: how many questions `then` asks, which are counted with these.
    """
    if not fields:
        then()
        return
    total = of or len(fields) + more
    step = _("{n} av {total}").format(n=total - more - len(fields) + 1, total=total)
    edit(shell, id, fields[0], then=lambda: edit_all(shell, id, fields[1:], then, total, more), step=step)


def edit(
    shell: Shell,
    id: str,
    field: str,
    at: tuple[int, int, int] | None = None,
    then: Then | None = None,
    step: str = "",
) -> None:
    """Ask for a field's new value, where it stands."""
    if field in PERSON_FIELDS:
        _pick_person(shell, id, field, then, step)
    elif field == "doers":
        _pick_doers(shell, id)
    elif field == "due":
        _ask_day(shell, id, then, step)
    elif field == "kind":
        _pick_kind(shell, id)
    elif field == "tags":
        _ask_tags(shell, id)
    elif field == "title" or field in TEXT_FIELDS:
        _ask_text(shell, id, field, at, then, step)


def save(
    shell: Shell,
    id: str,
    field: str,
    value: Any,
    base: Any,
    draft: str | None = None,
    then: Then | None = None,
) -> None:
    """Set one field, unless somebody has changed it since `base` was read; then go on."""

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "changed_meanwhile":
            _two_texts(shell, id, field, outcome, draft)
            return
        if not shell.tell(
            outcome, _("Sparat: {field}.").format(field=words.field(field).lower().rstrip("?"))
        ):
            return
        if draft:
            shell.forget_draft(draft)
        if then is not None:
            then()

    command = commands.edit(id, {field: value}, base={field: base})
    with_person(shell, lambda: shell.tavla.live.do(command, heard))


def _titled(title: str, step: str) -> str:
    return f"{title}  ({step})" if step else title


def _two_texts(shell: Shell, id: str, field: str, problem: Problem, draft: str | None) -> None:
    """Somebody else changed the same text: both are shown, and the person chooses."""

    def keep_mine(mine: Any, theirs: Any) -> None:
        save(shell, id, field, mine, theirs, draft)

    many = field != "title" if field in ("title", *TEXT_FIELDS) else None
    shown = partial(_shown, shell, field)
    meanwhile.choose(shell, words.field(field), problem, shown, keep_mine, draft, many)


def _shown(shell: Shell, field: str, value: Any) -> str:
    if field in PERSON_FIELDS:
        person = people_of(shell.tavla.live.org).get(str(value))
        return person.name if person else "–"
    return str(value or "–")


def _ask_text(
    shell: Shell, id: str, field: str, at: tuple[int, int, int] | None, then: Then | None, step: str
) -> None:
    card = shell.cards.get(id) or {}
    base = card.get(field)
    draft = f"{field}/{id}"

    def answer(text: str, key: str | None) -> None:
        save(shell, id, field, text, base, draft, then)

    def news(events: tuple[Event, ...]) -> None:
        if any(e.id == id and e.after is None for e in events):
            shell.prompt.say(
                _("Kortet har tagits bort av någon annan. Det du skrivit står kvar här."), "still"
            )
        elif any(e.id == id and e.after is not None and e.after.get(field) != base for e in events):
            shell.prompt.say(meanwhile.told_of_change(), "still")

    shell.ask(
        Question(
            _titled(words.field(field), step),
            answer,
            explain=[(guide.question(field), "quiet")],
            text=str(base or ""),
            many=field != "title",
            draft=draft,
            news=news,
            at=at,
        )
    )


def person_options(shell: Shell, text: str, first: str | None = None) -> list[Option]:
    """People whose name has what is typed, in Swedish order: names that begin so before those that have it inside a
    word, and of each `first` before the others."""
    wanted = fold(text.strip())
    people = [p for p in everyone(shell.tavla.live.org) if p.active and _named(p, wanted)]
    people = [p for p in people if p.ref == first or fold(p.name) == wanted or not only_account(shell, p)]
    people.sort(
        key=lambda p: (
            not begins_so(p, text),
            p.ref != first,
            not fold(p.name).startswith(wanted),
            sort_key(p.name),
        )
    )
    return [Option(p.ref, _person_row(shell, p, first)) for p in people]


def only_account(shell: Shell, person: Person) -> bool:
    """Whether a name is only what the login here is called, and has done nothing on the board: no colleague."""
    live = shell.tavla.live
    if not person.name == person.handle == shell.tavla.desk.login or person.ref == live.me:
        return False
    docs = [*live.board.table("cards").values(), *live.board.table("comments").values()]
    docs += live.org.table("roles").values()
    named = ("by", "owner", "leader", "support", "person", "deputy", "earlier_deputy")
    return not any(
        person.ref in doc.get("doers", ()) or any(doc.get(field) == person.ref for field in named)
        for doc in docs
    )


def _named(person: Person, wanted: str) -> bool:
    return all(word in fold(f"{person.name} {person.handle}") for word in wanted.split())


def begins_so(person: Person, typed: str) -> bool:
    """Whether each word that is typed begins a word of a person's name."""
    names = fold(f"{person.name} {person.handle}").replace("-", " ").split()
    return all(any(name.startswith(word) for name in names) for word in fold(typed).replace("-", " ").split())


def _person_row(shell: Shell, person: Person, me: str | None) -> Row:
    here = _("du") if shell.tavla.live.me is not None else _("var här senast")
    told = here if person.ref == me else person.handle
    return [(person.name, "text"), (f"  {told}", "quiet")]


def _pick_person(shell: Shell, id: str, field: str, then: Then | None, step: str) -> None:
    base = (shell.cards.get(id) or {}).get(field)
    nobody = Option("", [(_("ingen"), "quiet")])

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            save(shell, id, field, key or None, base, then=then)

    def options(text: str) -> list[Option]:
        found = person_options(shell, text, shell.tavla.live.me)
        return [*found, nobody] if base and not text.strip() else found

    asked = Question(_titled(guide.question(field), step), answer, options=options, pick=True)
    shell.ask(newcomer.or_new(shell, asked))


def _pick_doers(shell: Shell, id: str) -> None:
    doers = list((shell.cards.get(id) or {}).get("doers") or [])

    def options(text: str) -> list[Option]:
        return [
            Option(o.key, [(("✓ " if o.key in doers else "  "), "good"), *o.row])
            for o in person_options(shell, text, shell.tavla.live.me)
        ]

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        change = {"remove" if key in doers else "add": {"doers": [key]}}
        do(shell, commands.edit(id, **change), _("Sparat."))

    shell.ask(newcomer.or_new(shell, Question(guide.question("doers"), answer, options=options, pick=True)))


def _pick_kind(shell: Shell, id: str) -> None:
    base = (shell.cards.get(id) or {}).get("kind")
    options = [Option(kind, [(words.kind(kind), "text")]) for kind in KINDS]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            save(shell, id, "kind", key, base)

    shell.ask(Question(guide.question("kind"), answer, text=None, options=options, pick=True))


def _ask_day(shell: Shell, id: str, then: Then | None, step: str) -> None:
    from board.when import parse_date

    base = (shell.cards.get(id) or {}).get("due")
    today = shell.tavla.now.date()

    def read(text: str) -> date | Problem | None:
        return days.understood(parse_date, text, today) if text.strip() else None

    def answer(text: str, key: str | None) -> None:
        found = read(text)
        if isinstance(found, Problem):
            shell.prompt.say(shell.words_for(found))
        else:
            save(shell, id, "due", found.isoformat() if found else None, base, then=then)

    shell.ask(
        Question(
            _titled(_("När ska det följas upp?"), step),
            answer,
            explain=[(guide.question("due"), "quiet")],
            text=days.to_change(base, lambda text: parse_date(text, today), today),
            renew=True,
            options=lambda text: days.echo(read(text), today),
            hint=_("enter sparar · tomt tar bort dagen · esc avbryter"),
        )
    )


def _ask_tags(shell: Shell, id: str) -> None:
    before = list((shell.cards.get(id) or {}).get("tags") or [])

    def answer(text: str, key: str | None) -> None:
        wanted = [word.strip().lstrip("#") for word in text.replace("\n", ",").split(",") if word.strip()]
        command = commands.edit(
            id,
            add={"tags": [t for t in wanted if t not in before]},
            remove={"tags": [t for t in before if t not in wanted]},
        )
        do(shell, command, _("Sparat."))

    shell.ask(
        Question(
            words.field("tags"),
            answer,
            explain=[(_("Skriv ord med komma emellan."), "quiet")],
            text=", ".join(before),
        )
    )

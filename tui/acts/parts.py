"""Writing the parts of a card: a new one, a field of one or of the card, away with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from board import commands
from board.commands import Command
from board.errors import Problem
from board.ids import new_id
from board.method import acts, kinds
from board.method.began import test_began
from board.method.kinds import FIELDS_OF_CARD, KINDS, SETS, Field, Kind
from board.method.parts import linked_text, parts_of
from board.model import people_of
from board.ports import Commit, Doc, Event, Snapshot
from tui import method_words as words
from tui.acts import meanwhile, values
from tui.acts.asking import with_person
from tui.lines import Piece, fit
from tui.text import _, ngettext
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.pages.section import SectionPage
    from tui.shell import Shell

Then = Callable[[], object]


def home_of(shell: Shell, kind: Kind) -> Snapshot:
    """The documents that a kind of part lies among."""
    return shell.tavla.live.org if kind.home == "org" else shell.tavla.live.board


def run(
    shell: Shell, kind: Kind, command: Command, said: str, then: Then | None = None, draft: str = ""
) -> None:
    def heard(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, said):
            if draft:
                shell.forget_draft(draft)
            if then is not None:
                then()

    live = shell.tavla.live
    put = live.organise if kind.home == "org" else live.do
    with_person(shell, lambda: put(command, heard))


def links_of(shell: Shell, field: Field, card: str) -> Mapping[str, Doc]:
    """What a field can point at."""
    board = shell.tavla.live.board
    if field.type == kinds.GOAL or field.to == "goal":
        return {id: doc for id, doc in board.table("goals").items() if not doc.get("ended")}
    return parts_of(board, field.to, card) if field.to else {}


def _section(shell: Shell) -> SectionPage | None:
    """The section in front, where there is one."""
    from tui.pages.section import SectionPage

    page = shell.pages[-1] if shell.pages else None
    return page if isinstance(page, SectionPage) else None


def below(shell: Shell) -> tuple[int, int, int] | None:
    """Where a question about what is new stands."""
    page = _section(shell)
    return page.place_below() if page is not None else None


def go_to(shell: Shell, kind: str, id: str) -> None:
    page = _section(shell)
    if page is not None:
        page.go_to(kind, id)


# --- a new part


def add(shell: Shell, card: str, name: str, fields: Mapping[str, Any] | None = None, count: int = 0) -> None:
    """Ask for a new part's first field; once saved the next is asked for, until it is left empty."""
    kind = KINDS[name]
    lead = kind.field(kind.lead) or Field(kind.lead)
    if lead.type == kinds.CHOICE:
        _add_choice(shell, card, kind, lead, dict(fields or {}))
        return
    if name == "reading":
        from tui.acts.measuring import add_readings

        add_readings(shell, card, str((fields or {}).get("indicator") or ""))
        return
    draft = f"new/{name}/{card}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        command = acts.add(name, card, {**(fields or {}), kind.lead: text}, id=id)

        def then() -> None:
            go_to(shell, name, id)
            add(shell, card, name, fields, count + 1)

        run(shell, kind, command, "", then, draft)

    explain: list[Piece] = [(one, "quiet") for one in _about(shell, card, kind, fields or {})]
    if count:
        told = ngettext("{n} sparad. Skriv nästa, eller enter för att sluta.",
                        "{n} sparade. Skriv nästa, eller enter för att sluta.", count).format(n=count)  # fmt: skip
        explain.append((told, "good"))
    title = words.lead_question(name) or words.kind(name)
    many = lead.type == kinds.TEXT
    shell.ask(Question(title, answer, explain=explain, many=many, draft=draft, at=below(shell)))


def _about(shell: Shell, card: str, kind: Kind, fields: Mapping[str, Any]) -> list[str]:
    """Where a new part will belong."""
    parent = home_of(shell, kind).get("causes", str(fields.get("parent") or ""))
    if parent is not None:
        return [_("Varför: {text}").format(text=fit(str(parent.get("text")), 90))]
    if fields.get("bone"):
        return [bone_name(shell, card, str(fields["bone"]))]
    return [fit(str((shell.cards.get(card) or {}).get("title") or ""), 90)]


def bone_name(shell: Shell, card: str, key: str) -> str:
    """What the team calls a bone of the card's fishbone."""
    held = (shell.cards.get(card) or {}).get("bones")
    named = held.get(key) if isinstance(held, dict) else None
    return str(named or words.bone(key))


def _add_choice(shell: Shell, card: str, kind: Kind, lead: Field, fields: dict[str, Any]) -> None:
    def save(value: Any) -> None:
        shell.answered()
        if value:
            run(shell, kind, acts.add(kind.name, card, {**fields, lead.name: value}), _("Sparat."))

    title = words.lead_question(kind.name) or words.field(kind.name, lead.name)
    values.ask(shell, values.Asked(lead, None, title, save))


# --- a field of a part, or of the card


def edit(
    shell: Shell,
    name: str,
    id: str,
    field_name: str,
    at: tuple[int, int, int] | None = None,
    then: Then | None = None,
) -> None:
    """Ask for a field of a part."""
    kind = KINDS[name]
    doc = home_of(shell, kind).get(kind.table, id)
    field = kind.field(field_name)
    if doc is None or field is None:
        return

    def command(value: Any, base: Any, why: str | None) -> Command:
        seen = None if field.type in SETS else {field_name: base}
        return acts.change(name, id, {field_name: value}, base=seen, why=why)

    _ask_field(shell, _Asking(kind, id, field, doc, command, str(doc.get("card") or ""), name, then), at)


def edit_card(shell: Shell, card: str, name: str, at: tuple[int, int, int] | None = None) -> None:
    """Ask for one of the method's fields of the card. A prediction whose test has begun is added to instead."""
    field = FIELDS_OF_CARD[name]
    doc = shell.cards.get(card)
    if doc is None:
        return
    today = shell.tavla.now.date()
    if name in kinds.PREDICTED and doc.get(name) and test_began(shell.tavla.live.board, card, doc, today):
        amend(shell, card, name)
        return

    def command(value: Any, base: Any, why: str | None) -> Command:
        return commands.edit(card, {name: value}, base={name: base})

    _ask_field(shell, _Asking(None, card, field, doc, command, card, None, None), at)


class _Asking(NamedTuple):
    """A field of a part, or (kind None) of the card: what it holds now and how another value is saved."""

    kind: Kind | None
    id: str
    field: Field
    doc: Doc
    command: Callable[[Any, Any, str | None], Command]
    """(value, what was seen, reason) -> the command."""
    card: str
    name: str | None
    then: Then | None

    @property
    def label(self) -> str:
        return words.field(self.name, self.field.name)

    @property
    def draft(self) -> str:
        return f"{self.field.name}/{self.id}"


def _ask_field(shell: Shell, asking: _Asking, at: tuple[int, int, int] | None) -> None:
    field, now = asking.field, asking.doc.get(asking.field.name)

    def news(events: tuple[Event, ...]) -> None:
        mine = [event for event in events if event.id == asking.id]
        if any(event.after is None for event in mine):
            shell.prompt.say(_("Någon annan har tagit bort det. Det du skrivit står kvar här."), "still")
        elif any((event.after or {}).get(field.name) != now for event in mine):
            shell.prompt.say(meanwhile.told_of_change(), "still")

    values.ask(
        shell,
        values.Asked(
            field,
            now,
            asking.label,
            lambda value: _save(shell, asking, value, now),
            explain=[(words.question(asking.name, field.name), "quiet")],
            draft=asking.draft if field.type in (kinds.LINE, kinds.TEXT) else None,
            at=at,
            links=links_of(shell, field, asking.card),
            news=news,
        ),
    )


def _save(shell: Shell, asking: _Asking, value: Any, base: Any, why: str | None = None) -> None:
    """Save; where a reason is wanted it is asked for, and where two have written at once which is to hold."""

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "reason_needed":
            shell.answered()
            _ask_reason(shell, lambda reason: _save(shell, asking, value, base, reason))
        elif isinstance(outcome, Problem) and outcome.code == "changed_meanwhile":

            def keep_mine(mine: Any, theirs: Any) -> None:
                _save(shell, asking, mine, theirs, why)

            shown = shown_by(shell, asking.field)
            meanwhile.choose(shell, asking.label, outcome, shown, keep_mine, asking.draft)
        elif shell.tell(outcome, _("Sparat: {field}.").format(field=asking.label.lower())):
            shell.forget_draft(asking.draft)
            if asking.then is not None:
                asking.then()

    live = shell.tavla.live
    put = live.organise if asking.kind is not None and asking.kind.home == "org" else live.do
    with_person(shell, lambda: put(asking.command(value, base, why), heard))


def _ask_reason(shell: Shell, save: Callable[[str], None]) -> None:
    """Why a target is revised."""

    def answer(text: str, key: str | None) -> None:
        if text.strip():
            save(text)
        else:
            shell.prompt.say(_("Skriv ett kort skäl."), "still")

    explain: list[Piece] = [(_("Det gamla målet och skälet finns kvar i historiken."), "quiet")]
    shell.ask(Question(_("Varför ändras målet?"), answer, explain=explain))


def shown_by(shell: Shell, field: Field) -> Callable[[Any], str]:
    """How a value of a field is told."""
    live = shell.tavla.live
    people = people_of(live.org)

    def person(ref: Any) -> str:
        return people[str(ref)].name if str(ref) in people else _("någon")

    return lambda value: words.value(
        field, value, person, lambda kind, id: linked_text(live.board, live.org, kind, id)
    )


def amend(shell: Shell, card: str, name: str) -> None:
    """What was predicted stands as it was when the test began; what is added is told as added."""
    explain: list[Piece] = [
        (_("Försöket har börjat, så det ni skrev då står kvar som det var."), "still"),
        (str((shell.cards.get(card) or {}).get(name) or ""), "text"),
    ]
    draft = f"amend/{name}/{card}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        command = acts.add("amendment", card, {"text": text, "about": name})
        run(shell, KINDS["amendment"], command, _("Sparat som tillägg."), None, draft)

    shell.ask(Question(_("Lägg till något i efterhand?"), answer, explain=explain, many=True, draft=draft))


# --- quick changes of one key


def put(shell: Shell, name: str, id: str, fields: Mapping[str, Any], said: str = "") -> None:
    """Set fields without asking."""
    run(shell, KINDS[name], acts.change(name, id, fields), said)


def remove(shell: Shell, name: str, id: str) -> None:
    """Take a part away; undo brings it back."""
    run(shell, KINDS[name], acts.remove(name, id), _("Borttaget. u ångrar."))

"""Writing the parts of a card: a new one, a field of one or of the card, away with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from board.context import Command
from board.errors import Problem
from board.ids import new_id
from board.method import acts, kinds
from board.method.given import linkable
from board.method.kinds import KINDS, Field, Kind
from board.ports import Commit, Doc, Snapshot
from board.rules import is_open
from tui import method_words as words
from tui.acts import values
from tui.acts.asking import in_front, with_person
from tui.keys import ACTIONS
from tui.lines import Piece, fit
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

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
    live = shell.tavla.live
    found = linkable(field, live.board, live.org, card)
    if field.type == kinds.CARD:
        return {id: doc for id, doc in found.items() if is_open(doc)}
    return {id: doc for id, doc in found.items() if not doc.get("ended")}


def _section(shell: Shell) -> SectionPage | None:
    """The section in front, where there is one."""
    from tui.pages.section import SectionPage

    return in_front(shell, SectionPage)


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


def ask_if_writing(shell: Shell, action: str, write: Callable[[], object]) -> None:
    """A capital letter on a part leads elsewhere, or begins a sentence: one letter alone is the key, more is a text."""
    label = next(_(one.label) for one in ACTIONS if one.id == action)

    def options(text: str) -> list[Option]:
        key = Option("key", [(label, "text")])
        new = Option("new", [(_("Skriv det som något nytt på kortet"), "text")])
        return [key, new] if len(text) < 2 else [new, key]

    def answer(text: str, chosen: str | None) -> None:
        shell.answered()
        if chosen == "key":
            shell.run_action_of(action)
        elif chosen == "new":
            write()
            if shell.asking and shell.prompt.question is not question:
                shell.prompt.field.insert(text)

    hint = _("enter väljer · ↓ nästa · esc avbryter")
    question = Question(_("Skriver du något?"), answer, options=options, pick=True, hint=hint)
    shell.ask(question)


# --- quick changes of one key


def put(shell: Shell, name: str, id: str, fields: Mapping[str, Any], said: str = "") -> None:
    """Set fields without asking."""
    run(shell, KINDS[name], acts.change(name, id, fields), said)


def remove(shell: Shell, name: str, id: str) -> None:
    """Take a part away; undo brings it back."""
    run(shell, KINDS[name], acts.remove(name, id), shell.keyed(_("Borttaget. {undo} ångrar.")))

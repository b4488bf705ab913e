"""A field of a part or of the card: asked for where it stands, saved, and chosen about where two have written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from board import commands
from board.context import Command
from board.errors import Problem
from board.method import acts, kinds
from board.method.began import test_began
from board.method.kinds import FIELDS_OF_CARD, KINDS, SETS, Field, Kind
from board.method.parts import linked_text, parts_of
from board.model import people_of
from board.ports import Commit, Doc, Event
from tui import method_words as words
from tui.acts import meanwhile, values
from tui.acts.asking import with_person
from tui.acts.ideas import share
from tui.acts.parts import Then, home_of, links_of, run
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


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

    asking = _Asking(kind, id, field, doc, command, str(doc.get("card") or ""), name, then)
    if (name, field_name) == ("cause", "bone"):
        _ask_bone(shell, asking)
    else:
        _ask_field(shell, asking, at)


def edit_card(shell: Shell, card: str, name: str, at: tuple[int, int, int] | None = None) -> None:
    """Ask for one of the method's fields of the card. A prediction whose test has begun is added to instead."""
    field = FIELDS_OF_CARD[name]
    doc = shell.cards.get(card)
    if doc is None:
        return
    if name == "share":
        share(shell, card)
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
            links={id: doc for id, doc in links_of(shell, field, asking.card).items() if id != asking.id},
            news=news,
        ),
    )


def _ask_bone(shell: Shell, asking: _Asking) -> None:
    """On which of the fishbone's bones a cause hangs."""
    now = asking.doc.get("bone")
    causes = parts_of(shell.tavla.live.board, "cause", asking.card).values()
    bones = acts.bones_of(shell.cards.get(asking.card) or {}, causes)
    options = [
        Option(key, [("✓ " if key == now else "  ", "good"), (name or words.bone(key), "text")])
        for key, name in bones.items()
    ]
    if now:
        options.append(Option("", [("  ", "text"), (_("inget av dem"), "quiet")]))

    def answer(text: str, key: str | None) -> None:
        _save(shell, asking, key or None, now)

    explain: list[Piece] = [(words.question("cause", "bone"), "quiet")]
    shell.ask(Question(asking.label, answer, explain=explain, text=None, options=options, pick=True))


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
            many = {kinds.TEXT: True, kinds.LINE: False}.get(asking.field.type)
            meanwhile.choose(shell, asking.label, outcome, shown, keep_mine, asking.draft, many)
        elif shell.tell(outcome, _("Sparat: {field}.").format(field=asking.label.lower().rstrip("?"))):
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

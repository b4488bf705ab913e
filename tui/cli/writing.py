"""Commands that change a card. Each says in one line what came of it, with the card's id to go on with."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from board import commands
from board.codes import KINDS, OUTCOMES, PHASES, SET_FIELDS, SETTABLE
from board.context import Command, near, person
from board.errors import Problem
from board.ports import Commit, Doc
from board.text import tag
from tui import words
from tui.cli.call import Call, answer, find_card, known_code
from tui.text import _


def add(call: Call) -> int:
    """`tavla add`: a new card; the title is enough."""
    args = call.args
    fields = {name: getattr(args, name) for name in ("problem", "why", "owner") if getattr(args, name)}
    if args.kind:
        fields["kind"] = known_code("kind", args.kind, KINDS)
    if args.due:
        fields["due"] = _date(call, args.due)
    if args.tag:
        fields["tags"] = [one for given in args.tag for one in given.split(",") if one.strip()]
    session = call.session
    session.store()
    title = " ".join(args.title)
    commit = session.do(
        _from_starter(args.starter, title, fields) if args.starter else commands.note(title, **fields)
    )
    made = next(
        event.id for event in commit.events if event.stamp in commit.stamps and event.table == "cards"
    )
    return answer(call, commit, made, lambda card: _("Noterat: {short}  {title}").format(**card))


def _from_starter(given: str, title: str, fields: dict[str, Any]) -> Command:
    from board.method.starters import STARTERS, starter
    from tui.starter_words import say

    return starter(known_code("starter", given, tuple(STARTERS)), title, say, **fields)


def _date(call: Call, given: str) -> Any:
    from board.when import parse_due

    return parse_due(given, call.session.clock().date())


def _change(call: Call, command_of: Any, told: str) -> int:
    """Apply what `command_of` makes of the card's document id, and tell it."""
    store = call.session.store()
    call.session.who()
    id = find_card(store.snapshot, call.args.card)
    commit = call.session.do(command_of(id))
    sentence = told if commit.stamps else _("Inget att ändra: {short}  {title}")
    return answer(call, commit, id, lambda card: sentence.format_map(_shown(card)))


def _shown(card: dict[str, Any]) -> dict[str, Any]:
    return card | {"phase": words.phase(card.get("phase")), "finish": words.outcome(card.get("finish"))}


_NAMES = {"tag": "tags", "doer": "doers"}
_NOT_SET = ("phase", "state")
"""What is changed by moving, finishing and the like; the refusal says so."""


def set_fields(call: Call) -> int:
    """`tavla set`: fields as FIELD=VALUE, sets with += and -=."""
    fields: dict[str, Any] = {}
    add: dict[str, list[str]] = {}
    remove: dict[str, list[str]] = {}
    for given in call.args.fields:
        name, equals, value = given.partition("=")
        if not equals or not name.strip():
            raise Problem("usage", message=_("”{given}” är inte FÄLT=VÄRDE").format(given=given[:40]))
        sign = name[-1] if name[-1] in "+-" else ""
        shown, name = name.rstrip("+-").strip(), name.rstrip("+-").strip().lower()
        name = _NAMES.get(name, name)
        if name in SET_FIELDS:
            _element(call, name, sign, value, add, remove)
        elif name in SETTABLE and not sign:
            fields[name] = field_value(call, name, value)
        elif name in _NOT_SET:
            raise Problem("unknown_field", field=name)
        else:
            _of_method(call, shown, sign, value, (fields, add, remove))
    return _change(
        call, lambda id: commands.edit(id, fields, add=add, remove=remove), _("Ändrat: {short}  {title}")
    )


def _of_method(
    call: Call,
    name: str,
    sign: str,
    value: str,
    into: tuple[dict[str, Any], dict[str, list[Any]], dict[str, list[Any]]],
) -> None:
    """A field that the method adds to a card; what is no field at all is refused with near names of all."""
    from board.method.kinds import FIELDS_OF_CARD
    from tui.cli import part_typed

    field = part_typed.named(name, FIELDS_OF_CARD.values(), None, (*SETTABLE, *SET_FIELDS))
    part_typed.put(call, field, sign, value, part_typed.Typed(*into))


def field_value(call: Call, name: str, value: str) -> Any:
    """A field's value as somebody writes it; empty clears it."""
    if not value.strip():
        return None
    if name == "due":
        return _date(call, value)
    if name not in SETTABLE:
        from board.method.kinds import FIELDS_OF_CARD
        from tui.cli import part_typed

        return part_typed.value(call, FIELDS_OF_CARD[name], value) if name in FIELDS_OF_CARD else value
    return known_code("kind", value, KINDS) if name == "kind" else value


def _element(
    call: Call, name: str, sign: str, value: str, add: dict[str, list[str]], remove: dict[str, list[str]]
) -> None:
    """An element in or out of a set; `tags=a,b` makes the set these, `tags=` empties it."""
    listed = [one for one in value.split(",") if one.strip()]
    if sign:
        (add if sign == "+" else remove).setdefault(name, []).extend(listed)
        return
    snapshot = call.session.store().snapshot
    have = [str(one) for one in _card(call, find_card(snapshot, call.args.card)).get(name) or []]
    org = call.session.org_snapshot
    wanted = [person(one, org) if name == "doers" else tag(one) for one in listed]
    remove.setdefault(name, []).extend(one for one in have if one not in wanted)
    add.setdefault(name, []).extend(wanted)


def move(call: Call) -> int:
    """`tavla move`: to a phase, or to a place in the column."""
    args = call.args
    phase = known_code("phase", args.phase, PHASES)
    snapshot = call.session.store().snapshot
    before = find_card(snapshot, args.before) if args.before else None
    return _change(
        call,
        lambda id: commands.move(id, phase, args.reason, before=before),
        _("Flyttat till {phase}: {short}  {title}"),
    )


_OUTCOME_WORDS = {"rutin": "routine", "igen": "retry", "prova": "retry", "pröva": "retry", "inte": "drop"}


def finish(call: Call) -> int:
    """`tavla finish`: how the try ended."""
    from board import cycles

    given = _OUTCOME_WORDS.get(call.args.outcome.lower(), call.args.outcome.lower())
    if given not in OUTCOMES:
        raise Problem("unknown", near(given, OUTCOMES) or OUTCOMES, what="outcome", given=given[:40])
    told = {
        "routine": _("Införs som rutin: {short}  {title}"),
        "retry": _("Justeras och prövas igen, försök {cycle} i {phase}: {short}  {title}"),
        "drop": _("Införs inte: {short}  {title}"),
    }
    return _change(call, lambda id: cycles.finish(id, given, call.args.reason), told[given])


_YES = ("yes", "ja", "j", "y")
_NO = ("no", "nej", "n")


def triage(call: Call) -> int:
    """`tavla triage`: important enough to go on with? Yes moves it to Planera, no closes it with an answer."""
    given = call.args.answer.lower()
    if given in _YES:
        return _change(
            call,
            lambda id: _only_inbox(call, id, commands.move(id, "plan", call.args.reason)),
            _("Vidare till {phase}: {short}  {title}"),
        )
    if given not in _NO:
        raise Problem("unknown", ("yes", "no"), what="answer", given=given[:40])
    return _change(
        call, lambda id: commands.triage(id, call.args.reason), _("Svarat och arkiverat: {short}  {title}")
    )


def _only_inbox(call: Call, id: str, command: Command) -> Command:
    card = _card(call, id)
    if card.get("phase") != "inbox" or card.get("state", "open") != "open":
        raise Problem("not_in_inbox", phase=card.get("phase"), state=card.get("state"))
    return command


def _card(call: Call, id: str) -> Doc:
    return call.session.store().snapshot.get("cards", id) or {}


def park(call: Call) -> int:
    return _set_aside(call, call.args, "parked", _("Parkerat: {short}  {title}"))


def archive(call: Call) -> int:
    return _set_aside(call, call.args, "archived", _("Arkiverat: {short}  {title}"))


def _set_aside(call: Call, args: Namespace, state: str, told: str) -> int:
    return _change(call, lambda id: commands.set_aside(id, state, args.reason), told)


def reopen(call: Call) -> int:
    return _change(
        call, lambda id: commands.reopen(id, call.args.reason), _("Uppe igen i {phase}: {short}  {title}")
    )


def delete(call: Call) -> int:
    return _change(
        call,
        lambda id: commands.delete(id, call.args.reason),
        _("Borttaget: {title} (tavla undo tar tillbaka det)"),
    )


def comment(call: Call) -> int:
    text = " ".join(call.args.text)
    return _change(call, lambda id: commands.comment(id, text), _("Kommenterat: {short}  {title}"))


def undo(call: Call) -> int:
    """`tavla undo`: this person's latest change that still stands."""
    return _turned_back(call, call.session.undo(), _("Ångrat"))


def redo(call: Call) -> int:
    return _turned_back(call, call.session.redo(), _("Gjort om"))


def _turned_back(call: Call, commit: Commit, done: str) -> int:
    from tui.cli import event_shapes

    mine = [event for event in commit.events if event.stamp in commit.stamps]
    touched = dict.fromkeys(id for event in mine if (id := event_shapes.card_of_event(event)))
    id = next(iter(touched), None)
    if any(event.table == "lifts" for event in mine):
        from tui.handover_words import turned

        if handed := turned(mine):
            return answer(call, commit, id, lambda _card: f"{done}: {handed}")
    whole = any(event.table == "cards" and None in (event.before, event.after) for event in mine)
    parts = [event for event in mine if event.table not in event_shapes.OWN_TABLES]
    if parts and not whole and len(touched) <= 1:
        from tui.cli.part_text import turned_back

        said = f"{done}: {turned_back(parts)}"
        return answer(
            call, commit, id, lambda card: f"{said} · {card['title']}" if card.get("title") else said
        )
    if len(touched) > 1:
        return answer(call, commit, id, lambda _card: f"{done}: {words.cards(len(touched))}")
    asked = _(", flera versioner att välja bland igen: tavla versions") if len(commit.stamps) > 1 else ""
    return answer(
        call, commit, id, lambda card: f"{done}: {card.get('title') or _('tavlan eller människorna')}{asked}"
    )

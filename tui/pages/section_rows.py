"""How the parts of a card are told in rows: a line for each, its fields under it when it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rich.cells import cell_len

from board.method import kinds
from board.method.kinds import Field, Kind
from board.method.parts import ids_of
from board.method.series import points
from board.model import Person
from board.ports import Doc, Snapshot
from tui import lift_words, unit_words
from tui import method_words as words
from tui.lines import Piece, Row, fit, wrap
from tui.text import _, dates
from tui.widgets.rows_view import Item

LABEL = 28
SPACE = Item(([("", "text")],))


class Around(NamedTuple):
    """What the parts of one card are told with."""

    board: Snapshot
    people: Mapping[str, Person]
    today: date
    width: int
    boards: Mapping[str, str] = {}
    """What other boards are called, by id."""
    org: Snapshot | None = None
    """People and roles, with what all boards have in common; for links to that."""

    def person(self, ref: object) -> str:
        found = self.people.get(str(ref))
        return found.name if found else _("någon")

    def linked(self, kind: str, id: object) -> str:
        """A part that another points at, by its words."""
        of = kinds.KINDS.get(kind)
        table = of.table if of is not None else "cards"
        home = self.org if of is not None and of.home == "org" and self.org is not None else self.board
        doc = home.get(table, str(id)) or home.deleted.get((table, str(id))) or {}
        return " ".join(str(doc.get("text") or doc.get("title") or "–").split())

    def value(self, field: Field, given: Any) -> str:
        if field.name == "to_board":
            return self.boards.get(str(given), str(given)) if given else ""
        if field.name == "to_role":
            return lift_words.role(str(given)) if given else ""
        told = words.value(field, given, self.person, self.linked, self.today)
        return f"{told}  {self.step(field, given)}" if told and field.type == kinds.SCALE else told

    def step(self, field: Field, given: Any) -> str:
        """What a step of a scale means; one of a risk by the board's own names."""
        from tui import risk_words

        return risk_words.scale(self.board, field.name, given)


def field_item(around: Around, kind: str | None, field: Field, given: Any, key: str, indent: int = 0) -> Item:
    """A field with its value, or what it asks where it is empty."""
    label = words.field(kind, field.name)
    told = around.value(field, given)
    part = "text" if told else "quiet"
    pad = "  " + " " * indent
    lines = wrap(told or _asks(kind, field, label), around.width - LABEL - 2)
    rows: list[Row] = [
        [(padded(pad + (label if i == 0 else ""), LABEL), "quiet"), (" ", "text"), (line, part)]
        for i, line in enumerate(lines)
    ]
    return Item(tuple(rows), key)


def _asks(kind: str | None, field: Field, label: str) -> str:
    """What an empty field asks; where that is its label already, what there is to answer."""
    asked = words.question(kind, field.name)
    if asked == label and field.choices:
        return ", ".join(words.choice(field.name, code) for code in field.choices)
    return asked


def wrapped(label: str, text: str, width: int, sign: Piece = ("", "text"), wide: int = LABEL) -> list[Row]:
    """A label in `wide` cells with its text beside it, on as many rows as the text takes."""
    lead = "  " + sign[0]
    room = max(wide - cell_len(lead), 1)
    return [
        [
            ("  ", "text"),
            sign if i == 0 else (" " * cell_len(sign[0]), "text"),
            (padded(label if i == 0 else "", room), "quiet"),
            (" ", "text"),
            (line, "text"),
        ]
        for i, line in enumerate(wrap(text, width - wide - 2))
    ]


def padded(label: str, width: int) -> str:
    """A label in exactly `width` cells."""
    told = fit(label, width)
    return told + " " * (width - cell_len(told))


def begun(text: str) -> str:
    """With a capital letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


SIGNS: Mapping[tuple[str, str], Piece] = {
    ("cause", "confirmed"): ("✓", "good"),
    ("cause", "dismissed"): ("×", "quiet"),
    ("cause", "unconfirmed"): ("·", "quiet"),
    ("action", "proposed"): ("?", "quiet"),
    ("action", "decided"): ("▪", "accent"),
    ("action", "running"): ("◉", "accent"),
    ("action", "done"): ("✓", "good"),
    ("action", "followed_up"): ("✓", "good"),
    ("action", "evaluated"): ("✓", "good"),
    ("action", "parked"): ("–", "quiet"),
}
"""A sign for how it stands; the words stand beside it too."""


def part_item(
    around: Around, kind: Kind, id: str, doc: Doc, place: int, opened: bool, facts: Sequence[str] = ()
) -> Item:
    """A part in a line or two: its words, then how it stands."""
    sign = SIGNS.get((kind.name, str(doc.get("status") or "")), ("▾" if opened else "▸", "quiet"))
    lead = kind.field(kind.lead) or Field(kind.lead)
    text = around.value(lead, doc.get(kind.lead))
    latest = _latest(around, id, doc) if kind.name == "indicator" else []
    own = [fact for fact in (*_facts(around, kind, doc), *latest, *facts) if fact]
    number = f"{place} " if place else ""
    lines = wrap(text, around.width - 6)
    rows: list[Row] = [
        [
            (f"  {number}" if i == 0 else "    ", "quiet"),
            sign if i == 0 else (" ", "text"),
            (" " + line, _ink(doc)),
        ]
        for i, line in enumerate(lines)
    ]
    told = " · ".join(own)
    if told and len(lines) == 1 and cell_len(lines[0]) + cell_len(told) + 10 <= around.width:
        rows[0] = [*rows[0], (f"  {told}", "quiet")]
    elif told:
        rows += [[("      " + line, "quiet")] for line in wrap(told, around.width - 6)]
    return Item(tuple(rows), f"part/{kind.name}/{id}")


def _ink(doc: Doc) -> str:
    dim = doc.get("status") in ("dismissed", "parked") or doc.get("done") or doc.get("ended")
    return "quiet" if dim else "strong" if doc.get("prioritised") or doc.get("root") else "text"


def _facts(around: Around, kind: Kind, doc: Doc) -> list[str]:
    """What is worth telling of a part beside its words."""
    teller = _FACTS.get(kind.name)
    return teller(around, doc) if teller is not None else _all_facts(around, kind, doc)


def _all_facts(around: Around, kind: Kind, doc: Doc) -> list[str]:
    """Its short values, in the order of its fields."""
    found = []
    for field in kind.fields:
        if field.name == kind.lead or field.type == kinds.TEXT or not doc.get(field.name):
            continue
        told = around.value(field, doc.get(field.name))
        found.append(words.field(kind.name, field.name).lower() if field.type == kinds.FLAG else told)
    return found[:4]


def _cause(around: Around, doc: Doc) -> list[str]:
    status = doc.get("status")
    facts = [words.choice("status", status)] if status in ("confirmed", "dismissed") else []
    facts += [words.field("cause", name).lower() for name in ("root", "prioritised") if doc.get(name)]
    facts += [words.choice("ground", doc["ground"])] if doc.get("ground") else []
    facts += [words.choice("frame", doc["frame"])] if doc.get("frame") == "outside" else []
    return facts


def _action(around: Around, doc: Doc) -> list[str]:
    status = words.choice("status", doc.get("status") or "proposed")
    if doc.get("decided_by") and doc.get("status") not in ("proposed", "parked"):
        day = around.value(Field("decided_on", kinds.DAY), doc.get("decided_on"))
        who = around.person(doc["decided_by"]).split()[0]
        by = _("beslutad av {who} {day}").format(who=who, day=day)
        if doc.get("decided_why"):
            by += f": {' '.join(str(doc['decided_why']).split())}"
        status = by if doc.get("status") == "decided" else f"{status} · {by}"
    facts = [status]
    if doc.get("influence"):
        facts.append(words.choice("influence", doc["influence"]))
    if doc.get("influence") == "none" and doc.get("influence_why"):
        facts.append(_("skäl: {why}").format(why=" ".join(str(doc["influence_why"]).split())))
    listed = doc.get("causes")
    if listed and isinstance(listed, list):
        facts.append(
            _("mot: {causes}").format(causes=", ".join(around.linked("cause", one) for one in listed))
        )
    return facts


def _experiment(around: Around, doc: Doc) -> list[str]:
    days = [
        around.value(Field("start", kinds.DAY), doc.get(name)) for name in ("start", "end") if doc.get(name)
    ]
    facts = [" – ".join(days)] if days else [_("inte börjat")]
    if doc.get("size"):
        facts.append(words.choice("size", doc["size"]))
    if doc.get("prediction"):
        facts.append(_("väntade oss: {text}").format(text=" ".join(str(doc["prediction"]).split())))
    if doc.get("result"):
        facts.append(_("blev: {text}").format(text=" ".join(str(doc["result"]).split())))
    return facts


def _activity(around: Around, doc: Doc) -> list[str]:
    facts = [around.person(doc["who"])] if doc.get("who") else []
    due = str(doc.get("due") or "")
    if due and not doc.get("done"):
        late = due < around.today.isoformat()
        told = around.value(Field("due", kinds.DAY), due)
        facts.append(_("! skulle varit klart {day}").format(day=told) if late else told)
    if doc.get("done"):
        facts.append(_("gjort"))
    return facts


def indicator_facts(around: Around, doc: Doc) -> list[str]:
    """From what, to what, when, for whom."""
    unit = f" {unit_words.unit(doc['unit'], doc.get('target'))}" if doc.get("unit") else ""
    facts = []
    if doc.get("baseline") is not None or doc.get("target") is not None:
        start, goal = (
            words.number(doc[name]) if doc.get(name) is not None else "?" for name in ("baseline", "target")
        )
        told = _("från {start} till {goal}{unit}").format(start=start, goal=goal, unit=unit)
        if doc.get("target_by"):
            told += " " + _("senast {day}").format(day=around.value(Field("by", kinds.DAY), doc["target_by"]))
        facts.append(told)
    facts += [words.choice(name, doc[name]) for name in ("goal_type", "follows") if doc.get(name)]
    if doc.get("balances"):
        facts.append(_("håller ett öga på: {what}").format(what=around.linked("indicator", doc["balances"])))
    return facts


def _latest(around: Around, id: str, doc: Doc) -> list[str]:
    """An indicator's latest reading and its day."""
    found = points(around.board, id)
    if not found:
        return []
    value, typed = found[-1].value, str(found[-1].doc.get("typed") or "")
    unit = unit_words.unit(doc["unit"], value) if doc.get("unit") else ""
    told = words.share(typed, value) or f"{words.plain_number(value)} {unit}".rstrip()
    return [_("senast {value}, {day}").format(value=told, day=dates.day(found[-1].day, around.today))]


def _reading(around: Around, doc: Doc) -> list[str]:
    value = doc.get("value")
    facts = [around.value(Field("on", kinds.DAY), doc.get("on"))]
    if told := words.share(str(doc.get("typed") or ""), value):
        facts.append(told.removeprefix(str(doc["typed"]).strip()).strip(" ()"))
    elif doc.get("sort") and value is not None:
        facts.append(_("räknas som {value}").format(value=words.number(value)))
    facts.append(" ".join(str(doc.get("note") or "").split()))
    if len(ids_of(around.board, "indicator", str(doc.get("card") or ""))) > 1:
        facts.append(around.linked("indicator", doc.get("indicator")))
    return [fact for fact in facts if fact]


def _dialogue(around: Around, doc: Doc) -> list[str]:
    """When it was, and what was expected of the next try beside what came of the one it was about."""
    facts = [around.value(Field("on", kinds.DAY), doc.get("on"))]
    tried = around.board.get("experiments", str(doc.get("experiment") or "")) or {}
    for told, text in (
        (_("väntade oss: {text}"), doc.get("expected")),
        (_("blev: {text}"), tried.get("result") if doc.get("expected") else None),
    ):
        if text:
            facts.append(told.format(text=" ".join(str(text).split())))
    if doc.get("visit"):
        facts.append(_("besök {day}").format(day=around.value(Field("visit", kinds.DAY), doc["visit"])))
    return facts


def _log(around: Around, doc: Doc) -> list[str]:
    who = around.person(doc.get("by")).split()[0] if doc.get("by") else ""
    return [around.value(Field("on", kinds.DAY), doc.get("on")), who]


def _lift(around: Around, doc: Doc) -> list[str]:
    whom = [around.value(Field(name), doc.get(name)) for name in ("to_board", "to_role")]
    facts = [", ".join(filter(None, whom)) or _("någon annan")]
    if doc.get("answer"):
        facts.append(_("svar: {text}").format(text=" ".join(str(doc["answer"]).split())))
        facts.append(around.value(Field("answered_by", kinds.PERSON), doc.get("answered_by")))
        facts.append(around.value(Field("answered_on", kinds.DAY), doc.get("answered_on")))
    elif doc.get("answer_by"):
        late = str(doc["answer_by"]) < around.today.isoformat()
        day = around.value(Field("answer_by", kinds.DAY), doc["answer_by"])
        facts.append(
            (_("! inget svar, skulle kommit {day}") if late else _("svar senast {day}")).format(day=day)
        )
    return [fact for fact in facts if fact]


def _routine(around: Around, doc: Doc) -> list[str]:
    facts = [around.person(doc["responsible"])] if doc.get("responsible") else []
    for name, told in (("valid_from", _("gäller från {day}")), ("review", _("ses över {day}"))):
        if doc.get(name):
            facts.append(told.format(day=around.value(Field(name, kinds.DAY), doc[name])))
    return [*facts, words.field("routine", "ended").lower()] if doc.get("ended") else facts


def _risk(around: Around, doc: Doc) -> list[str]:
    from tui import risk_words

    facts = risk_words.facts(doc) or [_("inte bedömd än")]
    return [*facts, around.linked("action", doc["action"])] if doc.get("action") else facts


_FACTS: Mapping[str, Callable[[Around, Doc], list[str]]] = {
    "cause": _cause,
    "action": _action,
    "experiment": _experiment,
    "activity": _activity,
    "indicator": indicator_facts,
    "log": _log,
    "reading": _reading,
    "dialogue": _dialogue,
    "lift": _lift,
    "routine": _routine,
    "risk": _risk,
}


def day_told(iso: object, today: date) -> str:
    """A stored day as it is said."""
    try:
        return dates.day(date.fromisoformat(str(iso)), today)
    except ValueError:
        return str(iso or "")

"""What stands on the page of a section: its head, its fields, its parts under each other, what is worth a thought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from board.card import card_of
from board.method import measures
from board.method.causes import points as points_of
from board.method.kinds import CARD_FIELDS, KINDS, PREDICTED, Kind
from board.method.parts import cycle_of, hung_on, parts_of
from board.ports import Doc, Snapshot
from tui import method_advice
from tui import method_words as words
from tui.acts.analysis import own_points
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages import section_views as views
from tui.pages.section_rows import SPACE, Around, begun, field_item, part_item, wrapped
from tui.text import N_, _
from tui.widgets.rows_view import Item

AFTERWARDS = ("amendment", "routine_check")
"""Kinds that there is nothing to write of at first."""
NUMBERED = ("experiment", "step", "action", "cause")
NEWEST_FIRST = ("log", "reading", "dialogue")
FIELDS_LAST = ("measures", "spread")
"""Sections that are more about their parts than about the card's own fields."""
MOST = 100
"""Parts of a kind that are shown before somebody asks for all of them."""
LOW = 28
"""Rows of a window under which the line that says what a section is for gives way where there are views to choose."""


class Look(NamedTuple):
    """What a section is told from. `org` has the people and the lifts; `key_of` tells the key of an action."""

    around: Around
    org: Snapshot
    me: str | None
    section: str
    view: str
    card: str
    doc: Doc
    opened: str | None
    every: bool
    key_of: Callable[[str], str]

    @property
    def width(self) -> int:
        return self.around.width

    def parts(self, kind: str) -> dict[str, Doc]:
        return parts_of(self.org if KINDS[kind].home == "org" else self.around.board, kind, self.card)


def head(look: Look, height: int) -> tuple[Item, list[tuple[int, int, str]]]:
    """The first rows, and where (from, to, view) the names of the views stand on the last but one or last of them."""
    name = words.section(look.section)
    title = fit(card_of(look.card, look.doc).title, max(look.width - len(name) - 4, 10))
    rows: list[Row] = [spread([(name, "heading")], [(title, "quiet")], look.width)]
    listed = views.VIEWS.get(look.section, {})
    if not listed or height >= LOW:
        rows += [[(line, "quiet")] for line in wrap(begun(words.section_aim(look.section)), look.width)]
    places: list[tuple[int, int, str]] = []
    tabs: list[Piece] = []
    x = 0
    for view, called in listed.items():
        text = ("● " if view == look.view else "○ ") + _(called)
        tabs += [(text, "strong" if view == look.view else "quiet"), ("   ", "text")]
        places.append((x, x + len(text), view))
        x += len(text) + 3
    if tabs:
        rows.append(tabs)
    return Item(tuple(rows)), places


def hint(look: Look, height: int) -> list[Item]:
    """The keys that mean something in this view only, or a space."""
    told = {
        ("causes", "bones"): _("enter på ett ben byter namn · {mark} går vidare med orsaken"),
        ("causes", "whys"): _("{new} svarar på varför · {mark} märker rotorsaken"),
        ("causes", "steps"): _("{mark} märker steget där det går fel"),
        ("causes", "points"): _("0–5 ger poäng, 15 att dela ut · {mark} går vidare med orsaken"),
        ("measures", "list"): _("{mark} beslutar · råder vi över den? 1 ja, 2 någon annan, 3 nej"),
        ("measures", "field"): _("shift+pilar flyttar åtgärden, eller klicka i fältet"),
        ("measures", "todo"): _("{mark} märker som gjort"),
        ("result", "chart"): _("{reading} skriver mätvärden, ett eller många"),
        ("result", "readings"): _("{reading} skriver mätvärden, ett eller många"),
    }.get((look.section, look.view))
    if not told:
        return [SPACE]
    keys = {name: look.key_of(id) for name, id in _KEYS.items()}
    rows = [[(line, "quiet")] for line in wrap(told.format(**keys), look.width)]
    return [Item(tuple(rows)), *([SPACE] if height >= LOW else [])]


_KEYS = {"mark": "part_mark", "new": "part_new", "reading": "reading"}


def below(look: Look) -> list[Item]:
    """Everything under the drawing."""
    fields, parts = _fields(look), _parts(look)
    own = [*parts, *fields] if look.section in FIELDS_LAST else [*fields, *parts]
    return [*before_fields(look), *own, *_after(look), *_privacy(look)]


def before_fields(look: Look) -> list[Item]:
    """What the try before expected and what came of it, where a new one is being planned."""
    if look.section != "goal" or cycle_of(look.doc) < 2:
        return []
    past = hung_on(look.around.board, "cycles", look.card).values()
    earlier = [one for one in past if int(one.get("number") or 1) < cycle_of(look.doc)]
    if not earlier:
        return []
    last = max(earlier, key=lambda one: int(one.get("number") or 1))
    told = [
        (_("väntade oss"), last.get("prediction") or _("ingen gissning skrevs")),
        (_("det blev"), last.get("outcome") or _("inget skrivet")),
    ]
    held = last.get("assumption_held")
    if held:
        told.append((words.field(None, "assumption_held").lower(), words.choice("assumption_held", held)))
    rows: list[Row] = [[(_("  Förra försöket ({n})").format(n=last.get("number") or 1), "strong")]]
    rows += [row for label, text in told for row in wrapped(label, " ".join(str(text).split()), look.width)]
    return [Item(tuple(rows)), SPACE]


def _fields(look: Look) -> list[Item]:
    """The card's own fields in the section."""
    fields = CARD_FIELDS.get(look.section, ())
    if not fields or views.VIEW_OF_FIELDS.get(look.section, look.view) != look.view:
        return []
    items = [
        field_item(look.around, None, field, look.doc.get(field.name), f"card/{field.name}")
        for field in fields
    ]
    return [*items, SPACE]


def _parts(look: Look) -> list[Item]:
    items: list[Item] = []
    for kind in views.kinds_of(look.section, look.view):
        docs = look.parts(kind.name)
        if kind.name in AFTERWARDS and not docs and not _has_come(look, kind):
            continue
        items += _BY_VIEW.get((look.section, look.view), _group)(look, kind, docs)
    return items


def _has_come(look: Look, kind: Kind) -> bool:
    """Whether there is anything yet that a part of the kind would be about."""
    if kind.name == "routine_check":
        return bool(look.parts("routine"))
    return bool(look.doc.get("tested")) and any(look.doc.get(name) for name in PREDICTED)


def _new(look: Look, key: str, label: str, told: str = "") -> Item:
    """A heading that n and enter write a part under."""
    if not told:
        return Item(([(f"  {label}", "strong")],), key)
    if cell_len(label) + cell_len(told) + 4 <= look.width:
        return Item(([(f"  {label}", "strong"), (f"  {told}", "quiet")],), key)
    rows: list[Row] = [[("  " + line, "quiet")] for line in wrap(told, look.width - 2)]
    return Item(([(f"  {label}", "strong")], *rows), key)


def _lead(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> Item:
    told = _("n skriver till") if docs else f"{words.lead_question(kind.name)}  {_('n skriver')}"
    if kind.name in _OWN_WAY:
        told = _(_OWN_WAY[kind.name])
    return _new(look, f"new/{kind.name}", begun(words.kind(kind.name, many=True)), told)


_OWN_WAY: Mapping[str, str] = {
    "dialogue": N_("n börjar ett samtal: en fråga i taget, och det går att sluta när som helst"),
    "lift": N_("n lyfter något till den som kan bestämma, och svaret kommer hit"),
}
"""Kinds whose parts are made by a few questions."""


def _group(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """A kind's parts under its name; those of earlier tries are only read."""
    items = [_lead(look, kind, docs)]
    ordered = _ordered(kind, docs)
    now, answers = cycle_of(look.doc), _answers(look, kind)
    for place, (id, part) in enumerate(ordered if look.every else ordered[:MOST], 1):
        facts = []
        if kind.tried and cycle_of(part) < now:
            facts.append(_("försök {n}, läses bara").format(n=cycle_of(part)))
        if id in answers:
            met, of = measures.answered(answers[id])
            facts.append(_("{n} av {of} svar").format(n=met, of=of))
        items += _item(look, kind, id, part, place if kind.name in NUMBERED else 0, facts)
        if id == look.opened and id in answers:
            items += _unanswered(look, answers[id])
    left = len(ordered) - MOST
    if left > 0 and not look.every:
        told = _("Visa {n} till").format(n=left)
        items.append(Item(([("  " + told, "quiet")],), "every"))
    return [*items, SPACE]


def _item(
    look: Look, kind: Kind, id: str, part: Doc, place: int = 0, facts: Sequence[str] = ()
) -> list[Item]:
    """A part, with its fields under it where it is open."""
    item = part_item(look.around, kind, id, part, place, id == look.opened, facts)
    return [item, *_open_fields(look, kind, id, part)]


def _open_fields(look: Look, kind: Kind, id: str, part: Doc) -> list[Item]:
    if id != look.opened:
        return []
    return [
        field_item(
            look.around, kind.name, field, part.get(field.name), f"field/{kind.name}/{id}/{field.name}", 2
        )
        for field in kind.fields
    ]


def _ordered(kind: Kind, docs: Mapping[str, Doc]) -> list[tuple[str, Doc]]:
    listed = list(docs.items())
    if kind.name == "step":
        listed.sort(key=lambda pair: pair[1].get("place") or 1e9)
    elif kind.name in NEWEST_FIRST:
        listed.sort(key=lambda pair: (str(pair[1].get("on") or ""), len(pair[0]), pair[0]), reverse=True)
    return listed


def _answers(look: Look, kind: Kind) -> dict[str, tuple[measures.Answer, ...]]:
    return measures.answers(look.around.board, look.card) if kind.name == "action" else {}


def _unanswered(look: Look, answers: Sequence[measures.Answer]) -> list[Item]:
    """Which of the eight questions about a measure nobody has answered."""
    asked = [method_advice.question(answer.question) for answer in answers if not answer.met]
    if not asked:
        return []
    told = _("Utan svar: {questions}").format(questions=", ".join(asked))
    return [Item(tuple([("    " + line, "quiet")] for line in wrap(told, look.width - 4)))]


# --- the views of causes


def _bones(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """Causes under the bones that they hang on; n writes one on the bone of the cursor."""
    items: list[Item] = []
    for key, name in views.bones_of(look.doc, docs).items():
        own = {id: cause for id, cause in docs.items() if (cause.get("bone") or "") == key}
        if not key and not own:
            continue
        items.append(_new(look, f"bone/{key}", name, _("n skriver en orsak här") if not own else ""))
        for id, cause in own.items():
            items += _item(look, kind, id, cause)
    items.append(Item(([("  " + _("Ett ben till"), "quiet")],), "bone_new"))
    return [*items, SPACE]


def _whys(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """The tree of answers, a row or more for each; n answers the why of the cursor."""
    from tui.drawing import whys

    problem = str(look.doc.get("problem") or look.doc.get("title") or "")
    asked = [[("  ", "text"), *row] for row in whys.asked(problem, look.width - 2)]
    if not docs:
        asked.append([("  " + _("Inga svar än. n skriver ett."), "quiet")])
    items = [Item(tuple(asked), "new/cause")]
    ids, chains = views.whys(docs)
    for id, rows in zip(ids, whys.answers(chains, look.width - 2), strict=True):
        drawn: tuple[Row, ...] = tuple([("  ", "text"), *row] for row in rows)
        items += [Item(drawn, f"part/cause/{id}"), *_open_fields(look, kind, id, docs[id])]
    return [*items, SPACE]


def _points(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """The causes with one's own points and everybody's, and under them which few stand for most."""
    from tui.drawing import pareto

    items = [_lead(look, kind, docs)]
    total = points_of(look.around.board, look.card)
    mine = own_points(look.around.board, look.card, look.me)
    for place, (id, cause) in enumerate(docs.items(), 1):
        facts = [_("dina poäng: {n}").format(n=mine[id])] if mine.get(id) else []
        facts += [_("tillsammans: {n}").format(n=total[id])] if total.get(id) else []
        items += _item(look, kind, id, cause, place, facts)
    if docs:
        listed = [(views.text_of(docs[id]), given) for id, given in total.items()]
        drawn = pareto.draw(listed, look.width)
        items += [SPACE, *(Item((row,)) for row in (drawn if any(total.values()) else drawn[:1]))]
    return [*items, SPACE]


def _field(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """The measures by their letters in the four fields."""
    from tui.drawing.fourfield import place_in_words

    items = [_lead(look, kind, docs)]
    for id, dot in views.placed(look.around, look.card).items():
        doc = {name: docs[id].get(name) for name in ("text", "status")}
        item = part_item(look.around, kind, id, doc, 0, id == look.opened, [place_in_words(dot)])
        first: Row = [(f"  {dot.letter} ", "accent"), *item.rows[0][1:]]
        items += [Item((first, *item.rows[1:]), item.key), *_open_fields(look, kind, id, docs[id])]
    return [*items, SPACE]


_BY_VIEW: Mapping[tuple[str, str], Callable[[Look, Kind, Mapping[str, Doc]], list[Item]]] = {
    ("causes", "bones"): _bones,
    ("causes", "whys"): _whys,
    ("causes", "points"): _points,
    ("measures", "field"): _field,
}


# --- what is worth a thought


def _after(look: Look) -> list[Item]:
    """Whether it can be judged afterwards, and advice that follows from what is written; never a must."""
    items: list[Item] = []
    if look.section == "goal":
        items.append(Item(([("  " + _("Går det att utvärdera?"), "strong")],)))
        for met, label, of in method_advice.checks(look.around, look.card):
            sign: Piece = ("✓ ", "good") if met else ("○ ", "quiet")
            items.append(Item(tuple(wrapped(label, of, look.width, sign))))
        items.append(SPACE)
    first = look.view == views.first_view(look.section)
    told = method_advice.advice(look.around, look.org, look.card, look.section) if first else []
    if told:
        items.append(Item(([(_("  Värt en tanke"), "strong")],)))
        for text in told:
            lines = wrap(text, look.width - 4)
            rows: list[Row] = [
                [("  ◇ " if i == 0 else "    ", "accent"), (line, "text")] for i, line in enumerate(lines)
            ]
            items.append(Item(tuple(rows)))
        items.append(SPACE)
    return items


def _privacy(look: Look) -> list[Item]:
    """Said once on the page, quietly."""
    lines = wrap(_("Skriv så att ingen brukare eller närstående går att känna igen."), look.width - 2)
    return [Item(tuple([("  " + line, "quiet")] for line in lines))]

"""What stands on the page of a section: its head, its fields, its parts under each other, what is worth a thought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from board.card import card_of
from board.method import measures
from board.method.causes import POINTS_IN_ALL, own_points
from board.method.kinds import CARD_FIELDS, PREDICTED, Kind
from board.method.parts import cycle_of, hung_on
from board.ports import Doc
from tui import method_advice
from tui import method_words as words
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages import section_views as views
from tui.pages.section_lists import BY_VIEW
from tui.pages.section_look import Look, lead_item, part_items
from tui.pages.section_rows import LABEL, SPACE, begun, field_item, wrapped
from tui.tabs import Tabs, tabs
from tui.text import _
from tui.widgets.rows_view import Item

AFTERWARDS = ("amendment", "routine_check")
"""Kinds that there is nothing to write of at first."""
NUMBERED = ("experiment", "step")
NEWEST_FIRST = ("log", "reading", "dialogue")
FIELDS_LAST = ("measures", "spread")
"""Sections that are more about their parts than about the card's own fields."""
MOST = 100
"""Parts of a kind that are shown before somebody asks for all of them."""
ASKED_ELSEWHERE = ("came_back",)
"""Fields of the card that the card's own page asks for when there is something to ask about."""
LOW = 28
"""Rows of a window under which the line that says what a section is for gives way where there are views to choose."""


def head(look: Look) -> tuple[Item, Tabs]:
    """The first rows, and the names of the views, which stand on the last of them."""
    name = words.section(look.section)
    title = fit(card_of(look.card, look.doc).title, max(look.width - len(name) - 4, 10))
    rows: list[Row] = [spread([(name, "heading")], [(title, "quiet")], look.width)]
    listed = views.VIEWS.get(look.section, {})
    if not listed or look.height >= LOW:
        rows += [[(line, "quiet")] for line in wrap(begun(words.section_aim(look.section)), look.width)]
    found = tabs(listed, look.view, look.width)
    if found.row:
        rows.append(found.row)
    return Item(tuple(rows)), found


def hint(look: Look) -> list[Item]:
    """The keys that mean something in this view only, or a space."""
    told = {
        ("causes", "bones"): _("enter på ett ben byter namn · {mark} går vidare med orsaken"),
        ("causes", "whys"): _("{new} svarar på varför · {mark} märker rotorsaken"),
        ("causes", "steps"): _("{mark} märker steget där det går fel"),
        ("causes", "points"): _(
            "0–5 ger poäng · du har {left} av {all} kvar · {mark} går vidare med orsaken"
        ),
        ("measures", "list"): _("{mark} beslutar · råder vi över den? 1 ja, 2 någon annan, 3 nej"),
        ("measures", "field"): _("shift+pilar flyttar åtgärden, eller klicka i fältet"),
        ("measures", "todo"): _("{mark} märker som gjort"),
        ("measures", "risk"): _("bedöm var för sig, före och när ni gjort något åt risken"),
        ("result", "chart"): _("{reading} skriver mätvärden, ett eller många"),
        ("result", "readings"): _("{reading} skriver mätvärden, ett eller många"),
    }.get((look.section, look.view))
    if not told:
        return [SPACE]
    keys = {name: look.key_of(id) for name, id in _KEYS.items()}
    given = own_points(look.around.board, look.org, look.card, look.me) if look.view == "points" else {}
    told = told.format(left=POINTS_IN_ALL - sum(given.values()), all=POINTS_IN_ALL, **keys)
    rows = [[(line, "quiet")] for line in wrap(told, look.width)]
    return [Item(tuple(rows)), *([SPACE] if look.height >= LOW else [])]


_KEYS = {"mark": "part_mark", "new": "part_new", "reading": "reading"}


def below(look: Look) -> list[Item]:
    """Everything under the drawing."""
    fields, parts = _fields(look), _parts(look)
    if (look.section, look.view) == ("result", "chart"):
        from tui.pages.section_chart import charts

        parts = charts(look.around, look.card, look.height - 4, look.key_of("reading"))
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
        if field.name not in ASKED_ELSEWHERE or look.doc.get(field.name)
    ]
    return [*items, SPACE]


def _parts(look: Look) -> list[Item]:
    items: list[Item] = []
    for kind in views.kinds_of(look.section, look.view):
        docs = look.parts(kind.name)
        if kind.name in AFTERWARDS and not docs and not _has_come(look, kind):
            continue
        items += BY_VIEW.get((look.section, look.view), _group)(look, kind, docs)
    return items


def _has_come(look: Look, kind: Kind) -> bool:
    """Whether there is anything yet that a part of the kind would be about."""
    if kind.name == "routine_check":
        return bool(look.parts("routine"))
    return bool(look.doc.get("tested")) and any(look.doc.get(name) for name in PREDICTED)


def _group(look: Look, kind: Kind, docs: Mapping[str, Doc]) -> list[Item]:
    """A kind's parts under its name; those of earlier tries are only read."""
    items = [lead_item(look, kind, docs)]
    ordered = _ordered(kind, docs)
    now, answers = cycle_of(look.doc), _answers(look, kind)
    for place, (id, part) in enumerate(ordered if look.every else ordered[:MOST], 1):
        facts = []
        if kind.tried and cycle_of(part) < now:
            facts.append(_("försök {n}, läses bara").format(n=cycle_of(part)))
        if id in answers:
            met, of = measures.answered(answers[id])
            facts.append(_("{n} av {of} svar").format(n=met, of=of))
        items += part_items(look, kind, id, part, place if kind.name in NUMBERED else 0, facts)
        if id == look.opened and id in answers:
            items += _unanswered(look, answers[id])
    left = len(ordered) - MOST
    if left > 0 and not look.every:
        told = _("Visa {n} till").format(n=left)
        items.append(Item(([("  " + told, "quiet")],), "every"))
    return [*items, SPACE]


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


# --- what is worth a thought


def _after(look: Look) -> list[Item]:
    """Whether it can be judged afterwards, and advice that follows from what is written; never a must."""
    items: list[Item] = []
    if look.section == "goal":
        items.append(Item(([("  " + _("Går det att utvärdera?"), "strong")],)))
        asked = method_advice.checks(look.around, look.card)
        longest = max((cell_len(label) for _met, label, _of in asked), default=0) + len("  ○ ")
        wide = min(max(LABEL, longest), look.width // 2)
        for met, label, of in asked:
            sign: Piece = ("✓ ", "good") if met else ("○ ", "quiet")
            items.append(Item(tuple(wrapped(label, of, look.width, sign, wide))))
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

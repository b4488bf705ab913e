"""The card's sections in a row each: what there is in it, or what it is for. Enter opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from board.method.kinds import CARD_FIELDS, SECTIONS, kinds_in
from board.method.parts import cycle_of, of_try, parts_of
from board.ports import Doc, Snapshot
from tui import method_words as words
from tui import words as base
from tui.lift_words import is_by_hand
from tui.lines import Row, fit
from tui.pages.section_rows import LABEL, Around, indicator_facts
from tui.text import _, ngettext
from tui.widgets.rows_view import Item


def of_phase(phase: str) -> list[str]:
    """The sections of a phase, in their order; "" for those that go along all the way."""
    return [section for section, of in SECTIONS.items() if of == phase]


class SectionRow(NamedTuple):
    """A section as a row of the card."""

    section: str
    item: Item
    is_empty: bool


def row(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> SectionRow:
    """A section as a row: its name, and what is in it or what it is for."""
    told = _TOLD.get(section, _counted)(around, org, section, card, doc)
    part = "text" if told else "quiet"
    line: Row = [
        ("▸ ", "accent" if told else "quiet"),
        (f"{words.section(section):<{LABEL - 2}} "[: LABEL - 1], part),
        (fit(told or words.section_aim(section), around.width - LABEL - 2), part),
    ]
    return SectionRow(section, Item((line,), f"section/{section}"), not told)


def folded(sections: Sequence[str], phase: str, width: int) -> Item:
    """Empty sections by their names on one line; enter shows what each is for."""
    names = " · ".join(words.section(section) for section in sections)
    lead = _("▸ Gå djupare") if phase else _("▸ Ta hjälp")
    line: Row = [(f"{lead:<{LABEL}} ", "quiet"), (fit(names, width - LABEL - 2), "quiet")]
    return Item((line,), f"more/{phase}")


def has_content(row: Item) -> bool:
    """Whether a row as of `row` tells of something that is in its section."""
    return row.key is not None and row.key.startswith("section/") and row.rows[0][0][1] == "accent"


def later(phases: Sequence[str], width: int) -> Item:
    """The phases that the card has not come to, by their names."""
    names = " · ".join(base.phase(phase) for phase in phases)
    line: Row = [(f"{_('▸ Senare'):<{LABEL}} ", "quiet"), (fit(names, width - LABEL - 2), "quiet")]
    return Item((line,), "more/later")


def _docs(around: Around, org: Snapshot, section: str, card: str) -> dict[str, dict[str, Doc]]:
    return {
        kind.name: parts_of(org if kind.home == "org" else around.board, kind.name, card)
        for kind in kinds_in(section)
    }


def _count(name: str, count: int) -> str:
    return f"{count} {words.kind(name, many=count != 1)}"


def _counted(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    """How many of each there are, and which fields are written."""
    facts = [_count(name, len(docs)) for name, docs in _docs(around, org, section, card).items() if docs]
    facts += [
        f"{words.field(None, field.name).lower()}: {around.value(field, doc.get(field.name))}"
        for field in CARD_FIELDS.get(section, ())
        if doc.get(field.name)
    ]
    return " · ".join(" ".join(fact.split()) for fact in facts)


def _causes(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    docs = _docs(around, org, section, card)
    causes = docs["cause"]
    if not causes:
        return _counted(around, org, section, card, doc)
    facts = [_count("cause", len(causes))]
    chosen = [cause for cause in causes.values() if cause.get("prioritised") or cause.get("root")]
    if chosen:
        facts.append(_("vi går vidare med: {text}").format(text=" ".join(str(chosen[0].get("text")).split())))
    return " · ".join(facts)


def _measures(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    docs = _docs(around, org, section, card)
    actions = list(docs["action"].values())
    proposed = sum(1 for one in actions if one.get("status") == "proposed")
    decided = [one for one in actions if one.get("status") not in ("proposed", "parked")]
    # What is being tried now is told before what was decided for an earlier try.
    decided.sort(
        key=lambda one: (one.get("status") in ("decided", "running"), str(one.get("decided_on") or ""))
    )
    facts = [ngettext("{n} förslag", "{n} förslag", proposed).format(n=proposed)] if proposed else []
    if decided:
        facts.append(_("beslutat: {text}").format(text=" ".join(str(decided[-1].get("text")).split())))
    left = [one for one in docs["activity"].values() if not one.get("done")]
    if left:
        facts.append(ngettext("{n} sak att göra", "{n} saker att göra", len(left)).format(n=len(left)))
    if docs["risk"]:
        from board.risk import alarmed_by

        alarm = "! " if any(alarmed_by(risk) for risk in docs["risk"].values()) else ""
        facts.append(alarm + _count("risk", len(docs["risk"])))
    return " · ".join(facts) or _counted(around, org, section, card, doc)


def _goal(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    indicators = parts_of(around.board, "indicator", card)
    facts = [
        f"{one.get('text')} {told[0]}" if (told := indicator_facts(around, one)) else str(one.get("text"))
        for one in indicators.values()
    ][:2]
    if doc.get("challenge"):
        facts.append(_("utmaning: {text}").format(text=around.linked("challenge", doc["challenge"])))
    if doc.get("prediction"):
        facts.append(_("vi väntar oss: {text}").format(text=" ".join(str(doc["prediction"]).split())))
    return " · ".join(facts) or _counted(around, org, section, card, doc)


def _trial(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    now = cycle_of(doc)
    experiments = of_try(parts_of(around.board, "experiment", card), now)
    logs = of_try(parts_of(around.board, "log", card), now)
    facts = [_count("experiment", len(experiments))] if experiments else []
    if logs:
        latest = max(logs.values(), key=lambda one: (str(one.get("on") or ""), str(one.get("created") or "")))
        facts.append(_("senast: {text}").format(text=" ".join(str(latest.get("text")).split())))
    return " · ".join(facts)


def _result(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    from tui.pages.section_chart import in_brief

    facts = [
        in_brief(around, card),
        *([words.choice("improvement", doc["improvement"])] if doc.get("improvement") else []),
    ]
    return " · ".join(fact for fact in facts if fact)


def _lift(around: Around, org: Snapshot, section: str, card: str, doc: Doc) -> str:
    lifts = parts_of(org, "lift", card)
    if not lifts:
        return ""
    waiting = [one for one in lifts.values() if not one.get("answer")]
    late = [one for one in waiting if str(one.get("answer_by") or "9") < around.today.isoformat()]
    facts = [_count("lift", len(lifts))]
    if late:
        facts.append(_("! inget svar i tid"))
    elif waiting:
        by_hand = any(is_by_hand(one.get("to_board"), one.get("to_role")) for one in waiting)
        facts.append(_("^ väntar på svar, skriv in det här") if by_hand else _("^ väntar på svar"))
    else:
        facts.append(_("svar har kommit"))
    return " · ".join(facts)


Told = Callable[[Around, Snapshot, str, str, Doc], str]
_TOLD: Mapping[str, Told] = {
    "causes": _causes,
    "measures": _measures,
    "goal": _goal,
    "trial": _trial,
    "result": _result,
    "lift": _lift,
}

"""An earlier try of a card, to be read: in two lines on the card's page, whole when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from board.method.kinds import KINDS
from board.method.ramp import Try
from tui import method_words
from tui import words as base
from tui.lines import Row, cut, wrap
from tui.pages.section_rows import Around, begun, part_item
from tui.text import _, dates

LABEL = 28


def brief(one: Try, width: int) -> list[Row]:
    """What was expected, what was seen and what was decided, in two lines."""
    head: Row = [
        (_("✓ Försök {n}").format(n=one.number), "strong"),
        (f"  {_flat(one.measure)}" if one.measure else "", "text"),
    ]
    facts = []
    if one.prediction:
        facts.append(_("vi väntade oss: {text}").format(text=_flat(one.prediction)))
    if one.outcome:
        facts.append(_("vi såg: {text}").format(text=_flat(one.outcome)))
    if one.decision:
        facts.append(_("vi beslutade: {text}").format(text=_flat(one.decision)))
    facts += [method_words.choice(name, code) for name, code in one.verdicts.items() if name == "improvement"]
    rows: list[Row] = [cut(head, width)]
    rows += [[("    " + line, "quiet")] for line in wrap(" · ".join(facts), width - 4, 3)] if facts else []
    return rows


def whole(one: Try, around: Around) -> list[Row]:
    """All of it, with its days and what was written in it; only to be read."""
    width = around.width
    when = " – ".join(filter(None, (_day(one.began), _day(one.ended))))
    rows: list[Row] = [
        [(_("✓ Försök {n}").format(n=one.number), "strong"), (f"  {when} · {_('läses bara')}", "quiet")]
    ]
    told = [
        (base.field("measure"), one.measure),
        (method_words.field(None, "assumption"), one.hypothesis),
        (method_words.field(None, "prediction"), one.prediction),
        (base.field("outcome"), one.outcome),
        *(
            (method_words.field(None, name), method_words.choice(name, code))
            for name, code in one.verdicts.items()
        ),
        *((method_words.field(None, name), text) for name, text in one.said.items()),
        (base.field("decision"), one.decision),
        *(
            (_("Hoppade över före {phase}").format(phase=base.phase(phase)), str(why))
            for phase, why in one.skips.items()
        ),
    ]
    for label, text in told:
        for i, line in enumerate(wrap(text, width - LABEL - 2) if text else ()):
            rows.append(
                [
                    (f"    {label if i == 0 else '':<{LABEL - 4}}"[:LABEL], "quiet"),
                    (" ", "text"),
                    (line, "text"),
                ]
            )
    for kind, ids in one.parts.items():
        rows += _parts(around, kind, ids)
    if not one.foretold:
        rows.append([("    " + _("Det ni väntade er skrevs inte innan ni började."), "quiet")])
    return rows


def _parts(around: Around, kind: str, ids: Sequence[str]) -> list[Row]:
    """The parts of a kind that were made in the try, by their words, the oldest first."""
    docs = around.board.table(KINDS[kind].table)
    listed = sorted(ids, key=lambda id: (str(docs[id].get("on") or docs[id].get("start") or ""), len(id), id))
    lead, rest = (
        method_words.kind(kind, many=len(listed) != 1),
        around._replace(width=around.width - LABEL + 1),
    )
    rows: list[Row] = []
    for id in listed:
        for row in part_item(rest, KINDS[kind], id, docs[id], 0, False).rows:
            label = f"    {begun(lead) if not rows else '':<{LABEL - 4}}"[: LABEL - 1]
            rows.append([(label, "quiet"), *row])
    return rows


def _flat(text: str) -> str:
    return " ".join(text.split())


def _day(iso: str) -> str:
    try:
        return dates.day(datetime.fromisoformat(iso).date())
    except ValueError:
        return ""

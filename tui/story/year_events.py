"""Events, views and risks of a year, counted: what a single one says is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from board import risk
from board.events import day_of, is_good
from board.method.kinds_of_unit import EVENT_SORTS, VIEW_CATEGORIES
from board.ports import Doc
from board.values import day_in, moment
from tui import method_words
from tui.story.blocks import Block, Table, Words
from tui.story.of_year import Told, line, missing
from tui.text import _, ngettext


def _of_year(told: Told, table: str, day: str = "on") -> dict[str, Doc]:
    return {
        id: doc
        for id, doc in told.board.table(table).items()
        if (on := day_in(doc, day)) is not None and on.year == told.year
    }


def events(told: Told) -> Iterator[Block]:
    now = _of_year(told, "events")
    before = [
        doc
        for doc in told.board.table("events").values()
        if (day := day_of(doc)) is not None and day.year == told.year - 1
    ]
    if not now and not before:
        yield missing(_("inga händelser eller synpunkter är noterade på tavlan."))
        return
    this, last = Counter(map(_sort, now.values())), Counter(map(_sort, before))
    kinds = [(sort, "") for sort in EVENT_SORTS if sort != "view"]
    kinds[1:1] = [("view", code) for code in (*VIEW_CATEGORIES, "")]
    rows = tuple(
        (_sort_told(kind), str(last[kind]), str(this[kind])) for kind in kinds if this[kind] or last[kind]
    )
    yield Table(_("Antal"), (_("Slag"), str(told.year - 1), str(told.year)), rows)
    led = sum(1 for doc in now.values() if doc.get("led_to"))
    waits = sum(1 for doc in now.values() if doc.get("status") in (None, "new"))
    yield Words(_("{n} av årets {total} har lett till ett kort.").format(n=led, total=len(now)))
    if waits:
        yield missing(ngettext("svar på {n} händelse.", "svar på {n} händelser.", waits).format(n=waits))
    routines: Counter[str] = Counter(
        str(doc["routine"]) for doc in now.values() if doc.get("routine") and not is_good(doc)
    )
    docs = told.board.table("routines")
    named = [(id, count) for id, count in routines.most_common() if id in docs]
    if named:
        heads = (_("Rutin"), _("Händelser"))
        yield Table(
            _("Per rutin"), heads, tuple((line(docs[id].get("text")), str(count)) for id, count in named)
        )
    yield Words(_("Rapporter enligt lag finns i händelsesystemet och räknas inte här."))


def _sort(doc: Doc) -> tuple[str, str]:
    sort = str(doc.get("sort") or EVENT_SORTS[0])
    return sort, str(doc.get("category") or "") if sort == "view" else ""


def _sort_told(kind: tuple[str, str]) -> str:
    sort, category = kind
    told = method_words.choice("sort", sort)
    return f"{told}: {method_words.choice('category', category)}" if category else told


def risks(told: Told) -> Iterator[Block]:
    events = _of_year(told, "events")
    found = [one for one in risk.risks(told.board) if _is_of_year(told, one, events)]
    if not found:
        yield missing(_("inga risker är bedömda på tavlan under året."))
        return
    alarms = [one for one in found if one.alarm]
    both = sum(1 for one in found if one.reporter and one.manager)
    told_count = ngettext("{n} risk är bedömd", "{n} risker är bedömda", len(found)).format(n=len(found))
    yield Words(
        _("{risks}, {both} av både den som skrev och förbättringsledaren. {alarms} var allvarliga.").format(
            risks=told_count, both=both, alarms=len(alarms)
        )
    )
    rows = []
    for severity in reversed(risk.STEPS):
        count = sum(1 for one in found if max(_severities(one)) == severity)
        if count:
            alarm = sum(1 for one in found if max(_severities(one)) == severity and one.alarm)
            rows.append((f"{severity}", str(count), str(alarm)))
    yield Table(_("Efter allvarlighet"), (_("Allvarlighet"), _("Antal"), _("Allvarlig risk")), tuple(rows))
    if going := sum(1 for one in alarms if one.going):
        yield Words(
            ngettext(
                "{n} allvarlig risk är inte hanterad.", "{n} allvarliga risker är inte hanterade.", going
            ).format(n=going)
        )


def _severities(one: risk.Risk) -> list[int]:
    return [found.severity for found in (one.reporter, one.manager) if found]


def _is_of_year(told: Told, one: risk.Risk, events: Mapping[str, Doc]) -> bool:
    if one.kind == "event":
        return one.id in events
    made = moment((told.board.get("risks", one.id) or {}).get("created"))
    card = told.board.get("cards", one.card) or {}
    return made is not None and made.year == told.year and not card.get("internal")

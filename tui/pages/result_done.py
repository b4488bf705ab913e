"""What the unit has done, in rows: improvements that became routines, time that was freed, what the team is proud of;
and the events that were against a routine.

Keys: done/<what>, card/<id>/<where>, routine/<id>, event/<id>. Enter on a figure shows what is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from board.events import OfRoutine, is_good, newest_first
from board.ports import Doc
from board.results import Done, Freed, called_after
from tui import result_words as words
from tui.lines import Row, fit, spread, wrap
from tui.method_words import quoted
from tui.pages.goal_rows import card_items
from tui.pages.section_rows import SPACE, Around, day_told
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

STORIES = 5
"""Stories that are told before somebody asks for all of them."""
TIME = 16
MOST = 100
"""Cards behind a figure that are shown."""


def items(around: Around, done: Done, opened: str, roomy: bool, key_of: Callable[[str], str]) -> list[Item]:
    """What has been done. roomy: whether there is space between the stories. key_of: the key of an action."""
    if not (done.routines or done.dropped or done.good or good_events(around)):
        told = _("Inget är avslutat än. Det ni avslutar med {key} hamnar här, och tiden det frigör.")
        told = told.format(key=key_of("finish"))
        return [SPACE, Item(tuple([(line, "text")] for line in wrap(told, around.width)))]
    found: list[Item] = [SPACE]
    if done.routines:
        this = _("i år: {n}").format(n=len(done.this_year))
        found += _figure(
            around, "routines", words.improvements(len(done.routines)), this, done.routines, opened
        )
    if done.dropped:
        found += _figure(around, "dropped", words.let_go(len(done.dropped)), "", done.dropped, opened)
    found += _freed(around, done, opened, roomy)
    return [*found, *_proud(around, done, opened, roomy)]


def _figure(
    around: Around, key: str, told: str, beside: str, cards: Sequence[str], opened: str
) -> list[Item]:
    row = spread([(told, "title")], [(beside, "quiet")], around.width)
    found = [Item((row,), f"done/{key}")]
    if opened == f"done/{key}":
        found += [Item(one.rows, f"{one.key}/{key}") for one in card_items(around, cards[:MOST])]
    return found


def _freed(around: Around, done: Done, opened: str, roomy: bool) -> list[Item]:
    """The sum of the time freed, then to whom it goes: the stories are what counts."""
    if not done.freed:
        return []
    total = words.minutes(done.minutes)
    told = _("Frigjord tid: ungefär {time}").format(time=total)
    key = "done/freed"
    found = [
        SPACE,
        Item((spread([(told, "title")], [(words.hours(done.minutes), "quiet")], around.width),), key),
    ]
    stories = done.freed if opened == key else done.freed[:STORIES]
    for one in stories:
        found.append(Item(tuple(_story(around, one)), f"card/{one.card}/freed"))
        found += [SPACE] if roomy else []
    if left := len(done.freed) - len(stories):
        more = ngettext("och {n} till", "och {n} till", left).format(n=left)
        found.append(Item(([("  " + more, "quiet")],), key + "/more"))
    return found


def _story(around: Around, one: Freed) -> list[Row]:
    doc = around.board.get("cards", one.card) or {}
    lines = wrap(words.freed(one), around.width - 4)
    rows: list[Row] = [[("  + " if n == 0 and one.minutes > 0 else "    ", "good"), (line, "text")]
                       for n, line in enumerate(lines)]  # fmt: skip
    rows.append([("    " + fit(str(doc.get("title") or ""), around.width - 4), "quiet")])
    if one.noticed:
        told = _("Brukaren märkte: {text}").format(text=one.noticed)
        rows += [[("    " + line, "quiet")] for line in wrap(told, around.width - 4, 2)]
    return rows


def _proud(around: Around, done: Done, opened: str, roomy: bool) -> list[Item]:
    """Routines with something learnt, what goes unusually well, and praise."""
    events = good_events(around)
    if not (done.lessons or done.good or events):
        return []
    key = "done/proud"
    found: list[Item] = [SPACE, Item(([(_("Det här är vi stolta över"), "title")],))]
    told: list[Item] = []
    for id in done.lessons:
        told.append(_proud_of(around, "★", id, _("Vi lärde oss: {text}")))
    told += [_proud_of(around, "+", id, "") for id in done.good if id not in done.lessons]
    told += [_praise(around, id, doc) for id, doc in events.items()]
    shown = told if opened == key else told[: STORIES + 1]
    for one in shown:
        found += [one, SPACE] if roomy else [one]
    if left := len(told) - len(shown):
        more = ngettext("och {n} till", "och {n} till", left).format(n=left)
        found.append(Item(([("  " + more, "quiet")],), key))
    return found


def _proud_of(around: Around, sign: str, id: str, lesson: str) -> Item:
    doc = around.board.get("cards", id) or {}
    title = called_after(around.board, id) if lesson else str(doc.get("title") or "")
    rows: list[Row] = [[(f"  {sign} ", "good"), (fit(title, around.width - 4), "text")]]
    if lesson:
        text = lesson.format(text=" ".join(str(doc.get("lesson") or "").split()))
        rows += [[("    " + line, "quiet")] for line in wrap(text, around.width - 4, 3)]
    return Item(tuple(rows), f"card/{id}/proud")


def good_events(around: Around) -> Mapping[str, Doc]:
    """Events that tell of something good, the latest first."""
    docs = around.board.table("events")
    return {id: docs[id] for id in newest_first(docs) if is_good(docs[id])}


def _praise(around: Around, id: str, doc: Doc) -> Item:
    day = day_told(doc.get("on"), around.today)
    lines = wrap(quoted(" ".join(str(doc.get("text") or "").split())), around.width - 16, 3)
    rows: list[Row] = [spread([("  ♥ " if n == 0 else "    ", "good"), (line, "text")],
                              [(day if n == 0 else "", "quiet")], around.width)
                       for n, line in enumerate(lines)]  # fmt: skip
    return Item(tuple(rows), f"event/{id}")


def events(
    around: Around, found: Sequence[OfRoutine], opened: str, key_of: Callable[[str], str]
) -> list[Item]:
    """Events against each routine, most recent ones first; many of late are worth working with as one."""
    lead = _("Händelser per rutin. Många på samma rutin säger något om rutinen, inte om någon person.")
    rows: list[Row] = [[(line, "quiet")] for line in wrap(lead, around.width)]
    items = [SPACE, Item(tuple(rows)), SPACE]
    if not found:
        told = _("Ingen händelse hör till en rutin än. {key} öppnar händelserna.").format(
            key=key_of("events")
        )
        return [*items, Item(tuple([(line, "text")] for line in wrap(told, around.width)))]
    for one in found:
        items += _of_routine(around, one, opened)
    return items


def _of_routine(around: Around, one: OfRoutine, opened: str) -> list[Item]:
    doc = around.board.get("routines", one.routine) or {}
    told = words.recent_events(len(one.recent), len(one.events))
    bar = "▪" * min(len(one.recent), 12)
    name = fit(str(doc.get("text") or ""), max(around.width - len(told) - len(bar) - 6, 10))
    rows: list[Row] = [spread([(name, "title")], [(bar, "accent"), ("  " + told, "strong")], around.width)]
    if one.suggested:
        text = _("! Tre eller fler på 90 dagar: ett förslag på vad ni kan ta tag i tillsammans")
        rows += [[("  " + line, "still")] for line in wrap(text, around.width - 2)]
    elif one.card:
        title = str((around.board.get("cards", one.card) or {}).get("title") or "")
        rows.append(
            [("  " + fit(_("→ ni arbetar med det: {title}").format(title=title), around.width - 2), "quiet")]
        )
    key = f"routine/{one.routine}"
    found = [Item(tuple(rows), key)]
    if opened == key:
        docs = around.board.table("events")
        for id in one.events[:MOST]:
            day = day_told(docs[id].get("on"), around.today)
            text = " ".join(str(docs[id].get("text") or "").split())
            row = spread([("    · " + fit(text, around.width - 20), "text")], [(day, "quiet")], around.width)
            found.append(Item((row,), f"event/{id}"))
    return [*found, SPACE]

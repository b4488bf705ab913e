"""`tavla reading add|import`, `tavla chart` and `tavla method`: readings in, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from board.errors import Problem
from board.method import acts
from board.method.kinds import KINDS
from board.method.parts import parts_of
from board.method.quality import Share
from board.method.runs import RunChart
from board.method.xmr import Limits, XmrChart
from board.ports import Snapshot
from tui import charting, quality_words
from tui.cli import part_shapes, part_typed
from tui.cli.call import Call, find_card, handles
from tui.cli.output import columns_wide, put, put_json, table, tell, wrap
from tui.cli.part_place import UNIT_ITSELF, Place, answered
from tui.text import _, ngettext

CHART_ROWS = 18

Row: TypeAlias = tuple[date, str, str | None]
"""A reading to write: its day, what was typed, a note."""


def the_indicator(board: Snapshot, card: str, given: str | None = None) -> str:
    """The indicator that is meant: the one named, or the only one.

    Raises:
        Problem: `no_indicator`, `which_indicator` with their texts, `unknown`, `ambiguous`.
    """
    found = parts_of(board, "indicator", card)
    if given:
        return acts.find_part(given, found, "indicator")
    if not found:
        raise Problem("no_indicator")
    if len(found) > 1:
        texts = (str(doc.get("text") or "")[:60] for doc in found.values())
        raise Problem("which_indicator", tuple(f"{n} {text}" for n, text in enumerate(texts, 1)))
    return next(iter(found))


def add_reading(place: Place, fields: dict[str, Any]) -> int:
    """`tavla reading add`: a value of today, or of the day that is said."""
    call, args = place.call, place.call.args
    given = args.of or fields.get("indicator")
    indicator = the_indicator(place.board, place.card or "", str(given) if given else None)
    day = fields.get("on")
    if args.on:
        day = part_typed.day(call, "on", args.on)
    row = (
        day or call.session.clock().date(),
        str(fields.get("typed") or ""),
        args.note or fields.get("note"),
    )
    return answered(place, place.do(acts.record(place.card or None, indicator, (row,))), None)


def import_readings(place: Place) -> int:
    """`tavla reading import`: a line for each day and value; lines that are none are told, the others go in."""
    from board.method.pasted import parse_paste
    from tui.cli.files_in import all_rejected, read_file, reason_for, tell_rejected
    from tui.cli.taking_readings import readings_told

    call, args = place.call, place.call.args
    indicator = the_indicator(place.board, place.card or "", args.of)
    text = decoded(read_file(args.file))
    rows, bad = parse_paste(text, call.session.clock().date())
    rejected = [(line, reason_for(problem)) for line, problem in bad]
    if rejected and not rows:
        raise all_rejected(rejected)
    if not rows:
        raise Problem("not_a_table", reason="empty")
    wanted = [(row.day, row.reading.typed, None) for row in rows]
    new = _new(wanted, _known(place, indicator))
    if new and not args.dry_run:
        place.do(acts.record(place.card or None, indicator, new))
    if call.json:
        told = {"created": len(new), "unchanged": len(wanted) - len(new), "dry_run": args.dry_run}
        put_json({**told, "rejected": [{"line": line, "reason": why} for line, why in rejected]})
        return 0
    tell(readings_told(len(new), len(wanted) - len(new), args.dry_run))
    tell_rejected(rejected)
    return 0


def _known(place: Place, indicator: str) -> Counter[tuple[str, str]]:
    """The readings that are there, by day and what was typed."""
    return Counter(
        (str(doc.get("on")), str(doc.get("typed")))
        for doc in place.docs.values()
        if doc.get("indicator") == indicator
    )


def _new(rows: Iterable[Row], known: Counter[tuple[str, str]]) -> list[Row]:
    """The rows that are not there yet, so that a file a second time adds none; two alike on one day are two."""
    left, new = known.copy(), []
    for row in rows:
        key = (row[0].isoformat(), row[1])
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(row)
    return new


def decoded(data: bytes) -> str:
    """The text of a file from a spreadsheet or an editor, whatever it was saved as."""
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def chart(call: Call) -> int:
    """`tavla chart`: the readings drawn, the verdict, and what it was derived from."""
    session = call.session
    store = session.store()
    session.who()
    given = call.args.card
    card = "" if given == UNIT_ITSELF else find_card(store.snapshot, given)
    indicator = the_indicator(store.snapshot, card, call.args.of)
    found = charting.charted(store.snapshot, card, indicator, call.args.rules)
    if call.json:
        put_json({"chart": chart_object(call, store.snapshot, card, found)})
        return 0
    from tui.drawing.chart import draw

    wide = columns_wide()
    for line in wrap(str(found.doc.get("text") or ""), wide):
        put(line)
    for row in draw(found.data, wide, CHART_ROWS):
        put("".join(text for text, _part in row).rstrip())
    put("")
    for sentence in charting.verdict(found):
        for line in wrap(sentence, wide):
            put(line)
    if found.before is not None:
        put("")
        rows = [["", _("före"), _("efter")], *map(list, charting.spread_told(found))]
        for line in table(rows, 0, wide, indent="  "):
            put(line)
    return 0


def chart_object(call: Call, board: Snapshot, card: str, found: charting.Charted) -> dict[str, Any]:
    """A chart as scripts read it; `points` in time order, which the findings' points are places in, from 0."""
    seen = found.chart
    readings = board.table("readings")
    limits = seen.limits if isinstance(seen, XmrChart) else None
    classes = seen.classes if isinstance(seen, XmrChart) else ("neutral",) * len(found.ids)
    centre = seen.centre if isinstance(seen, RunChart) else limits.mean if limits else None
    [indicator] = part_shapes.parts(KINDS["indicator"], board, [found.indicator], handles(call))
    return {
        "card": part_shapes.public(card),
        "indicator": indicator,
        "rules": found.rules,
        "points": [
            {
                "id": part_shapes.public(id),
                "on": one.day.isoformat(),
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "sort": str(readings[id].get("sort") or "exact"),
                "typed": str(readings[id].get("typed") or ""),
                "note": readings[id].get("note"),
                "signal": place in found.data.flagged,
                "class": classes[place],
            }
            for place, (id, one) in enumerate(zip(found.ids, found.data.points, strict=True))
        ],
        "centre": centre,
        "baseline_until": found.data.median_until.isoformat() if found.data.median_until else None,
        "target": found.data.target,
        "limits": _limits(limits),
        "useful": seen.useful if isinstance(seen, RunChart) else seen.points,
        "too_few": seen.too_few,
        "signal": seen.signal,
        "findings": [
            {
                **{name: getattr(one, name) for name in ("rule", "signal", "observed", "least", "most")},
                "groups": [{"points": list(group.points), "way": group.way or None} for group in one.groups],
            }
            for one in seen.findings
        ],
        "assurance": seen.assurance.verdict if isinstance(seen, XmrChart) and seen.assurance else None,
        "starts": [{"on": day.isoformat(), "experiment": int(n)} for day, n in found.data.starts],
        "before": found.before._asdict() if found.before else None,
        "after": found.after._asdict() if found.after else None,
        "verdict": charting.verdict(found),
    }


def _limits(found: Limits | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = ("mean", "low", "high", "near_low", "near_high", "range_high", "used", "trial")
    return {name: getattr(found, name) for name in names} | {"screened": list(found.screened)}


def method(call: Call) -> int:
    """`tavla method`: how much of the method the board's tried cards have, for the team and never for persons."""
    from board.method.quality import LEAST_CARDS, quality

    session = call.session
    session.who()
    board = session.choose_board()
    found = quality(session.open(board).snapshot if board else Snapshot({}))
    if call.json:
        put_json({"method": [quality_object(share) for share in found], "least": LEAST_CARDS})
        return 0
    tried = max((len(share.of) for share in found), default=0)
    if not tried:
        tell(_("Inget kort har prövats än. Här visas sedan hur ni arbetar, för er som grupp."))
        return 0
    told = ngettext(
        "Av {n} kort som har prövats. För er som grupp, aldrig för en person.",
        "Av {n} kort som har prövats. För er som grupp, aldrig för en person.",
        tried,
    )
    tell(told.format(n=tried))
    rows = [quality_words.row(share) for share in found if share.of]
    for line in table(rows, 0, columns_wide(), indent="  "):
        put(line)
    if tried < LEAST_CARDS:
        tell(_("Andelar visas från {n} kort: färre säger för lite.").format(n=LEAST_CARDS))
    return 0


def quality_object(share: Share) -> dict[str, Any]:
    """One feature: the cards that have it, of those that it was asked of, and the share where it means something."""
    return {
        "feature": share.feature,
        "cards": [part_shapes.public(id) for id in share.ids],
        "of": [part_shapes.public(id) for id in share.of],
        "share": share.share,
    }

"""Readings from a table that `tavla import` has read."""

from __future__ import annotations

from board import readings_table
from tui.cli.call import Call
from tui.cli.files_in import OfTable, all_rejected, put_result, reason_for, tell_rejected
from tui.cli.output import put, say, tell
from tui.text import _, ngettext


def take_in(call: Call, found: readings_table.Readings) -> int:
    """Readings of measures that the board has; what it has no measure for is told."""
    session, args = call.session, call.args
    new = readings_table.new_of(found, session.store().snapshot)
    created = sum(len(one.rows) for one in new)
    unchanged = sum(len(one.rows) for one in found.columns) - created
    rejected = [(line, reason_for(problem)) for line, problem in found.bad]
    if rejected and not created and not unchanged:
        raise all_rejected(rejected)
    if created and not args.dry_run:
        session.do(readings_table.record(new))
    if call.json:
        put_result(created, unchanged, rejected, args.dry_run, table=OfTable(unknown=found.unknown))
        return 0
    for one in new:
        put(f"  {one.name}: {len(one.rows)}")
    tell(readings_told(created, unchanged, args.dry_run))
    for name in found.unknown:
        say(_("Tavlan har inget mått som heter ”{name}”. Det är inte med.").format(name=name[:40]))
    tell_rejected(rejected)
    return 0


def readings_told(created: int, unchanged: int, dry_run: bool) -> str:
    """How many readings have been, or would be, taken in."""
    said = (
        ngettext(
            "Skulle läsa in {n} mätvärde, {same} finns redan.",
            "Skulle läsa in {n} mätvärden, {same} finns redan.",
            created,
        )
        if dry_run
        else ngettext(
            "Läste in {n} mätvärde, {same} fanns redan.",
            "Läste in {n} mätvärden, {same} fanns redan.",
            created,
        )
    )
    return said.format(n=created, same=unchanged)

"""`tavla readiness import` and `tavla readiness export`: answers from paper in, a closed round out."""

from __future__ import annotations

from board import exchange, readiness_paper
from board import readiness_acts as acts
from board.errors import Problem
from board.exchange_columns import plain
from board.model import board_of
from board.readiness import items_of
from board.readiness_rounds import status
from tui import readiness_report
from tui import readiness_words as words
from tui.cli.files_in import all_rejected, read_file, reason_for, tell_rejected
from tui.cli.output import put_bytes, put_json, say, tell
from tui.cli.readiness_place import Place
from tui.files import write_file
from tui.text import _, ngettext


def take_in(place: Place) -> int:
    """Answers on paper: every good row is a person's, the bad ones are told."""
    call, one = place.call, place.chosen(is_open=True)
    found = exchange.read_table(read_file(call.args.file))
    good, bad = readiness_paper.read(found, one.form, headings(one.form), choices(one.form))
    rejected = [(line, reason_for(problem)) for line, problem in bad]
    if rejected and not good:
        raise all_rejected(rejected)
    org = call.session.org_snapshot
    before = status(place.home, org, one.id).paper
    if good and not call.args.dry_run:
        place.do(acts.take_in_paper(one.id, good, board=place.board))
    new = len(good) if call.args.dry_run else status(place.home, org, one.id).paper - before
    if call.json:
        listed = [{"line": line, "reason": reason} for line, reason in rejected]
        told = {"created": new, "unchanged": len(good) - new, "rejected": listed}
        put_json({"round": one.public, **told, "dry_run": call.args.dry_run})
        return 0
    if call.args.dry_run:
        told_words = ngettext("Skulle läsa in {n} svar.", "Skulle läsa in {n} svar.", new)
    else:
        told_words = ngettext("Läste in {n} svar.", "Läste in {n} svar.", new)
    tell(told_words.format(n=new))
    tell_rejected(rejected)
    return 0


def headings(form: str) -> dict[str, tuple[str, str]]:
    """What people call the columns, in both languages: an item's name, and what is asked besides."""
    found: dict[str, tuple[str, str]] = {}
    for key, item in items_of(form).items():
        for name in (key, *([item.second] if item.second else [])):
            for told in (words.NAMES[name], words.name(name)):
                found[plain(told)] = (key, readiness_paper.RATING)
                for comment in ("kommentar", "comment"):
                    found[plain(f"{told} {comment}")] = (key, readiness_paper.COMMENT)
        for field, _choices in item.asks:
            for told in (words.ASKS[field], words.ask(field)):
                found[plain(told)] = (key, field)
    return found


def choices(form: str) -> dict[str, str]:
    """The words for what can be chosen besides a rating, in both languages."""
    found: dict[str, str] = {}
    for item in items_of(form).values():
        for field, codes in item.asks:
            for code in codes:
                for told in (words.CHOICES[f"{field}.{code}"], words.choice(field, code), code):
                    found[plain(told)] = code
    return found


def export(place: Place) -> int:
    """A closed round as a file, or on stdout."""
    args = place.call.args
    one = place.chosen(is_open=None if args.round else False)
    if one.result is None:
        raise Problem("round_not_closed", round=one.public)
    name = board_of(place.home).name if place.board else ""
    ending = (args.file or "").lower().rpartition(".")[2]
    kind = args.format or {"html": "html", "htm": "html", "csv": "csv"}.get(ending, "md")
    data = readiness_report.written(one, name or place.board or "", kind)
    if args.file:
        write_file(args.file, data)
    if place.call.json:
        text = None if args.file else data.decode("utf-8-sig")
        put_json({"round": one.public, "file": args.file, "format": kind, "text": text})
    elif args.file:
        say(_("Skrev omgången till {file}").format(file=args.file))
    else:
        put_bytes(data)
    return 0

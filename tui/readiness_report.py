"""A closed round written out: Markdown, HTML that stands by itself (no script, no link out), or CSV for a spreadsheet.

Only what the shared view has. What people wrote is data: it is escaped for each form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from board.exchange_csv import csv_text
from board.readiness import RATINGS, items_of, numbers_of
from board.readiness_rounds import Round
from board.readiness_verdict import TOOLS_OWN
from tui import readiness_words as words
from tui.escaped import markdown as as_markdown
from tui.text import _, language, ngettext


class Row(NamedTuple):
    """An item as the report has it. counts are empty texts where the spread may not be shown."""

    number: int
    name: str
    group: str
    mean: str
    counts: tuple[str, str, str, str]
    unsure: str
    comments: tuple[str, ...]
    agreed: str
    note: str


def rows(one: Round) -> list[Row]:
    """Every item of a closed round, in the form's order."""
    assert one.result is not None
    items, numbers = items_of(one.form), numbers_of(one.form)
    found = []
    for tally in one.result.tallies:
        item = items[tally.key]
        shown = [str(count) for count in tally.shown] if tally.shown else [""] * 4
        found.append(
            Row(
                numbers[tally.key],
                words.names(item),
                words.group(item.group),
                words.number(tally.shown_mean),
                (shown[0], shown[1], shown[2], shown[3]),
                "–" if tally.unsure is None else str(tally.unsure),
                tally.comments,
                one.agreed.get(tally.key, ""),
                words.note(item) if item.source_silent else "",
            )
        )
    return found


def _title(one: Round, board: str) -> str:
    day = f", {one.day.isoformat()}" if one.day else ""
    return f"{words.form(one.form)}: {words.scope(one, board)}{day}"


def _facts(one: Round) -> Iterator[str]:
    """What is said above the table, a sentence or two each."""
    assert one.result is not None
    count = one.result.answers
    yield ngettext("{n} person har svarat.", "{n} personer har svarat.", count).format(n=count)
    if one.baseline:
        yield _("Det här är den första omgången, som senare jämförs med.")
    found = one.verdict
    if found is not None:
        yield f"{words.category(found.code)}. {words.description(found, TOOLS_OWN)}"
        yield (
            _("Vilja {will}, förmåga {ability}").format(
                will=words.number(found.will), ability=words.number(found.ability)
            )
            + "."
        )
        yield from words.near(found)
        yield from words.advice(found)
        yield words.thresholds(TOOLS_OWN)
    if one.conclusion:
        yield _("Vi är överens om: {what}").format(what=one.conclusion)
    ended = words.ending(one.ending)
    yield f"{ended}: {one.ending_why}" if one.ending_why else f"{ended}."


def _headings(one: Round) -> list[str]:
    scale = [f"{n} {words.rating(one.form, n)}" for n in RATINGS]
    return ["#", _("Fråga"), _("Del"), _("Medel"), *scale, _("vet ej")]


def _cells(row: Row) -> list[str]:
    hidden = not any(row.counts)
    return [
        str(row.number),
        row.name,
        row.group,
        row.mean,
        *(c or ("–" if hidden else "0") for c in row.counts),
        row.unsure,
    ]


def _below(one: Round, found: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    """For each item with something written: its name, and the texts; before them what belongs to no item."""
    if one.result is not None and one.result.loose:
        yield _("Det som skrevs"), [words.veiled(), *(f"”{said}”" for said in one.result.loose)]
    for row in found:
        texts = [row.note] if row.note else []
        texts += [f"”{said}”" for said in row.comments]
        texts += [_("Vi är överens om: {what}").format(what=row.agreed)] if row.agreed else []
        if texts:
            yield row.name, texts


def markdown(one: Round, board: str) -> str:
    """The round as Markdown."""
    found = rows(one)
    out = [f"# {as_markdown(_title(one, board))}", ""]
    for fact in _facts(one):
        out += [as_markdown(fact), ""]
    heads = _headings(one)
    out += ["| " + " | ".join(as_markdown(head) for head in heads) + " |", "|" + " --- |" * len(heads)]
    out += ["| " + " | ".join(as_markdown(cell) for cell in _cells(row)) + " |" for row in found]
    if any(not any(row.counts) for row in found):
        out += ["", as_markdown(_capital(words.few()) + ".")]
    for name, texts in _below(one, found):
        out += ["", f"## {as_markdown(name)}", ""]
        out += [f"- {as_markdown(text)}" for text in texts]
    return "\n".join(out) + "\n"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;"
    'padding:.5rem 0}th,td{mso-number-format:"\\@";border:1px solid #767676;padding:.3rem .5rem;text-align:left}'
    "thead th{background:#eee}blockquote,li{overflow-wrap:anywhere}"
)


def html(one: Round, board: str) -> str:
    """The round as one HTML page that loads nothing and runs nothing."""
    from html import escape

    found = rows(one)
    title = escape(_title(one, board))
    out = [
        "<!DOCTYPE html>",
        f'<html lang="{language()}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        *(f"<p>{escape(fact)}</p>" for fact in _facts(one)),
        "<table>",
        f"<caption>{escape(_('Hur många som svarat vad'))}</caption>",
        "<thead><tr>"
        + "".join(f'<th scope="col">{escape(h)}</th>' for h in _headings(one))
        + "</tr></thead>",
        "<tbody>",
    ]
    for row in found:
        number, name, *rest = _cells(row)
        tds = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        out.append(f'<tr><td>{number}</td><th scope="row">{escape(name)}</th>{tds}</tr>')
    out += ["</tbody>", "</table>"]
    if any(not any(row.counts) for row in found):
        out.append(f"<p>{escape(_capital(words.few()))}.</p>")
    for name, texts in _below(one, found):
        out += [f"<h2>{escape(name)}</h2>", "<ul>"]
        out += [f"<li>{escape(text)}</li>" for text in texts]
        out.append("</ul>")
    return "\n".join([*out, "</main>", "</body>", "</html>"]) + "\n"


_COLUMNS = (
    "number",
    "name",
    "group",
    "mean",
    "one",
    "two",
    "three",
    "four",
    "unsure",
    "comments",
    "agreed",
    "note",
)


def csv(one: Round) -> str:
    """The round as CSV, to be written as utf-8-sig: an item a row, cells that a spreadsheet would run made harmless."""
    heads = [*_headings(one), _("Kommentarer"), _("Överens om"), _("Anmärkning")]
    records = []
    for row in rows(one):
        plain = [str(row.number), row.name, row.group, row.mean, *row.counts, row.unsure]
        records.append(
            dict(zip(_COLUMNS, [*plain, "\n".join(row.comments), row.agreed, row.note], strict=True))
        )
    if one.result is not None and one.result.loose:
        said = {"name": _("Det som skrevs"), "comments": "\n".join(one.result.loose), "note": words.veiled()}
        records.append({**dict.fromkeys(_COLUMNS, ""), **said})
    return csv_text(records, _COLUMNS, dict(zip(_COLUMNS, heads, strict=True)))


def written(one: Round, board: str, kind: str) -> bytes:
    """The round as a file's bytes; `kind` is md, html or csv."""
    if kind == "csv":
        return csv(one).encode("utf-8-sig")
    return (html if kind == "html" else markdown)(one, board).encode("utf-8")

"""Which column of a table fills which field of a card: by its heading in either language, or by a mapping given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from board.context import near
from board.errors import Problem
from board.exchange_csv import unharmed
from board.exchange_table import Table
from board.swedish import loose_fold
from board.when import parse_date

EXTRA = "extra"
"""The target of a column that the board has no field for: kept on the card under the heading as written."""
FIELDS = (
    "title", "kind", "phase", "problem", "why", "owner", "leader", "support", "due", "measure", "outcome", "decision",
    "tags", "id",
)  # fmt: skip
_HEADINGS = {
    "title": "title|titel|rubrik|heading|kort|card|subject|ämne|ärende",
    "kind": "kind|typ|type|korttyp|art",
    "phase": "phase|fas|kolumn|column|steg|step",
    "problem": "problem|problembeskrivning|problemformulering|beskrivning|description|problem statement|"
    "vad hände|vad har hänt|vad är det som händer|what happened|what has happened|what happens",
    "why": "why|varför|varför är det ett problem|why is it a problem|motivering",
    "owner": "owner|ägare|ansvarig|ansvarig person|vem|vem ansvarar|vem gör|vem är ansvarig|responsible|who|"
    "assigned to",
    "leader": "leader|ledare|förbättringsledare|improvement leader",
    "support": "support|stöd|nyckelperson|stödjande nyckelperson|key person",
    "due": "due|uppföljning|uppföljningsdatum|följs upp|följ upp|klart senast|senast klart|senast|deadline|due date|"
    "follow up|follow up date|due by",
    "measure": "measure|åtgärd|åtgärder|action|actions|measures",
    "outcome": "outcome|utfall|resultat|result|results",
    "decision": "decision|beslut",
    "tags": "tags|tag|etikett|etiketter|tagg|taggar|label|labels",
    "id": "id|kort id|kortid|card id",
}

_TITLES_BESIDE = (
    "vad vill vi förbättra|vad vill ni förbättra|förbättringsförslag|förslag|idé|förbättring|vad är problemet|"
    "problemet|problem|what do we want to improve|suggestion|idea|improvement|what is the problem|"
    "vad hände|vad har hänt|what happened|what has happened"
)
"""What the column that says what a card is about may be called, where no other column is its title."""
_TITLE_WORDS = frozenset(("rubrik", "titel", "title", "heading"))
"""Words that make a column the title where no heading is just that and only one has such a word in it."""
_BESIDE_IT = frozenset(
    "nr nummer lopnr lopnummer no number id datum date dag day tid time nar when vem who av by ansvarig agare owner"
    " avdelning enhet unit namn name status skapad created ar year vecka week".split()
)
"""Words of headings that tell something about a card and never what it is about, folded."""
_DAYS = "datum|när|klart|klar|date|when|done"
"""Headings of days that may be the day to follow up, or the day when the row was written."""


def plain(heading: str) -> str:
    """A heading as it is compared: no case, accents, `_`, `-` or colon at the end."""
    return " ".join(loose_fold(heading).replace("_", " ").replace("-", " ").strip(" :?").split())


def read_mapping(data: bytes) -> dict[str, str | None]:
    """A mapping file: one JSON object of column heading to field, `extra`, or null for a column to leave out.

    Raises:
        Problem: `bad_mapping`.
    """
    import json

    try:
        given = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Problem("bad_mapping") from None
    if not isinstance(given, dict) or not all(
        value is None or isinstance(value, str) for value in given.values()
    ):
        raise Problem("bad_mapping")
    return given


def match_columns(
    header: Sequence[str],
    mapping: Mapping[str, str | None] | None = None,
    more: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, str | None]:
    """For each heading the field it fills, EXTRA, or None where the column is left out.

    A mapping goes first; then Swedish and English headings, whatever their case and accents, the first of two for
    the same field (tags may have several). Where none is the title, the only one with such a word in its heading is,
    or else a column that says what it is about. All other columns are EXTRA. `more` are further fields, those that
    the method adds to a card, with what their headings may be besides their names.

    Raises:
        Problem: `unknown_column` or `unknown_field` for a mapping that does not fit (with near names),
            `column_twice` where it names a field twice, `no_title` where no column gives the title, with the one
            that is `likeliest` to say what a card is about.
    """
    columns: dict[str, str | None] = {}
    fields = (*FIELDS, *(more or ()), EXTRA)
    for name, field in (mapping or {}).items():
        heading = _heading(name, header)
        if field is not None and field not in fields:
            raise Problem("unknown_field", near(field, fields), field=field[:40])
        if field in columns.values() and field not in ("tags", EXTRA, None):
            raise Problem("column_twice", field=field, given=heading)
        columns[heading] = field
    table = {plain(word): field for field, words in (more or {}).items() for word in (field, *words)}
    table |= {plain(word): field for field, words in _HEADINGS.items() for word in words.split("|")}
    for heading in header:
        if heading not in columns:
            found = table.get(plain(heading), EXTRA)
            taken = found in columns.values() and found != "tags"
            columns[heading] = EXTRA if taken else found
    if "title" not in columns.values() and not mapping:
        beside = [plain(word) for word in _TITLES_BESIDE.split("|")]
        likely = sorted(
            (name for name in header if plain(name) in beside), key=lambda one: beside.index(plain(one))
        )
        worded = [name for name in header if _TITLE_WORDS & set(plain(name).split())]
        columns |= dict.fromkeys(worded if len(worded) == 1 else likely[:1], "title")
    if "title" not in columns.values():
        free = [name for name in header if columns[name] in (EXTRA, "problem")]
        about = [n for n in free if not n.isdigit() and not _BESIDE_IT & set(plain(n).split())]
        likeliest = next(iter(about or free or header), "")[:40]
        raise Problem("no_title", tuple(heading[:40] for heading in header[:8]), likeliest=likeliest)
    return {heading: columns[heading] for heading in header}


def with_days(
    table: Table, columns: Mapping[str, str | None], today: date, mapping: Iterable[str] = ()
) -> dict[str, str | None]:
    """The same columns, where one of days that are all to come is the day to follow up, if no other column is that
    and `mapping` does not name it."""
    named = {plain(name) for name in mapping}
    days = {plain(word) for word in _DAYS.split("|")} - named
    for place, heading in enumerate(table.header):
        if columns[heading] == EXTRA and plain(heading) in days and "due" not in columns.values():
            cells = [cells[place] for _line, cells in table.rows if cells[place].strip()]
            if cells and all(_is_to_come(cell, today) for cell in cells):
                return {**columns, heading: "due"}
    return dict(columns)


def _is_to_come(cell: str, today: date) -> bool:
    try:
        return parse_date(unharmed(cell), today) >= today
    except Problem:
        return False


def _heading(name: str, header: Sequence[str]) -> str:
    if name in header:
        return name
    same = [heading for heading in header if plain(heading) == plain(name)]
    if len(same) != 1:
        raise Problem(
            "unknown_column", tuple(same) or near(name, header) or tuple(header[:8]), given=name[:40]
        )
    return same[0]

"""Answers collected on paper, as a table with a row for each person: which rows are good and what they say.

The face says what headings and words mean; here they are only read. No column for who answered is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from board import text
from board.errors import Problem
from board.exchange_columns import plain
from board.exchange_csv import unharmed
from board.exchange_table import Table
from board.readiness import UNSURE, Answer, Reply, checked_reply, is_empty, items_of

RATING, COMMENT = "rating", "comment"
_UNSURE = frozenset({"vet ej", "vetej", "vet inte", "v e", "?", "0", "dont know", "do not know", "unsure"})


def columns(
    table: Table, form: str, headings: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str] | None]:
    """What each heading is: (item, RATING, COMMENT or a field that the item asks), or None for a column not read.

    An item's key or number is understood, with `.comment` or `.<field>` after it; `headings` has more, by plain text.

    Raises:
        Problem: `no_items` where no column is an item.
    """
    known = dict(headings)
    for number, (key, item) in enumerate(items_of(form).items(), 1):
        for name in (key, str(number)):
            known.setdefault(plain(name), (key, RATING))
            for field in (COMMENT, *(field for field, _ in item.asks)):
                known.setdefault(plain(f"{name}.{field}"), (key, field))
    found = {heading: known.get(plain(heading)) for heading in table.header}
    if not any(what and what[1] == RATING for what in found.values()):
        raise Problem("no_items", tuple(items_of(form)))
    return found


def read(
    table: Table, form: str, headings: Mapping[str, tuple[str, str]], choices: Mapping[str, str] | None = None
) -> tuple[list[Answer], list[tuple[int, Problem]]]:
    """The good rows as answers, and for each bad one its line and what is wrong with it. Empty rows are left out.

    choices: words for the choices that items ask for, by plain text.

    Raises:
        Problem: `no_items`.
    """
    what = columns(table, form, headings)
    good: list[Answer] = []
    bad: list[tuple[int, Problem]] = []
    for line, cells in table.rows:
        try:
            answer = _row(dict(zip(table.header, cells, strict=True)), what, form, choices or {})
        except Problem as problem:
            bad.append((line, problem))
        else:
            if not is_empty(answer):
                good.append(answer)
    return good, bad


def _row(
    cells: Mapping[str, str],
    what: Mapping[str, tuple[str, str] | None],
    form: str,
    choices: Mapping[str, str],
) -> Answer:
    found: dict[str, Reply] = {}
    for heading, raw in cells.items():
        said, place = unharmed(raw), what[heading]
        if place is None or not said.strip():
            continue
        key, field = place
        reply = found.get(key, Reply())
        if field == RATING:
            reply = reply._replace(rating=_rating(said))
        elif field == COMMENT:
            reply = reply._replace(comment=text.body(said, "comment"))
        else:
            reply = reply._replace(extra={**reply.extra, field: choices.get(plain(said), said.strip())})
        found[key] = reply
    return {key: checked_reply(form, key, reply) for key, reply in found.items()}


def _rating(said: str) -> int | None:
    word = " ".join(text.clean(said).split()).lower().replace("'", "")
    if word in _UNSURE or plain(word) in _UNSURE:
        return UNSURE
    if word in ("1", "2", "3", "4"):
        return int(word)
    if word in ("-", "–"):
        return None
    raise Problem("unknown", ("1", "2", "3", "4"), what="rating", given=said[:40])

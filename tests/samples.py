"""Boards of any size for benchmarks and tests: varied cards as drafts for one bulk commit, the same for a seed.

    store.commit("p", lambda _board: board_of(10_000, seed=1))

A real board has most of its cards finished or set aside; `open_share` says how many are on the columns.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from board import rank
from board.codes import COLUMNS, KINDS
from board.model import BOARD_ID
from board.ports import Change, Draft

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))
PEOPLE = tuple(f"person{number:07d}" for number in range(12))
"""Made-up references; no person needs to stand behind them."""
CARDS_A_DRAFT = 40
"""One draft is one line of the journal, which holds no more than 64 KiB."""
EPOCH_MS = 1_704_067_200_000

_WHAT = "nycklar lyftselar journaler scheman måltider läkemedel larm tvätt cyklar rutter handskar anhöriga".split()
_VERB = "Vi letar efter|Det saknas|Vi glömmer|Ingen hittar|Alla sorterar olika|För sent med|Dubbelt arbete med".split(
    "|"
)
_WHERE = (
    "på natten|vid överlämningen|i förrådet|på helgen|när någon är ny|efter sjukhus|på eftermiddagen|".split(
        "|"
    )
)
_TEXT = (
    "Det händer flera gånger i veckan och tar tid från dem vi är till för. Vi har provat att påminna varandra "
    "men det håller bara några dagar. Nya kollegor vet inte hur vi brukar göra. "
)
_TAGS = "natt helg kväll trygghet måltid hygien resor överlämning ny-på-jobbet dokumentation".split()


def board_of(cards: int, seed: int = 1, now: datetime = NOW, open_share: float = 0.5) -> list[Draft]:
    """Drafts that make a board of `cards` cards with comments, for one commit on an empty store."""
    chance = random.Random(seed)
    about = {"name": f"Provtavla {cards}", "created": now.isoformat(timespec="seconds"), "by": PEOPLE[0]}
    changes: list[Change] = []
    for number in range(cards):
        changes += _card(chance, number, now, open_share)
    first = Draft("init", (Change("board", BOARD_ID, {**about, "limits/plan": 5, "limits/do": 4}),))
    return [first, *(Draft("import", part) for part in _parts(changes))]


def _parts(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    for at in range(0, len(changes), CARDS_A_DRAFT):
        yield tuple(changes[at : at + CARDS_A_DRAFT])


def document_id(chance: random.Random, created: datetime) -> str:
    """An id as board.ids makes it, from a given time and chance."""
    ms = int(created.timestamp() * 1000) - EPOCH_MS
    return str(ms << 22 | chance.getrandbits(22))


def _card(chance: random.Random, number: int, now: datetime, open_share: float) -> Iterator[Change]:
    """A card, and a comment on every fourth. Titles are never twice the same."""
    created = now - timedelta(minutes=chance.randrange(400 * 24 * 60), milliseconds=number % 1000)
    since = created + (now - created) * chance.random()
    at, moved = created.isoformat(timespec="seconds"), since.isoformat(timespec="seconds")
    cells: dict[str, Any] = {
        "title": f"{chance.choice(_VERB)} {chance.choice(_WHAT)} {chance.choice(_WHERE)} {number}".replace(
            "  ", " "
        ),
        "kind": chance.choice(KINDS[:5]),
        "cycle": chance.choice((1, 1, 1, 1, 2, 3)),
        "rank": rank.landing(int(since.timestamp() * 1000)),
        "since": moved,
        "created": at,
        "by": chance.choice(PEOPLE),
        **_place(chance, open_share),
        **{f"tags/{tag}": True for tag in chance.sample(_TAGS, chance.randrange(3))},
    }
    for field in ("problem", "why", "measure", "outcome"):
        if chance.random() < 0.5:
            cells[field] = _TEXT[: chance.randrange(20, len(_TEXT))]
    if chance.random() < 0.7:
        cells["owner"] = chance.choice(PEOPLE)
    if chance.random() < 0.4:
        cells["due"] = (now + timedelta(days=chance.randrange(-40, 60))).date().isoformat()
    if chance.random() < 0.1 and cells["phase"] in COLUMNS[2:]:
        cells[f"skips/{cells['phase']}"] = "Brådskade den veckan."
    id = document_id(chance, created)
    yield Change("cards", id, cells)
    if number % 4 == 0:
        said = {"card": id, "text": _TEXT[:60], "created": moved, "by": chance.choice(PEOPLE)}
        yield Change("comments", document_id(chance, since), said)


def _place(chance: random.Random, open_share: float) -> dict[str, Any]:
    """Where the card is: on a column, set aside or finished."""
    if chance.random() < open_share:
        return {"phase": chance.choice(COLUMNS), "state": "open"}
    state = chance.choice(("finished", "finished", "archived", "parked"))
    if state == "finished":
        return {
            "phase": "done",
            "state": state,
            "finish": chance.choice(("routine", "drop")),
            "decision": "Klart.",
        }
    return {"phase": chance.choice(COLUMNS), "state": state, "state_why": "Väntar."}

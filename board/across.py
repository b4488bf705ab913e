"""What boards have in common, and what their cards and events are searched in (board.searching).

For each board there is one folded line of text for each card and event (`texts`) and one of what is shown of it
(`rows`), so that a search is a look for bytes and parses only what it shows. A card that stays with its team
(`internal`) is in neither, nor is an event that led to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from heapq import nlargest
from typing import Any, NamedTuple

from board import events
from board.marks import last_activity
from board.ports import Snapshot
from board.similar_words import stems, weight
from board.swedish import fold
from board.values import day_in

FEWEST_BOARDS = 2
"""What boards have in common, at least so many of them have."""
SAYS_LITTLE = 0.5
"""Words that weigh this or less (similar_words.weight) are no theme: person, dag, avdelning."""
_NO_THEMES = frozenset("en två tre fyra fem sex sju åtta nio tio olika fel vet".split())
"""Words that say nothing about what boards have in common, though they tell cards apart."""
THEMES = ("tag", "title", "cause", "routine")
"""Where boards are compared: tags, words of titles and of causes on open cards, words of routines in use."""
_BESIDE = (("facts", "text"), ("causes", "text"), ("actions", "text"), ("routines", "text"))
_TEXTS = ("problem", "why", "measure", "outcome", "decision", "lesson")
EVENT = "event"
"""The state of a row that is an event (board.events)."""
END, CODE, OFF, SEPARATOR = "\x1f", "\x1d", b"\n", b"\x1f"
"""What stands between the parts of a line, around a code, between lines, and between parts in bytes."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


class Row(NamedTuple):
    """What is shown of a card; `at` is when something last happened on it.

    An event has the state EVENT, its sort in the phase's place, what it says as its title, and its own day.
    """

    id: str
    phase: str
    state: str
    at: str
    title: str
    tags: tuple[str, ...]

    @property
    def is_event(self) -> bool:
        return self.state == EVENT

    @property
    def day(self) -> date | None:
        return day_in({"at": self.at[:10]}, "at")


class Cards(NamedTuple):
    """The cards and events of a board to search in: `texts[n]` is what is written on what line n of `rows` shows.
    Open cards come first, those that something happened on latest before others."""

    texts: tuple[bytes, ...]
    rows: bytes

    @classmethod
    def kept(cls, texts: bytes, rows: bytes) -> Cards:
        """From what `kept_as` gave."""
        return cls(tuple(texts.split(OFF)) if rows else (), rows)

    def kept_as(self) -> tuple[bytes, bytes]:
        return OFF.join(self.texts), self.rows

    def row(self, number: int) -> Row:
        return row_in(self.rows.split(OFF)[number])

    def latest(self, most: int) -> list[tuple[str, str, str]]:
        """(id, title, what is written first beside it) of the cards that something happened on latest."""
        lines = zip(self.rows.split(OFF), self.texts, strict=True) if self.rows else ()
        mark = EVENT.encode()
        cards = (pair for pair in lines if pair[0].split(SEPARATOR, 3)[2] != mark)
        found = []
        for line, text in nlargest(most, cards, key=lambda pair: pair[0].split(SEPARATOR, 4)[3]):
            row, beside = row_in(line), text.split(SEPARATOR, 2)[1:2]
            found.append((row.id, row.title, beside[0].decode(errors="replace") if beside else ""))
        return found

    def all(self) -> list[Row]:
        return [row_in(line) for line in self.rows.split(OFF)] if self.rows else []


def row_in(line: bytes) -> Row:
    """What is shown of a card, from its line of `rows`."""
    id, phase, state, at, title, *tags = line.decode().split(END)
    return Row(id, phase, state, at, title, tuple(tags))


class Theme(NamedTuple):
    """Something that cards of one board have: as it is written there, and the numbers of their rows; -1 stands for what
    lies beside the cards."""

    shown: str
    rows: tuple[int, ...]


def cards_of(snapshot: Snapshot) -> tuple[Cards, dict[str, dict[str, Theme]]]:
    """A board to search in, and its themes by THEMES and what is compared."""
    active = last_activity(snapshot)
    docs = snapshot.table("cards")
    beside = _beside(snapshot)
    found = _events(snapshot)
    for id, doc in docs.items():
        if not doc.get("internal"):
            at = max(str(doc.get("_at") or ""), str(doc.get("created") or ""), active.get(id, ""))
            given = doc.get("tags")
            tags = list(map(str, given)) if given and isinstance(given, list) else ()
            phase, kind = str(doc.get("phase") or "inbox"), str(doc.get("kind") or "problem")
            state = str(doc.get("state") or "open")
            title = str(doc.get("title") or "")
            said = [title, *[str(value) for name in _TEXTS if (value := doc.get(name))], *beside.get(id, ())]
            if tags:
                said += [f"#{tag}" for tag in tags]
            text = fold(END.join(said)) + _codes(phase, state, kind)
            row = END.join((id, phase, state, at, title, *tags))
            found.append(_Found(state == "open", at, id, text, row, is_event=False))
    found.sort(reverse=True)
    texts, rows = (
        [line.replace("\n", " ") if "\n" in line else line for line in lines]
        for lines in ([one.text for one in found], [one.row for one in found])
    )
    written = tuple(line.encode("utf-8", "replace") for line in texts)
    every = {one.id: number for number, one in enumerate(found) if not one.is_event}
    open_cards = sum(one.is_open for one in found)
    return Cards(written, "\n".join(rows).encode("utf-8", "replace")), _themes(snapshot, every, open_cards)


class _Found(NamedTuple):
    """A card or an event in the order that they are kept. is_open: an open card; at: when something last happened;
    text: what is written on it; row: what is shown of it."""

    is_open: bool
    at: str
    id: str
    text: str
    row: str
    is_event: bool


def _events(snapshot: Snapshot) -> list[_Found]:
    """The events, but for those that led to a card that stays with its team."""
    found: list[_Found] = []
    for id, doc in snapshot.table(events.TABLE).items():
        if (snapshot.get("cards", str(doc.get("led_to") or "")) or {}).get("internal"):
            continue
        on = day_in(doc, "on")
        at = f"{on.isoformat()}T00:00:00" if on else str(doc.get("created") or doc.get("_at") or "")
        sort = str(doc.get("sort") or "deviation")
        said = END.join(str(value) for name in events.WORDS if (value := doc.get(name)))
        text = fold(said) + code_in("kind", events.card_kind(doc))
        row = END.join((id, sort, EVENT, at, str(doc.get("text") or "")))
        found.append(_Found(False, at, id, text, row, is_event=True))
    return found


def code_in(name: str, code: str) -> str:
    """A code as it stands in a text: in capitals, which no folded word has."""
    return f"{CODE}{name}={code}{CODE}".upper()


@lru_cache(maxsize=500)
def _codes(phase: str, state: str, kind: str) -> str:
    return code_in("phase", phase) + code_in("state", state) + code_in("kind", kind)


def _beside(snapshot: Snapshot) -> Mapping[str, list[str]]:
    """What is written beside each card that is worth finding again: facts, causes, measures, routines."""
    found: dict[str, list[str]] = {}
    for table, name in _BESIDE:
        for doc in snapshot.table(table).values():
            if text := doc.get(name):
                found.setdefault(str(doc.get("card") or ""), []).append(str(text))
    return found


# --- what boards have in common


def _themes(snapshot: Snapshot, every: Mapping[str, int], open_cards: int) -> dict[str, dict[str, Theme]]:
    """`every` has the row of each card, the open ones' first."""
    cards = snapshot.table("cards")
    numbers = {id: number for id, number in every.items() if number < open_cards}
    found: dict[str, dict[str, tuple[str, list[int]]]] = {theme: {} for theme in THEMES}

    def note(theme: str, words: Iterable[tuple[str, str]], row: int) -> None:
        for key, shown in words:
            rows = found[theme].setdefault(key, (shown, []))[1]
            if row not in rows[-1:]:
                rows.append(row)

    for id, row in numbers.items():
        doc = cards[id]
        tags = doc.get("tags")
        note("tag", [(fold(str(tag)), str(tag)) for tag in tags] if isinstance(tags, list) else (), row)
        note("title", _words(str(doc.get("title") or "")), row)
    for doc in snapshot.table("causes").values():
        row = numbers.get(str(doc.get("card")), -1)
        if row >= 0 and doc.get("status") != "dismissed":
            note("cause", _words(str(doc.get("text") or "")), row)
    for doc in snapshot.table("routines").values():
        card = str(doc.get("card") or "")
        kept_to_itself = bool((snapshot.get("cards", card) or {}).get("internal"))
        if not doc.get("ended") and not kept_to_itself:
            note("routine", _words(str(doc.get("text") or "")), every.get(card, -1))
    return {
        theme: {key: Theme(shown, tuple(dict.fromkeys(rows))) for key, (shown, rows) in listed.items()}
        for theme, listed in found.items()
    }


def _words(text: str) -> Iterator[tuple[str, str]]:
    """(stem, word) of each word that says something."""
    for word in _WORDS.findall(text.lower()):
        if word not in _NO_THEMES:
            yield from _stems(word)


@lru_cache(maxsize=20_000)
def _stems(word: str) -> tuple[tuple[str, str], ...]:
    return tuple((stem, word) for stem in stems(word) if weight(stem) > SAYS_LITTLE)


class Common(NamedTuple):
    """Something that several boards have. cards: (board, row number) of those that have it, -1 for what lies beside the
    cards."""

    theme: str
    key: str
    shown: str
    boards: tuple[str, ...]
    cards: tuple[tuple[str, int], ...]


def compared(made_up: Mapping[str, bool]) -> frozenset[str]:
    """The boards that are compared, of those in use: what is made up only where too few others are."""
    real = frozenset(board for board, is_made_up in made_up.items() if not is_made_up)
    return real if len(real) >= FEWEST_BOARDS else frozenset(made_up)


def common(boards: Mapping[str, Mapping[str, Mapping[str, Theme]]]) -> list[Common]:
    """What at least FEWEST_BOARDS of the boards have, by theme; what most boards have first."""
    found: list[Common] = []
    for theme in THEMES:
        met: dict[str, list[tuple[str, Theme]]] = {}
        for board, themes in boards.items():
            for key, one in themes.get(theme, {}).items():
                met.setdefault(key, []).append((board, one))
        shared = [
            Common(
                theme,
                key,
                _most_written(one.shown for _board, one in listed),
                tuple(board for board, _one in listed),
                tuple((board, row) for board, one in listed for row in one.rows),
            )
            for key, listed in met.items()
            if len(listed) >= FEWEST_BOARDS
        ]
        found += sorted(shared, key=lambda one: (-len(one.boards), -len(one.cards), one.shown))
    return found


def _most_written(words: Iterable[str]) -> str:
    counted: dict[str, int] = {}
    for word in words:
        counted[word] = counted.get(word, 0) + 1
    return min(counted, key=lambda word: (-counted[word], word))


def themes_as_json(themes: Mapping[str, Mapping[str, Theme]]) -> Any:
    return {theme: {key: list(one) for key, one in listed.items()} for theme, listed in themes.items()}


def themes_from_json(given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Theme]]:
    """Raises TypeError or ValueError where it is no such thing."""
    return {
        theme: {key: Theme(shown, tuple(rows)) for key, (shown, rows) in listed.items()}
        for theme, listed in given.items()
    }

"""The checks that a query is made of: each is built once and then asked of (id, card)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from board import stall
from board.ports import Doc
from board.rules import follow_up, is_open
from board.swedish import fold, loose_fold

Check: TypeAlias = Callable[[str, Doc], bool]

PERSONS = ("owner", "leader", "support")
WEEK_DAYS = 7
ID_LEAST = 4
"""A word is tried as a card's short id from this many characters on: fewer would find cards by chance."""
NOBODY = ("ingen", "none", "nobody")
ME = ("jag", "mig", "mina", "me")

_TEXTS = frozenset(
    {"title", "problem", "why", "measure", "outcome", "decision", "state_why"}
    | {"important_why", "weighed", "assumption", "prediction", "noticed", "freed_for", "process", "lesson"}
    | {"value_politics", "value_staff", "value_individual", "value_residents", "conditions"}
    | {"comprehensible", "manageable", "meaningful"}
)
"""Fields with words to find; those of the method are said again here, which a search need not load, and tested."""


def equal(field: str, code: str) -> Check:
    default = {"kind": "problem", "phase": "inbox", "state": "open"}[field]
    return lambda _, card: (card.get(field) or default) == code


def owned(wanted: str, people: Mapping[str, str], me: str | None, loose: bool) -> Check:
    """By whom: a reference, a readable id, the beginning of any part of the name, oneself or nobody."""
    if wanted in people:
        own = _own(wanted, people)
        return lambda _, card: card.get("owner") in own
    folded = (loose_fold if loose else fold)(wanted)
    if folded in NOBODY:
        return lambda _, card: not card.get("owner")
    if folded in ME and me is not None:
        own = _own(me, people)
        return lambda _, card: card.get("owner") in own
    named = {ref for ref, text in people.items() if _begins(folded, (loose_fold if loose else fold)(text))}
    return lambda _, card: card.get("owner") in named


def _own(ref: str, people: Mapping[str, str]) -> set[str]:
    """A person's references: those that went into theirs have the same text (query.people_texts)."""
    return {ref, *(one for one, text in people.items() if text == people.get(ref))}


def _begins(wanted: str, text: str) -> bool:
    """Whether the words wanted begin words of the text, next to each other: `anna e` begins in `Anna Ek anna-ek`."""
    return re.search(r"(?<!\w)" + re.escape(wanted), text) is not None


def tagged(wanted: Iterable[str], loose: bool) -> Check:
    same = loose_fold if loose else fold
    beginnings = [same(tag) for tag in wanted]

    def check(_: str, card: Doc) -> bool:
        tags = card.get("tags")
        if not isinstance(tags, list):
            return False
        folded = [same(str(tag)) for tag in tags]
        return all(any(tag.startswith(beginning) for tag in folded) for beginning in beginnings)

    return check


def held(role: str, has_role: Callable[[str, str], bool] | None) -> Check:
    """Owner, leader or support holds the role."""
    known: dict[str, bool] = {}

    def holds(person: str) -> bool:
        if person not in known:
            known[person] = has_role is not None and has_role(person, role)
        return known[person]

    return lambda _, card: any(holds(str(card[name])) for name in PERSONS if card.get(name))


def due(wanted: str, today: date) -> Check:
    """overdue, today, week (the next seven days) or none; of open cards."""
    first, last = today.isoformat(), (today + timedelta(days=WEEK_DAYS - 1)).isoformat()
    within: dict[str, Callable[[str], bool]] = {
        "overdue": lambda day: "" < day < first,
        "today": lambda day: day == first,
        "week": lambda day: first <= day <= last,
        "none": lambda day: not day,
    }
    test = within[wanted]
    if wanted == "none":
        return lambda _, card: is_open(card) and not card.get("due")
    return lambda _, card: is_open(card) and test(follow_up(card))


def stalled(now: datetime | None, today: date, active: Mapping[str, str], rhythm_days: int) -> Check:
    """Open, and nothing has happened for a meeting rhythm: see board.stall."""
    moment = now or datetime.combine(today, time.max).astimezone()

    def check(id: str, card: Doc) -> bool:
        return (
            is_open(card) and stall.code_of(stall.days_still(card, moment, active.get(id)), rhythm_days) != ""
        )

    return check


def worded(
    words: Iterable[str],
    people: Mapping[str, str],
    comments: Mapping[str, str],
    loose: bool,
    free: Collection[str] = (),
) -> Check:
    """Every word is somewhere in the card's texts, tags, names, comments or kept cells, or begins its short id. For
    those that are `free` a word that means the same (similar_words) is as good."""
    same = loose_fold if loose else fold
    wanted = [(same(word), id_range(word), _alike(word, loose) if word in free else None) for word in words]
    wanted.sort(key=lambda one: -len(one[0]))

    def check(id: str, card: Doc) -> bool:
        text = same(card_text(id, card, people, comments))
        return all(
            word in text
            or (ids is not None and _in_range(id, ids))
            or (alike is not None and alike.search(text) is not None)
            for word, ids, alike in wanted
        )

    return check


def _alike(word: str, loose: bool) -> re.Pattern[str] | None:
    """What finds the words that mean the same in a folded text; None where there are none."""
    from board.similar_words import as_pattern, spelt

    found = [as_pattern((loose_fold if loose else fold)(one), whole) for one, whole in spelt(word)]
    return re.compile("|".join(found)) if found else None


def card_text(id: str, card: Doc, people: Mapping[str, str], comments: Mapping[str, str]) -> str:
    """Everything there is to read on a card, one thing a line."""
    parts = [value for name, value in card.items() if name in _TEXTS and value]
    tags, extra, doers = card.get("tags"), card.get("extra"), card.get("doers")
    if tags:
        parts += tags
    if touches := card.get("touches"):
        parts += touches
    if extra:
        parts += extra.values()
    for name in PERSONS:
        if (person := card.get(name)) and person in people:
            parts.append(people[person])
    if doers:
        parts += [people[person] for person in doers if person in people]
    if id in comments:
        parts.append(comments[id])
    return "\n".join(map(str, parts))


def id_range(word: str) -> tuple[int, int] | None:
    """(how far to shift, value) that a card's number must give for its public id to begin with `word`, or None."""
    from board.ids import PUBLIC_LENGTH, canonical, document_id

    if not ID_LEAST <= len(word) <= PUBLIC_LENGTH:
        return None
    whole = document_id(canonical(word).ljust(PUBLIC_LENGTH, "0"))
    if whole is None:
        return None
    return max(5 * (PUBLIC_LENGTH - len(word)) - 2, 0), _turned(whole)


def _turned(id: str) -> int:
    """A document id's number with the random bits first, as its public id has them (see ids)."""
    number = int(id)
    return (number & 0x3FFFFF) << 41 | number >> 22


def _in_range(id: str, ids: tuple[int, int]) -> bool:
    shift, value = ids
    return _turned(id) >> shift == value >> shift

"""Searching and filtering cards: words anywhere in a card, and small tokens that narrow.

`parse_query` reads what is typed in the search box; the command line fills a `Query` itself; `selector` makes of it a
function to ask about each card. All words must be found, each as a part of some word or as the card's short id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from board import query_checks as checks
from board.code_words import code_of
from board.codes import RHYTHM_DAYS
from board.ids import public_id
from board.ports import Doc, Snapshot
from board.query_checks import Check
from board.same import aliases
from board.swedish import loose_fold


class Query(NamedTuple):
    """What to narrow by; what is not given does not narrow.

    `text` is words and "quoted phrases"; `owner` a reference, a readable id or the beginning of a name, `me` or
    `none`; `tag` one or several, between spaces, each a beginning; role, kind, phase, state are codes; `due` is
    `overdue`, `today`, `week` (the next seven days) or `none`, of open cards; `stalled` is open cards that have stood
    still (board.stall); `versions` is cards with something to choose a version of; with `loose`, a finds å and ä,
    and o finds ö. `unknown` is what was typed as a token and means none, as (family of code_words, value); it is looked
    for as a word, too.
    """

    text: str = ""
    owner: str | None = None
    role: str | None = None
    tag: str | None = None
    kind: str | None = None
    phase: str | None = None
    state: str | None = None
    due: str | None = None
    stalled: bool = False
    versions: bool = False
    loose: bool = False
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> list[str]:
        """The words and phrases of `text`, the quotes taken off."""
        return [word for token in self._tokens if (word := token.strip('"'))]

    @property
    def _tokens(self) -> list[str]:
        return re.findall(r'"[^"]*"|\S+', self.text)

    @property
    def free(self) -> frozenset[str]:
        """Those of `words` that were not in quotes, which are found by words that mean the same, too."""
        return frozenset(token for token in self._tokens if not token.startswith('"'))


_PIECE = r'(?:[^\s":]+:)?"[^"]*"|\S+'
_NAMES = {
    "fas": "phase", "phase": "phase", "typ": "kind", "kind": "kind", "type": "kind", "roll": "role", "role": "role",
    "lage": "state", "state": "state", "status": "state", "is": "state", "uppfoljning": "due", "due": "due",
}  # fmt: skip
_TEXTS = {"agare": "owner", "owner": "owner", "etikett": "tag", "tagg": "tag", "tag": "tag"}
_OVERDUE = ("forsenade", "forsenad", "overdue")
_STALLED = ("stilla", "stalled")
_VERSIONS = ("versioner", "versions")


def parse_query(text: str) -> Query:
    """What was typed in the search box. Anything that is not a token is a word to find; it never fails.

    Tokens: `@anna` (`@jag`, `@ingen`), `#tag`, `fas:planera`, `typ:problem`, `roll:nyckelperson`, `läge:parkerad`,
    `uppföljning:idag`, `försenade`, `stilla`, `versioner`, a leading `~` for loose letters; in English as well.
    Quotes keep words together and take a token's meaning away.
    """
    words: list[str] = []
    tags: list[str] = []
    found: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    loose = stalled = versions = False
    for token in re.findall(_PIECE, text):
        if token.startswith("~"):
            loose, token = True, token[1:]
        plain = loose_fold(token)
        name, _, value = token.partition(":")
        value, key = value.strip('"'), loose_fold(name)
        code = code_of(_NAMES[key], value) if value and key in _NAMES else None
        if code:
            found[_NAMES[key]] = code
        elif value and key in _TEXTS:
            found[_TEXTS[key]] = value
        elif token.startswith("@") and len(token) > 1:
            found["owner"] = token[1:]
        elif token.startswith("#") and len(token) > 1:
            tags.append(token[1:])
        elif plain in _OVERDUE:
            found["due"] = "overdue"
        elif plain in _STALLED:
            stalled = True
        elif plain in _VERSIONS:
            versions = True
        elif token not in ("", "@", "#"):
            words.append(token)
            if value and key in _NAMES:
                unknown.append((_NAMES[key], value))
    if "tag" in found:
        tags.append(found.pop("tag"))
    return Query(
        text=" ".join(words),
        tag=" ".join(tags) or None,
        stalled=stalled,
        versions=versions,
        loose=loose,
        unknown=tuple(unknown),
        **found,
    )


def people_texts(org: Snapshot) -> dict[str, str]:
    """Everyone's name and readable id by reference, as `selector` wants people; who went into another has theirs."""
    texts = {
        public_id(id): f"{doc.get('name') or ''} {doc.get('handle') or ''}"
        for id, doc in org.table("people").items()
    }
    return texts | {old: texts[new] for old, new in aliases(org).items() if new in texts}


def comment_texts(board: Snapshot) -> dict[str, str]:
    """All that has been said about each card, as `selector` wants comments."""
    texts: dict[str, list[str]] = {}
    for comment in board.table("comments").values():
        texts.setdefault(str(comment.get("card")), []).append(str(comment.get("text") or ""))
    return {card: "\n".join(said) for card, said in texts.items()}


def written_texts(board: Snapshot) -> dict[str, str]:
    """All that is written beside each card: comments, and the words of its causes, measures and other parts."""
    from board.method.kinds import KINDS, LINE, TEXT

    texts = comment_texts(board)
    for kind in KINDS.values():
        docs = board.table(kind.table)
        if not docs or kind.home != "card":
            continue
        held = _written.get(kind.table)
        if held is None or held[0] is not docs:
            names = [field.name for field in kind.fields if field.type in (LINE, TEXT)]
            found: dict[str, list[str]] = {}
            for doc in docs.values():
                said = [str(value) for name in names if (value := doc.get(name))]
                found.setdefault(str(doc.get("card")), []).extend(said)
            held = _written[kind.table] = docs, {card: "\n".join(said) for card, said in found.items()}
        for card, text in held[1].items():
            texts[card] = f"{texts[card]}\n{text}" if card in texts else text
    return texts


_written: dict[str, tuple[Mapping[str, Doc], Mapping[str, str]]] = {}
"""What was last found in each table, with the table: one that has not changed is the same object."""


def selector(
    query: Query,
    *,
    today: date,
    people: Mapping[str, str] | None = None,
    comments: Mapping[str, str] | None = None,
    now: datetime | None = None,
    active: Mapping[str, str] | None = None,
    rhythm_days: int = RHYTHM_DAYS,
    me: str | None = None,
    has_role: Callable[[str, str], bool] | None = None,
    versions: Collection[str] = (),
) -> Check:
    """A function that says of (id, card) whether it is among what `query` asks for.

    `people` is name and readable id by reference; `comments` what is written beside a card, as one text by card id
    (`written_texts`); `active` when something last happened beside a card (marks.last_activity), and
    `rhythm_days` how often the board meets (stall.rhythm_of);
    `has_role(person, role)` whether a person holds a role here.
    `versions` are the cards that have such.
    Without `now` the end of `today` counts for standing still; without `has_role` no card has the role asked for.
    """
    people, comments = people or {}, comments or {}
    asked = [
        checks.equal(name, code) for name in ("kind", "phase", "state") if (code := getattr(query, name))
    ]
    if query.owner:
        asked.append(checks.owned(query.owner, people, me, query.loose))
    if query.tag:
        asked.append(checks.tagged(query.tag.split(), query.loose))
    if query.role:
        asked.append(checks.held(query.role, has_role))
    if query.due:
        asked.append(checks.due(query.due, today))
    if query.stalled:
        asked.append(checks.stalled(now, today, active or {}, rhythm_days))
    if query.versions:
        asked.append(lambda id, _card: id in versions)
    if words := query.words:
        asked.append(checks.worded(words, people, comments, query.loose, query.free))
    if len(asked) == 1:
        return asked[0]
    return lambda id, card: all(check(id, card) for check in asked)

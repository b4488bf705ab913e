"""The texts of a card or an event that can be erased, each with what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from board import forgetting
from board.method.kinds import BY_TABLE
from tui import method_words, words
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell


class Home(NamedTuple):
    """What texts stand on: a card or an event, by its table and id."""

    table: str
    id: str

    @property
    def is_card(self) -> bool:
        return self.table == "cards"


class Text(NamedTuple):
    """A text of a card or an event: in which field of which document it stands, what it is called and what it says."""

    table: str
    id: str
    field: str
    label: str
    said: str


def texts_of(shell: Shell, home: Home) -> list[Text]:
    """What somebody has written there; of a card in its own fields, in its comments and in its parts."""
    board = shell.tavla.live.board
    if not home.is_card:
        return [
            Text(*home, name, method_words.field("event", name), _said(value))
            for name, value in (board.get(*home) or {}).items()
            if forgetting.is_text(home.table, name, _said(value))
        ]
    card = home.id
    found = [
        Text("cards", card, name, words.field(name), _said(value))
        for name, value in (shell.cards.get(card) or {}).items()
        if forgetting.is_text("cards", name, _said(value))
    ]
    tables = ["comments", *sorted(name for name in board.tables if name not in ("cards", "comments"))]
    for table in tables:
        parts = [(id, doc) for id, doc in board.table(table).items() if doc.get("card") == card]
        for id, doc in sorted(parts, key=lambda pair: str(pair[1].get("created"))):
            found += [
                Text(table, id, name, _label(table, name), _said(value))
                for name, value in doc.items()
                if forgetting.is_text(table, name, _said(value))
            ]
    return found


def _said(value: object) -> str:
    """What a field says; of one that has several texts all of them."""
    if isinstance(value, Mapping):
        return " · ".join(str(one) for one in value.values() if one not in (None, forgetting.MARK))
    return value if isinstance(value, str) else ""


def _label(table: str, field: str) -> str:
    """What a text of a comment or a part is called."""
    if table == "comments":
        return _("Kommentar")
    kind = BY_TABLE.get(table)
    return method_words.kind(kind.name) if kind is not None and field == "text" else words.field(field)

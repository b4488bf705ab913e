"""What two have changed without seeing each other: every version in full, and enter on the one that is to hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from board.codes import PERSON_FIELDS
from board.model import people_of
from board.ports import Commit
from board.versions import Choice, Version, about, card_of, choices, is_rewritten
from tui import version_words
from tui.acts import versions
from tui.acts.cards import open_card
from tui.lines import Row, fit, spread, wrap
from tui.live import News
from tui.pages.page import Page
from tui.text import _, ngettext
from tui.widgets.rows_view import Item, text_item

ELSE = (*PERSON_FIELDS, "kind", "due")
"""Fields where something that is in neither version can be chosen."""


MOST = 200
"""Things to choose about that are shown at a time: after a month apart there may be thousands."""


class VersionsPage(Page):
    """Everything that waits, or what waits on one card, with the cursor at `field`."""

    name_of_page = "versions"

    def __init__(self, card: str | None = None, field: str | None = None) -> None:
        super().__init__()
        self._card = card
        self._at = field
        self._begun = False
        self._next: int | None = None
        self._said = ""
        self._choices: list[Choice] | None = None
        self._rows: dict[str, tuple[Choice, str]] = {}

    def on_mount(self) -> None:
        self._read()

    def _read(self) -> None:
        """Who wrote what is read in the storage thread."""
        store = self.tavla.live.store
        if store is None:
            return
        found: list[Choice] = []

        def work() -> Commit:
            found.extend(choices(store, about(store, self._card) if self._card else None))
            return Commit((), ())

        def then(outcome: Any) -> None:
            before, self._choices = self._choices, found
            if before and not found and self._card and self in self.shell.pages:
                self._leave()
            else:
                self.fill()

        self.tavla.live.ask(work, then)

    def _leave(self) -> None:
        """Nothing is left to choose on the card that this was opened from: back to it."""
        if self.shell.pages[-1] is self and not self.shell.asking:
            self.shell.close_page()
            if self._said:
                self.shell.say(self._said)
        else:
            self.fill()

    def _chosen(self, at: int, said: str) -> None:
        self._next = at
        self._said = said
        self._read()

    def news(self, news: News) -> None:
        self._read()

    def opened(self) -> None:
        if self.key not in self._rows:
            return
        choice, what = self._rows[self.key]
        then = partial(self._chosen, (self._choices or [choice]).index(choice))
        if what == "card":
            open_card(self.shell, card_of(self.tavla.live.board, (choice.table, choice.id)))
        elif what == "new":
            versions.write_anew(self.shell, choice, then)
        else:
            versions.choose(self.shell, choice, what, then)

    # --- what is on it

    def fill(self) -> None:
        super().fill()
        if self._next is not None and self._choices:
            # On the heading of what comes after it, so that an enter too many chooses nothing.
            at, self._next = min(self._next, len(self._choices) - 1), None
            key = next((key for key, (c, _what) in self._rows.items() if c is self._choices[at]), None)
            self.set_items(self.items, keep=key)
        if self._begun or not self._choices:
            return
        # At first the cursor stands on the version that shows, of what was asked for.
        self._begun = True
        each = [(key, c) for key, (c, what) in self._rows.items() if what != "card"]
        key = next((key for key, choice in each if choice.field == self._at), each[0][0])
        self.set_items(self.items, keep=key)

    def build(self, width: int) -> Sequence[Item]:
        self._rows = {}
        head: list[Row] = [[(_("Två versioner"), "heading")]]
        if self._choices is None:
            return [Item((*head, [(_("Läser …"), "quiet")]))]
        if not self._choices:
            told = _("Inget väntar på att någon väljer.")
            return [Item((*head, [(told, "quiet")], [("", "text")]))]
        why = _(
            "Flera har ändrat samma sak utan att se varandras ändringar. Allt som skrevs finns kvar. Gå till det"
            " som ska gälla och tryck enter; det andra finns kvar i historiken."
        )
        head += [[(line, "quiet")] for line in wrap(why, width)]
        items = [Item((*head, [("", "text")]))]
        for choice in self._choices[:MOST]:
            items += self._choice(choice, width)
        more = len(self._choices) - MOST
        if more > 0:
            items.append(text_item(ngettext("och {n} till", "och {n} till", more).format(n=more)))
        return items

    def _choice(self, choice: Choice, width: int) -> list[Item]:
        what = version_words.label(choice, self._called)
        title = fit(self._title(choice), max(width - len(what) - 4, 20))
        heading: Row = spread([(title, "strong")], [(what, "accent")], width)
        on_card = card_of(self.tavla.live.board, (choice.table, choice.id))
        items = [self._item(choice, "card", [heading]) if on_card else Item((heading,))]
        items += [self._version(choice, version, width) for version in choice.versions]
        if is_rewritten(choice.table, choice.field):
            items.append(
                self._item(choice, "new", [[("  + ", "quiet"), (_("Skriv ihop dem till en"), "quiet")]])
            )
        elif choice.table == "cards" and choice.field in ELSE:
            items.append(self._item(choice, "new", [[("  + ", "quiet"), (_("Välj något annat"), "quiet")]]))
        return [*items, Item(([("", "text")],))]

    def _version(self, choice: Choice, version: Version, width: int) -> Item:
        shown = version.stamp == choice.shown
        who = version_words.who_when(version, self._called, self.tavla.now)
        head: Row = [
            ("  ● " if shown else "  ○ ", "good" if shown else "quiet"),
            (who, "accent"),
            ("  " + _("visas nu") if shown else "", "quiet"),
        ]
        text = version_words.said(choice, version.value, self._called, self.tavla.now.date())
        return self._item(
            choice, version.stamp, [head, *([("    " + line, "text")] for line in wrap(text, width - 4))]
        )

    def _item(self, choice: Choice, what: str, rows: Sequence[Row]) -> Item:
        key = f"{choice.table} {choice.id} {choice.field} {what}"
        self._rows[key] = (choice, what)
        return Item(tuple(rows), key)

    def _title(self, choice: Choice) -> str:
        return version_words.whose(choice, self.tavla.live.board) or _("Tavla")

    def _called(self, ref: object) -> str:
        person = people_of(self.tavla.live.org).get(str(ref))
        return person.name if person else _("någon")

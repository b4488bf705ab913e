"""All keys of the page one came from, made from the key table."""

from __future__ import annotations

from collections.abc import Sequence

from board.codes import COLUMNS
from tui import guide, words
from tui.card_lines import SAID
from tui.keys import ACTIONS, keys_of, shown, works_on
from tui.lines import Row, wrap
from tui.pages.page import Page
from tui.text import _
from tui.widgets.rows_view import Item

KEYS = 22


class HelpPage(Page):
    """Keys first, then what the columns are for."""

    name_of_page = "help"

    def __init__(self, about: str) -> None:
        super().__init__()
        self._about = about

    def build(self, width: int) -> Sequence[Item]:
        changed = self.tavla.settings.keys
        items = [Item(([(_("Alla tangenter"), "heading")], [("", "text")]))]
        for action in ACTIONS:
            keys = keys_of(action, changed)
            if not keys or not works_on(action, self._about):
                continue
            names = "  ".join(shown(key) for key in keys)
            row: Row = [(f"{names:<{KEYS}}", "key"), (_(action.label), "text")]
            items.append(Item((row,)))
        items.append(Item(([("", "text")], [(_("Med musen"), "strong")])))
        mouse = (
            _(
                "Klicka på ett kort för att välja det, två gånger för att öppna det, dra det till en annan kolumn."
            ),
            _("Raden längst ned går att klicka på, och tavlans och ditt namn högst upp."),
        )
        items += [Item(([(line, "text")],)) for text in mouse for line in wrap(text, width)]
        items += self._signs(width)
        items.append(Item(([("", "text")], [(_("Kolumnerna"), "strong")])))
        for phase in COLUMNS:
            lines = wrap(guide.phase_help(phase), width - KEYS)
            rows: list[Row] = [
                [(f"{words.phase(phase) if i == 0 else '':<{KEYS}}", "key"), (line, "text")]
                for i, line in enumerate(lines)
            ]
            items.append(Item(tuple(rows)))
        return items

    @staticmethod
    def _signs(width: int) -> list[Item]:
        """What a card says in few signs."""
        told = {
            _("{have} av {wanted}").format(have=2, wanted=5): _(
                "Två av fem saker som fasen frågar efter är ifyllda. På kortets sida står vilka som är kvar (○)."
            ),
            f"{SAID}2": _("Två kommentarer finns på kortet."),
            _("kod {code}").format(code="k3f9"): _(
                "Står på kortets sida. Med koden hittar den som skriver kommandon rätt kort."
            ),
        }
        items = [Item(([("", "text")], [(_("På korten"), "strong")]))]
        for sign, text in told.items():
            lines = wrap(text, width - KEYS)
            rows: list[Row] = [
                [(f"{sign if i == 0 else '':<{KEYS}}", "key"), (line, "text")] for i, line in enumerate(lines)
            ]
            items.append(Item(tuple(rows)))
        return items

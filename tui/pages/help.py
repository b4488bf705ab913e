"""All keys of the page one came from, made from the key table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from board.codes import COLUMNS
from tui import guide, words
from tui.card_lines import SAID
from tui.keys import ACTIONS, Action, is_general, key_of, keys_of, shown, works_on
from tui.lines import Row, wrap
from tui.pages.page import Page
from tui.text import _
from tui.widgets.rows_view import Item

KEYS = 22


class HelpPage(Page):
    """Keys first, then what the columns are for."""

    name_of_page = "help"
    takes_letters = True  # a word typed here is looked for, and no letter of it is a key
    is_left_by_letter = True

    def __init__(self, about: str) -> None:
        super().__init__()
        self._about = about

    @property
    def idle(self) -> Collection[str]:
        changed = self.tavla.settings.keys
        letters = (a.id for a in ACTIONS if all(len(key) == 1 for key in keys_of(a, changed)))
        return {*letters} - {"help", "quit"}

    def write(self) -> None:
        """Look for a word among what can be done on the page one came from."""
        from tui.acts.self_settings import palette

        palette(self.shell, self._about)

    def build(self, width: int) -> Sequence[Item]:
        changed = self.tavla.settings.keys
        items: list[Item] = []
        here = [a for a in ACTIONS if keys_of(a, changed) and works_on(a, self._about)]
        for title, actions in (
            (page_name(self._about), [a for a in here if not is_general(a) and not _moves(a)]),
            (_("På alla sidor"), [a for a in here if is_general(a)]),
            (_("Att gå runt"), [a for a in here if _moves(a)]),
        ):
            if not actions:
                continue
            items.append(Item(([("", "text")], [(title, "strong")]) if items else ([(title, "heading")],)))
            for action in actions:
                names = "  ".join(shown(key) for key in keys_of(action, changed))
                items += _table({names: _(action.label)}, width)
        items += self._keyless(width)
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
        items += _table({words.phase(phase): guide.phase_help(phase) for phase in COLUMNS}, width)
        items.append(Item(([("", "text")], [(_("Tecknen"), "strong")])))
        return items + _table(_signs(), width)

    def _keyless(self, width: int) -> list[Item]:
        """What has no key of its own and is found in the list of everything."""
        changed = self.tavla.settings.keys
        names = [_(a.label) for a in ACTIONS if not keys_of(a, changed) and works_on(a, self._about)]
        key = key_of("palette", changed)
        if not names or not key:
            return []
        items = [Item(([("", "text")], [(_("Med {key}").format(key=key), "strong")]))]
        for name in names:
            rows: list[Row] = [[(" " * KEYS, "text"), (line, "text")] for line in wrap(name, width - KEYS)]
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
        return [Item(([("", "text")], [(_("På korten"), "strong")])), *_table(told, width)]


def _moves(action: Action) -> bool:
    """Whether an action only moves the cursor."""
    return (action.id.startswith("row_") and action.where == "rows") or action.id in _STEPS


_STEPS = frozenset({"left", "right", "up", "down", "first", "last", "page_up", "page_down"})


def page_name(page: str) -> str:
    """What a page is called: as the key that opens it says before its colon."""
    named = {"board": _("Tavlan"), "card": _("Kortet"), "meeting": _("Mötet")}
    opens = next((_(a.label).partition(":")[0] for a in ACTIONS if a.id == page), _("Den här sidan"))
    return named.get(page, opens)


def _table(told: Mapping[str, str], width: int) -> list[Item]:
    """Words to the left, and what they mean."""
    items = []
    for name, text in told.items():
        lines = wrap(text, width - KEYS)
        rows: list[Row] = [
            [(f"{name if i == 0 else '':<{KEYS}}", "key"), (line, "text")] for i, line in enumerate(lines)
        ]
        items.append(Item(tuple(rows)))
    return items


def _signs() -> dict[str, str]:
    """The signs that stand on several pages. Words stand beside each where it is."""
    return {
        "‖": _("Har stått still."),
        "!": _("Dagen har passerat, eller det har stått still länge."),
        "●": _("I dag, eller väntar på dig. I en bild: ett mätvärde."),
        "○": _("Kommer, eller är inte gjort än. I en bild: ungefärligt."),
        "◆": _(
            "Mer än vanlig variation. Vid en orsak: rotorsaken. Vid en risk: förbättringsledarens bedömning."
        ),
        "≠": _("Två versioner att välja mellan."),
        "^": _("Något som har lyfts: svaret har kommit, eller väntar."),
        "?": _("Någon undrar hur det går."),
        "◎": _("En utmaning. I en redo-analys: första mätningen."),
        "▲": _("Fler kort än kolumnens gräns."),
        "~": _("Hoppade över ett steg; skälet står på kortet."),
        "+": _("Nytt de senaste två dagarna."),
        "▸": _("Hopfällt: enter öppnar. I en bild: här står markören."),
        "▾": _("Öppet: enter fäller ihop."),
        "◉": _("Det som pågår, eller som visas nu."),
        "★": _("Gott exempel, eller något ni är stolta över."),
    }

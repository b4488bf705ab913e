"""What the board allows at a terminal that several share: the wall, who is signed out when, cards without a name."""

from __future__ import annotations

from collections.abc import Sequence

from board import organisation
from board.terminal import FLAGS, PACE, RANGES, terminal_of
from tui import words
from tui.acts.asking import do
from tui.lines import Piece, Row, wrap
from tui.pages.page import Page
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item

INDENT = 4


class SharedPage(Page):
    """One row a setting. Enter asks for a number, and turns a yes into a no."""

    name_of_page = "shared"
    widest = 96

    def build(self, width: int) -> Sequence[Item]:
        items = [Item(([(_("Delad skärm"), "heading")], [("", "text")]))]
        told = _told()
        for name, value in self._values().items():
            rows: list[Row] = [[(words.field(name), "text"), ("  ", "text"), (value, "strong")]]
            rows += [[(" " * INDENT + line, "quiet")] for line in wrap(told[name], width - INDENT)]
            items.append(Item((*rows, [("", "text")]), name))
        return items

    def _values(self) -> dict[str, str]:
        now = terminal_of(self.tavla.live.board)
        minutes = (
            ngettext("{n} minut", "{n} minuter", now.idle).format(n=now.idle) if now.idle else _("aldrig")
        )
        seconds = ngettext("{n} sekund", "{n} sekunder", now.wall_seconds).format(n=now.wall_seconds)
        flags = {name: _("ja") if getattr(now, name) else _("nej") for name in FLAGS}
        return {"idle": minutes, "wall_seconds": seconds, **flags}

    def opened(self) -> None:
        name = self.key
        if name is None:
            return
        now = terminal_of(self.tavla.live.board)
        if name in FLAGS:
            self._ask_flag(name, bool(getattr(now, name)))
            return
        at_first = str(getattr(now, name)) if getattr(now, name) else ""

        def answer(text: str, key: str | None) -> None:
            self._save({name: text.strip()})

        low, high = RANGES[name]
        empty = _("Tomt: ingen loggas ut.") if name == "idle" else _("Tomt: {n} sekunder.").format(n=PACE)
        hint = " ".join((_("Från {low} till {high}.").format(low=low, high=high), empty))
        self.shell.ask(
            Question(words.field(name), answer, explain=[(hint, "quiet")], text=at_first, renew=True)
        )

    def _ask_flag(self, name: str, is_on: bool) -> None:
        """Yes or no, with what it means, before it is so."""

        def answer(text: str, key: str | None) -> None:
            self.shell.answered()
            if (key == "yes") == is_on:
                self.shell.say(_("Inget är ändrat."), "still")
            else:
                self._save({name: not is_on})

        rows = {"yes": _("ja"), "no": _("nej")}
        options = [
            Option(key, [("✓ " if (key == "yes") == is_on else "  ", "good"), (rows[key], "text")])
            for key in (("yes", "no") if is_on else ("no", "yes"))
        ]
        explain: list[Piece] = [(_told()[name], "quiet")]
        self.shell.ask(
            Question(words.field(name), answer, explain=explain, text=None, options=options, pick=True)
        )

    def _save(self, fields: dict[str, object]) -> None:
        do(self.shell, organisation.change_board(fields), self.shell.keyed(_("Sparat. {undo} ångrar.")))


def _told() -> dict[str, str]:
    return {
        "idle": _(
            "När ingen har rört tangenterna så länge loggas den som skrev ut, och väggen visas."
            " Det som inte är sparat finns kvar till den personen."
        ),
        "wall_seconds": _("Så länge står varje vy på väggen. Från början {n}.").format(n=PACE),
        "guests": _("Den som inte har ett namn här kan notera ett kort. Det syns inte vem det var."),
        "nameless": _("Ni som har namn här kan också notera ett kort utan namn. Det syns inte vem det var."),
        "wall_names": _("Visa på väggen vem som äger ett kort. Tänk på vilka som går förbi."),
    }

"""The board itself: its name, whose it is, what for, what is in focus, and how much fits in each column."""

from __future__ import annotations

from collections.abc import Sequence

from board import organisation
from board.codes import COLUMNS
from board.model import board_of
from tui import words
from tui.lines import Row, wrap
from tui.pages.page import Page
from tui.text import _
from tui.widgets.prompt import Question
from tui.widgets.rows_view import Item

LABEL = 22


class AboutPage(Page):
    """One row a field; enter changes it."""

    name_of_page = "about"

    def build(self, width: int) -> Sequence[Item]:
        if self.tavla.live.board_id is None:
            return [Item(([(_("Öppna eller gör en tavla först: tryck b."), "quiet")],))]
        info = board_of(self.tavla.live.board)
        items = [Item(([(_("Om tavlan"), "heading")], [("", "text")]))]
        asks = {
            "name": "",
            "unit": _("vilken enhet är det?"),
            "area": _("vilket område hör den till? (för ambassadören)"),
            "purpose": _("vad är tavlan till för?"),
            "focus": _("vad arbetar ni särskilt med just nu?"),
        }
        for field, ask in asks.items():
            value = getattr(info, field) or ""
            lines = wrap(value or ask, width - LABEL)
            rows: list[Row] = [
                [
                    (f"{words.field(field) if i == 0 else '':<{LABEL}}", "quiet"),
                    (line, "text" if value else "quiet"),
                ]
                for i, line in enumerate(lines)
            ]
            items.append(Item(tuple(rows), field))
        items.append(Item(([("", "text")], [(_("Hur många kort får ligga i varje kolumn?"), "strong")])))
        for phase in COLUMNS:
            limit = info.limits.get(phase)
            told = _("högst {n}").format(n=limit) if limit else _("ingen gräns")
            items.append(
                Item(([(f"{words.phase(phase):<{LABEL}}", "quiet"), (told, "text")],), f"limits/{phase}")
            )
        return items

    def opened(self) -> None:
        key = self.key
        if key is None:
            return
        info = board_of(self.tavla.live.board)
        if key.startswith("limits/"):
            self._ask_limit(key[7:], info.limits.get(key[7:]))
            return

        def answer(text: str, chosen: str | None) -> None:
            self._save({key: text})

        many = key == "purpose"
        self.shell.ask(Question(words.field(key), answer, text=getattr(info, key) or "", many=many))

    def _ask_limit(self, phase: str, limit: int | None) -> None:
        def answer(text: str, chosen: str | None) -> None:
            number = text.strip() or "0"
            if not number.isdecimal() or int(number) > 999:
                self.shell.prompt.say(_("Skriv ett tal, eller låt det vara tomt för ingen gräns."))
                return
            self._save({"limits": {phase: int(number)}})

        title = _("Högst antal kort i {phase}").format(phase=words.phase(phase))
        hint = _(
            "Få kort i taget gör att de blir klara. Över gränsen frågar tavlan varför, men säger inte nej."
        )
        self.shell.ask(Question(title, answer, explain=[(hint, "quiet")], text=str(limit or ""), renew=True))

    def _save(self, fields: dict[str, object]) -> None:
        from tui.acts.asking import with_person

        live = self.tavla.live
        command = organisation.change_board(fields)
        with_person(self.shell, lambda: live.do(command, lambda o: self.shell.tell(o, _("Sparat."))))

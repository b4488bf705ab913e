"""The board itself: its name, whose it is, what for, when it meets, the unit's goals, how much a column takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from board import organisation, rights
from board.codes import COLUMNS
from board.meeting.rhythm import next_meetings, rhythm_of, trouble
from board.model import board_of, people_of, roles_of
from board.ports import Snapshot
from tui import rhythm_words, rights_words, words
from tui.acts.asking import do, no_board
from tui.acts.cards import open_card
from tui.acts.goals import add, edit, end
from tui.acts.rhythm import ask_rhythm
from tui.lines import Piece, Row, wrap
from tui.pages import goal_rows
from tui.pages.method import MethodPage
from tui.pages.page import Page
from tui.pages.section_rows import SPACE, Around
from tui.text import _
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item, text_item

LABEL = 22
WIDE_LABEL = 28
WIDE = 96
"""Cells that a goal takes at most, so that its number of cards is seen beside it."""


class AboutPage(Page):
    """One row a field or a goal. Enter changes a field, and opens a goal where it stands."""

    name_of_page = "about"

    def __init__(self) -> None:
        super().__init__()
        self._open = ""

    @property
    def card(self) -> str | None:
        kind, _slash, id = (self.key or "").partition("/")
        return id if kind == "card" else None

    @property
    def _around(self) -> Around:
        live = self.tavla.live
        return Around(live.board, people_of(live.org), self.tavla.now.date(), self.text_width)

    def build(self, width: int) -> Sequence[Item]:
        if self.tavla.live.board_id is None:
            return [text_item(no_board(self.shell), "quiet")]
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
        items.append(_meeting_row(self.tavla.live.board, self.tavla.now, width))
        items += goal_rows.items(self._around._replace(width=min(width, WIDE)), self._open)
        items.append(Item(([("", "text")], [(_("Hur många kort får ligga i varje kolumn?"), "strong")])))
        for phase in COLUMNS:
            limit = info.limits.get(phase)
            told = _("högst {n}").format(n=limit) if limit else _("ingen gräns")
            items.append(
                Item(([(f"{words.phase(phase):<{LABEL}}", "quiet"), (told, "text")],), f"limits/{phase}")
            )
        items.append(Item(([("", "text")], [(_("Vem gör vad? Enter ändrar."), "strong")])))
        strict = rights.strict_of(self.tavla.live.board)
        for right in rights.CAN_BE_STRICT:
            label, whose = rights_words.right(right), rights_words.whose(right, right in strict)
            lines = wrap(whose, max(width - WIDE_LABEL, WIDE_LABEL))
            rows_of: list[Row] = [
                [(f"{'' if place else label:<{WIDE_LABEL}}", "quiet"), (line, "text")]
                for place, line in enumerate(lines)
            ]
            items.append(Item(tuple(rows_of), f"strict/{right}"))
        method: Row = [
            (f"{_('Så arbetar ni'):<{LABEL}}", "strong"),
            (_("vad visar korten om sättet?"), "quiet"),
        ]
        return [*items, SPACE, Item((method,), "method")]

    def opened(self) -> None:
        key = self.key
        if key is None:
            return
        if key == "method":
            self.shell.open_page(MethodPage())
            return
        if key == "meeting":
            ask_rhythm(self.shell)
            return
        if key.startswith(("goal/", "goals/", "card/")):
            self._opened_goal(key)
            return
        info = board_of(self.tavla.live.board)
        if key.startswith("strict/"):
            self._ask_strict(key[7:])
            return
        if key.startswith("limits/"):
            self._ask_limit(key[7:], info.limits.get(key[7:]))
            return

        def answer(text: str, chosen: str | None) -> None:
            self._save({key: text})

        many = key == "purpose"
        self.shell.ask(Question(words.field(key), answer, text=getattr(info, key) or "", many=many))

    def _ask_strict(self, right: str) -> None:
        """Whether only those with the role may do it, with what that changes and for whom, before it is so."""
        live = self.tavla.live
        is_strict = right in rights.strict_of(live.board)

        def answer(text: str, chosen: str | None) -> None:
            self.shell.answered()
            if (chosen == "strict") == is_strict:
                self.shell.say(_("Inget är ändrat."), "still")
                return
            said = self.shell.keyed(
                _("{right}: {whose}. {undo} ångrar."),
                right=rights_words.right(right),
                whose=rights_words.whose(right, not is_strict),
            )
            self._save({"strict": {right: not is_strict}}, said)

        options = [
            Option(
                code,
                [
                    ("✓ " if (code == "strict") == is_strict else "  ", "good"),
                    (rights_words.choice(right, code == "strict"), "text"),
                ],
            )
            for code in (("strict", "soft") if is_strict else ("soft", "strict"))
        ]
        today = self.tavla.now.date()
        led = any(one.role == "forbattringsledare" for one in roles_of(live.org, live.board_id or "", today))
        names = rights_words.holders(live.org, live.board_id or "", right, today)
        explain: list[Piece] = [(rights_words.changes(right, names, led), "quiet")]
        title = _("Vem får göra det: {right}?").format(right=rights_words.right(right).lower())
        self.shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))

    def _opened_goal(self, key: str) -> None:
        kind, id, *field = key.split("/")
        if kind == "card":
            open_card(self.shell, id)
        elif key == goal_rows.NEW:
            self._write_goal(None)
        elif field:
            edit(self.shell, id, field[0])
        else:
            self._open = "" if self._open == key else key
            self.fill()

    def act(self, what: str) -> None:
        goal = goal_rows.goal_at(self.key or "")
        if self.tavla.live.board_id is None:
            return
        if what == "new":
            self._write_goal(goal_rows.top_of(self._around, goal) if goal else None)
        elif what == "delete" and goal is None:
            self.shell.say(_("Ställ dig på ett mål för att avsluta det."), "still")
        elif what == "delete" and goal is not None:
            end(self.shell, goal)

    def _write_goal(self, under: str | None) -> None:
        add(self, under)

    def go_to(self, goal: str) -> None:
        """Stand on a goal that has just been written."""
        self.fill()
        self.set_items(self.items, keep=f"goal/{goal}")

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

    def _save(self, fields: Mapping[str, object], said: str = "") -> None:
        do(self.shell, organisation.change_board(fields), said or _("Sparat."))


def _meeting_row(board: Snapshot, now: datetime, width: int) -> Item:
    """How often the board meets, and when next."""
    held, coming = rhythm_of(board), next_meetings(board, now)
    told = [rhythm_words.rhythm(held), held.place] if held is not None else []
    if trouble(board):
        told = [rhythm_words.trouble()]
    lines = wrap(", ".join(filter(None, told)) or _("hur ofta möts ni, och när?"), width - LABEL)
    if coming:
        odd = rhythm_words.odd(coming[0])
        when = f"{rhythm_words.when(coming[0], now)}, {rhythm_words.ahead(coming[0], now)}"
        lines += wrap(_("nästa: {when}").format(when=f"{when} ({odd})" if odd else when), width - LABEL)
    rows: list[Row] = [
        [(f"{_('Möte') if i == 0 else '':<{LABEL}}", "quiet"), (line, "text" if held else "quiet")]
        for i, line in enumerate(lines)
    ]
    return Item(tuple(rows), "meeting")

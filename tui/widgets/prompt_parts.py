"""What a question is made of: the text being written, lists, and the line that says which keys answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.widgets import TextArea

from board.text import clean
from tui.lines import Piece, Row, cut, row_width, shared, wrap
from tui.text import _
from tui.widgets.question import Option, Question
from tui.widgets.rows_view import Item, RowsView

if TYPE_CHECKING:
    from tui.widgets.prompt import Prompt


class Field(TextArea):
    """The text being written. Enter answers; what is pasted is cleaned."""

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False)
        self.many = False
        self.secret = False

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn; what is secret as dots."""
        line = super().get_line(line_index)
        return Text("•" * len(line), end="", no_wrap=True) if self.secret else line

    def action_copy(self) -> None:
        if not self.secret:
            super().action_copy()

    def action_cut(self) -> None:
        if not self.secret:
            super().action_cut()

    def show_from_the_top(self) -> None:
        """Show a text that there is room for whole, and as much of a longer one as lets its end be in sight."""
        self.scroll_to(y=0, animate=False)
        self.scroll_cursor_visible()

    def on_resize(self) -> None:
        """How many lines a text takes is known when it has its width; what comes after a list has it late."""
        self.refresh()  # Textual wraps the text anew and keeps lines that it drew before
        if self.text and (self.many or len(self.text) > self.size.width - 2):
            self.call_after_refresh(cast("Prompt", self.parent).lay_out)
            self.call_after_refresh(self.call_after_refresh, self.show_from_the_top)

    async def _on_key(self, event: events.Key) -> None:
        prompt = cast("Prompt", self.parent)
        if prompt.shell.holds(event) or prompt.pressed(event.key):
            event.stop()
            event.prevent_default()
            return
        if self.many and event.key in ("ctrl+j", "shift+enter", "alt+enter"):
            event.stop()
            event.prevent_default()
            self.insert("\n")
            return
        binding = next(iter(self._bindings.key_to_bindings.get(event.key, ())), None)
        if binding is not None:
            # Textual would send the key round the whole screen first, and the letters after it would come before it.
            event.stop()
            event.prevent_default()
            await self.app.run_action(binding.action, self)
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = clean(event.text, multiline=self.many)
        # In place of what is selected, as a letter would be.
        pasted = self.replace(
            text if self.many else " ".join(text.split("\n")),
            *self.selection,
            maintain_selection_offset=False,
        )
        self.move_cursor(pasted.end_location)


def lose_words(question: Question) -> str:
    """Said before escape throws away what is written."""
    if question.enter:
        told = _("{enter}, och esc en gång till kastar det du har skrivit.")
        return told.format(enter=question.enter[:1].upper() + question.enter[1:])
    return _(
        "Det du har skrivit är inte sparat. Tryck enter för att spara, esc en gång till för att kasta det."
    )


class Listing(RowsView):
    """The options under the text; the keys stay with the text."""

    can_focus = False
    one_click = True
    ground = "card"

    def on_resize(self) -> None:
        """It is as tall as what it lists: what is chosen comes into sight when it has its height."""
        if self.keys:
            self.scroll_rows(0)
            self._follow()
            self._paint()


KEYS = {
    "enter": "enter", "esc": "escape", "ctrl+j": "ctrl+j", "ctrl+t": "ctrl+t", "pgdn": "pagedown",
    "pgup": "pageup", "↓": "down",
}  # fmt: skip
"""Keys by the names that hints call them."""


class Hint(Listing):
    """What was wrong with the answer, and under it which keys answer; each of those can be clicked."""

    first = 0
    """The row where the hint begins; what stands above it is no hint."""

    def key_at(self, x: int, y: int) -> str | None:
        """The key that the words at a cell are about."""
        if not self.first <= y < len(self.items):
            return None
        rows = ["".join(text for text, _part in self.items[i].rows[0]) for i in range(self.first, y + 1)]
        at = x - self.margin - 1
        if not 0 <= at < len(rows[-1]):
            return None
        before = " ".join([*rows[:-1], rows[-1][:at]]).rpartition("·")[2]
        after = rows[-1][at:].partition("·")[0]
        return next((KEYS[word] for word in (before + after).split() if word in KEYS), None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = self.key_at(event.x, event.y)
        prompt = cast("Prompt", self.parent)
        if event.button != 1 or key is None:
            return
        event.stop()
        if key == "ctrl+j":
            prompt.field.insert("\n")
        else:
            prompt.pressed(key)


LONG = 300
"""Letters of explanation that are worth more of the window's width."""


class Room(NamedTuple):
    """What a question's words have to share: cells of width, and lines of the screen, of its list, and of what is told
    beside the answer. whole: a long explanation is being read whole."""

    width: int
    tall: int
    listed: int
    words: int
    whole: bool


def width_of(question: Question | None, room: int) -> int:
    """How wide a question is drawn, in cells, of the `room` that there is."""
    if question is not None and question.at is not None:
        return question.at[2]
    if question is not None and sum(len(text) for text, _part in question.explain) > LONG:
        return min(room, 100)
    if question is not None and question.wide:
        return min(room, 84)
    return min(max((room + 2) * 2 // 3, 56), 84, room)


LINES_OF_CHOICE = 3
"""The most lines that something to choose takes."""
WIDEST_MARK = 12
"""Cells of what stands first in a row to choose and is a column of its own: a key, a tick."""


def items_of(question: Question, options: Sequence[Option], width: int) -> list[Item]:
    """What there is to choose as it stands under the text. What is found while one searches takes a line each."""
    most = 1 if question.live is not None else LINES_OF_CHOICE
    return [Item(choice_rows(option.row, width, most), option.key) for option in options]


def choice_rows(row: Row, width: int, most: int) -> tuple[Row, ...]:
    """Something to choose, over more lines where it must; what goes on stands in under what it belongs to."""
    if row_width(row) <= width or most == 1:
        return (cut(row, width),)
    first = row[0][0]
    indent = cell_len(first) if first.endswith(" ") and cell_len(first) <= WIDEST_MARK else 2
    lines: list[list[Piece]] = [[]]
    at = 0
    for text, part in row:
        for word in re.findall(r"\s*\S+\s*$|\s*\S+|\s+", text):
            if at > indent and at + cell_len(word.rstrip()) > width and len(lines) < most:
                lines.append([(" " * indent, "text")])
                word, at = word.lstrip(), indent
            lines[-1].append((word, part))
            at += cell_len(word)
    return tuple(cut(line, width) for line in lines)


def place_of(question: Question, screen: Size, width: int, height: int) -> tuple[int, int]:
    """Where a question of so many cells stands: where it says, else where the eyes are."""
    if question.at is not None:
        x, y, _width = question.at
    else:
        x, y = (screen.width - width) // 2, max((screen.height - height) // 3, 2)
    return max(x, 0), max(min(y, screen.height - height), 0)


def hint_of(question: Question) -> str:
    """Which keys answer a question that does not say it itself."""
    if question.text is None:
        several = callable(question.options) or len(question.options) > 1
        if question.digits:
            return _("en siffra eller enter väljer · esc avbryter")
        found = _("siffra eller bokstäver · enter väljer · esc avbryter")
        return found if several else _("enter väljer · esc avbryter")
    if question.pick:
        return _("skriv några bokstäver · enter väljer · esc avbryter")
    if question.enter:
        return _("{enter} · esc avbryter").format(enter=question.enter)
    if question.many:
        return _("enter sparar · ctrl+j ny rad · esc avbryter")
    return _("enter sparar · esc avbryter")


def explained(question: Question, told: str, space: Room) -> tuple[list[Row], list[Row]]:
    """The explanation and the hint under it.

    What there is to choose and how is always in sight: a long explanation gives way, and can be read whole.
    """
    width, tall, listed = space.width, space.tall, space.listed
    hint: list[Row] = [[(line, "quiet")] for line in wrap(told, width)]
    if question.text is not None:
        return shared(question.explain, width, max(tall - 10 - listed, 3))[0], hint
    room = tall - 3 - space.words - min(listed, 6)
    explain, more = shared(question.explain, width, max(room - len(hint), 3))
    if more:
        told += " · " + (_("pgup och pgdn läser allt") if space.whole else _("pgdn visar allt"))
        hint = [[(line, "quiet")] for line in wrap(told, width)]
        explain, more = shared(question.explain, width, max(room - len(hint), 3))
    return explain, hint

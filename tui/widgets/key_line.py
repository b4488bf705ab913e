"""What can I do: the keys that work now, or what just happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.timer import Timer

from tui.keys import ACTIONS, Action, is_general, keys_of, shown, works_on
from tui.lines import Piece, Row, fit
from tui.text import _
from tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from tui.shell import Shell

SAID_SECONDS = 8.0
TOGETHER = {"rate_1": "1–4", "rate_back": "← →", "round_next": "← →"}
"""Hints that stand for several actions, by the first of them."""
SHORT_BELOW = 100
"""Cells of width under which the hint of a row is one word, so that the page's own keys have room."""
LONG_FROM = 120
"""Cells of width from which there is room for the list of all that one can do beside the keys."""


class KeyLine(Drawn):
    """One quiet row. A message takes its place until the next key."""

    class Clicked(Message):
        """A hint was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.page = "board"
        self.narrowed = ""
        """What narrows the board, in words; empty when all cards are shown."""
        self._said: tuple[str, str] | None = None
        self._timer: Timer | None = None
        self._spans: list[tuple[int, int, str]] = []
        self._row: Row | None = None

    def row(self, y: int) -> Row:
        if self._row is None:
            width = self.size.width
            if self._said is not None:
                text, part = self._said
                self._row, self._spans = [(" " + fit(text, width - 2), part)], []
            else:
                self._row = self._hints(width)
        return self._row

    def show(self, page: str) -> None:
        self.page = page
        self._said = None
        self.update()

    def say(self, text: str, part: str = "good") -> None:
        """Tell what happened, till the next key; what is no trouble gives the keys back by itself."""
        self._said = (text, part)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAID_SECONDS, self.hush) if part in ("good", "quiet") else None
        self.update()

    def hush(self) -> None:
        if self._said is not None:
            self._said = None
            self.update()

    def unsay(self, text: str) -> None:
        """Take back what is no longer so, unless something else has been said since."""
        if self._said is not None and self._said[0] == text:
            self.hush()

    def update(self) -> None:
        """Say it anew when it is next drawn."""
        self._row = None
        self.refresh()

    on_resize = update

    def _hints(self, width: int) -> list[Piece]:
        """As many hints as fit: the page's own, then what works everywhere; the way to all keys is always there."""
        changed, idle, own = self.tavla.settings.keys, self._idle(), self._own()
        working = (
            a for a in ACTIONS if (a.hint or a.id in own) and a.id not in idle and works_on(a, self.page)
        )
        hints = sorted(
            (a for a in working if keys_of(a, changed)),
            key=lambda a: (is_general(a), a.hint),
        )
        last = [a for a in hints if a.hint >= 80 and (a.id != "palette" or self._has_room)]
        gap = 2 if self._is_tight else 3
        room = width - 2 - sum(self._hint_width(a) + gap for a in last) + (gap if self._is_tight else 0)
        chosen: list[Action] = []
        beside_last = room - gap
        wanted = [a for a in hints if a.hint < 80]
        if self._has_room:  # the way back is not what the way to everything is told in place of
            wanted.sort(key=lambda a: a.id != "undo")
        for action in wanted:
            if room < self._hint_width(action) + gap:
                break
            room -= self._hint_width(action) + gap
            chosen.append(action)
        chosen.sort(key=hints.index)
        row: list[Piece] = [(" ", "text")]
        self._spans = []
        x = 1
        if self.narrowed and self.page == "board":
            told = fit(self.narrowed, max(beside_last, 20))
            row += [(told, "accent"), ("   ", "text")]
            x += cell_len(told) + 3
            chosen = []
        for action in [*chosen, *last]:
            key, label = self._words(action)
            size = cell_len(key) + 1 + cell_len(label)
            self._spans.append((x, x + size, action.id))
            row += [(key, "key"), (" " + label, "quiet"), (" " * gap, "text")]
            x += size + gap
        return row

    @property
    def _is_tight(self) -> bool:
        """Whether there is more to say than room: a meeting's decisions are all told, and who does what."""
        return self.page == "meeting" and self.size.width < SHORT_BELOW

    @property
    def _has_room(self) -> bool:
        """Whether the list of all that one can do is told of: on the board, where the line is long."""
        return self.page == "board" and self.size.width >= LONG_FROM

    def _idle(self) -> Collection[str]:
        """What means nothing on the page in front."""
        pages = cast("Shell", self.screen).pages
        return pages[-1].idle if pages else ()

    def _own(self) -> Mapping[str, str]:
        """What keys are called by the page in front, where that changes with what is on it."""
        pages = cast("Shell", self.screen).pages
        return pages[-1].hints if pages else {}

    def _words(self, action: Action) -> tuple[str, str]:
        keys = keys_of(action, self.tavla.settings.keys)
        if (told := self._own().get(action.id)) is not None:
            return shown(keys[0]), told
        if action.id == "help" and self._is_tight:
            return shown(keys[0]), _("hjälp")
        if action.id == "row_open" and self.size.width < SHORT_BELOW:
            return shown(keys[0]), _("öppna")
        if action.id in ("forward", "card_forward"):
            return "< >" if keys[0] == "greater_than_sign" else shown(keys[0]), _(action.hint_label)
        if action.id in TOGETHER and keys[0] == action.keys.split(",")[0]:
            return TOGETHER[action.id], _(action.hint_label)
        return shown(keys[0]), _(action.hint_label)

    def _hint_width(self, action: Action) -> int:
        key, label = self._words(action)
        return cell_len(key) + 1 + cell_len(label)

    def on_click(self, event: events.Click) -> None:
        for start, end, action in self._spans:
            if start <= event.x < end:
                self.post_message(self.Clicked(action))

"""The board: five columns in one widget, drawn line by line, so that a thousand cards cost as little as ten.

The cursor crosses columns without moving focus, and a step redraws two cards (one widget a card costs seconds at a
thousand cards, and moving focus between column widgets 18-40 ms a key).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from board.codes import COLUMNS
from board.ports import Doc
from tui import heads, themes, words
from tui.card_lines import Look, card_rows
from tui.columns import Columns
from tui.grid import GAP, TALLEST, Grid, Pile, grid_of
from tui.lines import Row, fit
from tui.text import _, ngettext
from tui.widgets.drawn import Drawn, strip_of

if TYPE_CHECKING:
    from tui.shell import Shell

MOST_KEPT = 600
"""Drawn cards kept; a screen shows some forty."""


class BoardView(Drawn, can_focus=True):
    """The columns, the selected card, and what a hand can do to them with the mouse."""

    class Opened(Message):
        """A card was clicked twice."""

    class Dropped(Message):
        """A card was let go over a column, above `before` (empty: last)."""

        def __init__(self, card: str, phase: str, before: str) -> None:
            super().__init__()
            self.card, self.phase, self.before = card, phase, before

    def __init__(self) -> None:
        super().__init__(id="board")
        self.columns = Columns({})
        self.cards: dict[str, Doc] = {}
        self.look: Look | None = None
        self.phase = "inbox"
        self.selected: str | None = None
        self._tops = dict.fromkeys(COLUMNS, 0)
        self._last = dict.fromkeys(COLUMNS, 0)
        self._cache: dict[tuple[str, bool], tuple[Doc, int, int, list[Strip]]] = {}
        self._starts: dict[tuple[str, int, int], Sequence[int]] = {}
        """Kept till a column's cards or the room for them change."""
        self._drag: str | None = None
        self._grabbed: tuple[str, int, int] | None = None
        self._drop: tuple[str, int] | None = None

    @property
    def grid(self) -> Grid:
        return grid_of(self.size.width, self.size.height, self.phase)

    def _pile(self, phase: str, grid: Grid) -> Pile:
        """Where a column's cards are; nothing is scrolled away where there is room for it."""
        width = grid.widths[grid.shown.index(phase) if phase in grid.shown else 0]
        of, size = (phase, width, grid.height), self.columns.size(phase)
        if of not in self._starts:
            self._starts[of] = grid.starts(size, lambda: self._needed(phase, width))
        starts = self._starts[of]
        return Pile(phase, width, max(min(self._tops[phase], size - len(starts) + 1), 0), starts)

    def _needed(self, phase: str, width: int) -> list[int]:
        """Rows in which each card of a column says all it has to, with the empty one under it."""
        cards = [(id, self.cards[id]) for id in self.columns.ids(phase) if id in self.cards]
        look = self.look
        return [len(card_rows(*card, look, width - 3, TALLEST - 1)) + 1 for card in cards] if look else []

    # --- what is shown

    def show(self, columns: Columns, cards: dict[str, Doc], look: Look) -> None:
        """New data: the selection stays on its card, or at its place where the card has left."""
        at = self._place()
        self.columns, self.cards, self.look = columns, cards, look
        self.forget()
        self._settle(at)

    def changed(self, cards: dict[str, Doc], look: Look, touched: set[str], talked_of: set[str]) -> None:
        """Some columns changed, and some cards were talked of: redraw those columns, and leave selection and scroll
        where they are."""
        for id in talked_of & cards.keys():
            # The document is as it was, but how long the card has stood still is not.
            self._cache.pop((id, True), None)
            self._cache.pop((id, False), None)
            touched = touched | {str(cards[id].get("phase"))}
        at, grid = self._place(), self.grid
        over = self.look is None or look.last != self.look.last
        self.cards, self.look = cards, look
        kept = () if over else self._starts.items()
        self._starts = {of: starts for of, starts in kept if of[0] not in touched}
        self._settle(at)
        if over or self.grid.shown != grid.shown:
            self._cache.clear()
            self.refresh()
            return
        if touched and grid.tabs:
            self.refresh(Region(0, 0, self.size.width, 1))
        for phase in touched | {at[0], self.phase} if touched else ():
            self._refresh_column(phase)

    def forget(self) -> None:
        self._cache.clear()
        self._starts.clear()
        self.refresh()

    def _place(self) -> tuple[str, int]:
        found = self.columns.find(self.selected, self.cards.get(self.selected)) if self.selected else None
        return found or (self.phase, self._last[self.phase])

    def _settle(self, at: tuple[str, int]) -> None:
        """Keep the selection on something that is there."""
        found = self.columns.find(self.selected, self.cards.get(self.selected)) if self.selected else None
        if found is None:
            phase, index = at
            self.phase = phase
            size = self.columns.size(phase)
            self.selected = self.columns.at(phase, min(index, size - 1)) if size else None
            found = (phase, min(index, max(size - 1, 0)))
        self.phase = found[0]
        self._last[found[0]] = found[1]
        self._bring_in(*found)

    def _bring_in(self, phase: str, index: int) -> bool:
        pile = self._pile(phase, self.grid)
        wanted = min(max(pile.top, index - pile.rooms + 1), index)
        wanted = max(min(wanted, self.columns.size(phase) - pile.rooms), 0)
        self._tops[phase] = wanted
        return wanted != pile.top

    # --- moving the selection

    def select(self, id: str) -> None:
        """Select a card and bring it into view."""
        found = self.columns.find(id, self.cards.get(id))
        if found is not None:
            self._move_to(found[0], found[1])

    def step(self, columns: int, rows: int) -> None:
        """Move the selection sideways or along its column."""
        if columns:
            at = COLUMNS.index(self.phase) + columns
            if 0 <= at < len(COLUMNS):
                phase = COLUMNS[at]
                self._move_to(phase, min(self._last[phase], max(self.columns.size(phase) - 1, 0)))
            return
        size = self.columns.size(self.phase)
        if size:
            self._move_to(self.phase, min(max(self._place()[1] + rows, 0), size - 1))

    def _move_to(self, phase: str, index: int) -> None:
        old_grid, (old_phase, old_index) = self.grid, self._place()
        self.phase, self.selected = phase, self.columns.at(phase, index)
        self._last[phase] = index
        scrolled = self._bring_in(phase, index)
        grid = self.grid
        if grid.shown != old_grid.shown:
            self.refresh()
            return
        self._refresh_card(old_phase, old_index)
        if scrolled:
            self._refresh_column(phase)
        else:
            self._refresh_card(phase, index)
        if phase != old_phase:
            self.refresh(Region(0, 0, self.size.width, grid.tabs + grid.head))

    def _refresh_column(self, phase: str) -> None:
        grid = self.grid
        if phase in grid.shown:
            place = grid.shown.index(phase)
            self.refresh(
                Region(grid.left(place), grid.tabs, grid.widths[place], self.size.height - grid.tabs)
            )

    def _refresh_card(self, phase: str, index: int) -> None:
        grid = self.grid
        if phase in grid.shown:
            place, pile = grid.shown.index(phase), self._pile(phase, grid)
            at = index - pile.top
            if 0 <= at < pile.rooms:
                y, below = pile.starts[at : at + 2]
                self.refresh(Region(grid.left(place), grid.tabs + grid.head + y, pile.width, below - y))

    # --- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Only what is asked for: a step changes cards of one column, and Textual would draw whole lines for it."""
        filters, back = self.app.get_line_filters(), self.background_colors[1]

        def filtered(strip: Strip) -> Strip:
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, back)
            return strip

        grid = self.grid
        piles = [self._pile(phase, grid) for phase in grid.shown]
        place = grid.place_at(crop.x) if crop.y >= grid.tabs else 0
        left, width = grid.left(place), grid.widths[place]
        if self.look is None or crop.y < grid.tabs or crop.x < left or crop.right > left + width:
            lines = (Strip.join(map(filtered, self._parts(y, grid, piles))) for y in crop.line_range)
            return [line.crop(crop.x, crop.right) for line in lines]
        column = (filtered(self._part(piles[place], y - grid.tabs, grid)) for y in crop.line_range)
        return [strip.crop(crop.x - left, crop.right - left) for strip in column]

    def _parts(self, y: int, grid: Grid, piles: list[Pile]) -> list[Strip]:
        """One line of all columns with the gaps between them."""
        if self.look is None:
            return [self.blank(self.size.width)]
        if y < grid.tabs:
            return [strip_of(self._tabs(grid) if y == 0 else [], self.size.width, self.palette)]
        parts: list[Strip] = []
        for pile in piles:
            if parts:
                parts.append(self.blank(GAP))
            parts.append(self._part(pile, y - grid.tabs, grid))
        return parts

    def _part(self, pile: Pile, y: int, grid: Grid) -> Strip:
        """One line of one column, counted from its head."""
        if y < grid.head:
            return strip_of(self._head(pile, y, grid.head), pile.width, self.palette)
        return self._card_line(pile, y - grid.head, grid)

    def _tabs(self, grid: Grid) -> Row:
        return heads.tabs(grid.shown, self.phase, self.columns.counts, self.size.width)

    def _head(self, pile: Pile, y: int, head: int) -> Row:
        phase = pile.phase
        if y == head - 1 and self._drop == (phase, pile.top) and self.columns.size(phase):
            return [("▾ " + _("släpp här"), "accent")]
        lit = phase == self.phase or (self._drop is not None and self._drop[0] == phase)
        if y == 0:
            found = self.columns.size(phase) if self.columns.filtered else None
            count = heads.count(self.columns.open_counts[phase], self.tavla.live.limit(phase), found)
            return heads.name(phase, count, lit, pile.width)
        return heads.aim(phase, pile.width) if y < head - 1 else heads.rule(pile.top, lit, pile.width)

    def _card_line(self, pile: Pile, y: int, grid: Grid) -> Strip:
        phase, width, size = pile.phase, pile.width, self.columns.size(pile.phase)
        at = pile.at(y)
        index, line = pile.top + at, y - pile.starts[at]
        if self._drop == (phase, index) and line == 0 and index == size:
            return strip_of([("▾ " + _("släpp här"), "accent")], width, self.palette)
        if at >= pile.rooms:
            return self._more(pile) if line == 0 else self.blank(width)
        id = self.columns.at(phase, index)
        if id is None:
            return strip_of(self._nothing(phase, y, width), width, self.palette)
        tall = pile.starts[at + 1] - pile.starts[at]
        if line == tall - 1:
            last_room = grid.room <= pile.starts[-1] and at == pile.rooms - 1 and index + 1 < size
            if self._drop == (phase, index + 1):
                return strip_of([("▾ " + _("släpp här"), "accent")], width, self.palette)
            return self._more(pile) if last_room else self.blank(width)
        return self._strips(id, width, tall - 1, grid.card)[line]

    def _more(self, pile: Pile) -> Strip:
        below = self.columns.size(pile.phase) - pile.top - pile.rooms
        if below <= 0:
            return self.blank(pile.width)
        text = ngettext("↓ {n} till", "↓ {n} till", below).format(n=below)
        return strip_of([(fit(text, pile.width), "quiet")], pile.width, self.palette)

    def _nothing(self, phase: str, y: int, width: int) -> Row:
        """What an empty column says: on an empty board, what to do first."""
        if self.columns.size(phase):
            return []
        filtered, note = self.columns.filtered, self.shell.key_of("note")
        lines = words.empty_column(
            phase, empty_board=not self.cards, filtered=filtered, width=width, note=note
        )
        return [(lines[y], "quiet")] if y < len(lines) else []

    def _strips(self, id: str, width: int, height: int, usual: int) -> list[Strip]:
        """A card's lines, kept till the card or the room for it changes. usual: rows of a card that needs no more."""
        card = self.cards[id]
        chosen = id == self.selected
        kept = self._cache.get((id, chosen))
        if kept is not None and kept[0] is card and kept[1:3] == (width, height):
            return kept[3]
        assert self.look is not None
        ground = "selected" if chosen else "card"
        rows = card_rows(id, card, self.look, width - 3, height)
        bar = ("▌", "bar") if chosen else (themes.PALETTES[self.palette].edge, "rule")
        lines = [strip_of([bar, (" ", "text"), *row], width, self.palette, ground) for row in rows]
        bars = max(min(height, usual - 1) - len(lines), 0)
        lines += [strip_of([bar], width, self.palette, ground)] * bars
        lines += [self.blank(width)] * (height - len(lines))
        if len(self._cache) > MOST_KEPT:
            self._cache.clear()
        self._cache[id, chosen] = (card, width, height, lines)
        return lines

    # --- the mouse

    def card_at(self, x: int, y: int) -> tuple[str, int, str | None]:
        """(column, place, card) under a cell of this widget."""
        grid = self.grid
        phase = grid.shown[grid.place_at(x)]
        pile = self._pile(phase, grid)
        index = pile.top + pile.at(max(y - grid.tabs - grid.head, 0))
        return phase, index, self.columns.at(phase, index)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        grid = self.grid
        if event.button != 1 or self.shell.asking:
            return
        if event.y < grid.tabs + grid.head:
            self._click_head(event.x, event.y, grid)
            return
        phase, index, card = self.card_at(event.x, event.y)
        if card is not None:
            self._grabbed = (card, event.x, event.y)
            self._move_to(phase, index)

    def _click_head(self, x: int, y: int, grid: Grid) -> None:
        phase = grid.shown[grid.place_at(x)]
        if grid.tabs and y < grid.tabs:
            start = 0
            for name in COLUMNS:
                start += len(f" {words.phase(name)} {self.columns.counts[name]} ") + 1
                if x < start:
                    phase = name
                    break
        self._move_to(phase, min(self._last[phase], max(self.columns.size(phase) - 1, 0)))

    @property
    def shell(self) -> Shell:
        return cast("Shell", self.screen)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._grabbed is None or not event.button:
            return
        card, x, y = self._grabbed
        if self._drag is None:
            if abs(event.x - x) + abs(event.y - y) < 2:
                return
            self._drag = card
            self.capture_mouse()
        phase, index, _card = self.card_at(event.x, event.y)
        drop = (phase, min(index, self.columns.size(phase)))
        if drop != self._drop:
            self._drop = drop
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        dragged, drop = self._drag, self._drop
        self.let_go()
        if dragged is not None and drop is not None:
            phase, index = drop
            self.post_message(self.Dropped(dragged, phase, self.columns.at(phase, index) or ""))

    def let_go(self) -> bool:
        """End a drag without a drop. True if there was one."""
        was = self._drag is not None
        self._grabbed = self._drag = self._drop = None
        self.release_mouse()
        if was:
            self.refresh()
        return was

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and self.selected is not None and event.y >= self.grid.tabs + self.grid.head:
            self.post_message(self.Opened())

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        grid = self.grid
        pile = self._pile(grid.shown[grid.place_at(event.x)], grid)
        most = max(self.columns.size(pile.phase) - pile.rooms, 0)
        top = min(max(pile.top + rows, 0), most)
        if top != self._tops[pile.phase]:
            self._tops[pile.phase] = top
            self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def on_resize(self) -> None:
        self._cache.clear()
        self._settle(self._place())

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape" and self.let_go():
            event.stop()

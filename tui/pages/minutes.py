"""The minutes of a meeting, to read on the screen and to save as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from board.errors import Problem
from board.meeting.minutes import Minutes, minutes_of
from board.ports import Commit
from tui.lines import Piece, Row, wrap
from tui.live import News
from tui.pages.page import Page
from tui.story.blocks import Block, Head, Points, Story, Table, Words
from tui.text import _
from tui.widgets.rows_view import Item


class MinutesPage(Page):
    """Read from the journal in the storage thread; drawn when it has come."""

    name_of_page = "minutes"
    marks_cursor = False

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self._minutes: Minutes | None = None

    def on_mount(self) -> None:
        self._read()

    def _read(self) -> None:
        live = self.tavla.live
        found: list[Minutes] = []

        def work() -> Commit:
            if live.store is not None:
                found.append(minutes_of(live.store, live.org_store.snapshot, self.meeting))
            return Commit((), ())

        def heard(_outcome: Commit | Problem) -> None:
            self._minutes = found[0] if found else None
            self.fill()

        live.ask(work, heard)

    def news(self, news: News) -> None:
        self._read()

    @property
    def story(self) -> Story | None:
        if self._minutes is None:
            return None
        from tui.meeting_minutes import story

        live = self.tavla.live
        return story(self._minutes, live.board, live.org, self.tavla.now)

    def build(self, width: int) -> Sequence[Item]:
        story = self.story
        if story is None:
            return [Item(([(_("Läser …"), "quiet")],))]
        rows: list[Row] = [[(line, "heading")] for line in wrap(story.title, width)]
        rows += [[(line, "quiet")] for text in story.about for line in wrap(text, width)]
        for part in story.parts:
            rows += [[], [(part.heading, "strong")]]
            for block in part.blocks:
                rows += _block(block, width)
        return [Item((row,)) for row in rows]

    def save(self) -> None:
        """Ask in which form, and write the file."""
        story = self.story
        if story is not None and self._minutes is not None:
            from tui.acts.meeting_files import write_out

            write_out(self.shell, story, self._minutes.meeting.started.date())


def _block(block: Block, width: int) -> Iterator[Row]:
    match block:
        case Words(text):
            yield from ([("  " + line, "text")] for line in wrap(text, width - 2))
        case Points(items, label):
            if label:
                yield from ([("  " + line, "title")] for line in wrap(label, width - 2))
            for item in items:
                for at, line in enumerate(wrap(item, width - 4)):
                    yield [("  – " if at == 0 else "    ", "quiet"), (line, "text")]
        case Table(_caption, _heads, rows):
            for first, *rest in rows:
                for at, line in enumerate(wrap(first, width - 4)):
                    yield [("  – " if at == 0 else "    ", "quiet"), (line, "title")]
                facts: list[Piece] = [("    " + " · ".join(filter(None, rest)), "quiet")]
                yield facts
        case Head(text):
            yield [("  " + text, "strong")]
        case _:
            return

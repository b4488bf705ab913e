"""The Textual app: one screen, our own colours and keys, nothing out to the terminal that could command it."""

from __future__ import annotations

import os
import signal
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter

from tui import themes
from tui.confined import confined
from tui.idle import LOOK_SECONDS, Idle
from tui.line import end_with_the_line, taken_back_only_while_whole
from tui.live import Live
from tui.settings import Settings
from tui.synced import Synced
from tui.text import _, set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.segment import Segment
    from textual import events
    from textual.color import Color
    from textual.screen import Screen

    from tui.compose import Session
    from tui.desk import Desk


EXIT_TO_DEMO = 90
"""What the app ends with where the person wants the demo instead; never seen outside the program."""


class ControlFilter(LineFilter):
    """The last door before the terminal: no control character of a text gets out, whichever widget drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if "".join([segment.text for segment in segments]).isprintable():
            return segments
        from rich.segment import Segment as Piece

        return [
            Piece(
                "".join(c if c.isprintable() or _joins(c) else "\ufffd" for c in s.text), s.style, s.control
            )
            for s in segments
        ]


def _joins(character: str) -> bool:
    """Zero-width joiners hold emoji and scripts together and command nothing."""
    return character in "\u200d\u200c"


class _Closed(App[int]):
    """What Textual can do outside the screen and Tavla never does; closed, so that no way to it is left over SSH."""

    def action_suspend_process(self) -> None:
        """No way out to a shell."""

    def action_screenshot(self, *_given: object) -> None:
        """No file on the machine's disk."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No browser on the machine."""


class TavlaApp(_Closed):
    """The board on screen."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    TITLE = "Tavla"

    def __init__(self, desk: Desk, settings: Settings | None = None, *, wall: bool = False) -> None:
        self._control = ControlFilter()
        self.settings = settings or Settings()
        self.palette = self._readable(self.settings.theme)
        self.desk = desk
        self.across_row: str | None = None
        """Where somebody stood on All boards when it was closed."""
        self.way_back: str | None = None
        """The board that was opened from All boards, to which escape leads back."""
        super().__init__()
        self.live = Live(desk, self._post)
        org = self.live.org
        if not desk.keyed and (wall or desk.wants_pin(org, self.live.me) or desk.may_be_another(org)):
            desk.forget_person()
            self.live.me = None
        self.idle = Idle(wall)
        if not wall:
            self.live.at_ease = _load_what_the_first_key_needs
        self.synced = Synced(desk, self._post)
        for palette in themes.PALETTES.values():
            self.register_theme(themes.textual_theme(palette))
        # Set before anybody watches: a theme that changes after the start styles and draws everything again.
        self.set_reactive(App.theme, f"tavla-{self.palette}")
        self.stylesheet.set_variables(self.get_css_variables())

    @staticmethod
    def _readable(theme: str) -> str:
        """Without colours the theme whose greys differ the most, unless another one was chosen."""
        return "contrast" if "NO_COLOR" in os.environ and theme == themes.DEFAULT else theme

    @property
    def now(self) -> datetime:
        return self.desk.clock()

    def get_default_screen(self) -> Screen[None]:
        from tui.shell import Shell

        return Shell()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own but the one for ANSI colours, which we use none of, and the last door.

        The same objects each time: what a filter made of a line is kept with the line, by the filter.
        """
        filters = super().get_line_filters()
        return [*(f for f in filters if not isinstance(f, ANSIToTruecolor)), self._control]

    def _post(self, function: Callable[[], object]) -> None:
        """Run something on the screen's thread, in order. From any thread."""
        self.call_later(function)

    async def on_event(self, event: events.Event) -> None:
        self.idle.touched(event)
        if self.idle.keeps(event):
            return
        await super().on_event(event)

    def _look_for_somebody(self) -> None:
        from tui.shell import Shell

        if isinstance(self.screen, Shell):
            self.idle.look(self.screen)

    def on_mount(self) -> None:
        self.live.start()
        self.set_interval(LOOK_SECONDS, self._look_for_somebody)
        assert self._loop is not None
        for hangup in (signal.SIGHUP, signal.SIGTERM):
            # Textual dies by SIGHUP without unmounting and spins where it is ignored; text typed would be lost.
            try:
                self._loop.add_signal_handler(hangup, self.exit)
            except (ValueError, RuntimeError):
                continue
        if not self.is_headless:
            taken_back_only_while_whole(partial(self._loop.call_soon_threadsafe, self.refresh))

    def on_unmount(self) -> None:
        self.synced.stop()
        self.live.stop()
        self.desk.close()

    def speak(self, language: str) -> None:
        """Change language at once."""
        set_language("en" if language == "en" else "sv")

    def paint(self, palette: str) -> None:
        """Change colours at once."""
        self.palette = palette
        self.theme = f"tavla-{palette}"

    def _fatal_error(self) -> None:
        """A fault in the program: say so in words, keep what was typed, leave the details in a file for who mends it.

        Textual prints a traceback with the values of variables here, which is no text for a ward's screen.
        """
        import traceback

        from rich.text import Text

        where = self.desk.keep_fault(traceback.format_exc())
        said = (
            _("Något gick fel i programmet, och tavlan stängdes. Allt som var sparat är kvar.")
            + "\n"
            + _("Starta igen. Det du höll på att skriva finns kvar. Felet är beskrivet i {file}.").format(
                file=where
            )
        )
        self.panic(Text(said))

    def action_help_quit(self) -> None:
        """ctrl+c: say how to quit, in the person's language."""
        from tui.shell import Shell

        if isinstance(self.screen, Shell):
            self.screen.say_how_to_quit()


def _load_what_the_first_key_needs() -> None:
    """What a first change or question would otherwise wait for, twenty milliseconds here."""
    for name in ("board.service", "tui.acts.table", "tui.acts.cards", "tui.guide", "tui.widgets.prompt"):
        import_module(name)


def run(session: Session, *, wall: bool = False) -> int:
    """Show the board till the person quits, or the wall with nobody at the keyboard. The exit code."""
    from tui.desk import Desk
    from tui.settings import settings_of

    if not confined():  # a confined process watches its line from its first moment
        end_with_the_line()
    settings = settings_of(session.env)
    spoken = session.language or settings.language
    if spoken:
        set_language("en" if spoken == "en" else "sv")
    return TavlaApp(Desk(session), settings, wall=wall).run() or 0

"""What every page but the board is: rows under a heading, filled from the data as it is now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tui.live import News
from tui.widgets.rows_view import Item, RowsView

if TYPE_CHECKING:
    from tui.shell import Shell


class Page(RowsView):
    """A page of rows. Subclasses say what is on it, and what opening a row does."""

    name_of_page = "page"
    takes_letters = False
    """Whether letters and digits are written into the page, and mean nothing else."""

    is_left_by_letter = False
    """Whether the letter that leaves the program does so here too, where other letters are written."""

    takes_all_keys = False
    """Whether any key is for `write`."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("page")

    @property
    def shell(self) -> Shell:
        return cast("Shell", self.screen)

    @property
    def writes_here(self) -> bool:
        """Whether the row under the cursor is a text, so that a sentence typed there is written into it."""
        return False

    @property
    def may_be_written_on(self) -> bool:
        """Whether a capital letter on the row under the cursor may as well begin a sentence as lead elsewhere."""
        return False

    def ask_if_writing(self, action: str) -> None:
        """Ask whether the letter that comes was an action of the key table or the beginning of a sentence."""

    def begin_writing(self) -> None:
        """Ask for the text of the row under the cursor; somebody has begun to type it."""
        self.opened()

    @property
    def idle(self) -> Collection[str]:
        """Actions of the key table that mean nothing on the page as it stands; their keys are not told."""
        return ()

    @property
    def hints(self) -> Mapping[str, str]:
        """What the key line calls actions of the key table here, where the page says it better than the table."""
        return {}

    @property
    def patience(self) -> int:
        """Minutes without a key before somebody is taken to have gone, where the page knows better than the board."""
        return 0

    @property
    def card(self) -> str | None:
        """The card that actions on this page are about."""
        return None

    def build(self, width: int) -> Sequence[Item]:
        """The page's items for a width."""
        return ()

    def fill(self) -> None:
        """Draw the page as things are now; the cursor stays where it was."""
        if self.is_mounted and self.is_attached:  # what was read for it may come when it is closed already
            self.set_items(self.build(self.text_width))

    def on_resize(self) -> None:
        self.fill()

    def news(self, news: News) -> None:
        """Something happened: draw it."""
        self.fill()

    def opened(self) -> None:
        """Enter, or a click on the row under the cursor."""

    def escaped(self) -> bool:
        """Escape, before it closes the page; True where it meant something else here."""
        return False

    def receipt(self, told: str) -> None:
        """What was done from here is done, on a page over which the key line is not in sight."""

    def write(self) -> None:
        """Ask for the field that letters are being written for."""

    def act(self, what: str) -> None:
        """A key of the page's own."""

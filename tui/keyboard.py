"""Which key means what on the page in front, and who gets the keys that come while a question is on its way."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.screen import Screen

from tui.keys import ACTIONS, key_of, keys_of, works_on

if TYPE_CHECKING:
    from tui.app import TavlaApp
    from tui.pages.page import Page
    from tui.shell import Shell
    from tui.widgets.prompt import Prompt
    from tui.widgets.too_small import TooSmall


class Keyboard(Screen[None]):
    """The part of the screen that keys come to."""

    small: TooSmall

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Page] = []
        self._keymap: dict[str, dict[str, str]] = {}
        self._early: list[events.Key] | None = None
        self._prompt: Prompt | None = None

    def on_mount(self) -> None:
        if self.tavla.idle.is_wall and self.tavla.live.board_id is not None:
            self.tavla.idle.show_wall(cast("Shell", self))

    @property
    @abstractmethod
    def tavla(self) -> TavlaApp: ...

    @property
    @abstractmethod
    def page(self) -> str:
        """The page in front, by its name in the key table."""

    @property
    @abstractmethod
    def asking(self) -> bool:
        """Whether a question has the keys."""

    @abstractmethod
    def run_action_of(self, action: str) -> None:
        """Do what an action of the key table says."""

    def keymap(self, page: str) -> dict[str, str]:
        """Key to action for a page, by the key table and the person's settings."""
        if page not in self._keymap:
            changed = self.tavla.settings.keys
            found: dict[str, str] = {}
            for action in ACTIONS:
                if works_on(action, page):
                    for key in keys_of(action, changed):
                        found.setdefault(key, action.id)
            self._keymap[page] = found
        return self._keymap[page]

    def key_of(self, action: str) -> str:
        """The key that texts name for an action, by the key table and the person's settings."""
        return key_of(action, self.tavla.settings.keys)

    def keyed(self, told: str, /, **values: object) -> str:
        """A sentence with its values, and in place of an action's id in braces the key that is set for it:
        "{undo} ångrar" is "u ångrar" till somebody gives it another key."""
        keys = {action.id: self.key_of(action.id) for action in ACTIONS if f"{{{action.id}}}" in told}
        return told.format(**{**keys, **values})

    def take_key(self, event: events.Key) -> bool:
        """Do what a key means on the page; False where it is for a question, or for nobody.

        Called as the key comes in, before the next one is given out, so that what a key opens gets the keys after it:
        over a slow line a whole sentence comes at once.
        """
        if self.tavla.idle.just_out:
            is_asked = self.asking or self._early is not None  # or on its way
            if self.pages and self.pages[-1].takes_all_keys and not is_asked:
                self.pages[-1].write()
            return True
        if self._early is not None:
            self._early.append(event)
            return True
        if self.asking or self.small.display:
            return False
        self.begin_anew()
        if self.pages and self.pages[-1].takes_letters and self._is_written(event):
            self.hold_keys([event])
            self.pages[-1].write()
            return True
        if self.pages and self.pages[-1].takes_all_keys and event.key not in ("ctrl+q", "ctrl+c"):
            self.pages[-1].write()
            return True
        letter = event.character or ""
        found = self.keymap(self.page)
        action = found.get(event.key) or found.get(letter)
        begins = letter.isupper() or (action is None and letter.isalpha())
        if begins and self.pages and self.pages[-1].writes_here:
            # A sentence begins with a capital: who types it on the row of a text means to write it there.
            self.hold_keys([event])
            self.pages[-1].begin_writing()
            return True
        if action is not None and letter.isupper() and self.pages and self.pages[-1].may_be_written_on:
            self.hold_keys([event])
            self.pages[-1].ask_if_writing(action)
            return True
        if action is not None:
            self.run_action_of(action)
        return action is not None

    def _is_written(self, event: events.Key) -> bool:
        """Whether a key is the beginning of what is written into a page that takes letters."""
        leaves = self.pages[-1].is_left_by_letter and self.keymap(self.page).get(event.key) == "quit"
        return (event.character or "").isalnum() and not leaves

    def begin_anew(self) -> None:
        """What is asked from here on is of another thing: nothing typed in a list before turns up in it."""
        if self._prompt is not None:
            self._prompt.carried = ""

    def hold_keys(self, first: Sequence[events.Key] = ()) -> None:
        """Keep the keys that come till it is known who gets them."""
        self._early = [*(self._early or ()), *first]

    def holds(self, event: events.Key) -> bool:
        """Keep a key that came to a question already answered, and lose one from before it. True if it was either."""
        return (self._early is not None or self.tavla.idle.just_out) and self.take_key(event)

    def free_keys(self) -> None:
        early, self._early = self._early or [], None
        for event in early:
            if not self.take_key(event) and self.focused is not None:
                self.focused.post_message(events.Key(event.key, event.character))

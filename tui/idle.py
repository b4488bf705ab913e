"""Nobody is at the keyboard any more: who was is signed out, and the board goes back to the wall.

What was being written is kept for them alone, and is there when they come back; so is what they began to write before
they saw it, which moves nothing and chooses nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events

from board.model import people_of
from board.terminal import terminal_of
from board.text import clean
from tui.text import _

if TYPE_CHECKING:
    from tui.shell import Shell
    from tui.widgets.prompt import Question

LOOK_SECONDS = 1.0
WARNED_SECONDS = 15
"""How long before somebody is signed out it is told, with the seconds that are left."""
CALM_SECONDS = 1.0
"""What is typed after somebody was signed out was meant for what they were writing, till there is such a pause."""
WALL_MINUTES = 5
"""Minutes at a screen that was started as a wall, where the board says nothing."""
OPENS = frozenset({"note", "comment", "event", "log"})
"""What asks for a text: the key of it is no letter of what is written next."""
LETTERS = 4
"""Fewer letters than that, or the same one or two over again, were keys and no text."""
TOUCHES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


@dataclass(slots=True)
class Begun:
    """What somebody typed just after they were signed out with no question open.

    keys: what keys mean on the page they were on. card: the one that stood selected there.
    opens: what the first key asked for, where it asks for a text.
    """

    me: str
    keys: Mapping[str, str]
    card: str | None
    opens: str = ""
    text: str = ""

    def take(self, event: events.Key) -> None:
        """A key: what asks for a text, else a letter of it."""
        action = self.keys.get(event.key) or self.keys.get(event.character or "", "")
        if not self.text and not self.opens and action in OPENS:
            self.opens = action
        elif event.is_printable:
            self.text += event.character or ""

    @property
    def is_text(self) -> bool:
        letters = [letter for letter in self.text if letter.isalnum()]
        return bool(letters) if self.opens else len(letters) >= LETTERS and len(set(letters)) > LETTERS // 2


class Idle:
    """When somebody last did something here. `is_wall`: the screen was started as a wall and goes back to it.

    clock: seconds that no change of the wall clock moves.
    """

    def __init__(self, is_wall: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self.is_wall = is_wall
        self.clock = clock
        self._last = clock()
        self._out: float | None = None
        self._warning = ""
        self._left: dict[str, tuple[Question, str]] = {}
        self._writing: tuple[str, Question, str] | None = None
        """Who was signed out while a text was asked for, with the text: what comes just after belongs to it."""
        self._begun: Begun | None = None
        self._meant: dict[str, Begun] = {}
        self._heard: events.Event | None = None

    def touched(self, event: events.Event) -> None:
        """Somebody is there."""
        if isinstance(event, TOUCHES):
            self._last = self.clock()
            if self.just_out:
                self._out = self._last
                self._write_on(event)

    def keeps(self, event: events.Event) -> bool:
        """Whether an event is a paste for what somebody was writing when they were signed out: it goes nowhere else."""
        return isinstance(event, events.Paste) and self.just_out

    def _write_on(self, event: events.Event) -> None:
        """What is typed or pasted before it is seen that one was signed out goes to what one was writing."""
        if event is self._heard:  # an event that nobody took comes here again
            return
        self._heard = event
        if self._begun is not None:
            self._begin(self._begun, event)
        if self._writing is None:
            return
        me, question, text = self._writing
        if isinstance(event, events.Paste):
            text += " ".join(clean(event.text, multiline=False).split("\n"))
        elif isinstance(event, events.Key) and event.is_printable:
            text += event.character or ""
        else:
            return
        self._writing = me, question, text
        self._left[me] = question, text

    def _begin(self, begun: Begun, event: events.Event) -> None:
        """The same where nothing was asked: it is theirs when they are back, if it is a text."""
        if isinstance(event, events.Paste):
            begun.text += " ".join(clean(event.text, multiline=False).split("\n"))
        elif isinstance(event, events.Key):
            begun.take(event)
        if begun.is_text:
            self._meant[begun.me] = begun

    @property
    def lost_one(self) -> bool:
        """Whether somebody who may still be typing has just been signed out."""
        return self.just_out and (self._begun is not None or self._writing is not None)

    @property
    def just_out(self) -> bool:
        """Whether who types has hardly seen that they were signed out: such keys wake the wall and choose nothing."""
        return self._out is not None and self.clock() - self._out < CALM_SECONDS

    def look(self, shell: Shell) -> None:
        """Sign out who has gone, and say so a little before."""
        live = shell.tavla.live
        minutes = terminal_of(live.board).idle or (WALL_MINUTES if self.is_wall else 0)
        if not minutes or live.board_id is None or shell.tavla.desk.keyed:
            return
        minutes = max(minutes, shell.pages[-1].patience if shell.pages else 0)
        if shell.page == "wall" and not shell.asking:
            return
        left = minutes * 60 - (self.clock() - self._last)
        if left <= 0:
            self._warning = ""
            self.sign_out(shell)
            self._out = self.clock()
        elif left <= WARNED_SECONDS:
            self._warn(shell, math.ceil(left))
        elif self._warning:
            shell.key_line.unsay(self._warning)
            self._warning = ""

    def _warn(self, shell: Shell, seconds: int) -> None:
        """Say how long is left."""
        live = shell.tavla.live
        person = people_of(live.org).get(live.me or "")
        told = (
            _("{name} loggas ut om {n} s, tryck på en tangent").format(name=person.short, n=seconds)
            if person
            else _("Väggen visas om {n} s, tryck på en tangent").format(n=seconds)
        )
        self._warning = told
        shell.say(told, "still")

    def sign_out(self, shell: Shell) -> None:
        """Close what is a person's, keep what they were writing, and show the wall."""
        live, desk = shell.tavla.live, shell.tavla.desk
        self._keep(shell, live.me)
        shell.unasked.clear()
        if shell.asking:
            shell.answered()
        if not desk.keyed:
            live.me = None
            desk.forget_person()
        shell.notice.lay_out()
        if shell.page != "wall":
            shell.close_pages()
            shell.filter_text = ""
            shell.show_board()
            self.show_wall(shell)

    @staticmethod
    def show_wall(shell: Shell) -> None:
        from tui.pages.wall import WallPage

        shell.open_page(WallPage())

    def _keep(self, shell: Shell, me: str | None) -> None:
        self._writing = self._begun = None
        if not shell.asking:
            if me is not None:
                self._begun = Begun(me, shell.keymap(shell.page), shell.card)
            return
        prompt = shell.prompt
        prompt.keep_draft()
        if me is not None and prompt.question is not None and prompt.unsaved:
            self._left[me] = (prompt.question, prompt.text)
        asked = prompt.question
        if me is None or asked is None or asked.text is None or asked.pick:
            return
        if not asked.secret and asked.live is None:
            self._writing = me, asked, prompt.text

    def welcome(self, shell: Shell, me: str) -> None:
        """Put the question again that a person was answering when they went, or ask about what they had begun."""
        if me not in self._left:
            if (begun := self._meant.pop(me, None)) is not None:
                self._take_up(shell, begun)
            return
        question, text = self._left.pop(me)
        if question.draft:  # or what was kept of it before would be shown
            shell.tavla.desk.keep_draft(question.draft, text)
        first, question.text = question.at_first, text
        shell.ask(question)
        question.at_first = first

    @staticmethod
    def _take_up(shell: Shell, begun: Begun) -> None:
        from tui.acts import fields, shared

        if begun.opens != "comment" or begun.card not in shell.cards:
            shared.note_begun(shell, begun.text)
            return
        draft = f"comment/{begun.card}"
        before = shell.tavla.desk.draft(draft)
        shell.tavla.desk.keep_draft(draft, f"{before}\n{begun.text}" if before else begun.text)
        shell.board_view.select(begun.card)
        fields.comment(shell)

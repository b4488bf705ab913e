"""The one thing that asks: a line or a text to write, a list to choose from, or both, over whatever is on screen.

Noting a card, picking a person, giving a reason, searching and the command palette are all a Question put here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from board.text import clean
from tui.lines import Row, shared, wrap
from tui.text import _
from tui.widgets import prompt_choice as choice
from tui.widgets import prompt_parts as parts
from tui.widgets.prompt_parts import Field, Hint, Listing, Room
from tui.widgets.prompt_privacy import CONFIRM, Privacy
from tui.widgets.question import Option as Option
from tui.widgets.question import Question as Question
from tui.widgets.rows_view import Item, RowsView

if TYPE_CHECKING:
    from tui.app import TavlaApp
    from tui.live import Job
    from tui.shell import Shell

DRAFT_SECONDS = 1.0
HOLD_SECONDS = 1.0
"""How long keys wait for an answer to be saved; then they go on into its text."""


class Prompt(Vertical):
    """The overlay. Hidden until a question is put; one question at a time."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.display = False
        self.question: Question | None = None
        self.field = Field()
        self.listing = Listing(id="prompt-list")
        self._chosen = self._whole = False
        self._words: tuple[str, str] | None = None
        self._draft_timer: Timer | None = None
        self._loaded: str | None = None
        self._sent: str | None = None
        self._listed = ""
        self._job: Job | None = None
        self._privacy = Privacy()
        self._fits = True
        self.carried = ""
        """A sentence typed in a list that had no such row; it stands in the text that the same chain asks for next."""
        self.handed = False
        """Whether what is asked has been answered: only then how something went is about it."""

    def compose(self) -> ComposeResult:
        yield Listing(id="prompt-head")
        yield self.field
        yield self.listing
        yield Hint(id="prompt-foot")

    @property
    def text(self) -> str:
        return self.field.text

    @property
    def lists_only(self) -> bool:
        """Whether there is only a list to choose from; what is typed finds its row."""
        return self.question is not None and self.question.text is None

    @property
    def unsaved(self) -> bool:
        """Whether something was written that closing would lose."""
        if self.lists_only:
            return not self._fits
        return (
            self.question is not None
            and not self.question.pick
            and not self.question.secret
            and self.question.live is None
            and self.text.strip() != self.question.at_first.strip()
        )

    def put(self, question: Question) -> None:
        """Ask."""
        self.question = choice.numbered(question, self.shell.page)
        self._words, self._chosen, self._whole, self._job = None, False, False, None
        self.handed = False
        field = self.field
        field.many, field.secret = question.many, question.secret
        question.at_first = question.text or ""
        self._privacy.begin(question)
        field.display = question.text is not None
        kept = self.tavla.desk.draft(question.draft) if question.draft else None
        carried = self._carry_to(question) if not kept else ""
        self._loaded = kept or carried or question.text or ""
        field.load_text(self._loaded)
        field.move_cursor(field.document.end)
        if question.renew:
            field.select_all()
        self.listing.set_items(())  # or the cursor would look for the choice of the question before
        self.listing.cursor = self.listing.top = 0
        self._fits = self.display = True
        if kept and kept != question.text:
            self._words = (_("Det här hann inte sparas förra gången."), "still")
        elif carried:
            self._words = (choice.carried_words(), "still")
        self.listen()
        (field if question.text is not None else self.listing).can_focus = True
        self.screen.set_focus(field if question.text is not None else self.listing)
        if self._loaded and (question.many or len(self._loaded) > self.inner_width - 2):
            # How many lines a text takes is known once it has its width, and where it begins once it has its height.
            self.call_after_refresh(self.lay_out)
            self.call_after_refresh(self.call_after_refresh, field.show_from_the_top)

    def _carry_to(self, question: Question) -> str:
        """The sentence that was typed in a list before, where a text is asked for."""
        carried = self.carried if choice.takes_text(question) else ""
        self.carried = "" if carried else self.carried
        return carried

    @property
    def tavla(self) -> TavlaApp:
        return cast("TavlaApp", self.app)

    @property
    def shell(self) -> Shell:
        return cast("Shell", self.screen)

    def keep_draft(self) -> None:
        """Keep what is written over a lost terminal."""
        question = self.question
        if question is not None and question.draft and self.unsaved:
            self.tavla.desk.keep_draft(question.draft, self.text)

    def say(self, text: str, part: str = "late") -> None:
        """Tell what was wrong with the answer; what is written stays."""
        self._words = (text, part)
        self.lay_out()

    def close(self) -> None:
        self.display = False
        if self.question is not None and self.question.secret:
            self.field.load_text("")
        self.question = None
        self.listing.can_focus = False

    def listen(self) -> None:
        """Draw what there is to choose for what is written now."""
        if self.question is None:
            return
        if self._picks and self._listed != self.text:
            # What fits best is what was typed now, not the row that the cursor stood on before.
            self.listing.set_items(())
            self.listing.cursor = self.listing.top = 0
        options, self._listed = self.question.options, self.text
        at = None
        if callable(options):
            options = options("" if self.lists_only else self.text)
        if self.lists_only:
            options, at, self._fits = choice.found_by(options, self.text)
            self._words = self._words if self._fits else (choice.nothing_fits(), "still")
        self._words = choice.nothing_there(self.question, options, self.text) or self._words
        width = self.inner_width
        self.listing.marks_cursor = self._picks or self._chosen
        self.listing.set_items(parts.items_of(self.question, options, width), keep=at)
        self.lay_out()

    @property
    def inner_width(self) -> int:
        return self.outer_width - 6

    @property
    def outer_width(self) -> int:
        return parts.width_of(self.question, self.screen.size.width - 2)

    def lay_out(self) -> None:
        """Give each part the height that it needs and put the whole where the eyes are."""
        question = self.question
        if question is None:
            return
        width, tall = self.inner_width, self.screen.size.height
        listed = sum(len(item.rows) for item in self.listing.items)
        title = [[(line, "strong")] for line in wrap(question.title, width)]
        words: list[Row] = []
        if self._words is not None:
            words = [[(line, self._words[1])] for line in wrap(self._words[0], width)]
        words += self._privacy.rows(question, self.text, width)
        told = (question.hint or parts.hint_of(question)) + self._privacy.key
        tall -= len(title) - 1
        room = Room(width, tall, listed, len(words), self._whole)
        explain, hint = parts.explained(question, told, room)
        shown = len(explain)
        if self._whole:
            explain, _more = shared(question.explain, width)
        head = self.query_one("#prompt-head", Listing)
        head.set_items([Item((row,)) for row in [*title, *explain]])
        foot = self.query_one("#prompt-foot", Hint)
        foot.first = len(words)
        words += hint
        foot.set_items([Item((row,)) for row in words])
        lines = max(self.field.wrapped_document.height, 1) if self.field.display else 0
        slack = 3 + lines if question.text is None else 8
        rows = min(listed, max(tall - slack - shown - len(words), 3))
        text_height = min(lines, max(tall - 8 - rows - len(words) - shown, 1), 12)
        head.styles.height = len(title) + shown
        self.field.styles.height = max(text_height, 1)
        self.listing.styles.height = rows
        self.listing.display = rows > 0
        foot.styles.height = len(words)
        self.styles.width = self.outer_width
        height = len(title) + shown + (text_height if self.field.display else 0) + rows + len(words) + 2
        self.styles.offset = parts.place_of(question, self.screen.size, self.outer_width, height)

    def _read_on(self, screens: int) -> None:
        """Show a long explanation whole, a part at a time."""
        head = self.query_one("#prompt-head", Listing)
        if not self._whole:
            self._whole = True
            self.lay_out()
            head.top = 0
            head.refresh()
        else:
            head.scroll_rows(screens * max(head.size.height - 1, 1))

    def pressed(self, key: str) -> bool:
        """A key while the question stands. True if it was taken."""
        question = self.question
        if question is None:
            return False
        key = {"tab": "down", "shift+tab": "up"}.get(key, key)
        if key in ("enter", "down", "up") and self._listed != self.text:
            # Keys that arrive together: the field tells of its letters after enter has been pressed.
            self._chosen = False
            self.listen()
        if key == "enter":
            self._answer()
        elif key == "escape":
            self.cancel()
        elif key == CONFIRM and self._privacy.refused:
            self._privacy.confirm(self._answer)
        elif key in ("down", "up") and self._steps(key):
            begins = not (self._picks or self._chosen)  # the first step comes from the text to the first row
            ends = key == "up" and not self._picks and self.listing.cursor == 0  # and the last goes back
            self.listing.marks_cursor = self._chosen = self._picks or not ends
            self.listing.step(0 if begins or ends else 1 if key == "down" else -1)
        elif (at := choice.by_digit(question, key, self.text)) is not None:
            self._hand_over(question, at)
        elif key in ("pagedown", "pageup") and question.text is None:
            self._read_on(1 if key == "pagedown" else -1)
        else:
            return False
        return True

    @property
    def _picks(self) -> bool:
        """Whether a row is marked from the first: one has to be chosen, and what is typed is none's."""
        return self.question is not None and self.question.pick and self._fits

    def _typed(self, text: str) -> None:
        """Letters come where there is only a list: a line for them opens, and they are looked for in it."""
        self.field.display = True
        self.field.insert(text)
        self.screen.set_focus(self.field)

    def go_on(self, at: str | None = None) -> None:
        """What was chosen is used and the question stands: what there is to choose is told anew, and enter answers with
        the text again, or with the row `at` where it is given."""
        self.handed, self._chosen = False, at is not None
        self.listing.set_items(())  # or the cursor would stay where it was among other rows
        self.listing.cursor = 0
        self.listen()
        self.listing.set_items(self.listing.items, keep=at)

    def _steps(self, key: str) -> bool:
        """Up and down walk the list, unless a text of many lines needs them."""
        if not self.listing.keys:
            return False
        asked = self.question
        if asked is not None and asked.text is not None and not self._chosen and not asked.pick:
            row = self.field.cursor_location[0]
            return key == "down" and row == self.field.document.line_count - 1
        return True

    def _answer(self) -> None:
        question = self.question
        if question is None:
            return
        key = self.listing.key if self.listing.marks_cursor and self.listing.keys else None
        if not self._fits and key is None:
            self.say(choice.nothing_fits(), "still")
        elif question.pick and key is None:
            self.say(_("Inget att välja. Skriv något annat eller tryck esc."))
        else:
            self._hand_over(question, key)

    def _hand_over(self, question: Question, key: str | None) -> None:
        """Give the answer. Till it is known how it went, a second enter makes no second change."""
        if self._job is not None and not self._job.ended:
            return
        before = self.tavla.live.latest
        self._sent, self.handed = self.text, True
        if self.lists_only:
            self.carried = self.text if not self._fits and choice.is_sentence(self.text) else ""
        question.answer(self.text if question.text is not None else "", key)
        if self.question is question and self.lists_only and self.text:
            self._loaded = ""
            self.field.load_text("")
            self.listen()  # several are chosen of a list, one after the other
        if self.tavla.live.latest is not before:
            self._job = self.tavla.live.latest
        if self._job is not None and not self._job.ended:
            self.shell.hold_keys()
            self._job.heard = self._hear
            self.set_timer(HOLD_SECONDS, self.shell.free_keys)

    def _hear(self) -> None:
        """What was handed over has been dealt with."""
        self.shell.free_keys()
        if self.question is not None:
            self._privacy.hear(self._job, self.field)
            self.lay_out()

    def _take_back(self) -> None:
        """What could not be saved yet is not to be saved as it was written then."""
        if self._job is not None and self._job.told and not self._job.ended:
            self.tavla.live.cancel(self._job)
            self._job = None
            self.shell.forget_failure()

    def cancel(self) -> None:
        """Escape: text that would be lost is asked about once."""
        question = self.question
        if question is None:
            return
        lose = choice.lose_words() if self.lists_only else parts.lose_words(question)
        if self.unsaved and self._words != (lose, "still"):
            self.say(lose, "still")
            return
        self.carried = ""
        self._take_back()
        if question.draft:
            self.tavla.desk.keep_draft(question.draft, "")
        self.close()
        self.shell.ask_what_waited()
        if question.cancelled is not None:
            question.cancelled()

    def on_text_area_changed(self) -> None:
        if self._job is not None and self.text == self._sent:
            return  # told late of the last letter before enter, which is no change of what was handed over
        if self.question is None or self.text == self._loaded:
            # Putting the text there tells of itself too; what is said beside it stays till somebody types.
            self._loaded = None
            return
        self._loaded = None
        self._words, self._chosen, self._privacy.refused = None, False, False
        self.handed = self._job is not None and not self._job.ended and self.handed
        self._take_back()
        self.listen()
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(DRAFT_SECONDS, self.keep_draft)
        if self.question.live is not None:
            self.question.live(self.text)

    def on_rows_view_chosen(self, event: RowsView.Chosen) -> None:
        event.stop()
        if self.question is not None and event.view is self.listing:
            self._hand_over(self.question, event.key)

    def on_descendant_blur(self) -> None:
        """A click beside the question, or a tab, must not leave it deaf."""
        if self.question is not None:
            self.call_after_refresh(self._listen_again)

    def _listen_again(self) -> None:
        if self.question is not None:
            self.screen.set_focus(self.field if self.field.display else self.listing)

    def on_key(self, event: events.Key) -> None:
        if self.question is not None and self.pressed(event.key):
            event.stop()
        elif self.lists_only and event.is_printable and (event.key != "space" or self.field.display):
            event.stop()
            self._typed(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """Only what comes to a list: the text takes its own."""
        if self.lists_only and not self.field.display:
            event.stop()
            self._typed(" ".join(clean(event.text, multiline=False).split()))

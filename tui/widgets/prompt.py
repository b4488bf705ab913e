"""The one thing that asks: a line or a text to write, a list to choose from, or both, over whatever is on screen.

Noting a card, picking a person, giving a reason, searching and the command palette are all a Question put here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from tui.lines import Row, cut, shared, wrap
from tui.text import _
from tui.widgets.prompt_parts import Field, Hint, Listing, lose_words
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


LONG = 300
"""Letters of explanation that are worth more of the window's width."""


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
    def unsaved(self) -> bool:
        """Whether something was written that closing would lose."""
        return (
            self.question is not None
            and self.question.text is not None
            and not self.question.pick
            and not self.question.secret
            and self.question.live is None
            and self.text.strip() != self.question.at_first.strip()
        )

    def put(self, question: Question) -> None:
        """Ask."""
        self.question = question
        self._words, self._chosen, self._whole, self._job = None, False, False, None
        self.handed = False
        field = self.field
        field.many, field.secret = question.many, question.secret
        question.at_first = question.text or ""
        self._privacy.begin(question)
        field.display = question.text is not None
        kept = self.tavla.desk.draft(question.draft) if question.draft else None
        self._loaded = kept or question.text or ""
        field.load_text(self._loaded)
        field.move_cursor(field.document.end)
        if question.renew:
            field.select_all()
        self.listing.set_items(())  # or the cursor would look for the choice of the question before
        self.listing.cursor = 0
        self.display = True
        if kept and kept != question.text:
            self._words = (_("Det här hann inte sparas förra gången."), "still")
        self.listen()
        (field if question.text is not None else self.listing).can_focus = True
        self.screen.set_focus(field if question.text is not None else self.listing)
        if question.many and self._loaded:
            self.call_after_refresh(
                self.lay_out
            )  # how many lines a text takes is known once it has its width

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
        if self.question.pick and self._listed != self.text:
            # What fits best is what was typed now, not the row that the cursor stood on before.
            self.listing.set_items(())
            self.listing.cursor = self.listing.top = 0
        options, self._listed = self.question.options, self.text
        if callable(options):
            options = options(self.text)
        width = self.inner_width
        self.listing.marks_cursor = self.question.pick or self._chosen
        self.listing.set_items([Item((cut(option.row, width),), option.key) for option in options])
        self.lay_out()

    @property
    def inner_width(self) -> int:
        return self.outer_width - 6

    @property
    def outer_width(self) -> int:
        question = self.question
        if question is not None and question.at is not None:
            return question.at[2]
        room = self.screen.size.width - 2
        if question is not None and sum(len(text) for text, _part in question.explain) > LONG:
            return min(room, 100)
        return min(max((room + 2) * 2 // 3, 56), 84, room)

    def lay_out(self) -> None:
        """Give each part the height that it needs and put the whole where the eyes are."""
        question = self.question
        if question is None:
            return
        width, tall = self.inner_width, self.screen.size.height
        listed = len(self.listing.items)
        words: list[Row] = []
        if self._words is not None:
            words = [[(line, self._words[1])] for line in wrap(self._words[0], width)]
        words += self._privacy.rows(question, self.text, width)
        explain, hint = self._explained(question, width, len(words))
        shown = len(explain)
        if self._whole:
            explain, _more = shared(question.explain, width)
        head = self.query_one("#prompt-head", Listing)
        head.set_items([Item(([(question.title, "strong")],)), *(Item((row,)) for row in explain)])
        foot = self.query_one("#prompt-foot", Hint)
        foot.first = len(words)
        words += hint
        foot.set_items([Item((row,)) for row in words])
        lines = max(self.field.wrapped_document.height, 1) if question.text is not None else 0
        slack = 3 if question.text is None else 8
        rows = min(listed, max(tall - slack - shown - len(words), 3))
        text_height = min(lines, max(tall - 8 - rows - len(words) - shown, 1), 12)
        head.styles.height = 1 + shown
        self.field.styles.height = max(text_height, 1)
        self.listing.styles.height = rows
        self.listing.display = rows > 0
        foot.styles.height = len(words)
        self.styles.width = self.outer_width
        height = 1 + shown + (text_height if question.text is not None else 0) + rows + len(words) + 2
        self._put_at(question, height)

    def _explained(self, question: Question, width: int, words: int) -> tuple[list[Row], list[Row]]:
        """The explanation and the hint under it.

        What there is to choose and how is always in sight: a long explanation gives way, and can be read whole.
        """
        tall, listed = self.screen.size.height, len(self.listing.items)
        told = (question.hint or self._hint(question)) + self._privacy.key
        hint: list[Row] = [[(line, "quiet")] for line in wrap(told, width)]
        if question.text is not None:
            return shared(question.explain, width, max(tall - 10 - listed, 3))[0], hint
        room = tall - 3 - words - min(listed, 6)
        explain, more = shared(question.explain, width, max(room - len(hint), 3))
        if more:
            told += " · " + (_("pgup och pgdn läser allt") if self._whole else _("pgdn visar allt"))
            hint = [[(line, "quiet")] for line in wrap(told, width)]
            explain, more = shared(question.explain, width, max(room - len(hint), 3))
        return explain, hint

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

    def _put_at(self, question: Question, height: int) -> None:
        size = self.screen.size
        if question.at is not None:
            x, y, _width = question.at
        else:
            x, y = (size.width - self.outer_width) // 2, max((size.height - height) // 3, 2)
        self.styles.offset = (max(x, 0), max(min(y, size.height - height), 0))

    def _hint(self, question: Question) -> str:
        if question.text is None:
            return _("enter väljer · esc avbryter")
        if question.pick:
            return _("skriv några bokstäver · enter väljer · esc avbryter")
        if question.many:
            return _("enter sparar · ctrl+j ny rad · esc avbryter")
        return _("enter sparar · esc avbryter")

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
            begins = not (
                question.pick or self._chosen
            )  # the first step comes from the text to the first row
            ends = (
                key == "up" and not question.pick and self.listing.cursor == 0
            )  # and the last goes back to it
            self.listing.marks_cursor = self._chosen = question.pick or not ends
            self.listing.step(0 if begins or ends else 1 if key == "down" else -1)
        elif key in ("pagedown", "pageup") and question.text is None:
            self._read_on(1 if key == "pagedown" else -1)
        else:
            return False
        return True

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
        if question.pick and key is None:
            self.say(_("Inget att välja. Skriv något annat eller tryck esc."))
            return
        self._hand_over(question, key)

    def _hand_over(self, question: Question, key: str | None) -> None:
        """Give the answer. Till it is known how it went, a second enter makes no second change."""
        if self._job is not None and not self._job.ended:
            return
        before = self.tavla.live.latest
        self._sent, self.handed = self.text, True
        question.answer(self.text if question.text is not None else "", key)
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
        if self.unsaved and self._words != (lose_words(), "still"):
            self.say(lose_words(), "still")
            return
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
            self.screen.set_focus(self.field if self.question.text is not None else self.listing)

    def on_key(self, event: events.Key) -> None:
        if self.question is not None and self.pressed(event.key):
            event.stop()

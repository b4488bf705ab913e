"""The one screen: a line of where-am-I, a page, a line of what-can-I-do, and a question over them when one is put."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import ComposeResult

from board.errors import Problem
from board.marks import BESIDE, Came, Mark, comment_counts, last_activity, last_after, last_with_room
from board.model import people_of
from board.ports import Commit, Doc
from board.rules import covered
from board.stall import rhythm_of
from tui.card_lines import Look
from tui.columns import Columns
from tui.keyboard import Keyboard
from tui.live import News, Saving, Then
from tui.text import _
from tui.widgets.board_view import BoardView
from tui.widgets.key_line import KeyLine
from tui.widgets.notice import Notice
from tui.widgets.too_small import LEAST_HEIGHT, LEAST_WIDTH, TooSmall
from tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from tui.app import TavlaApp
    from tui.pages.page import Page
    from tui.widgets.prompt import Prompt, Question
    from tui.widgets.rows_view import RowsView

MINUTE = 60.0


class Shell(Keyboard):
    """Holds the pages and gives every key to the action that the key table names for it."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.board_view = BoardView()
        self.top = TopLine()
        self.notice = Notice()
        self.key_line = KeyLine()
        self.small = TooSmall()
        self.filter_text = ""
        self.unasked: list[Question] = []
        self._failure: Problem | None = None
        self._active: Mapping[str, str] | None = None
        self._last: Mapping[str, Came] = {}
        self._talk: Mapping[str, int] = {}

    @property
    def tavla(self) -> TavlaApp:
        return cast("TavlaApp", self.app)

    def compose(self) -> ComposeResult:
        yield self.top
        yield self.notice
        yield self.board_view
        yield self.key_line
        yield self.small

    def on_mount(self) -> None:
        live = self.tavla.live
        live.news, live.told, live.or_why = self._news, self._saving, self._or_why
        self.tavla.synced.told, live.where = self._synced, lambda: self.page
        self.show_board()
        self.set_focus(self.board_view)
        self.set_interval(MINUTE, self._minute)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        """What the first picture did not need: the prompt, the first questions, a still heap."""
        from tui.acts import first

        # What is loaded now stays; leaving it out of every collection keeps the keys even.
        gc.freeze()
        gc.set_threshold(20_000, 50, 100)
        gc.enable()
        first.greet(self)
        self.top.after_first_paint()
        self.tavla.synced.start()

    # --- data to the screen

    def look(self) -> Look:
        """What cards' looks depend on, as things are now."""
        live = self.tavla.live
        if self._active is None:
            self._active, self._talk = last_activity(live.board, live.org), comment_counts(live.board)
        lifts = self._lift_marks() if live.org.table("lifts") else {}
        readings = self._readings() if live.board.table("readings") else {}
        more = self._talk, lifts, covered(live.board), readings, rhythm_of(live.board)
        return Look(self.tavla.now, people_of(live.org), self._active, self._last, live.versions, *more)

    def _readings(self) -> Mapping[str, Sequence[float]]:
        from board.method.series import in_brief

        return in_brief(self.tavla.live.board)

    def _lift_marks(self) -> Mapping[str, Mark]:
        from board.method.lifts import marks_of

        live = self.tavla.live
        return marks_of(live.org, live.board_id or "", self.tavla.now.date())

    @property
    def cards(self) -> dict[str, Doc]:
        return cast("dict[str, Doc]", self.tavla.live.board.table("cards"))

    def _or_why(self, then: Then | None, again: Callable[[str], object]) -> Then:
        from tui.acts.asking import or_why

        return or_why(self, then, again)

    def show_board(self) -> None:
        """Everything anew: another board, another filter, another day."""
        wanted = self._wanted()
        self._active = None
        columns = self.board_view.columns = Columns(self.cards, wanted)
        self._last = last_with_room(self.tavla.live.board, None if columns.filtered else columns.ids)
        self.board_view.show(columns, self.cards, self.look())
        self.key_line.narrowed = self._narrowed_words(len(columns), sum(columns.open_counts.values()))
        self.key_line.update()
        self.top.update()

    def _narrowed_words(self, shown: int, of: int) -> str:
        if not self.filter_text.strip():
            return ""
        from tui.acts.search import narrowed

        return narrowed(self.filter_text, shown, of)

    def _wanted(self) -> Callable[[str, Doc], bool] | None:
        if not self.filter_text.strip():
            return None
        from tui.acts.search import wanted

        return wanted(self)

    def _news(self, news: News) -> None:
        """Something happened, here or elsewhere: draw what it touches."""
        touched = self.board_view.columns.take(news.events)
        talked_of = {
            str((event.after or event.before or {}).get("card"))
            for event in news.events
            if event.table in BESIDE
        }
        if talked_of:
            self._active = None
        if self.board_view.look is not None:
            talked_of |= self.board_view.look.versions ^ self.tavla.live.versions
        if any(event.table in ("people", "roles", "board") for event in news.events) or self.filter_text:
            self.show_board()
        else:
            columns = self.board_view.columns
            self._last = last_after(self._last, news.events, self.tavla.live.board, columns.ids)
            self.board_view.changed(self.cards, self.look(), touched, talked_of)
            self.top.update()
        for page in self.pages:
            page.news(news)
        question = self._prompt.question if self._prompt is not None else None
        if question is not None and question.news is not None:
            question.news(news.events)
        self.notice.look_back(news)

    def _saving(self, saving: Saving) -> None:
        self.top.update()
        self.notice.saving(saving)
        if saving.state == "failed":
            self._failure = saving.problem
        elif saving.state == "saved" and self._failure is not None:
            back, self._failure = self._failure.code == "gone", None
            self.say(_("Tavlans mapp är tillbaka.") if back else _("Nu är allt sparat igen."))

    def _synced(self, said: list[dict[str, Any]]) -> None:
        """How it stands with other computers is another; what was noticed is told till somebody closes it."""
        self.top.update()
        self.notice.from_elsewhere(said)
        for page in self.pages:
            if page.name_of_page == "sync":
                page.fill()

    def _minute(self) -> None:
        """Ages and days go on by themselves."""
        board = self.board_view
        if board.look is not None and board.look.now.date() != self.tavla.now.date():
            self.redraw()
        elif board.look is not None:
            board.look = board.look._replace(now=self.tavla.now)
            self.top.tick()

    def redraw(self) -> None:
        """Other words, colours or another day: draw all of it again."""
        self.show_board()
        self.top.update()
        self.key_line.update()
        self.small.refresh()
        for page in self.pages:
            page.fill()

    # --- pages

    @property
    def page(self) -> str:
        return self.pages[-1].name_of_page if self.pages else "board"

    def open_page(self, page: Page) -> None:
        """Put a page over what is shown; `escape` takes it away again, also one that was opened twice."""
        again = next((other for other in self.pages if other.name_of_page == page.name_of_page), None)
        if again is not None:
            self.pages.remove(again)
            again.remove()
        for other in self.pages:
            other.display = False
        self.board_view.display = False
        self.pages.append(page)
        self.mount(page, before=self.key_line)
        self.call_after_refresh(page.fill)
        self.set_focus(page)
        self.key_line.show(page.name_of_page)

    def close_page(self) -> None:
        if not self.pages:
            return
        self.pages.pop().remove()
        self._show_top()

    def close_pages(self) -> None:
        """Back to the board."""
        while self.pages:
            self.pages.pop().remove()
        self._show_top()

    def _show_top(self) -> None:
        below = self.pages[-1] if self.pages else self.board_view
        below.display = True
        self.set_focus(below)
        self.key_line.show(self.page)
        if self.pages:
            self.call_after_refresh(self.pages[-1].fill)

    @property
    def card(self) -> str | None:
        """The card that an action is about: the open one, else the selected one."""
        return self.pages[-1].card if self.pages else self.board_view.selected

    # --- asking and telling

    def ask(self, question: Question) -> None:
        """Put a question over the page. One that somebody is answering is answered first: what is asked meanwhile, as
        by a change that was made before it, waits."""
        prompt = self.prompt
        if not prompt.is_mounted:
            self.hold_keys()
            self.call_after_refresh(self.ask, question)
            return
        if self.asking and not prompt.handed:
            self.unasked.append(question)
            return
        prompt.put(question)
        self.free_keys()

    def ask_what_waited(self) -> None:
        """A question has gone. What its answer asks comes first, and then what waited."""
        if self.unasked:
            self.call_after_refresh(self._ask_next)

    def _ask_next(self) -> None:
        if self.unasked and not self.asking:
            self.ask(self.unasked.pop(0))

    @property
    def prompt(self) -> Prompt:
        if self._prompt is None:
            from tui.widgets.prompt import Prompt

            self._prompt = Prompt()
            self.mount(self._prompt)
        return self._prompt

    @property
    def asking(self) -> bool:
        return self._prompt is not None and self._prompt.question is not None

    def answered(self) -> None:
        """The answer has been used: take the question away."""
        if self._prompt is not None:
            self._prompt.close()
            self.ask_what_waited()
        self.set_focus(self.pages[-1] if self.pages else self.board_view)

    def say(self, text: str, part: str = "good") -> None:
        self.key_line.say(text, part)

    def say_how_to_quit(self) -> None:
        told = _("Tryck {quit} för att avsluta.")
        self.say(_("Tryck ctrl+q för att avsluta.") if self.page == "start" else self.keyed(told), "accent")

    def words_for(self, problem: Problem) -> str:
        """A refusal as a person reads it, with what would be understood."""
        from tui import problems

        people = people_of(self.tavla.live.org)

        def name(ref: Any) -> str:
            return people[str(ref)].short if str(ref) in people else _("någon annan")

        return " ".join(filter(None, (problems.message(problem, name), problems.advice(problem))))

    def on_unmount(self) -> None:
        if self._prompt is not None:
            self._prompt.keep_draft()

    def forget_draft(self, name: str) -> None:
        """What was typed is saved: nothing to keep for later."""
        self.tavla.desk.keep_draft(name, "")

    def forget_failure(self) -> None:
        """What could not be saved was thrown away: nothing to be glad of when the next thing is saved."""
        self._failure = None

    def tell(self, outcome: Commit | Problem, said: str = "") -> bool:
        """Say how a command went, where nothing else does. True if it was done.

        A question that was put meanwhile is not what was answered, and stays.
        """
        from tui import problems
        from tui.acts.asking import tell_no

        answered = self.asking and self.prompt.handed
        if isinstance(outcome, Problem):
            words = self.words_for(outcome)
            if outcome.exit_code == 3 and self.tavla.live.saving.waiting:
                # What a store cannot take now is kept by Live and tried again; nothing has to be done anew.
                words = _("{why}. Det du gjorde är kvar och sparas av sig självt så fort det går.").format(
                    why=problems.brief(outcome).capitalize()
                )
            if answered:
                self.prompt.say(words)
            else:
                tell_no(self, outcome, words)
            return False
        if answered:
            self.answered()
        if said and outcome.events:
            self.say(said)
        return True

    # --- keys and mouse

    def on_key(self, event: events.Key) -> None:
        if self.focused is None and self.take_key(event):
            event.stop()

    def run_action_of(self, action: str) -> None:
        """Do what an action of the key table says."""
        self.begin_anew()
        view = self.board_view
        steps = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
        if action in steps:
            # Other actions say something themselves; hushing first would cost a frame of its own.
            self.key_line.hush()
            view.step(*steps[action])
            return
        from tui.acts.table import act

        act(self, action)

    def on_top_line_clicked(self, event: TopLine.Clicked) -> None:
        if not self.asking:
            self.run_action_of(event.what)

    def on_key_line_clicked(self, event: KeyLine.Clicked) -> None:
        if not self.asking:
            self.run_action_of(event.action)

    def on_board_view_opened(self, event: BoardView.Opened) -> None:
        self.run_action_of("open")

    def on_board_view_dropped(self, event: BoardView.Dropped) -> None:
        from tui.acts.cards import drop

        drop(self, event.card, event.phase, event.before)

    def on_rows_view_chosen(self, event: RowsView.Chosen) -> None:
        if not self.asking:
            self.run_action_of("row_open")

    def on_resize(self, event: events.Resize) -> None:
        self.small.display = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if self.asking:
            self.call_after_refresh(self.prompt.lay_out)
        for page in self.pages:
            self.call_after_refresh(page.fill)

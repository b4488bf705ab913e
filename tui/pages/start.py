"""An empty workspace: make the first board in three fields, or look at the demo."""

from __future__ import annotations

from collections.abc import Sequence

from board import ids, organisation
from board.errors import Problem
from board.ports import Commit
from tui.confined import confined
from tui.lines import Row, wrap
from tui.pages.page import Page
from tui.text import _
from tui.widgets.prompt import Question
from tui.widgets.rows_view import Item

LABEL = 22


class StartPage(Page):
    """Three fields and a start; nothing is written before that."""

    name_of_page = "start"
    takes_letters = True

    def __init__(self) -> None:
        super().__init__()
        self.given = {"name": "", "purpose": "", "person": ""}

    def build(self, width: int) -> Sequence[Item]:
        asks = {
            "name": (_("Tavlans namn"), _("ofta enhetens namn, till exempel Hemtjänst Öster")),
            "purpose": (_("Vad är den till för?"), _("till exempel: tryggare kvällar för dem vi är hos")),
            "person": (_("Vad heter du?"), _("så att de andra ser vem som skrev")),
        }
        intro = _(
            "Välkommen. Här samlar ni det som stör i vardagen, prövar förbättringar och ser om de hjälpte."
        )
        items = [Item(([(_("Den första tavlan"), "heading")], [("", "text")]))]
        items += [Item(([(line, "text")],)) for line in wrap(intro, width)]
        items.append(Item(([("", "text")],)))
        for field, (label, ask) in asks.items():
            value = self.given[field]
            row: Row = [(f"{label:<{LABEL}}", "quiet"), (value or ask, "text" if value else "quiet")]
            items.append(Item((row,), field))
        ready = bool(self.given["name"])
        start: Row = [("→ ", "accent"), (_("Börja"), "strong" if ready else "quiet")]
        items += [Item(([("", "text")],)), Item((start,), "start"), Item(([("", "text")],))]
        if not confined():
            items.append(Item(([("○ ", "accent"), (_("Titta på en färdig exempeltavla"), "text")],), "demo"))
        keys = _("Börja skriva så hamnar det i fältet. Pilarna flyttar, enter öppnar, ctrl+q avslutar.")
        items.append(Item(([("", "text")], *([(line, "quiet")] for line in wrap(keys, width)))))
        return items

    def write(self) -> None:
        """Letters go on in the field under the cursor, else in the first one that is empty."""
        empty = next((field for field, value in self.given.items() if not value), "name")
        self.ask_for(self.key if self.key in self.given else empty)

    def opened(self) -> None:
        key = self.key
        if key == "start":
            self._start()
        elif key == "demo":
            self._demo()
        elif key is not None:
            self.ask_for(key)

    def ask_for(self, field: str) -> None:
        titles = {
            "name": _("Tavlans namn"),
            "purpose": _("Vad är den till för?"),
            "person": _("Vad heter du?"),
        }

        def answer(text: str, key: str | None) -> None:
            self.given[field] = " ".join(text.split())
            self.shell.answered()
            self.fill()
            self.step(1)

        self.shell.ask(Question(titles[field], answer, text=self.given[field]))

    def _start(self) -> None:
        """The board's folder, then the person who starts it, then the board's first line in their name."""
        name = self.given["name"]
        if not name:
            self.shell.say(_("Skriv tavlans namn först."), "still")
            return
        self.tavla.live.switch(ids.slug(name) or "tavla", self._person, self._refused, new=True)

    def _refused(self, outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            self.shell.tell(outcome)

    def _person(self) -> None:
        live = self.tavla.live
        if live.me is not None:
            self._first_line()
            return

        def done(outcome: Commit | Problem) -> None:
            if self.shell.tell(outcome) and isinstance(outcome, Commit):
                live.me = next(ids.public_id(e.id) for e in outcome.events if e.table == "people")
                self.tavla.desk.remember_person(live.me)
                self._first_line()

        live.organise(organisation.add_person(self.given["person"] or self.tavla.desk.login), done)

    def _first_line(self) -> None:
        shell, live = self.shell, self.tavla.live
        fields = {"purpose": self.given["purpose"]} if self.given["purpose"] else {}

        def done(outcome: Commit | Problem) -> None:
            if shell.tell(outcome):
                shell.close_pages()
                shell.show_board()
                shell.say(
                    shell.keyed(_("Tavlan är klar. Tryck {note} och skriv det första ni vill förbättra."))
                )

        live.do(organisation.start_board(self.given["name"], **fields), done)

    def _demo(self) -> None:
        from tui.app import EXIT_TO_DEMO

        self.tavla.exit(EXIT_TO_DEMO)

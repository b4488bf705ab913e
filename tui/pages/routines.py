"""The board's routines, from cards and without: those whose day of review has come first, whether each is followed,
and the events against it.

The answer is the team's about the routine, never about a person. A no offers a new card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from board import commands, events
from board.errors import Problem
from board.events import OfRoutine
from board.ids import new_id
from board.method import acts
from board.method.dates import Review, due_reviews, last_checks
from board.method.kinds import FOLLOWED, KINDS
from board.model import people_of
from board.ports import Commit, Doc
from tui import event_words
from tui import method_words as words
from tui.acts import part_fields, parts
from tui.acts.asking import do, has_board, with_person
from tui.acts.cards import open_card
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages import event_rows
from tui.pages.events import EventsPage
from tui.pages.goal_rows import card_items
from tui.pages.page import Page
from tui.pages.section_rows import SPACE, Around, day_told, field_item
from tui.text import _
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item


class RoutinesPage(Page):
    """Enter asks whether the routine is followed; o shows it whole, with the events against it; n writes one."""

    name_of_page = "routines"

    def __init__(self) -> None:
        super().__init__()
        self._open: set[str] = set()

    @property
    def _routine(self) -> str | None:
        """The routine that the row is, or is a field of."""
        what, *named = (self.key or "").split("/")
        return named[0] if what in ("routine", "field") and named else None

    @property
    def card(self) -> str | None:
        doc = self._docs().get(self._routine or "")
        return str(doc["card"]) if doc is not None and doc.get("card") else None

    @property
    def idle(self) -> set[str]:
        return set() if self._routine else {"routine_show"}

    @property
    def hints(self) -> Mapping[str, str]:
        return (
            {"row_open": _("följs den?")}
            if (self.key or "").startswith("routine/")
            else {"row_open": _("öppna")}
        )

    def fill(self) -> None:
        super().fill()
        self.shell.key_line.update()

    def step(self, items: int) -> None:
        super().step(items)
        self.shell.key_line.update()

    def _docs(self) -> dict[str, Doc]:
        return dict(self.tavla.live.board.table("routines"))

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        today = self.tavla.now.date()
        around = Around(live.board, people_of(live.org), today, width)
        due = {one.id: one for one in due_reviews(live.board, today)}
        checks = last_checks(live.board)
        against = {one.routine: one for one in events.per_routine(live.board, today)}
        docs = {id: doc for id, doc in self._docs().items() if not doc.get("ended")}
        items = [Item(([(_("Rutiner"), "heading")], [(_("Så gör vi här. Följs de fortfarande?"), "quiet")]))]
        items.append(SPACE)
        if not docs:
            told = _(
                "Inga rutiner än. När ett kort avslutas med ”införs som rutin” hamnar rutinen här. {key} skriver en."
            ).format(key=self.shell.key_of("routine_new"))
            return [*items, *(Item(([(line, "quiet")],)) for line in wrap(told, width))]
        ordered = sorted(docs, key=lambda id: (id not in due, str(docs[id].get("review") or "9"), id))
        for id in ordered:
            rows = self._rows(around, docs[id], (due.get(id), checks.get(id)), against.get(id), width)
            items.append(Item(tuple(rows), f"routine/{id}"))
            if id in self._open:
                items += self._details(around, id, docs[id], against.get(id))
            items.append(SPACE)
        return items

    def _details(self, around: Around, id: str, doc: Doc, against: OfRoutine | None) -> list[Item]:
        """What can be changed of a routine, the card it came from, and the events against it."""
        found = [
            field_item(around, "routine", field, doc.get(field.name), f"field/{id}/{field.name}", 2)
            for field in KINDS["routine"].fields
        ]
        if around.board.get("cards", str(doc.get("card") or "")):
            found += card_items(around, [str(doc["card"])])
        for event in against.events if against is not None else ():
            found += event_rows.event(around, event, indent=4)
        return found

    def _rows(
        self,
        around: Around,
        doc: Doc,
        seen: tuple[Review | None, Doc | None],
        against: OfRoutine | None,
        width: int,
    ) -> list[Row]:
        """A routine in a few lines; `seen` is the review that is due, and the latest answer to whether it is so."""
        due, checked = seen
        when: Piece = ("", "quiet")
        if due is not None:
            told = _("● ses över i dag") if due.days == 0 else _("! skulle setts över {day}")
            when = (
                told.format(day=day_told(doc.get("review"), around.today)),
                "accent" if due.days == 0 else "late",
            )
        elif doc.get("review"):
            when = (_("ses över {day}").format(day=day_told(doc["review"], around.today)), "quiet")
        rows: list[Row] = [spread([(fit(str(doc.get("text") or ""), width - 30), "strong")], [when], width)]
        facts = []
        if doc.get("responsible"):
            facts.append(around.person(doc["responsible"]))
        if doc.get("valid_from"):
            facts.append(_("gäller från {day}").format(day=day_told(doc["valid_from"], around.today)))
        if checked is not None:
            answer, day = words.choice("answer", checked.get("answer")), day_told(checked["on"], around.today)
            facts.append(_("följdes {day}: {answer}").format(day=day, answer=answer))
        rows += [[("  " + line, "quiet")] for line in wrap(" · ".join(facts), width - 2)] if facts else []
        if against is not None:
            told = _("händelser: {count}").format(count=event_words.of_routine(against))
            rows.append(
                [
                    ("  ◇ " if against.suggested else "  ", "accent"),
                    (told, "text" if against.many else "quiet"),
                ]
            )
        if doc.get("how"):
            rows += [[("  " + line, "text")] for line in wrap(str(doc["how"]), width - 2, 3)]
        return rows

    def act(self, what: str) -> None:
        id = self._routine
        if what == "new":
            self._write()
        elif what == "show" and id is not None:
            self._open ^= {id}
            self.fill()
            self.set_items(self.items, keep=f"routine/{id}")

    def _write(self) -> None:
        """A routine that no card led to: how things are done here, such as where they lie and how a new one learns."""
        shell, draft = self.shell, "new/routine/"
        if not has_board(shell):
            return

        def answer(text: str, key: str | None) -> None:
            if not text.strip():
                shell.answered()
                return
            id = new_id()

            def then() -> None:
                self._open.add(id)
                self.fill()
                self.set_items(self.items, keep=f"routine/{id}")
                part_fields.edit(shell, "routine", id, "review")

            command = acts.add("routine", None, {"text": text}, id=id)
            parts.run(shell, KINDS["routine"], command, _("Sparat: rutinen."), then, draft)

        said = _("Till exempel var saker ligger, eller hur någon ny lär sig. Allt behöver inte göras lika.")
        explain: list[Piece] = [(said, "quiet")]
        shell.ask(Question(words.lead_question("routine"), answer, explain=explain, draft=draft))

    def opened(self) -> None:
        what, *named = (self.key or "").split("/")
        if what == "field":
            part_fields.edit(self.shell, "routine", named[0], named[1])
        elif what == "card":
            open_card(self.shell, named[0])
        elif what == "event":
            self.shell.open_page(EventsPage("all", named[0]))
        elif what == "routine":
            self._ask_followed(named[0])

    def _ask_followed(self, id: str) -> None:
        doc = self._docs().get(id)
        if doc is None:
            return

        def answer(text: str, key: str | None) -> None:
            shell = self.shell
            if key is None:
                shell.answered()
                return
            fields = {"answer": key, "routine": id}
            said = _("Sparat. Bra att ni såg efter.") if key == "yes" else _("Sparat.")

            def then(outcome: Commit | Problem) -> None:
                if shell.tell(outcome, said):
                    self._next_review(id, doc, key)

            with_person(
                shell, lambda: shell.tavla.live.do(acts.add("routine_check", doc.get("card"), fields), then)
            )

        options = [Option(code, [(words.choice("answer", code).capitalize(), "text")]) for code in FOLLOWED]
        explain: list[Piece] = [(fit(str(doc.get("text") or ""), 90), "strong")]
        explain.append((_("Svaret gäller hur rutinen fungerar, inte vem som gör vad."), "quiet"))
        self.shell.ask(
            Question(_("Följs rutinen?"), answer, explain=explain, text=None, options=options, pick=True)
        )

    def _next_review(self, id: str, doc: Doc, answer: str) -> None:
        """When to look again; where it is not followed, a card of it."""
        if answer == "yes":
            part_fields.edit(self.shell, "routine", id, "review")
        else:
            self._offer_card(id, doc)

    def _offer_card(self, id: str, doc: Doc) -> None:
        shell = self.shell

        def answer(text: str, key: str | None) -> None:
            shell.answered()
            if key == "yes":
                title = _("Rutinen följs inte: {text}").format(text=str(doc.get("text") or ""))[:200]
                do(shell, commands.note(title), _("Kortet ligger i Förslag."))

        options = [
            Option("yes", [(_("Ja, gör ett kort i Förslag"), "text")]),
            Option("no", [(_("Nej, inte nu"), "text")]),
        ]
        explain: list[Piece] = [
            (_("Det betyder oftast att rutinen behöver ändras, inte människorna."), "quiet")
        ]
        shell.ask(
            Question(
                _("Vill ni ta tag i det?"), answer, explain=explain, text=None, options=options, pick=True
            )
        )

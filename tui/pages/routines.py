"""The board's routines: those whose day of review has come first, and for each whether it is followed.

The answer is the team's about the routine, never about a person. A no offers a new card.
"""

from __future__ import annotations

from collections.abc import Sequence

from board import commands
from board.errors import Problem
from board.method import acts
from board.method.dates import Review, due_reviews
from board.method.kinds import FOLLOWED
from board.model import people_of
from board.ports import Commit, Doc
from tui import method_words as words
from tui.acts.asking import with_person
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages.page import Page
from tui.pages.section_rows import Around, day_told
from tui.text import _
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item


class RoutinesPage(Page):
    """Enter asks whether the routine is followed; c opens the card it came from."""

    name_of_page = "routines"

    @property
    def card(self) -> str | None:
        doc = self._docs().get(self.key or "")
        return str(doc.get("card")) if doc is not None else None

    def _docs(self) -> dict[str, Doc]:
        return dict(self.tavla.live.board.table("routines"))

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        today = self.tavla.now.date()
        around = Around(live.board, people_of(live.org), today, width)
        due = {one.id: one for one in due_reviews(live.board, today)}
        docs = {id: doc for id, doc in self._docs().items() if not doc.get("ended")}
        items = [Item(([(_("Rutiner"), "heading")], [(_("Så gör vi här. Följs de fortfarande?"), "quiet")]))]
        items.append(Item(([("", "text")],)))
        if not docs:
            told = _("Inga rutiner än. När ett kort avslutas med ”införs som rutin” hamnar rutinen här.")
            return [*items, *(Item(([(line, "quiet")],)) for line in wrap(told, width))]
        ordered = sorted(docs, key=lambda id: (id not in due, str(docs[id].get("review") or "9"), id))
        for id in ordered:
            items.append(Item(tuple(self._rows(around, docs[id], due.get(id), width)), id))
            items.append(Item(([("", "text")],)))
        return items

    def _rows(self, around: Around, doc: Doc, due: Review | None, width: int) -> list[Row]:
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
        if due is not None and due.checked is not None:
            answer = words.choice("answer", due.answer)
            facts.append(
                _("följdes {day}: {answer}").format(day=day_told(due.checked, around.today), answer=answer)
            )
        rows += [[("  " + line, "quiet")] for line in wrap(" · ".join(facts), width - 2)] if facts else []
        if doc.get("how"):
            rows += [[("  " + line, "text")] for line in wrap(str(doc["how"]), width - 2, 3)]
        return rows

    def opened(self) -> None:
        id = self.key
        doc = self._docs().get(id or "")
        if id is None or doc is None:
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
                shell, lambda: shell.tavla.live.do(acts.add("routine_check", doc["card"], fields), then)
            )

        options = [Option(code, [(words.choice("answer", code).capitalize(), "text")]) for code in FOLLOWED]
        explain: list[Piece] = [(fit(str(doc.get("text") or ""), 90), "strong")]
        explain.append((_("Svaret gäller hur rutinen fungerar, inte vem som gör vad."), "quiet"))
        self.shell.ask(
            Question(_("Följs rutinen?"), answer, explain=explain, text=None, options=options, pick=True)
        )

    def _next_review(self, id: str, doc: Doc, answer: str) -> None:
        """When to look again; where it is not followed, a card of it."""
        from tui.acts.part_fields import edit

        if answer == "yes":
            edit(self.shell, "routine", id, "review")
        else:
            self._offer_card(id, doc)

    def _offer_card(self, id: str, doc: Doc) -> None:
        shell = self.shell

        def answer(text: str, key: str | None) -> None:
            shell.answered()
            if key == "yes":
                title = _("Rutinen följs inte: {text}").format(text=str(doc.get("text") or ""))[:200]
                command = commands.note(title)
                live = shell.tavla.live
                live.do(command, lambda outcome: shell.tell(outcome, _("Kortet ligger i Förslag.")))

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

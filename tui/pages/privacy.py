"""What is stored here about people, where, who can read it and for how long; and taking it away for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from board import retention, rights
from board.errors import Problem
from board.forgetting import forgotten
from board.model import everyone, people_of
from board.ports import Commit
from board.same import all_of, same
from board.swedish import sort_key
from tui import rights_words, words
from tui.confined import confined
from tui.lines import Row, wrap
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

INDENT = "  "
LABEL = 18


class PrivacyPage(Page):
    """Plain sentences, and a row for each thing that can be done. `enter` asks, and nothing is done at once."""

    name_of_page = "privacy"
    widest = 96

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[str, str]] | None = None
        self._boards = 0
        self._filled = False

    def fill(self) -> None:
        """The first time the cursor stands where something waits."""
        super().fill()
        if self.items and not self._filled:
            self._filled = True
            if self._older():
                self.set_items(self.items, keep="thin")

    def on_mount(self) -> None:
        desk = self.tavla.desk
        found: list[tuple[str, str]] = []

        def work() -> Commit:
            self._boards = len(desk.board_ids)
            found.extend((place.name, place.kind) for place, _status in self.tavla.synced.places())
            if not confined():
                with suppress(Problem):
                    desk.session.forget()  # what somebody had begun, and a crash or a power cut ended
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._places = found
            self.fill()

        self.tavla.live.ask(work, then)

    def build(self, width: int) -> Sequence[Item]:
        items = [Item(([(_("Integritet"), "heading")], [("", "text")]))]
        items.append(self._told(_("Det här finns här"), self._stored(), width))
        items.append(self._told(_("Var det ligger"), self._where(), width))
        items.append(self._told(_("Vem som kan läsa"), self._readers(), width))
        items.append(Item(([(_("Kommentarer på avslutade kort"), "strong")],)))
        items += [self._row("keep", _("Hur länge"), self._kept(), width)]
        items += [self._row("thin", _("Gallra nu"), self._thinned(), width), Item(([("", "text")],))]
        if (me := self.tavla.live.me) is not None:
            items.append(Item(([(_("Om dig"), "strong")],)))
            items += [self._row("me", _("Det som finns"), self._mine(me), width), Item(([("", "text")],))]
        items.append(Item(([(_("Ta bort för alltid"), "strong")],)))
        forget = _("namnet och allt personen har skrivit, på alla tavlor här")
        items.append(self._row("forget", _("Glöm en person"), forget, width))
        erase = _("det som inte skulle ha skrivits, också ur historiken")
        items.append(self._row("erase", _("Radera en text"), erase, width))
        return items

    @staticmethod
    def _told(title: str, sentences: Iterable[str], width: int) -> Item:
        rows: list[Row] = [[(title, "strong")]]
        for sentence in sentences:
            rows += [[(INDENT + line, "text")] for line in wrap(sentence, width - len(INDENT))]
        return Item((*rows, [("", "text")]))

    @staticmethod
    def _row(key: str, label: str, told: str, width: int) -> Item:
        lines = wrap(told, width - LABEL - len(INDENT))
        rows: list[Row] = [
            [(f"{INDENT}{'' if place else label:<{LABEL}}", "text"), (line, "quiet")]
            for place, line in enumerate(lines)
        ]
        return Item(tuple(rows), key)

    def _stored(self) -> list[str]:
        live = self.tavla.live
        people, gone = len(everyone(live.org)), len(forgotten(live.org))
        told = ngettext(
            "{n} person med namn och roller, och vem som gjort vad och när.",
            "{n} personer med namn och roller, och vem som gjort vad och när.",
            people,
        ).format(n=people)
        if gone:
            told += " " + ngettext("{n} är glömd.", "{n} är glömda.", gone).format(n=gone)
        number = len(live.board.table("comments"))
        comments = ngettext("{n} kommentar", "{n} kommentarer", number).format(n=number)
        here = _("På den här tavlan: {cards} och {comments}, med allt som hänt.")
        return [told, here.format(cards=words.cards(len(live.board.table("cards"))), comments=comments)]

    def _mine(self, me: str) -> str:
        """What there is of whoever sits here, and whom to ask."""
        from tui.problems import either

        live, today = self.tavla.live, self.tavla.now.date()
        own = all_of(live.org, me)
        cards = sum(doc.get("by") in own for doc in live.board.table("cards").values())
        number = sum(doc.get("by") in own for doc in live.board.table("comments").values())
        comments = ngettext("{n} kommentar", "{n} kommentarer", number).format(n=number)
        told = _("namn, roller och vad du gjort och när; här {cards} som du noterat och {comments}.")
        said = told.format(cards=words.cards(cards), comments=comments) + " " + _("Enter: bli glömd.")
        person = people_of(live.org).get(same(live.org, me))
        names = rights_words.holders(live.org, live.board_id or "", rights.FORGET, today)
        if others := sorted((name for name in names if not person or name != person.name), key=sort_key):
            said += " " + _("Undrar du något, fråga {names}.").format(names=either(others))
        return said

    def _where(self) -> list[str]:
        if confined():
            where = _("På datorn som du är inloggad på.")
        else:
            where = _("På den här datorn, i mappen {folder}.").format(folder=self.tavla.desk.session.root)
        if self._places is None:
            return [where]
        if not self._places:
            return [where, _("Den är inte kopplad till någon annan plats.")]
        kinds = {"folder": _("en delad mapp"), "database": _("en databas")}
        listed = ", ".join(f"{name} ({kinds.get(kind, kind)})" for name, kind in self._places)
        return [where, _("Det skickas också till: {places}.").format(places=listed)]

    def _readers(self) -> list[str]:
        told = [_("Alla som är med kan läsa allt på tavlan, och dess historik.")]
        if self._boards > 1:
            number = ngettext(
                "Här finns {n} tavla, och den som kan öppna en kan öppna alla.",
                "Här finns {n} tavlor, och den som kan öppna en kan öppna alla.",
                self._boards,
            )
            told.append(number.format(n=self._boards))
        last = _("Den som sköter datorn kan läsa filerna.")
        if self._places:
            last = _("Den som sköter datorn, och den som kommer åt platserna ovan, kan läsa filerna.")
        return [*told, last]

    def _kept(self) -> str:
        months = retention.months_kept(self.tavla.live.board)
        if not months:
            return _("de finns alltid kvar; enter ändrar")
        told = ngettext(
            "{n} månad efter att kortet avslutades; enter ändrar",
            "{n} månader efter att kortet avslutades; enter ändrar",
            months,
        )
        return told.format(n=months)

    def _thinned(self) -> str:
        board, today = self.tavla.live.board, self.tavla.now.date()
        months, last = retention.months_kept(board), retention.last_thinned(board)
        if not months and last is None:
            return _("bestäm först hur länge de ska finnas kvar")
        number = self._older()
        told = ngettext("{n} kommentar är äldre än så", "{n} kommentarer är äldre än så", number)
        told = told.format(n=number) if number else _("inget att gallra")
        if last is None:
            return f"{told}; {_('ingen har gallrat än')}"
        when = _("senast {day}, {n} togs bort").format(day=dates.day(last.day, today), n=last.number)
        return f"{told}; {when}"

    def _older(self) -> int:
        """How many comments are older than the board keeps them."""
        board = self.tavla.live.board
        months = retention.months_kept(board)
        return len(retention.older(board, self.tavla.now.date(), months)) if months else 0

    def opened(self) -> None:
        from tui.acts import privacy

        if (act := privacy.HERE.get(self.key or "")) is not None:
            act(self.shell)

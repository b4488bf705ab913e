"""Överlämning: what one person has on the board, given to somebody else card by card or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from board.context import Command
from board.errors import Problem
from board.handover import Held, by_card, hand_over, hand_over_lifts, held_by
from board.model import RoleHeld, all_roles, people_of
from board.organisation import end_role, pass_role
from board.ports import Commit
from tui import handover_words, words
from tui.acts import newcomer, role_days
from tui.acts.asking import title_of, with_person
from tui.acts.fields import person_options
from tui.lines import Piece, Row, wrap
from tui.pages.page import Page
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item

ALL = "all"


def coming_deputy(role: RoleHeld, today: date) -> str | None:
    """Who is to stand in for a role from a day to come."""
    return role.deputy if role.deputy_start and role.deputy_start > today else None


class HandoverPage(Page):
    """A row for all of it, then one for each card. Enter asks who takes over."""

    name_of_page = "handover"

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person
        self._taker: str | None = None

    @property
    def card(self) -> str | None:
        key = self.key or ""
        return key[5:] if key.startswith("card/") else None

    @property
    def held(self) -> list[Held]:
        live = self.tavla.live
        return held_by(live.board, live.org, live.board_id or "", self.person, self.tavla.now.date())

    @property
    def whose(self) -> str:
        found = people_of(self.tavla.live.org).get(self.person)
        return found.name if found else _("någon")

    def build(self, width: int) -> Sequence[Item]:
        held, today = self.held, self.tavla.now.date()
        head: list[Row] = [[(_("Det {name} har på tavlan").format(name=self.whose), "heading")]]
        aim = _(
            "När någon slutar eller är borta länge. Varje kort får en anteckning om det som hänt hittills."
        )
        head += [[(line, "quiet")] for line in wrap(aim, width)]
        items = [Item((*head, [("", "text")]))]
        cards = by_card(held)
        if cards:
            count = sum(1 for id in cards if id)
            told = ngettext("{n} kort", "{n} kort", count).format(n=count)
            whole: Row = [(_("Lämna över allt till …"), "strong"), ("  " + told, "quiet")]
            items.append(Item((whole, [("", "text")]), ALL))
        for id, mine in cards.items():
            title = str((self.shell.cards.get(id) or {}).get("title") or "") if id else _("Enhetens rutiner")
            title = title or _("Ett kort som är borttaget")
            rows: list[Row] = [[(line, "text")] for line in wrap(title, width, 2)]
            told = " · ".join(handover_words.what(one, today) for one in mine)
            rows += [[("  " + line, "quiet")] for line in wrap(told, width - 2)]
            items.append(Item(tuple(rows), f"card/{id}"))
        return [*items, *self._rest(width, held)]

    def _rest(self, width: int, held: Sequence[Held]) -> list[Item]:
        """What goes on in other ways: rounds are the board's, roles are given on the people page."""
        told = [one for one in held if not one.can_be_given]
        if not held:
            done = _("Allt är överlämnat.") if self._taker else _("Här finns inget att lämna över.")
            return [Item(([(done, "quiet")],))]
        if not told:
            return []
        head: list[Row] = [[("", "text")], [(_("Bra att veta"), "strong")]]
        if self._taker and len(told) == len(held):
            head = [[(_("Alla kort är överlämnade. Det här är kvar:"), "good")], *head]
        items = [Item(tuple(head))]
        for one in told:
            text = handover_words.what(one, self.tavla.now.date())
            rows: list[Row] = [[("  " + line, "text")] for line in wrap(text, width - 2)]
            if one.what == "role":
                rows.append([("    " + _("enter: ge rollen till någon, eller avsluta den"), "quiet")])
            items.append(Item(tuple(rows), f"role/{one.id}" if one.what == "role" else None))
        return items

    def opened(self) -> None:
        key = self.key
        if key is None:
            return
        if key.startswith("role/"):
            self._role(key[5:])
            return
        card = None if key == ALL else self.card

        def answer(text: str, taker: str | None) -> None:
            if taker is None:
                return
            if key == ALL:
                self.shell.answered()
                self._ask_all(taker)
            else:
                with_person(self.shell, lambda: self._give(taker, card))

        def options(text: str) -> list[Option]:
            first = self._taker or next(iter(self._deputies()), None)
            return [one for one in person_options(self.shell, text, first) if one.key != self.person]

        what = self._whole() if card is None else title_of(self.shell, card)
        explain: list[Piece] = [(what, "quiet")] if what else []
        question = Question(_("Vem tar över?"), answer, explain=explain, options=options, pick=True)
        self.shell.ask(newcomer.or_new(self.shell, question))

    def _whole(self) -> str:
        held = [one for one in self.held if one.can_be_given]
        lifts = sum(one.what == "lift" for one in held)
        told = handover_words.whole(len({one.card for one in held if one.card}), lifts)
        return _("Allt som {name} har här: {what}").format(name=self.whose, what=told)

    def _ask_all(self, taker: str) -> None:
        """One enter too many gives nothing away."""

        def answer(text: str, key: str | None) -> None:
            self.shell.answered()
            if key == "yes":
                with_person(self.shell, lambda: self._give(taker, None))
            else:
                self.shell.say(_("Inget är ändrat."), "still")

        name = self._called(taker)
        options = [
            Option("no", [(_("Nej, låt det vara som det är"), "text")]),
            Option("yes", [(_("Ja, ge allt till {name}").format(name=name), "text")]),
        ]
        explain: list[Piece] = [(self._whole(), "text")]
        title = _("Ge allt till {name}?").format(name=name)
        self.shell.ask(Question(title, answer, explain=explain, text=None, options=options, pick=True))

    def _called(self, ref: str) -> str:
        found = people_of(self.tavla.live.org).get(ref)
        return found.name if found else _("någon")

    def _deputies(self) -> list[str]:
        """Who stands in for the person, today or from a day to come."""
        today = self.tavla.now.date()
        held = [one for one in all_roles(self.tavla.live.org) if one.person == self.person]
        return [ref for one in held for ref in (one.stands_in(today), coming_deputy(one, today)) if ref]

    def _give(self, taker: str, card: str | None) -> None:
        live = self.tavla.live
        story = handover_words.story(live.org, self.person, taker, self.tavla.now)
        name = self._called(taker)
        lifts = sum(one.what == "lift" and card in (None, one.card) for one in self.held)

        def then(outcome: Commit | Problem) -> None:
            count = 0 if isinstance(outcome, Problem) else sum(e.table == "comments" for e in outcome.events)
            said = ngettext(
                "{n} kort är överlämnat till {name}. {undo} ångrar.",
                "{n} kort är överlämnade till {name}. {undo} ångrar.",
                count,
            )
            said = said if count else _("Överlämnat till {name}. {undo} ångrar.")
            said = self.shell.keyed(said, n=count, name=name)
            if lifts and not isinstance(outcome, Problem):
                told = handover_words.with_lifts(count, lifts, name, self.shell.key_of("undo"))
                command = hand_over_lifts(self.person, taker, live.board_id or "", card=card)
                live.organise(command, lambda o: done(o, told))
            else:
                done(outcome, said)

        def done(outcome: Commit | Problem, said: str) -> None:
            if self.shell.tell(outcome, said):
                self._taker = taker
                self.fill()

        live.do(hand_over(self.person, taker, story, card=card), then)

    def _role(self, id: str) -> None:
        """What becomes of a role that is left: it goes to whoever took over, to somebody else, or ends."""
        people = people_of(self.tavla.live.org)
        held = next((one for one in all_roles(self.tavla.live.org) if one.id == id), None)
        if held is None:
            return
        role = words.role(held.role)

        def answer(text: str, key: str | None) -> None:
            self.shell.answered()
            if key == "end":
                self._organise(end_role(id), self.shell.keyed(_("Rollen är avslutad. {undo} ångrar.")))
            elif key in people:
                said = self.shell.keyed(
                    _("{name} är nu {role}. {undo} ångrar."), name=people[key].name, role=role
                )
                self._organise(pass_role(id, key), said)

        options = [
            Option("end", [(_("Avsluta rollen"), "text")]),
            Option("", [(_("Låt den vara kvar"), "text")]),
        ]
        today = self.tavla.now.date()
        deputy = held.stands_in(today) or coming_deputy(held, today)
        others = person_options(self.shell, "", self._taker or deputy)
        givers = [one.key for one in others if one.key != self.person]

        def giver(ref: str) -> Option:
            row: list[Piece] = [(_("Ge den till {name}").format(name=people[ref].name), "text")]
            if ref == deputy:
                days = role_days.told_days(held, today) if ref != held.stands_in(today) else ""
                row.append(("  " + _("som är ställföreträdare{days}").format(days=days), "quiet"))
            return Option(ref, row)

        options = [*map(giver, givers), *options]
        title = _("{name} är {role}. Vad ska hända med rollen?").format(name=self.whose, role=role)
        self.shell.ask(Question(title, answer, text=None, options=options, pick=True))

    def _organise(self, command: Command, said: str) -> None:
        live = self.tavla.live

        def then(outcome: Commit | Problem) -> None:
            self.shell.tell(outcome, said)
            self.fill()

        with_person(self.shell, lambda: live.organise(command, then))

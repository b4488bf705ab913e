"""Who is on the board: roles, deputies, and who carries much. Told kindly, for relief and never for ranking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.cells import cell_len

from board import organisation
from board.codes import BOARD_ROLES
from board.context import Command
from board.handover import cards_held
from board.joining import join_people
from board.model import RoleHeld, all_roles, board_of, everyone, people_of, roles_of
from board.rules import is_open, owner_spread, roles_lacking
from board.same import aliases
from board.swedish import sort_key
from tui import words
from tui.acts import newcomer, role_days
from tui.acts.asking import organise
from tui.acts.fields import person_options
from tui.lines import Piece, Row, wrap
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.prompt import Option, Question
from tui.widgets.rows_view import Item

GIVEN = ("nyckelperson", "forbattringsledare", "ambassador", "specialist")


class PeoplePage(Page):
    """Roles first, then everyone."""

    name_of_page = "people"

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        today = self.tavla.now.date()
        board = live.board_id or ""
        held = roles_of(live.org, board, today, _area(self))
        held += [one for one in all_roles(live.org) if one.board == board and one.start and one.start > today]
        items = [Item(([(_("Människor och roller"), "heading")], [("", "text")]))]
        for line in self._kind_words(width):
            items.append(Item(([(line, "still")],)))
        for role in GIVEN:
            mine = [h for h in held if h.role == role]
            items.append(Item(([(words.role(role).capitalize(), "strong")],)))
            items += [Item(self._role_rows(h, width), f"role:{h.id}") for h in mine]
            row: Row = [("  + ", "accent"), (_("välj {role}").format(role=words.role(role)), "quiet")]
            items.append(Item((row, [("", "text")]), f"give:{role}"))
        items.append(Item(([(_("Alla"), "strong")],)))
        joined = aliases(live.org)
        owned: dict[str, set[str]] = {}
        for id, doc in self.shell.cards.items():
            if is_open(doc) and doc.get("owner"):
                owned.setdefault(joined.get(str(doc["owner"]), str(doc["owner"])), set()).add(id)
        held_cards = cards_held(live.board, live.org, board)
        for person in sorted(everyone(live.org), key=lambda p: sort_key(p.name)):
            own = owned.get(person.ref, set())
            more = len(held_cards.get(person.ref, set()) - own)
            told = f"  {person.handle}" if person.handle != person.name else ""
            if own:
                told += " · " + ngettext("{n} öppet kort", "{n} öppna kort", len(own)).format(n=len(own))
            if more and own:
                told += " · " + ngettext("med på {n} kort till", "med på {n} kort till", more).format(n=more)
            elif more:
                told += " · " + ngettext("med på {n} kort", "med på {n} kort", more).format(n=more)
            items.append(Item(([("  " + person.name, "text"), (told, "quiet")],), f"person:{person.ref}"))
        items.append(Item(([("  + ", "accent"), (_("Lägg till en person"), "text")], [("", "text")]), "+"))
        privacy: Row = [
            (_("Integritet"), "strong"),
            ("  " + _("vad som finns om er, och glöm en person"), "quiet"),
        ]
        return [*items, Item((privacy,), "privacy")]

    def _kind_words(self, width: int) -> list[str]:
        live = self.tavla.live
        lines: list[str] = []
        if live.board_id:
            for role in roles_lacking(live.org, live.board_id, self.tavla.now.date()):
                text = _("Tavlan har ingen {role} ännu. Det brukar hjälpa att någon har rollen.")
                lines += wrap(text.format(role=words.role(role)), width)
        spread = owner_spread(live.board, aliases(live.org))
        if spread is not None:
            person, count, total = spread
            found = people_of(live.org).get(person)
            text = _("{name} äger {count} av {total} öppna kort som har en ägare. Kanske kan någon avlasta?")
            name = found.name if found else _("Någon")
            lines += wrap(text.format(name=name, count=count, total=total), width)
        return [*lines, ""] if lines else []

    def _role_rows(self, held: RoleHeld, width: int) -> tuple[Row, ...]:
        """Who holds it, since when and who stands in, on as many lines as it takes."""
        people = people_of(self.tavla.live.org)
        name = people[held.person].name if held.person in people else _("någon")
        told = (
            _("  sedan {day}").format(day=dates.day(held.start, self.tavla.now.date())) if held.start else ""
        )
        if held.start and held.start > self.tavla.now.date():
            told = _("  från {day}").format(day=dates.day(held.start, self.tavla.now.date()))
        if held.area:
            told += _("  för {area}").format(area=held.area)
        if held.end:
            last = held.end - timedelta(days=1)
            told += _("  till och med {day}").format(day=dates.day(last, self.tavla.now.date()))
        if deputy := role_days.told_deputy(self.shell, held):
            told += _("  ställföreträdare {name}").format(name=deputy)
        elif held.role in BOARD_ROLES:
            told += _("  ingen ställföreträdare ännu (enter väljer)")
        if cell_len(name + told) + 2 <= width:
            return ([("  " + name, "text"), (told, "quiet")],)
        lines = wrap(told.strip().replace("  ", " · "), width - 6)
        return ([("  " + name, "text")], *([("      " + line, "quiet")] for line in lines))

    def opened(self) -> None:
        key = self.key or ""
        if key == "+":
            self._add()
        elif key == "privacy":
            from tui.pages.privacy import PrivacyPage

            self.shell.open_page(PrivacyPage())
        elif key.startswith("give:"):
            self._give(key[5:])
        elif key.startswith("role:"):
            role_days.deputy(self.shell, key[5:])
        elif key.startswith("person:"):
            self._rename(key[7:])

    def act(self, what: str) -> None:
        if what == "pin":
            self._take_pin()
        elif what == "new":
            self._add()
        if what == "delete" and (self.key or "").startswith("role:"):
            self._organise(
                organisation.end_role(str(self.key)[5:]),
                self.shell.keyed(_("Rollen är avslutad. {undo} ångrar.")),
            )
        elif what == "handover":
            self._hand_over()
        elif what == "days":
            self._days()
        elif what == "join":
            self._join()

    def _hand_over(self) -> None:
        """The page of what the person on the row has; on a role's row the one who holds it."""
        kind, _colon, id = (self.key or "").partition(":")
        if kind == "role":
            id = str((self.tavla.live.org.get("roles", id) or {}).get("person"))
        if kind not in ("role", "person"):
            self.shell.say(_("Ställ dig på den som ska lämna över."), "still")
            return
        from tui.pages.handover import HandoverPage

        self.shell.open_page(HandoverPage(id))

    def _join(self) -> None:
        """Two that are the same person: the one on the row goes into the one that is chosen."""
        kind, _colon, ref = (self.key or "").partition(":")
        if kind != "person":
            self.shell.say(_("Ställ dig på personen i listan längst ned."), "still")
            return
        people = people_of(self.tavla.live.org)

        def answer(text: str, key: str | None) -> None:
            if key is not None:
                said = self.shell.keyed(
                    _("Nu är det en person: {name}. {undo} ångrar."), name=people[key].name
                )
                self._organise(join_people(key, ref), said)

        def options(text: str) -> list[Option]:
            return [one for one in self._persons(text) if one.key != ref]

        hint = _(
            "Det är för den som har blivit två här. Allt som {name} har blir den andras, och går att ångra."
        )
        title = _("Vem är samma person som {name}?").format(name=people[ref].name)
        explain: list[Piece] = [(hint.format(name=people[ref].name), "quiet")]
        nothing = _("Det finns ingen annan att välja än.")
        self.shell.ask(Question(title, answer, explain=explain, options=options, pick=True, nothing=nothing))

    def _days(self) -> None:
        """From which day a role is held, and till which."""
        kind, _colon, id = (self.key or "").partition(":")
        if kind != "role":
            self.shell.say(_("Ställ dig på en roll för att ändra dess dagar."), "still")
            return
        role_days.ask(self.shell, id)

    def _organise(self, command: Command, said: str) -> None:
        organise(self.shell, command, said)

    def _take_pin(self) -> None:
        """Take away the PIN of the person on the row."""
        from tui.acts.pins import remove

        if (self.key or "").startswith("person:"):
            remove(self.shell, str(self.key)[7:])
        else:
            self.shell.say(_("Ställ dig på personen i listan längst ned."), "still")

    def _add(self) -> None:
        def answer(text: str, key: str | None) -> None:
            self._organise(
                organisation.add_person(text), _("{name} finns nu här.").format(name=" ".join(text.split()))
            )

        self.shell.ask(Question(_("Vad heter personen?"), answer))

    def _rename(self, ref: str) -> None:
        person = people_of(self.tavla.live.org).get(ref)

        def answer(text: str, key: str | None) -> None:
            self._organise(organisation.rename_person(ref, text), _("Namnet är ändrat."))

        self.shell.ask(Question(_("Vad heter personen?"), answer, text=person.name if person else ""))

    def _give(self, role: str) -> None:
        board = self.tavla.live.board_id
        area = _area(self)

        def answer(text: str, key: str | None) -> None:
            if key is not None:
                self._organise(
                    organisation.give_role(key, role, board=board, area=area), _("Rollen är sparad.")
                )

        title = _("Vem är {role}?").format(role=words.role(role))
        question = Question(title, answer, options=self._persons, pick=True)
        self.shell.ask(newcomer.or_new(self.shell, question))

    def _persons(self, text: str) -> list[Option]:
        return person_options(self.shell, text, self.tavla.live.me)


def _area(page: Page) -> str | None:
    return board_of(page.tavla.live.board).area

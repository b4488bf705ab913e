"""Min sida: what waits for the one who acts, by the roles they hold here. Every row opens its card or its board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from board.errors import Problem
from board.events import is_unsorted
from board.marks import due_day
from board.model import all_roles, people_of
from board.overview import Facts, Summaries, Summary
from board.ports import Commit, Snapshot
from board.rules import is_open
from board.same import same
from board.start_views import (
    Around,
    Section,
    Seen,
    areas_of,
    my_roles,
    roles_elsewhere,
    sections,
    standing_in,
)
from board.swedish import sort_key
from tui import overview_words, start_words, words
from tui.acts import role_days
from tui.lines import Row, fit, spread, wrap
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

ROWS = {"to_end": "decision", "no_outcome": "outcome", "no_due": "due", "no_owner": "owner"}
"""Where on a card that stands which is asked for."""
MOST = 12
"""Rows of a section that are shown; what is more is told."""


class StartView(Page):
    """A heading for each role that has a view of its own, its sections under it."""

    name_of_page = "start_view"

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, Seen] = {}
        self._facts: dict[str, Facts] | None = None
        self._summaries = Summaries()

    def on_mount(self) -> None:
        self._read()

    @property
    def _around(self) -> Around:
        live = self.tavla.live
        return Around(live.board, live.org, live.board_id or "", live.me or "", self.tavla.now)

    @property
    def card(self) -> str | None:
        seen = self._seen.get(self.key or "")
        return seen.card if seen and seen.card in self.shell.cards else None

    def _read(self) -> None:
        """Other boards are read in the storage thread, and only for those who look across them or have a role there."""
        live, desk = self.tavla.live, self.tavla.desk
        areas, elsewhere = areas_of(live.org, live.me or "", self.tavla.now.date()), self._elsewhere
        if areas is not None and not areas and not elsewhere:
            return
        found: dict[str, Facts] = {}

        def work() -> Commit:
            for id in desk.board_ids:
                if areas is not None and not areas and id not in elsewhere:
                    continue
                with suppress(Problem):  # `tavla check` tells why a board cannot be read
                    found[id] = desk.facts(id)
            return Commit((), ())

        def then(outcome: Commit | Problem) -> None:
            self._facts = found
            self.fill()

        live.ask(work, then)

    @property
    def _elsewhere(self) -> Mapping[str, tuple[str, ...]]:
        return roles_elsewhere(self._around) if self.tavla.live.me is not None else {}

    def _looked_across(self) -> list[Summary]:
        """The boards in use that the person looks across, as they stand now."""
        live, now = self.tavla.live, self.tavla.now
        areas = areas_of(live.org, live.me or "", now.date())
        boards = self._summaries.of(self._facts or {}, live.org, now)
        seen = [one for one in boards if areas is None or one.area in areas]
        return sorted(seen, key=lambda one: sort_key(one.name))

    def build(self, width: int) -> Sequence[Item]:
        head: Row = [(_("Min sida"), "heading")]
        if self.tavla.live.me is None:
            return [Item((head, [(self.shell.keyed(_("Tryck {who} och välj vem du är.")), "quiet")]))]
        items = [Item((head, *self._meeting(), *self._coming(width))), *self._folded(width)]
        self._seen = {}
        around = self._around
        found = {one.code: one for one in sections(around)}
        roles, elsewhere = my_roles(around), self._role_boards(width)
        items += elsewhere
        if roles == ("utforare",) and not around.here:
            if not elsewhere:
                items.append(
                    Item(([], [(self.shell.keyed(_("Öppna en tavla först: tryck {boards}.")), "text")]))
                )
            return items
        if elsewhere and not found["to_do"].rows:
            del found["to_do"]
        for role in roles:
            if len(roles) > 1:
                told = self._as(around, role) if role != "utforare" else _("För egen del")
                items.append(Item(([("", "text")], [(told, "heading")])))
            if role in ("ambassador", "specialist"):
                items += self._boards("support" if role == "ambassador" else "boards", width)
            for section in found.values():
                if section.role == role:
                    items += self._section(section, width)
        return items

    def _folded(self, width: int) -> list[Item]:
        """What the line at the top has no room for: its number says that it stands here. Enter leads to it."""
        rows = [
            Item(([("  " + fit(told, width - 2), part)],), f"folded/{place}/{way}")
            for place, ((told, part), way) in enumerate(self.shell.top.folded)
        ]
        head: Row = [(_("Det som inte fick plats högst upp"), "strong")]
        return [Item(([], head)), *rows] if rows else []

    def _open_folded(self, way: str) -> None:
        if way == "start_view":  # it stands on this very page
            self.set_items(
                self.items, keep=next((key for key in self.keys if key.startswith("asked/")), None)
            )
        elif way in ("due", "late"):
            from tui.pages.found import Cards, CardsPage

            today, live = self.tavla.now.date(), self.tavla.live
            days = {id: day for id, doc in self.shell.cards.items() if is_open(doc) and (day := due_day(doc))}
            ids = tuple(id for id, day in days.items() if (day < today if way == "late" else day == today))
            title = _("Följs upp i dag") if way == "due" else _("Väntar på uppföljning")
            self.shell.open_page(CardsPage(title, "", Cards(live.board_id or "", ids)))
        else:
            self.shell.run_action_of(way)

    def _as(self, around: Around, role: str) -> str:
        """In what role, and for whom and how long where it is somebody else's."""
        held = standing_in(around, role)
        if held is None:
            return _("Som {role}").format(role=words.role(role))
        people = people_of(self.tavla.live.org)
        name = people[held.person].name if held.person in people else _("någon")
        told = _("Som ställföreträdare för {name}, {role}").format(name=name, role=words.role(role))
        ends = [day for day in (held.end, held.deputy_end) if day]
        if ends:
            last = dates.day(min(ends) - timedelta(days=1), around.today)
            told += " " + _("(till och med {day})").format(day=last)
        return told

    def _coming(self, width: int) -> list[Row]:
        """For whom one is to stand in from a day to come; nobody has to remember it."""
        live, today = self.tavla.live, self.tavla.now.date()
        people, me = people_of(live.org), same(live.org, live.me or "")
        rows: list[Row] = []
        for one in all_roles(live.org):
            if one.deputy is None or same(live.org, one.deputy) != me or one.person not in people:
                continue
            if one.deputy_start and one.deputy_start > today and not (one.end and one.end <= today):
                when = role_days.told_days(one, today).strip()
                told = _("{when}: ställföreträdare för {name}, {role}").format(
                    when=when, name=people[one.person].name, role=words.role(one.role)
                )
                rows += [[(line, "accent")] for line in wrap(told[:1].upper() + told[1:], width)]
        return rows

    def _meeting(self) -> list[Row]:
        """When the board in front meets next."""
        from board.meeting.rhythm import next_meetings
        from tui import rhythm_words

        now = self.tavla.now
        coming = next_meetings(self.tavla.live.board, now)
        return (
            [[(_("Nästa möte: {when}.").format(when=rhythm_words.next_one(coming[0], now)), "text")]]
            if coming
            else []
        )

    def _section(self, section: Section, width: int) -> list[Item]:
        items = [Item(([(start_words.section(section.code), "strong")],))]
        if not section.rows:
            return [*items, Item(([("  " + start_words.nothing(section.code), "quiet")],))]
        for place, seen in enumerate(section.rows[:MOST]):
            key = f"{section.code}/{place}/{seen.card or seen.event or seen.board}"
            self._seen[key] = seen
            items.append(Item(self._rows(seen, width), key))
        more = len(section.rows) - MOST
        if more > 0:
            told = ngettext("och {n} till", "och {n} till", more).format(n=more)
            items.append(Item(([("  " + told, "quiet")],)))
        return items

    def _rows(self, seen: Seen, width: int) -> tuple[Row, ...]:
        title = start_words.title(seen, self.tavla.live.board)
        told = start_words.why(seen, self.tavla.now.date())
        late = seen.why in ("late", "still", "alarm") or (seen.why in ("to_do", "lift") and seen.number)
        room = max(width - len(told) - 4, width // 2)
        rows: list[Row] = [
            spread([("  " + fit(title, room), "text")], [(told, "late" if late else "quiet")], width)
        ]
        plain = " ".join(seen.said.split())
        if plain and plain != title:
            rows += [[("    " + line, "quiet")] for line in wrap(plain, width - 4, 2)]
        return tuple(rows)

    def _role_boards(self, width: int) -> list[Item]:
        """The boards that the person has a role on, where the one in front gives them none."""
        held = self._elsewhere
        facts = {id: self._facts[id].about for id in held if id in self._facts} if self._facts else {}
        names = {id: str(about.get("name") or id) for id, about in facts.items() if not about.get("archived")}
        if not names:
            return []
        items = [Item(([], [(_("Tavlor där du har en roll"), "strong")]))]
        for id, name in sorted(names.items(), key=lambda one: sort_key(one[1])):
            key = f"role/{id}"
            self._seen[key] = Seen("role", board=id)
            told = ", ".join(words.role(role) for role in held[id])
            row = spread([("  " + fit(name, width // 2), "text")], [(told, "quiet")], width)
            items.append(Item((row,), key))
        return items

    def _boards(self, code: str, width: int) -> list[Item]:
        items = [Item(([(start_words.section(code), "strong")],))]
        if self._facts is None:
            return [*items, Item(([("  " + _("Tavlorna läses …"), "quiet")],))]
        shown = [one for one in self._looked_across() if one.reasons or code == "boards"]
        if not shown:
            return [*items, Item(([("  " + start_words.nothing(code), "quiet")],))]
        for one in shown:
            key = f"{code}/{one.board}"
            self._seen[key] = Seen(code, board=one.board)
            told = overview_words.reasons(one)
            part = "still" if one.reasons else "quiet"
            rows: list[Row] = [[("  " + fit(one.name, width - 2), "text")]]
            rows += [[("    " + line, part)] for line in wrap(told, width - 4)]
            items.append(Item(tuple(rows), key))
        return items

    def opened(self) -> None:
        if (self.key or "").startswith("folded/"):
            self._open_folded(str(self.key).rsplit("/", 1)[1])
            return
        seen = self._seen.get(self.key or "")
        if seen is None:
            return
        if self.card is not None and seen.why != "lift":
            self._open_card(self.card, seen)
        elif seen.event:
            from tui.pages.events import EventsPage

            self.shell.open_page(EventsPage(_view_of(self.tavla.live.board, seen), seen.event))
        elif seen.why == "review":  # of a routine without a card
            self.shell.run_action_of("routines")
        elif seen.why == "yearly":
            self.shell.run_action_of("year")
        elif seen.why == "lift":
            from tui.pages.lifts import LiftsPage

            page = LiftsPage()
            self.shell.open_page(page)
            self._stand(page, f">{seen.part}")
        elif seen.why == "thrown":
            self.shell.run_action_of("above")
        elif seen.board:
            from tui.acts.across import go_to_board

            go_to_board(self.shell, seen.board)

    def _open_card(self, card: str, seen: Seen) -> None:
        """Open a card where that stands which waits: the measure to decide, the decision to write."""
        from tui.acts.cards import open_card

        open_card(self.shell, card)
        if seen.why == "proposed" and seen.part:
            from tui.pages.section import SectionPage

            page = SectionPage(card, "measures")
            self.shell.open_page(page)
            self._stand(page, f"part/action/{seen.part}")
        elif (row := ROWS.get(seen.why)) is not None:
            self._stand(self.shell.pages[-1], row)

    def _stand(self, page: Page, key: str) -> None:
        """Stand on a row of a page that has just been opened, once it has been drawn."""

        def stand() -> None:
            if page.is_attached:
                page.set_items(page.items, keep=key)

        self.shell.call_after_refresh(stand)


def _view_of(board: Snapshot, seen: Seen) -> str:
    """Where an event is shown: among those that wait, else among all."""
    return "sort" if is_unsorted(board.get("events", seen.event) or {"status": "gone"}) else "all"

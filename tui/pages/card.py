"""A card with everything on it: the wheel as a path, the fields by phase, what was said and what has happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from board.card import Card, card_of
from board.codes import PERSON_FIELDS, PHASES, TEXT_FIELDS
from board.flow import cycle_times
from board.flow_trails import trails_of
from board.history import Entry, entries
from board.ids import public_id
from board.marks import is_over, marks
from board.method.parts import linked_text
from board.method.ramp import ramp
from board.model import Person, people_of
from board.ports import Commit, Doc
from board.recurring import Recurring
from board.recurring import of_card as recurring
from board.rules import WANTED
from board.values import whole_in
from board.versions import Choice, about, choices
from tui import cycle_words, guide, version_words, words
from tui.card_lines import days_there, mark_piece, person_name
from tui.lines import Piece, Row, spread, wrap
from tui.terminal_words import somebody
from tui.text import _, dates
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.live import News

from tui.pages import card_sections, card_told, event_rows, tries
from tui.pages.page import Page
from tui.pages.section_rows import Around

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("kind", "tags")),
    ("plan", ("problem", "why", "owner", "doers", "leader", "support", "measure", "prediction", "due")),
    ("do", ()),
    ("check", ("outcome",)),
    ("act", ("decision",)),
)
"""The card's fields under the phase that asks for them. One line is enough; the rest waits for its phase."""

ON_ROWS = frozenset(field for _phase, fields in SECTIONS for field in fields)
"""The fields that have a row where their versions are told."""

LEAST_BODY = 8
"""Lines under the title that must be left for it to stay in sight."""
LABEL = 28


class CardPage(Page):
    """One card. Each field is edited where it stands."""

    name_of_page = "card"

    def __init__(self, card: str) -> None:
        super().__init__()
        self._card = card
        self._history: list[Entry] | None = None
        self._choices: dict[str, Choice] = {}
        self._recurring: list[Recurring] = []
        self._all_history = False
        self._unfolded: set[str] = set()

    @property
    def card(self) -> str | None:
        return self._card

    @property
    def writes_here(self) -> bool:
        return self.key in (*TEXT_FIELDS, "prediction", "comment")

    @property
    def hints(self) -> Mapping[str, str]:
        return card_told.to_decide(self.shell.cards.get(self._card) or {})

    @property
    def people(self) -> Mapping[str, Person]:
        return people_of(self.tavla.live.org)

    def on_mount(self) -> None:
        self.call_after_refresh(self._read_history)  # or reading it would hold the first picture up

    def _read_history(self) -> None:
        """History is read in the storage thread; the card is there before it."""
        store = self.tavla.live.store
        if store is None:
            return
        found: list[Entry] = []
        waits: dict[str, Choice] = {}
        again: list[Recurring] = []
        today = self.tavla.now.date()

        def work() -> Commit:
            found.extend(entries(store, self._card))
            if self.tavla.live.org.table("lifts"):
                found.extend(entries(self.tavla.live.org_store, self._card))
                found.sort(key=lambda entry: entry.stamp)
            ways = trails_of(store)
            if self._card in ways:
                times = cycle_times(ways.values())
                again.extend(recurring(store.snapshot, ways[self._card], today, times))
            for choice in choices(store, about(store, self._card)):
                where = "" if choice.table == "cards" else f"{choice.table} {choice.id} "
                waits[f"{where}{choice.field}"] = choice
            return Commit((), ())

        def then(outcome: Any) -> None:
            self._history, self._choices, self._recurring = found, waits, again
            self.fill()

        self.tavla.live.ask(work, then)

    def news(self, news: News) -> None:
        if any(e.id == self._card or (e.after or {}).get("card") == self._card for e in news.events):
            self._read_history()
        self.fill()

    def fill(self) -> None:
        before = "state" in self.keys
        super().fill()
        if not before and "state" in self.keys:
            # A card that has left the board is most often looked at, or taken up again.
            self.set_items(self.items, keep="state")

    def opened(self) -> None:
        from tui.acts import earlier
        from tui.acts.deciding import reopen
        from tui.acts.fields import comment, edit
        from tui.acts.part_fields import edit_card
        from tui.acts.story import story
        from tui.acts.versions import of_card
        from tui.pages.section import SectionPage

        key = self.key
        asked = self._waits_at(key)
        if asked:
            of_card(self.shell, self._card, asked[0].field)
        elif key == "story":
            story(self.shell, self._card)
        elif key == "comment":
            comment(self.shell)
        elif key == "history":
            self._all_history = not self._all_history
            self.fill()
        elif key is not None and key.startswith("history/"):
            earlier.show(self.shell, self._card, key)
        elif key is not None and key.startswith("event/"):
            from tui.pages.events import EventsPage

            self.shell.open_page(EventsPage("all", key.partition("/")[2]))
        elif key is not None and (key == event_rows.BEHIND or key.startswith("try/")):
            self._unfolded ^= {key}
            self.fill()
        elif key is not None and key.startswith("more/"):
            self._unfold(key.partition("/")[2])
        elif key is not None and key.startswith("section/"):
            self.shell.open_page(SectionPage(self._card, key.partition("/")[2]))
        elif key == "state":
            reopen(self.shell, self._card)
        elif key in ("prediction", "came_back"):
            edit_card(self.shell, self._card, key, self._place_of_row())
        elif key is not None:
            edit(self.shell, self._card, key, self._place_of_row())

    def _unfold(self, phase: str) -> None:
        """Show the empty sections of a phase, a row each."""
        self._unfolded.add(phase)
        self.fill()
        first = next((f"section/{section}" for section in card_sections.of_phase(phase)), "outcome")
        self.set_items(self.items, keep=first)

    def _place_of_row(self) -> tuple[int, int, int]:
        """Where a question stands so that what is written is where the value was: (x, y, width) on the screen."""
        region = self.region
        y = region.y + self.row_of_cursor - 3
        x = region.x + LABEL - 1
        width = max(min(region.width - LABEL - 1, 96), 40)
        return min(x, region.right - width), y, width

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        doc = self.shell.cards.get(self._card)
        if doc is None:
            self.pinned = 0
            gone = wrap(
                self.shell.keyed(
                    _("Kortet har tagits bort. {undo} ångrar om det var du; annars finns det i historiken.")
                ),
                width,
            )
            return [Item(([(line, "still")],)) for line in gone]
        card = card_of(self._card, doc)
        live = self.tavla.live
        around = Around(live.board, self.people, self.tavla.now.date(), width, org=live.org)
        title = len(wrap(card.title, width))
        self.pinned = title if self.size.height - title >= LEAST_BODY else 0
        items = [*self._head(doc, card, width), *event_rows.behind(around, self._card, self._unfolded)]
        items += self._tries(around)
        later: list[str] = []
        for phase, fields in SECTIONS:
            rows = self._sections(around, doc, phase) if phase else []
            if self._is_later(card, phase, fields, rows):
                later.append(phase)
                continue
            items += self._section(card, phase, fields, width)
            items[-1:-1] = rows
        items += [card_sections.later(later, width)] if later else []
        items += [*self._sections(around, doc, ""), card_told.story_row(width), Item(([("", "text")],))]
        items += card_told.imported(card, width)
        key = self.shell.key_of("comment")
        items += card_told.comments(live.board, self._card, self._called, self.tavla.now, width, key)
        items += card_told.history(
            self._history, self._called, self._linked, self.tavla.now, width, whole=self._all_history
        )
        return items

    def _head(self, doc: Doc, card: Card, width: int) -> list[Item]:
        title = wrap(card.title, width)
        rows: list[Row] = [[(line, "heading")] for line in title]
        cycle = whole_in(doc, "cycle", 1)
        facts = [words.kind(doc.get("kind"))]
        if cycle > 1:
            facts.append(_("försök {n}").format(n=cycle))
        phase = str(doc.get("phase"))
        facts.append(words.in_phase(phase, days_there(doc, self.shell.look())))
        rows.append(
            spread(
                [(" · ".join(facts), "quiet")],
                [(_("kod {code}").format(code=public_id(self._card)[:6]), "quiet")],
                width,
            )
        )
        rows.append([("", "text")])
        rows.append(card_told.wheel(card.phase, width))
        look = self.shell.look()
        lift, talked = look.lifts.get(self._card), look.active.get(self._card)
        found = marks(
            doc,
            look.now,
            talked,
            is_over(self._card, doc, look.last),
            lift=lift,
            rhythm_days=look.rhythm_days,
        )
        found = [mark for mark in found if mark.code not in ("skipped", "versions")]
        if found:
            pieces: list[Piece] = []
            for mark in found:
                pieces += [mark_piece(mark, look.now.date()), ("   ", "text")]
            rows.append(pieces)
        if doc.get("origin_item"):
            rows += [[(line, "quiet")] for line in wrap(words.origin(doc), width)]
        rows += card_told.skips(card, width)
        items = (
            [Item((rows[0],), "title"), Item(tuple(rows[1:]))]
            if len(title) == 1
            else [Item(tuple(rows), "title")]
        )
        items += [
            self._asked(key, choice, width)
            for key, choice in self._choices.items()
            if key.partition("/")[0] not in ON_ROWS
        ]
        for again in self._recurring if card.state == "open" else ():
            told: list[Row] = [[(line, "accent")] for line in wrap(cycle_words.question(again), width)]
            items.append(Item(tuple(told), "came_back" if again.code == "bouncing" else None))
        if card.state != "open":
            items.append(card_told.ended(card, width))
        items.append(Item(([("", "text")],)))
        return items

    def _is_later(self, card: Card, phase: str, fields: tuple[str, ...], rows: list[Item]) -> bool:
        """Whether a phase is ahead of the card and holds nothing yet: then its name is enough."""
        if phase in ("", "plan") or "later" in self._unfolded:
            return False
        ahead = PHASES.index(phase) > max(PHASES.index(card.phase), PHASES.index("plan"))
        written = any(getattr(card, field) for field in fields) or any(map(card_sections.has_content, rows))
        return ahead and not written and not any(self._waits_at(field) for field in fields)

    def _sections(self, around: Around, doc: Doc, phase: str) -> list[Item]:
        """The sections of a phase that have something in them; the empty ones on a line of their own till asked for."""
        org = self.tavla.live.org
        rows = [
            card_sections.row(around, org, section, self._card, doc)
            for section in card_sections.of_phase(phase)
        ]
        empty = [row for row in rows if row.is_empty]
        if len(empty) < 2 or phase in self._unfolded:
            return [row.item for row in rows]
        told = [row.item for row in rows if not row.is_empty]
        return [*told, card_sections.folded([row.section for row in empty], phase, around.width)]

    def _waits_at(self, key: str | None) -> list[Choice]:
        """What waits for a choice at a row: of the field itself, or of elements of it."""
        return [choice for field, choice in self._choices.items() if key in (field, field.partition("/")[0])]

    def _asked(self, key: str, choice: Choice, width: int) -> Item:
        """That there are versions of something that is no field of its own."""
        told = self._sentence(choice)
        if key not in ("deleted", "place"):
            told = f"{version_words.label(choice, self._first_name)}: {told}"
        rows: list[Row] = [[(line, "accent")] for line in wrap(told, width)]
        return Item(tuple(rows), key)

    def _sentence(self, choice: Choice) -> str:
        told = version_words.sentence(choice, self._first_name, self.tavla.now)
        more = len(choice.versions) > 2
        return f"{told} {_('Enter visar alla.') if more else _('Enter visar båda.')}"

    def _first_name(self, ref: object) -> str:
        return person_name(self.people, ref)

    def _section(self, card: Card, phase: str, fields: tuple[str, ...], width: int) -> list[Item]:
        items: list[Item] = []
        if phase:
            done = all(getattr(card, field) for field in WANTED[phase])
            head = words.phase(phase)
            row: Row = [
                ("✓ " if done else "  ", "good"),
                (head, "strong"),
                ("  " + words.phase_aim(phase), "quiet"),
            ]
            items.append(Item((row,)))
        items += [self._field(card, field, phase, width) for field in fields]
        return [*items, Item(([("", "text")],))]

    def _field(self, card: Card, field: str, phase: str, width: int) -> Item:
        label = words.field(field)
        value = self._value(card, field)
        wanted = phase and field in WANTED.get(phase, ())
        now = phase != "" and PHASES.index(card.phase) >= PHASES.index(phase)
        if value:
            lines, part = wrap(value, width - LABEL - 2), "text"
        else:
            lines, part = wrap(guide.question(field), width - LABEL - 2), "quiet"
        sign = "○ " if wanted and not value and now else "  "
        rows: list[Row] = []
        for i, line in enumerate(lines):
            lead = f"{sign}{label}" if i == 0 else ""
            rows.append([(f"{lead:<{LABEL}}"[:LABEL], "quiet"), (" ", "text"), (line, part)])
        for told in card_told.added(self.tavla.live.board, self._card) if field == "prediction" else ():
            for line in wrap(told, width - LABEL - 2):
                rows.append([(" " * (LABEL + 1), "text"), (line, "quiet")])
        for choice in self._waits_at(field):
            about = f"{version_words.label(choice, self._first_name)}: " if choice.field != field else ""
            for line in wrap(about + self._sentence(choice), width - LABEL - 2):
                rows.append([(" " * (LABEL + 1), "text"), (line, "accent")])
        return Item(tuple(rows), field)

    def _value(self, card: Card, field: str) -> str:
        value = getattr(card, field)
        if not value:
            return ""
        if field in PERSON_FIELDS:
            return self._called(value)
        if field == "doers":
            return ", ".join(self._called(ref) for ref in value)
        if field == "tags":
            return "  ".join(f"#{tag}" for tag in value)
        if field == "kind":
            return words.kind(value)
        if field == "due":
            today = self.tavla.now.date()
            return f"{dates.day_week(value, today)}, {dates.relative(value, today)}"
        return str(value)

    def _linked(self, kind: str, id: object) -> str:
        return linked_text(self.tavla.live.board, self.tavla.live.org, kind, id)

    def _called(self, ref: object) -> str:
        person = self.people.get(str(ref))
        return person.name if person else somebody(ref)

    def _tries(self, around: Around) -> list[Item]:
        """The earlier tries, each with what was expected beside what was seen: the next one stands on them."""
        past = [one for one in ramp(self.tavla.live.board, self._card) if not one.current]
        if not past:
            return []
        items: list[Item] = []
        for one in past:
            key = f"try/{one.id}"
            lines = tries.whole(one, around) if key in self._unfolded else tries.brief(one, around.width)
            items.append(Item(tuple(lines), key))
        return [*items, Item(([("", "text")],))]

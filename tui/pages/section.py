"""One section of a card, opened: the cursor, the keys and the mouse. What stands on it: section_items.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events

from board.method.kinds import FIELDS_OF_CARD, KINDS, LINE, TEXT
from board.model import people_of
from board.ports import Doc
from board.values import whole_in
from tui.acts import analysis, coaching, measuring, part_fields
from tui.acts import parts as acts
from tui.acts.lifts import lift
from tui.lines import Row, wrap
from tui.pages import section_items as told
from tui.pages import section_views as views
from tui.pages.page import Page
from tui.pages.section_look import Look
from tui.pages.section_rows import LABEL, SPACE, Around
from tui.tabs import NONE
from tui.text import _
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.live import News

TEXTS = (LINE, TEXT)
STEPS = {"up": (1, 0), "down": (-1, 0), "right": (0, 1), "left": (0, -1)}
"""What a step in the four fields changes: (effect, feasibility)."""
MARKED = {"cause", "step", "activity", "action"}
"""Kinds that have something to mark in one key."""
MIDDLE = 2
"""Where a measure that is not placed in the four fields is stepped from."""


class SectionPage(Page):
    """A section of one card. Enter opens a part and changes what stands on a row; n writes a new part."""

    name_of_page = "section"
    widest = 160

    def __init__(self, card: str, section: str) -> None:
        super().__init__()
        self._card = card
        self.section = section
        self.view = views.first_view(section)
        self._opened: str | None = None
        self._every = False
        self._tabs = NONE
        self._head: Item | None = None
        self._hint: Sequence[Item] = ()
        self._drawing: Sequence[Item] = ()
        self._below: Sequence[Item] = ()

    @property
    def card(self) -> str | None:
        return self._card

    def news(self, news: News) -> None:
        if any(
            e.id == self._card or (e.after or e.before or {}).get("card") == self._card for e in news.events
        ):
            self.fill()

    def step(self, items: int) -> None:
        before = self._here()
        super().step(items)
        if self._here() != before:
            self._point()

    def page(self, screens: int) -> None:
        super().page(screens)
        self._point()

    @property
    def writes_here(self) -> bool:
        """On the rows of texts, and on those that a new part is written from."""
        what, *named = (self.key or "").split("/")
        if what in ("new", "bone"):
            name = named[0] if what == "new" and named else "cause"
            lead = KINDS[name].field(KINDS[name].lead) if name in KINDS else None
            return name != "reading" and (lead is None or lead.type in TEXTS)
        if what == "field" and len(named) > 2:
            field = KINDS[named[0]].field(named[2]) if named[0] in KINDS else None
            return field is not None and field.type in TEXTS
        if what == "card" and named:
            return named[0] in FIELDS_OF_CARD and FIELDS_OF_CARD[named[0]].type in TEXTS
        return False

    @property
    def may_be_written_on(self) -> bool:
        """On a part that is there, among others of its kind that are begun with a text."""
        part = self._part()
        kind = KINDS.get(part[0]) if part is not None and (self.key or "").startswith("part/") else None
        lead = kind.field(kind.lead) if kind is not None else None
        return (
            lead is not None
            and lead.type in TEXTS
            and lead.name != "typed"
            and "part_new" not in self.idle
            and self.view != "field"  # capital letters place a measure there
        )

    def ask_if_writing(self, action: str) -> None:
        acts.ask_if_writing(self.shell, action, self._new)

    def begin_writing(self) -> None:
        if (self.key or "").startswith("bone/"):
            self._new()  # a sentence on a bone is a cause that hangs there; enter names the bone
        else:
            self.opened()

    @property
    def idle(self) -> set[str]:
        kinds = {kind.name for kind in views.kinds_of(self.section, self.view)}
        found = set() if kinds & MARKED else {"part_mark"}
        if self.section not in views.VIEWS:
            found.add("view_next")
        if not kinds and self.section != "result":
            found.add("part_new")
        return found

    @property
    def hints(self) -> Mapping[str, str]:
        """What the key that marks does to what stands here."""
        names = {kind.name for kind in views.kinds_of(self.section, self.view)} & MARKED
        told = {
            "cause": _("rotorsak") if self.view == "whys" else _("gå vidare"),
            "step": _("går fel här"),
            "activity": _("gjort"),
            "action": _("besluta"),
        }
        return {"part_mark": told[names.pop()]} if len(names) == 1 else {}

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        doc = self.tavla.live.board.get("cards", self._card)
        if doc is None:
            self._tabs, self.pinned = NONE, 0
            gone = wrap(self.shell.keyed(_("Kortet har tagits bort. {undo} ångrar om det var du.")), width)
            return [Item(([(line, "still")],)) for line in gone]
        look = self._look(doc, width)
        self._head, self._tabs = told.head(look)
        self._hint = told.hint(look)
        self._below = told.below(look)
        self._drawing = self._drawn(doc, look.around)
        return self._put_together()

    def _look(self, doc: Doc, width: int) -> Look:
        live = self.tavla.live
        return Look(
            self._around(width),
            live.org,
            live.me,
            self.section,
            self.view,
            self._card,
            doc,
            self._opened,
            self._every,
            self.size.height,
            self.shell.key_of,
        )

    def _around(self, width: int) -> Around:
        live, boards = self.tavla.live, self.tavla.desk.board_names
        return Around(live.board, people_of(live.org), self.tavla.now.date(), width, boards, live.org)

    def _drawn(self, doc: Doc, around: Around) -> list[Item]:
        room = self.size.height - self._above - 1 - views.ROWS_LEFT
        rows = views.draw(around, self.section, self.view, self._card, doc, self._here(), room)
        return [Item((row,)) for row in rows] + ([SPACE] if rows else [])

    @property
    def _above(self) -> int:
        """Rows over the drawing."""
        return sum(len(item.rows) for item in (*([self._head] if self._head else ()), *self._hint))

    def _put_together(self) -> list[Item]:
        """Head, drawing, rows; the names of the views, and a drawing that fits, stay when the rows scroll."""
        assert self._head is not None
        items = [self._head, *self._hint, *self._drawing, *self._below]
        top = self._above
        drawn = top + len(self._drawing)
        follows = (self.section, self.view) in views.FOLLOWS_CURSOR
        fits = follows and self._opened is None and self.size.height - drawn >= views.ROWS_LEFT
        self.pinned = (
            drawn if fits else top if self._tabs.places and self.size.height - top >= views.ROWS_LEFT else 0
        )
        return items

    def _point(self) -> None:
        """Draw what is over the rows again, with another part pointed at."""
        if (self.section, self.view) not in views.FOLLOWS_CURSOR:
            return
        doc = self.tavla.live.board.get("cards", self._card)
        if doc is not None and self._head is not None:
            self._drawing = self._drawn(doc, self._around(self.text_width))
            self.set_items(self._put_together())

    def _part(self) -> tuple[str, str] | None:
        """(kind, id) of the part under the cursor."""
        named = (self.key or "").split("/")
        return (named[1], named[2]) if named[0] in ("part", "field") and len(named) > 2 else None

    def _here(self) -> str | None:
        part = self._part()
        return part[1] if part else None

    # --- keys

    def opened(self) -> None:
        what, *named = (self.key or "").split("/")
        if what == "part":
            self._opened = None if self._opened == named[1] else named[1]
            self.fill()
        elif what == "field":
            part_fields.edit(self.shell, named[0], named[1], named[2], self._place_of_row())
        elif what == "card":
            part_fields.edit_card(self.shell, self._card, named[0], self._place_of_row())
        elif what == "bone" and named[0]:
            analysis.rename_bone(self.shell, self._card, named[0])
        elif what in ("new", "bone"):
            self._new()
        elif what == "bone_new":
            analysis.add_bone(self.shell, self._card)
        elif what == "every":
            self._every = True
            self.fill()

    def _place_of_row(self) -> tuple[int, int, int]:
        region = self.region
        width = max(min(region.width - LABEL - 1, 96), 40)
        return min(region.x + LABEL - 1, region.right - width), region.y + self.row_of_cursor - 3, width

    def place_below(self) -> tuple[int, int, int]:
        """Where a question stands under the row of the cursor, so that what is written about is in sight."""
        region = self.region
        rows = len(self.items[self.cursor].rows) if self.items else 0
        width = max(min(region.width - 8, 84), 40)
        return region.x + 4, region.y + self.row_of_cursor + rows, width

    def go_to(self, kind: str, id: str) -> None:
        """Stand on a part that has just been written."""
        key = f"part/{kind}/{id}"
        if key in self.keys:
            self.set_items(self.items, keep=key)
            self._point()

    def act(self, what: str) -> None:
        what, _slash, given = what.partition("/")
        if what == "digit":
            self._digit(int(given))
        elif what == "place":
            self._step_in_field(*STEPS[given])
        else:
            simple: dict[str, Callable[[], None]] = {
                "new": self._new,
                "mark": self._mark,
                "delete": self._delete,
                "next": lambda: self._turn(1),
                "back": lambda: self._turn(-1),
            }
            simple[what]()

    def _new(self) -> None:
        """A new part of the kind that the cursor stands among, where it stands."""
        what, *named = (self.key or "").split("/")
        kinds = views.kinds_of(self.section, self.view)
        shown = (self.section, self.view)
        if self.section == "coaching":
            coaching.coach(self.shell, self._card)
        elif self.section == "lift":
            lift(self.shell, self._card)
        elif self.section == "result":
            measuring.add_readings(self.shell, self._card)
        elif shown == ("causes", "bones"):
            acts.add(self.shell, self._card, "cause", self._bone_here())
        elif shown == ("causes", "whys"):
            analysis.add_why(self.shell, self._card, self._here())
        elif kinds:
            name = named[0] if what in ("new", "part", "field") and named else kinds[0].name
            acts.add(self.shell, self._card, name)

    def _bone_here(self) -> dict[str, str]:
        """The bone that the cursor stands on or under."""
        what, *named = (self.key or "").split("/")
        if what == "bone":
            return {"bone": named[0]} if named[0] else {}
        cause = self.tavla.live.board.get("causes", self._here() or "")
        return {"bone": str(cause["bone"])} if cause is not None and cause.get("bone") else {}

    def _delete(self) -> None:
        """Take away the part on the row; on the row of a field of one nothing is meant."""
        part = self._part()
        if part is not None and (self.key or "").startswith("part/"):
            acts.remove(self.shell, *part)

    def _turn(self, step: int) -> None:
        listed = list(views.VIEWS.get(self.section, ()))
        if listed:
            self._show(listed[(listed.index(self.view) + step) % len(listed)])

    def _show(self, view: str) -> None:
        """Another view; the cursor stays on a part that is there, too, and else begins at the first row."""
        self.view, self._opened, self._every = view, None, False
        self.shell.key_line.update()
        here = self.key
        self.fill()
        if self.key != here:
            self.cursor = self.top = 0
            self.set_items(self.items, keep=next(iter(self.keys), None))

    def _mark(self) -> None:
        """What matters most about a part, in one key: the root cause, where it goes wrong, decided, done."""
        part = self._part()
        if part is None:
            return
        kind, id = part
        doc = acts.home_of(self.shell, KINDS[kind]).get(KINDS[kind].table, id) or {}
        field = {"cause": "root" if self.view == "whys" else "prioritised", "step": "trouble",
                 "activity": "done"}.get(kind)  # fmt: skip
        if field is not None:
            acts.put(self.shell, kind, id, {field: not doc.get(field)})
        elif kind == "action":
            analysis.decide(self.shell, id, doc)

    def _digit(self, given: int) -> None:
        """Points to a cause, or whether a measure is ours to decide."""
        part = self._part()
        if part is None:
            return
        if part[0] == "cause" and self.view == "points" and given <= 5:
            analysis.give_points(self.shell, self._card, part[1], given)
        elif part[0] == "action" and self.view == "list" and 1 <= given <= 3:
            analysis.influence(self.shell, self._card, part[1], given)

    def _step_in_field(self, effect: int, feasibility: int) -> None:
        """Move a measure in the four fields, a step at a time."""
        part = self._part()
        if part is None or part[0] != "action" or self.view != "field":
            return
        doc = self.tavla.live.board.get("actions", part[1]) or {}
        now = whole_in(doc, "effect", MIDDLE), whole_in(doc, "feasibility", MIDDLE)
        self._place(part[1], now[0] + effect, now[1] + feasibility)

    def _place(self, action: str, effect: int, feasibility: int) -> None:
        wanted = {"effect": min(max(effect, 1), 4), "feasibility": min(max(feasibility, 1), 4)}
        acts.put(self.shell, "action", action, wanted)

    # --- the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        at, x = self.item_at(event.y), event.x - self.margin - 1
        if self._tabs.places and at == 0 and self._head and self.line_at(event.y) == len(self._head.rows) - 1:
            hit = self._tabs.at(x)
            if hit is not None:
                self._show(hit)
            return
        drawn = at - 1 - len(self._hint) if at is not None else -1
        if self.view == "field" and 0 <= drawn < len(self._drawing) - 1:
            self._click_in_field(self._drawing[drawn].rows[0], x, drawn)
            return
        super().on_mouse_down(event)

    def _click_in_field(self, row: Row, x: int, y: int) -> None:
        """Choose the measure whose letter it is, or put the chosen one there."""
        dots = views.placed(self._around(self.text_width), self._card)
        room = len(self._drawing) - 1
        found, place = views.hit(list(dots.values()), row, x, y, self.text_width, room)
        part = self._part()
        if found is not None:
            id = list(dots)[found]
            self.set_items(self.items, keep=f"part/action/{id}")
            self._point()
        elif place is not None and part is not None and part[0] == "action":
            self._place(part[1], *place)

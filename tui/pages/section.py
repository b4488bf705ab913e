"""One section of a card, opened: its drawing, its fields, its parts, and what is worth a thought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

from board.card import card_of
from board.method.kinds import CARD_FIELDS, KINDS, Kind, kinds_in
from board.method.parts import cycle_of, parts_of
from board.model import people_of
from board.ports import Doc
from tui import method_words as words
from tui.acts import parts as acts
from tui.lines import Row, fit, spread, wrap
from tui.pages import section_views as views
from tui.pages.page import Page
from tui.pages.section_rows import LABEL, SPACE, Around, field_item, part_item
from tui.text import _
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.live import News

DEEPEST = 6
AFTERWARDS = ("amendment", "routine_check")
"""Kinds that there is nothing to write of at first."""
STEPS = {"up": (1, 0), "down": (-1, 0), "right": (0, 1), "left": (0, -1)}
"""What a step in the four fields changes: (effect, feasibility)."""


class SectionPage(Page):
    """A section of one card. Enter opens a part and changes what stands on a row; n writes a new part."""

    name_of_page = "section"
    widest = 160

    def __init__(self, card: str, section: str) -> None:
        super().__init__()
        self._card = card
        self.section = section
        self._view = next(iter(views.VIEWS.get(section, {"": ""})))
        self._opened: str | None = None
        self._tabs: list[tuple[int, int, str]] = []
        self._tab_row = 0

    @property
    def card(self) -> str | None:
        return self._card

    def news(self, news: News) -> None:
        if any(
            e.id == self._card or (e.after or e.before or {}).get("card") == self._card for e in news.events
        ):
            self.fill()

    def step(self, items: int) -> None:
        super().step(items)
        if self._has_drawing:
            self.fill()

    @property
    def _has_drawing(self) -> bool:
        return (self.section, self._view) in {("causes", "bones"), ("causes", "whys"), ("measures", "field")}

    # --- what is on it

    def build(self, width: int) -> Sequence[Item]:
        live = self.tavla.live
        doc = live.board.get("cards", self._card)
        if doc is None:
            gone = wrap(_("Kortet har tagits bort. u ångrar om det var du."), width)
            return [Item(([(line, "still")],)) for line in gone]
        boards = self.tavla.desk.board_names
        around = Around(live.board, people_of(live.org), self.tavla.now.date(), width, boards)
        items = self._head(doc, width)
        here = self._here()
        drawn = views.draw(
            around, self.section, self._view, self._card, doc, here, max(self.size.height - 8, 8)
        )
        if drawn:
            items += [Item((row,)) for row in drawn] + [SPACE]
        items += self._fields(around, doc)
        items += self._parts(around, doc)
        return [*items, *self._thoughts(around)]

    def _here(self) -> str | None:
        """The part under the cursor."""
        named = (self.key or "").split("/")
        return named[2] if named[0] in ("part", "field") and len(named) > 2 else None

    def _head(self, doc: Doc, width: int) -> list[Item]:
        title = fit(card_of(self._card, doc).title, max(width - len(words.section(self.section)) - 4, 10))
        rows: list[Row] = [spread([(words.section(self.section), "heading")], [(title, "quiet")], width)]
        rows += [[(line, "quiet")] for line in wrap(_begun(words.section_aim(self.section)), width)]
        self._tabs = []
        listed = views.VIEWS.get(self.section)
        if listed:
            tabs: list[tuple[str, str]] = []
            x = 0
            for view, name in listed.items():
                text = ("● " if view == self._view else "○ ") + _(name)
                tabs += [(text, "strong" if view == self._view else "quiet"), ("   ", "text")]
                self._tabs.append((x, x + len(text), view))
                x += len(text) + 3
            self._tab_row = len(rows)
            rows.append(tabs)
        return [Item(tuple(rows)), SPACE]

    def _fields(self, around: Around, doc: Doc) -> list[Item]:
        """The card's own fields in the section; a section of several views has them with its last one."""
        fields = CARD_FIELDS.get(self.section, ())
        listed = views.VIEWS.get(self.section)
        if not fields or (listed and self._view != list(listed)[-1] and self.section != "measures"):
            return []
        if self.section == "measures" and self._view != "list":
            return []
        items = [
            field_item(around, None, field, doc.get(field.name), f"card/{field.name}") for field in fields
        ]
        return [*items, SPACE]

    def _kinds(self) -> tuple[Kind, ...]:
        named = views.KINDS_OF_VIEW.get((self.section, self._view))
        if named is not None:
            return tuple(KINDS[name] for name in named)
        return kinds_in(self.section)

    def _parts(self, around: Around, doc: Doc) -> list[Item]:
        items: list[Item] = []
        for kind in self._kinds():
            if kind.name in AFTERWARDS and not self._docs(kind) and not self._has_come(kind, doc):
                continue
            if (self.section, self._view) == ("causes", "bones"):
                items += self._bones(around, doc)
            elif (self.section, self._view) == ("causes", "whys"):
                items += self._whys(around)
            else:
                items += self._group(around, doc, kind)
        return items

    def _has_come(self, kind: Kind, doc: Doc) -> bool:
        """Whether there is anything yet that a part of the kind would be about."""
        return bool(doc.get("tested")) if kind.name == "amendment" else bool(self._docs(KINDS["routine"]))

    def _docs(self, kind: Kind) -> dict[str, Doc]:
        return parts_of(acts.home_of(self.shell, kind), kind.name, self._card)

    def _new_item(self, kind: Kind, what: str, label: str, told: str = "") -> Item:
        row: Row = [(f"  {label}", "strong"), (f"  {told}", "quiet")]
        return Item((row,), what)

    def _group(self, around: Around, doc: Doc, kind: Kind) -> list[Item]:
        """A kind's parts under its name; those of earlier tries stand last and are only read."""
        docs = self._docs(kind)
        label = words.kind(kind.name, many=True)
        items = [self._new_item(kind, f"new/{kind.name}", _begun(label), self._told(kind, docs))]
        now = cycle_of(doc)
        ordered = self._ordered(kind, docs)
        numbered = kind.name in ("experiment", "step", "action", "cause")
        signs = views.letters(len(ordered)) if self._view == "field" else []
        for place, (id, part) in enumerate(ordered, 1):
            past = kind.tried and cycle_of(part) < now
            facts = [_("försök {n}, läses bara").format(n=cycle_of(part))] if past else []
            if self._view == "points":
                facts.append(self._points_told(around, id))
            item = part_item(around, kind, id, part, place if numbered else 0, id == self._opened, facts)
            if signs:
                item = Item(
                    ([(f"  {signs[place - 1]} ", "accent"), *item.rows[0][1:]], *item.rows[1:]), item.key
                )
            items.append(item)
            items += self._open_fields(around, kind, id, part)
        return [*items, SPACE]

    def _points_told(self, around: Around, cause: str) -> str:
        live = self.tavla.live
        mine = [
            int(doc.get("points") or 0)
            for doc in live.board.table("votes").values()
            if doc.get("cause") == cause and doc.get("by") == live.me
        ]
        return _("dina poäng: {n}").format(n=max(mine)) if mine else ""

    def _told(self, kind: Kind, docs: dict[str, Doc]) -> str:
        if docs:
            return _("n skriver till")
        return f"{words.lead_question(kind.name)}  {_('n skriver')}"

    def _ordered(self, kind: Kind, docs: dict[str, Doc]) -> list[tuple[str, Doc]]:
        listed = list(docs.items())
        if kind.name == "step":
            listed.sort(key=lambda pair: pair[1].get("place") or 1e9)
        elif kind.name in ("log", "reading", "dialogue"):
            listed.sort(key=lambda pair: (str(pair[1].get("on") or ""), pair[0]), reverse=True)
        return listed

    def _open_fields(self, around: Around, kind: Kind, id: str, part: Doc) -> list[Item]:
        if id != self._opened:
            return []
        return [
            field_item(
                around, kind.name, field, part.get(field.name), f"field/{kind.name}/{id}/{field.name}", 2
            )
            for field in kind.fields
        ]

    def _bones(self, around: Around, doc: Doc) -> list[Item]:
        """Causes under the bones that they hang on; n writes one on the bone of the cursor."""
        kind = KINDS["cause"]
        causes = self._docs(kind)
        items: list[Item] = []
        for key, name in views.bones_of(doc, causes).items():
            own = {id: cause for id, cause in causes.items() if (cause.get("bone") or "") == key}
            if not key and not own and len(causes) > 0:
                continue
            told = _("n skriver en orsak här") if not own else ""
            items.append(self._new_item(kind, f"bone/{key}", name, told))
            for id, cause in own.items():
                items.append(part_item(around, kind, id, cause, 0, id == self._opened))
                items += self._open_fields(around, kind, id, cause)
        items.append(Item(([("  " + _("Ett ben till"), "quiet")],), "bone_new"))
        return [*items, SPACE]

    def _whys(self, around: Around) -> list[Item]:
        """Causes with the answers to their why under them; n answers the why of the cursor."""
        kind = KINDS["cause"]
        causes = self._docs(kind)
        items = [
            self._new_item(kind, "new/cause", _("Svaren"), _("n svarar på varför till raden du står på"))
        ]
        for id, depth in views.in_order_of_whys(causes):
            item = part_item(around, kind, id, causes[id], 0, id == self._opened)
            pad = "  " * min(depth, DEEPEST)
            items.append(Item(tuple([(pad, "text"), *row] for row in item.rows), item.key))
            items += self._open_fields(around, kind, id, causes[id])
        return [*items, SPACE]

    def _thoughts(self, around: Around) -> list[Item]:
        """Advice that follows from what is written; never a must."""
        from tui.method_advice import advice

        told = advice(self.tavla.live.board, self._card, self.section, self.tavla.now.date())
        if not told:
            return []
        items = [Item(([(_("  Värt en tanke"), "strong")],))]
        for text in told:
            lines = wrap(text, around.width - 4)
            items.append(
                Item(
                    tuple(
                        [("  ◇ " if i == 0 else "    ", "accent"), (line, "text")]
                        for i, line in enumerate(lines)
                    )
                )
            )
        return [*items, SPACE]

    # --- keys

    def opened(self) -> None:
        what, *named = (self.key or "").split("/")
        if what == "part":
            self._opened = None if self._opened == named[1] else named[1]
            self.fill()
        elif what == "field":
            acts.edit(self.shell, named[0], named[1], named[2], self._place_of_row())
        elif what == "card":
            acts.edit_card(self.shell, self._card, named[0], self._place_of_row())
        elif what in ("new", "bone"):
            self._new()
        elif what == "bone_new":
            acts.add_bone(self.shell, self._card)

    def _place_of_row(self) -> tuple[int, int, int]:
        region = self.region
        width = max(min(region.width - LABEL - 1, 96), 40)
        return min(region.x + LABEL - 1, region.right - width), region.y + self.row_of_cursor - 3, width

    def act(self, what: str) -> None:
        what, _slash, given = what.partition("/")
        if what == "digit":
            self._digit(int(given))
        elif what == "place":
            self._place(*STEPS[given])
        else:
            simple: dict[str, Callable[[], None]] = {
                "new": self._new,
                "mark": self._mark,
                "delete": self._delete,
                "next": lambda: self._turn(1),
                "back": lambda: self._turn(-1),
            }
            simple[what]()

    def _part(self) -> tuple[str, str] | None:
        """(kind, id) of the part under the cursor."""
        named = (self.key or "").split("/")
        return (named[1], named[2]) if named[0] in ("part", "field") and len(named) > 2 else None

    def _new(self) -> None:
        """A new part of the kind that the cursor stands among, where it stands."""
        what, *named = (self.key or "").split("/")
        kinds = self._kinds()
        if self.section == "coaching":
            acts.coach(self.shell, self._card)
        elif self.section == "lift":
            from tui.acts.lifts import lift

            lift(self.shell, self._card)
        elif self.section == "result":
            acts.add_readings(self.shell, self._card)
        elif (self.section, self._view) == ("causes", "bones"):
            acts.add(self.shell, self._card, "cause", self._bone_here())
        elif (self.section, self._view) == ("causes", "whys"):
            part = self._part()
            acts.add_why(self.shell, self._card, part[1] if part else None)
        elif kinds:
            name = named[0] if what in ("new", "part", "field") and named else kinds[0].name
            acts.add(self.shell, self._card, name)

    def _bone_here(self) -> dict[str, str]:
        """The bone that the cursor stands on or under."""
        what, *named = (self.key or "").split("/")
        if what == "bone":
            return {"bone": named[0]} if named[0] else {}
        part = self._part()
        cause = self.tavla.live.board.get("causes", part[1]) if part else None
        return {"bone": str(cause["bone"])} if cause is not None and cause.get("bone") else {}

    def _delete(self) -> None:
        part = self._part()
        if part is not None:
            acts.remove(self.shell, *part)

    def _turn(self, step: int) -> None:
        listed = list(views.VIEWS.get(self.section, ()))
        if listed:
            self._view = listed[(listed.index(self._view) + step) % len(listed)]
            self._opened = None
            self.fill()

    def _mark(self) -> None:
        """What matters most about a part, in one key: the root cause, where it goes wrong, decided, done."""
        part = self._part()
        if part is None:
            return
        kind, id = part
        doc = acts.home_of(self.shell, KINDS[kind]).get(KINDS[kind].table, id) or {}
        if kind == "cause" and self._view == "whys":
            acts.put(self.shell, kind, id, {"root": not doc.get("root")})
        elif kind == "cause":
            acts.put(self.shell, kind, id, {"prioritised": not doc.get("prioritised")})
        elif kind == "step":
            acts.put(self.shell, kind, id, {"trouble": not doc.get("trouble")})
        elif kind == "action":
            acts.decide(self.shell, id, doc)
        elif kind == "activity":
            acts.put(self.shell, kind, id, {"done": not doc.get("done")})

    def _digit(self, given: int) -> None:
        """Points to a cause, or whether a measure is ours to decide."""
        part = self._part()
        if part is None:
            return
        if part[0] == "cause" and self._view == "points" and given <= 5:
            acts.give_points(self.shell, self._card, part[1], given)
        elif part[0] == "action" and self._view == "list" and 1 <= given <= 3:
            acts.influence(self.shell, self._card, part[1], given)

    def _place(self, effect: int, feasibility: int) -> None:
        """Move a measure in the four fields, a step at a time."""
        part = self._part()
        if part is None or part[0] != "action":
            return
        doc = self.tavla.live.board.get("actions", part[1]) or {}
        wanted = {
            "effect": min(max(int(doc.get("effect") or 2) + effect, 1), 4),
            "feasibility": min(max(int(doc.get("feasibility") or 2) + feasibility, 1), 4),
        }
        acts.put(self.shell, "action", part[1], wanted)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        line = self.top + event.y
        x = event.x - self.margin - 1
        hit = next((view for a, b, view in self._tabs if a <= x < b), None) if line == self._tab_row else None
        if hit is not None:
            self._view = hit
            self.fill()
            return
        super().on_mouse_down(event)


def _begun(text: str) -> str:
    """With a capital letter, as a sentence begins."""
    return text[:1].upper() + text[1:]

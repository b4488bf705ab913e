"""Rounds of the self-assessment: what can be answered now, what earlier ones came to, and what can be opened."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from board.model import people_of, roles_of
from board.readiness import items_of
from board.readiness_rounds import (
    LEADERS,
    Round,
    is_invited,
    is_late,
    overseers,
    own_answer,
    reminder_months,
    rounds_of,
    status,
)
from board.readiness_time import next_due
from tui import readiness_words as words
from tui.acts import readiness as acts
from tui.lines import Piece, Row, fit, row_width, spread, wrap
from tui.pages.page import Page
from tui.text import _, dates, ngettext
from tui.widgets.rows_view import Item

SPACE = Item(([("", "text")],))
READINESS, CLIMATE = "readiness", "climate"


class RoundsPage(Page):
    """The rounds of the board, of its area and of the organisation."""

    name_of_page = "readiness"

    def build(self, width: int) -> Sequence[Item]:
        found = self._rounds()
        head: list[Row] = [[(_("Redo-analys"), "heading")]]
        told = _(
            "Finns viljan och förmågan att förändra? Var och en svarar för sig, sedan pratar ni om svaren."
        )
        head += [[(line, "quiet")] for line in wrap(told, width)]
        items = [Item((*head, [("", "text")])), *self._reminder(found, width)]
        now = [one for one in found if one.is_open]
        if now:
            items.append(Item(([(_("Pågår"), "strong")],)))
        for one in now:
            items += [*self._now(one, width), SPACE]
        closed = [one for one in reversed(found) if one.result is not None]
        if closed:
            items.append(Item(([(_("Tidigare"), "strong")],)))
            items += [self._past(one, width) for one in closed]
            items.append(SPACE)
        return [*items, *self._more(found, width)]

    def _rounds(self) -> list[Round]:
        """Oldest first: the board's own, and those it belongs to."""
        live = self.tavla.live
        area = acts.area_of(live)
        wider = [one for one in rounds_of(live.org) if one.scope != "area" or one.area == area]
        found = [*rounds_of(live.board), *wider]
        return sorted(found, key=lambda one: (one.opened.timestamp() if one.opened else 0, one.id))

    def _reminder(self, found: Sequence[Round], width: int) -> list[Item]:
        """That it is time again: of the board's for everyone on it, of wider ones for those who lead them."""
        live, today = self.tavla.live, self.tavla.now.date()
        items: list[Item] = []
        for scope, area in (("board", None), ("area", acts.area_of(live)), ("organisation", None)):
            mine = [one for one in found if one.scope == scope and one.form == READINESS]
            last = next((one for one in reversed(mine) if one.result and one.day), None)
            if last is None or last.day is None or any(one.is_open for one in mine):
                continue
            due = next_due(last.day, reminder_months(acts.home_of(live, scope)))
            if due is None or due > today or not (scope == "board" or acts.leads(self.shell, scope, area)):
                continue
            told = _("● Det är dags igen: den förra redo-analysen stängdes {ago}. Vad har hänt sedan dess?")
            if scope != "board":
                told = _("● {whose}: det är dags igen, den förra redo-analysen stängdes {ago}.")
            told = told.format(whose=acts.label_of(self.shell, last), ago=dates.relative(last.day, today))
            items += [Item(tuple([(line, "still")] for line in wrap(told, width))), SPACE]
        return items

    def _now(self, one: Round, width: int) -> list[Item]:
        live, today = self.tavla.live, self.tavla.now.date()
        home = acts.home_of(live, one.scope)
        title: list[Piece] = [
            ("  " + words.form(one.form), "text"),
            (f" · {acts.label_of(self.shell, one)}", "quiet"),
        ]
        how = words.progress(status(home, live.org, one.id))
        items = [Item((spread(title, [(how, "accent")], width),))]
        if one.closes:
            last = _("svara senast {day}, {when}").format(
                day=dates.day(one.closes, today), when=dates.relative(one.closes, today)
            )
            items.append(Item(([("  " + last, "late" if one.closes < today else "quiet")],)))
        told = _("De som är med påminns överst på tavlan tills de svarat.")
        items.append(Item(tuple([("  " + line, "quiet")] for line in wrap(told, width - 2))))
        key = f"{one.scope}:{one.id}"
        if live.me is None or is_invited(home, live.org, one.id, live.me):
            items.append(Item((self._own(one, width),), f"answer:{key}"))
        if acts.leads(self.shell, one.scope, one.area):
            more = _("Ändra vilka som är med")
            items.append(Item(([("  · ", "quiet"), (_("Stäng omgången"), "text")],), f"close:{key}"))
            items.append(Item(([("  · ", "quiet"), (more, "text")],), f"invite:{key}"))
            day = _("Ändra sista dagen") if one.closes else _("Säg en sista dag")
            items.append(Item(([("  · ", "quiet"), (day, "text")],), f"day:{key}"))
        return items

    def _own(self, one: Round, width: int) -> Row:
        """The way to answer, with how far this person has come."""
        live = self.tavla.live
        given = own_answer(acts.home_of(live, one.scope), one.id, live.me) if live.me else {}
        total = len(items_of(one.form))
        done = sum(1 for reply in given.values() if reply.rating is not None)
        if done >= total:
            said = _("Du har svarat. Ändra dina svar"), _("går till dess omgången stängs")
        elif done:
            said = _("Fortsätt svara"), _("{n} av {total} klara").format(n=done, total=total)
        elif one.form == READINESS:
            said = _("Svara: tar under fem minuter"), ""
        else:
            said = _("Svara: tar ett par minuter"), ""
        sign = "✓ " if done >= total else "▸ "
        return [
            ("  " + sign, "good" if done >= total else "accent"),
            (said[0], "text"),
            ("  " + said[1], "quiet"),
        ]

    def _past(self, one: Round, width: int) -> Item:
        live, today = self.tavla.live, self.tavla.now.date()
        found = one.verdict
        what = words.category(found.code) if found else words.form(one.form)
        facts = [words.when(one, today)]
        if one.baseline:
            facts.append(_("den första"))
        if live.me and is_late(acts.home_of(live, one.scope), one.id, live.me):
            facts.append(_("ditt svar kom efter"))
        when = " · ".join(facts)
        tail: list[Piece] = []
        if one.scope != "board":
            tail.append((f"  {acts.label_of(self.shell, one)}", "quiet"))
        if one.ending:
            tail.append(
                (f"  {words.ending(one.ending).lower()}", "good" if one.ending == "ready" else "still")
            )
        room = width - cell_len(when) - row_width(tail) - 6
        sign = "◎" if one.baseline else "○"
        left: list[Piece] = [(f"  {sign} ", "accent"), (fit(what, max(room, 20)), "text"), *tail]
        return Item((spread(left, [(when, "quiet")], width),), f"open:{one.scope}:{one.id}")

    def _more(self, found: Sequence[Round], width: int) -> list[Item]:
        """What can be begun here, by those who may."""
        live = self.tavla.live
        area = acts.area_of(live)
        scopes = [("board", None), ("organisation", None), *([("area", area)] if area else [])]
        items: list[Item] = []
        if live.me is None or any(acts.leads(self.shell, scope, named) for scope, named in scopes):
            for form, told in (
                (READINESS, _("Öppna en ny redo-analys")),
                (CLIMATE, _("Öppna en snabbkoll av arbetsklimatet")),
            ):
                items.append(Item(([("+ ", "accent"), (told, "text")],), f"new:{form}"))
            months = reminder_months(live.board)
            told = ngettext("tavlan påminner efter {n} månad", "tavlan påminner efter {n} månader", months)
            said = told.format(n=months) if months else _("tavlan påminner inte om nästa")
            row: Row = [("· ", "quiet"), (_("Ändra när nästa är"), "text"), (f"  {said}", "quiet")]
            items.append(Item((row,), "remind"))
        else:
            items += [Item(([(line, "quiet")],)) for line in wrap(words.who_may_open(), width)]
            items += self._who_leads(width)
        if any(acts.leads(self.shell, scope, named) for scope, named in scopes[1:]):
            items.append(
                Item(([("▸ ", "accent"), (_("Alla tavlor: var enheterna står"), "text")],), "overview")
            )
        else:
            items += self._whose_overview(area, width)
        return items

    def _who_leads(self, width: int) -> list[Item]:
        """Who that is here, and how one of them takes the keys."""
        live = self.tavla.live
        people = people_of(live.org)
        held = roles_of(live.org, live.board_id or "", self.tavla.now.date(), acts.area_of(live))
        who = dict.fromkeys(
            people[one.person].short for one in held if one.role in LEADERS and one.person in people
        )
        if not who:
            return []
        told = _("Här är det {names}. Är du en av dem: tryck {key} och välj ditt namn.")
        told = told.format(names=", ".join(who), key=self.shell.key_of("who"))
        return [Item(tuple([(line, "quiet")] for line in wrap(told, width)))]

    def _whose_overview(self, area: str | None, width: int) -> list[Item]:
        """Who sees how all units stand, for the others."""
        org = self.tavla.live.org
        people = people_of(org)
        who = [
            people[ref].short for ref in overseers(org, self.tavla.now.date(), area or "") if ref in people
        ]
        if not who:
            return []
        told = _("Var alla enheter står ses av {names}, som är ambassadör eller specialist.")
        told = told.format(names=", ".join(who))
        return [SPACE, Item(tuple([(line, "quiet")] for line in wrap(told, width)))]

    def opened(self) -> None:
        what, _colon, rest = (self.key or "").partition(":")
        if what == "new":
            acts.open_new(self.shell, rest)
        elif what == "remind":
            acts.remind(self.shell)
        elif what == "overview":
            acts.overview(self.shell)
        elif what:
            scope, _colon, id = rest.partition(":")
            one = acts.find(self.tavla.live, id, scope)
            if one is not None:
                does = {
                    "answer": acts.answer_round,
                    "close": acts.close,
                    "invite": acts.invite,
                    "day": acts.change_last_day,
                }
                does.get(what, acts.open_closed)(self.shell, one)

"""The view of what a round came to: the map, the category with its advice, the decision, and what makes ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.readiness import ABILITY, WILL, Result, items_of, lowest
from board.readiness_rounds import Round, is_locked, series_of
from board.readiness_verdict import COMPETING, TOOLS_OWN, Verdict
from tui import readiness_words as words
from tui.acts import readiness as acts
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages.round_dialogue import SPACE, cards_of
from tui.readiness_map import Point, map_rows
from tui.text import _, dates
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.pages.round import RoundPage

NEWEST, BASELINE, OTHER = "◉", "◎", "○"


def items(page: RoundPage, one: Round, width: int) -> list[Item]:
    """The whole view."""
    if one.result is None:
        return []
    verdict = one.verdict
    found = _readiness(page, one, verdict, width) if verdict else _climate(one.result, width)
    found += [*_wills(page, one, width), _decision(one, width), SPACE, *_plan(page, one, width)]
    key = page.shell.key_of("round_file")
    row: Row = [("▸ ", "accent"), (_("Spara omgången som en fil"), "text"), (f"  {key}", "key")]
    return [*found, SPACE, Item((row,), "file")]


def _readiness(page: RoundPage, one: Round, found: Verdict, width: int) -> list[Item]:
    rows: list[Row] = [[(line, "heading")] for line in wrap(words.category(found.code), width)]
    rows += [[(line, "text")] for line in wrap(words.description(found, TOOLS_OWN), width)]
    for advice in words.advice(found):
        rows += [
            [("→ " if i == 0 else "  ", "accent"), (line, "text")]
            for i, line in enumerate(wrap(advice, width - 2))
        ]
    for near in words.near(found):
        rows += [[(line, "still")] for line in wrap("≈ " + near, width)]
    drawn = _map(page, one, width)
    told = _based_on(one, found, width)
    return [Item((*part, [("", "text")])) for part in (rows, drawn, told) if part]


def _map(page: RoundPage, one: Round, width: int) -> list[Row]:
    """The map with this round and those before it, and under it each in words."""
    home = acts.home_of(page.tavla.live, one.scope)
    series = series_of(home, one)
    earlier = series[: [other.id for other in series].index(one.id) + 1]
    points = []
    told: list[Row] = []
    for other in earlier:
        found = other.verdict
        if found is None or found.will is None or found.ability is None:
            continue
        sign = NEWEST if other.id == one.id else BASELINE if other.baseline else OTHER
        label = f"{dates.month(other.day)} {other.day.year}" if other.day else ""
        apart = found.will_state == COMPETING
        points.append(
            Point(label, found.will, found.ability, apart, sign, "accent" if other.id == one.id else "text")
        )
        line = f"{label:<10} " + _("vilja {will}, förmåga {ability}").format(
            will=words.number(found.will, 2), ability=words.number(found.ability, 2)
        )
        told.append([(f"{sign} ", "accent"), (line, "text"), (f"  {words.category(found.code)}", "quiet")])
    high = 11 if page.size.height < 30 else 15 if page.size.height < 40 else 17
    rows = map_rows(points, min(width, 110), high) if points else []
    if any(point.competing for point in points):
        told.append([("↔ ", "accent"), (_("viljorna drar åt olika håll"), "quiet")])
    return [*rows, *reversed(told[-6:])]


def _based_on(one: Round, found: Verdict, width: int) -> list[Row]:
    """The numbers in words, what they rest on, and that the limits are the tool's own."""
    result = one.result
    if result is None:
        return []
    will, ability = result.answered(WILL), result.answered(ABILITY)
    if not (result.may_show(WILL) and result.may_show(ABILITY)):
        told = words.no_numbers()
        rows: list[Row] = [[(line, "text")] for line in wrap(told, width)]
        if found.by_chair:
            told = _("Att viljorna drar åt olika håll är ledarens ord.")
            rows += [[(line, "text")] for line in wrap(told, width)]
        return [*rows, *([(line, "quiet")] for line in wrap(words.thresholds(TOOLS_OWN), width))]
    told = _("Viljan är {will} ({state}) och bygger på {n} av {all} faktorer.").format(
        will=words.number(found.will, 2), state=words.wills(found.will_state), n=will[0], all=will[1]
    )
    told += " " + _("Förmågan är {ability} ({state}) och bygger på {n} av {all}.").format(
        ability=words.number(found.ability, 2),
        state=words.abilities(found.ability_state),
        n=ability[0],
        all=ability[1],
    )
    if found.spread is not None:
        told += " " + _("Spridningen i viljan är {spread}.").format(spread=words.number(found.spread, 2))
    if found.by_chair:
        told += " " + _("Att viljorna drar åt olika håll är ledarens ord.")
    rows = [[(line, "text")] for line in wrap(told, width)]
    return [*rows, *([(line, "quiet")] for line in wrap(words.thresholds(TOOLS_OWN), width))]


def _climate(result: Result, width: int) -> list[Item]:
    """A mean for each of the four, and for the climate's two sides."""
    rows: list[Row] = []
    groups = dict.fromkeys(item.group for item in items_of(result.form).values())
    for group in groups:
        mean = result.shown_mean(group)
        hidden = mean is None and result.mean(group) is not None
        name = words.group(group)
        rows.append([(f"{name:<22}", "strong"), (f"{words.number(mean):<6}", "text")])
        rows[-1] = [*rows[-1], (words.few(), "quiet") if hidden else (bar(mean), "accent")]
        mine = [item for item in items_of(result.form).values() if item.group == group and item.side]
        for item in mine:
            of = result.of(item.key)
            left = f"  {words.name(item.key)}"
            told = f"{left:<22}{words.number(of.shown_mean):<6}"
            rows.append(
                [(told, "quiet"), (bar(of.shown_mean), "quiet"), (f"  {words.side(item.side)}", "quiet")]
            )
    told = _("1 stämmer inte, 4 stämmer helt. Snabbkollen ger ingen kategori; den är till för att prata om.")
    return [Item((*rows, [("", "text")], *([(line, "quiet")] for line in wrap(told, width)), [("", "text")]))]


def bar(mean: float | None, cells: int = 24) -> str:
    """A mean from 1 to 4 as a bar with its whole length told."""
    if mean is None:
        return ""
    full = round((mean - 1) / 3 * cells)
    return "█" * full + "░" * (cells - full)


def _wills(page: RoundPage, one: Round, width: int) -> list[Item]:
    """The leader's word on competing wills, where it can still be given."""
    home = acts.home_of(page.tavla.live, one.scope)
    if one.verdict is None:
        return []
    said = {None: _("inget sagt"), True: _("ja"), False: _("nej")}[one.competing]
    may = acts.leads(page.shell, one.scope, one.area) and not is_locked(home, one.id)
    ask: Row = [(_("Drar viljorna åt olika håll?"), "text"), (f"  {_('ledarens ord')}: {said}", "quiet")]
    return [Item((ask,), "wills")] if may else [Item((ask,))] if one.competing is not None else []


def _decision(one: Round, width: int) -> Item:
    """Redo, or inte redo än: both are results."""
    part = {"ready": "good", "not_yet": "still"}.get(one.ending or "", "quiet")
    sign = {"ready": "✓ ", "not_yet": "○ "}.get(one.ending or "", "? ")
    rows: list[Row] = [[(_("Vårt beslut") + "  ", "strong"), (sign + words.ending(one.ending), part)]]
    if one.ending_why:
        rows += [[("  " + line, "text")] for line in wrap(one.ending_why, width - 2)]
    elif not one.ending:
        told = _("Inte redo än är också ett svar: då gör ni er redo först.")
        rows += [[("  " + line, "quiet")] for line in wrap(told, width - 2)]
    return Item(tuple(rows), "ending")


def _plan(page: RoundPage, one: Round, width: int) -> list[Item]:
    """What is lowest, and the cards that there are already."""
    result = one.result
    if result is None:
        return []
    cards = cards_of(page, one)
    low = [tally.key for tally in lowest(result)]
    keys = [*low, *(key for key in items_of(one.form) if key in cards and key not in low)]
    if not keys:
        return []
    key_of_card = page.shell.key_of("round_card")
    found = [
        Item(
            (
                [
                    (_("Göra oss redo"), "strong"),
                    (
                        "  " + _("lägst i snitt; {key} gör ett kort i Planera").format(key=key_of_card),
                        "quiet",
                    ),
                ],
            )
        )
    ]
    for key in keys:
        mean: list[Piece] = [(words.number(result.of(key).shown_mean), "quiet")]
        rows: list[Row] = [spread([("  " + words.name(key), "text")], mean, min(width, 50))]
        for title, place in cards.get(key, ()):
            rows.append([("    ◇ ", "accent"), (fit(title, width - 24), "text"), (f"  {place}", "quiet")])
        found.append(Item(tuple(rows), f"item:{key}"))
    return found

"""The view to talk from: each factor with its mean and how answers spread, and what the group agrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from board.readiness import FEWEST_SHOWN, RATINGS, Result, Tally, items_of, most_divided
from board.readiness_rounds import Round, cards_from
from tui import readiness_words as words
from tui import words as plain
from tui.lines import Piece, Row, fit, wrap
from tui.text import _
from tui.widgets.rows_view import Item

if TYPE_CHECKING:
    from tui.pages.round import RoundPage

NAME, MEAN, UNSURE = 28, 6, 9
"""Cells of a factor's name, its mean, and how many did not know."""
WIDEST, NARROWEST = 19, 4
"""Cells of a step of the scale; a page is drawn before it has a size, too."""
SPACE = Item(([("", "text")],))


def items(page: RoundPage, one: Round, width: int, divided_first: bool) -> list[Item]:
    """The whole view."""
    result = one.result
    if result is None:
        return []
    first = _("Ordning: mest olika svar först. {key} byter.")
    spreads = [tally.spread for tally in result.tallies if tally.shown]
    if spreads and not any(spreads):
        first = _("Ni har svarat lika. Ordning: lägst snitt först. {key} byter.")
    order = first if divided_first else _("Ordning: som i formuläret. {key} byter.")
    order = order.format(key=page.shell.key_of("round_order"))
    told = _("Fråga varandra hur ni tänkte. Enter skriver det ni kommer överens om.")
    found = [Item(tuple([(line, "quiet")] for line in wrap(f"{told} {order}", width)))]
    room = max(min((width - NAME - MEAN - UNSURE) // len(RATINGS), WIDEST), NARROWEST)
    found.append(Item((_columns(one.form, room),)))
    tallies = most_divided(result) if divided_first else result.tallies
    cards = cards_of(page, one)
    group = ""
    for tally in tallies:
        item = items_of(one.form)[tally.key]
        if not divided_first and item.group != group and one.form == "readiness":
            group = item.group
            found.append(Item(([(words.group(group), "accent")],)))
        here = page.item == tally.key
        rows = [_tally(tally, room), *_more(one, tally, width, here)]
        rows += [_card(title, phase, width) for title, phase in cards.get(tally.key, ())]
        found.append(Item(tuple(rows), f"item:{tally.key}"))
    found.append(SPACE)
    return [*found, *_loose(result, width), conclusion(one, width)]


def _loose(result: Result, width: int) -> list[Item]:
    """What was commented where so few answered that it stands at no factor; each a stop, so that all can be read."""
    if not result.few:
        return []
    found = [Item(tuple([(line, "quiet")] for line in wrap(words.veiled(), width)))]
    for place, said in enumerate(result.loose):
        lines = wrap(said, width - 4)
        rows: list[Row] = [
            [("  ” " if i == 0 else "    ", "accent"), (line, "text")] for i, line in enumerate(lines)
        ]
        found.append(Item(tuple(rows), f"said:{place}"))
    return [*found, SPACE]


def _columns(form: str, room: int) -> Row:
    heads = [fit(f"{value} {words.rating(form, value)}", room - 1) for value in RATINGS]
    if any(head.endswith("…") for head in heads):
        heads = [str(value) for value in RATINGS]
    told = "".join(f"{head:<{room}}" for head in heads)
    return [(f"{'':<{NAME}}{_('snitt'):<{MEAN}}{told}{_('vet ej')}", "quiet")]


def _tally(tally: Tally, room: int) -> Row:
    """One factor: a dot an answer under each step of the scale."""
    name = fit(words.name(tally.key), NAME - 1)
    row: list[Piece] = [
        (name + " " * (NAME - cell_len(name)), "strong"),
        (f"{words.number(tally.shown_mean):<{MEAN}}", "text"),
    ]
    if tally.shown is None:
        none = _("bara vet ej") if tally.unsure else _("ingen har svarat")
        told = words.few() if tally.ratings or tally.unsure is None else none
        row.append((f"{fit(told, room * 4 - 1):<{room * 4}}", "quiet"))
    else:
        for count in tally.shown:
            row.append((f"{dots(count, room - 1):<{room}}", "accent" if count else "quiet"))
    row.append((str(tally.unsure) if tally.unsure else "–", "text" if tally.unsure else "quiet"))
    return row


def dots(count: int, room: int) -> str:
    """A dot a person; where they do not fit, how many."""
    return "·" if not count else "●" * count if count <= room else f"●×{count}"


def _more(one: Round, tally: Tally, width: int, here: bool) -> list[Row]:
    """What the group agrees on and what was commented, always; what else was asked, of the factor in front."""
    rows: list[Row] = []
    agreed = one.agreed.get(tally.key)
    if agreed:
        for i, line in enumerate(wrap(agreed, width - 15)):
            rows.append([(f"  {_('överens:') if i == 0 else '':<12}", "good"), (line, "text")])
    for comment in tally.comments:
        rows += [
            [("  ” " if i == 0 else "    ", "accent"), (line, "text")]
            for i, line in enumerate(wrap(comment, width - 4))
        ]
    if not here:
        return rows
    plain = words.plain(tally.key)
    rows = [*([("  " + line, "quiet")] for line in wrap(plain, width - 2) if line), *rows]
    asks = dict(items_of(one.form)[tally.key].asks)
    for field, counts in tally.extra.items():
        if sum(counts) < FEWEST_SHOWN:
            continue
        told = " · ".join(
            f"{words.choice(field, choice)} {count}"
            for choice, count in zip(asks[field], counts, strict=True)
        )
        rows += [[("  " + line, "quiet")] for line in wrap(f"{words.ask(field)} {told}", width - 2)]
    if one.form == "climate":
        rows += [[("  " + line, "quiet")] for line in wrap(words.question(one.form, tally.key), width - 2)]
    return rows


def cards_of(page: RoundPage, one: Round) -> dict[str, list[tuple[str, str]]]:
    """(title, phase) of the open board's cards that came of a round, by factor."""
    cards = page.shell.cards
    found: dict[str, list[tuple[str, str]]] = {}
    for id, item in cards_from(page.tavla.live.board, one.id).items():
        doc = cards[id]
        place = plain.phase(doc.get("phase")) if doc.get("state") == "open" else plain.state(doc.get("state"))
        found.setdefault(item, []).append((str(doc.get("title") or ""), place))
    return found


def _card(title: str, place: str, width: int) -> Row:
    return [("  ◇ ", "accent"), (fit(title, width - 10 - cell_len(place)), "text"), (f"  {place}", "quiet")]


def conclusion(one: Round, width: int) -> Item:
    """What the group has to say of the whole."""
    said = one.conclusion or _("Vad säger vi om helheten?")
    rows: list[Row] = [[(_("Vår slutsats"), "strong")]]
    rows += [[("  " + line, "text" if one.conclusion else "quiet")] for line in wrap(said, width - 2)]
    return Item(tuple(rows), "conclusion")

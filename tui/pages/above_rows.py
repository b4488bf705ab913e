"""What stands above the boards in rows: the challenges as a tree with whom each lies, and the programmes' parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from board.challenges import Challenge, Throw, are_many, challenges_of, concerns, lying_around
from board.method.kinds import KINDS, REPORT
from board.method.kinds_of_org import OUTLOOK
from board.ports import Snapshot
from board.programmes import Part, Programme, Taken, programmes_of
from board.values import day_in, text_in
from tui import challenge_words, lift_words, words
from tui import method_words as method
from tui.lines import Piece, Row, fit, spread, wrap
from tui.pages.section_rows import SPACE, Around, day_told, field_item
from tui.text import _, ngettext
from tui.widgets.rows_view import Item

DEEPEST = 6
"""Steps that what stands under something is drawn in; what is deeper is drawn as this deep."""
NEW_CHALLENGE, NEW_PROGRAMME, ENDED = "new/challenge", "new/programme", "ended"


class Tied(NamedTuple):
    """A card that says that it belongs to a challenge."""

    board: str
    card: str
    title: str
    where: str


class Shown(NamedTuple):
    """What the rows are told with. unfolded: keys of rows that show what is behind them. cards: what programme parts'
    cards say, by part. tied: cards by challenge, of every board. also: what else was answered to a throw."""

    around: Around
    org: Snapshot
    board: str
    me: str | None
    unfolded: Collection[str]
    cards: Mapping[str, Taken | None]
    tied: Mapping[str, Sequence[Tied]]
    also: Mapping[str, Sequence[str]]
    reading: bool

    @property
    def width(self) -> int:
        return self.around.width


def line(text: str, width: int, part: str = "quiet", indent: int = 2, key: str | None = None) -> Item:
    """A text on as many rows as it takes."""
    pad = " " * indent
    return Item(tuple([(pad + one, part)] for one in wrap(text, max(width - indent, 10))), key)


# --- challenges


def challenges(shown: Shown) -> list[Item]:
    """Keys: challenge/ID, throw/ID, field/KIND/ID/NAME, outlook/ID, under/ID, card/BOARD/ID, and those above."""
    found = challenges_of(shown.org)
    aim = _("Få, och på ett till tre år. Vad som ska nås är givet, hur kommer de som gör arbetet fram till.")
    items = [line(aim, shown.width, indent=0), SPACE, *_with_us(shown)]
    for one in found:
        items += _challenge(shown, one)
    new = (
        _("en utmaning till")
        if found
        else _("Skriv en utmaning: vilket steg behöver ni ta de närmaste åren?")
    )
    items.append(Item(([("+ ", "accent"), (fit(new, shown.width - 2), "quiet")],), NEW_CHALLENGE))
    if told := challenge_words.many(are_many(found)):
        items += [SPACE, line(told, shown.width, "still", 0)]
    ended = challenges_of(shown.org, ended=True)
    if ended:
        said = ngettext("{n} utmaning gäller inte längre", "{n} utmaningar gäller inte längre", len(ended))
        items += [SPACE, line(said.format(n=len(ended)), shown.width, indent=0, key=ENDED)]
        if ENDED in shown.unfolded:
            for one in ended:
                items += _challenge(shown, one)
    return items


def _with_us(shown: Shown) -> list[Item]:
    """What lies with the one who looks or a board of theirs, then what lies with the board in front; oldest first."""
    around = shown.around
    lying = lying_around(shown.org, shown.board, shown.me, around.today)
    if not lying.all:
        return []
    name = around.boards.get(shown.board, shown.board)
    items = []
    for heading, throws in (
        (_("Ligger hos dig eller din tavla"), lying.mine),
        (_("Ligger hos {whom}").format(whom=name), lying.here),
    ):
        if throws:
            items.append(Item(([(fit(heading, shown.width), "strong")],)))
        for one in throws:
            doc = shown.org.get("challenges", one.challenge) or {}
            about = _("utmaningen {name}").format(name=" ".join(str(doc.get("text") or "–").split()))
            items.append(_throw(shown, one, 2, "ours", about))
    return [*items, SPACE, Item(([(_("Utmaningar"), "strong")],))]


def _challenge(shown: Shown, one: Challenge) -> list[Item]:
    around, key = shown.around, f"challenge/{one.id}"
    opened = key in shown.unfolded
    pad = "  " * min(one.depth, DEEPEST)
    lies = challenge_words.holders(one, around.boards, around.person, around.today)
    found = [] if one.doc.get("ended") else concerns(one, shown.org, around.today)
    late = any(concern.code == "unanswered" for concern in found)
    room = shown.width - len(pad) - 2
    beside = len(lies) + 24 <= room  # else it stands under the text
    first, *more = wrap(" ".join(one.text.split()), max(room - (len(lies) + 2 if beside else 0), 16))
    left: Row = [
        (pad, "text"),
        ("▾ " if opened else "▸ ", "quiet"),
        (first, "text" if one.depth else "title"),
    ]
    piece: Piece = (lies, "late" if late else "accent" if one.lying else "quiet")
    rows: list[Row] = [spread(left, [piece], shown.width) if beside and lies else left]
    rows += [[(pad + "  " + text, "text" if one.depth else "title")] for text in more]
    if lies and not beside:
        rows.append([(pad + "  " + fit(lies, room), piece[1])])
    facts = _facts(shown, one)
    rows += [[(pad + "  " + text, "quiet")] for text in wrap(facts, room)] if facts else []
    thoughts = " · ".join(challenge_words.concern(concern) for concern in found)
    rows += [[(pad + "  " + text, "still")] for text in wrap(thoughts, room)] if thoughts else []
    return [Item(tuple(rows), key), *(_inside(shown, one) if opened else [])]


def _facts(shown: Shown, one: Challenge) -> str:
    facts = []
    if one.doc.get("owner"):
        facts.append(shown.around.person(one.doc["owner"]))
    if text_in(one.doc, "area"):
        facts.append(str(one.doc["area"]))
    if ends := day_in(one.doc, "until"):
        facts.append(_("till {day}").format(day=day_told(ends.isoformat(), shown.around.today)))
    if tied := shown.tied.get(one.id):
        facts.append(words.cards(len(tied)))
    return " · ".join(facts)


def _inside(shown: Shown, one: Challenge) -> list[Item]:
    """A challenge's throws, its cards and its fields; the long view's questions where they are wanted."""
    items = []
    indent = 2 * min(one.depth, DEEPEST) + 2
    for thrown in one.throws:
        items.append(_throw(shown, thrown, indent, "throw"))
    for tied in shown.tied.get(one.id, ()):
        left: Row = [(" " * indent + "▫ " + fit(tied.title, max(shown.width - 44, 12)), "text")]
        where = " · ".join(filter(None, (shown.around.boards.get(tied.board, tied.board), tied.where)))
        items.append(
            Item((spread(left, [(fit(where, 38), "quiet")], shown.width),), f"card/{tied.board}/{tied.card}")
        )
    wanted = f"outlook/{one.id}" in shown.unfolded or any(one.doc.get(name) for name in OUTLOOK)
    for field in KINDS["challenge"].fields:
        if field.name not in OUTLOOK or wanted:
            key = f"field/challenge/{one.id}/{field.name}"
            items.append(field_item(shown.around, "challenge", field, one.doc.get(field.name), key, indent))
    if not wanted:
        told = _("Utblick: fyra frågor om var ni är och vad som väntar")
        items.append(line("+ " + told, shown.width, indent=indent + 2, key=f"outlook/{one.id}"))
    part = _("en del av utmaningen")
    pad = " " * (indent + 2)
    row: Row = [(pad + "+ ", "accent"), (fit(part, max(shown.width - len(pad) - 2, 8)), "quiet")]
    return [*items, Item((row,), f"under/{one.id}"), SPACE]


def _throw(shown: Shown, one: Throw, indent: int, what: str, about: str = "") -> Item:
    around, pad = shown.around, " " * indent
    lies = challenge_words.lies(one, around.boards, around.person, around.today)
    ink = "late" if one.waits_long(around.today) else "accent" if one.is_open else "quiet"
    room = max(shown.width - indent - 2, 10)
    whom = challenge_words.to(one, around.boards, around.person)
    text = " ".join(one.text.split())
    by = around.boards.get(one.board, one.board) or around.person(one.by)
    told = _("{by} till {whom}: {what}").format(by=by, whom=whom, what=text)
    rows: list[Row] = [
        [(pad + ("→ " if n == 0 else "  ") + said, "text")] for n, said in enumerate(wrap(told, room))
    ]
    if about:
        rows.append([(pad + "  " + fit(about, room), "quiet")])
    if one.answer:
        said = _("Svar från {who}: {what}").format(
            who=around.person(one.answered_by), what=" ".join(one.answer.split())
        )
        rows += [[(pad + "  " + row, "good")] for row in wrap(said, room, 4)]
    for other in shown.also.get(one.id, ()):
        said = lift_words.also_answered(other)
        rows += [[(pad + "  " + row, "accent")] for row in wrap(said, room, 4)]
    rows.append(
        [(pad + "  " + fit(challenge_words.since(one.days(around.today)) if about else lies, room), ink)]
    )
    return Item(tuple(rows), f"{what}/{one.id}")


# --- programmes


def programmes(shown: Shown) -> list[Item]:
    """Keys: programme/ID, part/ID, field/KIND/ID/NAME, take/ID, report/ID, card/BOARD/ID, and those above."""
    aim = _("Kort från flera tavlor under ett namn, med en slutrapport för varje del.")
    items = [line(aim, shown.width, indent=0), SPACE]
    found = programmes_of(shown.org)
    for one in found:
        if not one.doc.get("ended"):
            items += _programme(shown, one)
    new = _("en satsning till") if found else _("Skriv en satsning: vad heter den?")
    items.append(Item(([("+ ", "accent"), (fit(new, shown.width - 2), "quiet")],), NEW_PROGRAMME))
    ended = [one for one in found if one.doc.get("ended")]
    if ended:
        said = ngettext("{n} satsning är avslutad", "{n} satsningar är avslutade", len(ended))
        items += [SPACE, line(said.format(n=len(ended)), shown.width, indent=0, key=ENDED)]
        for one in ended if ENDED in shown.unfolded else ():
            items += _programme(shown, one)
    return items


def _programme(shown: Shown, one: Programme) -> list[Item]:
    from tui.story.programme import standing

    key = f"programme/{one.id}"
    opened = key in shown.unfolded
    facts = []
    if one.parts:
        facts.append(_("delarna läses …") if shown.reading else standing(one, shown.cards))
    if len(one.boards) > 1:
        facts.append(ngettext("på {n} tavla", "på {n} tavlor", len(one.boards)).format(n=len(one.boards)))
    if one.doc.get("owner"):
        facts.append(shown.around.person(one.doc["owner"]))
    if ends := day_in(one.doc, "until"):
        facts.append(_("till {day}").format(day=day_told(ends.isoformat(), shown.around.today)))
    rows: list[Row] = [
        [("▾ " if opened else "▸ ", "quiet"), (fit(one.text, max(shown.width - 2, 10)), "title")],
        *([("  " + text, "quiet")] for text in wrap(" · ".join(facts), shown.width - 2) if facts),
    ]
    items = [Item(tuple(rows), key)]
    if not opened:
        return items
    for number, part in enumerate(one.parts, 1):
        items += _part(shown, part, number)
    if not one.parts:
        items.append(line(_("Inga delar än."), shown.width, indent=4))
    take = _("kort från tavlan som är framme")
    items.append(Item(([("    + ", "accent"), (fit(take, shown.width - 6), "quiet")],), f"take/{one.id}"))
    if one.parts:
        told = _("Skriv slutrapporten till en fil")
        items.append(
            Item(([("    → ", "accent"), (fit(told, shown.width - 6), "quiet")],), f"report/{one.id}")
        )
    items += [
        field_item(
            shown.around,
            "programme",
            field,
            one.doc.get(field.name),
            f"field/programme/{one.id}/{field.name}",
            2,
        )
        for field in KINDS["programme"].fields
    ]
    return [*items, SPACE]


def _part(shown: Shown, part: Part, number: int) -> list[Item]:
    from tui.story.programme import proposed

    card, key = shown.cards.get(part.id), f"part/{part.id}"
    opened = key in shown.unfolded
    result = text_in(part.doc, "result") or proposed(card)["result"]
    phase = ""
    if card is not None:
        phase = words.phase(card.phase) if card.state == "open" else words.state(card.state)
    elif not shown.reading:
        phase = _("kortet finns inte kvar")
    lead = f"    {'▾' if opened else '▸'} {number}. "
    right = (
        [
            (_("resultat:") + " ", "quiet"),
            (fit(" ".join(result.split()), 24), "text"),
            (" · " + phase if phase else "", "quiet"),
        ]
        if result
        else [(phase, "quiet")]
    )
    wide = sum(len(text) for text, _ink in right)
    left: Row = [(lead, "quiet"), (fit(part.text, max(shown.width - wide - len(lead) - 2, 12)), "text")]
    items = [Item((spread(left, right, shown.width),), key)]
    if not opened:
        return items
    unit = (card.unit if card is not None else "") or shown.around.boards.get(part.board, part.board)
    items.append(
        line(
            _("Öppna kortet ({where})").format(where=unit),
            shown.width,
            indent=8,
            key=f"card/{part.board}/{part.card}",
        )
    )
    given = proposed(card)
    for field in KINDS["programme_part"].fields:
        if field.name not in REPORT:
            continue
        field_key = f"field/programme_part/{part.id}/{field.name}"
        if not part.doc.get(field.name) and given[field.name]:
            items.append(_proposal(shown, field.name, given[field.name], field_key))
        else:
            items.append(
                field_item(shown.around, "programme_part", field, part.doc.get(field.name), field_key, 6)
            )
    return [*items, SPACE]


def _proposal(shown: Shown, name: str, text: str, key: str) -> Item:
    """A heading of the report with what the card says of it, to be told from what is written here."""
    from tui.pages.section_rows import LABEL, padded

    label = padded("        " + method.field("programme_part", name), LABEL)
    said = _("{what} (från kortet)").format(what=" ".join(text.split()))
    rows: list[Row] = [
        [(label if n == 0 else " " * LABEL, "quiet"), (" ", "text"), (one, "text")]
        for n, one in enumerate(wrap(said, shown.width - LABEL - 2))
    ]
    return Item(tuple(rows), key)

"""What is told of a card's work: each function gives the blocks of a part, none where there is nothing to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from board.method.acts import bones_of
from board.method.causes import twigs
from board.method.lifts import of_card
from board.method.parts import parts_of
from board.model import board_of, moment, text_in
from board.ports import Doc
from board.rules import is_open
from tui import lift_words, method_words, words
from tui.story.blocks import Block, Fish, Head, Points, Table, Words
from tui.story.parts import CardParts, Try, is_confirmed
from tui.text import _, dates, ngettext

VERDICTS = ("goal_reached", "improvement", "solved")
MOST_NOTES = 6
"""Notes of a try that are told, the latest; the card has them all."""
MOST_CAUSES = 15
"""More causes than this are too many for a list that anybody reads."""


def words_of(doc: Doc, name: str, label: str = "") -> Iterator[Words]:
    said = text_in(doc, name)
    if said:
        yield Words(said, label)


def labelled(doc: Doc, *names: str) -> Iterator[Words]:
    """Fields of the card's own under the words that the card has for them."""
    for name in names:
        yield from words_of(doc, name, method_words.field(None, name))


def facts(card: CardParts) -> Iterator[Block]:
    items = []
    for doc in card.all("fact"):
        ground, source = text_in(doc, "ground"), text_in(doc, "source")
        bits = [
            text_in(doc, "figure") or "",
            method_words.choice("ground", ground) if ground else "",
            _("källa: {source}").format(source=source) if source else "",
            card.day(doc, "on"),
        ]
        items.append(with_bits(str(doc.get("text") or ""), bits))
    if items:
        yield Points(tuple(items), _("Det vi visste"))


def work_steps(card: CardParts) -> Iterator[Block]:
    """How the work is done, with where it goes wrong, where that has been marked."""
    docs = sorted(card.all("step"), key=_place)
    if any(doc.get("trouble") or doc.get("differs") for doc in docs):
        items = tuple(
            with_bits(
                str(doc.get("text") or ""),
                [
                    method_words.field("step", name).lower() if doc.get(name) else ""
                    for name in ("trouble", "differs")
                ],
            )
            for doc in docs
        )
        yield Points(items, _("Så gick det till, steg för steg"))


def _place(doc: Doc) -> float:
    place = doc.get("place")
    return float(place) if isinstance(place, int | float) and not isinstance(place, bool) else 0.0


def cause_list(card: CardParts, label: str = "", hung: bool = True) -> Iterator[Block]:
    """The causes; without those that the fishbone has, where they are not `hung` here too."""
    drawn = {id for bone, ids in _twigs(card).items() if bone for id in ids} if not hung else ()
    causes = [one for one in card.causes() if one[0] not in drawn]
    items = []
    for _id, doc, points in causes[:MOST_CAUSES]:
        bits = [
            method_words.field("cause", "root").lower() if doc.get("root") else "",
            method_words.choice("status", "confirmed") if is_confirmed(doc) else "",
            ngettext("{n} poäng", "{n} poäng", points).format(n=points) if points else "",
            text_in(doc, "evidence") or "",
        ]
        items.append(with_bits(str(doc.get("text") or ""), bits))
    if len(causes) > MOST_CAUSES:
        items.append(_more(len(causes) - MOST_CAUSES))
    if items:
        yield Points(tuple(items), label)


def _twigs(card: CardParts) -> dict[str, list[str]]:
    return twigs(parts_of(card.board, "cause", card.id))


def fish(card: CardParts) -> Iterator[Block]:
    """The fishbone, where any cause hangs on a bone."""
    causes = parts_of(card.board, "cause", card.id)
    if not any(doc.get("bone") for doc in causes.values()):
        return
    names = bones_of(card.doc, causes.values())
    hung: dict[str, list[tuple[str, str]]] = {key: [] for key in names}
    bone_of = {id: bone for bone, ids in _twigs(card).items() for id in ids}
    for id, doc, _points in card.causes():
        key = bone_of.get(id, "")
        if key in hung:
            mark = "root" if doc.get("root") else "confirmed" if is_confirmed(doc) else ""
            hung[key].append((str(doc.get("text") or ""), mark))
    bones = tuple((names[key] or method_words.bone(key), tuple(hung[key])) for key in names if hung[key])
    if not bones:
        return
    told = "; ".join(f"{bone}: {', '.join(t for t, _m in twigs)}" for bone, twigs in bones)
    problem = text_in(card.doc, "problem") or str(card.doc.get("title") or "")
    yield Fish(problem, bones, _("Fiskben. {told}.").format(told=told))


def action_list(card: CardParts) -> Iterator[Block]:
    items = []
    for doc in card.decided():
        linked = doc.get("causes") if isinstance(doc.get("causes"), list) else []
        causes = [str(card.part("cause", id).get("text") or "") for id in linked or ()]
        decided = " ".join(filter(None, [_("beslutad"), card.day(doc, "decided_on")]))
        bits = [
            decided if doc.get("decided_on") else "",
            card.person(doc.get("decided_by")),
            method_words.choice("status", doc["status"]) if doc["status"] != "decided" else "",
            _("mot: {causes}").format(causes=", ".join(filter(None, causes))) if any(causes) else "",
        ]
        items.append(with_bits(str(doc.get("text") or ""), bits))
    if items:
        yield Points(tuple(items), _("Det vi beslutade att göra"))


def lift_list(card: CardParts) -> Iterator[Block]:
    """What was asked of others, and what they answered."""
    items = []
    for lift in of_card(card.org, card.id):
        to = _("till {whom}").format(whom=lift_words.role(lift.to_role)) if lift.to_role else ""
        answer = f"{method_words.field('lift', 'answer')}: {lift.answer}" if lift.answer else ""
        items.append(" ".join(filter(None, [with_bits(lift.text, [to]), lift.asked, answer])))
    if items:
        yield Points(tuple(items), _("Det vi lyfte vidare"))


def told_try(card: CardParts, one: Try, several: bool) -> Iterator[Block]:
    """A pass: what was tried, what was expected beside what came of it, what was decided."""
    label = _("Det vi prövade") if one.past or not is_open(card.doc) else words.field("measure")
    blocks: list[Block] = [*words_of(one.doc, "measure", label)]
    blocks += labelled(one.doc, "assumption")
    blocks += expected(card, (one,))
    added = tuple(str(doc.get("text") or "") for doc in one.added)
    if added:
        blocks.append(Points(added, _("Tillagt sedan försöket hade börjat")))
    blocks += _notes(card, one)
    for name in ("assumption", "surprised", "learned"):
        said = tuple(text for _number, doc in one.experiments if (text := text_in(doc, name)))
        if said:
            blocks.append(Points(said, method_words.field("experiment", name)))
    blocks += judged(one.doc, "assumption_held", "execution_held")
    if one.past:
        blocks += judged(one.doc, *VERDICTS)
        blocks += labelled(one.doc, "noticed")
    blocks += words_of(one.doc, "decision", words.field("decision"))
    if blocks and several:
        how = text_in(one.doc, "finish")
        head = _("Försök {n}: {how}") if how else _("Försök {n}")
        yield Head(head.format(n=one.number, how=words.outcome(how)))
    yield from blocks


def _notes(card: CardParts, one: Try) -> Iterator[Block]:
    """What was noted on the way, with its days."""
    told = [with_bits(str(doc.get("text") or ""), [card.day(doc, "on")]) for doc in one.notes[-MOST_NOTES:]]
    if len(one.notes) > MOST_NOTES:
        left = len(one.notes) - MOST_NOTES
        told.insert(0, ngettext("{n} tidigare anteckning", "{n} tidigare anteckningar", left).format(n=left))
    if told:
        yield Points(tuple(told), _("Det som hände på vägen"))


def expected(card: CardParts, tries: Sequence[Try]) -> Iterator[Table]:
    """What was expected of each thing tried, beside what came of it."""
    rows = [row for one in tries for row in _expected(card, one, len(tries) > 1)]
    heads = (_("Det vi prövade"), _("Det vi väntade oss"), _("Så blev det"))
    if rows:
        yield Table(_("Vad vi trodde och hur det blev"), heads, tuple(rows))


def _expected(card: CardParts, one: Try, numbered: bool) -> Iterator[tuple[str, str, str]]:
    for number, doc in one.experiments:
        what = with_bits(card.numbered(number), [_span(card, doc), _who(card, doc.get("took_part"))])
        yield what, text_in(doc, "prediction") or "", text_in(doc, "result") or ""
    before, after = text_in(one.doc, "prediction") or "", text_in(one.doc, "outcome") or ""
    if before or after:
        whole = _("Försök {n}").format(n=one.number) if numbered else _("Försöket som helhet")
        yield whole, before, after


def _span(card: CardParts, doc: Doc) -> str:
    start, end = card.day(doc, "start"), card.day(doc, "end")
    return f"{start} – {end}" if start and end else start


def _who(card: CardParts, refs: object) -> str:
    return ", ".join(filter(None, map(card.person, refs))) if isinstance(refs, list) else ""


def judged(doc: Doc, *names: str) -> Iterator[Words]:
    """What was judged of a try, as the questions that were answered."""
    for name in names:
        if code := text_in(doc, name):
            yield Words(method_words.choice(name, code), method_words.field(None, name))


def for_whom(card: CardParts) -> Iterator[Block]:
    """What those it is about noticed in the latest try, what they were part of, and the time it freed."""
    yield from labelled(card.doc, "noticed")
    freed, whom = card.doc.get("freed"), text_in(card.doc, "freed_for")
    if isinstance(freed, (int, float)) and not isinstance(freed, bool):
        said = ngettext("ungefär {n} minut i veckan", "ungefär {n} minuter i veckan", 1 if freed == 1 else 2)
        said = said.format(n=method_words.number(freed))
        yield Words(
            _("{time}, till {what}").format(time=said, what=whom) if whom else said, _("Frigjord tid")
        )
    yield from labelled(card.doc, "value_individual")
    items = tuple(
        with_bits(str(doc.get("text") or ""), [text_in(doc, "because_of_it") or ""])
        for doc in card.all("involvement")
    )
    if items:
        yield Points(items, method_words.section("involvement"))


def lessons(card: CardParts) -> Iterator[Block]:
    tries = card.tries()
    told = [one for one in tries if one.doc.get("lesson") or one.doc.get("conditions")]
    for one in told:
        if len(tries) > 1:
            yield Head(_("Försök {n}").format(n=one.number))
        yield from words_of(one.doc, "lesson")
        yield from labelled(one.doc, "conditions", "process")
        yield from labelled(one.doc, "comprehensible", "manageable", "meaningful")


def routines(card: CardParts) -> Iterator[Block]:
    for doc in card.all("routine"):
        if doc.get("ended"):
            continue
        yield Words(str(doc.get("text") or ""), method_words.field("routine", "text"))
        yield from words_of(doc, "how", method_words.field("routine", "how"))
        if who := card.person(doc.get("responsible")):
            yield Words(who, method_words.field("routine", "responsible"))
        for name in ("valid_from", "review"):
            if when := card.day(doc, name):
                yield Words(when, method_words.field("routine", name))
    if alike := text_in(card.doc, "alike"):
        yield Words(method_words.choice("alike", alike), method_words.field(None, "alike"))
    touches = card.doc.get("touches")
    if isinstance(touches, list) and touches:
        yield Words(", ".join(map(str, touches)), method_words.field(None, "touches"))
    items = []
    for doc in card.all("spread"):
        answer = text_in(doc, "answer")
        bits = [method_words.choice("answer", answer) if answer else "", card.day(doc, "on")]
        items.append(with_bits(str(doc.get("text") or ""), bits))
    if items:
        yield Points(tuple(items), _("Fler som har fått veta"))


def heading(card: CardParts) -> tuple[str, tuple[str, ...]]:
    """The title, and what stands under it."""
    info = board_of(card.board)
    where = [info.name, info.unit or ""]
    noted, ended = moment(card.doc.get("created")), moment(card.doc.get("since"))
    when = _("Noterat {day}").format(day=dates.day(noted.date(), card.today)) if noted else ""
    if card.doc.get("state") == "finished" and ended is not None:
        how = words.outcome(card.doc.get("finish"))
        done = _("{how} {day}").format(how=how, day=dates.day(ended.date(), card.today))
    else:
        done = words.place(card.doc)
    owner = card.person(card.doc.get("owner"))
    about = [
        " · ".join(filter(None, where)),
        " · ".join(filter(None, [when, done])),
        f"{words.field('owner')}: {owner}" if owner else "",
        _("Påhittat exempel: enheten, händelserna och siffrorna finns inte.") if info.made_up else "",
    ]
    return str(card.doc.get("title") or ""), tuple(filter(None, about))


def with_bits(text: str, bits: Iterable[str]) -> str:
    """A text with what is known of it in brackets."""
    told = "; ".join(bit for bit in bits if bit)
    return f"{text} ({told})" if told else text


def _more(count: int) -> str:
    return ngettext("och {n} till", "och {n} till", count).format(n=count)

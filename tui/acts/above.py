"""Writing what stands above the boards: a challenge, a throw and its answer, a programme, and that one is ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from board.challenges import FEW, Throw, challenges_of, lying_around
from board.errors import Problem
from board.ids import new_id
from board.method import acts
from board.method.kinds import KINDS, REPORT, Field
from board.model import people_of
from board.ports import Commit
from tui import challenge_words
from tui import method_words as words
from tui.acts import answered, part_fields, parts, programmes, sending, values
from tui.acts.asking import with_person
from tui.card_lines import person_name
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.above import AbovePage
    from tui.shell import Shell


def _one_line(text: object) -> str:
    return " ".join(str(text or "").split())


# --- new ones


def new(page: AbovePage, name: str = "") -> None:
    """A challenge of its own; a programme, or cards for the one that the cursor stands on."""
    if page.view == "challenges":
        _new(page, "challenge", None)
    elif page.programme is not None and not name:
        programmes.take(page)
    else:
        _new(page, "programme", None)


def part(page: AbovePage, challenge: str) -> None:
    """A challenge that is a part of another."""
    _new(page, "challenge", challenge)


def _new(page: AbovePage, name: str, under: str | None) -> None:
    shell, kind = page.shell, KINDS[name]
    above = shell.tavla.live.org.get("challenges", under or "")
    draft = f"new/{name}/{under or ''}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        fields: dict[str, Any] = {"text": text, **({"parent": under} if above is not None else {})}
        command = acts.add(name, None, fields, id=id)

        def then() -> None:
            page.unfold(f"{name}/{id}", always=True)
            page.go_to(f"{name}/{id}")
            if name == "challenge":
                _ask_owner(shell, id)

        parts.run(shell, kind, command, _("Sparat: {what}.").format(what=words.kind(name)), then, draft)

    title = words.lead_question(name)
    explain: list[Piece] = []
    if above is not None:
        title = _("Vilken del av utmaningen tar ni?")
        told = _("Den blir en del av ”{text}”.").format(text=fit(_one_line(above.get("text")), 70))
        explain.append((told, "quiet"))
    elif name == "challenge":
        explain.append((_("En mening. Hur den löses kommer de fram till som gör arbetet."), "quiet"))
        many = sum(1 for one in challenges_of(shell.tavla.live.org) if not one.depth) + 1
        if told := challenge_words.many(many if many > FEW else 0):
            explain.append((told, "still"))
    field = kind.field(kind.lead) or Field(kind.lead)
    shell.ask(Question(title, answer, explain=explain, many=field.type == "text", draft=draft))


def _ask_owner(shell: Shell, id: str) -> None:
    """A challenge needs somebody who holds on to it; it can be chosen later, too."""
    field = KINDS["challenge"].field("owner") or Field("owner")
    explain: list[Piece] = [(_("En utmaning utan ägare blir lätt ingens."), "quiet")]
    values.ask(
        shell,
        values.Asked(
            field,
            None,
            words.question("challenge", "owner"),
            lambda value: parts.put(shell, "challenge", id, {"owner": value}, _("Sparat.")),
            explain=explain,
            cancelled=lambda: None,
        ),
    )


def edit(page: AbovePage, name: str, id: str, field: str) -> None:
    """A field; of a part's report what its card says stands there to be written on."""
    if name == "programme_part" and field in REPORT:
        programmes.edit_report(page, id, field)
    else:
        part_fields.edit(page.shell, name, id, field)


# --- catchball


def on_throw(page: AbovePage) -> None:
    """What can be done with a throw that lies with somebody; one that is done with is only read."""
    shell, one = page.shell, page.throw
    if one is None:
        return
    if not one.is_open:
        shell.say(
            _("Den förfrågan är avslutad. {key} skickar utmaningen igen.").format(
                key=shell.key_of("above_throw")
            )
        )
        return

    def choose(text: str, key: str | None) -> None:
        shell.answered()
        if key == "throw":
            sending.send_on(page, one)
        elif key is not None:
            ACTS[key](page)

    said = [
        ("answer", _("Svara"), _("så här tänker vi, det här behöver vi")),
        ("agree", _("Vi är överens"), _("förfrågan är klar")),
        ("throw", _("Skicka vidare, eller tillbaka"), _("till en tavla eller en person")),
        ("delete", _("Släpp förfrågan"), _("det blev inte av")),
    ]
    options = [Option(key, [(name, "text"), (f"  {what}", "quiet")]) for key, name, what in said]
    shell.ask(
        Question(
            _("Vad vill ni göra?"), choose, explain=_about(page, one), text=None, options=options, pick=True
        )
    )


def _about(page: AbovePage, one: Throw) -> list[Piece]:
    org, today = page.tavla.live.org, page.tavla.now.date()
    people = people_of(org)
    doc = org.get("challenges", one.challenge) or {}
    pieces: list[Piece] = [(fit(_one_line(doc.get("text")), 90), "quiet"), (_one_line(one.text), "strong")]
    if one.answer:
        pieces.append((_("Svar: {what}").format(what=_one_line(one.answer)), "good"))
    told = challenge_words.lies(one, page.names, lambda ref: person_name(people, ref), today)
    return [*pieces, (told, "quiet")]


def _open_throw(page: AbovePage) -> Throw | None:
    one = page.throw
    if one is None or not one.is_open:
        page.shell.say(_("Ställ dig på en förfrågan som ligger hos någon."), "still")
        return None
    return one


def answer(page: AbovePage) -> None:
    """Answer with a view: the ball goes back to who threw it."""
    shell, one = page.shell, _open_throw(page)
    if one is None:
        return
    people = people_of(shell.tavla.live.org)
    who = person_name(people, one.answered_by) if one.answered_by else ""
    about: list[Piece] = [(" ".join(one.text.split()), "strong")]
    answered.ask(shell, one.answer, who, about, lambda: _ask_answer(page, one))


def _ask_answer(page: AbovePage, one: Throw) -> None:
    shell = page.shell
    seen = one.answer or None

    def save(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv hur ni tänker, eller vad ni behöver."), "still")
            return

        def then(outcome: Commit | Problem) -> None:
            nonlocal seen
            if isinstance(outcome, Problem) and outcome.code == "changed_meanwhile":
                seen = outcome.params["theirs"]
                said = _("Någon har just svarat: ”{what}”. Enter en gång till skriver ditt i stället.")
                shell.prompt.say(said.format(what=_one_line(seen)), "still")
            elif shell.tell(outcome, _("Svaret är sparat, och ligger hos den som skickade.")):
                shell.forget_draft(f"answer/{one.id}")

        command = acts.change("throw", one.id, {"answer": text}, base={"answer": seen})
        with_person(shell, lambda: shell.tavla.live.organise(command, then))

    title = _("Hur tänker ni?")
    shell.ask(
        Question(title, save, explain=_about(page, one), text=one.answer, many=True, draft=f"answer/{one.id}")
    )


def agree(page: AbovePage) -> None:
    """Both know what is taken on: the throw lies with nobody any more. Those that it lies with say so; who does it for
    them is asked whether both have."""
    shell, live = page.shell, page.tavla.live
    one = _open_throw(page)
    if one is None:
        return
    id, holder = one.id, one.holder
    said = _("Överens. {undo} ångrar.").format(undo=shell.key_of("undo"))

    def put() -> None:
        parts.put(shell, "throw", id, {"state": "agreed"}, said)

    lying = lying_around(live.org, live.board_id or "", live.me, shell.tavla.now.date())
    if id in {found.id for found in lying.all}:
        put()
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            put()

    people = people_of(live.org)
    whom = challenge_words.whom(holder, page.names, lambda ref: person_name(people, ref))
    explain: list[Piece] = [(_("Det ligger hos {whom}.").format(whom=whom), "text")]
    options = [
        Option("no", [(_("Nej, vänta på svar"), "text")]),
        Option("yes", [(_("Ja, vi har talats vid"), "text")]),
    ]
    shell.ask(
        Question(_("Är ni överens båda två?"), answer, explain=explain, text=None, options=options, pick=True)
    )


def delete(page: AbovePage) -> None:
    """A throw is dropped, a part goes out of its programme, a challenge or a programme holds no longer; one that has
    ended and that nothing hangs on is taken away."""
    shell = page.shell
    what, *named = (page.key or "").split("/")
    if what in ("throw", "ours"):
        if (one := _open_throw(page)) is not None:
            parts.put(shell, "throw", one.id, {"state": "dropped"}, shell.keyed(_("Släppt. {undo} ångrar.")))
    elif what == "part":
        parts.remove(shell, "programme_part", named[0])
    elif page.challenge is not None:
        _end(page, "challenge", page.challenge, bool(_throws_of(page, page.challenge)))
    elif page.programme is not None:
        _end(page, "programme", page.programme.id, bool(page.programme.parts))
    else:
        shell.say(_("Ställ dig på det du vill avsluta."), "still")


def _throws_of(page: AbovePage, id: str) -> Sequence[Throw]:
    found = challenges_of(page.tavla.live.org, ended=True)
    return next((one.throws for one in found if one.id == id), ())


def _end(page: AbovePage, name: str, id: str, used: bool) -> None:
    shell = page.shell
    doc = shell.tavla.live.org.get(KINDS[name].table, id) or {}
    if not doc.get("ended"):
        said = shell.keyed(_("Avslutat. Det finns kvar längst ned, och {undo} ångrar."))
        parts.put(shell, name, id, {"ended": True}, said)
    elif used:
        shell.say(_("Något hör till det, så det finns kvar."), "still")
    else:
        parts.remove(shell, name, id)


ACTS: Mapping[str, Callable[[AbovePage], None]] = {
    "new": new,
    "throw": sending.send,
    "answer": answer,
    "agree": agree,
    "delete": delete,
    "report": programmes.report,
}

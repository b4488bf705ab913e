"""Lifting what a team does not decide itself to a board or a role, answering what was lifted here, and taking it up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from board.history import Entry, entries
from board.method import acts
from board.method.days import day_of
from board.method.lifts import TABLE, Lift, roles_to_ask, take_up, to_lift
from board.model import all_roles, board_of, moment, people_of
from board.ports import Commit
from board.rules import is_open
from board.swedish import fold, sort_key
from tui import lift_words, method_words
from tui.acts import answered, days
from tui.acts.asking import do, has_board, in_front, title_of, with_person
from tui.card_lines import person_name
from tui.lines import Piece
from tui.text import _, dates
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.lifts import LiftsPage
    from tui.shell import Shell

MOST_TOLD = 6
"""Lines of a lift's history that are told when it is answered."""


# --- lifting


def lift(shell: Shell, card_id: str, cause_id: str | None = None, action_id: str | None = None) -> None:
    """Lift something of a card: what (a cause or a measure says it itself), to whom, which decision, by when."""
    if card_id not in shell.cards or not has_board(shell):
        return
    fields: dict[str, Any] = {}
    board = shell.tavla.live.board
    for name, table, id in (("action", "actions", action_id), ("cause", "causes", cause_id)):
        doc = board.get(table, id) if id else None
        if doc is not None:
            fields |= {name: id, "text": str(doc.get("text") or "")}
    if fields.get("text"):
        _ask_whom(shell, card_id, fields)
        return

    known = to_lift(board, shell.tavla.live.org, card_id)

    def answer(text: str, key: str | None) -> None:
        chosen = next(((kind, id, said) for kind, id, said in known if f"{kind} {id}" == key), None)
        if chosen is None and not text.strip():
            shell.prompt.say(_("Skriv kort vad det gäller, så att den som läser förstår."), "still")
            return
        shell.answered()
        if chosen is not None:
            kind, id, said = chosen
            _ask_whom(shell, card_id, {kind: id, "text": said})
        else:
            _ask_whom(shell, card_id, {"text": text})

    options = [
        Option(f"{kind} {id}", [(method_words.kind(kind) + ": ", "quiet"), (" ".join(said.split()), "text")])
        for kind, id, said in known
    ]
    hint = _("enter går vidare · ↓ väljer något av det ni inte råder över · esc avbryter")
    shell.ask(
        Question(
            method_words.lead_question("lift"),
            answer,
            explain=[(_("Kortet: {title}").format(title=title_of(shell, card_id)), "quiet")],
            many=True,
            options=options,
            draft=f"lift/{card_id}",
            hint=hint if known else _goes_on(),
        )
    )


def _goes_on() -> str:
    return _("enter går vidare · ctrl+j ny rad · esc avbryter")


def _ask_whom(shell: Shell, card: str, fields: dict[str, Any]) -> None:
    """The workspace's other boards, the roles that somebody holds, or whoever is written. Boards are read first."""
    live, desk = shell.tavla.live, shell.tavla.desk
    boards: dict[str, str] = {}

    def work() -> Commit:
        boards.update({one.board: one.name for one in desk.pulses() if not one.archived})
        boards.pop(live.board_id or "", None)
        return Commit((), ())

    live.ask(work, lambda _outcome: _ask_receiver(shell, card, fields, boards))


def _ask_receiver(shell: Shell, card: str, fields: dict[str, Any], boards: dict[str, str]) -> None:
    live = shell.tavla.live
    area, today = board_of(live.board).area, shell.tavla.now.date()
    roles = roles_to_ask(live.org, live.board_id or "", area, today)
    known = [(f"role {role}", lift_words.role(role), _held_by(shell, role)) for role in roles]
    known += [
        (f"board {id}", name, _("tavla")) for id, name in sorted(boards.items(), key=lambda b: sort_key(b[1]))
    ]

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        found = [
            Option(key, [(name, "text"), (f"  {what}", "quiet")])
            for key, name, what in known
            if all(word in fold(f"{name} {what}") for word in wanted)
        ]
        written = " ".join(text.split())
        if written and all(fold(name) != fold(written) for _key, name, _what in known):
            told = _("{name}, som inte har någon tavla här").format(name=written)
            found.append(Option("+", [("+ ", "accent"), (told, "text")]))
        return found

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        shell.answered()
        what, _space, id = key.partition(" ")
        whom = {"to_board": id} if what == "board" else {"to_role": id if what == "role" else text}
        name = next((name for known_key, name, _what in known if known_key == key), " ".join(text.split()))
        _ask_decision(shell, card, {**fields, **whom}, name)

    explain: list[Piece] = [(" ".join(str(fields["text"]).split()), "quiet")]
    stopped = lambda: _keep(shell, card, fields)  # noqa: E731  # one of a question's answers
    title = _("Vem behöver ta sig an det?")
    shell.ask(Question(title, answer, explain=explain, options=options, pick=True, cancelled=stopped))


def _held_by(shell: Shell, role: str) -> str:
    """Who holds a role that can be asked; people are known by their names more than by their roles."""
    live, today = shell.tavla.live, shell.tavla.now.date()
    code, _at, area = role.partition("@")
    people = people_of(live.org)
    names = [
        people[one.person].name
        for one in all_roles(live.org)
        if one.role == code and one.holds(today) and one.person in people
        if (one.area == area if area else not one.board or one.board == live.board_id)
    ]
    return ", ".join(dict.fromkeys(names)) or _("roll")


def new_lift(shell: Shell) -> None:
    """Lift something of the card in front; on the page of lifts, of one that is chosen there."""
    if shell.card is not None:
        lift(shell, shell.card)
        return
    if not has_board(shell):
        return
    cards = sorted(
        ((id, str(doc.get("title") or "")) for id, doc in shell.cards.items() if is_open(doc)),
        key=lambda one: sort_key(one[1]),
    )

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        return [
            Option(id, [(title, "text")])
            for id, title in cards
            if all(word in fold(title) for word in wanted)
        ]

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            lift(shell, key)

    title = _("Vilket kort gäller det?")
    nothing = _("Här finns inget öppet kort. Notera det ni inte råder över som ett kort först.")
    shell.ask(Question(title, answer, options=options, pick=True, nothing=nothing))


def _keep(shell: Shell, card: str, fields: dict[str, Any]) -> None:
    """Nothing is lifted; what was written stands there the next time."""
    if "cause" not in fields and "action" not in fields:
        shell.tavla.desk.keep_draft(f"lift/{card}", str(fields["text"]))
    if fields.get("asked"):
        shell.tavla.desk.keep_draft(f"lift asked/{card}", str(fields["asked"]))
    shell.say(_("Inget lyftes. Det du skrev finns kvar till nästa gång."), "still")


def _ask_decision(shell: Shell, card: str, fields: dict[str, Any], name: str) -> None:
    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv vad ni vill ha bestämt, så går det att svara på."), "still")
            return
        shell.answered()
        _ask_when(shell, card, {**fields, "asked": text}, name)

    explain: list[Piece] = [(_("Till {name}").format(name=name), "quiet")]
    title = method_words.question("lift", "asked")
    draft = f"lift asked/{card}"
    stopped = lambda: _keep(shell, card, fields)  # noqa: E731  # one of a question's answers
    shell.ask(
        Question(title, answer, explain=explain, many=True, draft=draft, hint=_goes_on(), cancelled=stopped)
    )


def _ask_when(shell: Shell, card: str, fields: dict[str, Any], name: str) -> None:
    today = shell.tavla.now.date()

    def read(text: str) -> date | Problem | None:
        return days.understood(day_of, "answer_by", text, today) if text.strip() else None

    def echo(text: str) -> list[Option]:
        if not text.strip():
            return [Option("none", [(_("Lyft utan dag"), "text")])]
        return days.echo(read(text), today)

    def answer(text: str, key: str | None) -> None:
        day = read(text)
        if isinstance(day, Problem):
            shell.prompt.say(shell.words_for(day))
        else:
            _send(shell, card, {**fields, "answer_by": day.isoformat() if day else None}, name)

    stopped = lambda: _keep(shell, card, fields)  # noqa: E731  # one of a question's answers
    hint = _("fre, 24/11, om 3 veckor · enter lyfter · esc avbryter")
    title = method_words.question("lift", "answer_by")
    explain: list[Piece] = [(_("Till {name}").format(name=name), "quiet")]
    shell.ask(Question(title, answer, explain=explain, options=echo, hint=hint, cancelled=stopped))


def _send(shell: Shell, card: str, fields: dict[str, Any], name: str) -> None:
    said = _("Lyft till {name}. Svaret syns på kortet när det kommer. {undo} ångrar.")
    if lift_words.is_by_hand(fields.get("to_board"), fields.get("to_role")):
        said = _(
            "{name} har ingen tavla här. Säg det själv, och skriv in svaret här ({key}) när du fått det."
        )
    said = said.format(
        name=name[:1].upper() + name[1:] if said.startswith("{") else name,
        undo=shell.key_of("undo"),
        key=shell.key_of("lifts"),
    )

    def then(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, said):
            for draft in (f"lift/{card}", f"lift asked/{card}"):
                shell.forget_draft(draft)

    live = shell.tavla.live
    command = acts.add_many("lift", card, (fields,), board=live.board_id or "")
    with_person(shell, lambda: live.organise(command, then))


# --- answering


def _page(shell: Shell) -> LiftsPage | None:
    from tui.pages.lifts import LiftsPage

    return in_front(shell, LiftsPage)


def answer(shell: Shell) -> None:
    """Answer the lift under the cursor, or write the answer that came some other way. Its history is told above."""
    page = _page(shell)
    one = page.lift if page is not None else None
    if page is None or one is None:
        return
    title = method_words.question("lift", "answer") if page.is_ours else _("Vad svarar ni?")
    answer_lift(shell, one, title)


def answer_lift(shell: Shell, one: Lift, title: str) -> None:
    """Answer a lift, its history told above."""
    live, told = shell.tavla.live, list[Entry]()

    def work() -> Commit:
        told.extend(entry for entry in entries(live.org_store) if (entry.table, entry.id) == (TABLE, one.id))
        return Commit((), ())

    def then() -> None:
        _ask_answer(shell, one, told, title)

    def read(outcome: Commit | Problem) -> None:
        if not shell.asking:
            people, today = people_of(live.org), shell.tavla.now.date()
            who = lift_words.answered(one, lambda ref: person_name(people, ref), today)
            answered.ask(shell, one.answer, who, _asked_for(one), then)

    live.ask(work, read)


def _ask_answer(shell: Shell, one: Lift, told: list[Entry], title: str) -> None:
    seen = one.answer or None

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort svar. Ett nej är också ett svar."), "still")
            return

        def then(outcome: Commit | Problem) -> None:
            nonlocal seen
            if isinstance(outcome, Problem) and outcome.code == "changed_meanwhile":
                seen = outcome.params["theirs"]
                people = people_of(shell.tavla.live.org)
                who = person_name(people, outcome.params.get("by"))
                said = _("{who} har just svarat: ”{what}”. Enter en gång till skriver ditt i stället.")
                shell.prompt.say(said.format(who=who, what=" ".join(str(seen or "").split())), "still")
            elif shell.tell(outcome, _("Svaret är sparat, och syns på kortet som lyftes.")):
                shell.forget_draft(f"answer/{one.id}")

        command = acts.change("lift", one.id, {"answer": text}, base={"answer": seen})
        with_person(shell, lambda: shell.tavla.live.organise(command, then))

    hint = _("Börja gärna med ja, nej eller inte än, så syns det direkt. Säg också varför.")
    question = Question(
        title,
        answer,
        explain=[*_about(shell, one, told), (hint, "quiet")],
        text=one.answer,
        many=True,
        draft=f"answer/{one.id}",
    )
    shell.ask(question)


def _about(shell: Shell, one: Lift, told: list[Entry]) -> list[Piece]:
    """What is asked, and what has happened to it: who asked, who answered, when."""
    people, now = people_of(shell.tavla.live.org), shell.tavla.now
    pieces = _asked_for(one)
    if one.answer_by is not None and one.waits:
        pieces.append((lift_words.answer_by(one, now.date()), "late" if one.late(now.date()) else "quiet"))
    for entry in told[-MOST_TOLD:]:
        at = moment(entry.at)
        when = dates.stamp(at, now) if at else ""
        pieces.append((f"{when}: {lift_words.told(entry, lambda ref: person_name(people, ref))}", "quiet"))
    return pieces


def _asked_for(one: Lift) -> list[Piece]:
    """What it is about, and the decision that is asked for."""
    pieces: list[Piece] = [(" ".join(one.text.split()), "strong")]
    if one.asked:
        pieces.append((_("Ber om: {what}").format(what=" ".join(one.asked.split())), "text"))
    return pieces


def card_of_lift(shell: Shell) -> None:
    """A card in Förslag on this board out of what was lifted, so that it can be worked on here."""
    page = _page(shell)
    one = page.lift if page is not None else None
    if page is None or one is None or page.is_ours or not has_board(shell):
        return
    command = take_up(one, page.names.get(one.board, one.board))
    said = _("Kortet ligger i Förslag på er tavla. Skriv också ett svar, så vet de som frågade.")
    do(shell, command, said)

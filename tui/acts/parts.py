"""Writing the parts of a card: a new one, a field of one, away with one, points to causes, many readings at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from board import commands
from board.commands import Command
from board.errors import Problem
from board.ids import new_id
from board.method import acts, kinds
from board.method.kinds import FIELDS_OF_CARD, KINDS, SETS, Field, Kind
from board.method.parts import ids_of, parts_of
from board.ports import Commit, Doc, Event, Snapshot
from tui import method_words as words
from tui.acts import values
from tui.acts.asking import with_person
from tui.lines import Piece, fit
from tui.text import _, ngettext
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell

Then = Callable[[], object]


def home_of(shell: Shell, kind: Kind) -> Snapshot:
    """The documents that a kind of part lies among."""
    return shell.tavla.live.org if kind.home == "org" else shell.tavla.live.board


def _run(
    shell: Shell, kind: Kind, command: Command, said: str, then: Then | None = None, draft: str = ""
) -> None:
    def heard(outcome: Commit | Problem) -> None:
        if shell.tell(outcome, said):
            if draft:
                shell.forget_draft(draft)
            if then is not None:
                then()

    live = shell.tavla.live
    put = live.organise if kind.home == "org" else live.do
    with_person(shell, lambda: put(command, heard))


def links_of(shell: Shell, field: Field, card: str) -> Mapping[str, Doc]:
    """What a field can point at."""
    board = shell.tavla.live.board
    if field.type == kinds.GOAL or field.to == "goal":
        return {id: doc for id, doc in board.table("goals").items() if not doc.get("ended")}
    return parts_of(board, field.to, card) if field.to else {}


# --- a new part


def add(shell: Shell, card: str, name: str, fields: Mapping[str, Any] | None = None, count: int = 0) -> None:
    """Ask for a new part's first field; once saved the next is asked for, until it is left empty."""
    kind = KINDS[name]
    lead = kind.field(kind.lead) or Field(kind.lead)
    if lead.type == kinds.CHOICE:
        _add_choice(shell, card, kind, lead, dict(fields or {}))
        return
    if name == "reading":
        add_readings(shell, card, str((fields or {}).get("indicator") or ""))
        return
    draft = f"new/{name}/{card}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        command = acts.add(name, card, {**(fields or {}), kind.lead: text}, id=id)
        _run(shell, kind, command, "", lambda: add(shell, card, name, fields, count + 1), draft)

    explain: list[Piece] = [(one, "quiet") for one in _about(shell, card, kind, fields or {})]
    if count:
        told = ngettext("{n} sparad. Skriv nästa, eller enter för att sluta.",
                        "{n} sparade. Skriv nästa, eller enter för att sluta.", count).format(n=count)  # fmt: skip
        explain.append((told, "good"))
    title = words.lead_question(name) or words.kind(name)
    shell.ask(Question(title, answer, explain=explain, many=lead.type == kinds.TEXT, draft=draft))


def _about(shell: Shell, card: str, kind: Kind, fields: Mapping[str, Any]) -> list[str]:
    """Where a new part will belong."""
    parent = home_of(shell, kind).get("causes", str(fields.get("parent") or ""))
    if parent is not None:
        return [_("Varför: {text}").format(text=fit(str(parent.get("text")), 90))]
    if fields.get("bone"):
        return [bone_name(shell, card, str(fields["bone"]))]
    return [fit(str((shell.cards.get(card) or {}).get("title") or ""), 90)]


def bone_name(shell: Shell, card: str, key: str) -> str:
    """What the team calls a bone of the card's fishbone."""
    held = (shell.cards.get(card) or {}).get("bones")
    named = held.get(key) if isinstance(held, dict) else None
    return str(named or words.bone(key))


def _add_choice(shell: Shell, card: str, kind: Kind, lead: Field, fields: dict[str, Any]) -> None:
    def save(value: Any) -> None:
        shell.answered()
        if value:
            _run(shell, kind, acts.add(kind.name, card, {**fields, lead.name: value}), _("Sparat."))

    title = words.lead_question(kind.name) or words.field(kind.name, lead.name)
    values.ask(shell, values.Asked(lead, None, title, save))


# --- a field of a part, or of the card


def edit(
    shell: Shell,
    name: str,
    id: str,
    field_name: str,
    at: tuple[int, int, int] | None = None,
    then: Then | None = None,
) -> None:
    """Ask for a field of a part."""
    kind = KINDS[name]
    doc = home_of(shell, kind).get(kind.table, id)
    field = kind.field(field_name)
    if doc is None or field is None:
        return
    card, draft = str(doc.get("card") or ""), f"{field_name}/{id}"

    def save(value: Any) -> None:
        base = None if field.type in SETS else {field_name: doc.get(field_name)}
        command = acts.change(name, id, {field_name: value}, base=base)
        said = _("Sparat: {field}.").format(field=words.field(name, field_name).lower())
        _with_reason(shell, kind, command, lambda why: acts.change(name, id, {field_name: value}, why=why), said,
                     then, draft)  # fmt: skip

    def news(events: tuple[Event, ...]) -> None:
        if any(e.id == id and (e.after or {}).get(field_name) != doc.get(field_name) for e in events):
            shell.prompt.say(_("Någon annan har just ändrat samma sak."), "still")

    values.ask(
        shell,
        values.Asked(
            field,
            doc.get(field_name),
            words.field(name, field_name),
            save,
            explain=[(words.question(name, field_name), "quiet")],
            draft=draft if field.type in (kinds.LINE, kinds.TEXT) else None,
            at=at,
            links=links_of(shell, field, card),
            news=news,
        ),
    )


def _with_reason(
    shell: Shell,
    kind: Kind,
    command: Command,
    again: Callable[[str], Command],
    said: str,
    then: Then | None,
    draft: str,
) -> None:
    """Save; where a reason is wanted, ask for it and save with it."""

    def heard(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem) and outcome.code == "reason_needed":
            shell.answered()
            kept: list[Piece] = [(_("Det gamla målet och skälet finns kvar i historiken."), "quiet")]
            shell.ask(Question(_("Varför ändras målet?"), lambda text, _key: why(text), explain=kept))
        elif isinstance(outcome, Problem) and outcome.code == "changed_meanwhile":
            shell.prompt.say(shell.words_for(outcome))
        elif shell.tell(outcome, said):
            shell.forget_draft(draft)
            if shell.asking and shell.prompt.handed:
                shell.answered()
            if then is not None:
                then()

    def why(text: str) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort skäl."), "still")
            return
        _run(shell, kind, again(text), said, then, draft)

    live = shell.tavla.live
    put = live.organise if kind.home == "org" else live.do
    with_person(shell, lambda: put(command, heard))


def edit_card(shell: Shell, card: str, name: str, at: tuple[int, int, int] | None = None) -> None:
    """Ask for one of the method's fields of the card. A prediction whose test has begun is added to instead."""
    field = FIELDS_OF_CARD[name]
    doc = shell.cards.get(card) or {}
    if name in kinds.PREDICTED and doc.get("tested") and doc.get(name):
        amend(shell, card, name)
        return
    draft = f"{name}/{card}"

    def save(value: Any) -> None:
        said = _("Sparat: {field}.").format(field=words.field(None, name).lower())
        _run(
            shell,
            KINDS["fact"],
            commands.edit(card, {name: value}, base={name: doc.get(name)}),
            said,
            None,
            draft,
        )

    values.ask(
        shell,
        values.Asked(
            field,
            doc.get(name),
            words.field(None, name),
            save,
            explain=[(words.question(None, name), "quiet")],
            draft=draft if field.type in (kinds.LINE, kinds.TEXT) else None,
            at=at,
            links=links_of(shell, field, card),
        ),
    )


def amend(shell: Shell, card: str, name: str) -> None:
    """What was predicted stands as it was when the test began; what is added is told as added."""
    explain: list[Piece] = [
        (_("Försöket har börjat, så det ni skrev då står kvar som det var."), "still"),
        (str((shell.cards.get(card) or {}).get(name) or ""), "text"),
    ]
    draft = f"amend/{name}/{card}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        command = acts.add("amendment", card, {"text": text, "about": name})
        _run(shell, KINDS["amendment"], command, _("Sparat som tillägg."), None, draft)

    shell.ask(Question(_("Lägg till något i efterhand?"), answer, explain=explain, many=True, draft=draft))


# --- quick changes of one key


def put(shell: Shell, name: str, id: str, fields: Mapping[str, Any], said: str = "") -> None:
    """Set fields without asking."""
    _run(shell, KINDS[name], acts.change(name, id, fields), said)


def remove(shell: Shell, name: str, id: str) -> None:
    """Take a part away; undo brings it back."""
    _run(shell, KINDS[name], acts.remove(name, id), _("Borttaget. u ångrar."))


def give_points(shell: Shell, card: str, cause: str, points: int) -> None:
    """Give a cause one's points, in place of those one gave it before."""
    live = shell.tavla.live
    mine = {
        str(doc.get("cause")): int(doc.get("points") or 0)
        for doc in live.board.table("votes").values()
        if doc.get("card") == card and doc.get("by") == live.me
    }
    wanted = {**mine, cause: points}
    left = 15 - sum(wanted.values())
    said = ngettext("{n} poäng kvar att ge.", "{n} poäng kvar att ge.", left).format(n=left)
    with_person(shell, lambda: live.do(acts.vote(card, wanted), lambda outcome: shell.tell(outcome, said)))


# --- readings


def indicators_of(shell: Shell, card: str) -> Sequence[str]:
    return ids_of(shell.tavla.live.board, "indicator", card)


def add_readings(shell: Shell, card: str, indicator: str = "") -> None:
    """One reading of today, or many with their days, typed or pasted."""
    found = indicators_of(shell, card)
    if not found:
        shell.say(_("Lägg till ett mått först: det ni räknar eller mäter."), "still")
        add(shell, card, "indicator")
        return
    if indicator not in found and len(found) > 1:
        _choose_indicator(shell, card, found)
        return
    _ask_readings(shell, card, indicator if indicator in found else found[0])


def _choose_indicator(shell: Shell, card: str, found: Sequence[str]) -> None:
    docs = shell.tavla.live.board.table("indicators")

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key:
            _ask_readings(shell, card, key)

    options = [Option(id, [(fit(str(docs[id].get("text")), 90), "text")]) for id in found]
    shell.ask(Question(words.question(None, "indicator"), answer, text=None, options=options, pick=True))


def _ask_readings(shell: Shell, card: str, indicator: str, count: int = 0) -> None:
    from board.method.pasted import parse_paste

    doc = shell.tavla.live.board.get("indicators", indicator) or {}
    today = shell.tavla.now.date()

    def echo(text: str) -> list[Option]:
        if not text.strip():
            return []
        rows, rejected = parse_paste(text, today)
        told = [Option("", [("= ", "accent"), (words.reading_told(on, found, today), "text")])
                for on, found, _line in rows[-3:]]  # fmt: skip
        if rejected:
            line, problem = rejected[0]
            told.append(
                Option("", [("! ", "late"), (words.line_told(line, shell.words_for(problem)), "late")])
            )
        return told

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        rows, rejected = parse_paste(text, today)
        if rejected:
            line, problem = rejected[0]
            shell.prompt.say(words.line_told(line, shell.words_for(problem)))
            return
        command = acts.record(card, indicator, [(on, found.typed, None) for on, found, _typed in rows])
        _run(shell, KINDS["reading"], command, "",
             lambda: _ask_readings(shell, card, indicator, count + len(rows)), f"reading/{indicator}")  # fmt: skip

    explain: list[Piece] = [
        (fit(str(doc.get("text") or ""), 90), "strong"),
        (
            _("Ett värde för i dag, eller en dag och ett värde på varje rad: 12/11 9. Går att klistra in."),
            "quiet",
        ),
    ]
    if count:
        told = ngettext("{n} sparat. Skriv nästa, eller enter för att sluta.",
                        "{n} sparade. Skriv nästa, eller enter för att sluta.", count).format(n=count)  # fmt: skip
        explain.append((told, "good"))
    shell.ask(
        Question(
            words.lead_question("reading"),
            answer,
            explain=explain,
            many=True,
            options=echo,
            draft=f"reading/{indicator}",
        )
    )


# --- causes and measures


def add_bone(shell: Shell, card: str) -> None:
    """Another bone of the fishbone."""

    def answer(text: str, key: str | None) -> None:
        if text.strip():
            _run(shell, KINDS["cause"], acts.bones(card, text, text), _("Sparat."))
        else:
            shell.answered()

    shell.ask(Question(_("Vad ska benet heta?"), answer))


def rename_bone(shell: Shell, card: str, bone: str) -> None:
    """Call a bone something else, or take one off that no cause hangs on."""

    def answer(text: str, key: str | None) -> None:
        name = text.strip() or None
        _run(shell, KINDS["cause"], acts.bones(card, bone, name), _("Sparat."))

    hint = _("enter sparar · tomt tar bort benet · esc avbryter")
    shell.ask(Question(_("Vad ska benet heta?"), answer, text=bone_name(shell, card, bone), hint=hint))


def add_why(shell: Shell, card: str, of: str | None, count: int = 0) -> None:
    """The answer to why, which becomes the next question."""
    causes = shell.tavla.live.board.table("causes")
    above = causes.get(of or "")
    about = str(above.get("text")) if above else str((shell.cards.get(card) or {}).get("problem") or "")
    about = " ".join(about.split()) or str((shell.cards.get(card) or {}).get("title") or "")
    draft = f"why/{of or card}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        fields = {"text": text, "parent": of, "found_by": "five_whys"}
        command = acts.add("cause", card, {k: v for k, v in fields.items() if v}, id=id)
        _run(shell, KINDS["cause"], command, "", lambda: add_why(shell, card, id, count + 1), draft)

    explain: list[Piece] = [(_("Svaret blir nästa fråga. Enter utan text slutar."), "quiet")]
    title = _("Varför? ”{text}”").format(text=fit(about.rstrip("."), 70))
    shell.ask(Question(title, answer, explain=explain, many=True, draft=draft))


def decide(shell: Shell, id: str, doc: Doc) -> None:
    """How it stands with a measure: a proposal is no decision until somebody decides."""
    field = KINDS["action"].field("status") or Field("status")

    def save(value: Any) -> None:
        put(shell, "action", id, {"status": value or "proposed"}, _("Sparat."))

    explain: list[Piece] = [(fit(str(doc.get("text") or ""), 90), "quiet")]
    values.ask(shell, values.Asked(field, doc.get("status"), _("Hur står det till?"), save, explain))


def influence(shell: Shell, card: str, id: str, given: int) -> None:
    """Ours to decide (1), somebody else's (2: lift it) or nobody's here (3: parked with its reason)."""
    code = kinds.INFLUENCES[given - 1]
    if code != "none":
        said = (
            _("Någon annan bestämmer. Lyft den vidare från Lyft vidare på kortet.")
            if code == "indirect"
            else _("Sparat.")
        )
        put(shell, "action", id, {"influence": code}, said)
        return

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort skäl."), "still")
            return
        put(
            shell,
            "action",
            id,
            {"influence": code, "influence_why": text, "status": "parked"},
            _("Parkerad, med skälet."),
        )

    shell.ask(Question(_("Varför kan ni inte påverka den?"), answer))


# --- the coach's eight questions


def coach(shell: Shell, card: str) -> None:
    """The eight questions, one at a time; what is said is kept as it is said, and one can stop at any of them."""
    _coach_on(shell, card, None, 0)


def _coach_on(shell: Shell, card: str, id: str | None, at: int) -> None:
    if at >= len(kinds.QUESTIONS):
        shell.say(_("Klart. Samtalet finns på kortet."))
        return
    name = kinds.QUESTIONS[at]
    kind = KINDS["dialogue"]
    field = kind.field(name) or Field(name)
    doc = (shell.tavla.live.board.get("dialogues", id) if id else None) or {}
    step = _("fråga {n} av {total}").format(n=at + 1, total=len(kinds.QUESTIONS))

    def save(value: Any) -> None:
        if value in (None, "") and id is None:
            shell.prompt.say(_("Börja med att skriva vilken utmaning det gäller."), "still")
            return
        if value in (None, ""):
            shell.answered()
            _coach_on(shell, card, id, at + 1)
            return
        made = id or new_id()
        command = (
            acts.change("dialogue", made, {name: value})
            if id
            else acts.add("dialogue", card, {name: value, **_latest_experiment(shell, card)}, id=made)
        )
        _run(shell, kind, command, "", lambda: _coach_on(shell, card, made, at + 1))

    explain: list[Piece] = [
        (_("För att lära, inte för att kontrollera. Lyssna, och ge inga färdiga svar."), "quiet")
    ]
    title = f"{words.question('dialogue', name)}  ({step})"
    now = doc.get(name) or prefilled(shell, card, name)
    values.ask(shell, values.Asked(field, now, title, save, explain))


def _latest_experiment(shell: Shell, card: str) -> dict[str, str]:
    found = ids_of(shell.tavla.live.board, "experiment", card)
    return {"experiment": found[-1]} if found else {}


def prefilled(shell: Shell, card: str, name: str) -> str | None:
    """What the latest experiment says already of questions three to five."""
    found = _latest_experiment(shell, card)
    doc = shell.tavla.live.board.get("experiments", found.get("experiment", "")) or {}
    of = {"latest": "text", "result": "result", "learned": "learned"}.get(name)
    value = doc.get(of) if of else None
    return str(value) if value else None

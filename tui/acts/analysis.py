"""Causes and measures by quick keys: bones, the answers to why, points, what is decided and what is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.ids import new_id
from board.method import acts, kinds
from board.method.causes import POINTS_IN_ALL, own_points
from board.method.kinds import KINDS, Field
from board.method.measures import judged
from board.ports import Doc
from tui.acts import values
from tui.acts.asking import do
from tui.acts.parts import below, bone_name, go_to, put, run
from tui.lines import Piece, fit
from tui.text import _, ngettext
from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.shell import Shell


def add_bone(shell: Shell, card: str) -> None:
    """Another bone of the fishbone."""

    def answer(text: str, key: str | None) -> None:
        if text.strip():
            run(shell, KINDS["cause"], acts.bones(card, text, text), _("Sparat."))
        else:
            shell.answered()

    shell.ask(Question(_("Vad ska benet heta?"), answer))


def rename_bone(shell: Shell, card: str, bone: str) -> None:
    """Call a bone something else, or take one off that no cause hangs on."""

    def answer(text: str, key: str | None) -> None:
        name = text.strip() or None
        run(shell, KINDS["cause"], acts.bones(card, bone, name), _("Sparat."))

    hint = _("enter sparar · tomt tar bort benet · esc avbryter")
    shell.ask(Question(_("Vad ska benet heta?"), answer, text=bone_name(shell, card, bone), hint=hint))


def add_why(shell: Shell, card: str, of: str | None) -> None:
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

        def then() -> None:
            go_to(shell, "cause", id)
            add_why(shell, card, id)

        run(shell, KINDS["cause"], command, "", then, draft)

    explain: list[Piece] = [
        (_("”{text}”").format(text=fit(about.rstrip("."), 200)), "strong"),
        (_("Svaret blir nästa fråga. Enter utan text slutar."), "quiet"),
    ]
    shell.ask(Question(_("Varför?"), answer, explain=explain, many=True, draft=draft, at=below(shell)))


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
            else _("Ni bestämmer själva om den.")
        )
        put(shell, "action", id, judged(code), said)
        return

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv ett kort skäl."), "still")
            return
        put(shell, "action", id, judged(code, text), _("Parkerad, med skälet."))

    shell.ask(Question(_("Varför kan ni inte påverka den?"), answer))


def give_points(shell: Shell, card: str, cause: str, points: int) -> None:
    """Give a cause one's points, in place of those one gave it before."""
    live = shell.tavla.live
    mine = own_points(live.board, live.org, card, live.me)
    wanted = {**mine, cause: points}
    left = POINTS_IN_ALL - sum(wanted.values())
    said = ngettext("{n} poäng kvar att ge.", "{n} poäng kvar att ge.", left).format(n=left)
    do(shell, acts.vote(card, wanted), said)

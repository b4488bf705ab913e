"""Sending a challenge to a board or a person, and sending on a request that lies with somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from board.challenges import Throw, boards_of, lying_around, throw
from board.ids import new_id
from board.method.kinds import KINDS
from board.model import people_of
from board.same import same
from board.start_views import SEE_MANY, Around, my_roles
from board.swedish import fold
from tui import challenge_words
from tui import method_words as words
from tui.acts import parts
from tui.acts.asking import has_board
from tui.acts.receivers import receivers
from tui.card_lines import person_name
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.above import AbovePage


def send(page: AbovePage) -> None:
    """Send the challenge under the cursor to a board or a person. Standing on a request that waits for an answer from
    here, it is that one that goes on; any other is left as it is, and this is one more."""
    shell, live = page.shell, page.tavla.live
    if not has_board(shell):
        return
    challenge = page.challenge
    if challenge is None or live.org.get("challenges", challenge) is None:
        shell.say(_("Ställ dig på en utmaning för att skicka den till någon."), "still")
        return
    stands_on_one = (page.key or "").partition("/")[0] in ("throw", "ours")
    one = page.throw if stands_on_one else None
    _ask_receiver(page, challenge, one if one is not None and _waits_here(page, one) else None)


def send_on(page: AbovePage, one: Throw) -> None:
    """Send a request that lies with somebody on from there, or back."""
    if has_board(page.shell):
        _ask_receiver(page, one.challenge, one)


def _waits_here(page: AbovePage, one: Throw) -> bool:
    """Whether a request waits for the board in front, oneself or a board of one's own; not one that one
    has just sent there."""
    live = page.tavla.live
    lying = lying_around(live.org, live.board_id or "", live.me, page.tavla.now.date())
    return one.id in {found.id for found in lying.all} and not _sent_by_me(page, one)


def _sent_by_me(page: AbovePage, one: Throw) -> bool:
    """Whether one has sent it oneself, and nobody has answered."""
    live = page.tavla.live
    return one.state == "sent" and same(live.org, one.by) == _me(page)


def _me(page: AbovePage) -> str:
    live = page.tavla.live
    return same(live.org, live.me or "")


def _with_whom(page: AbovePage, one: Throw) -> str:
    """Whom a request lies with, by name; empty for oneself."""
    people = people_of(page.tavla.live.org)
    board, ref = one.holder
    if not board and same(page.tavla.live.org, ref) == _me(page):
        return ""
    return challenge_words.whom((board, ref), page.names, lambda ref: person_name(people, ref))


def _ask_receiver(page: AbovePage, challenge: str, before: Throw | None) -> None:
    """The workspace's boards and people; where it is thrown back, who threw it first."""
    shell, live = page.shell, page.tavla.live
    doc = live.org.get("challenges", challenge) or {}

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        return [
            Option(key, [(name, "text"), (f"  {what}", "quiet")])
            for key, name, what in receivers(page, before)
            if all(word in fold(name) for word in wanted)
        ]

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        shell.answered()
        what, _space, id = key.partition(" ")
        name = next((name for known, name, _what in receivers(page, before) if known == key), id)
        whom = {f"to_{what}": id}
        ask = partial(_ask_text, page, challenge, before, whom, name)
        if whom == {"to_board": live.board_id}:
            ask("")  # no board asks itself: somebody does
        else:
            _ask_sender(page, before, ask)

    explain: list[Piece] = [(fit(" ".join(str(doc.get("text") or "").split()), 90), "quiet")]
    title = _("Vem ska ta emot utmaningen?")
    if before is not None:
        title = _("Vem ska förfrågan gå vidare till?")
        explain.append((fit(" ".join(before.text.split()), 90), "text"))
        if whom := _with_whom(page, before):
            told = _("Den ligger inte längre hos {whom} när den är skickad.").format(whom=whom)
            explain.append((told, "still"))
    shell.ask(Question(title, answer, explain=explain, options=options, pick=True))


def _ask_sender(page: AbovePage, before: Throw | None, then: Callable[[str], None]) -> None:
    """For whom one throws: the board in front (its id), or oneself (""). What lies with oneself, or with another
    board of one's own, goes on in that name; who looks across boards is asked."""
    shell, live = page.shell, page.tavla.live
    here = live.board_id or ""
    if before is not None and not _sent_by_me(page, before):
        board, ref = before.holder
        own = boards_of(live.org, live.me or "", shell.tavla.now.date())
        if same(live.org, ref) == _me(page) or (board in own and board != here):
            then(board)
            return
    around = Around(live.board, live.org, here, live.me or "", shell.tavla.now)
    if live.me is None or not set(SEE_MANY) & set(my_roles(around)):
        then(here)
        return

    def answer(text: str, key: str | None) -> None:
        if key is not None:
            shell.answered()
            then(here if key == "board" else "")

    options = [
        Option("person", [(person_name(people_of(live.org), live.me), "text"), ("  " + _("du"), "quiet")]),
        Option("board", [(page.names.get(here, here), "text"), ("  " + _("tavlan"), "quiet")]),
    ]
    if before is not None and before.holder[0] == here and not _sent_by_me(page, before):
        options.reverse()
    shell.ask(Question(_("Vem skickar?"), answer, text=None, options=options, pick=True))


def _ask_text(
    page: AbovePage, challenge: str, before: Throw | None, whom: Mapping[str, str], name: str, board: str
) -> None:
    shell = page.shell
    draft = f"throw/{challenge}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.prompt.say(_("Skriv kort vad du vill att de tar sig an."), "still")
            return
        id = new_id()
        command = throw(
            challenge,
            text,
            board,
            previous=before.id if before is not None else "",
            id=id,
            **whom,
        )

        def then() -> None:
            page.unfold(f"challenge/{challenge}", always=True)
            page.go_to(f"throw/{id}")

        parts.run(shell, KINDS["throw"], command, _receipt(page, before, name), then, draft)

    explain: list[Piece] = [(_("Till {name}").format(name=name), "quiet")]
    if before is not None and before.answer:
        explain.append((_("De svarade: {what}").format(what=" ".join(before.answer.split())), "text"))
    explain.append((_("Vad är målet, och vad vill du höra från dem? De svarar hur de tänker."), "quiet"))
    shell.ask(Question(words.lead_question("throw"), answer, explain=explain, many=True, draft=draft))


def _receipt(page: AbovePage, before: Throw | None, name: str) -> str:
    """Whom it has gone to; sent on, with whom it lies no longer."""
    undo = page.shell.key_of("undo")
    if before is None:
        return _("Skickat till {name}. Svaret syns här. {undo} ångrar.").format(name=name, undo=undo)
    if whom := _with_whom(page, before):
        said = _("Skickat vidare till {name}. Förfrågan ligger inte längre hos {whom}. {undo} ångrar.")
        return said.format(name=name, whom=whom, undo=undo)
    return _("Skickat vidare till {name}. Svaret syns här. {undo} ångrar.").format(name=name, undo=undo)

"""A programme on the screen: which cards are its parts, what a part's report says, and the whole written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from board.errors import Problem
from board.ids import slug
from board.method import acts
from board.method.kinds import KINDS
from board.model import board_of, people_of
from board.programmes import Programme, Taken, take_in, taken
from board.rules import is_open
from board.swedish import fold, sort_key
from tui import method_words as words
from tui.acts import part_fields, parts
from tui.acts.files import ask_form, may_name_persons, save
from tui.card_lines import person_name
from tui.lines import Piece, fit
from tui.text import _
from tui.widgets.prompt import Option, Question
from tui.working import Work

if TYPE_CHECKING:
    from tui.pages.above import AbovePage
    from tui.shell import Shell


def edit_report(page: AbovePage, id: str, name: str) -> None:
    shell = page.shell
    doc = shell.tavla.live.org.get("programme_parts", id)
    given = page.proposal(id, name)
    if doc is None or doc.get(name) or not given:
        part_fields.edit(shell, "programme_part", id, name)
        return

    def answer(text: str, key: str | None) -> None:
        if text.strip() == given.strip():
            shell.answered()  # the card goes on saying it
            return
        draft = f"{name}/{id}"
        parts.run(
            shell, KINDS["programme_part"], acts.change("programme_part", id, {name: text}, base={name: None}),
            _("Sparat."), None, draft,
        )  # fmt: skip

    explain: list[Piece] = [
        (words.question("programme_part", name), "quiet"),
        (_("Det här står på kortet. Det du skriver här gäller i rapporten; kortet ändras inte."), "quiet"),
    ]
    label = words.field("programme_part", name)
    shell.ask(Question(label, answer, explain=explain, text=given, many=True, draft=f"{name}/{id}"))


def take(page: AbovePage) -> None:
    """Cards of the open board become parts of the programme, one or all of them."""
    shell, live = page.shell, page.tavla.live
    programme = page.programme
    if programme is None or live.board_id is None:
        return
    there = {part.card for part in programme.parts if part.board == live.board_id}
    cards = live.board.table("cards")
    ids = sorted(cards, key=lambda id: sort_key(str(cards[id].get("title") or "")))
    found = [id for id in ids if id not in there and is_open(cards[id])]
    if not found:
        shell.say(_("Alla öppna kort på tavlan är redan delar."), "still")
        return

    def answer(text: str, key: str | None) -> None:
        if key is None:
            return
        chosen = found if key == "all" else [key]
        told = [(live.board_id or "", id, str(cards[id].get("title") or "")) for id in chosen]
        parts.run(shell, KINDS["programme"], take_in(programme.id, told), _("Sparat: en del av satsningen."))

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        every = (
            [Option("all", [(_("Alla öppna kort ({n})").format(n=len(found)), "accent")])]
            if not wanted
            else []
        )
        titles = [(id, str(cards[id].get("title") or "")) for id in found]
        return every + [
            Option(id, [(fit(title, 90), "text")])
            for id, title in titles
            if all(word in fold(title) for word in wanted)
        ]

    title = _("Vilket kort är en del av satsningen?")
    explain: list[Piece] = [(programme.text, "quiet"), (board_of(live.board).name or "", "quiet")]
    shell.ask(Question(title, answer, explain=explain, options=options, pick=True))


def report(page: AbovePage) -> None:
    """Ask in which form; then read the parts' cards from their boards and write the file."""
    shell, programme = page.shell, page.programme
    if programme is None:
        shell.say(_("Ställ dig på en satsning."), "still")
        return

    def then(form: str, folder: str) -> None:
        _read(shell, programme, lambda cards, names: _write(shell, programme, cards, names, form, folder))

    told = _("Varje del med mål, genomförande, resultat och lärdomar. Den läggs i mappen")
    ask_form(shell, _("Slutrapport"), told, ("html", "md"), then)


Read = Callable[[Mapping[str, Taken | None], Mapping[str, str]], None]


def _read(shell: Shell, programme: Programme, done: Read) -> None:
    """What the parts' cards say, a board a step; where it takes time it tells how far it is, and escape stops it."""
    desk = shell.tavla.desk
    cards: dict[str, Taken | None] = {part.id: None for part in programme.parts}
    names: dict[str, str] = {}

    def steps(boards: list[str]) -> Iterator[None]:
        for board in boards:
            try:
                snapshot = desk.read(board)
            except Problem:  # `tavla check` tells why; its parts say that their cards cannot be read
                yield
                continue
            names[board] = board_of(snapshot).name or board
            cards.update(
                {part.id: taken(snapshot, part.card) for part in programme.parts if part.board == board}
            )
            yield

    def begin() -> tuple[int, Iterator[None]]:
        known = set(desk.board_ids)
        boards = [board for board in programme.boards if board in known]
        return len(boards), steps(boards)

    shown = False

    def told(work: Work) -> None:
        nonlocal shown
        if work.running:
            if not shown:
                _ask_to_wait(shell, programme, work)
                shown = True
            shell.prompt.say(_("Läser tavla {n} av {total}").format(n=work.done + 1, total=work.of), "quiet")
        elif work.problem is not None:
            shell.tell(work.problem)
        elif work.ended:
            if shown:
                shell.answered()
            done(cards, names)

    Work(shell.tavla.live, begin, told)


def _ask_to_wait(shell: Shell, programme: Programme, work: Work) -> None:
    def stop() -> None:
        work.stop()
        shell.say(_("Stoppat. Ingen rapport skrevs."), "still")

    question = Question(
        _("Tavlorna läses"),
        lambda text, key: None,
        explain=[(programme.text, "quiet")],
        text=None,
        hint=_("esc stoppar"),
        cancelled=stop,
    )
    shell.ask(question)


def _write(
    shell: Shell,
    programme: Programme,
    cards: Mapping[str, Taken | None],
    names: Mapping[str, str],
    form: str,
    folder: str,
) -> None:
    from tui.story.programme import Known, written

    people = people_of(shell.tavla.live.org)
    known = Known(cards, names, lambda ref: person_name(people, ref), shell.tavla.now.date())
    text = written(programme, known, form)
    name = slug(programme.text) or "satsning"
    save(shell, folder, name, form, text.encode("utf-8"), may_name_persons())

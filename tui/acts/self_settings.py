"""What a person sets for themselves: who they are, the language, the colours; every action in one list; leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from board import organisation
from board.errors import Problem
from board.ids import public_id
from board.model import people_of
from board.ports import Commit
from board.swedish import fold
from board.terminal import terminal_of
from tui.acts import pins, shared
from tui.acts.asking import in_front
from tui.acts.fields import begins_so, person_options
from tui.key_words import everyday
from tui.keys import ACTIONS, keys_of, shown, works_on
from tui.text import _, language
from tui.themes import PALETTES
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.shell import Shell


BEGUN = 2
"""Letters of a name from which the wall shows whose it may be."""


def who(shell: Shell) -> None:
    """Who is at the keyboard: a few letters and enter. Before there is a board its first page asks."""
    from tui.pages.start import StartPage

    if shell.tavla.desk.keyed:
        _say_keyed(shell)
        return
    start = in_front(shell, StartPage)
    if start is not None:
        start.ask_for("person")
        return
    guests = terminal_of(shell.tavla.live.board).guests
    guest = (lambda: shared.note_as_guest(shell)) if guests else None
    ask_who(shell, lambda: None, guest, leaves=shell.tavla.live.me is not None and shell.page != "wall")


def ask_who(
    shell: Shell,
    then: Callable[[], object],
    guest: Callable[[], object] | None = None,
    *,
    leaves: bool = False,
    told: str = "",
) -> None:
    """Choose a person, or become one; then go on with what was being done. What was typed is kept.

    guest: done instead where somebody chooses to be nobody; without it that cannot be chosen.
    leaves: whether to be signed out is one of the choices.
    told: what is said over the choice.
    """
    _Who(shell, then, guest, leaves).ask(told)


class _Who:
    """The question of who sits here, and the one that it was put over."""

    def __init__(
        self, shell: Shell, then: Callable[[], object], guest: Callable[[], object] | None, leaves: bool
    ) -> None:
        self.shell, self.then, self.guest, self.leaves = shell, then, guest, leaves
        self.kept = shell.prompt.question if shell.asking else None
        self.text = shell.prompt.text if self.kept is not None else ""
        # Who walks by the wall and presses a key is not to read everybody's names there.
        self.named = shell.page != "wall" or terminal_of(shell.tavla.live.board).wall_names

    def ask(self, told: str) -> None:
        hint = _("skriv några bokstäver av namnet · enter väljer · esc låter det vara")
        if not self.named:
            hint = _("skriv början av ditt namn · enter väljer · esc låter det vara")
        self.shell.ask(
            Question(
                _("Vem sitter vid tangenterna?"),
                self.answer,
                explain=[(told, "still")] if told else (),
                options=self.options,
                pick=True,
                cancelled=self.take_up,
                hint=hint,
            )
        )

    def take_up(self) -> None:
        """Put the question again that was being answered, with what was written."""
        if self.kept is not None:
            first, self.kept.text = self.kept.at_first, self.text
            self.shell.ask(self.kept)
            self.kept.at_first = first

    def options(self, text: str) -> list[Option]:
        live, name, others = self.shell.tavla.live, " ".join(text.split()), self._others()
        first = live.me or self.shell.tavla.desk.last_person
        found = person_options(self.shell, text, first) if self.named or len(name) >= BEGUN else []
        if not found and (not name if self.named else len(name) < BEGUN):
            # Enter alone must not make anybody a guest.
            told = _("Skriv början av ditt namn")
            return [Option("", [(told, "quiet")]), *(option for _called, option in others)]
        people = people_of(live.org)
        if name and all(fold(p.name) != fold(name) for p in people.values()):
            found.append(Option("+", [("+ ", "accent"), (_("Lägg till {name}").format(name=name), "text")]))
        for called, option in others:
            typed = name and fold(called).startswith(fold(name)) and found[:1] and found[0].key == "+"
            found.insert(0 if typed else len(found), option)
        # Who has it only inside a name comes last, so that enter makes nobody another.
        return sorted(found, key=lambda o: o.key in people and not begins_so(people[o.key], name))

    def _others(self) -> list[tuple[str, Option]]:
        """What can be chosen besides a person, with what it is called."""
        found: list[tuple[str, Option]] = []
        if self.guest is not None:
            told = [(_("Gäst"), "text"), ("  " + _("notera utan namn"), "quiet")]
            found.append((_("Gäst"), Option("guest", told)))
        if self.leaves:
            found.append((_("Logga ut"), Option("out", [(_("Logga ut"), "text")])))
        return found

    def answer(self, text: str, key: str | None) -> None:
        shell = self.shell
        if key == "+":
            name = " ".join(text.split())
            shell.answered()
            _confirm_new(shell, name, lambda: _become(shell, name, self.go_on))
        elif key == "":
            with_guest = _("Skriv början av ditt namn, eller välj Gäst med ↓.")
            shell.prompt.say(with_guest if self.guest else _("Skriv början av ditt namn."), "still")
        elif key == "out":
            shell.answered()
            sign_out(shell)
        elif key == "guest" and self.guest is not None:
            shell.answered()
            self.take_up()
            shell.prompt.handed = self.kept is not None
            self.guest()
        elif key is not None and shell.tavla.desk.wants_pin(shell.tavla.live.org, key):
            pins.ask(shell, key, lambda: self.become(key), cancelled=self.take_up)
        elif key is not None:
            self.become(key)

    def become(self, ref: str) -> None:
        self.shell.tavla.live.me = ref
        self.shell.tavla.desk.remember_person(ref)
        self.go_on()

    def go_on(self) -> None:
        """Somebody is chosen: the screen is theirs, and what was being done goes on."""
        shell = self.shell
        shell.answered()
        shell.top.update()
        shell.notice.lay_out()
        for page in shell.pages:
            page.fill()  # what may be done, and whose answers are shown, is another person's now
        person = people_of(shell.tavla.live.org).get(shell.tavla.live.me or "")
        shell.say(_("Nu är det {name} som skriver.").format(name=person.name if person else ""))
        self.take_up()
        shell.prompt.handed = self.kept is not None  # what was being done is its answer
        self.then()
        shell.tavla.idle.welcome(shell, shell.tavla.live.me or "")


def _say_keyed(shell: Shell) -> None:
    shell.say(_("Det är din nyckel som säger vem du är. Det går inte att byta här."), "still")


def sign_out(shell: Shell) -> None:
    """Leave the screen to whoever comes next."""
    live, desk = shell.tavla.live, shell.tavla.desk
    if desk.keyed:
        _say_keyed(shell)
    elif live.board_id is not None:
        shell.tavla.idle.sign_out(shell)
    else:
        live.me = None
        desk.forget_person()
        shell.close_pages()
        shell.redraw()


def _confirm_new(shell: Shell, name: str, then: Callable[[], object]) -> None:
    """Letters typed by mistake must not become a person."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            then()

    options = [
        Option("no", [(_("Nej, det blev fel"), "text")]),
        Option("yes", [(_("Ja, jag heter {name}").format(name=name), "text")]),
    ]
    shell.ask(Question(_("Är du ny här?"), answer, text=None, options=options, pick=True))


def _become(shell: Shell, name: str, then: Callable[[], None]) -> None:
    def done(outcome: Commit | Problem) -> None:
        if isinstance(outcome, Problem):
            shell.tell(outcome)
            return
        new = next((e.id for e in outcome.events if e.table == "people" and e.before is None), None)
        if new is not None:
            shell.tavla.live.me = public_id(new)
            shell.tavla.desk.remember_person(public_id(new))
        then()

    shell.tavla.live.organise(organisation.add_person(name), done)


def language_act(shell: Shell) -> None:
    """Swedish to English and back, at once."""
    new = "sv" if language() == "en" else "en"
    shell.tavla.speak(new)
    shell.key_line.hush()
    shell.redraw()
    shell.tavla.desk.remember_setting("language", new)


def theme_act(shell: Shell) -> None:
    names = {
        "dark": _("Mörkt"),
        "light": _("Ljust"),
        "contrast": _("Hög kontrast"),
        "colourblind": _("Färger som alla kan skilja åt"),
    }

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            shell.tavla.paint(key)
            shell.redraw()
            shell.tavla.desk.remember_setting("theme", key)

    options = [Option(name, [(names[name], "text")]) for name in PALETTES]
    shell.ask(Question(_("Välj färger"), answer, text=None, options=options, pick=True))


UNLISTED = frozenset(
    {"palette", "row_up", "row_down", "row_first", "row_last", "row_page_up", "row_page_down"}
)


def palette(shell: Shell, about: str | None = None) -> None:
    """Every action that works here, by name, or by its key; on the page of keys those that work on `about`."""
    changed = shell.tavla.settings.keys
    here = [a for a in ACTIONS if works_on(a, about or shell.page) and a.id not in UNLISTED]

    def options(text: str) -> list[Option]:
        wanted = fold(text).split()
        by_key, found, by_other_words = [], [], []
        for action in here:
            label = _(action.label)
            keys = " ".join(shown(key) for key in keys_of(action, changed)[:1])
            option = Option(action.id, [(f"{keys:>8}  ", "key"), (label, "text")])
            if text.strip() in map(shown, keys_of(action, changed)):
                by_key.append(option)
            elif all(word in fold(label) for word in wanted):
                found.append(option)
            elif all(word in fold(f"{label} {everyday(action.id)}") for word in wanted):
                by_other_words.append(option)
        found = [*by_key, *found, *by_other_words]
        return found or [Option("", [(nothing, "quiet")])]

    nothing = _("Inget heter så här. Kort och händelser söks med {key} på tavlan.")
    nothing = nothing.format(key=shell.key_of("search"))

    def answer(text: str, key: str | None) -> None:
        if not key:
            return
        shell.answered()
        if about is not None:
            shell.close_page()
        shell.run_action_of(key)

    shell.ask(Question(_("Vad vill du göra?"), answer, options=options, pick=True, wide=True))


def leave(shell: Shell) -> None:
    """Quit; what could not be saved yet is told first."""
    live = shell.tavla.live
    if not live.unsaved:
        shell.tavla.exit(0)
        return

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            shell.tavla.exit(0)

    options = [
        Option("no", [(_("Stanna kvar och vänta"), "text")]),
        Option("yes", [(_("Avsluta utan att spara det sista"), "text")]),
    ]
    shell.ask(Question(_("Allt är inte sparat ännu"), answer, text=None, options=options, pick=True))

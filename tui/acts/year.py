"""Writing in the unit's year: what comes back in it, what is done, answers to the checklist, points, the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from board import year as years
from board import year_acts
from board.errors import Problem
from board.ids import new_id, slug
from board.method import acts
from board.method.kinds import KINDS, Field
from board.model import board_of
from board.ports import Doc
from tui import method_words as words
from tui import year_words
from tui.acts import part_fields, parts, values
from tui.acts.asking import has_board, in_front
from tui.acts.files import ask_form, may_name_persons, save
from tui.lines import Piece
from tui.text import _
from tui.widgets.prompt import Option, Question

if TYPE_CHECKING:
    from tui.pages.year import YearPage
    from tui.shell import Shell


def begin(page: YearPage) -> None:
    """Take in what a wheel may start with."""
    said = _("Årshjulet har börjat. Enter öppnar en rad, så går den att ändra.")
    parts.run(page.shell, KINDS["yearly"], year_acts.begin(year_words.starting()), said)


def edit(page: YearPage, kind: str, id: str, name: str) -> None:
    part_fields.edit(page.shell, kind, id, name)


def new(page: YearPage) -> None:
    """Something new of what the page shows."""
    if has_board(page.shell):
        {"wheel": _new_yearly, "control": _new_control, "points": _new_point}[page.view](page)


def _new_yearly(page: YearPage) -> None:
    """Its name, then its step, its month and how often."""
    shell, draft = page.shell, "new/yearly/"
    here = page.named
    doc = shell.tavla.live.board.get("yearlies", here[1]) if here[0] == "yearly" else None
    stage = str((doc or {}).get("stage") or "")

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        fields = {"text": text, **({"stage": stage} if stage else {})}

        def then() -> None:
            page.go_to(f"yearly/{id}")
            _ask_in_turn(shell, "yearly", id, ("month", "every") if stage else ("stage", "month", "every"))

        parts.run(shell, KINDS["yearly"], acts.add("yearly", None, fields, id=id), _("Sparat."), then, draft)

    explain: list[Piece] = [(year_words.stage(stage), "quiet")] if stage else []
    shell.ask(Question(words.lead_question("yearly"), answer, explain=explain, draft=draft))


def _ask_in_turn(shell: Shell, kind: str, id: str, names: tuple[str, ...]) -> None:
    if names:
        part_fields.edit(shell, kind, id, names[0], then=lambda: _ask_in_turn(shell, kind, id, names[1:]))


def _new_control(page: YearPage) -> None:
    """A line of the checklist, under the theme where the cursor stands; the next is asked for till one is empty."""
    shell = page.shell
    here = page.named
    doc = shell.tavla.live.board.get("controls", here[1]) if here[0] == "control" else None
    if doc is not None:
        _ask_line(page, str(doc.get("theme") or ""))
        return
    found = years.checklist(shell.tavla.live.board, page.shown)
    own = [theme for theme, _lines in found.themes if theme]
    listed = [*own, *(theme for theme in year_words.themes() if theme not in own)]
    options = [Option(theme, [(theme, "text")]) for theme in listed]
    options += [
        Option("+", [(_("ett annat område"), "text")]),
        Option("", [(_("utan område"), "quiet")]),
    ]

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "+":
            _ask_theme(page)
        elif key is not None:
            _ask_line(page, key)

    explain: list[Piece] = [(_("Bara en rubrik. Vad som står under den skriver ni själva."), "quiet")]
    shell.ask(Question(_("Vilket område?"), answer, explain=explain, text=None, options=options, pick=True))


def _ask_theme(page: YearPage) -> None:
    shell = page.shell

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if text.strip():
            _ask_line(page, text.strip())

    shell.ask(Question(_("Vad heter området?"), answer))


def _ask_line(page: YearPage, theme: str) -> None:
    shell, draft = page.shell, f"new/control/{theme}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        fields = {"text": text, **({"theme": theme} if theme else {})}

        def then() -> None:
            page.go_to(f"control/{id}")
            _ask_line(page, theme)

        parts.run(
            shell, KINDS["control"], acts.add("control", None, fields, id=id), _("Sparat."), then, draft
        )

    explain: list[Piece] = [(theme or _("utan område"), "quiet")]
    hint = _("enter sparar och går till nästa · tom rad slutar")
    shell.ask(Question(words.lead_question("control"), answer, explain=explain, draft=draft, hint=hint))


def _new_point(page: YearPage) -> None:
    shell = page.shell
    what, *named = (page.key or "").split("/")
    board = shell.tavla.live.board
    kind, id = page.named
    held = board.get("year_points", id) if kind == "year_point" else None
    year = int(named[0]) if what == "points" and named else years.year_in(held or {}) or page.shown
    draft = f"new/year_point/{year}"

    def answer(text: str, key: str | None) -> None:
        if not text.strip():
            shell.answered()
            return
        id = new_id()
        command = acts.add("year_point", None, {"text": text, "year": year}, id=id)
        parts.run(
            shell, KINDS["year_point"], command, _("Sparat."), lambda: page.go_to(f"year_point/{id}"), draft
        )

    explain: list[Piece] = [(_("För {year}").format(year=year), "quiet")]
    shell.ask(Question(words.lead_question("year_point"), answer, explain=explain, draft=draft))


def mark(page: YearPage) -> None:
    """What is awaited of the row is done, or no longer said to be."""
    kind, id = page.named
    if kind != "yearly":
        page.shell.say(_("Ställ dig på något i årshjulet först."), "still")
        return
    today = page.tavla.now.date()
    entry = next((one for one in years.wheel(page.tavla.live.board, page.shown, today) if one.id == id), None)
    if entry is not None and not entry.spots and entry.awaited is not None:
        told = _("Det kommer inte {year} utan {when}. {year_earlier} och {year_later} byter år.")
        when = f"{year_words.month(entry.awaited.month)} {entry.awaited.year}"
        page.shell.say(page.shell.keyed(told, year=page.shown, when=when), "still")
        return
    if entry is None or not entry.spots:
        page.shell.say(_("Välj först i vilken månad det görs: enter öppnar raden."), "still")
        return
    spot = min(entry.spots, key=lambda one: abs((one.last - today).days))
    if entry.awaited is not None and entry.awaited.year == page.shown and spot.state != "done":
        spot = entry.awaited
    done(page, id, spot.month)


def done(page: YearPage, id: str, month: int) -> None:
    """Say that a month's is done, today or on a day that is asked for; or, where it is said, no longer."""
    shell, year, today = page.shell, page.shown, page.tavla.now.date()
    entry = next((one for one in years.wheel(page.tavla.live.board, year, today) if one.id == id), None)
    spot = next((one for one in entry.spots if one.month == month), None) if entry is not None else None
    if entry is None or spot is None:
        return
    if spot.done:
        parts.run(
            shell,
            KINDS["yearly_done"],
            acts.remove("yearly_done", spot.done[0]),
            shell.keyed(_("Inte gjort. {undo} ångrar.")),
        )
        return
    doc = entry.doc

    def save(day: date) -> None:
        command = acts.add("yearly_done", None, {"on": day.isoformat(), "yearly": id})
        at = years.counts_for(day, doc)
        said = _("Gjort. Bra!")
        if at is not None and at != (year, month):
            said = _("Sparat. Den dagen hör till {month} {year}.").format(
                month=year_words.month(at[1]), year=at[0]
            )
        parts.run(shell, KINDS["yearly_done"], command, said)

    if years.counts_for(today, doc) == (year, month):
        save(today)
    else:
        _ask_day(shell, entry.doc, f"{year_words.month(month)} {year}", save)


def _ask_day(shell: Shell, doc: Doc, when: str, save: Callable[[date], None]) -> None:
    """On what day it was done, where that is not clear by itself."""

    def answer(value: object) -> None:
        if value:
            save(date.fromisoformat(str(value)))
        else:
            shell.answered()

    field = KINDS["yearly_done"].field("on") or Field("on")
    told = f"{' '.join(str(doc.get('text') or '').split())} · {when}"
    explain: list[Piece] = [(told, "quiet")]
    values.ask(shell, values.Asked(field, None, words.lead_question("yearly_done"), answer, explain))


def _answer(said: str) -> Callable[[YearPage], None]:
    def act(page: YearPage) -> None:
        kind, id = page.named
        if kind != "control":
            page.shell.say(_("Ställ dig på en rad i egenkontrollen först."), "still")
            return
        told = _("Sparat.")
        if said == "no":
            told = _("Sparat. {key} gör ett kort av det.").format(key=page.shell.key_of("year_card"))
        parts.run(page.shell, KINDS["control_answer"], year_acts.answer(id, page.shown, said), told)

    return act


def to_card(page: YearPage) -> None:
    """A card of the line under the cursor."""
    kind, id = page.named
    lines = years.checklist(page.tavla.live.board, page.shown).lines
    found = next((one for one in lines if kind == "control" and one.id == id), None)
    if found is None or page.shown not in found.answers:
        page.shell.say(_("Svara på raden först: 1 ja, 2 delvis, 3 nej."), "still")
        return
    title = _("Egenkontroll: {text}").format(text=" ".join(str(found.doc.get("text") or "").split()))
    command = year_acts.to_card(id, page.shown, title)
    parts.run(page.shell, KINDS["control_answer"], command, _("Kortet ligger i Förslag."))


def end(page: YearPage) -> None:
    """What somebody has used stays, and is no longer asked; the rest is taken away."""
    kind, id = page.named
    board = page.tavla.live.board
    if (page.key or "").split("/")[0] != kind:
        page.shell.say(_("Ställ dig på raden själv för att ta bort den."), "still")
        return
    of = {"yearly": ("yearly_dones", "yearly"), "control": ("control_answers", "control")}.get(kind)
    used = of is not None and any(doc.get(of[1]) == id for doc in board.table(of[0]).values())
    doc = board.get(KINDS[kind].table, id) or {}
    if used and not doc.get("ended"):
        parts.put(
            page.shell, kind, id, {"ended": True}, _("Det är inte med längre. Det som är gjort finns kvar.")
        )
    elif used:
        page.shell.say(_("Det finns svar på raden, så den finns kvar."), "still")
    else:
        parts.remove(page.shell, kind, id)


# --- the report


def report(shell: Shell) -> None:
    """Ask in which form; then write the draft of the year's report to a file."""
    from tui.pages.year import YearPage

    if not has_board(shell):
        return
    page = in_front(shell, YearPage)
    year = page.shown if page is not None else shell.tavla.now.year
    told = _("Ett utkast för {year} av det som står på tavlan. Det som saknas sägs. Den läggs i mappen")
    ask_form(
        shell,
        _("Resultat- och kvalitetsberättelse"),
        told.format(year=year),
        ("html", "pdf", "md"),
        lambda form, folder: _write(shell, year, form, folder),
    )


def _write(shell: Shell, year: int, form: str, folder: str) -> None:
    from tui.story import forms
    from tui.story.year import story

    live = shell.tavla.live
    name = board_of(live.board).name or ""
    told = story(live.board, live.org, year, shell.tavla.now.date(), name)
    try:
        data = forms.told_in(told, form)
    except Problem as problem:
        shell.tell(problem)
        return
    save(shell, folder, f"{slug(name) or 'tavla'}-{year}", form, data, may_name_persons())


HERE: Mapping[str, Callable[[YearPage], None]] = {
    "new": new,
    "done": mark,
    "yes": _answer("yes"),
    "partly": _answer("partly"),
    "no": _answer("no"),
    "card": to_card,
    "delete": end,
}
"""What the keys of the page do."""

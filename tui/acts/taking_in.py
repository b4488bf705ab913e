"""Cards or readings from a file of Excel or CSV, on the screen: which file, what it would give, and then yes or no."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from board import exchange, readings_table
from board.context import Command
from board.errors import Problem
from board.ports import Commit
from tui.acts.asking import has_board, with_person
from tui.acts.files import path_lines
from tui.lines import Piece
from tui.text import _, dates, ngettext
from tui.widgets.prompt import Option, Question
from tui.working import Work

if TYPE_CHECKING:
    from tui.shell import Shell

ENDINGS = (".xlsx", ".csv", ".tsv")
ALSO = ("Hämtningar", "Downloads", "Skrivbord", "Desktop")
"""Folders of a home, besides the one that files are put in, where a file that was sent may lie."""
MOST_FILES = 40
MOST_BAD = 5
"""Rows that cannot be taken in of which each is told why."""
OTHER = "+"


class Plan(NamedTuple):
    """What a file would bring. what: in words; rows: how many, and how many are here already; told: more about it."""

    what: str
    new: int
    same: int
    told: list[Piece]
    command: Command


def take_in(shell: Shell) -> None:
    """Ask which file; those that lie where files usually do are there to choose."""
    if not has_board(shell):
        return
    folder = shell.tavla.desk.files_folder
    if folder is None:
        shell.say(_("Härifrån går det inte att läsa filer. Gör det vid en dator i stället."), "still")
        return
    home, found = shell.tavla.desk.home, list[tuple[float, str]]()
    places = dict.fromkeys((folder, home, *(os.path.join(home, name) for name in ALSO)))

    def work() -> Commit:
        found.extend(_files(places))
        return Commit((), ())

    def then(outcome: Commit | Problem) -> None:
        if shell.tavla.live.board_id is not None and not shell.asking:
            _ask_file(shell, found)

    shell.tavla.live.ask(work, then)


def _files(places: Iterable[str]) -> list[tuple[float, str]]:
    """(when it was changed, path) of the tables in some folders, the latest first."""
    found: dict[str, float] = {}
    for place in places:
        try:
            with os.scandir(place) as listed:
                for one in listed:
                    if one.name.lower().endswith(ENDINGS) and one.name[:1] != "." and one.is_file():
                        found[one.path] = one.stat().st_mtime
        except OSError:
            continue
    return sorted(((at, path) for path, at in found.items()), reverse=True)[:MOST_FILES]


def _ask_file(shell: Shell, found: Iterable[tuple[float, str]]) -> None:
    today = shell.tavla.now.date()
    options = []
    for at, path in found:
        folder, name = os.path.split(path)
        day = dates.day(datetime.fromtimestamp(at).astimezone().date(), today)
        told = f"  {day} · {os.path.basename(folder)}"
        options.append(Option(path, [(name, "text"), (told, "quiet")]))
    options.append(Option(OTHER, [(_("en annan fil: skriv var den ligger"), "quiet")]))

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == OTHER:
            _ask_path(shell)
        elif key is not None:
            _read(shell, key)

    explain: list[Piece] = [
        (_("Kort eller mätvärden, från Excel eller CSV. Först ser ni vad filen skulle ge."), "quiet")
    ]
    shell.ask(
        Question(_("Läsa in vilken fil?"), answer, explain=explain, text=None, options=options, pick=True)
    )


def _ask_path(shell: Shell) -> None:
    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if text.strip():
            _read(shell, os.path.abspath(os.path.expanduser(text.strip())))

    shell.ask(Question(_("Var ligger filen?"), answer, hint=_("till exempel ~/Hämtningar/egna.xlsx")))


def _ask_title(shell: Shell, path: str, names: Iterable[str], sheet: str | None) -> None:
    """Which column says what a card is about, where no heading tells it."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _read(shell, path, {key: "title"}, sheet)

    options = [Option(name, [(name, "text")]) for name in names]
    question = _("Vilken kolumn säger vad det gäller?")
    shell.ask(Question(question, answer, text=None, options=options, pick=True))


def _ask_sheet(shell: Shell, path: str, sheets: Iterable[tuple[str, int]]) -> None:
    """Which sheet of a workbook where several have rows."""

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key is not None:
            _read(shell, path, sheet=key)

    options = []
    for name, rows in sheets:
        told = ngettext("{n} rad", "{n} rader", rows).format(n=rows)
        options.append(Option(name, [(name, "text"), (f"  {told}", "quiet")]))
    explain: list[Piece] = [(_("Ett blad i taget. Läs in filen igen för nästa."), "quiet")]
    shell.ask(Question(_("Vilket blad?"), answer, explain=explain, text=None, options=options, pick=True))


def _read(
    shell: Shell, path: str, mapping: dict[str, str | None] | None = None, sheet: str | None = None
) -> None:
    """Read it in the storage thread, a part at a time, and tell what it would give."""
    live, now = shell.tavla.live, shell.tavla.now
    board, org, where = live.board, live.org, live.board_id
    made: list[Plan] = []
    sheets: list[tuple[str, int]] = []

    def steps() -> Iterator[None]:
        from tui import excel
        from tui.cli.files_in import read_file

        data = read_file(path)
        yield
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            raise Problem("not_a_table")
        is_book = data.startswith(excel.BEGINS)
        if is_book and sheet is None:
            sheets.extend(excel.sheets_in(data))
            yield
            if len(sheets) > 1:
                return
        only = sheets[0][0] if sheets else sheet
        table = excel.table_in(data, only) if is_book else exchange.read_table(data)
        yield
        made.append(_plan(table))
        yield

    def _plan(table: exchange.Table) -> Plan:
        from tui import taking_in

        readings = taking_in.readings_in(table, board, now)
        if readings is not None:
            return _of_readings(shell, readings)
        return _of_cards(shell, taking_in.cards_in(table, board, org, now, mapping))

    def told(work: Work) -> None:
        if work.running:
            return
        shell.key_line.hush()
        problem = work.problem
        if problem is not None and problem.code == "no_title" and problem.hints and not mapping:
            likely = str(problem.params.get("likeliest", ""))
            names = sorted(problem.hints, key=lambda name: name != likely)
            _ask_title(shell, path, names, sheet or (sheets[0][0] if sheets else None))
        elif problem is not None:
            shell.tell(problem)
        elif len(sheets) > 1 and live.board_id == where and not shell.asking:
            _ask_sheet(shell, path, sheets)
        elif made and live.board_id == where and not shell.asking:
            _show(shell, path, made[0], sheet)

    shell.say(_("Läser filen …"), "accent")
    Work(live, lambda: (3, steps()), told)


def _of_cards(shell: Shell, found: object) -> Plan:
    from tui import taking_in, words

    assert isinstance(found, taking_in.Cards)
    told: list[Piece] = []
    known = [name for name, field in found.columns.items() if field not in (None, exchange.EXTRA)]
    told += [(_("Kolumner: {names}").format(names=", ".join(known)), "text")] if known else []
    became, lost = found.told()
    told += [(" ".join(became), "text")] if became else []
    told += [(one, "still") for one in lost]
    unread = [name for name, field in found.columns.items() if field is None]
    told += [(_("Läses inte: {names}").format(names=", ".join(unread)), "still")] if unread else []
    titles = [str(row.fields.get("title") or "") for row in found.new[:3]]
    told += [("· " + title, "text") for title in titles]
    told += _bad(shell, found.bad)
    new, same = len(found.new), len(found.same)
    return Plan(words.cards(new), new, same, told, found.command)


def _of_readings(shell: Shell, found: readings_table.Readings) -> Plan:
    new = readings_table.new_of(found, shell.tavla.live.board)
    count = sum(len(one.rows) for one in new)
    same = sum(len(one.rows) for one in found.columns) - count
    told: list[Piece] = [(f"{one.name}: {len(one.rows)}", "text") for one in new]
    unknown = _("Tavlan har inget mått som heter ”{name}”. Det är inte med.")
    told += [(unknown.format(name=name[:40]), "still") for name in found.unknown]
    told += _bad(shell, found.bad)
    what = ngettext("{n} mätvärde", "{n} mätvärden", count).format(n=count)
    return Plan(what, count, same, told, readings_table.record(new))


def _bad(shell: Shell, bad: Iterable[tuple[int, Problem]]) -> list[Piece]:
    from tui.problems import of_a_row

    listed = list(bad)
    left_out = _("Rad {line} är inte med: {reason}")
    told: list[Piece] = [
        (left_out.format(line=line, reason=of_a_row(shell.words_for(problem))), "still")
        for line, problem in listed[:MOST_BAD]
    ]
    more = len(listed) - MOST_BAD
    if more > 0:
        told.append((ngettext("och {n} rad till", "och {n} rader till", more).format(n=more), "still"))
    return told


def _show(shell: Shell, path: str, plan: Plan, sheet: str | None) -> None:
    """What the file would give. Nothing is taken in before somebody says so."""
    explain: list[Piece] = [(line, "quiet") for line in path_lines(path)]
    said = (
        _("{what} är nya, {same} finns redan. Inget är inläst än.") if plan.new else _("Inget nytt i filen.")
    )
    explain.append((said.format(what=plan.what, same=plan.same), "strong"))
    explain += plan.told
    options = [Option("no", [(_("Låt bli"), "text")])]
    if plan.new:
        options.insert(0, Option("yes", [(_("Läs in {what}").format(what=plan.what), "text")]))

    def answer(text: str, key: str | None) -> None:
        shell.answered()
        if key == "yes":
            with_person(shell, save)

    def save() -> None:
        shell.say(_("Sparar …"), "accent")
        done = shell.keyed(_("Läste in {what}. {undo} ångrar allt på en gång."), what=plan.what)
        shell.tavla.live.do(plan.command, lambda outcome: shell.tell(outcome, done))

    name = os.path.basename(path) + (f" · {sheet}" if sheet else "")
    shell.ask(Question(name, answer, explain=explain, text=None, options=options, pick=True))

"""`tavla check` and `tavla info`: whether all is whole, and where things are."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from typing import Any

from board.errors import Problem
from board.ids import public_id
from tui.cli.call import Call
from tui.cli.output import columns_wide, fold, put, put_json, tell
from tui.sync_words import of_board, why_refused
from tui.text import N_, _, language
from tui.words import field

FINDINGS: Mapping[str, str] = {
    "begun_twice": N_(
        "Tavlan har startats på två ställen med samma id, och allt från båda ligger nu på den. Inget är förlorat. "
        "Ska det vara två tavlor: läs ”Två tavlor med samma id” i Drift. Ska det vara en: tavla check --repair, så "
        "sägs det inte igen."
    ),
    "checkpoint_changed": N_(
        "Tavlans sammanfattning på disken (board.json) har ändrats eller skadats. Inget är förlorat: "
        "den räknas fram ur historiken, som är det som gäller."
    ),
    "checkpoint_differs": N_(
        "Tavlans sammanfattning (board.json) och historiken säger olika om {field} i {table} {id}. "
        "Historiken gäller. Inget av dem är ändrat."
    ),
    "checkpoint_mismatch": N_(
        "Historiken på disken är en annan än den som fanns när tavlan sist sammanfattades: filer kan ha "
        "bytts ut eller lästs tillbaka. Det som finns i historiken eller i sammanfattningen går att ta "
        "till vara."
    ),
    "checkpoint_unreadable": N_(
        "Tavlans sammanfattning på disken (board.json) går inte att läsa. Inget är förlorat: den räknas "
        "fram ur historiken, som är det som gäller."
    ),
    "clock_skew": N_(
        "En annan dators klocka går {seconds} sekunder före. Inget är förlorat. Ställ klockan på den datorn."
    ),
    "compacted": N_(
        "Det som är äldre än ett år är ihoppackat: delar av journaler, {segments} stycken. Allt finns kvar."
    ),
    "conflict_copy": N_(
        "Ett synkprogram har lämnat en kopia: {name}. Tavla läser den inte. Låt bara ett program i taget "
        "synka mappen."
    ),
    "cut_off_tail": N_(
        "Slutet av det som kom från en annan dator är inte framme än ({length} byte). Det är kvar på den datorn och "
        "kommer vid nästa synk."
    ),
    "damaged_tail": N_("Slutet av historiken är skadat ({length} byte). Allt före det är kvar."),
    "file_in_the_way": N_(
        "En fil heter {name}, där Tavla ska ha en mapp. Tavla läser den inte, och rör den inte av sig självt."
    ),
    "folder_in_the_way": N_(
        "En mapp heter {name}, där Tavla ska ha en fil. Tavla läser inte det som ligger i den, och rör det inte av sig"
        " självt."
    ),
    "identity_number": N_(
        "Det ser ut att stå ett personnummer, nu eller i historiken: {field} ({table} {id}). Skriv om texten så att"
        " ingen går att känna igen."
    ),
    "journal_broken_chain": N_(
        "Ändringen före nummer {n} i historiken är inte den som skrevs: något har ändrat den på disken. "
        "Allt går att läsa."
    ),
    "journal_cut_off": N_(
        "Något från en annan dator blev avbrutet på vägen hit. Det har kommit helt sedan dess, och inget saknas."
    ),
    "journal_damaged": N_(
        "Ändringar i historiken, strax före nummer {n}, är skadade och går inte att läsa. Alla andra är kvar."
    ),
    "journal_fork": N_(
        "Två olika ändringar i historiken har nummer {n}: mappen har kopierats eller lästs tillbaka "
        "medan någon skrev. Den första gäller, den andra ligger kvar i filen men läses inte."
    ),
    "journal_mended": N_(
        "Disken hade fel tecken på ett ställe i historiken, men raden har lästs rätt. Inget saknas. Se "
        "till att det finns en säkerhetskopia: disken kan vara på väg att gå sönder."
    ),
    "journal_missing_number": N_("Ändringar saknas i historiken, strax före nummer {n}. Alla andra är kvar."),
    "journal_packed": N_(
        "En ihoppackad del av en journal har ändrats på disken. Det som går att läsa i den är läst."
    ),
    "journal_torn": N_(
        "Resten av en ändring som blev avbruten, till exempel av ett strömavbrott, ligger i historiken. "
        "Den hann aldrig sparas, och inget annat är förlorat."
    ),
    "journal_unreadable_line": N_(
        "Ändring {n} i historiken är hel, men något i den går inte att förstå och hoppas över. Allt "
        "annat är läst. Uppdatera Tavla om det finns en nyare."
    ),
    "line_on_the_way": N_(
        "En ändring från en annan dator (nummer {n}) är inte inläst: en dator på vägen hit kunde inte läsa den. Allt "
        "annat är inläst. Den kommer av sig själv vid en synk med en plats som har den."
    ),
    "line_refused": N_(
        "En ändring från en annan dator (nummer {n}) är inte inläst: {why}. Den ligger kvar i mappen broken, och allt "
        "annat är inläst. Finns en nyare Tavla, uppdatera: går den att läsa då kommer den av sig själv vid nästa synk."
    ),
    "moved_aside": N_(
        "{name} låg där något annat ska ligga, och är undanlagt med allt som finns i det: i mappen broken, eller"
        " bredvid med .unreadable i namnet."
    ),
    "newer_format": N_(
        "Tavlan är skriven av en nyare Tavla. Den går att läsa men inte ändra. Uppdatera programmet."
    ),
    "odd_in_the_way": N_(
        "{name} är ingen vanlig fil, utan till exempel ett rör mellan program. Tavla läser den inte, och rör den inte"
        " av sig självt."
    ),
    "polling_only": N_("Ändringar av andra märks en kvarts sekund senare än annars. Det gör inget."),
    "repaired": N_("Lagat. Det skadade originalet ligger kvar i mappen broken."),
    "rhythm_unreadable": N_(
        "Tavlans mötesrytm går inte att läsa, och räknas inte. Inget annat är berört. Skriv den på nytt, så "
        "gäller den: tavla meeting rhythm"
    ),
    "temp_file": N_("En påbörjad fil är kvar efter ett avbrott: {name}. Den gör ingen skada."),
    "torn_tail": N_(
        "Den sista ändringen blev avbruten ({length} byte). Den hann aldrig sparas, och inget annat är "
        "förlorat."
    ),
    "unknown_file": N_(
        "En okänd fil ligger bland historikens filer: {name}. Tavla läser den inte, och den gör ingen skada."
    ),
    "unreadable": N_(
        "Tavlans filer går inte att läsa. Inget är ändrat. Se efter att disken är ansluten och att du får"
        " läsa i mappen."
    ),
    "unsettled_tail": N_(
        "Någon skriver just nu, eller blev avbruten ({length} byte). Kör check igen om en minut."
    ),
    "unwritable": N_(
        "Du får inte skriva i {what}. Tavlan går att läsa men inte ändra. Fråga den som äger mappen."
    ),
}
"""What each finding of storage's check is, and what is safe."""


def check(call: Call) -> int:
    """Look all over, or one board; --repair keeps the damaged original."""
    session = call.session
    if not session.exists:
        if call.json:
            put_json({"ok": True, "findings": []})
        else:
            tell(_("Det finns ingen arbetsyta att kontrollera i {root}").format(root=session.root))
        return 0
    board = session.choose_board() if session.wanted_board else None
    findings = session.check(board, repair=call.args.repair, compact=call.args.compact)
    findings += _rhythms(call, [board] if board else session.board_ids())
    ok = not any(found["severity"] == "damage" for found in findings)
    if call.json:
        put_json({"ok": ok, "findings": findings})
        return 0 if ok else 3
    damaged = {found.get("board") for found in findings if found["severity"] == "damage"}
    advised: set[str] = set()
    for found in findings:
        nothing_done = found["code"] == "repaired" and not (found["segments"] or found["values"])
        if not (nothing_done and found["board"] in damaged):
            advice = _advice(found, call.args.repair)
            _tell(found, advice if advice not in advised else "")
            advised.add(advice)
    if ok:
        tell(_("Allt är helt."))
    else:
        tell(_("Något är skadat. Det som är helt går att läsa."))
    return 0 if ok else 3


def _rhythms(call: Call, boards: list[str]) -> list[dict[str, Any]]:
    """Boards that have a meeting rhythm which nobody can read, as a newer version may have written it."""
    from contextlib import suppress

    from board.meeting.rhythm import trouble

    found = []
    for id in boards:
        with suppress(Problem):  # what cannot be read at all has been found already
            if trouble(call.session.open(id).snapshot):
                found.append({"code": "rhythm_unreadable", "severity": "warning", "board": id})
    return found


def _tell(found: dict[str, Any], advice: str) -> None:
    signs = {"damage": "!", "warning": "▲", "repaired": "✓"}
    where = f"{of_board(found['board'])}: " if found.get("board") else ""
    lines = fold(f"{where}{finding_words(found)} {advice}".rstrip(), columns_wide() - 2)
    put(f"{signs.get(str(found['severity']), '·')} {lines[0]}")
    for line in lines[1:]:
        put(f"  {line.lstrip()}")


def finding_words(found: Mapping[str, Any]) -> str:
    """What a finding is, and what is safe."""
    code = str(found["code"])
    if code not in FINDINGS:
        from tui.problems import message

        return message(Problem(code))
    known = dict.fromkeys(
        ("field", "table", "id", "seconds", "name", "length", "what", "n", "segments", "why"), "–"
    )
    known |= {name: public_id(value) if _names_a_document(value) else value for name, value in found.items()}
    if code == "identity_number":
        known["field"] = field(known["field"])
    if code == "line_refused":
        known["why"] = why_refused(known["why"])
    return _(FINDINGS[code]).format(**known)


def _names_a_document(value: Any) -> bool:
    return isinstance(value, str) and value.isdigit() and len(value) > 9


def _advice(found: Mapping[str, Any], tried: bool) -> str:
    """What to do about damage. `tried` says that --repair has done what it could."""
    code = str(found["code"])
    if (code in ("journal_mended", "journal_packed") or code.endswith("_in_the_way")) and not tried:
        return _("Laga: tavla check --repair")
    if found["severity"] != "damage" or code not in FINDINGS or code == "unreadable":
        return ""
    if code == "journal_fork":
        return _("Jämför med en säkerhetskopia, och skriv det som saknas igen.")
    if tried:
        return _("Det gick inte att laga härifrån. Kör samma kommando på den dator där ändringarna skrevs.")
    return _("Laga: tavla check --repair")


LIBRARIES = (
    "textual", "rich", "tinydb", "python-dateutil", "psycopg", "icalendar", "typst", "xlsxwriter", "python-calamine",
)  # fmt: skip


def info(call: Call) -> int:
    """Paths, versions and what the terminal can do, for the one who is asked to help."""
    from importlib.metadata import PackageNotFoundError, version

    from board import __version__
    from tui.compose import folder_of

    session, env = call.session, call.session.env

    def installed(name: str) -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    found = {
        "tavla": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "libraries": {name: installed(name) for name in LIBRARIES},
        "workspace": session.root,
        "exists": session.exists,
        "boards": session.board_ids(),
        "settings": os.path.join(folder_of(env, "XDG_CONFIG_HOME", ".config"), "tavla", "settings.toml"),
        "state": os.path.dirname(session.memory("last.json")),
        "language": language(),
        "login": session.login(),
        "terminal": {
            "term": env.get("TERM"),
            "colorterm": env.get("COLORTERM"),
            "tty": os.isatty(0) and sys.stdout.isatty(),
            "encoding": sys.stdout.encoding,
            "columns": columns_wide(),
        },
    }
    if call.json:
        put_json({"info": found})
        return 0
    from tui.cli.drawing import labelled

    found["libraries"] = {name: installed(name) or _missing(name) for name in LIBRARIES}
    rows = [(_label(name), _as_text(value)) for name, value in found.items()]
    for line in labelled(rows):
        put(line)
    return 0


_LABELS: Mapping[str, str] = {
    "python": "Python",
    "system": N_("operativsystem"),
    "libraries": N_("bibliotek"),
    "workspace": N_("arbetsyta"),
    "exists": N_("arbetsytan finns"),
    "boards": N_("tavlor"),
    "settings": N_("inställningar"),
    "state": N_("minne mellan gångerna"),
    "language": N_("språk"),
    "login": N_("inloggning"),
    "terminal": N_("terminal"),
    "term": "TERM",
    "colorterm": "COLORTERM",
    "tty": N_("går att rita på"),
    "encoding": N_("teckenkodning"),
    "columns": N_("kolumner"),
}
"""The keys of `info` as people read them; names of programs and variables are their own words."""


def _missing(name: str) -> str:
    needed = {
        "psycopg": _("saknas, men behövs bara för PostgreSQL"),
        "icalendar": _("saknas, men behövs bara för kalendrar"),
        "typst": _("saknas, men behövs bara för PDF"),
        "xlsxwriter": _("saknas, men behövs bara för Excel"),
        "python-calamine": _("saknas, men behövs bara för Excel"),
    }
    return needed.get(name, _("saknas"))


def _label(name: str) -> str:
    return _(_LABELS[name]) if name in _LABELS else name


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_label(name)} {_as_text(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return "–" if value is None else str(value)

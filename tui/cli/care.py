"""`tavla check` and `tavla info`: whether all is whole, and where things are."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from typing import Any

from board.errors import Problem
from tui.cli.call import Call
from tui.cli.output import columns_wide, put, put_json, wrap
from tui.text import N_, _, language

FINDINGS: Mapping[str, str] = {
    "checkpoint_differs": N_("Ögonblicksbilden säger annat än journalen om {field} i {table} {id}. Journalen gäller."),
    "checkpoint_mismatch": N_("Ögonblicksbilden hör inte ihop med journalen, som gäller. Bilden går att göra om."),
    "clock_skew": N_("En annan dators klocka går {seconds} sekunder före. Inget är förlorat."),
    "conflict_copy": N_("Ett synkprogram har lämnat en kopia: {name}. Tavla läser den inte."),
    "damaged_tail": N_("Slutet av en journal är skadat ({length} byte). Allt före det är kvar."),
    "newer_format": N_("Tavlan är skriven av en nyare Tavla. Den går att läsa men inte ändra."),
    "polling_only": N_("Ändringar av andra märks en kvarts sekund senare än annars. Det gör inget."),
    "repaired": N_("Lagat. Det skadade originalet ligger kvar i mappen broken."),
    "temp_file": N_("En påbörjad fil är kvar efter ett avbrott: {name}. Den gör ingen skada."),
    "torn_tail": N_("Den sista raden blev avbruten ({length} byte). Den var inte sparad, och inget annat är förlorat."),
    "unknown_file": N_("En okänd fil ligger bland journalerna: {name}. Tavla läser den inte."),
    "unreadable": N_("Tavlans filer går inte att läsa."),
    "unsettled_tail": N_("Någon skriver just nu, eller blev avbruten ({length} byte). Kör check igen om en minut."),
    "unwritable": N_("Du får inte skriva i {what}. Tavlan går att läsa men inte ändra."),
}  # fmt: skip
_JOURNAL = N_("Journalen har ett fel vid rad {n} ({code}). Raderna före är hela.")
_CHECKPOINT = N_("Ögonblicksbilden går inte att lita på ({code}). Journalen är hel; bilden går att göra om.")


def check(call: Call) -> int:
    """Look all over, or one board; --repair keeps the damaged original."""
    session = call.session
    if not session.exists:
        if call.json:
            put_json({"ok": True, "findings": []})
        else:
            put(_("Det finns ingen arbetsyta att kontrollera i {root}").format(root=session.root))
        return 0
    board = session.choose_board() if session.wanted_board else None
    findings = session.check(board, repair=call.args.repair)
    ok = not any(found["severity"] == "damage" for found in findings)
    if call.json:
        put_json({"ok": ok, "findings": findings})
        return 0 if ok else 3
    for found in findings:
        _tell(found)
    if ok:
        put(_("Allt är helt."))
    else:
        put(_("Något är skadat. Det som är helt går att läsa. Laga med: tavla check --repair"))
    return 0 if ok else 3


def _tell(found: dict[str, Any]) -> None:
    signs = {"damage": "!", "warning": "▲", "repaired": "✓"}
    where = f"{found['board']}: " if found.get("board") else ""
    lines = wrap(where + finding_words(found), columns_wide() - 2)
    put(f"{signs.get(str(found['severity']), '·')} {lines[0]}")
    for line in lines[1:]:
        put(f"  {line}")


def finding_words(found: Mapping[str, Any]) -> str:
    """A finding in words; one of a kind that is not known here by its code."""
    code = str(found["code"])
    template = FINDINGS.get(code)
    if template is None:
        template = _JOURNAL if code.startswith("journal_") else _CHECKPOINT if "checkpoint" in code else None
    if template is None:
        from tui.problems import message

        return message(Problem(code))
    known = dict.fromkeys(("field", "table", "id", "seconds", "name", "length", "what", "n"), "–")
    return _(template).format(**{**known, **found, "code": code})


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
        "libraries": {name: installed(name) for name in ("textual", "rich", "tinydb", "python-dateutil")},
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

    rows = [(name, _as_text(value)) for name, value in found.items()]
    for line in labelled(rows):
        put(line)
    return 0


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_as_text(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return "–" if value is None else str(value)

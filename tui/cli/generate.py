"""For developers: makes the completion scripts, the manual page and the JSON Schema from the parser and the tables.

    python -m tui.cli.generate        write them
    python -m tui.cli.generate --check  exit 1 if one is out of date

Needs shtab and argparse-manpage; never needed to run. A test holds the files to what this makes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tui.text import set_language, translate_argparse

ROOT = Path(__file__).parent.parent.parent


def files() -> dict[Path, str]:
    """Every generated file and what it should hold."""
    from tui.cli.json_schema import schema

    set_language("sv")
    translate_argparse()
    made = {
        ROOT / f"tui/cli/completions/tavla.{shell}": completion(shell) for shell in ("bash", "zsh", "fish")
    }
    made[ROOT / "docs/tavla.1"] = manual()
    made[ROOT / "docs/cli.schema.json"] = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    return made


def completion(shell: str) -> str:
    """The script that makes a shell complete tavla's commands and options."""
    import shtab

    from tui.cli.parser import whole

    script: str = shtab.complete(whole(), shell=shell)
    return "\n".join(line.rstrip() for line in script.rstrip().split("\n")) + "\n"


def manual() -> str:
    """The manual page, in Swedish as the program is."""
    from build_manpages.manpage import Manpage

    from board import __version__
    from tui.cli.parser import whole

    page = Manpage(
        whole(),
        {
            "date": "",
            "project_name": "Tavla",
            "version": __version__,
            "description": "förbättringstavla i terminalen",
            "manual_title": "Tavla",
            "manual_section": 1,
        },
    )
    page.date = ""
    text = str(page).rstrip() + "\n" + _ENDING
    return "\n".join(line.rstrip() for line in text.split("\n"))


_ENDING = """\
.SH MILJÖVARIABLER
.TP
\\fBTAVLA_HOME\\fR
arbetsytan, mappen med tavlorna (annars tavla i användarens datamapp enligt XDG)
.TP
\\fBTAVLA_BOARD\\fR
vilken tavla som menas, om inte \\-\\-board säger annat
.TP
\\fBTAVLA_PERSON\\fR
vem som gör det, om inte \\-\\-as säger annat
.TP
\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR
engelska om den första som är satt börjar med en, annars svenska
.TP
\\fBNO_COLOR\\fR
inga färger
.SH SLUTKODER
.TP
\\fB0\\fR
gjort
.TP
\\fB1\\fR
nekat av en regel: okänt id, ett steg saknas, flera möjliga; inget är ändrat
.TP
\\fB2\\fR
fel skrivet
.TP
\\fB3\\fR
lagringen: oläsligt, skadat, full disk, låset blev inte ledigt i tid
"""


def main() -> int:
    """Write the files, or with --check say which are out of date."""
    check = "--check" in sys.argv[1:]
    stale = [path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files()[path], "utf-8")
        print(path.relative_to(ROOT))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())

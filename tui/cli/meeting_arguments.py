"""What `tavla meeting` takes; read only when that command or the whole help is asked for."""

from __future__ import annotations

from argparse import ArgumentParser

from tui.text import _


def arguments(parser: ArgumentParser) -> None:
    """Every word after `tavla meeting`; none of them tells how often the board meets, and the next meetings."""
    parser.set_defaults(action=None)
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"))
    rhythm = actions.add_parser("rhythm", help=_("visa eller ändra hur ofta ni möts"))
    rhythm.add_argument(
        "words", nargs="*", metavar=_("HUR OFTA"), help=_("var tredje tis 13.30, första tis i månaden 14")
    )
    rhythm.add_argument("--from", dest="start", metavar=_("DAG"), help=_("från vilken dag (annars i dag)"))
    rhythm.add_argument("--minutes", metavar=_("ANTAL"), help=_("hur långt mötet är (annars 60 minuter)"))
    rhythm.add_argument("--place", metavar=_("PLATS"), help=_("var ni möts"))
    rhythm.add_argument(
        "--without", metavar=_("MÅNADER"), help=_("månader utan möten: juli, eller juli,augusti")
    )
    rhythm.add_argument("--red", action="store_true", help=_("möt också på röda dagar"))
    rhythm.add_argument("--end", action="store_true", help=_("ha ingen bestämd rytm längre"))
    _why(rhythm)
    count = actions.add_parser("next", help=_("visa de närmaste mötena"))
    count.add_argument("count", nargs="?", type=int, default=3, metavar=_("ANTAL"), help=_("hur många (3)"))
    move = actions.add_parser("move", help=_("flytta nästa möte"))
    move.add_argument("words", nargs="+", metavar=_("NÄR"), help=_("till när: tors 9.00, 26/11 9.00, 14.30"))
    _which(move)
    _which(actions.add_parser("cancel", help=_("ställ in nästa möte")))
    restore = actions.add_parser("restore", help=_("låt ett möte vara som rytmen säger"))
    restore.add_argument("day", metavar=_("DAG"), help=_("dagen som mötet skulle ha varit"))
    book = actions.add_parser("book", help=_("boka ett möte utöver rytmen"))
    book.add_argument("words", nargs="+", metavar=_("NÄR"), help=_("när: tors 9.00, 26/11 9.00"))
    actions.add_parser("show", help=_("visa vad mötet går igenom, punkt för punkt"))
    actions.add_parser("list", help=_("visa mötena som har hållits"))
    minutes = actions.add_parser("minutes", help=_("skriv ut protokollet från ett möte"))
    minutes.add_argument("meeting", nargs="?", metavar=_("MÖTE"), help=_("mötets id (annars det senaste)"))
    minutes.add_argument("--html", action="store_true", help=_("som webbsida (annars Markdown)"))
    join = actions.add_parser(
        "join", help=_("gör möten som pågår vid var sin dator till ett; det första blir kvar")
    )
    join.add_argument(
        "meetings",
        nargs="+",
        metavar=_("MÖTE"),
        help=_("mötets id; ett ensamt gäller alla som pågår"),
    )
    actions.add_parser("time", help=_("visa planerad förbättringstid, och vad det blev, för laget"))


def _why(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--reason", metavar=_("SKÄL"), help=_("varför, när det är någon annans att göra; står i historiken")
    )


def _which(parser: ArgumentParser) -> None:
    parser.add_argument("--day", metavar=_("DAG"), help=_("dagen det skulle ha varit (annars nästa möte)"))

"""What `tavla readiness` takes; read only when that command or the whole help is asked for."""

from __future__ import annotations

from argparse import ArgumentParser

from board.readiness import FORMS
from tui.cli.argument_types import to_file
from tui.text import _


def arguments(parser: ArgumentParser) -> None:
    """Every word after `tavla readiness`; none of them lists the rounds."""
    _where(parser)
    parser.set_defaults(round=None)
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"))
    for name, told, more in (
        ("open", _("öppna en omgång som var och en svarar på för sig"), _open),
        ("invite", _("fråga fler i omgången, eller några färre"), _invite),
        ("last-day", _("ändra sista dagen att svara, eller ta bort den"), _last_day),
        ("answer", _("svara, eller visa det du svarat; går att göra i omgångar"), _answer),
        ("status", _("visa hur många som svarat, aldrig vilka"), _round),
        ("import", _("läs in svar från papper, en rad för varje person"), _import),
        ("close", _("stäng omgången, så att alla ser resultatet samtidigt"), _close),
        ("withdraw", _("ta bort en omgång som öppnats av misstag"), _round),
        ("show", _("visa en stängd omgång"), _round),
        ("compare", _("jämför omgångarna över tid"), _nothing),
        ("agree", _("skriv vad gruppen är överens om"), _agree),
        ("end", _("säg om gruppen är redo eller inte redo än"), _end),
        ("card", _("gör ett kort i Planera av en fråga"), _card),
        ("export", _("skriv ut en stängd omgång som Markdown, HTML eller CSV"), _export),
        ("overview", _("visa hur enheterna står, och vad de har gemensamt"), _nothing),
        ("remind", _("sätt hur många månader det är mellan omgångarna"), _remind),
    ):
        one = actions.add_parser(name, help=told)
        _where(one)
        more(one)


def _where(parser: ArgumentParser) -> None:
    parser.add_argument("--form", choices=tuple(FORMS), help=_("vilket formulär (annars readiness)"))
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--area", metavar=_("OMRÅDE"), help=_("områdets omgång i stället för tavlans"))
    scope.add_argument("--organisation", action="store_true", help=_("hela organisationens omgång"))


def _nothing(parser: ArgumentParser) -> None:
    """Nothing besides where."""


def _round(parser: ArgumentParser) -> None:
    parser.add_argument("--round", metavar=_("ID"), help=_("vilken omgång (annars den senaste)"))


def _open(parser: ArgumentParser) -> None:
    parser.add_argument(
        "people", nargs="*", metavar=_("PERSON"), help=_("de som ska svara (annars alla på tavlan)")
    )
    parser.add_argument(
        "--closes", metavar=_("DAG"), help=_("sista dag att svara; stängs inte av sig självt")
    )


def _invite(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument("people", nargs="+", metavar=_("PERSON"), help=_("de som ska svara"))
    parser.add_argument(
        "--remove", action="store_true", help=_("fråga dem inte längre; det de svarat finns kvar")
    )


def _last_day(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument("day", nargs="?", metavar=_("DAG"), help=_("den nya dagen; inget tar bort den"))


def _answer(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument(
        "replies",
        nargs="*",
        metavar=_("SVAR"),
        help=_(
            '4=3 eller fokus=3, 4=? för vet ej, 4.time=short, 4.comment="…"; eller bara siffrorna i ordning'
        ),
    )


def _import(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument("file", metavar=_("FIL"), help=_("CSV med en kolumn för varje fråga; - läser stdin"))
    parser.add_argument("--dry-run", action="store_true", help=_("visa vad som skulle hända; ändra inget"))


def _close(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument(
        "--competing", choices=("yes", "no"), help=_("drar viljorna åt olika håll? behövs under tre svar")
    )
    parser.add_argument("--few", action="store_true", help=_("stäng fast färre än tre har svarat"))
    parser.add_argument(
        "--late", action="store_true", help=_("räkna med svar som kommit efter stängningen, minst tre")
    )


def _agree(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument("--item", metavar=_("FRÅGA"), help=_("vilken fråga (annars det hela)"))
    parser.add_argument("text", nargs="*", metavar=_("TEXT"), help=_("det ni är överens om; inget tömmer"))


def _end(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument(
        "ending",
        choices=("ready", "not_yet"),
        metavar=_("UTFALL"),
        help=_("ready: redo, not_yet: inte redo än"),
    )
    parser.add_argument("--reason", metavar=_("SKÄL"), help=_("varför"))


def _card(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument("item", metavar=_("FRÅGA"), help=_("frågan som kortet ska göra er redo i"))
    parser.add_argument(
        "title", nargs="*", metavar=_("RUBRIK"), help=_("kortets rubrik (annars frågans namn)")
    )
    parser.add_argument("--owner", metavar=_("PERSON"), help=_("den som håller i det"))
    parser.add_argument("--reason", metavar=_("SKÄL"), help=_("varför, om Planera redan är fullt"))


def _export(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument(
        "file", nargs="?", type=to_file, metavar=_("FIL"), help=_("fil att skriva till (annars stdout)")
    )
    parser.add_argument(
        "--format", choices=("md", "html", "csv"), help=_("annars efter filens namn, eller md")
    )


def _remind(parser: ArgumentParser) -> None:
    parser.add_argument("months", type=int, metavar=_("MÅNADER"), help=_("1–60; 0 är ingen påminnelse"))

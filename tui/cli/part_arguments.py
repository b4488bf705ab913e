"""What `tavla cause`, `tavla reading` and the other kinds of part take; read only when one of them is asked for."""

from __future__ import annotations

from argparse import ArgumentParser

from board.method.kinds import KINDS, Field, Kind
from tui import method_words
from tui.cli.argument_types import to_file
from tui.text import _


def help_of(name: str) -> str:
    """What a kind's command is for, in a few words."""
    return _("{parts}: visa, skriv till, ändra, ta bort").format(parts=method_words.kind(name, many=True))


def arguments(parser: ArgumentParser, name: str) -> None:
    """Every word after `tavla KIND`; none of them lists all on the board."""
    kind = KINDS[name]
    parser.set_defaults(kind=name, action=None, card=None)
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"))
    listing = actions.add_parser("list", help=_("visa dem, på ett kort eller på hela tavlan (förval)"))
    if kind.on_card:
        told = _("bara det här kortets; - bara enhetens egna") if kind.loose else _("bara det här kortets")
        listing.add_argument("card", nargs="?", metavar=_("KORT"), help=told)
    add = actions.add_parser("add", help=_("skriv till: {what}").format(what=method_words.kind(name)))
    _card(add, kind)
    add.add_argument("words", nargs="*" if name == "dialogue" else "+", metavar=_("TEXT"), help=_text(kind))
    if name == "action":
        add.add_argument(
            "--reason", metavar=_("SKÄL"), help=_("varför, när någon annan beslutar; står i historiken")
        )
    change = actions.add_parser("set", help=_("ändra"))
    _card(change, kind)
    _part(change)
    change.add_argument("fields", nargs="+", metavar=_("FÄLT=VÄRDE"), help=_fields(kind))
    change.add_argument("--reason", metavar=_("SKÄL"), help=_("varför; syns på kortet och i historiken"))
    gone = actions.add_parser("remove", help=_("ta bort (går att ångra)"))
    _card(gone, kind)
    _part(gone)
    if name == "cause":
        bones = actions.add_parser("bones", help=_("visa fiskbenets ben, eller ge dem namn"))
        _card(bones, kind)
        bones.add_argument("bones", nargs="*", metavar=_("BEN=NAMN"), help=_("BEN= tar bort ett tomt ben"))
    if name == "reading":
        _reading(add)
        many = actions.add_parser("import", help=_("läs in många: en rad för varje dag och värde"))
        _card(many, kind)
        many.add_argument("file", metavar=_("FIL"), help=_("textfil eller CSV; - läser stdin"))
        _of(many)
        many.add_argument("--dry-run", action="store_true", help=_("visa vad som skulle hända; ändra inget"))
    if name in ("lift", "throw"):
        told = (
            _("svara på ett lyft till er")
            if name == "lift"
            else _("svara med en synpunkt på en förfrågan till er")
        )
        answer = actions.add_parser("answer", help=told)
        _part(answer)
        answer.add_argument("words", nargs="+", metavar=_("TEXT"), help=_("svaret"))
    if name == "event":
        _sort(actions.add_parser("sort", help=_("säg vad det ska bli av en händelse")))
    if name == "programme":
        take = actions.add_parser("take", help=_("låt kort på tavlan bli delar av en satsning"))
        _part(take)
        told = _("kortens id:n; utan kort: alla öppna kort på tavlan")
        take.add_argument("cards", nargs="*", metavar=_("KORT"), help=told)
        told = _("skriv slutrapporten: varje del med mål, resultat och lärdomar")
        _report(actions.add_parser("report", help=told))


def _sort(parser: ArgumentParser) -> None:
    _part(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--new-card", action="store_true", help=_("gör ett kort av den"))
    what.add_argument("--to", metavar=_("KORT"), help=_("knyt den till ett kort som finns"))
    what.add_argument("--answer", metavar=_("TEXT"), help=_("läst, med ett svar"))
    what.add_argument("--example", action="store_true", help=_("ett gott exempel"))


def _report(parser: ArgumentParser) -> None:
    parser.add_argument(
        "part", nargs="?", metavar=_("VILKEN"), help=_("vilken satsning (behövs bara om det finns flera)")
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=to_file,
        metavar=_("FIL"),
        help=_("filen att skriva; .html blir HTML (annars skärmen)"),
    )
    parser.add_argument("--html", action="store_true", help=_("som HTML (annars Markdown)"))


def chart(parser: ArgumentParser) -> None:
    """What `tavla chart` takes."""
    from board.method.kinds import RULE_SETS

    _card(parser, KINDS["indicator"])
    _of(parser)
    told = _(
        "vilka regler diagrammet läses med. anhoj: hur värdena ligger kring medianen (förval; Anhøjs regler)."
        " qi: sex i rad eller fem i följd (skift och trend). xmr: gränser kring medelvärdet (XmR)"
    )
    parser.add_argument("--rules", choices=RULE_SETS, help=told)


def _card(parser: ArgumentParser, kind: Kind) -> None:
    if kind.on_card:
        told = (
            _("kortets id; de första tecknen räcker. - för enhetens eget, utan kort")
            if kind.loose
            else _("kortets id; de första tecknen räcker")
        )
        parser.add_argument("card", metavar=_("KORT"), help=told)


def _part(parser: ArgumentParser) -> None:
    parser.add_argument("part", metavar=_("VILKEN"), help=_("numret i listan, de första orden eller id:t"))


def _of(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--of", metavar=_("MÅTT"), help=_("vilket mått (behövs bara om kortet har flera); numret räcker")
    )


def _reading(parser: ArgumentParser) -> None:
    _of(parser)
    parser.add_argument("--on", metavar=_("DAG"), help=_("vilken dag (annars i dag)"))
    parser.add_argument("--note", metavar=_("TEXT"), help=_("något att säga om värdet"))


def _text(kind: Kind) -> str:
    return f"{method_words.lead_question(kind.name)} {_fields(kind, but=kind.lead)}".strip()


def _fields(kind: Kind, but: str = "") -> str:
    listed = ", ".join(_choices(field) for field in kind.fields if field.name != but)
    return _("FÄLT=VÄRDE: {fields}").format(fields=listed)


def _choices(field: Field) -> str:
    return f"{field.name} ({'|'.join(field.choices)})" if field.choices else field.name

"""Every command: its name, the module and function that do it, what it is for, and its arguments.

The table is what the parser, the help, the manual page and the shells' completion are made from. A command's module
is imported when it runs, so that `list` pays for nothing but itself. More than 400 lines, since it is one table.
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from board.codes import KINDS, OUTCOMES, PHASES
from tui.cli.argument_types import count, to_file
from tui.text import N_, _


class Command(NamedTuple):
    """`run` is `module:function` below tui.cli; `help` a sentence to look up; `arguments` adds them to a parser.

    `part` is the kind of part that it is about, which its help is made of.
    """

    name: str
    run: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    part: str = ""

    @property
    def told(self) -> str:
        """What it is for, in the language that is spoken."""
        if not self.part:
            return _(self.help)
        from tui.cli.part_arguments import help_of

        return help_of(self.part)


def _nothing(parser: ArgumentParser) -> None:
    """A command without arguments of its own."""


def _card(parser: ArgumentParser) -> None:
    parser.add_argument(
        "card",
        metavar=_("KORT"),
        help=_("kortets id; de första tecknen räcker, så länge de bara är ett korts"),
    )


def _reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", metavar=_("SKÄL"), help=_("varför; syns på kortet och i historiken"))


def _why(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--reason", metavar=_("SKÄL"), help=_("varför, när det är någon annans att göra; står i historiken")
    )


def _card_reason(parser: ArgumentParser) -> None:
    _card(parser)
    _reason(parser)


def _words(parser: ArgumentParser, dest: str, metavar: str, text: str) -> None:
    """Free text that need not be quoted: several words become one line."""
    parser.add_argument(dest, nargs="+", metavar=metavar, help=text)


def _init(parser: ArgumentParser) -> None:
    _words(parser, "name", _("NAMN"), _("vad tavlan heter, oftast enhetens namn"))
    parser.add_argument("--id", metavar=_("ID"), help=_("tavlans id (annars görs det av namnet)"))
    parser.add_argument("--group", metavar=_("GRUPP"), help=_("dela arbetsytan med en Unix-grupp"))


def _board(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"), required=True)
    rename = actions.add_parser("rename", help=_("byt namn på tavlan"))
    _words(rename, "name", _("NAMN"), _("tavlans nya namn"))
    _why(rename)
    _why(actions.add_parser("archive", help=_("lägg undan tavlan; allt på den finns kvar")))
    _why(actions.add_parser("reopen", help=_("ta fram en arkiverad tavla")))
    change = actions.add_parser("set", help=_("sätt enhet, område, syfte, fokus eller gränser"))
    change.add_argument(
        "fields",
        nargs="+",
        metavar=_("FÄLT=VÄRDE"),
        help=_(
            "unit, area, purpose, focus, name, limit.FAS (högst antal kort), severity.1-4 eller probability.1-4 "
            "(vad nivån kallas); FÄLT= tömmer"
        ),
    )
    _why(change)
    strict = actions.add_parser("strict", help=_("visa eller ändra vad bara de som har rollen får göra"))
    strict.add_argument(
        "rights",
        nargs="*",
        metavar=_("VAD"),
        help=_("till exempel delete; skriv no-delete för att släppa på det"),
    )


def _people(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"))
    add = actions.add_parser("add", help=_("lägg till en person"))
    _words(add, "name", _("NAMN"), _("personens namn"))
    add.add_argument(
        "--id", metavar=_("ID"), help=_("kortnamnet som skrivs i kommandon (annars görs det av namnet)")
    )
    add.add_argument(
        "--role",
        nargs="+",
        action="extend",
        metavar=_("ROLL"),
        help=_("roller på tavlan, till exempel nyckelperson"),
    )
    _why(add)
    role = actions.add_parser("role", help=_("ge en person roller på tavlan, eller avsluta dem"))
    role.add_argument("person", metavar=_("PERSON"), help=_("kortnamnet"))
    role.add_argument(
        "roles", nargs="+", metavar=_("ROLL"), help=_("rollen; ambassadör skrivs ambassador@OMRÅDE")
    )
    role.add_argument("--from", dest="start", metavar=_("DAG"), help=_("från vilken dag (annars i dag)"))
    role.add_argument("--to", dest="until", metavar=_("DAG"), help=_("till och med vilken dag"))
    role.add_argument("--deputy", metavar=_("PERSON"), help=_("den som är ställföreträdare"))
    role.add_argument(
        "--deputy-from",
        dest="deputy_start",
        metavar=_("DAG"),
        help=_("från vilken dag ställföreträdaren är det (annars genast)"),
    )
    role.add_argument(
        "--deputy-to",
        dest="deputy_until",
        metavar=_("DAG"),
        help=_("till och med vilken dag ställföreträdaren är det (annars tills vidare)"),
    )
    role.add_argument("--end", action="store_true", help=_("avsluta rollen i dag i stället för att ge den"))
    _why(role)
    _join_people(
        actions.add_parser("join", help=_("gör dem som är samma person till en; den första blir kvar"))
    )


def _join_people(join: ArgumentParser) -> None:
    join.add_argument(
        "persons",
        nargs="+",
        metavar=_("PERSON"),
        help=_("kortnamn eller id; ett ensamt kortnamn gäller alla som har det"),
    )
    _why(join)


def _handover(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar=_("PERSON"), help=_("den som slutar eller är borta länge"))
    parser.add_argument(
        "to", nargs="?", metavar=_("TILL"), help=_("den som tar över; utan visas vad det gäller")
    )
    parser.add_argument("--card", metavar=_("KORT"), help=_("bara det som är på kortet"))


def _restart(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "--park-rest", action="store_true", help=_("parkera alla andra öppna kort på en gång")
    )
    _reason(parser)


def _remind(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "text", nargs="*", metavar=_("TEXT"), help=_("frågan; utan den en vänlig fråga som passar")
    )
    parser.add_argument(
        "--to", nargs="+", metavar=_("PERSON"), help=_("vem du frågar; annars den som kortet väntar på")
    )


def _add(parser: ArgumentParser) -> None:
    _words(parser, "title", _("RUBRIK"), _("det du sett, på en rad"))
    parser.add_argument("--problem", metavar=_("TEXT"), help=_("vad problemet är"))
    parser.add_argument("--why", metavar=_("TEXT"), help=_("varför det är ett problem, och för vem"))
    parser.add_argument("--kind", metavar=_("TYP"), help=", ".join(KINDS))
    parser.add_argument("--owner", metavar=_("PERSON"), help=_("den som håller i det"))
    parser.add_argument("--due", metavar=_("DAG"), help=_("när det följs upp: fre, 24/11, v 48, om 3 veckor"))
    parser.add_argument(
        "--tag", action="append", metavar=_("ETIKETT"), help=_("en etikett; kan ges flera gånger")
    )
    parser.add_argument(
        "--starter", metavar=_("MALL"), help="order, deviation, good_example, routine, innovation"
    )


def _list(parser: ArgumentParser) -> None:
    parser.add_argument("--phase", metavar=_("FAS"), help=", ".join(PHASES))
    parser.add_argument("--owner", metavar=_("PERSON"), help=_("kort som personen äger"))
    parser.add_argument("--tag", metavar=_("ETIKETT"), help=_("kort med etiketten"))
    parser.add_argument("--kind", metavar=_("TYP"), help=", ".join(KINDS))
    parser.add_argument("--text", metavar=_("SÖKORD"), help=_("ord som finns någonstans på kortet"))
    parser.add_argument(
        "--due", metavar=_("NÄR"), help=_("öppna kort med uppföljning: overdue, today, week eller none")
    )
    parser.add_argument("--stalled", action="store_true", help=_("öppna kort som stått still i tre veckor"))
    parser.add_argument("--open", action="store_true", help=_("bara öppna kort"))


def _set(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "fields",
        nargs="+",
        metavar=_("FÄLT=VÄRDE"),
        help=_(
            "title, kind, problem, why, owner, leader, support, due, measure, outcome, decision och metodens fält, "
            "till exempel prediction; FÄLT= tömmer; tag+=X, tag-=X, doers+=X, doers-=X"
        ),
    )


def _move(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument("phase", metavar=_("FAS"), help=", ".join(PHASES[:-1]))
    parser.add_argument("--before", metavar=_("KORT"), help=_("lägg kortet just ovanför det här kortet"))
    _reason(parser)


def _finish(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "outcome",
        metavar=_("AVSLUT"),
        help=_("{codes}: införs som rutin, justeras och prövas igen, införs inte").format(
            codes=", ".join(OUTCOMES)
        ),
    )
    _reason(parser)


def _triage(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "answer",
        nargs="?",
        default="no",
        metavar=_("SVAR"),
        help=_("yes: vidare till Planera, no: inte nu (förval)"),
    )
    _reason(parser)


def _comment(parser: ArgumentParser) -> None:
    _card(parser)
    _words(parser, "text", _("TEXT"), _("det du vill säga"))


def _versions(parser: ArgumentParser) -> None:
    parser.add_argument(
        "card", nargs="?", metavar=_("KORT"), help=_("bara det här kortets; board är tavlan själv")
    )


def _settle(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument("field", metavar=_("FÄLT"), help=_("fältet, som tavla versions skriver det"))
    parser.add_argument("value", nargs="*", metavar=_("VÄRDE"), help=_("något annat som ska gälla i stället"))
    parser.add_argument(
        "--take", metavar=_("VILKEN"), help=_("versionens nummer, eller i skript dess stämpel")
    )


def _flow(parser: ArgumentParser) -> None:
    parser.add_argument(
        "picture",
        nargs="?",
        choices=("over-time", "days", "weeks"),
        metavar=_("BILD"),
        help=_("rita over-time (läget dag för dag), days (dagar per kort) eller weeks (avslutade per vecka)"),
    )
    parser.add_argument("--since", metavar=_("DAG"), help=_("räkna kort som avslutats från den dagen"))


def _history(parser: ArgumentParser) -> None:
    parser.add_argument("card", nargs="?", metavar=_("KORT"), help=_("bara det här kortets historia"))
    parser.add_argument("--limit", type=count, metavar=_("ANTAL"), help=_("bara de senaste"))


def _import(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar=_("FIL"), help=_("Excel (.xlsx), CSV, eller JSON från tavla export; - läser stdin")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("visa vad som skulle hända; ändra inget"))
    parser.add_argument("--sheet", metavar=_("BLAD"), help=_("vilket blad i Excel-filen (annars det första)"))
    parser.add_argument(
        "--map", metavar=_("FIL"), help=_('JSON-fil som säger vilken kolumn som är vad: {"Kolumn": "fält"}')
    )


def _export(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=to_file, metavar=_("FIL"), help=_("fil att skriva till (annars stdout)")
    )
    parser.add_argument(
        "--format",
        choices=("json", "csv", "xlsx"),
        help=_("json (hela tavlan), csv (korten) eller xlsx (kort, mått, mätvärden, mål, händelser)"),
    )
    parser.add_argument(
        "--above",
        action="store_true",
        help=_(
            "i stället det som ligger ovanför tavlorna: utmaningar, förfrågningar och satsningar, som json"
        ),
    )


def _check(parser: ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help=_("laga; det skadade originalet sparas"))
    parser.add_argument(
        "--compact", action="store_true", help=_("packa ihop det som är äldre än ett år; allt finns kvar")
    )


def _restore(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--at",
        required=True,
        metavar=_("NÄR"),
        help=_("till när: igår, fre 14:30, 24/11, 2026-11-20 14:30; en dag är hela dagen"),
    )
    parser.add_argument(
        "--to", metavar=_("MAPP"), help=_("en ny eller tom mapp (annars en bredvid arbetsytan)")
    )


def _remote(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"))
    add = actions.add_parser("add", help=_("lägg till en plats att synka med"))
    _place(add)
    add.add_argument(
        "url",
        metavar=_("ADRESS"),
        help=_("file:/mapp/som/delas, postgresql:service=NAMN eller postgresql://server/databas"),
    )
    actions.add_parser("list", help=_("visa platserna och hur det står till (förval)"))
    _place(actions.add_parser("init", help=_("gör platsen redo, en gång för alla som ska använda den")))
    _place(actions.add_parser("remove", help=_("sluta synka med platsen; allt finns kvar")))
    for name, text in (
        ("grant", N_("släpp in en dator i databasen")),
        ("revoke", N_("släpp inte längre in den")),
    ):
        change = actions.add_parser(name, help=_(text))
        _place(change)
        change.add_argument("login", metavar=_("INLOGGNING"), help=_("datorns inloggning i databasen"))
        change.add_argument("boards", nargs="*", metavar=_("TAVLA"), help=_("vilka tavlor (annars alla)"))
        if name == "grant":
            change.add_argument(
                "--new",
                action="store_true",
                help=_("också en tavla som inte finns än, här eller i databasen"),
            )


def _place(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar=_("NAMN"), help=_("vad platsen kallas här, till exempel kontoret"))


def _sync(parser: ArgumentParser) -> None:
    parser.add_argument(
        "place",
        nargs="?",
        metavar=_("NAMN"),
        help=_("bara den platsen, eller en fil att bära med sig: namn.tavla"),
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help=_("en gång (förval)"))
    how.add_argument(
        "--follow", action="store_true", help=_("fortsätt tills kommandot avbryts; för en tjänst")
    )


def _part(name: str, parser: ArgumentParser) -> None:
    from tui.cli.part_arguments import arguments

    arguments(parser, name)


def _events(parser: ArgumentParser) -> None:
    parser.add_argument("--months", action="store_true", help=_("räkna per månad i stället för per vecka"))


def _vote(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "points",
        nargs="*",
        metavar=_("ORSAK=POÄNG"),
        help=_(
            "orsakens nummer eller första ord, och 1–5 poäng, högst 15 i allt; utan poäng ett streck; "
            "utan orsak visas rösterna"
        ),
    )


def _draw(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "what",
        nargs="?",
        choices=DRAWINGS,
        metavar=_("BILD"),
        help=_(
            "fishbone: fiskben, whys: 5 varför, votes: röster, field: fyrfält (annars alla som har något)"
        ),
    )


def _chart(parser: ArgumentParser) -> None:
    from tui.cli.part_arguments import chart

    chart(parser)


def _overview(parser: ArgumentParser) -> None:
    parser.add_argument("--area", metavar=_("OMRÅDE"), help=_("bara områdets tavlor"))


def _search(parser: ArgumentParser) -> None:
    _words(parser, "words", _("ORD"), _("ord som alla finns på kortet, #etikett, fas:planera, läge:avslutat"))
    parser.add_argument("--limit", type=count, metavar=_("ANTAL"), help=_("så många kort (annars 20)"))


def _ideas(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="*",
        metavar=_("ORD"),
        help=_("ord att söka efter; show ID läser en idé, copy ID gör ett kort av den på er tavla"),
    )


def _story(parser: ArgumentParser) -> None:
    _card(parser)
    parser.add_argument(
        "file", nargs="?", type=to_file, metavar=_("FIL"), help=_("fil att skriva till (annars stdout)")
    )
    parser.add_argument(
        "--format",
        choices=("md", "html", "a3", "a3-md"),
        help=_("Markdown, webbsida eller en sida i två spalter (annars det filen heter)"),
    )
    parser.add_argument("--names", action="store_true", help=_("skriv vilka personer som gjorde vad"))


def _report(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=to_file, metavar=_("FIL"), help=_("fil att skriva till (annars stdout)")
    )
    parser.add_argument("--year", type=count, metavar=_("ÅR"), help=_("vilket år (annars i år)"))
    parser.add_argument(
        "--format",
        choices=("md", "html", "pdf"),
        help=_("Markdown, webbsida eller PDF (annars det filen heter)"),
    )
    parser.add_argument("--names", action="store_true", help=_("skriv vilka personer som ägde korten"))


def _year(parser: ArgumentParser) -> None:
    parser.add_argument("year", nargs="?", type=count, metavar=_("ÅR"), help=_("vilket år (annars i år)"))


def _forget(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar=_("PERSON"), help=_("kortnamnet"))
    parser.add_argument("--dry-run", action="store_true", help=_("visa vad som skulle hända; ändra inget"))
    parser.add_argument("--yes", action="store_true", help=_("gör det; det går inte att ångra"))
    _why(parser)


def _erase(parser: ArgumentParser) -> None:
    parser.add_argument("card", metavar=_("KORT"), help=_("kortets id, eller event:NUMMER för en händelse"))
    parser.add_argument(
        "field", metavar=_("FÄLT"), help=_("title, problem …, eller comments: alla kommentarer")
    )
    parser.add_argument("--yes", action="store_true", help=_("gör det; det går inte att ångra"))
    _why(parser)


def _thin(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--older-than",
        type=count,
        metavar=_("MÅNADER"),
        help=_("på kort som avslutades för mer än så länge sedan"),
    )
    parser.add_argument(
        "--keep",
        type=int,
        metavar=_("MÅNADER"),
        help=_("hur många månader kommentarer på avslutade kort ska finnas kvar; 0 är alltid"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("visa vad som skulle hända; ändra inget"))
    _why(parser)


def _readiness(parser: ArgumentParser) -> None:
    from tui.cli.readiness_arguments import arguments

    arguments(parser)


def _meeting(parser: ArgumentParser) -> None:
    from tui.cli.meeting_arguments import arguments

    arguments(parser)


def _calendar(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=to_file,
        metavar=_("MAPP"),
        help=_("mapp att skriva i, en fil för varje tavla (annars, och med -, stdout)"),
    )
    parser.add_argument(
        "--for",
        dest="persons",
        action="append",
        metavar=_("PERSON"),
        help=_("det som är personens, på alla tavlor; kan ges flera gånger"),
    )


def _digest(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--for", dest="person", metavar=_("PERSON"), help=_("det som är personens, på alla tavlor")
    )
    parser.add_argument(
        "--days",
        type=count,
        default=7,
        metavar=_("ANTAL"),
        help=_("så många dagar framåt, i dag medräknad (7)"),
    )
    parser.add_argument("--html", action="store_true", help=_("som en webbsida i stället för text"))
    parser.add_argument(
        "--to",
        dest="receivers",
        nargs="+",
        action="extend",
        metavar=_("ADRESS"),
        help=_("skicka det som e-post hit"),
    )
    parser.add_argument(
        "--smtp",
        metavar=_("ADRESS"),
        help=_("e-postservern: smtp://server:587, smtps://användare@server; lösenordet läses ur en fil"),
    )
    parser.add_argument("--from", dest="sender", metavar=_("ADRESS"), help=_("avsändarens adress"))


def _ssh(parser: ArgumentParser) -> None:
    from tui.cli.ssh_arguments import arguments

    arguments(parser)


def _demo(parser: ArgumentParser) -> None:
    parser.add_argument("--keep", metavar=_("MAPP"), help=_("behåll demotavlorna i den här mappen"))


def _completion(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help=_("vilket skal"))


DRAWINGS = ("fishbone", "whys", "votes", "field")
PARTS = (
    "fact", "cause", "step", "action", "activity", "goal", "indicator", "reading", "amendment", "friction",
    "involvement", "experiment", "log", "routine", "routine_check", "spread", "dialogue", "lift",
    "challenge", "throw", "programme", "programme_part", "time", "event", "risk",
    "yearly", "yearly_done", "control", "control_answer", "year_point",
)  # fmt: skip
"""The kinds of part of board.method.kinds, in the order that the help lists them; a test holds them together."""

COMMANDS = (
    Command("init", "organising:init", N_("starta en tavla"), _init),
    Command("boards", "organising:boards", N_("visa alla tavlor"), _nothing),
    Command(
        "board",
        "organising:board",
        N_("ändra en tavlas namn, syfte eller gränser, eller arkivera den"),
        _board,
    ),
    Command("people", "people:people", N_("visa människor och roller, lägg till, ge roller"), _people),
    Command("forget", "forget:forget", N_("glöm en person: namnet och allt personen har skrivit"), _forget),
    Command("erase", "forget:erase", N_("radera en text för alltid, också ur historiken"), _erase),
    Command("thin", "forget:thin", N_("gallra kommentarer på kort som avslutades för länge sedan"), _thin),
    Command("add", "writing:add", N_("notera ett nytt kort"), _add),
    Command("list", "listing:list_cards", N_("visa korten"), _list),
    Command("show", "showing:show", N_("visa allt om ett kort"), _card),
    Command("set", "writing:set_fields", N_("ändra fält på ett kort"), _set),
    Command("move", "writing:move", N_("flytta ett kort till en fas"), _move),
    Command("mine", "mine:mine", N_("visa det som väntar på dig, efter dina roller"), _nothing),
    Command("handover", "handover:handover", N_("lämna över det en person har till någon annan"), _handover),
    Command("cycles", "cycles:cycles", N_("varven på dina tavlor: vad de väntar på, och på vem"), _nothing),
    Command("restart", "cycles:start_again", N_("starta om med ett litet kort"), _restart),
    Command("remind", "cycles:ask_how_it_goes", N_("fråga vänligt hur det går med ett kort"), _remind),
    Command("finish", "writing:finish", N_("avsluta ett försök: rutin, pröva igen eller inte"), _finish),
    Command("triage", "writing:triage", N_("viktigt nog att gå vidare med? ja eller nej"), _triage),
    Command("park", "writing:park", N_("parkera ett kort för senare"), _card_reason),
    Command("archive", "writing:archive", N_("arkivera ett kort"), _card_reason),
    Command(
        "reopen", "writing:reopen", N_("ta upp ett parkerat, arkiverat eller avslutat kort"), _card_reason
    ),
    Command("delete", "writing:delete", N_("ta bort ett kort (går att ångra)"), _card_reason),
    Command("comment", "writing:comment", N_("kommentera ett kort"), _comment),
    *(Command(part.replace("_", "-"), "parts:part", "", partial(_part, part), part) for part in PARTS),
    Command("vote", "parts:vote", N_("rösta på orsaker, eller visa rösterna"), _vote),
    Command("draw", "picturing:draw", N_("rita orsaker och åtgärder: fiskben, 5 varför, fyrfält"), _draw),
    Command("chart", "measuring:chart", N_("rita mätvärdena, och säg om något har förändrats"), _chart),
    Command("events", "events:show", N_("räkna händelser, per vecka och per rutin, och väg risker"), _events),
    Command("results", "results:results", N_("visa resultaten: mål, mått och det ni har gjort"), _nothing),
    Command("method", "measuring:method", N_("visa hur tavlan arbetar med sina kort"), _nothing),
    Command(
        "flow",
        "flow:show",
        N_("visa flödet: vad som pågår, hur länge kort tar, hur många som blir klara"),
        _flow,
    ),
    Command("year", "year:year", N_("visa enhetens år: årshjulet, egenkontrollen och årets punkter"), _year),
    Command("meeting", "meeting:meeting", N_("möten: hur ofta, nästa, flytta, ställa in"), _meeting),
    Command(
        "calendar", "calendar:calendar_file", N_("skriv möten och dagar som en kalender (.ics)"), _calendar
    ),
    Command("digest", "digest:digest_of", N_("det som är på gång, att läsa eller få som e-post"), _digest),
    Command("history", "showing:history", N_("visa vad som hänt, nyast sist"), _history),
    Command("versions", "versions:versions", N_("visa det som har två versioner"), _versions),
    Command("settle", "versions:settle_field", N_("välj vilken version som ska gälla"), _settle),
    Command("undo", "writing:undo", N_("ångra din senaste ändring"), _nothing),
    Command("redo", "writing:redo", N_("gör om det du ångrade"), _nothing),
    Command("story", "story:story", N_("skriv ett korts berättelse, att läsa, skriva ut och dela"), _story),
    Command(
        "report",
        "report:report",
        N_("skriv ett utkast till årets resultat- och kvalitetsberättelse"),
        _report,
    ),
    Command("import", "exchanging:import_file", N_("läs in kort från en fil"), _import),
    Command("export", "exchanging:export", N_("skriv ut tavlan till en fil"), _export),
    Command(
        "overview",
        "overview:overview",
        N_("visa hur det står till på alla tavlor, och vad de har gemensamt"),
        _overview,
    ),
    Command("search", "overview:search", N_("sök bland korten på alla tavlor"), _search),
    Command("ideas", "ideas:ideas", N_("idébanken: det andra har prövat och delar"), _ideas),
    Command("readiness", "readiness:readiness", N_("redo-analys: svara, jämför och gör er redo"), _readiness),
    Command("check", "care:check", N_("kontrollera att allt är helt, och laga"), _check),
    Command("restore", "restoring:restore", N_("gör en kopia av allt som det var vid en tidpunkt"), _restore),
    Command("remote", "syncing:remote", N_("platser som tavlorna synkas med"), _remote),
    Command("sync", "syncing:sync", N_("synka med andra datorer, nu eller fortlöpande"), _sync),
    Command("ssh", "ssh:ssh", N_("vilka som släpps in över SSH, var och en med sin nyckel"), _ssh),
    Command("demo", "demo:demo", N_("öppna en påhittad tavla att prova på"), _demo),
    Command("completion", "shells:completion", N_("skriv ut komplettering för skalet"), _completion),
    Command("info", "care:info", N_("visa sökvägar, versioner och terminal"), _nothing),
)
NAMES = tuple(command.name for command in COMMANDS)


def add_globals(parser: ArgumentParser) -> None:
    """The options that every command takes, before its name or after."""
    group = parser.add_argument_group(_("val för alla kommandon"))
    group.add_argument(
        "--workspace", metavar=_("MAPP"), default=SUPPRESS, help=_("mappen med tavlorna (eller TAVLA_HOME)")
    )
    group.add_argument(
        "--board", metavar=_("ID"), default=SUPPRESS, help=_("vilken tavla (eller TAVLA_BOARD)")
    )
    group.add_argument(
        "--as", metavar=_("PERSON"), default=SUPPRESS, help=_("vem som gör det (eller TAVLA_PERSON)")
    )
    group.add_argument("--lang", choices=("sv", "en"), default=SUPPRESS, help=_("språk"))
    group.add_argument("--json", action="store_true", default=SUPPRESS, help=_("svara med ett JSON-objekt"))
    group.add_argument(
        "--wait",
        metavar=_("SEKUNDER"),
        default=SUPPRESS,
        help=_("hur länge ett upptaget lås väntas på (annars 10)"),
    )
    group.add_argument(
        "--not-personnummer",
        action="store_true",
        default=SUPPRESS,
        help=_(
            "numret i texten är något annat än ett personnummer; det står i historiken att det är bekräftat"
        ),
    )
    group.add_argument("--version", action="store_true", default=SUPPRESS, help=_("visa versionen"))
    group.add_argument("-h", "--help", action="store_true", default=SUPPRESS, help=_("visa den här hjälpen"))


VALUE_OPTIONS = ("--workspace", "--board", "--as", "--lang", "--wait")
FLAG_OPTIONS = ("--json", "--not-personnummer", "--wall", "--version", "--help", "-h")

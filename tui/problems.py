"""Refusals in words: what happened, what is safe, what to do. The one place where a Problem becomes a sentence.

More than 400 lines, since every refusal has its sentence here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from board.errors import Problem
from board.swedish import sort_key
from board.text import clean
from tui import reading_words, ssh_words, words
from tui.reasons import reason
from tui.text import N_, _, ngettext

MOST_REPEATED = 300
"""Letters of what somebody typed that a refusal repeats."""

Name: TypeAlias = Callable[[Any], str]
"""A person's reference as the name to show."""

PLAIN: Mapping[str, str] = {
    **ssh_words.PLAIN,
    "all_rejected": N_("Inget i filen gick att läsa in. Inget är ändrat."),
    "already_settled": N_("Det finns inget att välja för {field}: det är redan avgjort. Inget är ändrat."),
    "ambiguous": N_("”{given}” kan vara flera. Skriv några tecken till."),
    "area_needed": N_("En ambassadör hör till ett område. Säg vilket."),
    "bad_field": N_("”{given}” är inte FÄLT=VÄRDE. Inget är ändrat."),
    "bad_id": N_("”{given}” kan inte vara ett id. Använd a–z, 0–9, punkt, - och _, högst 32 tecken."),
    "bad_import": N_("Filen går inte att läsa in: {reason}. Inget är ändrat."),
    "bad_limit": N_("Gränsen ”{given}” går inte. Skriv ett helt tal från 0 till 999; 0 tar bort gränsen."),
    "bad_months": N_(
        "”{given}” går inte. Skriv ett antal månader från 1 till 60; 0 betyder ingen påminnelse."
    ),
    "bad_months_kept": N_("”{given}” går inte. Skriv ett antal månader; 0 betyder alltid. Inget är ändrat."),
    "bad_mapping": N_('Mappningsfilen ska vara ett JSON-objekt: {{"Kolumn": "fält"}}. Inget är ändrat.'),
    "bad_rhythm": N_("”{given}” går inte att förstå som hur ofta ni möts. Inget är ändrat."),
    "bad_time": N_("”{given}” går inte att förstå som en tid på dagen. Inget är ändrat."),
    "bad_points": N_("Högst {most} poäng till en orsak, och högst {total} i allt. Din röst är inte ändrad."),
    "bone_used": N_("Det hänger orsaker på benet ”{bone}”. Flytta dem först. Inget är ändrat."),
    "calendar_missing": N_(
        "Den här installationen kan inte skriva kalendrar. Installera med tillägget: tavla-board[kalender]. "
        "Inget är ändrat."
    ),
    "pdf_missing": N_(
        "Den här installationen kan inte skriva PDF. Installera med tillägget: tavla-board[pdf]. "
        "Webbsidan går också att skriva ut. Inget är ändrat."
    ),
    "excel_missing": N_(
        "Den här installationen kan inte läsa och skriva Excel. Installera med tillägget: tavla-board[excel]. "
        "CSV går alltid. Inget är ändrat."
    ),
    "changed_meanwhile": N_(
        "{by} har ändrat {field} medan du skrev. Din text är kvar; välj vilken som ska gälla."
    ),
    "column_twice": N_("Två kolumner ska bli {field}: välj en i mappningen. Inget är ändrat."),
    "cycle_closed": N_(
        "Det hör till försök {cycle}, som är slut. Det går att läsa men inte ändra. Kortet är nu i försök {now}."
    ),
    "damaged": N_("En fil är skadad. Inget är ändrat."),
    "deleted": N_("Kortet är borttaget. Det finns i historiken, och den som tog bort det kan ångra."),
    "disk_full": N_(
        "Disken är full, så inget nytt kunde sparas. Det som var sparat är kvar. Frigör plats och gör om."
    ),
    "empty_tag": N_("Etiketten är tom."),
    "empty_text": N_("Texten är tom. Inget är ändrat."),
    "empty_title": N_("Rubriken är tom. Skriv det du sett, ett ord räcker."),
    "file_failed": N_("{given}: {reason}. Tavlan är inte ändrad."),
    "future_day": N_(
        "{given} har inte varit än, och ett mätvärde är från en dag som har varit. Inget är ändrat."
    ),
    "gone": N_(
        "Tavlans mapp är borta. Inget är ändrat. Finns det en säkerhetskopia kan den läggas tillbaka."
    ),
    "guests_off": N_("På den här tavlan noterar man med sitt namn. Välj vem du är. Din text är kvar."),
    "nameless_off": N_("På den här tavlan noterar man med sitt namn. Din text är kvar."),
    "pin_form": N_(
        "Koden ska vara {least} till {most} siffror, och inte så enkel som 1234 eller 1111. Ingen kod är sparad."
    ),
    "pin_needed": N_(
        "Den som det ska stå i namn av har en PIN-kod här. Gör det på skärmen, skriv kommandot i en terminal, eller ge"
        " koden som första rad på stdin med TAVLA_PIN=-. Inget är ändrat."
    ),
    "pin_not_yours": N_(
        "Den koden tar personen själv eller tavlans förbättringsledare bort. Inget är ändrat."
    ),
    "pins_damaged": N_(
        "Det går inte att läsa PIN-koderna på den här datorn, så ingen kod godtas. Tavlan är inte ändrad."
        " Den som sköter datorn kan ta bort filen pins.json; sedan går det att välja nya koder."
    ),
    "here_already": N_("”{title}” finns redan på er tavla. Inget är ändrat."),
    "inside": N_("{given} ligger i arbetsytan. Välj en mapp utanför den: --to MAPP. Inget är ändrat."),
    "has_answers": N_(
        "Någon har svarat i omgången, så den tas inte bort. Stäng den i stället. Inget är ändrat."
    ),
    "internal": N_("Något gick fel i programmet ({given}). Det som var sparat är kvar."),
    "invalid_file": N_("Filen är inte en export från Tavla. Inget är ändrat."),
    "io_error": N_("Lagringen svarade med ett fel: {reason}. Det som var sparat är kvar."),
    "folder_in_the_way": N_(
        "En mapp heter {name}, där Tavla ska ha en fil. Inget är ändrat, och det som var sparat är kvar."
        " Flytta undan mappen, så går det igen."
    ),
    "odd_in_the_way": N_(
        "{name} är ingen vanlig fil, men Tavla ska ha en där. Inget är ändrat, och det som var sparat är kvar."
        " Flytta undan den, så går det igen."
    ),
    "file_in_the_way": N_(
        "En fil heter {name}, där Tavla ska ha en mapp. Inget är ändrat, och det som var sparat är kvar."
        " Flytta undan filen, så går det igen."
    ),
    "late_too_few": N_(
        "Sena svar räknas med när de är minst {least}, nu är de {count}. Färre skulle gå att räkna ut av resultatet "
        "före och efter. De är kvar, och inget är ändrat."
    ),
    "limit_reached": N_(
        "{phase} har redan {count} av högst {limit} kort. Gör klart något först, eller skriv varför."
    ),
    "newer_format": N_(
        "Tavlan är skriven av en nyare Tavla. Den går att läsa men inte ändra. Uppdatera programmet."
    ),
    "last_point": N_("Det är den sista punkten. Avsluta mötet i stället. Inget är ändrat."),
    "meeting_ended": N_("Mötet är avslutat. Det går att läsa men inte ändra. Inget är ändrat."),
    "meeting_full": N_("Mötet har redan {most} punkter, och fler får inte plats. Inget är ändrat."),
    "meeting_runs": N_("Det pågår redan ett möte på tavlan. Gå med i det, eller avsluta det först."),
    "no_meeting": N_("Inget möte har hållits än. Inget är ändrat."),
    "no_age": N_("Säg hur gamla de ska vara: hur många månader sedan kortet avslutades. Inget är ändrat."),
    "no_board": N_("Det finns ingen tavla än."),
    "few_answers": N_(
        "Bara {count} har svarat. Under {least} svar visas varken snitt, spridning eller vad någon skrev om vad."
        " Inget är ändrat. Vänta på fler, eller stäng ändå."
    ),
    "no_closed_round": N_("Det finns ingen stängd omgång att visa än."),
    "no_file": N_("Filen {given} finns inte."),
    "no_open_round": N_("Det finns ingen öppen omgång just nu."),
    "no_permission": N_(
        "Du har inte rätt att läsa eller skriva här. Inget är ändrat. Fråga den som äger mappen."
    ),
    "no_remotes": N_("Tavlan synkas inte med någon annan plats än."),
    "no_round": N_("Det finns ingen omgång än."),
    "no_title": N_(
        "Ingen kolumn heter Rubrik eller något liknande. Första raden ska säga vad kolumnerna heter."
        " Inget är ändrat."
    ),
    "no_indicator": N_("Det finns inget mått än. Skriv först vad ni räknar eller mäter."),
    "no_items": N_(
        "Ingen kolumn hör till formuläret. Första raden ska säga vilken fråga varje kolumn gäller. Inget är ändrat."
    ),
    "nobody_answered": N_(
        "Ingen har svarat än, så det finns inget att stänga. Inget är ändrat. En omgång som öppnats av misstag kan"
        " tas bort."
    ),
    "nobody_invited": N_("Säg vilka som ska svara. Inget är ändrat."),
    "not_a_file": N_("{given} är ingen vanlig fil. Inget är ändrat."),
    "not_a_demo": N_("{given} är en arbetsyta som inte är en demo. Välj en annan mapp."),
    "not_allowed": N_(
        "Det här görs av den som är {roles}. Inget är ändrat. Be någon av dem, eller få rollen."
    ),
    "not_yours": N_(
        "Det här hör till den som är {roles}: {persons}. Inget är ändrat. Det går ändå, med ett skäl som står i"
        " historiken."
    ),
    "only_theirs": N_(
        "På den här tavlan görs det bara av den som är {roles}: {persons}. Inget är ändrat. Be någon av dem."
    ),
    "not_invited": N_(
        "Omgången frågar inte dig just nu. Inget är ändrat. Be den som öppnade den att lägga till dig."
    ),
    "not_in_inbox": N_("Frågan gäller kort i Förslag, och kortet är i {phase} ({state})."),
    "nobody_to_ask": N_("Det finns ingen att fråga än. Välj först vem som håller i kortet. Inget är ändrat."),
    "not_open": N_("Kortet är {state}. Ta upp det igen först."),
    "not_confirmed": N_("Det är inte gjort än. Kör samma kommando med --yes när du är säker."),
    "nothing_to_redo": N_("Det finns inget att göra om."),
    "nothing_to_undo": N_("Du har inget att ångra här."),
    "nothing_then": N_("Så långt tillbaka finns inget: den första ändringen är senare. Inget är ändrat."),
    "overview_not_yours": N_(
        "Var enheterna står ses av den som är ambassadör eller specialist: {persons}. Din egen tavlas omgångar ser"
        " du med: tavla readiness"
    ),
    "old_change": N_("Det är en äldre ändring. Inget är ändrat."),
    "places_unreadable": N_(
        "Listan över platser att synka med, remotes.json, går inte att läsa, så synken kan stå stilla. Allt är sparat "
        "här och filen är orörd. Rätta den, eller lägg till platserna igen: då sparas den gamla bredvid."
    ),
    "read_only": N_("Tavlan ligger där inget får skrivas. Den går att läsa men inte ändra."),
    "reason_needed": N_("Det behövs ett skäl, så att andra kan förstå varför."),
    "remote_fork": N_(
        "Två datorer har skrivit som om de var samma. Allt från båda är kvar och reds ut vid nästa synk."
    ),
    "remote_full": N_(
        "Det är fullt på den andra platsen. Allt är sparat här och skickas när det finns plats."
    ),
    "remote_newer": N_("Den andra platsen har en nyare Tavla. Allt är sparat här. Uppdatera programmet."),
    "remote_read_only": N_("Den andra platsen går bara att läsa. Allt är sparat här."),
    "remote_unreachable": N_(
        "Den andra platsen svarar inte just nu. Allt är sparat här och skickas av sig självt när den svarar."
    ),
    "round_closed": N_("Omgången är stängd. Inget är ändrat."),
    "round_locked": N_(
        "Omgångens resultat är låst: gruppen har redan bestämt sig, eller en senare omgång har börjat. Inget är ändrat."
    ),
    "round_not_closed": N_("Omgången är inte stängd än. Stäng den först, så ser alla resultatet samtidigt."),
    "round_open": N_("Det finns redan en öppen omgång. Stäng den först. Inget är ändrat."),
    "row_twice": N_("samma rubrik och enhet som på rad {first}"),
    "nobody_twice": N_("Ingen annan har kortnamnet ”{given}”. Säg vem som är samma person. Inget är ändrat."),
    "same_person": N_("Det är samma person. Välj någon annan. Inget är ändrat."),
    "shared_workspace": N_(
        "Arbetsytan ligger redan på en mapp som flera datorer delar. Synka från en dator som har den på egen disk."
    ),
    "sync_busy": N_("Ett annat program på datorn synkar just nu. Det sköter det; inget mer behövs."),
    "text_erased": N_(
        "Den texten är raderad för alltid och går inte att få tillbaka. Inget är ändrat, och texten som "
        "gäller nu är kvar."
    ),
    "test_started": N_(
        "{field}: det skrevs innan ni började pröva, och står kvar som det är. Skriv det nya som ett tillägg."
    ),
    "too_big": N_("Filen är för stor. Inget är ändrat."),
    "turn_waits": N_("Den förra ångringen väntar på att sparas, och görs av sig själv så fort det går."),
    "unknown_column": N_("Det finns ingen kolumn ”{given}” i filen. Inget är ändrat."),
    "unknown_group": N_("Gruppen ”{given}” finns inte på den här datorn."),
    "unreadable": N_("Tavlans filer går inte att läsa. Inget är ändrat."),
    "under_itself": N_("Då skulle det höra till sig självt. Inget är ändrat."),
    "use_finish": N_("Kort avslutas med ett beslut: rutin, pröva igen eller inte."),
    "version_came": N_("En version till kom medan du valde. Titta igen och välj. Inget är ändrat."),
    "which_board": N_("Det finns flera tavlor. Säg vilken."),
    "which_indicator": N_("Det finns flera mått. Säg vilket."),
}
AT_COMMAND_LINE: Mapping[str, str] = {
    "area_needed": "ambassador@…",
    "damaged": "tavla check",
    "identity_number": "--not-personnummer",
    "internal": "tavla check",
    "io_error": "tavla check",
    "limit_reached": '--reason "…"',
    "locked": "--wait 60",
    "no_age": "tavla thin --older-than 24",
    "no_board": 'tavla init "…"',
    "few_answers": "tavla readiness close --few",
    "file_in_the_way": "tavla check --repair",
    "folder_in_the_way": "tavla check --repair",
    "odd_in_the_way": "tavla check --repair",
    "no_closed_round": "tavla readiness status",
    "nobody_answered": "tavla readiness withdraw",
    "not_allowed": "tavla people role PERSON nyckelperson",
    "round_open": "tavla readiness close",
    "no_open_round": "tavla readiness open",
    "no_round": "tavla readiness open",
    "no_indicator": 'tavla indicator add ID "…"',
    "no_remotes": N_("tavla remote add NAMN file:/delad/mapp"),
    "places_unreadable": N_("tavla remote add NAMN file:/delad/mapp"),
    "remote_not_ready": N_("tavla remote init NAMN"),
    "not_a_file": "… | tavla import -",
    "not_open": 'tavla reopen ID --reason "…"',
    "not_yours": '--reason "…"',
    "reason_needed": '--reason "…"',
    "step_missing": '--reason "…"',
    "test_started": 'tavla amendment add ID "…" about=prediction',
    "unreadable": "tavla check",
    "use_finish": "tavla finish ID routine|retry|drop",
    "which_board": "--board ID",
    "which_indicator": "--of 1",
}
"""What to write at the command line to get past a refusal."""

_UNKNOWN: Mapping[str, str] = {
    "card": N_("Det finns inget kort med id ”{given}” på tavlan."),
    "board": N_("Det finns ingen tavla ”{given}”."),
    "area": N_("Det finns inget område ”{given}” bland tavlorna."),
    "board_to_grant": N_(
        "Ingen tavla med id ”{given}” finns, varken här eller i databasen. Inget är ändrat."
    ),
    "removed": N_(
        "Tavlan ”{given}” finns inte kvar: dess mapp är borta. En säkerhetskopia kan läggas tillbaka."
    ),
    "person": N_("Det finns ingen person ”{given}” här."),
    "right": N_("”{given}” är inget som en tavla kan ge bara till den som har rollen."),
    "kind": N_("”{given}” är ingen typ av kort."),
    "starter": N_("Det finns ingen mall som heter ”{given}”."),
    "phase": N_("”{given}” är ingen fas."),
    "outcome": N_("”{given}” är inget sätt att avsluta."),
    "role": N_("”{given}” är ingen roll."),
    "answer": N_("”{given}” är inget svar på frågan."),
    "version": N_("Det finns ingen version ”{given}” att välja. Inget är ändrat."),
    "form": N_("”{given}” är inget formulär."),
    "item": N_("Det finns ingen fråga ”{given}” i formuläret."),
    "rating": N_("”{given}” är inget svar. Svara 1, 2, 3, 4 eller vet ej."),
    "choice": N_("”{given}” går inte att välja här."),
    "round": N_("Det finns ingen omgång ”{given}” här."),
    "meeting": N_("Det finns inget möte ”{given}” här."),
    "point": N_("Mötet har ingen sådan punkt. Inget är ändrat."),
    "part": N_("”{given}” finns inte bland det som kan stå på ett kort."),
    "ending": N_("”{given}” är inget utfall: redo (ready) eller inte redo än (not_yet)."),
    "sheet": N_("Filen har inget blad som heter ”{given}”. Inget är ändrat."),
    "remote": N_("Det finns ingen plats som heter ”{given}” att synka med."),
}
_DATES: Mapping[str, str] = {
    "no_such_day": N_("”{given}”: den dagen finns inte."),
    "no_such_week": N_("”{given}”: den veckan finns inte."),
    "wrong_weekday": N_("”{given}”: veckodagen stämmer inte med dagen."),
    "not_yet": N_("”{given}” har inte varit än. Inget är ändrat."),
    "past": N_("”{given}” har redan varit."),
    "just_passed": N_("”{given}” är {day}, och den dagen har redan varit."),
    "too_far": N_("”{given}” ligger för långt bort."),
}
_SPECIAL = (
    "bad_date",
    "bad_key",
    "bad_number",
    "bad_reading",
    "mail_failed",
    "bad_remote",
    "changed_since",
    "exists",
    "identity_number",
    "key_taken",
    "locked",
    "not_a_table",
    "pin_wait",
    "pin_wrong",
    "remote_denied",
    "remote_failed",
    "remote_not_ready",
    "step_missing",
    "system_failed",
    "too_long",
    "unknown",
    "unknown_field",
    "usage",
)
KNOWN = frozenset({*PLAIN, *_SPECIAL})
"""Every code that has words; a test holds the program's refusals to it."""


def _somebody(ref: Any) -> str:
    return str(ref) if ref else _("någon")


def message(problem: Problem, name: Name = _somebody) -> str:
    """What happened and what is safe, the same on every face. `name` turns references into names."""
    params: dict[str, Any] = {
        key: _plain(value) for key, value in problem.params.items() if value is not None
    }
    if "errno" in params:
        params["reason"] = reason(params["errno"])
    for key, said in (("phase", words.phase), ("state", words.state), ("field", _field)):
        if key in params:
            params[key] = said(params[key])
    if "roles" in params:
        params["roles"] = either([words.role(role) for role in params["roles"]])
    if "persons" in params:
        params["persons"] = ", ".join(sorted(map(name, params["persons"]), key=sort_key)) or _("ingen ännu")
    for key in ("by", "holder"):
        if key in params:
            params[key] = name(params[key])
    of_part = problem.code == "deleted" and problem.params.get("what", "card") != "card"
    template = (
        _template(problem) if problem.code in _SPECIAL or of_part else _(PLAIN.get(problem.code, "{code}"))
    )
    return template.format_map(_Lenient(params | {"code": problem.code, "steps": _steps(problem)}))


def of_a_row(said: str) -> str:
    """A refusal of one row among many, without saying that nothing is changed: the other rows may be taken in."""
    return said.replace(" " + _("Inget är ändrat."), "")


def _pause(seconds: int) -> str:
    """How long nobody can try, in the unit that says it best."""
    minutes = -(-seconds // 60)
    if seconds <= 90:
        told = ngettext(
            "Koden stämde inte flera gånger. Vänta {n} sekund och försök igen.",
            "Koden stämde inte flera gånger. Vänta {n} sekunder och försök igen.",
            seconds,
        )
        return told.format(n=seconds)
    told = ngettext(
        "Koden stämde inte flera gånger. Vänta {n} minut och försök igen.",
        "Koden stämde inte flera gånger. Vänta {n} minuter och försök igen.",
        minutes,
    )
    return told.format(n=minutes)


class _Lenient(dict[str, Any]):
    """A parameter that a refusal does not carry is left out rather than ending the program."""

    def __missing__(self, key: str) -> str:
        return "–"


def _plain(value: Any) -> Any:
    """What somebody typed, fit to be repeated: on one line, with nothing in it that commands a terminal."""
    if not isinstance(value, str):
        return value
    text = " ".join(clean(value).split())
    return text if len(text) <= MOST_REPEATED else text[: MOST_REPEATED - 1] + "…"


def _field(code: Any) -> str:
    return words.field(str(code).partition("/")[0])


def _template(problem: Problem) -> str:
    """The sentence of a code that has several."""
    params = problem.params
    match problem.code:
        case "usage":
            return "{message}."
        case "unknown" | "deleted" if params.get("what") not in (*_UNKNOWN, "card") and (
            parts := _parts(params)
        ):
            told = (
                _("Hittar inte ”{given}” bland {parts} här. Inget är ändrat.")
                if problem.code == "unknown"
                else _(
                    "Det är borttaget ({parts}). Det finns i historiken, och den som tog bort det kan ångra."
                )
            )
            return told.replace("{parts}", parts)
        case "bad_number" if "low" in params:
            return _("{field}: skriv ett helt tal från {low} till {high}. Inget är ändrat.")
        case "bad_number":
            return _("{field}: ”{given}” är inget tal att räkna med. Inget är ändrat.")
        case "unknown":
            return _(_UNKNOWN.get(str(params.get("what")), N_("”{given}” finns inte.")))
        case "unknown_field" if params.get("field") in ("phase", "state"):
            return _(
                "Fas och läge ändras genom att flytta, avsluta, parkera eller ta upp kortet. Inget är ändrat."
            )
        case "unknown_field":
            return _("Det finns inget fält ”{field}”. Inget är ändrat.")
        case "pin_wrong":
            return ngettext(
                "Koden stämmer inte. {left} försök kvar innan det blir en paus.",
                "Koden stämmer inte. {left} försök kvar innan det blir en paus.",
                int(params.get("left", 0)),
            )
        case "pin_wait":
            return _pause(int(params.get("seconds", 0)))
        case "identity_number" if params.get("row", 1) > 1:
            return _(
                "{field}: det ser ut att stå ett personnummer (rad {row} i texten, ord {word}: {begins}…). Inget är"
                " ändrat. Skriv om det så att ingen går att känna igen."
            )
        case "identity_number":
            return _(
                "{field}: det ser ut att stå ett personnummer (ord {word}: {begins}…). Inget är ändrat. Skriv om det"
                " så att ingen går att känna igen."
            )
        case "exists" if params.get("what") == "board":
            return _("Det finns redan en tavla med id ”{given}”. Välj ett annat.")
        case "exists" if params.get("what") == "folder":
            return _("{given} finns redan och är inte tom. Välj en ny mapp: --to MAPP. Inget är ändrat.")
        case "exists" if params.get("what") == "remote":
            return _("Det finns redan en plats som heter ”{given}”. Välj ett annat namn.")
        case "bad_remote" | "remote_denied" | "remote_failed" | "remote_not_ready":
            from tui.sync_words import refusal

            return refusal(problem)
        case "exists":
            return _("Det finns redan en person med kortnamnet ”{given}”. Välj ett annat.")
        case "bad_date":
            return _(_DATES.get(str(params.get("reason")), N_("”{given}” går inte att förstå som en dag.")))
        case "bad_key" | "key_taken":
            return ssh_words.refusal(problem)
        case "mail_failed":
            from tui import mail_words

            return mail_words.refusal(problem)
        case "bad_reading":
            return reading_words.refusal(problem)
        case "not_a_table" if params.get("reason") == "empty":
            return _("Filen är tom. Inget är ändrat.")
        case "not_a_table" if params.get("reason") == "workbook":
            return _("Filen går inte att läsa som en Excel-fil (.xlsx), eller är låst. Inget är ändrat.")
        case "not_a_table":
            return _("Filen är ingen CSV. Öppna den i Excel och spara som CSV. Inget är ändrat.")
        case "step_missing":
            return _(
                "Något saknas före {phase}:{steps}\nInget är ändrat. Fyll i det, eller gå vidare med ett skäl."
            )
        case "system_failed" if params.get("given"):
            return _("{given}: {reason}. Det som var sparat är kvar.")
        case "system_failed":
            return _("Datorn svarade med ett fel: {reason}. Det som var sparat är kvar.")
        case "changed_since":
            return _("{by} har ändrat {field} efter dig, så det går inte att ångra. Inget är ändrat.")
        case "locked" if params.get("holder"):
            return _("{holder} sparar just nu och blev inte klar i tid. Inget är ändrat. Försök igen.")
        case "locked":
            return _("Någon annan sparar just nu och blev inte klar i tid. Inget är ändrat. Försök igen.")
    if "limit" in params:
        return _("{field}: {length} tecken är för långt, högst {limit}. Inget är ändrat.")
    return _("Texten är för lång för att sparas. Inget är ändrat.")


def _parts(params: Mapping[str, Any]) -> str:
    """What parts of that kind are called, or nothing where it is no kind of part."""
    from board.method.kinds import KINDS
    from tui import method_words

    what = str(params.get("what"))
    return method_words.kind(what, many=True) if what in KINDS else ""


def _steps(problem: Problem) -> str:
    """What is missing before a phase, each with why it matters, one a line."""
    if problem.code != "step_missing":
        return ""
    lines = [f"{words.field(step)}: {words.wanted(step)}" for step in problem.hints]
    full = problem.params.get("full")
    if full:
        lines.append(
            _("Kolumnen har redan {count} av högst {limit} kort.").format(count=full[0], limit=full[1])
        )
    return "".join(f"\n  · {line}" for line in lines)


def brief(problem: Problem) -> str:
    """Why it cannot be saved, for the line that stays on screen until it can."""
    told = {
        "disk_full": _("kan inte spara: disken är full"),
        "no_permission": _("kan inte spara: rätten saknas"),
        "read_only": _("kan inte spara: bara läsning här"),
        "newer_format": _("kan inte spara: tavlan är nyare än programmet"),
        "locked": _("väntar: någon annan sparar"),
        "gone": _("tavlans mapp är borta"),
    }
    return told.get(problem.code, _("kan inte spara just nu"))


def on_screen(problem: Problem) -> str:
    """What is wrong with saving or reading and what is safe, for a screen that tries again by itself."""
    if problem.code.endswith("_in_the_way"):
        return message(problem)
    told = {
        "disk_full": _("Disken är full. Det som var sparat är kvar; det behövs plats för mer."),
        "no_permission": _("Det saknas rätt att läsa eller spara här. Fråga den som äger mappen."),
        "read_only": _("Tavlan ligger där inget får skrivas. Den går att läsa men inte ändra."),
        "newer_format": _(
            "Tavlan är skriven av en nyare Tavla. Den går att läsa men inte ändra. Uppdatera programmet."
        ),
        "locked": _("Någon annan sparar fortfarande."),
        "gone": _(
            "Tavlans mapp är borta: den har tagits bort eller flyttats. Här står det som senast gick att läsa."
            " Läggs mappen tillbaka går det vidare av sig självt."
        ),
    }
    return told.get(problem.code, _("Lagringen svarar inte som den ska. Det som var sparat är kvar."))


def advice(problem: Problem) -> str | None:
    """The near matches and examples as a sentence to add, or None where there are none."""
    if not problem.hints or problem.code == "step_missing":
        return None
    listed = ", ".join(problem.hints)
    if problem.code == "bad_date" and problem.hints[0] == "igår":
        return _("Så här går det att skriva: igår, fre 14:30, för 20 minuter sedan, 24/11, 2026-11-20 14:30")
    if problem.code == "bad_date" and problem.params.get("reason") == "just_passed":
        return _("Menar du nästa år? Skriv {day}.").format(day=listed)
    if problem.code == "bad_date" and problem.params.get("reason") != "wrong_weekday":
        # Both languages are understood whatever is spoken; the examples are in the one that is.
        return _("Så här går det att skriva: imorgon, fre, 24/11, v 48, om 3 veckor, 2026-11-24")
    if problem.code == "bad_rhythm":
        return _(
            "Så här går det att skriva: var tredje tis 13.30, varannan tors 9-9.45, första tis i månaden 14"
        )
    if problem.code == "bad_time":
        return _("Så här går det att skriva: 13.30, 9, 13.30-14.15, 8.45 15 min")
    if problem.code == "no_title":
        return _(
            "Kolumnerna i filen: {choices}. Skriv Rubrik överst i den kolumn som säger vad det gäller, och läs in"
            " filen igen."
        ).format(choices=listed)
    if problem.code in ("ambiguous", "which_board", "which_indicator", "use_finish"):
        return _("Välj bland: {choices}").format(choices=listed)
    return _("Menade du {choices}?").format(choices=either(problem.hints))


def at_command_line(problem: Problem) -> str | None:
    """What to write next at the command line, or None."""
    write = _(AT_COMMAND_LINE[problem.code]) if problem.code in AT_COMMAND_LINE else None
    if problem.code == "remote_not_ready" and problem.params.get("place"):
        write = f"tavla remote init {problem.params['place']}"
    if problem.code == "exists" and problem.params.get("what") not in ("remote", "folder"):
        write = "--id ID"
    elif problem.code == "no_title" and problem.hints:
        return _("Det går också med --map FIL, där det i filen står {mapping}").format(
            mapping=f'{{"{_quoted(str(problem.params.get("likeliest") or problem.hints[0]))}": "title"}}'
        )
    elif problem.code == "unknown" and problem.params.get("what") == "board_to_grant":
        return _("Skriv rätt id, eller lägg till --new om tavlan ska startas senare.")
    elif problem.code == "unknown" and problem.params.get("what") == "person" and not problem.hints:
        write = 'tavla people add "…"'
    return _("Skriv: {what}").format(what=write) if write else None


def _quoted(text: str) -> str:
    """A text as it stands between the quotes of JSON."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def either(choices: Iterable[str]) -> str:
    listed = list(choices)
    if any("," in one for one in listed):
        listed = [f"”{one}”" for one in listed]
    *first, last = listed
    return _("{first} eller {last}").format(first=", ".join(first), last=last) if first else last

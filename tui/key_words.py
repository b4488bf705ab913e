"""Everyday words for what one can do, beside its name in the key table: who looks for it by one of them finds it."""

from __future__ import annotations

from collections.abc import Mapping

from tui.text import N_, _

WORDS: Mapping[str, str] = {
    "about": N_("byt namn, inställningar, rättigheter, vem får, mål"),
    "across": N_("enheter, jämför, andra tavlor, hitta, leta"),
    "boards": N_("byt tavla, ny tavla, enhet"),
    "calendar": N_("outlook, ics, bjud in"),
    "cycles": N_("flöde, ledtid, över tid, dagar per kort, balans, står stilla"),
    "delete": N_("radera, släng, kasta"),
    "due": N_("datum, påminn, uppföljning"),
    "ended": N_("arkiv, klara, gamla"),
    "erase": N_("gdpr, personnummer, ta bort en kommentar"),
    "event_erase": N_("gdpr, personnummer, ta bort en händelse"),
    "event": N_("avvikelse, klagomål, synpunkter, beröm, risk, fall, tillbud"),
    "events": N_("avvikelser, klagomål, synpunkter, beröm, fall, tillbud, risker, allvarlig risk"),
    "excel": N_("exportera, ladda ner, kalkylblad"),
    "take_in": N_("importera, kalkylblad, ladda upp, klistra in en lista"),
    "finish": N_("klart, färdigt, avsluta kortet"),
    "comment": N_("kommentera, meddelande, svara, skriv till någon"),
    "help": N_("hjälp, tangenter, kortkommandon"),
    "ideas": N_("dela, goda exempel, lära av andra"),
    "language": N_("engelska, svenska"),
    "lifts": N_("lyfta, chef, beslut uppåt, dela"),
    "meeting": N_("mötet, pulsmöte, tavelmöte, apt, dagordning, protokoll"),
    "nameless": N_("namnlös, anonym, anonymt, gäst"),
    "note": N_("nytt kort, lägg till, förslag, problem, idé, skriv"),
    "open": N_("orsaker, åtgärder, mätvärden, försök"),
    "owner": N_("ansvarig, vem gör, tilldela, lämna över kortet"),
    "park": N_("vänta, pausa, lägg undan, redan löst"),
    "lift_new": N_("lyfta, chef, beslut uppåt, eskalera"),
    "lift_up": N_("lyfta, chef, beslut uppåt, eskalera"),
    "see_causes": N_("orsak, varför, fiskbensdiagram, rotorsak, analys"),
    "see_goal": N_("mäta, siffror, räkna, diagram, graf, före och efter"),
    "see_history": N_("tidigare, förut, ändringar, vem ändrade, gammal text, versioner"),
    "see_measures": N_("åtgärd, uppgift, att göra, aktivitet, lösning"),
    "people": N_(
        "person, personal, medarbetare, namn, nyckelperson, förbättringsledare, chef, ansvar, ställföreträdare,"
        " vikarie, lämna över, sluta, ny kollega, semester"
    ),
    "pin": N_("kod, lösenord, lås"),
    "privacy": N_(
        "gdpr, dataskydd, radera, personuppgifter, gallring, ta bort en person, bli glömd, lagras om mig"
    ),
    "quit": N_("stäng, avsluta"),
    "readiness": N_("enkät, frågor, redo, snabbkoll"),
    "results": N_("mätning, siffror, statistik, diagram, nyckeltal"),
    "rhythm": N_("mötestid, när möts vi, veckomöte"),
    "routines": N_("arbetssätt, så gör vi, instruktion, checklista"),
    "search": N_("hitta, leta, filter, mina kort"),
    "shared": N_("gäst, väggskärm, terminal, tid och minuter till utloggning"),
    "sign_out": N_("logga av, lämna skärmen, byt person, gå härifrån"),
    "start_view": N_("mina kort, mina uppgifter, att göra"),
    "story": N_("dela, berätta, skriv ut, spara som fil, rapport, a3"),
    "theme": N_("tema, mörkt, ljust, kontrast, färgblind"),
    "undo": N_("ta tillbaka, ångra mig, fel, backa"),
    "wall": N_("väggskärm, tv, storbild, visa för andra"),
    "who": N_("logga in, byt användare, byt person, gäst, logga ut"),
}


def everyday(action: str) -> str:
    """The words for an action of the key table in the language spoken; empty where it has none."""
    return _(WORDS[action]) if action in WORDS else ""

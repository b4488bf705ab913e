"""Everyday words for what one can do, beside its name in the key table: who looks for it by one of them finds it."""

from __future__ import annotations

from collections.abc import Mapping

from tui.text import N_, _

WORDS: Mapping[str, str] = {
    "about": N_("byt namn, inställningar, rättigheter, vem får, mål"),
    "across": N_("enheter, jämför, andra tavlor"),
    "boards": N_("byt tavla, ny tavla, enhet"),
    "calendar": N_("outlook, ics, bjud in"),
    "cycles": N_("flöde, ledtid, över tid, dagar per kort, balans, står stilla"),
    "delete": N_("radera, släng, kasta"),
    "due": N_("datum, påminn, uppföljning"),
    "ended": N_("arkiv, klara, gamla"),
    "erase": N_("gdpr, personnummer, ta bort en kommentar"),
    "event_erase": N_("gdpr, personnummer, ta bort en händelse"),
    "event": N_("avvikelse, klagomål, beröm, risk"),
    "events": N_("avvikelser, klagomål, risker, allvarlig risk"),
    "excel": N_("exportera, ladda ner, kalkylblad"),
    "take_in": N_("importera, kalkylblad, ladda upp, klistra in en lista"),
    "help": N_("hjälp, tangenter, kortkommandon"),
    "ideas": N_("dela, goda exempel, lära av andra"),
    "language": N_("engelska, svenska"),
    "lifts": N_("lyfta, chef, beslut uppåt, dela"),
    "meeting": N_("mötet, pulsmöte, tavelmöte"),
    "nameless": N_("namnlös, anonym, anonymt, gäst"),
    "note": N_("nytt kort, förslag, skriv"),
    "open": N_("orsaker, åtgärder, mätvärden, försök"),
    "owner": N_("ansvarig, vem gör, lämna över kortet"),
    "park": N_("vänta, pausa, lägg undan"),
    "people": N_("ställföreträdare, vikarie, lämna över, sluta, ny kollega, semester"),
    "pin": N_("kod, lösenord, lås"),
    "privacy": N_(
        "gdpr, dataskydd, radera, personuppgifter, gallring, ta bort en person, bli glömd, lagras om mig"
    ),
    "quit": N_("stäng, avsluta"),
    "readiness": N_("enkät, frågor, redo, snabbkoll"),
    "shared": N_("gäst, väggskärm, terminal, tid och minuter till utloggning"),
    "sign_out": N_("logga av, lämna skärmen, byt person, gå härifrån"),
    "start_view": N_("mina kort, mina uppgifter, att göra"),
    "story": N_("dela, berätta, skriv ut, spara som fil"),
    "theme": N_("tema, mörkt, ljust, kontrast, färgblind"),
    "undo": N_("ta tillbaka, fel"),
    "wall": N_("väggskärm, tv, visa för andra"),
    "who": N_("logga in, byt användare, byt person, gäst, logga ut"),
}


def everyday(action: str) -> str:
    """The words for an action of the key table in the language spoken; empty where it has none."""
    return _(WORDS[action]) if action in WORDS else ""

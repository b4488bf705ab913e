"""Min sida in words: what a role looks at, and why something is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from board.codes import PHASES, STATES
from board.ports import Snapshot
from board.start_views import Seen
from tui import method_words, words
from tui.text import N_, _, dates, ngettext

SECTIONS: Mapping[str, tuple[str, str]] = {
    "decide": (N_("Väntar på ditt beslut"), N_("Inget väntar på ditt beslut.")),
    "ask_for": (N_("Att efterfråga"), N_("Inget att efterfråga just nu.")),
    "coach": (N_("Att coacha"), N_("Inget försök behöver dig just nu.")),
    "risks": (N_("Allvarliga risker"), N_("Ingen allvarlig risk.")),
    "to_sort": (N_("Händelser att sortera"), N_("Allt är sorterat.")),
    "year": (N_("I årshjulet nu"), N_("Inget i årshjulet just nu.")),
    "stuck": (N_("Står still"), N_("Inget står still.")),
    "due": (N_("Följs upp snart"), N_("Inget att följa upp den närmaste veckan.")),
    "unowned": (N_("Ingen håller i det än"), N_("Någon håller i allt.")),
    "support": (N_("Tavlor som behöver stöd"), N_("Ingen tavla behöver stöd just nu.")),
    "boards": (N_("Hela organisationen"), N_("Det finns ingen tavla än.")),
    "lifted": (N_("Lyft till dig"), N_("Inget är lyft till dig.")),
    "asked": (N_("Någon undrar hur det går"), N_("Ingen undrar något just nu.")),
    "thrown": (
        N_("Utmaningar som ligger hos den här tavlan"),
        N_("Ingen utmaning ligger hos den här tavlan."),
    ),
    "to_do": (N_("Att göra"), N_("Du har inget att göra här.")),
    "mine": (N_("Mina kort"), N_("Du är inte med i något kort.")),
    "noted": (N_("Det jag noterat"), N_("Det du noterar syns här, med svar.")),
}


def section(code: str) -> str:
    return _(SECTIONS[code][0])


def nothing(code: str) -> str:
    """What a section says where nothing is in it."""
    return _(SECTIONS[code][1])


def title(seen: Seen, board: Snapshot) -> str:
    """What a row is about: the card's title, what the event says, or somebody's own words."""
    card, event = board.get("cards", seen.card), board.get("events", seen.event)
    said = (card or {}).get("title") or (event or {}).get("text") or seen.said
    return " ".join(str(said).split())


def why(seen: Seen, today: date) -> str:
    """Why a row is there, in few words."""
    if seen.why == "to_do":
        return _promised(seen, today)
    code, days = seen.why, seen.number
    if code in PHASES:
        return words.phase(code)
    if code in STATES:
        return words.state(code)
    if code.startswith("event_"):
        return method_words.choice("status", code.removeprefix("event_"))
    counted = {
        "late": ngettext("{n} dag efter", "{n} dagar efter", days),
        "still": ngettext("stått still {n} dag", "stått still {n} dagar", days),
        "unanswered": ngettext("har väntat {n} dag på svar", "har väntat {n} dagar på svar", days),
        "due": ngettext("om {n} dag", "om {n} dagar", days) if days else _("i dag"),
        "review": _("följs rutinen?"),
        "yearly": _("inte markerad än") if days < 0 else _("till månadens slut"),
        "lift": ngettext("svaret är {n} dag efter", "svaret är {n} dagar efter", days)
        if days
        else _("väntar på svar"),
        "thrown": ngettext("ligger här sedan {n} dag", "ligger här sedan {n} dagar", days)
        if days
        else _("kom i dag"),
        "proposed": _("föreslagen åtgärd"),
        "asked": _("skriv en rad på kortet"),
        "to_sort": _("vad ska det bli?"),
        "alarm": _("! allvarlig risk"),
        "to_end": _("rutin, pröva igen eller inte?"),
        "no_outcome": _("vad såg ni?"),
        "no_due": _("när följs det upp?"),
        "no_talk": _("inget coachsamtal än"),
        "visit": _("dags att gå och se"),
        "no_owner": _("ingen ägare"),
    }
    return counted.get(code, code).format(n=days)


def _promised(seen: Seen, today: date) -> str:
    """The day of a promise, how long ago that is, and that its card is put away."""
    told = [dates.day_week(seen.day, today)] if seen.day else []
    if seen.number:
        told.append(ngettext("{n} dag efter", "{n} dagar efter", seen.number).format(n=seen.number))
    return " · ".join([*told, *([_("undanlagt kort")] if seen.aside else [])])

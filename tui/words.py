"""Codes of the domain as words: phases, kinds, roles, states, fields, and what a line of history did.

Every face says them the same way. The tables hold Swedish sentences that are looked up when they are shown. More than
400 lines, since every code has its word here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tui import terminal_words
from tui.text import N_, _, dates, ngettext

if TYPE_CHECKING:
    from board.marks import Mark

PHASES: Mapping[str, str] = {
    "inbox": N_("Förslag"),
    "plan": N_("Planera"),
    "do": N_("Genomföra"),
    "check": N_("Följa upp"),
    "act": N_("Agera"),
    "done": N_("Avslutat"),
}
AIMS: Mapping[str, str] = {
    "inbox": N_("det vi ser"),
    "plan": N_("varför, och vad göra?"),
    "do": N_("pröva i liten skala"),
    "check": N_("blev det bättre?"),
    "act": N_("hur gör vi nu?"),
    "done": N_("klart, och vad vi lärde oss"),
}
BRIEF_AIMS: Mapping[str, str] = {
    "plan": N_("varför, vad göra?"),
    "do": N_("pröva i det lilla"),
    "check": N_("blev det bra?"),
}
"""The same in the 18 cells of the narrowest column; the others are as short as that in either language."""
KINDS: Mapping[str, str] = {
    "problem": N_("problem"),
    "forslag": N_("förslag"),
    "handelse": N_("händelse"),
    "synpunkt": N_("synpunkt"),
    "gott_exempel": N_("gott exempel"),
    "delprojekt": N_("delprojekt"),
}
ROLES: Mapping[str, str] = {
    "utforare": N_("utförare"),
    "forbattringsledare": N_("förbättringsledare"),
    "nyckelperson": N_("nyckelperson"),
    "ambassador": N_("ambassadör"),
    "specialist": N_("specialist"),
}
STATES: Mapping[str, str] = {
    "open": N_("öppet"),
    "parked": N_("parkerat"),
    "archived": N_("arkiverat"),
    "finished": N_("avslutat"),
}
OUTCOMES: Mapping[str, str] = {
    "routine": N_("införs som rutin"),
    "retry": N_("justeras och prövas igen"),
    "drop": N_("införs inte"),
}
FIELDS: Mapping[str, str] = {
    "title": N_("Rubrik"),
    "kind": N_("Typ"),
    "phase": N_("Fas"),
    "state": N_("Läge"),
    "problem": N_("Problem"),
    "why": N_("Varför det är ett problem"),
    "owner": N_("Ägare"),
    "leader": N_("Förbättringsledare"),
    "support": N_("Stödjande nyckelperson"),
    "doers": N_("Utförare"),
    "to": N_("Till"),
    "tags": N_("Etiketter"),
    "measure": N_("Det vi prövar"),
    "due": N_("Följs upp"),
    "outcome": N_("Det vi såg"),
    "decision": N_("Det vi beslutade"),
    "finish": N_("Avslut"),
    "state_why": N_("Skäl"),
    "cycle": N_("Försök"),
    "skips": N_("Hoppade över"),
    "extra": N_("Övrigt"),
    "rank": N_("Plats i kolumnen"),
    "comment": N_("Kommentar"),
    "reason": N_("Skäl"),
    "tag": N_("Etikett"),
    **terminal_words.FIELDS,
    "name": N_("Namn"),
    "unit": N_("Enhet"),
    "area": N_("Område"),
    "purpose": N_("Syfte"),
    "focus": N_("Just nu"),
    "limits": N_("Högst antal kort"),
    "comments_kept": N_("Månader som kommentarer på avslutade kort finns kvar"),
    "strict": N_("Bara för den som har rollen"),
    "same_as": N_("Samma person som"),
    "archived": N_("Arkiverad"),
    "made_up": N_("Påhittat exempel"),
    "person": N_("Person"),
    "role": N_("Roll"),
    "board": N_("Tavla"),
    "deputy": N_("Ställföreträdare"),
    "deputy_start": N_("Ställföreträdare från"),
    "deputy_end": N_("Ställföreträdare till"),
    "earlier_deputy": N_("Ställföreträdare till dess"),
    "earlier_deputy_start": N_("Ställföreträdare till dess, från"),
    "earlier_deputy_end": N_("Ställföreträdare till dess, till"),
    "start": N_("Från"),
    "end": N_("Till"),
    "text": N_("Text"),
    "handle": N_("Kortnamn"),
    "origin": N_("Kommer från"),
    "point": N_("Punkt"),
    "readiness_months": N_("Månader mellan omgångarna"),
    "meeting_rule": N_("Hur ofta vi möts"),
    "meeting_start": N_("Första mötet"),
    "meeting_minutes": N_("Mötets längd"),
    "meeting_place": N_("Mötets plats"),
    "meeting_red": N_("Möte också på röda dagar"),
    "meeting_but": N_("Möte"),
}
WANTED: Mapping[str, str] = {
    "problem": N_("Vad är problemet? Kort, så att alla menar samma sak."),
    "why": N_("Varför är det ett problem, och för vem? Annars löser vi lätt fel sak."),
    "owner": N_("Vem håller i det? Utan namn blir det ofta stående."),
    "measure": N_("Vad prövar vi? En liten förändring räcker."),
    "due": N_("När följer vi upp? Utan dag blir det sällan av."),
    "outcome": N_("Vad såg vi? Annars vet vi inte om det blev bättre."),
    "decision": N_("Vad beslutade vi? Annars glider det tillbaka."),
}
"""What a phase wants, as a question with the reason it matters."""
BRIEF_WANTED: Mapping[str, str] = {
    "why": N_("varför"),
    "measure": N_("vad ni prövar"),
    "outcome": N_("vad ni såg"),
    "decision": N_("besluta"),
}
"""The same on a card in a narrow column, where the name of the field is too long."""


def _looked_up(table: Mapping[str, str], code: object) -> str:
    return _(table[str(code)]) if str(code) in table else str(code)


def phase(code: object) -> str:
    """ "Följa upp" for `check`; a code of a newer version is shown as it is."""
    return _looked_up(PHASES, code)


def phase_aim(code: object, brief: bool = False) -> str:
    """What a phase is for, in the few words that fit under its name; `brief`: under that of a narrow column."""
    return _looked_up(BRIEF_AIMS if brief and code in BRIEF_AIMS else AIMS, code)


def kind(code: object) -> str:
    return _looked_up(KINDS, code)


def role(code: object) -> str:
    return _looked_up(ROLES, code)


def state(code: object) -> str:
    return _looked_up(STATES, code)


def outcome(code: object) -> str:
    return _looked_up(OUTCOMES, code)


def field(code: object) -> str:
    if str(code) in FIELDS:
        return _(FIELDS[str(code)])
    from tui import method_words

    return method_words.field(None, str(code))


def briefly_wanted(code: str) -> str:
    """What a phase wants, in as few words as there are."""
    return _(BRIEF_WANTED[code]) if code in BRIEF_WANTED else field(code).lower()


def wanted(code: object) -> str:
    """Why a step matters, as the question that a colleague would ask."""
    return _looked_up(WANTED, code)


def empty_column(code: str, *, empty_board: bool, filtered: bool, width: int, note: str) -> list[str]:
    """What a column without cards says, in lines of at most `width` letters; on an empty board what to do first.

    note: the key that notes a card.
    """
    from textwrap import wrap

    if filtered:
        return wrap(_("Inget här passar sökningen."), width)
    if not empty_board:
        return []
    told = {
        "inbox": _("Tryck {note} och skriv det första ni vill förbättra. En rad räcker.").format(note=note),
        "plan": _("Hit flyttas det ni vill ta tag i: varför, vem, vad ni prövar och när ni följer upp."),
        "do": _("Här står det ni prövar just nu."),
        "check": _("Här ser ni efter om det blev bättre."),
        "act": _("Här beslutar ni: rutin, pröva igen eller inte."),
    }
    return wrap(told.get(code, ""), width)


def mark(found: Mark, today: date, *, brief: bool = False, width: int | None = None) -> str:
    """A mark as sign and words. `brief` says a day without its weekday, or its week where it is far away, and in
    very few cells (`width`) nothing but that."""
    code, days = found
    if code == "due":
        day = today + timedelta(days=days)
        near = f"{day.day} {dates.month(day)}" if days < 14 else dates.week(day)
        if brief and width is not None and len(near) + 13 > width:
            return f"○ {near}"
        when = near if brief else _("i morgon") if days == 1 else dates.day(day, today)
        return _("○ följs upp {when}").format(when=when)
    if code == "late":
        day = today - timedelta(days=days)
        if not brief:
            return _("! följ upp sedan {when}").format(when=dates.day(day, today))
        when = f"{day.day} {dates.month(day)}"
        usual = _("! följ upp ({when})").format(when=when)
        return usual if width is None or len(usual) <= width else _("! sedan {when}").format(when=when)
    if brief and width is not None and code in ("still", "still_long"):
        return _("‖ stilla {age}").format(age=dates.age(days))
    told = {
        "versions": _("≠ två versioner"),
        "today": _("● i dag") if brief and width is not None else _("● följ upp i dag"),
        "still": _("‖ stått still {age}"),
        "still_long": _("‖ stått still {age}"),
        "over": _("▲ över gränsen"),
        "skipped": _("~ med en lucka") if brief else _("~ gick vidare med en lucka"),
        "new": _("+ nytt"),
        "lift_answered": _("^ svar på lyft"),
        "lift_late": _("^ svar dröjer") if brief else _("^ svar på lyft dröjer"),
        "lift_waits": _("^ lyft, väntar") if brief else _("^ lyft, väntar på svar"),
    }
    return told.get(code, code).format(age=dates.age(days))


def here(days: int) -> str:
    """How long a card has been in its column, where the column is in sight: "3 d här"."""
    return _("{age} här").format(age=dates.age(days)) if days > 0 else _("i dag")


def in_phase(code: object, days: int) -> str:
    """How long a card has been in its phase: "2 v i Genomföra"; when it ended, one that has."""
    if code == "done":
        told = _("{phase} för {age} sedan") if days > 0 else _("{phase} i dag")
    else:
        told = _("{age} i {phase}") if days > 0 else _("{phase}, sedan i dag")
    return told.format(phase=phase(code), age=dates.age(days))


def since_start(days: int) -> str:
    """How old a card is since it went from Förslag: "9 v sedan start". The other time that is told is `in_phase`."""
    return _("{age} sedan start").format(age=dates.age(days))


def done(do: str) -> str:
    """What somebody did, to be said after their name."""
    told = {
        "add": _("noterade kortet"),
        "set": _("ändrade"),
        "move": _("flyttade kortet"),
        "finish": _("avslutade försöket"),
        "triage": _("svarade nej: inte nu"),
        "park": _("parkerade kortet"),
        "archive": _("arkiverade kortet"),
        "reopen": _("tog upp kortet igen"),
        "delete": _("tog bort kortet"),
        "comment": _("kommenterade"),
        "remind": _("frågade hur det går"),
        "restart": _("startade om"),
        "settle": _("valde bland två versioner"),
        "undo": _("ångrade"),
        "unsettle": _("ångrade ett val, så att alla versioner finns igen"),
        "redo": _("gjorde om"),
        "init": _("startade tavlan"),
        "board": _("ändrade tavlan"),
        "meeting": _("ändrade ett möte"),
        "person": _("ändrade en person"),
        "erase": _("tog bort en text, också ur historiken"),
        "thin": _("tog bort gamla kommentarer"),
        "forget": _("tog bort en persons namn och det den skrivit"),
        "join": _("blev en person här"),
        "pin": _("satte en PIN-kod"),
        "pin_reset": _("tog bort en PIN-kod"),
        "role": _("ändrade en roll"),
        "handover": _("lämnade över"),
        "join_people": _("gjorde två till en person"),
        "import": _("läste in kortet"),
        "paper": _("läste in svar från papper"),
        "round_open": _("öppnade en omgång av självskattning"),
        "round_invite": _("ändrade vilka som ska svara"),
        "round_last_day": _("ändrade sista dagen att svara"),
        "round_close": _("stängde omgången av självskattning"),
        "round_withdraw": _("tog bort omgången av självskattning"),
        "round_agree": _("skrev vad gruppen är överens om"),
        "round_end": _("sa om gruppen är redo"),
        "meeting_start": _("öppnade ett möte"),
        "meeting_point": _("gick till en punkt på mötet"),
        "meeting_add": _("la till en punkt på mötet"),
        "meeting_order": _("ändrade mötets ordning"),
        "meeting_present": _("skrev vilka som är med på mötet"),
        "meeting_pause": _("pausade mötet"),
        "meeting_on": _("gick vidare med mötet"),
        "meeting_note": _("skrev en anteckning på mötet"),
        "meeting_promise": _("skrev på mötet vem som gör vad"),
        "meeting_end": _("avslutade mötet"),
        "meeting_join": _("gjorde två möten till ett"),
    }
    return told.get(do, do)


_MEETING = frozenset({"meetings", "meeting_notes"})
_OWN_TABLES = frozenset({"cards", "comments", "cycles", "board", "people", "roles", "rounds"}) | _MEETING
_UNSAID = frozenset(
    {"rank", "since", "created", "by", "card", "number", "source", "state_why"}
    | {"origin", "origin_item", "origin_round", "origin_board", "origin_card", "origin_lift"}
    | {"followed", "tested", "predicted", "began", "cycle_began"}
)
"""What a person does not need to be told of a change."""


ERASED = "[…]"
"""What stands for a text that has been erased, see board.forgetting.MARK."""


def value(name: str, given: Any, person: Callable[[Any], str], today: date | None = None) -> str:
    """A field's value as a person would say it; `person` turns a reference into a name.

    today: for telling the year of a day of another year.
    """
    if given is None or given == "" or given == []:
        return "–"
    if given == ERASED:
        return _("raderad text")
    if name in ("owner", "leader", "support", "person", "deputy", "earlier_deputy", "same_as"):
        return person(given)
    tables = {"phase": PHASES, "kind": KINDS, "state": STATES, "finish": OUTCOMES, "role": ROLES}
    if name in tables:
        return _looked_up(tables[name], given)
    if given is True:
        return _("ja")
    if name.startswith("meeting_") and name in FIELDS:
        from tui import rhythm_words

        return rhythm_words.value(name, given)
    if name in ("due", "start", "end"):
        try:
            return dates.day(date.fromisoformat(str(given)), today)
        except ValueError:
            return str(given)
    text = " ".join(str(given).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _told(
    name: str,
    old: Any,
    new: Any,
    person: Callable[[Any], str],
    linked: Callable[[str, Any], str] | None = None,
    today: date | None = None,
) -> str:
    head, slash, element = name.partition("/")
    if head == "pins":
        return ""  # that it was set or taken away is what was done
    if head not in FIELDS and head != "_deleted":
        from tui import part_history

        if told := part_history.card_field(name, old, new, person, linked, today):
            return told
    element = element.replace("~1", "/").replace("~0", "~")
    if head.startswith("meeting_") and head in FIELDS:
        from tui import rhythm_words

        return rhythm_words.told(head, element, new)
    if head == "skips":
        return _("gick till {phase} utan att allt var ifyllt").format(phase=phase(element)) if new else ""
    if head == "strict":
        from tui import rights_words

        name = rights_words.right(element)
        return (_("{what}: bara den som har rollen") if new else _("{what}: andra med ett skäl")).format(
            what=name
        )
    if slash and head in ("limits", "extra"):
        label = phase(element) if head == "limits" else element
        return f"{field(head).lower()} {label}: {value('', new, person)}"
    if slash:
        said = person(element) if head in ("doers", "to") else element
        if head == "to" and new:
            return _("till {name}").format(name=said)
        told = f"{field('tag' if head == 'tags' else head).lower()}: {said}"
        return told if new else _("tog bort {what}").format(what=told)
    if name == "_deleted":
        return "" if new else _("kortet är tillbaka")
    if name == "text":
        return value(name, new, person, today)
    if old is None:
        return f"{field(name).lower()}: {value(name, new, person, today)}"
    return f"{field(name).lower()}: {value(name, old, person, today)} → {value(name, new, person, today)}"


def place(cells: Mapping[str, Any]) -> str:
    """Where a card is, from the cells that say so: "Genomföra", "Avslutat: införs som rutin", "Parkerat"."""
    if cells.get("state") in ("parked", "archived"):
        return state(cells["state"]).capitalize()
    if cells.get("state") == "finished" or cells.get("phase") == "done":
        ended = phase("done")
        return f"{ended}: {outcome(cells['finish'])}" if cells.get("finish") else ended
    told = phase(cells.get("phase"))
    cycle = int(cells.get("cycle") or 1)
    return f"{told}, {_('försök {n}').format(n=cycle)}" if cycle > 1 else told


def _chosen(changes: Iterable[tuple[str, Any, Any]], person: Callable[[Any], str]) -> str:
    """What somebody chose where there were two versions."""
    new = {name: value for name, _old, value in changes}
    if "_deleted" in new:
        what = _("kortet är kvar")
    elif new.keys() & {"phase", "state"}:
        what = place(new)
    else:
        what = " · ".join(_told(name, None, given, person) for name, given in new.items())
    return _("valde bland två versioner: {what}").format(what=what)


def did(
    do: str,
    changes: Iterable[tuple[str, Any, Any]],
    person: Callable[[Any], str],
    table: str = "",
    id: str = "",
    linked: Callable[[str, Any], str] | None = None,
    today: date | None = None,
) -> str:
    """What a line of history did, to be said after the name of the one who did it.

    `changes` are (field, from, to); a cell of a set or map is `field/element`. `table` and `id` are the document's,
    and `linked` tells what a part says first, by its kind and id: what is about a part needs them to name it.
    `today` is for telling the year of a day of another year.
    """
    listed = list(changes)
    if table not in _OWN_TABLES and (table or do == "vote" or do.startswith(("add_", "set_", "remove_"))):
        from tui import part_history

        if part_history.is_part(do, table):
            return part_history.did(do, listed, person, table, id, linked, today)
    if do == "round_last_day":
        old, new = next(((old, new) for name, old, new in listed if name == "closes"), (None, None))
        days = f"{value('due', old, person, today)} → {value('due', new, person, today)}"
        return f"{done(do)}: {days}"
    if do.startswith("round_") or do == "paper" or table == "meetings":
        return done(do)  # the round or the meeting itself says the rest
    if do in ("erase", "thin"):
        number = next((new for name, _old, new in listed if name == "thinned_count"), None)
        return _thinned(number) if isinstance(number, int) else done(do)
    if do == "settle" and listed:
        return _chosen(listed, person)
    if do == "move":
        for name, old, new in listed:
            if name == "phase":
                return _("flyttade kortet från {old} till {new}").format(old=phase(old), new=phase(new))
        return _("flyttade kortet i kolumnen")
    if do == "import" and any(name.startswith("brought/") for name, _old, _new in listed):
        return _("läste in tavlan med det som hänt på den")
    if do == "finish":
        for name, _old, new in listed:
            if name == "cycle":
                return _("avslutade försöket: justeras och prövas igen, försök {n}").format(n=new)
    hidden = _UNSAID | ({"title", "phase", "state", "kind", "cycle"} if do in ("add", "import") else set())
    if table == "meeting_notes" or do == "meeting_promise":
        hidden = hidden | {"meeting", "point", "title", "phase", "state", "kind", "cycle"}
    hidden = hidden | ({"state"} if do in ("park", "archive", "triage", "reopen", "finish") else set())
    if do in ("undo", "unsettle", "redo"):
        listed = [change for change in listed if change[1] != change[2]]
    if table in ("comments", "cycles") and any(name == "_deleted" for name, _old, _new in listed):
        what = _("en kommentar") if table == "comments" else _("att försöket avslutades")
        return f"{done(do)}: {what}"
    if table == "cards" and do != "delete" and any(name == "_deleted" and new for name, _old, new in listed):
        return f"{done(do)}: {_('kortet är borttaget')}"
    shown = [
        t
        for name, old, new in listed
        if name not in hidden and (t := _told(name, old, new, person, linked, today))
    ]
    if do == "finish":
        shown = [t for name, old, new in listed if name == "finish" and new and (t := outcome(new))] or shown
    return f"{done(do)}: {' · '.join(shown)}" if shown else done(do)


def origin(card: Mapping[str, Any], *, brief: bool = False) -> str:
    """What a card came out of: "◇ redo-analys: Ledningsarbete", "◇ idé från Kaprifolen"; `brief` leaves the sign to
    say the first of it."""
    item = str(card.get("origin_item"))
    told = {"idea": _("◇ idé från {board}"), "lift": _("◇ lyft från {board}")}
    if card.get("origin") in told:
        return f"◇ {item}" if brief else told[str(card["origin"])].format(board=item)
    from tui import readiness_words

    item = readiness_words.name(str(card.get("origin_item")))
    form = readiness_words.form(str(card.get("origin") or "readiness"))
    return f"◇ {item}" if brief else f"◇ {form[:1].lower()}{form[1:]}: {item}"


def _thinned(count: int) -> str:
    return ngettext("gallrade {n} gammal kommentar", "gallrade {n} gamla kommentarer", count).format(n=count)


def cards(count: int) -> str:
    """ "1 kort", "7 cards"."""
    return ngettext("{n} kort", "{n} kort", count).format(n=count)

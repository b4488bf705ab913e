"""How it stands with the other places, in words: the same on the screen and at the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from tui.text import N_, _, dates, ngettext

if TYPE_CHECKING:
    from storage.sync.remotes import Status

_PEOPLE = "_workspace"
"""The store's own board, which no person has heard of by that name."""
_SAID: Mapping[str, str] = {
    "begun_twice": N_(
        "Tavlan {board} har startats på två ställen med samma id, och allt från båda ligger nu på den. Inget är "
        "förlorat. Ska det vara två: läs ”Två tavlor med samma id” i Drift."
    ),
    "beyond_role": N_(
        "På en annan dator har någon gjort det som tavlan {board} ger bara en viss roll: {right}. Det är inläst, så "
        "att alla ser samma tavla. Historiken säger vem, och det går att ångra."
    ),
    "forked": N_(
        "Två datorer har skrivit {on} som om de var samma: en kopia eller en återläst säkerhetskopia. "
        "Allt från båda är kvar, och den här datorn skriver under eget namn från och med nu."
    ),
    "identity_number": N_(
        "I en ändring {on} från en annan dator ser det ut att stå ett personnummer. Den är inläst. Be den som skrev den"
        " att skriva om texten. Kommandot tavla check säger var det står."
    ),
    "line_ahead": N_(
        "Det en annan dator skriver {on} är daterat mer än tusen år framåt och läses inte in än. Allt annat fungerar. "
        "Säg till den som sköter datorerna."
    ),
    "line_newer": N_(
        "Någon skriver {on} med en nyare Tavla. Det visas här när programmet är uppdaterat. Allt annat fungerar."
    ),
    "line_refused": N_(
        "En ändring {on} från en annan dator läses inte in: {why}. Allt annat är inläst. Saknar ni något, "
        "skriv det igen, och säg till den som sköter datorerna."
    ),
    "places_unreadable": N_(
        "Listan över platser att synka med går inte att läsa, så synken kan stå stilla. Allt är sparat här. Säg till "
        "den som sköter datorerna."
    ),
    "there_conflict_copy": N_(
        "Synkprogrammet för den delade mappen har lämnat en kopia: {name}. Inget är förlorat. Är det många, låt "
        "bara ett program synka mappen."
    ),
    "there_two_versions": N_(
        "Två filer i den delade mappen säger olika om samma sak ({name}). Allt från båda är med. Det kan vara en "
        "kopierad dator."
    ),
    "there_unreadable": N_(
        "Den som kör Tavla här får inte läsa {name} i den delade mappen. Be den som har skrivit den att köra "
        "tavla remote init en gång till, eller se över rättigheterna."
    ),
    "line_waits": N_("En ändring {on} har inte kommit fram hel. Den hämtas igen av sig själv."),
}
_REFUSED: Mapping[str, str] = {
    "illegible": N_("den är trasig"),
    "stamp": N_("dess tid stämmer inte"),
    "text": N_("den är för lång eller har otillåtna tecken"),
}
"""Why a line was not taken in; the rest is a line that is not as ours are."""

_WHY: Mapping[str, str] = {
    "disk_full": N_("disken är full här"),
    "remote_denied": N_("släpper inte in den här datorn"),
    "remote_full": N_("det är fullt där"),
    "remote_newer": N_("har en nyare Tavla"),
    "remote_not_ready": N_("är inte förberedd"),
    "remote_read_only": N_("går bara att läsa"),
    "remote_unreachable": N_("svarar inte"),
}


def said(word: Mapping[str, Any], boards: Sequence[str] = (), longest: int = 200) -> str:
    """One notice about lines that came; `boards` where it is about several. `longest` is how long a file's name may
    be, which else is shortened in its middle."""
    code, n = str(word.get("code")), word.get("n")
    other = _("Något i den delade mappen läses inte: {name}.") if code.startswith("there_") else "{code}"
    template = _(_SAID[code]) if code in _SAID else other
    if code == "healed":
        template = ngettext(
            "En skadad rad {on} är hämtad tillbaka.",
            "{n} skadade rader {on} är hämtade tillbaka.",
            int(n or 0),
        )
    elif code == "taken_after_all":
        template = ngettext(
            "En ändring {on} som inte gick att läsa in förut är inläst nu.",
            "{n} ändringar {on} som inte gick att läsa in förut är inlästa nu.",
            int(n or 0),
        )
    known = {"on": on(boards or [str(word.get("board"))]), "board": word.get("board")}
    known["why"] = why_refused(word.get("why"))
    if code == "beyond_role":
        from tui.rights_words import right

        known["right"] = right(str(word.get("why")))
    name = str(word.get("why") or "")
    if len(name) > longest:
        name = f"{name[: longest // 2]}…{name[-(longest // 2) + 1 :]}"
    return template.format(code=code, n=n, name=name, **known)


def why_refused(code: object) -> str:
    """Why a line was not taken in, in a few words."""
    return _(_REFUSED.get(str(code), N_("den är skriven på ett okänt sätt")))


def told(words: Sequence[Mapping[str, Any]], longest: int = 200) -> list[tuple[str, str]]:
    """Notices as (time, sentence), each said once: a computer that was cloned is so on all its boards. `longest`: see
    `said`."""
    forked: dict[str, list[str]] = {}
    for word in words:
        if word.get("code") == "forked":
            boards = forked.setdefault(str(word.get("at") or ""), [])
            boards += [board for board in [str(word.get("board"))] if board not in boards]
    found: dict[tuple[str, str], None] = {}
    for word in words:
        at = str(word.get("at") or "")
        boards = forked[at] if word.get("code") == "forked" else []
        found[at, said(word, boards, longest)] = None
    return list(found)


def on(boards: Sequence[str]) -> str:
    """Where something is, in a sentence: on these boards, among people and roles, or both."""
    named = [board for board in boards if board != _PEOPLE]
    listed = _("{first} och {last}").format(first=", ".join(named[:-1]), last=named[-1]) if named[1:] else ""
    where = _("på {boards}").format(boards=listed or named[0]) if named else ""
    among = _("bland människor och roller") if len(named) < len(boards) else ""
    if where and among:
        return _("{first} och {last}").format(first=where, last=among)
    return where or among


def of_board(board: str) -> str:
    """What a board is called where its id would be said."""
    return _("människor och roller") if board == _PEOPLE else board


def why(problem: Mapping[str, Any] | None) -> str:
    """Why the last attempt failed, in a few words that follow a place's name."""
    return _(_WHY.get(str((problem or {}).get("code")), N_("svarade med ett fel")))


def problem_of(status: Status) -> Problem | None:
    """What the last attempt failed with."""
    if status.problem is None:
        return None
    code, params = str(status.problem.get("code")), dict(status.problem)
    params.pop("code", None)
    return Problem(code, **params)


def waits(status: Status) -> str:
    """How many changes wait to be sent; empty for none."""
    if not status.waiting:
        return ""
    return ngettext("{n} ändring väntar", "{n} ändringar väntar", status.waiting).format(n=status.waiting)


def when(at: str | None, now: datetime) -> str:
    """A time as it is said today, or a day and a time; empty for never."""
    moment = _moment(at)
    return dates.stamp(moment.astimezone(now.tzinfo), now) if moment is not None else ""


def state(status: Status, now: datetime) -> str:
    """How it stands with a place, in one line that follows its name."""
    last = when(status.well_at, now)
    if status.problem is not None:
        parts = [why(status.problem), waits(status)]
        parts.append(_("senast i fas {when}").format(when=last) if last else _("aldrig i fas än"))
        again = when(status.next_at, now)
        if again:
            parts.append(_("nytt försök {when}").format(when=again))
    elif last:
        parts = [waits(status) or _("i fas {when}").format(when=last)]
    else:
        parts = [_("inte synkad än"), waits(status)]
    return ", ".join(part for part in parts if part)


def brief(name: str, status: Status) -> tuple[str, bool]:
    """The few words for the line that is always in sight, and whether something is wrong."""
    waiting = waits(status)
    if status.problem is not None:
        told = f"{name} {why(status.problem)}"
        return (f"{waiting}: {told}" if waiting else told), True
    return waiting or _("synkad"), False


def _moment(at: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(at) if at else None
    except ValueError:
        return None


_REFUSALS: Mapping[str, str] = {
    "bad_line": N_("Platsen tog inte emot en av raderna. Allt är sparat här. Kör tavla check."),
    "bad_name": N_("Platsen tar inte emot det namnet. Allt är sparat här."),
    "certificate": N_(
        "Servern kunde inte visa att den är den den säger sig vara. Inget är skickat. Se över sslrootcert och namnet."
    ),
    "changed": N_("Filen ändrades av någon annan samtidigt. Den är orörd. Gör om."),
    "encrypted": N_("Filen är låst med lösenord, och det är Tavlas filer aldrig. Inget är ändrat."),
    "encoding": N_("Databasen är inte gjord för UTF-8. Skapa en som är det."),
    "host": N_(
        "En delad disk behöver vara ansluten till datorn först. Skriv mappen där den är ansluten, till exempel "
        "file:/mnt/delad/tavla. Inget är ändrat."
    ),
    "is_workspace": N_(
        "Det är arbetsytans egen mapp. Välj en annan att synka genom, till exempel file:/mnt/delad/tavla. "
        "Inget är ändrat."
    ),
    "kind": N_(
        "Skriv var platsen är: file:/mapp/som/delas för en mapp, postgresql:service=NAMN för en databas."
    ),
    "marker_unreadable": N_("Platsens märke, tavla-remote.json, går inte att läsa än. Allt är sparat här."),
    "gap": N_(
        "Platsen saknar tidigare rader än dem som skulle skickas. Allt är sparat här. Kör tavla check."
    ),
    "login": N_("Databasen godtar inte inloggningen. Allt är sparat här. Se över ~/.pgpass och namnet."),
    "no_database": N_("Databasen finns inte än. Skapa den med createdb, och kör sedan tavla remote init."),
    "no_driver": N_(
        "Den här installationen kan inte tala med PostgreSQL. Installera med tillägget: tavla-board[postgres]"
    ),
    "no_folder": N_("Mappen finns inte, eller minnet är inte anslutet. Allt är sparat här."),
    "no_fsync": N_("Mappen kan inte lova att behålla det som skrivs. Välj en annan. Allt är sparat här."),
    "no_password": N_("Databasen vill ha ett lösenord. Lägg det i ~/.pgpass. Allt är sparat här."),
    "no_service": N_("Tjänsten finns inte i pg_service.conf."),
    "no_such_login": N_("Databasen har ingen sådan inloggning. Skapa den först."),
    "not_a_bundle": N_("Filen är inte gjord av Tavla, eller är ändrad. Inget är läst ur den."),
    "not_a_file": N_("Det är ingen vanlig fil. Inget är ändrat."),
    "not_granted": N_(
        "Databasen har inte släppt in den här datorn till tavlan. Allt är sparat här. Be den som sköter den: "
        "tavla remote grant."
    ),
    "not_a_folder": N_("Det är ingen mapp."),
    "not_a_host_login": N_("Den inloggningen styr hela databasen. Ge datorn en egen."),
    "not_database": N_("Rättigheter ges bara till en databas. En mapp delas ut av den som äger den."),
    "not_empty": N_("Mappen har redan annat i sig. Välj en tom mapp."),
    "odd_file": N_("I den delade mappen ligger en länk där Tavla skriver. Ta bort den. Allt är sparat här."),
    "other_files": N_("I filen ligger annat än tavlor. Inget är läst ur den."),
    "passwords_open": N_(
        "Databasen vill ha ett lösenord. Filen med lösenord finns, men andra på datorn får läsa den, och då används "
        "den inte. Skriv: chmod 600 ~/.pgpass. Allt är sparat här."
    ),
    "pg_hba": N_(
        "Databasen släpper inte in härifrån: ingen rad i serverns pg_hba.conf gäller den här datorn, inloggningen och "
        "hur den förbinder sig. Allt är sparat här. Be den som sköter servern."
    ),
    "path": N_("Skriv mappen efter file: och börja med snedstreck, till exempel file:/mnt/delad/tavla."),
    "relative": N_("Skriv hela sökvägen: {given}. Inget är ändrat."),
    "service": N_("Skriv tjänstens namn ur pg_service.conf: postgresql:service=NAMN. Inget är ändrat."),
    "secret": N_(
        "Skriv inget lösenord här. Lägg det i ~/.pgpass eller i en tjänst i pg_service.conf, så stannar det där."
    ),
    "server_too_old": N_("PostgreSQL där är för gammal. Det behövs version 15 eller nyare."),
    "too_large": N_("Det är för mycket i filen. Inget är läst ur den."),
    "too_many": N_("Det är för mycket i filen. Inget är läst ur den."),
    "truncated": N_("Filen är inte hel, slutet saknas. Kopiera den en gång till. Inget är ändrat."),
    "twice": N_("Filen är inte gjord av Tavla, eller är ändrad. Inget är läst ur den."),
    "tls": N_("Det gick inte att göra en säker förbindelse. Inget är skickat. Se över sslmode."),
    "url": N_(
        "Adressen går inte att förstå. Skriv postgresql:service=NAMN eller postgresql://server/databas."
    ),
}


def refusal(problem: Problem) -> str:
    """A place that cannot be used as it is: what is wrong, what is safe."""
    known = _REFUSALS.get(str(problem.params.get("reason")))
    if known is not None:
        return _(known).replace("{given}", str(problem.params.get("given") or "…"))
    if problem.code == "remote_denied":
        return _(
            "Den andra platsen släpper inte in den här datorn. Allt är sparat här. Be den som sköter platsen se över "
            "lösenord och rättigheter."
        )
    if problem.code == "remote_not_ready":
        return _("Platsen är inte förberedd för Tavla än, eller inte ansluten. Allt är sparat här.")
    return _("Den andra platsen svarade med ett fel ({reason}). Allt är sparat här.").format(
        reason=problem.params.get("reason") or problem.code
    )

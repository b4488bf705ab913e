"""What the board says to someone who was never taught it: what a phase is for, what an empty field asks."""

from __future__ import annotations

from tui.text import _


def phase_help(phase: str) -> str:
    """A phase in a sentence."""
    return {
        "inbox": _("Förslag och problem som någon har noterat, innan ni har bestämt er."),
        "plan": _("Vad är problemet och varför? Vad vill ni pröva, vem håller i det och när följer ni upp?"),
        "do": _("Det ni har bestämt prövas i vardagen, gärna litet och kort."),
        "check": _("Vad såg ni? Blev det bättre, och för vem?"),
        "act": _("Inför som rutin, justera och pröva igen, eller låt bli. Lärdomen blir kvar."),
        "done": _("Det som är klart."),
    }[phase]


def question(field: str) -> str:
    """What the card asks, where a field is empty."""
    told = {
        "title": _("Vad handlar det om?"),
        "problem": _("Vad händer som inte borde hända, eller tvärtom?"),
        "why": _("Vem märker det, och hur?"),
        "measure": _("Vad vill ni pröva?"),
        "due": _("När ser ni efter hur det gick? Till exempel: fre, v 48, om 3 veckor"),
        "outcome": _("Vad såg ni? Siffror eller ord."),
        "decision": _("Vad bestämde ni, och vad lärde ni er?"),
        "tags": _("Ord att hitta kortet med"),
        "doers": _("Vilka gör det?"),
        "owner": _("Vem ser till att det händer?"),
        "leader": _("Vem leder arbetet med kortet?"),
        "support": _("Vilken nyckelperson stöttar?"),
        "kind": _("Vad är det för slags kort?"),
    }.get(field)
    if told is None:
        from tui import method_words

        return method_words.question(None, field)
    return told

"""Why a mail did not go, in words."""

from __future__ import annotations

from collections.abc import Mapping

from board.errors import Problem
from tui.text import N_, _, ngettext

REASONS: Mapping[str, str] = {
    "address": N_("Så skrivs en e-postserver: smtp://server:587 eller smtps://användare@server."),
    "password_in_address": N_(
        "Ett lösenord får inte stå i adressen, där andra på datorn kan se det. Lägg det i en fil och låt "
        "TAVLA_SMTP_PASSWORD_FILE säga vilken."
    ),
    "receiver": N_("E-postservern tar inte emot till ”{given}”, eller så är det ingen e-postadress."),
    "login": N_("E-postservern godtar inte inloggningen. Se över namnet och lösenordet i filen."),
    "no_login": N_("E-postservern tar inte emot någon inloggning. Skriv adressen utan användare."),
    "no_password": N_(
        "Lösenordet till e-postservern saknas. Lägg det i en fil och låt TAVLA_SMTP_PASSWORD_FILE säga vilken."
    ),
    "certificate": N_("E-postserverns certifikat stämmer inte, så det går inte att veta att det är den."),
    "not_encrypted": N_("E-postservern tar bara emot okrypterat, och så skickas inget till en annan dator."),
    "unreachable": N_("E-postservern svarar inte. Se över adressen och nätet."),
    "refused": N_("E-postservern tog inte emot brevet."),
}


def refusal(problem: Problem) -> str:
    """What happened, and what has gone; its parameters are still to be put in."""
    told = _(REASONS.get(str(problem.params.get("reason")), REASONS["refused"]))
    sent = int(problem.params.get("sent") or 0)
    gone = ngettext("{sent} brev hann skickas.", "{sent} brev hann skickas.", sent)
    return f"{told} {gone if sent else _('Inget är skickat.')}"

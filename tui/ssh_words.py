"""What is refused about keys and over SSH, in words; tui.problems shows them."""

from __future__ import annotations

from collections.abc import Mapping

from board.errors import Problem
from tui.text import N_, _

PLAIN: Mapping[str, str] = {
    "cut_off": N_("Förbindelsen bröts innan allt hade kommit fram. Inget är ändrat. Gör om det."),
    "key_decides": N_(
        "Det är din nyckel som säger vem du är, och det går inte att byta här. Inget är ändrat. "
        "Utan --as blir det rätt."
    ),
    "key_ended": N_(
        "Din nyckel hör till någon som inte är med på tavlorna. Fråga den som sköter Tavla hos er. Inget är ändrat."
    ),
    "needs_terminal": N_(
        "Skärmen behöver en terminal, och den här förbindelsen har ingen. Skriv: ssh -t DATOR. "
        "Eller ge ett kommando: ssh DATOR list"
    ),
    "no_files_here": N_(
        "Över SSH går det inte att läsa eller skriva filer på datorn. Inget är ändrat. Ge texten direkt i stället: "
        "ssh DATOR import - < fil.csv, ssh DATOR export > tavla.json"
    ),
    "no_such_key": N_("Ingen nyckel för ”{given}” finns i {file}. Inget är ändrat."),
    "not_over_ssh": N_("”{given}” går inte att göra över SSH. Inget är ändrat."),
}

_BAD: Mapping[str, str] = {
    "private": N_(
        "Det är den hemliga nyckeln, som ingen annan ska ha. Inget är ändrat. Ge filen som slutar på .pub, och gör "
        "en ny nyckel om den hemliga har visats för någon."
    ),
    "none": N_("Det finns ingen nyckel i filen. Inget är ändrat."),
    "several": N_("Filen är inte en enda öppen nyckel på en rad. Inget är ändrat."),
    "options": N_(
        "Framför nyckeln står inställningar, och sådana tas inte emot. Inget är ändrat. Ge filen som ssh-keygen gjorde."
    ),
    "certificate": N_("Det är ett certifikat. Inget är ändrat. Ge den vanliga nyckeln, som slutar på .pub."),
    "type": N_("Det är ingen nyckel av en sort som tas emot. Inget är ändrat. Gör en: ssh-keygen -t ed25519"),
    "weak": N_("Nyckeln är för kort för att vara säker. Inget är ändrat. Gör en ny: ssh-keygen -t ed25519"),
    "broken": N_("Nyckeln är inte hel. Inget är ändrat. Kopiera den på nytt, hela raden."),
    "path": N_("Arbetsytans eller programmets sökväg kan inte stå i filen med nycklar. Inget är ändrat."),
}


def refusal(problem: Problem) -> str:
    """The sentence of a key that is not let in."""
    if problem.code == "bad_key":
        return _(_BAD.get(str(problem.params.get("reason")), _BAD["broken"]))
    if problem.params.get("who"):
        return _("Nyckeln är redan {who}s. Inget är ändrat. Var och en behöver en egen nyckel.")
    return _(
        "Nyckeln står redan i {file}, på en rad som inte är Tavlas. Inget är ändrat. Ta bort den raden först."
    )

"""What the self-assessment asks: each factor in everyday words, the questions to think with, the statements."""

from __future__ import annotations

from collections.abc import Mapping

from tui.text import N_

PLAIN: Mapping[str, str] = {
    "forandringstryck": N_("Det som händer runt oss, och om vi hinner tänka efter."),
    "uppdragsgivare": N_("Vad de som styr vill, och om det märks i vår vardag."),
    "ambitionsniva": N_("Hur gärna vi vill bli bättre, även när inget är akut."),
    "fokus": N_("Vad vi riktar in oss på, och om vi ser det likadant."),
    "ledarskap": N_("Hur cheferna leder: efter rutinen, eller mot något nytt."),
    "ledningsarbete": N_("Hur de som leder oss arbetar tillsammans."),
    "strategiarbete": N_("Hur vi bestämmer vart vi ska, och ser om vi är på väg."),
    "problemlosning": N_("Vad vi gör när något inte fungerar."),
    "kompetens": N_("Vad vi kan, och var vi får kunskapen ifrån."),
    "visualisering": N_("Hur det syns hur det går, för oss och för andra."),
    "engagemang": N_("Hur delaktiga vi är i det som ska förändras."),
    "individuell_uppfoljning": N_("Samtalen om hur det går för var och en."),
}
"""Under the source's name of each factor, in our words: nobody has to know what the name means."""
STATEMENTS: Mapping[str, str] = {
    "chefen": N_("Chefen frågar efter förbättringar och ger oss tid att pröva."),
    "personalgruppen": N_("Vi i personalgruppen hjälps åt med det vi prövar."),
    "nyckelpersonen": N_("Nyckelpersonen har tid och stöd att hålla arbetet levande."),
    "trygghet": N_("Här kan jag säga vad jag tycker och berätta om det som gått fel."),
    "generositet": N_("Vi delar med oss av uppgifter, tid och det vi kan."),
    "provande": N_("Vi prövar förslag på riktigt, i stället för att bara säga ja till dem."),
}
"""What is rated of each of the climate's six."""
PROMPTS: Mapping[str, tuple[str, ...]] = {
    "forandringstryck": (
        N_("Har vi utrymme att bedriva förändringsarbete genomtänkt och långsiktigt?"),
        N_("Vilka händelser i omvärlden påverkar eller försvårar?"),
        N_("Om utrymmet finns – beror det på att inre och extern effektivitet redan är god?"),
        N_("Om måluppfyllelsen är för låg – är det yttre tryck som förklarar det?"),
        N_("Styr trycket i så fall våra prioriteringar och vårt tempo?"),
    ),
    "uppdragsgivare": (
        N_("Hänger ägarnas övergripande mål tydligt ihop med styrningen hos oss?"),
        N_("Är rollfördelningen tydlig?"),
        N_("Finns målkonflikter?"),
        N_("Finns det tydliga arenor där styrproblem kan tas upp?"),
        N_("Hur ser uppdragsgivaren på att prioritera långsiktigt förbättringsarbete?"),
    ),
    "ambitionsniva": (
        N_("Är vi nöjda med läget som det är?"),
        N_("Finns det ett ständigt driv att utveckla och förbättra?"),
        N_("Skapar vi egna utmaningar när inga akuta finns?"),
    ),
    "fokus": (N_("Vad är vårt fokus, och delar vi bilden av det?"),),
    "ledarskap": (N_("Var på skalan transaktionsbaserat–transformerande ligger ledarskapet hos oss?"),),
    "ledningsarbete": (
        N_("Hur är ledningsgruppen sammansatt?"),
        N_("Är rollerna i gruppen tydliga?"),
        N_("Hur stor del av tiden går till utveckling och lärande?"),
        N_("Lär sig gruppen av sitt eget arbete?"),
        N_("Har rätt kompetens rätt mandat för långsiktigt förbättringsarbete?"),
    ),
    "strategiarbete": (
        N_("Finns en systematik i strategiarbetet?"),
        N_("Är få eller många med?"),
        N_("Dokumenteras strategin?"),
        N_("Följs den upp?"),
        N_("Utvecklar vi själva strategiarbetet?"),
        N_("Är det en eller flera som beslutar?"),
    ),
    "problemlosning": (
        N_("Finns systematik i hur problem prioriteras och dokumenteras?"),
        N_("Har vi en metodik för att lösa dem?"),
        N_("Ser vi problem som hot eller möjligheter?"),
        N_("Hur involveras chefer och medarbetare?"),
    ),
    "kompetens": (
        N_("Var finns kunskapen vi utvecklar med?"),
        N_("Finns den hos oss eller köps den in?"),
        N_("Hur säkras kompetensen framåt?"),
        N_("Hur fördelas resurser och tid?"),
    ),
    "visualisering": (
        N_("Informerar vi regelbundet om utveckling, resultat och måluppfyllelse?"),
        N_("Är redovisningen systematisk?"),
        N_("Synliggörs läget för medarbetare och uppdragsgivare?"),
        N_("Är det öppet, så att enheter kan jämföras?"),
        N_("Sprids erfarenheter inom och utanför?"),
    ),
    "engagemang": (
        N_("Är medarbetarna delaktiga när utmaningar väljs?"),
        N_("Förstår alla varför just dessa utmaningar är valda?"),
    ),
    "individuell_uppfoljning": (
        N_("Hålls medarbetar- och lönesamtal regelbundet?"),
        N_("Följs det upp hur var och en bidrar till måluppfyllelsen?"),
        N_("Gäller detsamma för cheferna?"),
    ),
}
"""Questions to think with, by factor; they are never rated each."""

"""The method's words: what each section, kind of part, field and choice of board.method.kinds is called and asks.

Plain Swedish that nobody needs to have been taught. Looked up when shown, like all words. More than 400 lines,
since each word of board.method.kinds has its own here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from board.errors import Problem
from board.method import kinds
from board.method.kinds import BY_TABLE, FIELDS_OF_CARD, KINDS, Field
from tui.text import N_, _, dates

SECTIONS: Mapping[str, tuple[str, str]] = {
    "understand": (N_("Nuläge"), N_("vad vet vi, och hur vet vi det?")),
    "causes": (N_("Orsaker"), N_("varför blir det så? Fiskben, 5 varför, rösta")),
    "measures": (N_("Åtgärder"), N_("vad kan vi göra åt orsakerna?")),
    "goal": (N_("Mål och mått"), N_("hur ser vi att det blev bättre? Och vad tror vi händer?")),
    "value": (N_("Värde"), N_("vad blir bättre, och för vem?")),
    "involvement": (N_("Delaktighet"), N_("vilka har varit med, och vad ledde det till?")),
    "trial": (N_("Försök"), N_("pröva litet, och skriv upp det ni ser")),
    "result": (N_("Resultat"), N_("höll det vi trodde? Blev det bättre?")),
    "learning": (N_("Lärdomar"), N_("vad lärde vi oss, och under vilka förhållanden?")),
    "routine": (N_("Rutin"), N_("så här gör vi nu, och så ser vi efter att det håller")),
    "spread": (N_("Spridning"), N_("vilka fler har nytta av det?")),
    "coaching": (N_("Coachsamtal"), N_("åtta frågor för att lära, inte för att kontrollera")),
    "lift": (N_("Lyft vidare"), N_("det vi inte råder över själva")),
}
"""(name, what it is for in one line)"""

KIND_WORDS: Mapping[str, tuple[str, str, str]] = {
    "fact": (N_("uppgift om nuläget"), N_("uppgifter om nuläget"), N_("Vad vet vi?")),
    "cause": (N_("orsak"), N_("orsaker"), N_("Varför blir det så?")),
    "step": (N_("steg i arbetet"), N_("steg i arbetet"), N_("Hur går det till i dag, steg för steg?")),
    "action": (N_("åtgärd"), N_("åtgärder"), N_("Vad kan vi göra?")),
    "activity": (N_("att göra"), N_("att göra"), N_("Vad behöver göras?")),
    "indicator": (N_("mått"), N_("mått"), N_("Vad kan vi räkna eller mäta?")),
    "goal": (N_("mål för enheten"), N_("mål för enheten"), N_("Vilket mål har enheten?")),
    "event": (N_("händelse"), N_("händelser"), N_("Vad hände?")),
    "risk": (N_("risk"), N_("risker"), N_("Vad kan gå snett när ni gör åtgärden?")),
    "amendment": (N_("tillägg"), N_("tillägg"), N_("Vad vill ni lägga till i efterhand?")),
    "friction": (N_("skav"), N_("skav"), N_("Var drar det åt olika håll?")),
    "involvement": (N_("delaktighet"), N_("delaktighet"), N_("Vilka var med, och hur?")),
    "experiment": (N_("försök"), N_("försök"), N_("Vad prövar ni, och hur litet kan det göras?")),
    "log": (N_("anteckning"), N_("anteckningar"), N_("Vad hände? En rad räcker.")),
    "reading": (N_("mätvärde"), N_("mätvärden"), N_("Vilket värde?")),
    "routine": (N_("rutin"), N_("rutiner"), N_("Vad heter rutinen?")),
    "routine_check": (N_("koll av rutinen"), N_("koller av rutinen"), N_("Följs rutinen?")),
    "spread": (N_("spridning"), N_("spridning"), N_("Vilka får veta?")),
    "dialogue": (N_("coachsamtal"), N_("coachsamtal"), N_("Vilken utmaning arbetar ni med, och varför?")),
    "lift": (N_("lyft"), N_("lyft"), N_("Vad behöver någon annan ta sig an?")),
    "challenge": (N_("utmaning"), N_("utmaningar"), N_("Vilket steg behöver ni ta de närmaste åren?")),
    "throw": (N_("förfrågan"), N_("förfrågningar"), N_("Vad vill ni att de tar sig an?")),
    "programme": (N_("satsning"), N_("satsningar"), N_("Vad heter satsningen?")),
    "programme_part": (N_("del av en satsning"), N_("delar av satsningar"), N_("Vad heter delen?")),
    "time": (N_("förbättringstid"), N_("förbättringstid"), N_("Vad är tiden till för?")),
    "yearly": (
        N_("det som återkommer i årshjulet"),
        N_("det som återkommer i årshjulet"),
        N_("Vad återkommer varje år?"),
    ),
    "yearly_done": (N_("gjort i årshjulet"), N_("gjort i årshjulet"), N_("Vilken dag gjordes det?")),
    "control": (N_("rad i egenkontrollen"), N_("rader i egenkontrollen"), N_("Vad vill ni själva se efter?")),
    "control_answer": (N_("svar i egenkontrollen"), N_("svar i egenkontrollen"), N_("Är det så hos er?")),
    "year_point": (
        N_("punkt att följa upp"),
        N_("punkter att följa upp"),
        N_("Vad ska ni följa upp under året?"),
    ),
    "vote": (N_("röst"), N_("röster"), ""),
}
"""(one, many, what is asked for first)"""

FIELD_WORDS: Mapping[str, tuple[str, str]] = {
    "important": (N_("Viktigt att gå vidare?"), N_("Är det här viktigt nog att ta tag i?")),
    "important_why": (N_("Skäl"), N_("Varför, eller varför inte? Den som noterade ser svaret.")),
    "deviation": (N_("Åt vilket håll"), N_("Är det ett problem, eller något som går ovanligt bra?")),
    "trigger": (N_("Det som satte igång"), N_("Vad fick er att ta tag i det just nu?")),
    "internal": (N_("Bara för oss"), N_("Ska kortet stanna hos er? Då visas det inte på väggen.")),
    "weighed": (N_("Andra vägar"), N_("Vilka andra sätt har ni vägt, och varför blev det inte de?")),
    "goal": (N_("Mål för enheten"), N_("Vilket av enhetens mål hör det till?")),
    "local": (N_("Eget mål"), N_("Hör det inte till något av enhetens mål?")),
    "assumption": (N_("Vi tror att"), N_("Om vi gör så här, vad händer då, och varför?")),
    "prediction": (
        N_("Vi väntar oss"),
        N_("Vad väntar ni er att se, och hur mycket? Skrivs innan ni börjar."),
    ),
    "value_politics": (N_("Politikens avsikt"), N_("Vad vill de som bestämmer uppnå?")),
    "value_staff": (N_("Medarbetarnas ambition"), N_("Vad vill vi som arbetar här åstadkomma?")),
    "value_individual": (
        N_("Värde för den enskilde"),
        N_("Vad blir bättre för den det gäller, med egna ord?"),
    ),
    "value_residents": (N_("Värde för invånarna"), N_("Vad blir bättre för dem som bor här?")),
    "touches": (N_("Berör andra"), N_("Vilka andra enheter märker av det?")),
    "assumption_held": (N_("Stämde det vi trodde?"), N_("Stämde det vi trodde?")),
    "execution_held": (N_("Gjorde vi som vi tänkt?"), N_("Gjorde vi som vi hade tänkt?")),
    "goal_reached": (N_("Nådde vi målet?"), N_("Nådde vi målet?")),
    "improvement": (N_("Blev det bättre?"), N_("Blev det en förbättring, eller bara en förändring?")),
    "solved": (N_("Är problemet löst?"), N_("Är problemet löst?")),
    "noticed": (N_("Det brukaren märkte"), N_("På vilket sätt märks det för den det gäller?")),
    "freed": (N_("Minuter i veckan"), N_("Hur många minuter i veckan har frigjorts, ungefär?")),
    "freed_for": (N_("Tiden går till"), N_("Vem eller vad fick tiden?")),
    "process": (N_("Hur arbetet gick"), N_("Hur gick själva arbetet? Vad hjälpte och vad hindrade?")),
    "lesson": (N_("Det vi lärde oss"), N_("Vad vet ni nu som ni inte visste förut?")),
    "conditions": (
        N_("Under vilka förhållanden"),
        N_("Vad behövs för att det ska fungera någon annanstans?"),
    ),
    "comprehensible": (N_("Begripligt"), N_("Förstår den det gäller varför det blir som det blir?")),
    "manageable": (N_("Hanterbart"), N_("Kan den det gäller mer själv?")),
    "meaningful": (N_("Meningsfullt"), N_("Känns det viktigt för den det gäller?")),
    "alike": (N_("Behöver alla göra lika?"), N_("Behöver alla göra lika här?")),
    "on_meeting": (N_("På nästa möte"), N_("Ska kortet tas upp på nästa möte?")),
    "came_back": (N_("Därför kom det tillbaka"), N_("Varför tror ni att frågan kom tillbaka?")),
    "share": (N_("Får läsas av andra"), N_("Får andra enheter läsa hur ni gjorde?")),
    "ground": (N_("Vad det bygger på"), N_("Är det mätt, sett eller något vi tycker?")),
    "source": (N_("Källa"), N_("Varifrån vet vi det?")),
    "figure": (N_("Siffra"), N_("Vilken siffra, om det finns någon?")),
    "on": (N_("Dag"), N_("Vilken dag?")),
    "bone": (N_("Ben"), N_("Var på fiskbenet hör den hemma?")),
    "parent": (N_("Svar på varför till"), N_("Vilken orsak är det här ett svar på varför till?")),
    "root": (N_("Rotorsak"), N_("Är det här den innersta orsaken?")),
    "stopped": (N_("Vi slutade fråga för att"), N_("Varför räckte det att fråga hit?")),
    "status": (N_("Läge"), N_("Hur står det till?")),
    "evidence": (N_("Det som talar för det"), N_("Vad talar för, eller emot, att det är så?")),
    "frame": (N_("Råder vi över den?"), N_("Kan vi själva göra något åt orsaken?")),
    "prioritised": (N_("Vi går vidare med den"), N_("Ska ni gå vidare med den här orsaken?")),
    "found_by": (N_("Så kom vi fram till den"), N_("Hur kom ni fram till den?")),
    "step": (N_("I steget"), N_("I vilket steg av arbetet?")),
    "trouble": (N_("Här går det fel"), N_("Är det här det går fel?")),
    "differs": (N_("Vi gör olika"), N_("Gör ni olika i det här steget?")),
    "place": (N_("Ordning"), N_("Vilken plats har steget?")),
    "causes": (N_("Orsaker den tar sikte på"), N_("Vilka orsaker tar åtgärden sikte på?")),
    "influence": (N_("Kan vi påverka?"), N_("Råder ni över det själva?")),
    "influence_why": (N_("Skäl"), N_("Varför?")),
    "effect": (N_("Förväntad effekt"), N_("Hur stor skillnad tror ni att den gör? 1 liten, 4 stor")),
    "feasibility": (N_("Genomförbarhet"), N_("Hur lätt är den att genomföra? 1 svår, 4 lätt")),
    "decided_by": (N_("Beslutad av"), N_("Vem beslutade?")),
    "decided_on": (N_("Beslutad"), N_("Vilken dag beslutades det?")),
    "decided_why": (N_("Skäl till beslutet"), N_("Vad var skälet till beslutet?")),
    "purpose": (N_("Det den ska åstadkomma"), N_("Vad ska den åstadkomma, och hur löser det problemet?")),
    "resources": (N_("Det som behövs"), N_("Vilken tid, vilka pengar och saker behövs?")),
    "follow_how": (N_("Så följer vi upp"), N_("Hur ser ni efter att åtgärdens mål är nått?")),
    "follow_on": (N_("Följs upp"), N_("När ser ni efter?")),
    "evaluate_how": (
        N_("Så avgör vi om det löste"),
        N_("Hur avgör ni om problemet är löst, helt eller delvis?"),
    ),
    "grounds": (N_("Kunskap den bygger på"), N_("Vilken kunskap bygger åtgärden på?")),
    "action": (N_("Åtgärd"), N_("Vilken åtgärd hör det till?")),
    "who": (N_("Vem"), N_("Vem?")),
    "due": (N_("Klart"), N_("När ska det vara klart?")),
    "done": (N_("Gjort"), N_("Är det gjort?")),
    "unit": (N_("Enhet"), N_("Mäts i vad? Till exempel antal, minuter, procent")),
    "better": (N_("Bättre när det är"), N_("Är det bättre när värdet är högre eller lägre?")),
    "follows": (N_("Mäter"), N_("Mäter det vad vi gör, eller vad det ger?")),
    "goal_type": (N_("Typ av mål"), N_("Vad slags mål är det?")),
    "level": (N_("På nivån"), N_("Gäller det den enskilde, verksamheten eller hela systemet?")),
    "view": (N_("Sett"), N_("Sett inifrån oss, eller utifrån den det gäller?")),
    "values": (N_("Vems värde"), N_("Vems värde mäter det?")),
    "baseline": (N_("Utgångsläge"), N_("Hur ser det ut före?")),
    "baseline_until": (N_("Före, till och med"), N_("Till och med vilken dag räknas värdena som före?")),
    "target": (N_("Mål"), N_("Vilket värde vill ni nå?")),
    "target_by": (N_("Senast"), N_("Till när?")),
    "target_origin": (N_("Målet kommer från"), N_("Varifrån kommer målvärdet?")),
    "for_whom": (N_("För vem"), N_("För vilka gäller det?")),
    "collected_how": (N_("Så samlar vi in"), N_("Hur får ni fram värdet?")),
    "collected_by": (N_("Samlas in av"), N_("Vem skriver in värdena?")),
    "collected_often": (N_("Hur ofta"), N_("Hur ofta? Oftare är bättre: varje dag eller vecka")),
    "balances": (
        N_("Balanserar"),
        N_("Vilket mått ska det här hålla ett öga på, så att inget annat blir sämre?"),
    ),
    "rules": (N_("Regler i diagrammet"), N_("Vilka regler ska diagrammet läsas med?")),
    "form": (N_("Slags mål"), N_("Är det ett inriktningsmål, eller ett mål som går att följa?")),
    "perspective": (N_("Perspektiv"), N_("Vilket perspektiv hör målet till?")),
    "indicator": (N_("Mått"), N_("Vilket mått?")),
    "by": (N_("Senast"), N_("Till när?")),
    "ended": (N_("Gäller inte längre"), N_("Gäller det inte längre?")),
    "about": (N_("Om"), N_("Vad handlar tillägget om?")),
    "pair": (N_("Mellan"), N_("Mellan vilka?")),
    "sort": (N_("Slags skav"), N_("Hur visar det sig?")),
    "because": (N_("Beror på"), N_("Vad beror det på?")),
    "todo": (N_("Vad vi gör åt det"), N_("Vad gör ni åt det, om något?")),
    "degree": (N_("Hur mycket de var med"), N_("Hur mycket var de med?")),
    "method": (N_("På vilket sätt"), N_("Hur gick det till? Till exempel samtal, enkät, brukarråd")),
    "number": (N_("Antal"), N_("Hur många var med?")),
    "represents": (N_("Vilka saknades"), N_("Vilka kom inte till tals? Språk, kön, hälsa, ork")),
    "because_of_it": (N_("Det ledde till"), N_("Vad hände tack vare det de sa?")),
    "size": (N_("Hur stort"), N_("Hur litet kan ni pröva?")),
    "start": (N_("Börjar"), N_("Vilken dag börjar ni?")),
    "end": (N_("Slutar"), N_("Vilken dag slutar ni?")),
    "took_part": (N_("Var med"), N_("Vilka var med?")),
    "result": (N_("Så blev det"), N_("Vad hände?")),
    "surprised": (N_("Det som förvånade"), N_("Vad förvånade er?")),
    "learned": (N_("Lärdom"), N_("Vad lärde ni er?")),
    "experiment": (N_("Försök"), N_("Vilket försök?")),
    "typed": (N_("Värde"), N_("Vilket värde? Till exempel 12,5, ca 40 eller <5")),
    "note": (N_("Kommentar"), N_("Vill ni säga något om det?")),
    "how": (N_("Så gör vi"), N_("Hur gör vi, steg för steg?")),
    "responsible": (N_("Ansvarig"), N_("Vem ser till att rutinen hålls aktuell?")),
    "valid_from": (N_("Gäller från"), N_("Från vilken dag?")),
    "review": (N_("Ses över"), N_("Vilken dag ser ni efter om rutinen följs?")),
    "answer": (N_("Svar"), N_("Vad blev svaret?")),
    "routine": (N_("Rutin"), N_("Vilken rutin?")),
    "challenge": (N_("Utmaningen"), N_("Vilken utmaning arbetar ni med, och varför just den?")),
    "latest": (N_("Senaste försöket"), N_("Vad prövade ni senast?")),
    "next": (N_("Nästa försök"), N_("Vad blir ert nästa försök?")),
    "expected": (N_("Det ni väntar er"), N_("Vad tror ni händer, och vad hoppas ni lära er?")),
    "visit": (N_("Komma och titta"), N_("När kan jag komma och titta?")),
    "coach": (N_("Frågade"), N_("Vem frågade?")),
    "coached": (N_("Svarade"), N_("Vilka svarade?")),
    "to_board": (N_("Till tavlan"), N_("Vilken tavla ska ta emot det?")),
    "to_role": (N_("Till rollen"), N_("Vilken roll ska ta emot det?")),
    "asked": (N_("Det vi ber om"), N_("Vilket beslut behöver ni?")),
    "answer_by": (N_("Svar senast"), N_("När behöver ni svar?")),
    "answered_by": (N_("Svarat av"), N_("Vem svarade?")),
    "keeper": (N_("Väntar på svaret"), N_("Vem väntar på svaret?")),
    "answered_on": (N_("Svarat"), N_("Vilken dag kom svaret?")),
    "cause": (N_("Orsak"), N_("Vilken orsak?")),
    "category": (N_("Slags synpunkt"), N_("Vad är det för synpunkt?")),
    "consequence": (N_("Det ledde till"), N_("Vad blev följden? Skriv så att ingen går att känna igen.")),
    "reference": (
        N_("Nr i händelsesystemet"),
        N_("Har det rapporterats där? Skriv bara numret, inget om vem eller vad."),
    ),
    "led_to": (N_("Kort"), N_("Vilket kort arbetar ni med det på?")),
    "severity": (N_("Allvarlighet"), N_("Hur allvarligt är det? 1 till 4")),
    "probability": (N_("Sannolikhet"), N_("Hur troligt är det att det händer igen? 1 till 4")),
    "manager_severity": (
        N_("Förbättringsledaren: allvarlighet"),
        N_("Hur allvarligt bedömer förbättringsledaren att det är?"),
    ),
    "manager_probability": (
        N_("Förbättringsledaren: sannolikhet"),
        N_("Hur troligt tror förbättringsledaren att det är?"),
    ),
    "severity_after": (N_("Efter: allvarlighet"), N_("Hur allvarligt är det när ni gjort något åt risken?")),
    "probability_after": (N_("Efter: sannolikhet"), N_("Hur troligt är det när ni gjort något åt risken?")),
    "manager_severity_after": (
        N_("Förbättringsledaren efter: allvarlighet"),
        N_("Hur allvarligt bedömer förbättringsledaren att det är efteråt?"),
    ),
    "manager_probability_after": (
        N_("Förbättringsledaren efter: sannolikhet"),
        N_("Hur troligt tror förbättringsledaren att det är efteråt?"),
    ),
    "points": (N_("Poäng"), N_("Hur många poäng?")),
    "owner": (N_("Ägare"), N_("Vem håller i det?")),
    "area": (N_("Område"), N_("Vilket område gäller det? Tomt: alla")),
    "trigger_said": (N_("Vad som hände"), N_("Vad var det som satte igång det, med egna ord?")),
    "current": (N_("Nuläge"), N_("Hur ser det ut i dag?")),
    "obstacles": (N_("Hinder"), N_("Vad står i vägen?")),
    "from": (N_("Från"), N_("Från vilken dag?")),
    "until": (N_("Till"), N_("Till vilken dag? Ett till tre år är lagom.")),
    "outlook_now": (N_("Utblick: var är vi?"), N_("Var befinner ni er i dag?")),
    "outlook_way": (N_("Utblick: hur kom vi hit?"), N_("Vad har lett fram till det?")),
    "outlook_future": (N_("Utblick: vad väntar?"), N_("Vad tror ni om framtiden?")),
    "outlook_why": (N_("Utblick: varför tror vi det?"), N_("Vad bygger ni det på?")),
    "to_person": (N_("Till"), N_("Vem ska ta emot det?")),
    "state": (N_("Läge"), N_("Hur står det till?")),
    "previous": (N_("Svar på förfrågan"), N_("Vilken förfrågan är det ett svar på?")),
    "programme": (N_("Satsning"), N_("Vilken satsning hör det till?")),
    "aims": (N_("Mål"), N_("Vad skulle delen uppnå?")),
    "carried_out": (N_("Genomförande"), N_("Vad gjordes?")),
    "reached": (N_("Måluppfyllelse"), N_("Nåddes målet? Vad visar det?")),
    "lessons": (N_("Lärdomar"), N_("Vad vet ni nu?")),
    "continuation": (N_("Fortsättning"), N_("Vad händer med det nu?")),
    "day": (N_("Dag"), N_("Vilken dag?")),
    "minutes": (N_("Planerat, minuter"), N_("Hur många minuter är planerade?")),
    "got": (N_("Blev, minuter"), N_("Hur många minuter blev det?")),
    "stage": (N_("Steg"), N_("Vilket av årets fyra steg hör det till?")),
    "month": (N_("Månad"), N_("I vilken månad? Den första, om det är flera gånger om året.")),
    "every": (N_("Hur ofta"), N_("Hur ofta återkommer det?")),
    "from_year": (N_("Från år"), N_("Vilket år kommer det första gången?")),
    "theme": (N_("Område"), N_("Vilket område hör raden till, med era egna ord?")),
    "year": (N_("År"), N_("Vilket år gäller det?")),
    "yearly": (N_("I årshjulet"), N_("Vad i årshjulet är det som är gjort?")),
    "control": (N_("Rad"), N_("Vilken rad i egenkontrollen gäller svaret?")),
    "tested": (N_("Började prövas"), ""),
    "predicted": (N_("Det vi väntar oss skrevs"), ""),
    "began": (N_("Började"), ""),
    "cycle_began": (N_("Började"), ""),
    "bones": (N_("Fiskbenets ben"), ""),
}
"""name: (label, what is asked)"""

SPECIAL: Mapping[tuple[str, str], tuple[str, str]] = {
    ("dialogue", "target"): (N_("Dit ni vill"), N_("Hur ser det ut när ni är framme?")),
    ("dialogue", "result"): (N_("Vad det blev"), N_("Vad blev utfallet?")),
    ("yearly", "text"): (N_("Vad"), N_("Vad återkommer varje år?")),
    ("control", "text"): (N_("Rad"), N_("Vad vill ni själva se efter?")),
    ("yearly", "purpose"): (N_("Till för"), N_("Vad är det till för?")),
    ("yearly", "responsible"): (N_("Håller i det"), N_("Vem håller i det?")),
    ("yearly", "ended"): (N_("Görs inte längre"), N_("Görs det inte längre?")),
    ("control", "ended"): (N_("Används inte längre"), N_("Används raden inte längre?")),
    ("control_answer", "answer"): (N_("Svar"), N_("Är det så hos er?")),
    ("control_answer", "led_to"): (N_("Kort"), N_("Vilket kort arbetar med det?")),
    ("year_point", "result"): (N_("Vad det blev"), N_("Vad blev det av punkten?")),
    ("year_point", "goal"): (N_("Mål för enheten"), N_("Vilket av enhetens mål hör det till?")),
    ("goal", "indicator"): (N_("Mäts med"), N_("Hur mäts målet?")),
    ("indicator", "perspective"): (N_("Perspektiv"), N_("Vilket perspektiv på resultatet hör måttet till?")),
    ("time", "who"): (N_("Med"), N_("Vilka är med?")),
    ("goal", "parent"): (N_("Hör till"), N_("Vilket inriktningsmål hör målet till?")),
    ("event", "sort"): (N_("Slag"), N_("Är det strul, en synpunkt utifrån eller något som gick bra?")),
    ("event", "on"): (N_("Dag"), N_("Vilken dag hände det?")),
    ("event", "routine"): (N_("Rutin"), N_("Vilken rutin gäller det, om någon?")),
    ("event", "status"): (N_("Läge"), N_("Vad har det blivit av den?")),
    ("event", "answer"): (N_("Svar"), N_("Vad svarar ni den som berättade?")),
    ("risk", "action"): (N_("Åtgärd"), N_("Vilken åtgärd gäller risken?")),
    ("risk", "probability"): (N_("Sannolikhet"), N_("Hur troligt är det att det händer? 1 till 4")),
    ("experiment", "action"): (N_("Prövar åtgärden"), N_("Vilken åtgärd prövar försöket?")),
    ("", "challenge"): (N_("Utmaning"), N_("Vilken utmaning hör det till?")),
    ("throw", "challenge"): (N_("Utmaning"), N_("Vilken utmaning gäller det?")),
    ("challenge", "target"): (N_("Dit ni vill"), N_("Hur ser det ut när ni är framme?")),
    ("challenge", "parent"): (N_("Del av"), N_("Vilken större utmaning är den en del av?")),
    ("programme", "purpose"): (N_("Syfte"), N_("Vad är satsningen till för?")),
    ("programme_part", "result"): (N_("Resultat"), N_("Vad blev det? Skriv siffror där de finns.")),
}
"""Where a kind calls a field something of its own."""

CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "important": {"yes": N_("ja"), "no": N_("nej, inte nu")},
    "deviation": {"problem": N_("ett problem"), "positive": N_("något som går ovanligt bra")},
    "trigger": {
        "threat": N_("något hotade"),
        "opportunity": N_("en möjlighet dök upp"),
        "person": N_("någon drev på"),
        "leader": N_("ledningen efterfrågade det"),
    },
    "ground": {
        "measured": N_("mätning"),
        "observed": N_("observation"),
        "opinion": N_("åsikt"),
    },
    "status": {
        "unconfirmed": N_("inte bekräftad"),
        "confirmed": N_("bekräftad"),
        "dismissed": N_("avfärdad"),
        "proposed": N_("förslag"),
        "decided": N_("beslutad"),
        "running": N_("pågår"),
        "done": N_("klar"),
        "followed_up": N_("uppföljd"),
        "evaluated": N_("utvärderad"),
        "parked": N_("parkerad"),
        "new": N_("att sortera"),
        "card": N_("har blivit kort"),
        "noted": N_("läst och besvarad"),
        "example": N_("gott exempel"),
    },
    "category": {
        "improvement": N_("förbättringsförslag"),
        "complaint": N_("klagomål"),
        "praise": N_("positivt omdöme"),
        "guarantee": N_("service- och värdighetsgaranti"),
    },
    "frame": {"inside": N_("inom vår ram"), "outside": N_("utanför vår ram")},
    "influence": {
        "direct": N_("ja, vi bestämmer själva"),
        "indirect": N_("indirekt, någon annan bestämmer"),
        "none": N_("nej, inte alls"),
    },
    "found_by": {
        "interviews": N_("intervjuer"),
        "surveys": N_("enkäter"),
        "focus_groups": N_("fokusgrupper"),
        "experts": N_("samtal med sakkunniga"),
        "fishbone": N_("fiskben"),
        "five_whys": N_("5 varför"),
        "process": N_("genomgång av arbetets steg"),
    },
    "grounds": {
        "research": N_("bästa möjliga kunskap"),
        "practice": N_("vår egen erfarenhet"),
        "user": N_("brukarens kunskap"),
        "context": N_("förhållandena här"),
    },
    "goal_type": {
        "resource": N_("resursmål"),
        "activity": N_("aktivitetsmål"),
        "outcome": N_("utfallsmål"),
        "short_term": N_("kortsiktigt resultatmål"),
        "long_term": N_("långsiktigt resultatmål"),
        "effect": N_("effektmål"),
    },
    "better": {"higher": N_("högre"), "lower": N_("lägre")},
    "follows": {"activity": N_("vad vi gör"), "effect": N_("vad det ger")},
    "level": {
        "individual": N_("den enskilde"),
        "operation": N_("verksamheten"),
        "system": N_("hela systemet"),
    },
    "view": {"inside_out": N_("inifrån oss"), "outside_in": N_("utifrån den det gäller")},
    "values": {
        "politics": N_("politiken"),
        "staff": N_("medarbetarna"),
        "individual": N_("den enskilde"),
        "residents": N_("invånarna"),
    },
    "target_origin": {
        "law": N_("lag"),
        "guarantee": N_("servicegaranti"),
        "steering": N_("styrande dokument"),
        "comparison": N_("jämförelse"),
        "own": N_("eget mål"),
    },
    "rules": {
        "anhoj": N_("hur värdena ligger kring medianen"),
        "qi": N_("sex i rad eller fem i följd (skift och trend)"),
        "xmr": N_("gränser kring medelvärdet (XmR)"),
    },
    "form": {"direction": N_("inriktningsmål"), "measurable": N_("mål som går att följa")},
    "perspective": {
        "society": N_("Hållbart samhälle"),
        "citizens": N_("Medborgarna"),
        "operation": N_("Verksamheten"),
        "economy": N_("Ekonomi"),
        "employer": N_("Arbetsgivaren"),
        "attractive": N_("Attraktiv kommun"),
    },
    "stage": {
        "analyse": N_("Analysera"),
        "enable": N_("Möjliggöra"),
        "carry_out": N_("Genomföra"),
        "follow_up": N_("Följa upp"),
    },
    "month": {
        "1": N_("januari"),
        "2": N_("februari"),
        "3": N_("mars"),
        "4": N_("april"),
        "5": N_("maj"),
        "6": N_("juni"),
        "7": N_("juli"),
        "8": N_("augusti"),
        "9": N_("september"),
        "10": N_("oktober"),
        "11": N_("november"),
        "12": N_("december"),
    },
    "every": {
        "two_years": N_("vartannat år"),
        "year": N_("en gång om året"),
        "half": N_("två gånger om året"),
        "quarter": N_("fyra gånger om året"),
        "month": N_("varje månad"),
    },
    "about": {"assumption": N_("det vi tror"), "prediction": N_("det vi väntar oss")},
    "sort": {
        "mismatch": N_("det vi vill stämmer inte med det som upplevs"),
        "unknown": N_("vi vet inte vad den det gäller tycker"),
        "deviation": N_("strul eller avvikelse"),
        "view": N_("synpunkt utifrån"),
        "positive": N_("gick ovanligt bra"),
    },
    "because": {
        "difficulty": N_("det är svårt"),
        "unfamiliar": N_("vi är ovana"),
        "closed": N_("vi har inte varit öppna"),
    },
    "who": {
        "user": N_("brukare"),
        "relative": N_("närstående"),
        "organisation": N_("förening eller organisation"),
        "resident": N_("invånare"),
    },
    "step": {
        "planning": N_("planering"),
        "follow_up": N_("uppföljning"),
        "analysis": N_("analys"),
        "measures": N_("åtgärder"),
    },
    "degree": {
        "none": N_("inte med"),
        "research_object": N_("studerades"),
        "passive": N_("gav uppgifter när vi frågade"),
        "active": N_("berättade själva"),
        "adviser": N_("gav råd"),
        "evaluator": N_("var med och bedömde"),
    },
    "reached": {"yes": N_("ja"), "partly": N_("delvis"), "no": N_("nej"), "unclear": N_("går inte att säga")},
    "came_back": {
        "unprepared": N_("det var inte förberett eller förankrat nog"),
        "symptom": N_("vi tog bort det som syntes, inte orsaken"),
        "changed": N_("läget har ändrats"),
    },
    "improvement": {
        "improvement": N_("ja, en förbättring"),
        "change": N_("en förändring, men inte bättre"),
        "worse": N_("nej, det blev sämre"),
        "unclear": N_("går inte att säga än"),
    },
    "solved": {"solved": N_("löst"), "partly": N_("delvis löst"), "not": N_("inte löst")},
    "size": {
        "one": N_("en person, en gång"),
        "few": N_("några få"),
        "group": N_("en grupp"),
        "unit": N_("hela enheten"),
    },
    "state": {
        "sent": N_("skickat"),
        "answered": N_("svar med synpunkt"),
        "agreed": N_("överens"),
        "dropped": N_("tappat"),
    },
    "alike": {"all": N_("ja, alla"), "some": N_("några"), "none": N_("nej, var och en väljer")},
    "answer": {
        "yes": N_("ja"),
        "partly": N_("delvis"),
        "no": N_("nej"),
        "waiting": N_("inget svar än"),
        "interested": N_("intresserade"),
        "adopted": N_("gör likadant nu"),
        "declined": N_("tackade nej"),
    },
}  # fmt: skip
_AS_REACHED = ("assumption_held", "execution_held", "goal_reached")


def section(code: str) -> str:
    return _(SECTIONS[code][0]) if code in SECTIONS else code


def section_aim(code: str) -> str:
    """What a section is for, in one line."""
    return _(SECTIONS[code][1]) if code in SECTIONS else ""


def kind(code: str, many: bool = False) -> str:
    """A kind of part: "orsak", "orsaker"."""
    return _(KIND_WORDS[code][1 if many else 0]) if code in KIND_WORDS else code


def lead_question(code: str) -> str:
    """What is asked for when a part is made."""
    return _(KIND_WORDS[code][2]) if code in KIND_WORDS and KIND_WORDS[code][2] else ""


def _words_of(kind: str | None, name: str) -> tuple[str, str] | None:
    own = SPECIAL.get((kind or "", name))
    if own is None and kind is not None and name == "text" and kind in KIND_WORDS:
        return KIND_WORDS[kind][0], KIND_WORDS[kind][2]
    return own or FIELD_WORDS.get(name)


def knows(name: str) -> bool:
    """Whether a field is one of the method's."""
    return name in FIELD_WORDS


def field(kind: str | None, name: str) -> str:
    """A field's label, as its kind of part calls it; `kind` None for a field of the card."""
    told = _words_of(kind, name)
    if told is None or not told[0]:
        return name
    label = _(told[0])
    return label[:1].upper() + label[1:]


def question(kind: str | None, name: str) -> str:
    """What an empty field asks."""
    told = _words_of(kind, name)
    return _(told[1]) if told is not None and told[1] else ""


def choice(name: str, code: object) -> str:
    """A choice's words; a code of a newer version is shown as it is."""
    if name == "pair":
        return " – ".join(choice("values", one) for one in str(code).split("-"))
    words = CHOICE_WORDS.get("reached" if name in _AS_REACHED else name, {})
    return _(words[str(code)]) if str(code) in words else str(code)


def quoted(text: str) -> str:
    """What somebody wrote, set apart from the words around it."""
    return _("”{text}”").format(text=text)


SCALES: Mapping[str, tuple[str, ...]] = {
    "effect": (N_("liten skillnad"), N_("ganska liten"), N_("ganska stor"), N_("stor skillnad")),
    "feasibility": (N_("svår"), N_("ganska svår"), N_("ganska lätt"), N_("lätt")),
}


def scale(name: str, step: object) -> str:
    """What a step of a scale from 1 to 4 means; empty for what is none."""
    told = SCALES.get(name, ())
    return _(told[step - 1]) if isinstance(step, int) and 1 <= step <= len(told) else ""


def labelled(label: str, told: str) -> str:
    """A label and what it says: "Läge: bekräftad", "Blev det bättre? ja"."""
    return f"{label} {told}" if label.endswith("?") else f"{label}: {told}"


def number(given: object) -> str:
    """A number as Swedes write it."""
    if isinstance(given, float):
        told = f"{given:.10g}"
        return told.replace(".", _(",")) if "e" not in told else told
    return str(given)


BONES: Mapping[str, str] = {
    "kompetens": N_("Kompetens"),
    "rutiner": N_("Rutiner"),
    "teknik": N_("Teknik/metod"),
    "utrustning": N_("Utrustning"),
}


def bone(key: str) -> str:
    """A bone of the fishbone by its usual name, or as the team named it."""
    return _(BONES[key]) if key in BONES else key


def unplaced() -> str:
    """Where causes are that nobody has put on a bone."""
    return _("Inte på något ben än")


def reading_told(on: date, understood: Any, today: date) -> str:
    """A reading as it was understood: "tis 24 nov: 12,5"."""
    value, typed = number(_whole(understood.value)), understood.typed
    told = share(typed, understood.value) or (
        typed if value in typed else reading_value(typed, understood.value)
    )
    return f"{dates.day(on, today)}: {told}"


def share(typed: str, value: object) -> str:
    """A share as it was typed with what it comes to, "3 av 8 (37,5 %)"; empty for any other reading."""
    from board.method.readings import understand

    try:
        found = understand(typed)
    except Problem:
        return ""
    if not found.percent or "%" in typed or not isinstance(value, int | float):
        return ""
    return f"{typed.strip()} ({plain_number(round(float(value), 1))} %)"


def plain_number(given: float) -> str:
    """A number without decimals that say nothing."""
    return number(_whole(round(given, 2)))


def _whole(given: float) -> float | int:
    return int(given) if given.is_integer() and abs(given) < 1e15 else given


def line_told(number: int, words: str) -> str:
    """A line of a paste with what was wrong with it."""
    return _("rad {n}: {what}").format(n=number, what=words)


def reading_value(typed: str, value: object) -> str:
    """A reading as it was typed, and what was understood where that is not the same."""
    return f"{typed} ({_('räknas som {value}').format(value=number(value))})" if value is not None else typed


def value(
    of: Field,
    given: Any,
    person: Callable[[Any], str],
    linked: Callable[[str, Any], str],
    today: date | None = None,
) -> str:
    """A field's value as a person would say it; `linked` tells a linked part by its kind and id.

    today: for telling the year of a day of another year.
    """
    if given is None or given == "" or given == []:
        return ""
    if isinstance(given, list):
        one = of._replace(type=_ONE_OF.get(of.type, of.type))
        return ", ".join(value(one, each, person, linked, today) for each in given)
    if of.type == kinds.CHOICE:
        return choice(of.name, given)
    if of.type == kinds.PERSON:
        return person(given)
    if of.type == kinds.FLAG:
        return _("ja")
    if of.type in (kinds.LINK, kinds.GOAL, kinds.CARD):
        return linked(of.to or of.type, given)
    if of.type == kinds.DAY:
        try:
            return dates.day(date.fromisoformat(str(given)), today)
        except ValueError:
            return str(given)
    return number(given)


_ONE_OF = {
    kinds.CHOICES: kinds.CHOICE,
    kinds.PEOPLE: kinds.PERSON,
    kinds.LINKS: kinds.LINK,
    kinds.WORDS: kinds.LINE,
}


def field_of(table: str, name: str) -> Field | None:
    """The field of a document's table, or None where this version knows none."""
    if table == "cards":
        return FIELDS_OF_CARD.get(name)
    return BY_TABLE[table].field(name) if table in BY_TABLE else None


def done(do: str) -> str | None:
    """What somebody did to a part, to be said after their name; None for what is not done to parts."""
    if do == "vote":
        return _("röstade på orsaker")
    verb, _sign, name = do.partition("_")
    told = {"add": _("skrev till: {what}"), "set": _("ändrade: {what}"), "remove": _("tog bort: {what}")}.get(
        verb
    )
    return told.format(what=kind(name)) if told and name in KINDS else None

"""The key table: every action, its keys, where it works and how it is told. Bindings, help, the key line and the
command palette are all made from it; `keys` in the settings file gives an action other keys by its id.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.text import N_


class Action(NamedTuple):
    """`where` is the page it works on (`all`: everywhere; `-page`: not there).

    `hint` is its place in the bottom line, 0 for none.
    """

    id: str
    keys: str
    where: str
    label: str
    hint: int = 0
    hint_label: str = ""


ACTIONS = (
    Action("note", "n", "board", N_("Notera ett nytt kort"), 1, N_("notera")),
    Action("event", "x", "board,events", N_("Notera en händelse: strul, en synpunkt, något som gick bra"), 4,
           N_("händelse")),
    Action("starter", "N", "board", N_("Nytt kort från mall")),
    Action("open", "enter", "board", N_("Öppna kortet"), 2, N_("öppna")),
    Action("forward", "greater_than_sign,shift+right", "board", N_("Flytta kortet till nästa fas"), 3, N_("flytta")),
    Action("back", "less_than_sign,shift+left", "board", N_("Flytta kortet till fasen före")),
    Action("move_to", "f", "board", N_("Flytta kortet till …")),
    Action("raise_card", "shift+up,K", "board", N_("Flytta kortet uppåt i kolumnen")),
    Action("lower_card", "shift+down,J", "board", N_("Flytta kortet nedåt i kolumnen")),
    Action("comment", "c", "board,card,meeting", N_("Skriv en kommentar"), 6, N_("kommentera")),
    Action("owner", "o", "board,card,meeting", N_("Välj vem som äger kortet"), 7, N_("ägare")),
    Action("due", "d", "board,card,meeting", N_("Bestäm dag för uppföljning"), 0, ""),
    Action("finish", "a", "board,card,meeting", N_("Besluta: rutin, pröva igen eller inte")),
    Action("triage", "t", "board,card,meeting", N_("Svara: viktigt nog att gå vidare med, eller inte nu?")),
    Action("park", "p", "board,card,meeting", N_("Parkera eller arkivera kortet")),
    Action("solved", "", "board,card,meeting", N_("Redan löst, eller behövs inte: lägg undan kortet")),
    Action("on_meeting", "D", "board,card", N_("Ta upp kortet på nästa möte, eller inte")),
    Action("story", "B", "board,card", N_("Skriv kortets berättelse till en fil")),
    Action("delete", "delete", "board,card", N_("Ta bort kortet")),
    Action("search", "slash", "board", N_("Sök och filtrera"), 3, N_("sök")),
    Action("clear_search", "escape", "board", N_("Visa alla kort igen")),
    Action("undo", "u", "all,-start,-rating", N_("Ångra"), 4, N_("ångra")),
    Action("redo", "U", "all,-start,-rating", N_("Gör om")),
    Action("boards", "b", "all,-start", N_("Tavlor"), 8, N_("tavlor")),
    Action("ended", "e", "all,-start", N_("Avslutade, parkerade och arkiverade kort"), 0, ""),
    Action("versions", "y", "all,-start", N_("Två versioner: välj vilken som ska gälla")),
    Action("readiness", "r", "all,-start", N_("Redo-analys: svara, och se vad det blev")),
    Action("ideas", "I", "all,-start", N_("Idébank: läs och kopiera det andra har prövat")),
    Action("lifts", "L", "all,-start", N_("Lyft till oss och från oss")),
    Action("above", "T", "all,-start", N_("Utmaningar och satsningar, över tavlorna")),
    Action("cycles", "v", "all,-start,-rating", N_("Varv: allt som pågår, och vad det väntar på"), 0, ""),
    Action("events", "H", "all,-start", N_("Händelser: sortera, räkna, väga risker")),
    Action("results", "g", "all,-start", N_("Resultattavla: mål, mått och det ni har gjort")),
    Action("across", "A", "all,-start", N_("Alla tavlor: hur det står till, och sök på alla")),
    Action("year", "Y", "all,-start", N_("Årshjul, egenkontroll och årets punkter")),
    Action("routines", "R", "all,-start", N_("Rutiner: följs de?")),
    Action("meeting", "m", "all,-start", N_("Möte: gå igenom tavlan tillsammans")),
    Action("people", "w", "all,-start", N_("Människor och roller")),
    Action("start_view", "M", "all,-start", N_("Min sida: det som väntar på dig")),
    Action("about", "s", "all,-start", N_("Tavlans namn, syfte, mål och gränser")),
    Action("rhythm", "", "all,-start", N_("Möten: hur ofta, flytta nästa, planera tid")),
    Action("calendar", "", "all,-start", N_("Skriv en kalenderfil med möten och dagar")),
    Action("excel", "", "all,-start", N_("Skriv tavlan till en Excel-fil: kort, mått, mätvärden, mål, händelser")),
    Action("take_in", "", "all,-start,-wall", N_("Läs in kort eller mätvärden från Excel eller CSV")),
    Action("method", "", "all,-start", N_("Så arbetar ni: vad korten visar om sättet")),
    Action("sync", "S", "all,-start", N_("Andra datorer: hur det står till med synken")),
    Action("privacy", "G", "all,-start,-wall", N_("Integritet: vad som finns om er, gallra, glöm en person")),
    Action("erase", "", "board,card", N_("Radera en text på kortet, eller hela kortet, för alltid")),
    Action("who", "i", "all,-start", N_("Vem sitter vid tangenterna?"), 5, N_("byt person")),
    Action("sign_out", "", "all,-start,-wall", N_("Logga ut")),
    Action("pin", "", "all,-start", N_("PIN-kod för ditt namn: sätt, byt eller ta bort")),
    Action("nameless", "", "board", N_("Notera ett kort utan namn")),
    Action("restart", "", "board,card", N_("Starta om med ett litet kort, och parkera resten")),
    Action("lift_up", "", "board,card", N_("Lyft vidare det ni inte råder över själva")),
    Action("see_causes", "", "board,card", N_("Kortets orsaker: fiskben, 5 varför, rösta")),
    Action("see_measures", "", "board,card", N_("Kortets åtgärder, och vem som gör vad")),
    Action("see_goal", "", "board,card", N_("Kortets mål, mått och mätvärden")),
    Action("see_history", "", "board,card", N_("Kortets historik, och tidigare texter")),
    Action("wall", "", "all,-start,-wall", N_("Visa väggen: tavlan stort, utan namn")),
    Action("shared", "", "all,-start,-wall", N_("Delad skärm: väggen, utloggning, gäster")),
    Action("language", "", "all", N_("Byt språk (svenska, engelska)")),
    Action("theme", "", "all", N_("Byt färger")),
    Action("help", "question_mark,f1", "all", N_("Alla tangenter"), 90, N_("alla tangenter")),
    Action("palette", "ctrl+p", "all", N_("Allt du kan göra"), 95, N_("allt")),
    Action("quit", "q,ctrl+q", "all", N_("Avsluta programmet")),
    Action("left", "left,h", "board", N_("Kolumnen till vänster")),
    Action("right", "right,l", "board", N_("Kolumnen till höger")),
    Action("up", "up,k", "board", N_("Kortet ovanför")),
    Action("down", "down,j", "board", N_("Kortet nedanför")),
    Action("first", "home", "board", N_("Första kortet i kolumnen")),
    Action("last", "end", "board", N_("Sista kortet i kolumnen")),
    Action("page_up", "pageup", "board", N_("En skärm uppåt")),
    Action("page_down", "pagedown", "board", N_("En skärm nedåt")),
    Action("row_up", "up,k", "rows", N_("Raden ovanför")),
    Action("row_down", "down,j", "rows", N_("Raden nedanför")),
    Action("row_first", "home", "rows", N_("Första raden")),
    Action("row_last", "end", "rows", N_("Sista raden")),
    Action("row_page_up", "pageup", "rows", N_("En sida uppåt")),
    Action("row_page_down", "pagedown", "rows", N_("En sida nedåt")),
    Action("row_choose", "enter", "versions", N_("Låt versionen gälla"), 1, N_("välj")),
    Action("row_open", "enter",
           "rows,-help,-versions,-rating,-round,-idea,-ideas,-lifts,-meeting,-minutes,-results,-measure",
           N_("Öppna eller ändra raden"), 1, N_("öppna eller ändra")),
    Action("card_forward", "greater_than_sign,shift+right", "card", N_("Flytta kortet till nästa fas"), 3,
           N_("flytta")),
    Action("card_back", "less_than_sign,shift+left", "card", N_("Flytta kortet till fasen före")),
    Action("meet_1", "1", "meeting", N_("På mötet: det första som går att besluta"), 2, N_("besluta")),
    Action("meet_2", "2", "meeting", N_("På mötet: det andra som går att besluta"), 2, N_("besluta")),
    Action("meet_3", "3", "meeting", N_("På mötet: det tredje som går att besluta"), 2, N_("besluta")),
    Action("meet_4", "4", "meeting", N_("På mötet: det fjärde som går att besluta"), 2, N_("besluta")),
    Action("meet_next", "right,l", "meeting", N_("Mötets nästa punkt; efter den sista avslutas mötet"), 80,
           N_("nästa")),
    Action("meet_back", "left,h", "meeting", N_("Mötets punkt före")),
    Action("meet_promise", "plus", "meeting", N_("Vem gör vad, till när"), 3, N_("vem gör vad")),
    Action("meet_note", "n", "meeting", N_("Skriv i mötets protokoll"), 4, N_("anteckna")),
    Action("meet_open", "enter", "meeting", N_("Öppna kortet som det gäller"), 9, N_("öppna")),
    Action("meet_forward", "greater_than_sign", "meeting", N_("Flytta kortet till nästa fas")),
    Action("meet_backward", "less_than_sign", "meeting", N_("Flytta kortet till fasen före")),
    Action("meet_pause", "P", "meeting", N_("Pausa mötet, eller gå vidare"), 5, N_("paus")),
    Action("meet_present", "N", "meeting", N_("Vilka är med på mötet"), 6, N_("vilka är med")),
    Action("meet_points", "O", "meeting", N_("Mötets alla punkter: gå till en, lägg till en"), 7, N_("punkter")),
    Action("meet_skip", "minus", "meeting", N_("Hoppa över punkten"), 8, N_("hoppa över")),
    Action("meet_earlier", "shift+left", "meeting", N_("Ta punkten tidigare")),
    Action("meet_later", "shift+right", "meeting", N_("Ta punkten senare")),
    Action("meet_end", "E", "meeting", N_("Avsluta mötet"), 10, N_("avsluta")),
    Action("minutes_file", "f", "minutes", N_("Spara protokollet som en fil"), 1, N_("spara som fil")),
    Action("person_new", "n", "people", N_("Lägg till en person"), 2, N_("ny person")),
    Action("row_delete", "delete", "people", N_("Avsluta rollen"), 3, N_("avsluta rollen")),
    Action("row_handover", "o", "people", N_("Lämna över det personen har"), 2, N_("lämna över")),
    Action("row_join", "J", "people", N_("Samma person två gånger: gör dem till en")),
    Action("row_days", "d", "people", N_("Från vilken dag rollen gäller, och till vilken")),
    Action("row_archive", "a", "boards", N_("Arkivera eller ta fram tavlan"), 4, N_("arkivera")),
    Action("row_rename", "n", "boards", N_("Byt namn på tavlan"), 3, N_("byt namn")),
    Action("person_pin", "P", "people", N_("Ta bort personens PIN-kod")),
    Action("idea_open", "enter", "ideas", N_("Läs idén"), 1, N_("läs")),
    Action("cycle_remind", "p", "cycles", N_("Fråga den som kortet väntar på hur det går"), 2, N_("fråga")),
    Action("cycle_comment", "c", "cycles", N_("Skriv en kommentar på kortet"), 4, N_("kommentera")),
    Action("cycle_owner", "o", "cycles", N_("Lämna över kortet till någon"), 5, N_("lämna över")),
    Action("cycle_meeting", "D", "cycles", N_("Ta upp kortet på nästa möte, eller inte"), 3, N_("till mötet")),
    Action("cycle_forward", "greater_than_sign,shift+right", "cycles", N_("Flytta kortet till nästa fas")),
    Action("cycle_back", "less_than_sign,shift+left", "cycles", N_("Flytta kortet till fasen före")),
    Action("cycle_restart", "a", "cycles", N_("Starta om med ett litet kort, och parkera resten"), 7, N_("starta om")),
    Action("across_search", "slash", "across,found,boards", N_("Sök bland korten på alla tavlor"), 3, N_("sök")),
    Action("help_search", "slash", "help", N_("Sök bland det du kan göra: skriv ett ord"), 3, N_("sök")),
    Action("goal_new", "n", "about", N_("Skriv ett inriktningsmål, eller ett mål under det"), 2, N_("nytt mål")),
    Action("goal_end", "delete", "about", N_("Avsluta målet"), 3, N_("avsluta målet")),
    Action("idea_copy", "n", "ideas,idea", N_("Gör ett kort av idén på vår tavla"), 2, N_("ta idén")),
    Action("idea_search", "slash", "ideas", N_("Sök bland idéerna"), 3, N_("sök")),
    Action("lift_open", "enter", "lifts", N_("Svara på det som lyfts hit, öppna kortet som lyftes härifrån"), 1,
           N_("svara, öppna")),
    Action("lift_answer", "a", "lifts", N_("Skriv svaret på lyftet")),
    Action("lift_new", "plus", "lifts", N_("Lyft något från ett kort på vår tavla"), 2, N_("lyft")),
    Action("lift_card", "n", "lifts", N_("Gör ett kort på vår tavla av det som lyfts hit"), 3, N_("nytt kort")),
    Action("above_new", "n", "above", N_("Skriv en utmaning eller en satsning, eller en del av satsningen"), 2,
           N_("ny")),
    Action("above_throw", "t", "above", N_("Skicka utmaningen till en tavla eller en person"), 3, N_("skicka")),
    Action("above_answer", "a", "above", N_("Svara på en förfrågan med en synpunkt"), 5, N_("svara")),
    Action("above_agree", "o", "above", N_("Förfrågan är klar: ni är överens"), 6, N_("överens")),
    Action("above_report", "f", "above", N_("Skriv satsningens slutrapport till en fil"), 3, N_("slutrapport")),
    Action("above_end", "delete", "above", N_("Avsluta det du står på")),
    Action("routine_new", "n", "routines", N_("Skriv en rutin"), 2, N_("ny rutin")),
    Action("routine_show", "o", "routines", N_("Visa rutinen: ansvarig, dagar, händelser"), 3, N_("visa")),
    Action("year_new", "n", "year", N_("Skriv till i årshjulet, egenkontrollen eller punkterna"), 3, N_("ny")),
    Action("year_done", "a", "year", N_("Gjort, eller inte gjort än"), 3, N_("gjort")),
    Action("year_yes", "1", "year", N_("Egenkontroll: ja"), 2, N_("ja")),
    Action("year_partly", "2", "year", N_("Egenkontroll: delvis"), 2, N_("delvis")),
    Action("year_no", "3", "year", N_("Egenkontroll: nej"), 2, N_("nej")),
    Action("year_card", "c", "year", N_("Gör ett kort av raden i egenkontrollen"), 5, N_("gör kort")),
    Action("year_report", "f", "year", N_("Skriv årets resultat- och kvalitetsberättelse till en fil"), 6,
           N_("berättelse")),
    Action("year_earlier", "less_than_sign", "year", N_("Året före"), 7, N_("år")),
    Action("year_later", "greater_than_sign", "year", N_("Året efter")),
    Action("year_end", "delete", "year", N_("Inte med längre, eller ta bort")),
    Action("event_card", "n", "events", N_("Gör ett kort av händelsen, eller av rutinens händelser"), 2,
           N_("gör kort")),
    Action("event_tie", "f", "events", N_("Knyt händelsen till ett kort som finns"), 3, N_("knyt")),
    Action("event_answer", "a", "events", N_("Läst: skriv ett svar"), 2, N_("svara")),
    Action("event_example", "p", "events", N_("Spara händelsen som ett gott exempel"), 6, N_("gott exempel")),
    Action("event_delete", "delete", "events", N_("Ta bort händelsen")),
    Action("event_erase", "", "events", N_("Radera en text på händelsen, eller hela händelsen, för alltid")),
    Action("rate_1", "1", "rating", N_("Svara 1"), 1, N_("svara")),
    Action("rate_2", "2", "rating", N_("Svara 2")),
    Action("rate_3", "3", "rating", N_("Svara 3")),
    Action("rate_4", "4", "rating", N_("Svara 4")),
    Action("rate_unsure", "v,0", "rating", N_("Svara vet ej"), 2, N_("vet ej")),
    Action("rate_comment", "c", "rating", N_("Skriv en kommentar till svaret"), 3, N_("kommentera")),
    Action("rate_back", "left,h", "rating", N_("Till frågan före"), 4, N_("fram och tillbaka")),
    Action("rate_next", "right,l,enter", "rating", N_("Till nästa fråga")),
    Action("rate_pause", "escape", "rating", N_("Pausa; svaren är kvar"), 80, N_("pausa")),
    Action("round_open", "enter", "round", N_("Skriv på raden, eller öppna den"), 1, N_("skriv")),
    Action("round_next", "right,l", "round", N_("Nästa vy: samtal, resultat, över tid"), 2, N_("vyer")),
    Action("round_back", "left,h", "round", N_("Vyn före")),
    Action("round_order", "o", "round", N_("Byt ordning: mest olika svar först"), 4, N_("ordning")),
    Action("round_card", "n", "round", N_("Gör ett kort i Planera"), 3, N_("nytt kort")),
    Action("round_file", "f", "round", N_("Spara omgången som en fil"), 5, N_("spara som fil")),
    Action("log", "n", "card", N_("Skriv en anteckning om försöket"), 2, N_("anteckna")),
    Action("reading", "plus", "card,section", N_("Skriv ett mätvärde, eller klistra in många"), 5, N_("mätvärde")),
    Action("result_open", "enter", "results,measure", N_("Öppna måttet, kortet eller det bakom en siffra"), 1,
           N_("öppna")),
    Action("result_new", "n", "results", N_("Skriv ett mål, eller ett mått som är enhetens eget"), 2,
           N_("nytt")),
    Action("result_reading", "plus", "results,measure", N_("Skriv ett mätvärde på måttet, eller klistra in många"), 3,
           N_("mätvärde")),
    Action("result_delete", "delete", "results,measure", N_("Avsluta målet, ta bort måttet eller mätvärdet")),
    Action("part_new", "n", "section", N_("Skriv en till, där du står"), 2, N_("skriv ny")),
    Action("part_mark", "f", "section", N_("Märk: rotorsak, gå vidare, här går det fel, beslut, gjort"), 3, N_("märk")),
    Action("part_delete", "delete", "section", N_("Ta bort raden")),
    Action("view_next", "right,l", "section,cycles,events,results,across,above,year", N_("Nästa vy"), 4, N_("vyer")),
    Action("view_back", "left,h", "section,cycles,events,results,across,above,year", N_("Vyn före")),
    Action("place_up", "shift+up,K", "section", N_("Fyrfält: större effekt")),
    Action("place_down", "shift+down,J", "section", N_("Fyrfält: mindre effekt")),
    Action("place_right", "shift+right", "section", N_("Fyrfält: lättare att genomföra")),
    Action("place_left", "shift+left", "section", N_("Fyrfält: svårare att genomföra")),
    Action("digit_0", "0", "section", N_("Rösta: ta tillbaka poängen")),
    Action("digit_1", "1", "section", N_("1 poäng till orsaken, eller: åtgärden är vår egen")),
    Action("digit_2", "2", "section", N_("2 poäng till orsaken, eller: någon annan bestämmer")),
    Action("digit_3", "3", "section", N_("3 poäng till orsaken, eller: går inte att påverka")),
    Action("digit_4", "4", "section", N_("4 poäng till orsaken")),
    Action("digit_5", "5", "section", N_("5 poäng till orsaken")),
    Action("close", "escape", "rows,-start,-rating", N_("Tillbaka"), 80, N_("tillbaka")),
)  # fmt: skip

READINESS_PAGES = ("readiness", "rating", "round", "overview")

SIGNS = {
    "greater_than_sign": ">", "less_than_sign": "<", "slash": "/", "question_mark": "?", "escape": "esc",
    "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "pgup", "pagedown": "pgdn", "delete": "del",
    "plus": "+", "minus": "-",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as it is printed on the key: `shift+right` is `shift+→`."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, SIGNS.get(last, last)])


def keys_of(action: Action, changed: dict[str, str]) -> list[str]:
    """An action's keys with the person's own settings taken in."""
    given = changed.get(action.id, action.keys)
    return [key.strip() for key in given.split(",") if key.strip()]


def key_of(id: str, changed: dict[str, str]) -> str:
    """The key that texts name for an action, as it is printed on it; empty where it has none."""
    action = next(action for action in ACTIONS if action.id == id)
    return next((shown(key) for key in keys_of(action, changed)), "")


def works_on(action: Action, page: str) -> bool:
    """Whether an action works on a page; every page but the board is made of rows."""
    where = action.where.split(",")
    if f"-{page}" in where:
        return False
    return "all" in where or page in where or ("rows" in where and page != "board")


def is_general(action: Action) -> bool:
    """Whether an action is no page's own: it works wherever one is."""
    return "all" in action.where.split(",")


def clashes(changed: dict[str, str]) -> list[tuple[str, str, str]]:
    """Keys that would mean two things on the same page: (key, action, other action)."""
    found = []
    for page in (
        "board",
        "card",
        "boards",
        "people",
        "handover",
        "start_view",
        "ended",
        "help",
        "about",
        "method",
        "privacy",
        "versions",
        "sync",
        "ideas",
        "idea",
        "lifts",
        "above",
        "section",
        "routines",
        "across",
        "found",
        "results",
        "measure",
        "meeting",
        "meetings",
        "minutes",
        "cycles",
        "year",
        *READINESS_PAGES,
    ):
        taken: dict[str, str] = {}
        for action in ACTIONS:
            if not works_on(action, page):
                continue
            for key in keys_of(action, changed):
                if key in taken and (key, taken[key], action.id) not in found:
                    found.append((key, taken[key], action.id))
                taken.setdefault(key, action.id)
    return found

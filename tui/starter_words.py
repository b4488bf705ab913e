"""What the starters of board.method.starters are called, are for, and put on a card, in plain words of our own."""

from __future__ import annotations

from collections.abc import Mapping

from tui.text import N_, _

NAMES: Mapping[str, tuple[str, str]] = {
    "order": (N_("Ordning och reda"), N_("hitta det ni behöver")),
    "deviation": (N_("Något som händer igen"), N_("ta reda på varför")),
    "good_example": (N_("Ett gott exempel"), N_("vad gör de som lyckas?")),
    "routine": (N_("En ny rutin"), N_("skriv kort och pröva")),
    "innovation": (N_("Nytt sätt att möta behov"), N_("tre steg, tio frågor")),
}
"""(name, what it is for)"""

TEXTS: Mapping[str, str] = {
    "order.1": N_("Ta fram allt: vad används, och vad kan bort?"),
    "order.2": N_("Ge varje sak en plats nära där den behövs, och märk den"),
    "order.3": N_("Gör rent och laga det som är trasigt"),
    "order.4": N_("Bestäm tillsammans hur det ska se ut, och sätt upp en bild"),
    "order.5": N_("Bestäm vem som ser efter att det håller, och hur ofta"),
    "order.measure": N_("Tid vi letar"),
    "order.unit": N_("minuter per pass"),
    "deviation.1": N_("Skriv upp varje gång i två veckor: när, var och vad hände före?"),
    "deviation.2": N_("Fråga dem det hände: hur märktes det för dem?"),
    "deviation.3": N_("Fråga varför tills ni når något ni kan ändra, och leta inte efter vem"),
    "deviation.4": N_("Pröva en åtgärd mot orsaken, på ett ställe först"),
    "deviation.measure": N_("Gånger det händer"),
    "deviation.unit": N_("per vecka"),
    "good_example.1": N_("Fråga dem som lyckas: vad gör ni, och vad gör ni inte?"),
    "good_example.2": N_("Var med en stund och se hur det går till"),
    "good_example.3": N_("Fråga dem det gäller vad som är bra med det"),
    "good_example.4": N_("Välj en sak och pröva den hos oss, i liten skala"),
    "routine.1": N_("Skriv på en halv sida: vad, hur och vem som ansvarar"),
    "routine.2": N_("Fråga dem som ska följa den, och dem som berörs"),
    "routine.3": N_("Pröva den en vecka och ändra det som skaver"),
    "routine.4": N_("Bestäm om den ska gälla, från när och när den ses över"),
    "routine.measure": N_("Gånger rutinen följdes"),
    "routine.unit": N_("av tio"),
    "innovation.1": N_("Hela behovet: hur gör personen själv för att det ska bli bättre i livet?"),
    "innovation.2": N_("Hela behovet: vad gör det lättare för personen?"),
    "innovation.3": N_("Hela behovet: vilka händelser och stunder avgör, så som personen ser det?"),
    "innovation.4": N_("Det vi har: hur kan vi arbeta på ett nytt sätt som gör det lättare?"),
    "innovation.5": N_("Det vi har: på vilket sätt skulle det nya göra det lättare?"),
    "innovation.6": N_("Det som ändras: vad måste bli annorlunda för att det nya ska få fäste?"),
    "innovation.7": N_("Det som ändras: vad betyder det i vardagen, rent konkret?"),
    "innovation.8": N_("Det som ändras: vad ska göras, hur och av vem?"),
    "innovation.9": N_("Det som ändras: vad hindrar, till exempel lagar, pengar eller politik?"),
    "innovation.10": N_("Det som ändras: behöver några regler göras om?"),
}


def name(code: str) -> str:
    return _(NAMES[code][0]) if code in NAMES else code


def aim(code: str) -> str:
    """What a starter is for, in a few words."""
    return _(NAMES[code][1]) if code in NAMES else ""


def say(code: str) -> str:
    """What a code of a starter says in the language that is spoken."""
    return _(TEXTS[code])

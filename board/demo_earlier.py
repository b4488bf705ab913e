"""What the demo's äldreboende has finished before, so that what is under way has something to be compared with. One of
them came back. All made up, as everything of the unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from board import commands
from board.context import Command
from board.demo_steps import On, Step, Tale, end, fill, on, tale, to


def _done(title: str, who: str, days: tuple[int, int], how: str, **told: str) -> Tale:
    """A card that `who` noted and had, from one day to another, in days ago; `how` it ended."""
    began, ended = days
    tried = ended + (began - ended) // 3
    plan = {name: told[name] for name in ("problem", "why", "measure")}
    return tale(
        title,
        f"{began + 2} 15.20 {who}",
        on(f"{began} 13.30 sara", fill(owner=who, due=-ended - 1, **plan), to("plan")),
        on(f"{tried} 07.40 {who}", to("do")),
        on(
            f"{ended} 13.30 maria",
            to("check"),
            fill(outcome=told["outcome"], decision=told["decision"]),
            to("act"),
            end(how),
        ),
        kind="forslag",
    )


def _again(reason: str) -> Step:
    """Taken up again, since it came back."""

    def step(id: str, _today: date) -> Command:
        return commands.reopen(id, reason)

    return step


def _came_back(one: Tale, *then: On) -> Tale:
    return one._replace(then=(*one.then, *then))


_TALES: tuple[Tale, ...] = (
    _done(
        "Larmknappen laddas inte över natten", "bo", (184, 175), "routine",
        problem="Knappen ligger bredvid laddaren på morgonen.", why="Utan laddning går larmet inte fram.",
        measure="Sista rundan på kvällen sätter knappen i laddaren.",
        outcome="Ingen knapp har varit urladdad på en vecka.", decision="Det står i kvällens lista.",
    ),
    _done(
        "Nattens nya nummer saknas i pärmen", "fatima", (176, 164), "routine",
        problem="Det gamla numret står kvar i pärmarna.", why="Man ringer fel när det är bråttom.",
        measure="Byt lapp i alla pärmar samma dag.", outcome="Alla pärmar har rätt nummer.",
        decision="Den som byter nummer byter också lapparna.",
    ),
    _done(
        "Alla duschar samma morgon", "lena", (170, 156), "routine",
        problem="Fem vill duscha på måndag och ingen på torsdag.", why="Måndagens frukost blir sen.",
        measure="Fråga var och en vilken dag som passar.", outcome="Duscharna är spridda på fyra dagar.",
        decision="Dagen står i genomförandeplanen.",
    ),
    _done(
        "Vi ringer dubbelt till sjuksköterskan", "eva", (163, 146), "drop",
        problem="Två ringer om samma sak samma dag.", why="Det som är bråttom får vänta.",
        measure="En lista på kontoret över vem som har ringt.", outcome="Listan glömdes, ingen skillnad.",
        decision="Vi släpper listan och pratar om det på mötet i stället.",
    ),
    _done(
        "Handskar i fel storlek", "fatima", (150, 129), "routine",
        problem="Det finns bara stora kvar mot slutet av veckan.", why="Man tar fel storlek eller inga alls.",
        measure="Beställ efter vad som tar slut.", outcome="Alla storlekar fanns i tre veckor.",
        decision="Den som öppnar sista asken skriver upp den.",
    ),
    _done(
        "Tidningen kommer inte till den som läser den", "johan", (142, 118), "routine",
        problem="Den blir liggande i entrén till eftermiddagen.", why="Dagen börjar sämre för dem som väntar.",
        measure="Den som hämtar frukostvagnen tar med tidningarna.",
        outcome="Tidningen är framme före åtta nästan varje dag.", decision="Så gör vi.",
    ),
    _done(
        "Förflyttning med för få händer", "amir", (138, 110), "routine",
        problem="Den ena är redan på väg när lyften ska göras.", why="Ont i ryggen, och otryggt för den boende.",
        measure="Båda går in tillsammans och ut tillsammans.", outcome="Två var med vid alla lyft på en månad.",
        decision="Så gör vi.",
    ),
    _done(
        "Telefonens batteri räcker inte natten ut", "bo", (132, 97), "routine",
        problem="Telefonen är slut vid fyra.", why="Ingen når den som är ensam på avdelningen.",
        measure="En laddare på varje avdelning.", outcome="Ingen telefon har varit slut sedan dess.",
        decision="Laddaren hör till avdelningen.",
    ),
    _done(
        "Ingen vet vem som vattnar på altanen", "johan", (136, 92), "drop",
        problem="Blommorna dör på sommaren.", why="Altanen blir trist att sitta på.",
        measure="Ett schema på kylskåpet.", outcome="Schemat följdes i två veckor.",
        decision="Vi frågar de boende vad de vill ha där i stället.",
    ),
    _done(
        "Rapporten tar hela överlappningen", "eva", (145, 87), "drop",
        problem="Vi läser högt det som redan står skrivet.", why="Det viktiga kommer sist.",
        measure="Bara det som har ändrats sägs.", outcome="Kortare, men två saker i veckan missades.",
        decision="Vi går tillbaka och provar något mindre en annan gång.",
    ),
    _came_back(
        _done(
            "Rullstolarna står i vägen i korridoren", "lena", (104, 84), "routine",
            problem="Fyra rullstolar står utanför matsalen.", why="Den som går med rullator kommer inte förbi.",
            measure="En märkt plats för varje rullstol.", outcome="Korridoren var fri varje kväll i tre veckor.",
            decision="Platserna är märkta.",
        ),
        on("50 16.20 lena", _again("De står där igen sedan vikarierna kom."), fill(came_back="unprepared")),
        on(
            "42 13.40 maria",
            fill(
                outcome="Fritt igen sedan alla nya har fått se platserna.",
                decision="Platserna är med när någon är ny på jobbet.",
            ),
            end("routine"),
        ),
    ),
)  # fmt: skip
"""Roughly by how long they took."""
EARLIER: Mapping[str, tuple[Tale, ...]] = {"kaprifolen": _TALES}
"""By board."""

"""What the demo's units have besides their cards: goals, measures of their own, and which cards are tied to a goal."""

from __future__ import annotations

from collections.abc import Mapping

from board.demo_steps import On, fill, measured, on, put

UNIT: Mapping[str, tuple[On, ...]] = {
    "kaprifolen": (
        on(
            "74 10.00 maria",
            put(
                "goal",
                {
                    "text": "Lugna måltider och en vardag som är ens egen",
                    "form": "direction",
                    "perspective": "citizens",
                },
                {"text": "Vi orkar och trivs på jobbet", "form": "direction", "perspective": "employer"},
            ),
            put(
                "goal",
                {
                    "text": "Åtta av tio måltider utan avbrott",
                    "form": "measurable",
                    "parent": "Lugna",
                    "target_by": 5,
                },
            ),
            put(
                "indicator",
                {
                    "text": "Nöjda med måltiden",
                    "unit": "%",
                    "better": "higher",
                    "target": 85,
                    "target_origin": "steering",
                    "follows": "effect",
                    "goal_type": "long_term",
                    "view": "outside_in",
                    "goal": "Lugna",
                    "for_whom": "dem som bor hos oss",
                    "collected_how": "fem frågor vid kaffet, den första i månaden",
                },
                {
                    "text": "Korttidsfrånvaro",
                    "unit": "%",
                    "better": "lower",
                    "goal_type": "resource",
                    "goal": "Vi orkar",
                    "collected_how": "ur lönesystemet, en gång i veckan",
                },
            ),
            put(
                "indicator",
                {
                    "text": "Timmar med vikarie",
                    "unit": "timmar",
                    "better": "lower",
                    "goal_type": "resource",
                    "perspective": "economy",
                    "balances": "Korttids",
                },
            ),
        ),
        on(
            "70 13.00 sara",
            put(
                "routine",
                {
                    "text": "Larm om natten besvaras inom fem minuter",
                    "how": "Den som är närmast går. Den som inte kan gå säger till i telefonen.",
                    "responsible": "johan",
                    "review": 60,
                },
            ),
        ),
        on(
            "2 07.10 johan",
            put(
                "event",
                *(
                    {"text": text, "sort": "deviation", "on": ago, "routine": "Larm", "status": "noted"}
                    for text, ago in (
                        ("Två larm samtidigt, det andra fick vänta en kvart", -33),
                        ("Telefonen var urladdad när larmet kom", -19),
                        ("Vikarien hade inte fått någon telefon", -6),
                        ("Larmet hördes inte i tvättstugan", -2),
                    )
                ),
                {
                    "text": "En anhörig tackade för en fin födelsedag med sång vid bordet",
                    "sort": "view",
                    "category": "praise",
                    "on": -9,
                    "status": "noted",
                    "answer": "Vi har läst det högt på mötet. Tack!",
                },
            ),
        ),
        on(
            "58 10.30 sara",
            put(
                "yearly",
                *(
                    {"text": text, "stage": stage, "month": month, "every": every}
                    for text, stage, month, every in (
                        ("Redo-analys", "analyse", "9", "year"),
                        ("Analys av året hittills", "analyse", "10", "year"),
                        ("Lokala mål och åtgärder", "enable", "11", "year"),
                        ("Verksamhetsplan", "enable", "12", "year"),
                        ("Rapport för kvartalet", "carry_out", "1", "quarter"),
                        ("Berätta för de anhöriga hur det går", "carry_out", "3", "half"),
                        ("Egenkontroll", "follow_up", "5", "year"),
                        ("Resultat- och kvalitetsberättelse", "follow_up", "2", "year"),
                    )
                ),
            ),
            put("yearly_done", {"on": -58, "yearly": "Redo", "note": "Vi gjorde den på mötet"}),
            put(
                "control",
                {"text": "Vi skriver i journalen samma dag som något händer", "theme": "Dokumentation"},
                {
                    "text": "Varje kort på tavlan har någon som äger det",
                    "theme": "Systematiskt förbättringsarbete",
                },
                {"text": "Det finns handsprit vid varje dörr", "theme": "Basala hygienrutiner"},
            ),
            put(
                "year_point",
                {"text": "Färre avbrott i måltiderna", "result": "Från var annan till var femte"},
            ),
        ),
        on(
            "20 10.30 sara",
            put(
                "control_answer",
                {"answer": "yes", "control": "Varje kort"},
                {"answer": "partly", "control": "Vi skriver", "note": "Oftast, men inte efter kvällspasset"},
            ),
        ),
        on("60 10.05 maria", measured("Korttids", "74:6,1 67:5,8 60:6,4")),
        on(
            "3 09.15 maria",
            measured("Nöjda", "70:64 42:68 14:74"),
            measured("Korttids", "53:5,5 46:6,0 39:5,2 32:5,4 25:4,9 18:5,1 11:4,6 4:4,8"),
            measured("Timmar", "60:44 53:40 46:47 39:38 32:41 25:36 18:39 11:37 4:35"),
        ),
    ),
    "nordanvind": (
        on(
            "74 08.30 anna",
            put(
                "goal",
                {"text": "Trygg medicin och kända ansikten", "form": "direction", "perspective": "citizens"},
            ),
            put(
                "indicator",
                {
                    "text": "Olika personer hos en brukare på två veckor",
                    "unit": "personer",
                    "better": "lower",
                    "target": 10,
                    "target_origin": "comparison",
                    "follows": "effect",
                    "goal_type": "outcome",
                    "goal": "Trygg",
                },
            ),
        ),
        on("4 15.20 anna", measured("Olika", "70:15 56:14 42:15 28:13 14:12")),
    ),
}
"""By board. Who writes is one of the unit's people."""

TIED: Mapping[str, tuple[On, ...]] = {
    "Måltiderna blir stökiga och flera lämnar bordet i förtid": (
        on("59 10.20 lena", fill(goal="Åtta av tio")),
    ),
    "Läkemedelssignering saknas på kvällen": (on("60 14.10 anna", fill(goal="Trygg")),),
}
"""By the title that a card was noted under."""

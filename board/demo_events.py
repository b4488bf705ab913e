"""What has happened in the demo's units, what came of it, and a risk ahead of a change. All made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from board.context import Command, Context
from board.demo_steps import On, Step, on, put, put_on
from board.method import acts
from board.ports import Draft


def came_of(*events: str) -> Step:
    """Tie events, told by their first words, to the card that they led to."""

    def step(id: str, _today: date) -> Command:
        def decide(context: Context) -> Sequence[Draft]:
            docs = context.board.table("events")
            return [
                draft
                for words in events
                for event, doc in docs.items()
                if str(doc.get("text")).startswith(words)
                for draft in acts.change("event", event, {"led_to": id})(context)
            ]

        return decide

    return step


HAPPENED: Mapping[str, tuple[On, ...]] = {
    "kaprifolen": (
        on(
            "3 20.40 fatima",
            put(
                "event",
                {
                    "text": "Dörren till altanen stod olåst till natten",
                    "on": -4,
                    "severity": 3,
                    "probability": 2,
                },
                {
                    "text": "Fråga om vi kan skriva upp vem som har varit ute i dag",
                    "sort": "view",
                    "category": "improvement",
                    "on": -3,
                },
            ),
        ),
        on(
            "2 9.10 maria",
            put_on("event", "Dörren till altanen", manager_severity=3, manager_probability=1),
        ),
        on(
            "1 16.10 johan",
            put(
                "event",
                {"text": "Alla var ute före lunch trots regnet", "sort": "positive", "on": -1},
            ),
        ),
    ),
    "nordanvind": (
        on(
            "40 08.10 anna",
            put("routine", {"text": "Nycklar kvitteras ut och in", "responsible": "emil", "review": 34}),
        ),
        on(
            "9 15.40 karin",
            put(
                "event",
                *(
                    {"text": text, "sort": "view", "category": category, "on": ago}
                    for text, category, ago in (
                        ("Ringde tre gånger efter klockan två utan att få svar", "complaint", -24),
                        ("Borde gå att skicka sms när någon blir sen", "improvement", -15),
                    )
                ),
            ),
        ),
        on(
            "2 16.05 rosa",
            put(
                "event",
                {
                    "text": "Nyckelskåpet stod olåst en morgon",
                    "routine": "Nycklar",
                    "severity": 3,
                    "probability": 2,
                    "on": -2,
                },
                {"text": "En nyckel låg kvar i bilen över natten", "routine": "Nycklar", "on": -11},
                {"text": "Vikarien hittade allt i väskan första dagen", "sort": "positive", "on": -3},
            ),
        ),
    ),
}
"""By board. Who writes is one of the unit's people."""

LED_TO: Mapping[str, tuple[On, ...]] = {
    "Svårt att nå oss på eftermiddagen": (on("8 14.20 anna", came_of("Ringde tre")),),
    "Måltiderna blir stökiga och flera lämnar bordet i förtid": (
        on(
            "18 13.50 lena",
            put(
                "risk",
                {
                    "text": "Den som håller i måltiden hinner inte svara på larm",
                    "action": "En person",
                    "severity": 3,
                    "probability": 3,
                    "severity_after": 3,
                    "probability_after": 1,
                },
            ),
        ),
        on(
            "17 9.30 maria",
            put_on(
                "risk",
                "Den som håller i måltiden",
                manager_severity=3,
                manager_probability=2,
                manager_severity_after=3,
                manager_probability_after=1,
            ),
        ),
    ),
}
"""By the title that a card was noted under."""

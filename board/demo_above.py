"""What stands above the demo's boards: a challenge that one made-up unit throws to the other, made up like all of it.

The programme that the demo has is the real one's cards, and nothing is written of it but its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from board.challenges import throw
from board.context import Command, Context
from board.demo_steps import Lifted, On, fill, on
from board.method import acts
from board.ports import Draft
from board.programmes import take_in

CHALLENGE = "Den som kommer hem från sjukhus ska ha allt på plats samma kväll"


def _challenge(_id: str, today: date) -> Command:
    fields = {
        "text": CHALLENGE,
        "owner": "maria",
        "trigger": "leader",
        "current": "Hälften av hemkomsterna saknar något första kvällen: medicin, hjälpmedel eller ett besök.",
        "target": "Medicin, hjälpmedel och första besöket är klart när personen kommer hem.",
        "obstacles": "Beskedet kommer sent, och ingen har helheten.",
        "from": today - timedelta(days=60),
        "until": today + timedelta(days=670),
    }
    return acts.add_many("challenge", None, [fields], board="kaprifolen")


def _thrown(_id: str, _today: date) -> Command:
    def decide(context: Context) -> Sequence[Draft]:
        challenges = context.org.table("challenges").items()
        challenge = next(id for id, doc in challenges if doc.get("text") == CHALLENGE)
        text = "Kan ni ta första kvällens besök, också när beskedet kommer efter tre?"
        return throw(challenge, text, "kaprifolen", to_board="nordanvind")(context)

    return decide


ABOVE: Mapping[str, tuple[On, ...]] = {
    "kaprifolen": (
        on("60 15.40 maria", Lifted(_challenge)),
        on("12 10.05 maria", Lifted(_thrown)),
    ),
}
"""By board: what its people write that all boards see, without a card."""

BELONGS: Mapping[str, tuple[On, ...]] = {
    "Hemgång från sjukhus fungerar ojämnt": (on("10 13.10 mats", fill(challenge="Den som kommer hem")),),
}
"""By the title that a card was noted under: that it belongs to the challenge."""


def programme(id: str, name: str, board: str, cards: Mapping[str, str]) -> list[Command]:
    """A programme of a board's cards, by id with their titles, in that order."""
    parts = [(board, card, title) for card, title in cards.items()]
    return [acts.add("programme", None, {"text": name}, id=id), take_in(id, parts)]

"""A unit that assesses its readiness at the command line."""

from __future__ import annotations

from typing import Any

from tests.cli.running import Tavla

TWELVE = ["3"] * 12


class Unit:
    """Öster with Vera as nyckelperson, Anna and Bo; and what a round takes."""

    def __init__(self, tavla: Tavla) -> None:
        self.tavla = tavla
        tavla.ok("people", "add", "Anna Ek", "--id", "anna")
        tavla.ok("people", "add", "Bo Alm", "--id", "bo")
        tavla.ok("add", "Ett kort")  # Vera becomes a person
        tavla.ok("people", "role", "vera", "nyckelperson")

    def json(self, action: str, *words: str, schema: str = "readiness", **more: str) -> Any:
        return self.tavla.json("readiness", action, *words, schema=schema, **more)

    def refs(self) -> list[str]:
        """Everyone's reference, as the journals name people."""
        exported = self.tavla.json("export", schema="export")
        return [one["ref"] for one in exported["people"]]

    def answers(self, who: str, *words: str) -> Any:
        return self.json("answer", *words, schema="readiness answer", TAVLA_PERSON=who)

    def round(self, *ratings: int) -> dict[str, Any]:
        """A round that Vera, Anna and Bo have answered, closed."""
        self.json("open")
        for who, rating in zip(("vera", "anna", "bo"), ratings, strict=False):
            self.answers(who, *[str(rating)] * 12)
        few = ["--few"] if len(ratings) < 3 else []
        found: dict[str, Any] = self.json("close", *few)["round"]
        return found

"""What readiness.md says of the self-assessment's lines and categories is what the program does."""

from __future__ import annotations

import re

from board.readiness import FACTORS, FEWEST_SHOWN
from board.readiness_rounds import LEADERS, REMINDER_MONTHS
from board.readiness_verdict import CATEGORIES, TOOLS_OWN
from tests.contracts.tree import ROOT
from tui import words
from tui.text import set_language

PAGE = " ".join((ROOT / "docs/readiness.md").read_text("utf-8").split())


def said(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def test_the_page_tells_every_line_that_the_tool_draws() -> None:
    for told in (
        f"medel av faktor 1–4 minst {said(TOOLS_OWN.clear)}",
        f"medel av faktor 5–12 minst {said(TOOLS_OWN.high)}",
        f"spridning i faktor 1–4 minst {said(TOOLS_OWN.competing)}",
        f"svar på minst {TOOLS_OWN.will_answered} av 4 och {TOOLS_OWN.ability_answered} av 8 faktorer",
        f"{said(TOOLS_OWN.near)} från ett medel, {said(TOOLS_OWN.near_spread)} från spridningens gräns",
    ):
        assert told in PAGE, told


def test_the_page_has_every_category_at_its_place() -> None:
    rows = {
        "competing": "drar åt olika håll", "weak": "svag eller oklar", "clear": "tydlig och gemensam",
    }  # fmt: skip
    for state, label in rows.items():
        row = re.search(rf"\| {label} \| ([^|]+) \| ([^|]+) \|", PAGE)
        assert row, label
        for ability, cell in zip(("low", "high"), row.groups(), strict=True):
            code = CATEGORIES[state, ability]
            wanted = f"Kategori {code}" if len(code) == 1 else "mitt emellan, båda råden"
            assert cell == wanted


def test_the_page_says_who_leads_and_what_is_few() -> None:
    set_language("sv")
    assert all(words.role(role) in PAGE for role in LEADERS)
    assert (len(FACTORS), FEWEST_SHOWN, REMINDER_MONTHS) == (12, 3, 12)
    for told in ("tolv faktorer", "Under tre svar", "Efter tolv månader", "tre eller fler kan räknas in"):
        assert told in PAGE

"""The words under a picture: whole items side by side, and what most people guess is left out first."""

from __future__ import annotations

from tui.drawing.legend import Told, packed

ITEMS = [Told("nov 2026", 2), Told("● mätvärde", 1), Told("┄ median 7"), Told("─ mål 3")]


def test_items_are_never_broken_over_lines() -> None:
    assert packed(ITEMS, 80) == ["nov 2026 · ● mätvärde · ┄ median 7 · ─ mål 3"]
    assert packed(ITEMS, 24) == ["nov 2026 · ● mätvärde", "┄ median 7 · ─ mål 3"]


def test_with_less_room_the_most_spare_go_first_and_then_it_is_cut() -> None:
    assert packed(ITEMS, 34, 1) == ["● mätvärde · ┄ median 7 · ─ mål 3"]
    assert packed(ITEMS, 24, 1) == ["┄ median 7 · ─ mål 3"]
    assert packed(ITEMS, 14, 1) == ["┄ median 7 ·…"]

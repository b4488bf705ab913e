"""Whose text was written over by somebody else, found among what happens."""

from __future__ import annotations

from board.ports import Doc, Event, Snapshot
from tui.replaced import Over, Replaced

ORG = Snapshot({})


def wrote(by: str, before: Doc, after: Doc | None, table: str = "cards") -> Event:
    return Event("", "", by, "set", None, None, table, "1", before, after)


def test_a_text_that_another_has_written_over_is_found_once() -> None:
    seen = Replaced()
    assert seen.take([wrote("sara", {}, {"problem": "Sara skrev"})], "sara", ORG) is None
    over = wrote("helena", {"problem": "Sara skrev"}, {"problem": "Helena skrev"})
    assert seen.take([over], "sara", ORG) == Over("helena", "cards", "problem", "1")
    assert seen.take([wrote("helena", over.after or {}, {"problem": "igen"})], "sara", ORG) is None


def test_what_is_still_in_it_what_is_no_text_and_what_waits_to_be_chosen_is_not_told() -> None:
    for after in ({"problem": "Sara skrev, och Helena"}, {"problem": "Sara skrev", "phase": "do"}, None):
        seen = Replaced()
        seen.take([wrote("sara", {}, {"problem": "Sara skrev", "phase": "plan"})], "sara", ORG)
        assert seen.take([wrote("helena", {"problem": "Sara skrev"}, after)], "sara", ORG) is None
    seen = Replaced()
    seen.take([wrote("sara", {}, {"problem": "Sara skrev"})], "sara", ORG)
    over = wrote("helena", {"problem": "Sara skrev"}, {"problem": "Helena skrev"})
    assert seen.take([over], "sara", ORG, {("cards", "1"): ("problem",)}) is None


def test_it_is_told_to_nobody_but_whose_it_was() -> None:
    over = wrote("helena", {"problem": "Sara skrev"}, {"problem": "Helena skrev"})
    for me in ("bo", "helena", None):
        seen = Replaced()
        seen.take([wrote("sara", {}, {"problem": "Sara skrev"})], "sara", ORG)
        assert seen.take([over], me, ORG) is None

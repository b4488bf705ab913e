"""Text not saved yet: kept for each session by itself, and found when that session has ended."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.tui.seat import put, sit_down
from tui.drafts import Drafts

Make = Callable[..., Path]


def test_what_a_session_keeps_is_its_own_till_it_ends(tmp_path: Path) -> None:
    one, other = Drafts(str(tmp_path / "drafts")), Drafts(str(tmp_path / "drafts"))
    one.keep("note", "ettans")
    assert other.find("note") is None
    other.keep("note", "tvåans")
    assert (one.find("note"), other.find("note")) == ("ettans", "tvåans")
    other.keep("note", "")
    assert one.find("note") == "ettans", "what the other has saved is not this one's"
    one.close()
    assert other.find("note") == "ettans"
    assert Drafts(str(tmp_path / "drafts")).find("note") is None, "it has been taken over"


def test_what_several_lost_sessions_left_is_found_one_after_another(tmp_path: Path) -> None:
    for left in ("första", "andra"):
        lost = Drafts(str(tmp_path / "drafts"))
        lost.keep("note", left)
        lost.close()
    later = Drafts(str(tmp_path / "drafts"))
    found = []
    while text := later.find("note"):
        found.append(text)
        later.keep("note", "")
    assert sorted(found) == ["andra", "första"]
    later.close()
    assert os.listdir(tmp_path / "drafts") == [], "nothing is left behind where nothing is kept"


def test_a_home_that_cannot_be_written_to_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    drafts = Drafts(str(tmp_path / "file" / "drafts"))
    drafts.keep("note", "text")
    assert drafts.find("note") is None
    drafts.close()


async def test_two_terminals_of_one_person_write_without_disturbing_each_other(board: Make) -> None:
    root = board(put("Nycklarna"))
    async with sit_down(root) as one, sit_down(root) as other:
        await one.press("n")
        await one.write("Ettans rad")
        one.app.desk.keep_draft("note", one.written)
        await other.press("n")
        assert other.written == "", "what somebody is writing is not offered elsewhere"
        await other.write("Tvåans rad")
        other.app.desk.keep_draft("note", other.written)
        await other.press("enter")
        assert one.written == "Ettans rad"
        one.app.exit()
    async with sit_down(root) as seat:
        assert "inte hann sparas" in seat.said
        await seat.press("n")
        assert seat.written == "Ettans rad"
    assert sorted(seat.titles) == ["Nycklarna", "Tvåans rad"]


def test_what_is_no_file_of_ours_is_passed_by(tmp_path: Path) -> None:
    """A pipe that nobody writes to is not waited for, and brackets without end are nobody's text."""
    from tui.remembered import recall, remember

    place = tmp_path / "drafts"
    place.mkdir()
    for name, make in (
        ("1-aa", lambda at: os.mkfifo(at)),
        ("2-bb", lambda at: at.mkdir()),
        ("3-cc", lambda at: at.write_bytes(bytes(400))),
        ("4-dd", lambda at: at.write_text("[" * 200_000)),
    ):
        (place / f"{name}.lock").touch()
        make(place / f"{name}.json")
    os.mkfifo(place / "5-ee.lock")
    (place / "6-ff.lock").mkdir()
    drafts = Drafts(str(place))
    assert drafts.find("note") is None
    drafts.keep("note", "mitt")
    assert drafts.find("note") == "mitt"
    remember(str(place / "1-aa.json"), "tavla", "ett")
    assert recall(str(place / "1-aa.json"), "tavla") == "ett"

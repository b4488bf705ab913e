"""`tavla calendar`: the file is opened and read by another library than the one that wrote it."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from board.ports import Change, Draft
from tests.carrying import meet
from tests.cli.running import Tavla
from tui.compose import Session

HERE = ZoneInfo("Europe/Stockholm")


def opened(data: str | Path) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(data if isinstance(data, str) else data.read_text("utf-8"))


def named(file: Calendar) -> dict[str, Event]:
    return {str(event.summary): event for event in file.events if event.recurrence_id is None}


def meetings(file: Calendar, first: date, last: date) -> list[str]:
    found = file.timeline_tz(HERE).overlapping(
        datetime(first.year, first.month, first.day, tzinfo=HERE),
        datetime(last.year, last.month, last.day, tzinfo=HERE),
    )
    times = [event.dtstart for event in found if isinstance(event.dtstart, datetime)]
    return [f"{at.astimezone(HERE):%Y-%m-%d %H:%M}" for at in times]


@pytest.fixture
def rhythmic(tavla: Tavla) -> Tavla:
    tavla.ok("meeting", "rhythm", *"varje tors 13.30 45 min --without juli --place Köket".split())
    return tavla


def test_meetings_fall_where_the_board_has_them_for_two_years(rhythmic: Tavla) -> None:
    rhythmic.ok("meeting", "move", "fre", "9.00")
    rhythmic.ok("meeting", "cancel", "--day", "10/12")
    rhythmic.ok("meeting", "book", "30/11", "8.00")
    file = opened(rhythmic.ok("calendar"))
    told = meetings(file, date(2026, 11, 23), date(2028, 11, 1))
    # Ascension day is a Thursday; the eves of Christmas and New Year 2026 are, too.
    assert told[:6] == [
        "2026-11-27 09:00", "2026-11-30 08:00", "2026-12-03 13:30", "2026-12-17 13:30", "2027-01-07 13:30",
        "2027-01-14 13:30",
    ]  # fmt: skip
    assert not [day for day in told if day[5:7] == "07" or day[:10] in ("2027-05-06", "2028-05-25")]
    assert {day[11:] for day in told[2:]} == {"13:30"}, "by the clock on the wall, summer and winter"
    # By its own reckoning the program has as many.
    own = rhythmic.json("meeting", "next", "50")["next"]
    assert [one["start"].replace("T", " ") for one in own] == told[:50]
    meeting = named(file)["Förbättringsmöte Öster"]
    assert (meeting.location, meeting.computed_duration) == ("Köket", timedelta(minutes=45))
    assert [alarm.trigger for alarm in meeting.alarm] == [timedelta(hours=-1)]


def test_the_zone_is_a_rule_that_gives_summer_time_as_the_land_has_it(rhythmic: Tavla) -> None:
    text = rhythmic.ok("calendar")
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")] + "END:VTIMEZONE\r\n"
    assert "RDATE" not in zone
    read = tzical(StringIO(zone)).get("Europe/Stockholm")
    hours = (datetime(2026, 1, 1, 12) + timedelta(hours=7 * n) for n in range(5000))  # noqa: DTZ001 - put in either zone below
    assert not [
        at for at in hours if at.replace(tzinfo=read).utcoffset() != at.replace(tzinfo=HERE).utcoffset()
    ]


def test_what_is_to_be_done_is_a_day_and_what_the_team_keeps_to_itself_is_not_there(tavla: Tavla) -> None:
    id = tavla.add("Vi letar nycklar", "--due", "2026-12-01")
    tavla.ok("move", id, "plan")
    tavla.ok("activity", "add", id, "Märk skåpet", "due=2026-11-30")
    tavla.ok("dialogue", "add", id, "challenge=Nycklarna", "visit=2026-12-03")
    kept = tavla.add("Bara för oss", "--due", "2026-12-02")
    tavla.ok("set", kept, "internal=ja")
    tavla.ok("activity", "add", kept, "Tyst", "due=2026-12-02")
    tavla.ok("--not-personnummer", "add", "Gäller 19811218-9876", "--due", "2026-12-04")
    text = tavla.ok("calendar")
    days = {name: event.dtstart for name, event in named(opened(text)).items()}
    assert days == {
        "Följ upp: Vi letar nycklar": date(2026, 12, 1),
        "Att göra: Märk skåpet": date(2026, 11, 30),
        "Komma och titta: Vi letar nycklar": date(2026, 12, 3),
        "Följ upp: ett kort på tavlan": date(2026, 12, 4),
    }
    for hidden in ("Bara för oss", "Tyst", "811218", "Vera"):
        assert hidden not in text


def test_a_persons_calendar_has_what_is_theirs(rhythmic: Tavla) -> None:
    tavla = rhythmic
    tavla.ok("people", "add", "Bo Alm", "--id", "bo", "--role", "nyckelperson")
    tavla.ok("people", "add", "Mia Ås", "--id", "mia")
    tavla.add("Bos", "--owner", "bo", "--due", "2026-12-01")
    veras = tavla.add("Veras", "--owner", "vera", "--due", "2026-12-01")
    tavla.ok("move", veras, "plan")
    tavla.ok("activity", "add", veras, "Ring", "due=2026-11-30", "who=bo")
    found = {who: set(named(opened(tavla.ok("calendar", "--for", who)))) for who in ("bo", "mia", "vera")}
    assert found == {
        "bo": {"Förbättringsmöte Öster", "Följ upp: Bos", "Att göra: Ring"},
        "mia": set(),
        "vera": {"Förbättringsmöte Öster", "Följ upp: Veras"},
    }


def test_a_folder_has_a_file_for_each_board_and_one_that_would_be_the_same_is_not_written(
    rhythmic: Tavla, tmp_path: Path
) -> None:
    tavla, folder = rhythmic, tmp_path / "public"
    folder.mkdir()
    tavla.ok("init", "Väster")
    tavla.ok("--board", "vaster", "board", "archive")
    first = tavla.json("calendar", str(folder), "--for", "vera")["files"]
    assert [(one["file"], one["written"]) for one in first] == [(str(folder / "person-vera.ics"), True)]
    (made,) = tavla.json("calendar", str(folder))["files"]
    assert sorted(os.listdir(folder)) == ["oster.ics", "person-vera.ics"]
    before = opened(folder / "oster.ics")
    assert [one["written"] for one in tavla.json("calendar", str(folder))["files"]] == [False]

    tavla.ok("meeting", "cancel")
    (again,) = tavla.json("calendar", str(folder))["files"]
    assert again["written"]
    after = opened(folder / "oster.ics")
    one, other = (named(file)["Förbättringsmöte Öster"] for file in (before, after))
    assert one.uid == other.uid
    assert (one.sequence or 0) < (other.sequence or 0)
    assert made["events"] == again["events"] == 1
    tavla.refused("file_failed", "calendar", str(tmp_path / "nowhere"), exit_code=3)


def test_one_calendar_goes_to_stdout_with_a_dash_as_other_files_do(rhythmic: Tavla) -> None:
    tavla = rhythmic
    assert tavla.ok("calendar", "-") == tavla.ok("calendar")
    assert tavla.ok("calendar", "-", "--for", "vera") == tavla.ok("calendar", "--for", "vera")
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    assert tavla("calendar", "-", "--for", "vera", "--for", "bo").code == 2, "one at a time"


def test_a_board_called_as_a_persons_file_has_a_file_of_its_own(tavla: Tavla, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    tavla.ok("init", "Personalen Bo", "--id", "person-bo")
    tavla.env["TAVLA_BOARD"] = "person-bo"
    tavla.add("Tavlans", "--due", "2026-12-01")
    old = folder / "person-bo.ics"
    old.write_text(tavla.ok("calendar"), "utf-8")
    tavla.add("Ny på tavlan", "--due", "2026-12-02")
    tavla.ok("--board", "person-bo", "calendar", str(folder))
    assert old.read_text("utf-8") == (folder / "_person-bo.ics").read_text("utf-8"), "who has the old address"
    tavla.ok("people", "add", "Bo Alm", "--id", "bo")
    tavla.ok("--board", "person-bo", "calendar", str(folder))
    tavla.ok("calendar", str(folder), "--for", "bo")
    assert "Följ upp: Tavlans" in (folder / "_person-bo.ics").read_text("utf-8")
    assert "Tavlans" not in old.read_text("utf-8")
    tavla.ok("calendar", str(folder))
    assert sorted(os.listdir(folder)) == ["_person-bo.ics", "person-bo.ics"]
    assert "Tavlans" not in old.read_text("utf-8")


def test_without_the_library_it_says_what_to_install(tavla: Tavla, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert "tavla-board[kalender]" in tavla.refused("calendar_missing", "calendar")["message"]


def test_two_computers_write_the_same_file(rhythmic: Tavla, tmp_path: Path) -> None:
    here, there = rhythmic, Tavla(tmp_path / "annan")
    there.ok("init", "Deras egen")
    there.now += timedelta(hours=1)
    meet(here.home, there.home)
    here.env = there.env = {"TAVLA_BOARD": "oster"}
    here.add("Nycklarna", "--due", "2026-12-01")
    there.ok("meeting", "cancel", "--day", "3/12")
    there.ok("meeting", "restore", "3/12")
    meet(here.home, there.home)
    one, other = here.ok("calendar"), there.ok("calendar")
    assert one == other
    assert "Följ upp: Nycklarna" in one


def test_the_calendar_of_a_board_that_is_archived_is_emptied_and_nobody_elses_file_is(
    rhythmic: Tavla, tmp_path: Path
) -> None:
    tavla, folder = rhythmic, tmp_path / "public"
    folder.mkdir()
    tavla.ok("calendar", str(folder))
    (file,) = folder.glob("*.ics")
    assert meetings(opened(file), date(2026, 11, 23), date(2027, 1, 1))
    tavla.ok("board", "archive")
    said = tavla("calendar", str(folder))
    assert f"Tömde {file}: tavlan är arkiverad" in " ".join(said.err.split())
    assert not opened(file).events
    assert "är som den var" in tavla("calendar", str(folder)).err
    file.write_text("Någon annans", "utf-8")
    tavla.ok("calendar", str(folder))
    assert file.read_text("utf-8") == "Någon annans"
    file.unlink()
    tavla.ok("calendar", str(folder))
    assert not file.exists(), "none is made for it"


def test_what_people_write_is_text_in_the_file_and_nothing_else(tavla: Tavla) -> None:
    session = Session(str(tavla.home), env={}, clock=tavla.clock, board="oster", person="vera")
    name = "Öster\r\nBEGIN:VEVENT, a;b"
    odd = ("BEGIN:VEVENT", "a,b;c\\d:e \\n", "å🧑‍🦽" * 60, "DTSTART:20261122")
    cells = [{"title": title, "phase": "check", "due": f"2026-11-2{n}"} for n, title in enumerate(odd, 1)]
    cells += [{"title": "Sist", "phase": "check", "due": day} for day in ("0001-01-01", "9999-12-31")]
    cards = [Change("cards", str(n), one) for n, one in enumerate(cells, 1)]
    board = Change("board", "1", {"name": name, "meeting_place": "Köket\nEND:VCALENDAR"})
    session.store().commit("vera", lambda _: [Draft("set", (board, *cards))])
    tavla.ok(
        "meeting", "rhythm", *"varje sön 2.30".split()
    )  # an hour that is not there when summer time begins
    told = tavla.ok("calendar")
    lines = told.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines), "no letter is split where a line is folded"
    assert b"\n" not in b"".join(lines)
    found = named(opened(told))
    assert {"Följ upp: " + title for title in (*odd, "Sist")} < set(found)
    assert [one.location for one in found.values() if one.location] == ["Köket\nEND:VCALENDAR"]
    assert tavla.json("calendar")["files"][0]["events"] == len(opened(told).events)

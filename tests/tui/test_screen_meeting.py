"""A meeting on the screen: gone through by keys to its minutes, the same at two terminals, there after a crash."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from board.context import Command, Context
from board.meeting import holding
from board.method import acts
from board.ports import Draft
from tests.tui.apart import Elsewhere
from tests.tui.neighbours import lift, neighbours
from tests.tui.seat import Clock, Seat, put, session_at, sit_down
from tui.idle import Idle

Make = Callable[..., Path]


def changed(title: str, **cells: object) -> Command:
    """Cells of a card that is there, as they lie."""

    def decide(context: Context) -> Sequence[Draft]:
        from board.ports import Change

        id = next(id for id, doc in context.board.table("cards").items() if doc["title"] == title)
        return [Draft("set", (Change("cards", id, dict(cells)),))]

    return decide


WORK = (
    put("Nyckelskåpet"),
    put("Handsprit", "plan", problem="Den glöms mellan rummen"),
    put("Frukosten", "plan"),
    put("Fallen", "do", owner="bo"),
    put("Tvätten", "check", due="2026-11-20", measure="Märkta påsar"),
    put("Fikat", "act", outcome="Det blev lugnare"),
    changed("Frukosten", on_meeting=True),
)


def where(seat: Seat) -> str:
    found = re.search(r"(\d+ av \d+ · [^·]+) · ", seat.text)
    assert found, seat.text
    return found.group(1)


async def test_a_meeting_is_gone_through_point_by_point_to_its_minutes(board: Make) -> None:
    clock = Clock()
    async with sit_down(board(*WORK), clock=clock) as seat:
        await seat.press("m")
        assert "Börja mötet" in seat.text
        assert re.search(r"Sortera +1 +Nyckelskåpet", seat.text)
        assert "Inga än" in seat.text
        await seat.press("down", "down", "down", "down", "enter")
        assert re.search(r"Planera +2\n +Frukosten\n +Handsprit\n", seat.text), "what a figure stands for"
        await seat.press("home", "enter", "enter")
        assert where(seat) == "1 av 9 · Sedan sist"
        assert "3 min kvar" in seat.text
        assert "+ nytt" in seat.text

        await seat.press("right")
        assert where(seat) == "2 av 9 · Sortera"
        assert "1 ja, till Planera" in seat.text
        await seat.press("1")
        assert seat.card("Nyckelskåpet")["phase"] == "plan"
        assert "Inget väntar här" in seat.text
        await seat.press("u")
        assert seat.card("Nyckelskåpet")["phase"] == "inbox"
        assert where(seat) == "2 av 9 · Sortera", (
            "undo takes back the decision, not the way through the meeting"
        )
        await seat.press("2")
        await seat.write("Fastighet byter det i januari", "enter")
        assert seat.card("Nyckelskåpet")["state"] == "archived"

        await seat.press("right")
        assert seat.text.index("» Frukosten") < seat.text.index("Handsprit"), "what is wished for comes first"
        await seat.press("n")
        await seat.write("Börja med en vecka", "enter")
        assert "Antecknat" in seat.text
        clock.now += timedelta(minutes=12)
        seat.shell.pages[-1].tick()  # type: ignore[attr-defined]
        await seat.settled()
        assert "2 min över" in seat.text
        assert "gå vidare när det är klart" in seat.text

        await seat.press("right", "right")
        assert where(seat) == "5 av 9 · Följa upp"
        assert "1 bättre" in seat.text
        await seat.press("1")
        assert (seat.card("Tvätten")["improvement"], seat.card("Tvätten")["phase"]) == ("improvement", "act")
        assert "väntar" not in seat.rows[1], "what has been followed up waits no longer"

        await seat.press("right")
        assert {"Fikat", "Tvätten"} <= set(seat.text.split())
        await seat.press("home")
        title = "Fikat" if seat.text.index("Fikat") < seat.text.index("Tvätten") else "Tvätten"
        await seat.press("3")
        await seat.write("Det hjälpte inte", "enter")
        await seat.press("escape", "escape")
        assert seat.card(title)["finish"] == "drop"

        await seat.press("right", "right")
        assert where(seat) == "8 av 9 · Reflektion"
        await seat.press("right", "plus")
        await seat.write("Fråga natten", "enter")
        assert "Till vilket kort" in seat.asked
        await seat.write("hand", "enter")
        await seat.write("bo", "enter")
        await seat.write("tis", "enter")
        assert re.search(r"Fråga natten\n.*\+ lovat +Bo · tis 24 nov · ”Handsprit”", seat.text)

        await seat.press("right")
        assert "räkna 12 min som förbättringstid" in seat.asked
        await seat.press("down", "enter")
        assert seat.page == "minutes"
        [time] = seat.disk().table("times").values()
        assert (time["got"], time["text"]) == (12, "Möte")
        said = seat.said
        assert "Med på mötet – Anna Ek" in said
        assert "Svarade nej: inte nu. Fastighet byter det i januari" in said
        assert "Börja med en vecka" in said
        assert "Fråga natten Bo Alm · tis 24 nov · Handsprit" in said
        assert "on_meeting" not in seat.card("Frukosten"), "what has been taken up is no longer wished for"
        await seat.press("escape", "m")
        assert "1 är med · 1 löfte" in seat.text
        assert "Förbättringstid: 12 min de senaste 7 dagarna" in seat.text
        assert "Räkna mötet" not in seat.text, "never twice for one meeting"


async def test_parking_in_a_meeting_says_what_is_left_on_the_card(board: Make) -> None:
    root = board(*WORK)
    session = session_at(root, Clock(), person="anna", board="oster")
    id = next(i for i, doc in session.store().snapshot.table("cards").items() if doc["title"] == "Frukosten")
    session.do(acts.add("activity", id, {"text": "Fråga köket", "who": "bo"}))
    async with sit_down(root) as seat:
        await seat.press("m", "home", "enter", "enter", "right", "right")
        assert where(seat) == "3 av 9 · Planera"
        await seat.press("3")
        assert "Lägga undan kortet?" in seat.asked
        assert "På kortet finns 1 löfte kvar." in seat.asked
        await seat.press("enter")
        await seat.write("Köket byggs om", "enter")
        card = seat.card("Frukosten")
        assert (card["state"], card["state_why"]) == ("parked", "Köket byggs om")
        assert "Kortet är undanlagt och finns kvar (e)." in seat.said


async def test_two_meetings_begun_apart_are_told_and_made_one(board: Make) -> None:
    root, clock = board(*WORK), Clock()
    elsewhere = Elsewhere(root, clock)
    async with sit_down(root, clock=clock) as seat:
        await seat.press("m", "home", "enter", "enter")
        assert "Två möten pågår" not in seat.text
        clock.now += timedelta(minutes=2)
        elsewhere.session.do(holding.start("short"))
        theirs = next(iter(elsewhere.session.store().snapshot.table("meetings")))
        elsewhere.session.do(holding.note(theirs, "sort", "Bos ord"))
        elsewhere.meet()
        await seat.until(lambda: "Två möten pågår" in seat.text)
        assert "det som Bo började i dag 12.02, vid en annan dator" in seat.said
        await seat.press("home", "enter")
        assert "Två möten pågår. Vilket gäller?" in seat.asked
        assert "det som Anna började i dag 12.00" in seat.asked
        await seat.press("enter")
        assert "Nu är det ett möte." in seat.said
        assert "2 är med" in seat.text
        await seat.press("E", "enter")
        assert seat.page == "minutes"
        assert "Bo Alm" in seat.text
        assert "Bos ord" in seat.text


async def test_points_people_and_pauses_are_a_key_each(board: Make) -> None:
    async with sit_down(board(*WORK), size=(80, 24)) as seat:
        await seat.press("m", "down", "enter", "enter")
        assert where(seat) == "1 av 5 · Sedan sist"
        await seat.press("minus")
        assert where(seat) == "1 av 4 · Sortera"
        await seat.press("O")
        assert "överhoppad" in seat.asked
        await seat.write("Julschemat", "enter")
        await seat.press("shift+right")
        assert where(seat) == "2 av 5 · Sortera"
        await seat.press("left")
        assert where(seat) == "1 av 5 · Julschemat"
        await seat.press("O", "enter")
        assert where(seat) == "1 av 6 · Sedan sist", "a point that was passed over is gone to"
        await seat.press("N", "down", "enter", "down", "down", "enter", "enter")
        assert "gäster: 2" in seat.asked
        await seat.write("mia", "enter")
        assert "✓ Mia Ås" in seat.asked
        await seat.press("escape")
        assert "3 är med och 2 gäster" in seat.text
        await seat.press("P")
        assert "paus" in seat.text
        [doc] = seat.disk().table("meetings").values()
        assert "ticking" not in doc
        await seat.press("P")
        assert "30 sekunder kvar" in seat.text
        await seat.press("left")
        assert where(seat) == "1 av 6 · Sedan sist"
        await seat.resize(60, 16)
        await seat.press("right", "right")
        assert "Sortera" in seat.text
        assert "Nyckelskåpet" in seat.text
        await seat.press("E", "down", "enter")
        assert seat.page == "meeting"


async def test_two_terminals_show_the_same_meeting(board: Make) -> None:
    root = board(changed_board(**{"strict/introduce_routine": True}), *WORK)
    async with sit_down(root) as anna, sit_down(root, person="bo") as bo:
        await anna.press("m", "enter", "enter", "right")
        await bo.until(lambda: "möte pågår: m" in bo.text, "word of the meeting")
        await bo.press("m")
        await bo.until(lambda: "2 av 9 · Sortera" in bo.text, "the same point")
        await bo.press("right")
        await anna.until(
            lambda: "Planera" in anna.text and where(anna) == "3 av 9 · Planera", "the next point"
        )
        await bo.press("right", "right", "right", "1")
        await bo.write("Vi gör så här nu", "enter")
        assert "bara av den som är förbättringsledare: Anna" in bo.said, "whose a decision is holds here, too"
        await bo.press("escape", "escape")
        await anna.until(lambda: where(anna) == "6 av 9 · Agera", "the point that Bo has gone to")
        await anna.press("1")
        await anna.write("Vi gör så här nu", "enter", "escape", "escape")
        assert anna.card("Fikat")["finish"] == "routine"
        await anna.press("E", "enter")
        await bo.until(lambda: "Mötet är slut" in bo.text, "the end")
        await bo.press("enter")
        assert bo.page == "minutes"
        assert "Vi gör så här nu" in bo.said
        await anna.press("u")
        await bo.until(
            lambda: (
                not bo.disk().table("meetings")
                or "ended" not in next(iter(bo.disk().table("meetings").values()))
            ),
            "the meeting again",
        )
        await anna.press("m")
        await anna.until(lambda: "6 av 9 · Agera" in anna.text, "the meeting whose end was taken back")


async def test_a_meeting_is_there_after_a_crash_and_one_that_was_left_asks_what_to_do(board: Make) -> None:
    root, clock = board(*WORK), Clock()
    begun = session_at(root, clock, person="anna", board="oster")
    begun.choose_board()
    begun.do(holding.start())
    del begun
    clock.now += timedelta(minutes=1)
    async with sit_down(root, clock=clock, person="bo") as seat:
        await seat.press("m")
        assert where(seat) == "1 av 9 · Sedan sist"
        assert "2 min kvar" in seat.text
        await seat.press("escape")
        clock.now += timedelta(days=1)
        await seat.press("m")
        assert "avslutades inte" in seat.text
        await seat.press("enter")
        assert where(seat) == "1 av 9 · Sedan sist"
        [doc] = seat.disk().table("meetings").values()
        assert len(doc["present"]) == 2


def part(kind: str, card: str, **fields: object) -> Command:
    """A part of a card told by its title, or (no title) of the unit."""

    def decide(context: Context) -> Sequence[Draft]:
        cards = context.board.table("cards").items()
        on = next(id for id, doc in cards if doc["title"] == card) if card else None
        return acts.add(kind, on, fields)(context)

    return decide


async def test_what_is_no_card_is_decided_by_the_same_keys(tmp_path: Path) -> None:
    root = neighbours(
        tmp_path / "tavla",
        put("Fallen", "do"),
        part("event", "", text="Larmet hördes inte"),
        part("event", "", text="Alla fick bada"),
        part("routine", "Fallen", text="Kvällsrundan", review="2026-11-20"),
        part("activity", "Fallen", text="Köp lampor", who="bo", due="2026-11-21"),
    )
    lift(root, "vaster", "Larmet", "Vi når inte receptet", to_board="oster")
    async with sit_down(root, board="oster") as seat:
        await seat.press("m", "enter", "enter", "right")
        assert "gör ett kort" in seat.text
        await seat.press("1")
        [made] = {"Larmet hördes inte", "Alla fick bada"} & {*seat.titles}
        assert seat.card(made)["phase"] == "inbox", "sorted next, as any card there"
        await seat.press("end", "2")
        statuses = sorted(doc["status"] for doc in seat.disk().table("events").values())
        assert statuses == ["card", "noted"]
        await seat.press("right", "right", "right")
        assert "! skulle setts över fre 20 nov" in seat.text
        await seat.press("2")
        [check] = seat.disk().table("routine_checks").values()
        assert check["answer"] == "partly"
        await seat.press("right", "right")
        assert "^ väntar på vårt svar" in seat.text
        await seat.press("1")
        await seat.write("Ja, vi ringer i kväll", "enter")
        [asked] = seat.org.table("lifts").values()
        assert asked["answer"] == "Ja, vi ringer i kväll"
        await seat.press("right", "right")
        assert "! skulle vara klart lör 21 nov" in seat.text
        await seat.press("1")
        [promised] = seat.disk().table("activities").values()
        assert promised["done"]


async def test_nobody_is_signed_out_of_a_meeting_for_talking(board: Make) -> None:
    seconds = 0.0
    async with sit_down(board(changed_board(idle=2), *WORK)) as seat:
        idle = Idle(clock=lambda: seconds)
        await seat.press("m", "enter", "enter")
        seconds = 10 * 60.0
        idle.look(seat.shell)
        assert seat.page == "meeting"
        await seat.press("P")
        idle.look(seat.shell)
        assert seat.page == "wall"


def changed_board(**cells: object) -> Command:
    def decide(context: Context) -> Sequence[Draft]:
        from board.ports import Change

        return [Draft("board", (Change("board", "1", dict(cells)),))]

    return decide


@pytest.mark.parametrize("size", [(160, 45), (120, 36)], ids=str)
async def test_the_points_name_and_time_are_large_where_there_is_room(
    board: Make, size: tuple[int, int]
) -> None:
    async with sit_down(board(*WORK), size=size) as seat:
        await seat.press("m", "enter", "enter")
        high = sum(any(block in row for block in "█▀▄") for row in seat.rows)
        assert high == (5 if size == (160, 45) else 3)

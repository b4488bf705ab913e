"""Varv: what each running card waits for and on whom, in what order; how cards are shared; starting again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board import balance, commands, cycle_view, recurring, remind, restart, stall
from board.cycles import finish
from board.flow_trails import trails_of
from board.forgetting import forget
from board.history import entries
from board.marks import last_activity, marks
from board.meeting import holding
from board.method import acts
from board.method.dates import Day
from board.organisation import change_board, give_role
from board.overview import facts_of
from board.start_views import Around as Mine
from board.start_views import sections
from tests.board.team import Team, planned, refused


@pytest.fixture
def team() -> Team:
    """Anna leads the board, Bo is its nyckelperson."""
    made = Team()
    made.organises("anna", give_role("anna", "forbattringsledare", board="oster"))
    made.organises("anna", give_role("bo", "nyckelperson", board="oster"))
    return made


def seen(team: Team, who: str = "bo") -> cycle_view.Seen:
    board = team.board
    around = cycle_view.Around(
        board.snapshot, team.org.snapshot, "oster", trails_of(board), team.refs[who], team.now
    )
    return cycle_view.look(around)


def row(team: Team, card: str, who: str = "bo") -> cycle_view.Row:
    return next(one for one in seen(team, who).rows if one.card == card)


def waits(team: Team, card: str) -> tuple[str, list[str], str]:
    """What a card waits for, on whom, and what is said of it."""
    wait = row(team, card).wait
    names = {ref: handle for handle, ref in team.refs.items()}
    return wait.code, [names[ref] for ref in wait.who], wait.said


def goes(team: Team, card: str, *phases: str) -> None:
    team.does("anna", *(commands.move(card, phase, "nu") for phase in phases))


def test_a_card_waits_for_what_its_phase_wants_next_and_the_one_who_can_give_it(team: Team) -> None:
    card = team.notes("Nycklarna", owner="mia")
    assert seen(team).rows == (), "a proposal is no cycle yet"
    assert (seen(team).proposals, seen(team).waited) == (1, 0)
    goes(team, card, "plan")
    assert waits(team, card) == ("wanted", ["mia"], "problem")
    team.does("mia", commands.edit(card, planned(owner="mia")))
    assert waits(team, card) == ("ready", ["mia"], "")
    team.does("mia", acts.add("action", card, {"text": "Ett skåp"}))
    assert waits(team, card) == ("proposed", ["anna"], "Ett skåp")
    action = next(iter(team.board.snapshot.table("actions")))
    team.does("anna", acts.change("action", action, {"status": "decided"}))
    goes(team, card, "do")
    assert waits(team, card) == ("running", ["mia"], "")
    team.does(
        "mia",
        acts.add("activity", card, {"text": "Mät dörren", "who": "bo", "due": date(2026, 11, 18)}),
        acts.add("activity", card, {"text": "Sätt upp", "due": date(2026, 11, 20)}),
    )
    assert waits(team, card) == ("activity", ["bo"], "Mät dörren")
    assert row(team, card).next == Day(
        date(2026, 11, 18),
        "activity",
        "activity",
        next(iter(team.board.snapshot.table("activities"))),
        card,
        False,
    )
    team.now += timedelta(days=21)
    assert waits(team, card) == ("follow_up", ["mia"], "")
    goes(team, card, "check")
    assert waits(team, card) == ("follow_up", ["mia"], "")
    team.does("mia", commands.edit(card, {"outcome": "Det blev bättre."}))
    assert waits(team, card) == ("judged", ["mia"], "")
    goes(team, card, "act")
    assert waits(team, card) == ("decide", ["anna"], "")


def test_what_is_lifted_and_what_nobody_holds_come_before_what_the_phase_wants(team: Team) -> None:
    card = team.notes("Låset")
    goes(team, card, "plan")
    assert waits(team, card) == ("owner", ["bo"], "")
    team.does("anna", commands.edit(card, {"owner": "mia"}))
    team.organises("anna", forget("mia"))
    assert waits(team, card) == ("owner", ["bo"], ""), "one who has left owns nothing"
    lifted = {"text": "Nytt lås", "to_role": "forbattringsledare", "answer_by": date(2026, 11, 20)}
    team.organises("anna", acts.add_many("lift", card, (lifted,), board="oster"))
    assert waits(team, card) == ("lift", ["anna"], "forbattringsledare")
    assert row(team, card).wait.day == date(2026, 11, 20)


def test_what_needs_the_one_who_looks_comes_first(team: Team) -> None:
    old = team.notes("Står still", **planned(owner="anna", due=None))
    goes(team, old, "plan")
    team.now += timedelta(days=30)
    running = team.notes("Går bra", **planned(owner="mia"))
    mine = team.notes("Bos egen", owner="bo")
    late = team.notes("Skulle följts upp", **planned(owner="mia", due=date(2026, 12, 10)))
    goes(team, running, "plan", "do")
    team.does("anna", commands.edit(running, {"due": date(2027, 1, 10)}))
    goes(team, mine, "plan")
    goes(team, late, "plan", "do")
    titles = [one.title for one in seen(team).rows]
    assert titles == ["Bos egen", "Står still", "Skulle följts upp", "Går bra"]
    assert seen(team, "anna").rows[0].title == "Står still"
    assert [one.mine for one in seen(team).rows] == [True, False, False, False]


def test_an_age_is_told_against_the_teams_own_earlier_cards(team: Team) -> None:
    for number in range(10):
        card = team.notes(f"Kort {number}", **planned())
        goes(team, card, "plan")
        team.now += timedelta(days=number)
        team.does("anna", finish(card, "drop", "Det räckte."))
    card = team.notes("Det här", **planned())
    goes(team, card, "plan")
    team.now += timedelta(days=8)
    found = row(team, card)
    assert (found.age, found.older, found.pace) == (9, (8, 10), "slow")
    assert found.recurring == ()
    team.now += timedelta(days=8)
    assert [one.code for one in row(team, card).recurring] == ["endless"], "beyond 95 of 100"


def test_a_board_stands_still_as_long_as_its_liveliest_card_and_goes_by_its_own_meetings(team: Team) -> None:
    one, other = team.notes("Ett"), team.notes("Annat")
    goes(team, one, "plan")
    assert seen(team).stall == stall.Stall("", 0)
    team.now += timedelta(days=21)
    assert seen(team).stall.code == "still"
    assert row(team, one).stall == "still"
    assert [mark.code for mark in marks(team.doc(one), team.now)] == ["still"]
    team.does("mia", commands.comment(other, "Nu tar vi tag i det."))
    assert seen(team).stall == stall.Stall("", 0)
    team.does(
        "anna",
        change_board(
            {"meeting_rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "meeting_start": "2026-11-17T13:30"}
        ),
    )
    team.now += timedelta(days=7)
    assert row(team, one).stall == "still_long", "two meetings of every second week have been missed"


def test_a_reminder_stands_till_the_one_who_was_asked_writes_and_is_not_that_something_happens(
    team: Team,
) -> None:
    card = team.notes("Nycklarna", owner="mia")
    goes(team, card, "plan")
    team.now += timedelta(days=22)
    team.does("bo", remind.remind(card, ["mia"], "Hur går det? Behöver du hjälp?"))
    assert row(team, card).asked == team.now.date()
    assert row(team, card).stall == "still", "asking is not doing"
    assert last_activity(team.board.snapshot) == {}

    def asked(who: str) -> list[str]:
        around = Mine(team.board.snapshot, team.org.snapshot, "oster", team.refs[who], team.now)
        return [one.said for section in sections(around) if section.code == "asked" for one in section.rows]

    assert asked("mia") == ["Hur går det? Behöver du hjälp?"]
    assert asked("anna") == []
    team.does("anna", commands.comment(card, "Jag undrar också."))
    assert asked("mia") != []
    team.does("mia", commands.comment(card, "Jag hinner på fredag."))
    assert asked("mia") == []
    assert row(team, card).asked is None
    assert refused(team, "bo", remind.remind(card, [], "Hej")).code == "nobody_to_ask"
    assert refused(team, "bo", remind.remind(card, ["mia"], " ")).code == "empty_text"


def back_and_forth(team: Team, card: str, days: int) -> None:
    team.does("anna", finish(card, "drop", "Det räckte."))
    team.now += timedelta(days=days)
    team.does("anna", commands.reopen(card, "Det kom tillbaka."))


def kinds_of(team: Team, card: str) -> list[tuple[str, int, str]]:
    found = recurring.of_card(team.board.snapshot, trails_of(team.board)[card], team.now.date())
    return [(one.code, one.times or one.days, one.cause) for one in found]


def test_a_question_that_comes_back_is_found_from_its_history(team: Team) -> None:
    card = team.notes("Nycklarna", **planned())
    goes(team, card, "plan")
    back_and_forth(team, card, 60)
    assert kinds_of(team, card) == [], "two months later is another time"
    back_and_forth(team, card, 20)
    assert kinds_of(team, card) == [("bouncing", 2, "")]
    team.does("mia", commands.edit(card, {"came_back": "symptom"}))
    assert kinds_of(team, card) == [("bouncing", 2, "symptom")]
    back_and_forth(team, card, 90)
    assert kinds_of(team, card) == [("endless", 3, "")], "and why it came back before is not why it does now"
    assert not team.doc(card).get("came_back")
    team.undoes("anna")
    assert kinds_of(team, card) == [], "a card that is not taken up again does not come back"


def test_what_was_parked_or_answered_no_has_not_been_acted_on(team: Team) -> None:
    card = team.notes("Nycklarna")
    for _ in range(3):
        team.does("anna", commands.set_aside(card, "parked"), commands.reopen(card))
    assert kinds_of(team, card) == []
    team.does("anna", commands.triage(card, "Inte nu"), commands.reopen(card, "Jo"))
    assert kinds_of(team, card) == []


def test_the_same_theme_in_the_same_month_of_an_earlier_year_is_a_season(team: Team) -> None:
    team.now = team.now.replace(year=2025)
    before = team.notes("Vi hittar inte vikarier till julen")
    tagged = team.notes("Halt på gården", tags=["vinter"])
    for month in range(1, 6):
        team.now = team.now.replace(year=2026, month=month)
        team.notes(f"Kort {month}", tags=["hemtjänst"])
    team.now = team.now.replace(year=2026, month=11)
    same, other = team.notes("Svårt att hitta vikarier i jul"), team.notes("Larmet")
    winter = team.notes("Grusa trappan", tags=["vinter", "hemtjänst"])

    def like(card: str) -> list[tuple[str, int]]:
        found = recurring.of_card(team.board.snapshot, trails_of(team.board)[card], team.now.date())
        return [(one.like, one.year) for one in found if one.code == "seasonal"]

    assert like(same) == [(before, 2025)]
    assert like(winter) == [(tagged, 2025)]
    assert like(other) == []
    assert like(before) == []


def test_how_cards_are_shared_says_who_could_be_relieved_and_who_has_nobody_to_stand_in(team: Team) -> None:
    for owner in ("anna", "anna", "anna", "mia"):
        goes(team, team.notes("Kort", owner=owner), "plan")
    loose = team.notes("Ingens")
    goes(team, loose, "plan")
    found = seen(team).balance
    assert found.heavy == (team.refs["anna"], 3, 4)
    assert {ref: len(ids) for ref, ids in found.shares.items()} == {team.refs["anna"]: 3, team.refs["mia"]: 1}
    assert found.loose == (loose,)
    assert found.alone == (("forbattringsledare", team.refs["anna"]), ("nyckelperson", team.refs["bo"]))
    assert found.has_news
    team.organises("anna", give_role("bo", "nyckelperson", board="oster", deputy="mia"))
    now = balance.balance(team.board.snapshot, team.org.snapshot, "oster", team.now.date())
    assert ("nyckelperson", team.refs["bo"]) not in now.alone


def test_starting_again_takes_one_card_and_parks_the_rest_in_one_change(team: Team) -> None:
    small = team.notes("Litet", **planned())
    large, proposal, parked = team.notes("Stort"), team.notes("Förslag"), team.notes("Parkerat")
    goes(team, small, "plan")
    goes(team, large, "plan")
    team.does("anna", commands.set_aside(parked, "parked"), commands.edit(large, {"on_meeting": True}))
    board = team.board.snapshot
    assert restart.small_first(board) == [small, large, proposal, parked]
    assert restart.rest_of(board, small) == [large, proposal]
    assert restart.rest_of(board, small, proposals=False) == [large]
    team.does("bo", acts.add("risk", large, {"text": "Fall", "severity": 4, "probability": 3}))
    severe = team.board.snapshot
    assert restart.rest_of(severe, small) == [proposal], (
        "what may harm somebody is not put away with the rest"
    )
    assert (restart.severe_of(severe, small), restart.severe_of(severe, large)) == ([large], [])
    before = {id: dict(doc) for id, doc in board.table("cards").items()}
    commit = team.does("bo", restart.restart(small, [large, proposal], "Vi börjar om i liten skala."))
    assert len(commit.stamps) == 1
    assert team.doc(small)["on_meeting"] is True
    assert [(team.doc(id)["state"], team.doc(id)["state_why"]) for id in (large, proposal)] == [
        ("parked", "Vi börjar om i liten skala.")
    ] * 2
    assert not team.doc(large).get("on_meeting")
    team.undoes("bo")
    fields = ("state", "state_why", "on_meeting", "phase")
    for id, doc in before.items():
        assert [team.doc(id).get(name) for name in fields] == [doc.get(name) for name in fields]
    team.does("bo", restart.restart(parked))
    assert team.card(parked).state == "open"
    team.does("anna", finish(small, "drop", "Klart."))
    assert refused(team, "bo", restart.restart(small)).code == "not_open"


def test_a_wish_for_the_next_meeting_and_a_restart_taken_back_do_not_make_a_stall_start_over(
    team: Team,
) -> None:
    small, large = team.notes("Litet"), team.notes("Stort")
    goes(team, small, "plan")
    goes(team, large, "plan")
    team.now += timedelta(days=30)

    def still() -> list[int]:
        now = team.now
        summed = facts_of(team.board.snapshot, {})
        told = {one.id: stall.days_still({"_at": one.active}, now) for one in summed.open}
        found = [stall.days_still(team.doc(id), now) for id in (small, large)]
        assert [told.get(id, of_one) for id, of_one in zip((small, large), found, strict=True)] == found
        return found

    assert still() == [30, 30]
    team.does("anna", commands.edit(small, {"on_meeting": True}))
    assert still() == [30, 30]
    team.undoes("anna")
    assert (still(), team.doc(small).get("on_meeting")) == ([30, 30], None)
    team.does("bo", restart.restart(small, [large]))
    team.now += timedelta(days=1)
    assert still()[0] == 31
    team.undoes("bo")
    assert still() == [31, 31]
    team.does("anna", commands.edit(large, {"on_meeting": True}), holding.start(id="9"))
    team.does("anna", holding.end("9", [large]))
    assert still() == [31, 31]
    assert not [cell for cell in said_of(team, large) if cell.startswith("quiet")], "nobody is told of it"
    team.does("anna", commands.edit(large, {"problem": "Den är tung"}))
    assert still() == [31, 0]


def said_of(team: Team, card: str) -> list[str]:
    return [name for one in entries(team.board, card) for name, _old, _new in one.changes]


def test_a_board_is_mine_by_a_role_that_keeps_it_going_or_by_what_i_own(team: Team) -> None:
    def mine(who: str) -> bool:
        ref = team.refs[who]
        return cycle_view.is_mine(team.board.snapshot, team.org.snapshot, "oster", ref, team.now.date())

    assert [mine("anna"), mine("bo"), mine("mia")] == [True, True, False]
    team.notes("Mias", owner="mia")
    assert mine("mia")

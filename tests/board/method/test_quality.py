"""The board's method measure: shares of the team's tried cards, told from five cards on, with the cards behind each."""

from __future__ import annotations

from datetime import timedelta

from board.commands import edit, move, set_aside, triage
from board.cycles import finish
from board.method import acts
from board.method.quality import FEATURES, Share, quality
from board.method.ramp import ramp
from board.ports import Change, Draft
from tests.board.method.making import TODAY, made
from tests.board.team import Team, planned


def shares(team: Team) -> dict[str, Share]:
    found = quality(team.board.snapshot)
    assert tuple(one.feature for one in found) == FEATURES
    return {one.feature: one for one in found}


def tried(team: Team, title: str = "Vi letar") -> str:
    card = team.notes(title, **planned())
    team.does("anna", move(card, "plan"), move(card, "do"))
    return card


def test_only_cards_that_have_been_tried_are_asked(team: Team) -> None:
    team.notes("I inkorgen")
    not_worth = team.notes("Inte viktigt")
    team.does("anna", triage(not_worth, "Sällan"))
    waiting = team.notes("Planeras")
    team.does("anna", move(waiting, "plan"))
    assert all(one.of == () for one in shares(team).values())
    on = tried(team)
    aside = tried(team)
    team.does("anna", set_aside(aside, "archived", "Löste sig"))
    done = tried(team)
    team.does("anna", finish(done, "drop", "Nej"))
    again = team.notes("Igen")
    team.does("anna", finish(again, "retry", "En gång till"))
    assert shares(team)["several_cycles"].of == (on, aside, done, again)


def test_no_share_is_told_of_fewer_than_five_cards(team: Team) -> None:
    for _n in range(4):
        tried(team)
    found = shares(team)["several_cycles"]
    assert (found.having, len(found.of), found.told, found.share) == (0, 4, False, None)
    one = tried(team)
    team.does("anna", finish(one, "retry", "Större"))
    found = shares(team)["several_cycles"]
    assert (found.having, found.ids, found.told, found.share) == (1, (one,), True, 0.2)
    assert len(found.lacking) == 4


def test_two_experiments_are_several_tries(team: Team) -> None:
    card = tried(team)
    made(team, "experiment", card, text="En kväll")
    assert shares(team)["several_cycles"].ids == ()
    made(team, "experiment", card, text="En vecka")
    assert shares(team)["several_cycles"].ids == (card,)


def test_data_over_time_is_three_readings_of_one_indicator_on_three_days(team: Team) -> None:
    card = tried(team)
    minutes, calm = (made(team, "indicator", card, text=text) for text in ("Minuter", "Lugn"))
    days = [TODAY - timedelta(days=n) for n in range(3)]
    team.does(
        "anna", acts.record(card, minutes, [(days[0], "1", None), (days[1], "2", None), (days[1], "3", None)])
    )
    team.does("anna", acts.record(card, calm, [(days[2], "4", None)]))
    assert shares(team)["data_over_time"].ids == ()
    team.does("anna", acts.record(card, minutes, [(days[2], "ca 4", None)]))
    assert shares(team)["data_over_time"].ids == (card,)


def test_a_prediction_counts_where_it_was_there_before_the_test(team: Team) -> None:
    foretold = team.notes(**planned())
    team.does("anna", edit(foretold, {"prediction": "Fem"}), move(foretold, "do"))
    afterwards = tried(team)
    team.does("anna", edit(afterwards, {"prediction": "I efterhand"}))
    earlier = team.notes(**planned())
    team.does(
        "anna", edit(earlier, {"prediction": "Sex"}), move(earlier, "do"), finish(earlier, "retry", "x")
    )
    by_experiment = tried(team)
    made(team, "experiment", by_experiment, text="En kväll", start=TODAY, prediction="Lugnt")
    late = tried(team)
    id = made(team, "experiment", late, text="En kväll", start=TODAY - timedelta(days=1))
    team.does("anna", acts.change("experiment", id, {"prediction": "I efterhand"}))
    assert shares(team)["predicted_before"].ids == (foretold, earlier, by_experiment)


def test_a_prediction_written_after_the_day_that_an_experiment_began_comes_too_late(team: Team) -> None:
    """Also where the experiment is written down afterwards, with the day it really began."""
    card = team.notes(**planned())
    team.does("anna", edit(card, {"prediction": "Fem"}))
    made(team, "experiment", card, text="Redan i fredags", start=TODAY - timedelta(days=3))
    team.does("anna", move(card, "do"))
    assert shares(team)["predicted_before"].ids == ()
    assert not ramp(team.board.snapshot, card)[0].foretold
    again = {"prediction": "Sex", "due": TODAY + timedelta(days=9)}
    team.does("anna", finish(card, "retry", "Igen"), edit(card, again), move(card, "do"))
    assert [one.foretold for one in ramp(team.board.snapshot, card)] == [False, True]
    assert shares(team)["predicted_before"].ids == (card,)


def test_a_prediction_that_does_not_say_when_it_was_written_is_held_by_the_lock(team: Team) -> None:
    card = tried(team)
    cells = {"prediction": "Fem", "predicted": None}
    team.does("anna", lambda _context: [Draft("import", (Change("cards", card, cells),))])
    assert shares(team)["predicted_before"].ids == (card,)


def test_a_cause_counts_where_it_came_before_the_measure(team: Team) -> None:
    first = team.notes(**planned())
    made(team, "cause", first, text="Ingen plats")
    made(team, "action", first, text="Skåp")
    afterwards = tried(team)
    made(team, "action", afterwards, text="Skåp")
    made(team, "cause", afterwards, text="Ingen plats")
    plain = team.notes(**planned())
    made(team, "cause", plain, text="Ingen plats")
    team.does("anna", move(first, "do"), move(plain, "do"))
    late = tried(team)
    made(team, "cause", late, text="Ingen plats")
    assert shares(team)["cause_first"].ids == (first, plain)


def test_reasons_are_asked_of_cards_that_skipped_something(team: Team) -> None:
    tried(team)
    skipped = team.notes()
    team.does("anna", move(skipped, "do", "Brådskar"))
    silent = tried(team)
    team.does("anna", edit(silent, {"problem": None}))
    blank = tried(team)
    team.does("anna", lambda _context: [Draft("import", (Change("cards", blank, {"skips/check": ""}),))])
    found = shares(team)["reasons_given"]
    assert (found.ids, found.of) == ((skipped,), (skipped, silent, blank))


def test_a_board_with_nothing_has_nothing_to_tell(team: Team) -> None:
    assert all((one.having, one.share) == (0, None) for one in shares(team).values())

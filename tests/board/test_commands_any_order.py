"""What holds whatever people do in whatever order: no card is lost, and undo restores the board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from board.codes import COLUMNS, OUTCOMES, PHASES, STATES
from board.commands import comment, delete, edit, move, note, reopen, set_aside, triage
from board.context import Command
from board.cycles import finish
from board.errors import Problem
from board.organisation import change_board
from tests.board.team import Team, plain

WORDS = st.sampled_from(["", "nycklar", "Vi provar i kväll.", "a/b~c", "Å"])
REASON = st.none() | WORDS
LONG = settings(max_examples=max(30, settings.default.max_examples * 2 // 5 if settings.default else 0))
"""Long examples, so fewer of them; still many under `-m soak`'s profile."""
PEOPLE = ("anna", "bo", "mia")


LIMITS = st.dictionaries(st.sampled_from(COLUMNS), st.integers(0, 2), min_size=1, max_size=1)


class Act(NamedTuple):
    """One thing somebody tries: a command made for a card that is there."""

    who: str
    card: int
    make: Callable[[str, str], Command]
    told: str

    def __repr__(self) -> str:
        return f"{self.who} {self.told} {self.card}"


def _act(told: str, make: Callable[..., Command], *given: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    def built(who: str, card: int, values: tuple[Any, ...]) -> Act:
        return Act(who, card, lambda id, other: make(id, other, *values), f"{told}{values}")

    return st.builds(built, st.sampled_from(PEOPLE), st.integers(0, 5), st.tuples(*given))


ACTS = st.one_of(
    _act("note", lambda _i, _o, title, tags: note(title, tags=tags), WORDS, st.lists(WORDS, max_size=2)),
    _act("move", lambda i, _o, phase, why: move(i, phase, why), st.sampled_from(PHASES), REASON),
    _act("place", lambda i, o, phase, why: move(i, phase, why, before=o), st.sampled_from(COLUMNS), REASON),
    _act("set", lambda i, _o, name, value: edit(i, {name: value}), st.sampled_from(["title", "why"]), REASON),
    _act("own", lambda i, _o, who: edit(i, {"owner": who}, add={"doers": [who]}), st.sampled_from(PEOPLE)),
    _act("due", lambda i, _o, day: edit(i, {"due": day}), st.none() | st.just(date(2026, 12, 1))),
    _act("tag", lambda i, _o, on, off: edit(i, add={"tags": [on]}, remove={"tags": [off]}), WORDS, WORDS),
    _act("comment", lambda i, _o, words: comment(i, words), WORDS),
    _act("finish", lambda i, _o, end, why: finish(i, end, why), st.sampled_from(OUTCOMES), REASON),
    _act("aside", lambda i, _o, state, why: set_aside(i, state, why), st.sampled_from(["parked", "archived"]), REASON),
    _act("triage", lambda i, _o, why: triage(i, why), REASON),
    _act("reopen", lambda i, _o, why: reopen(i, why), REASON),
    _act("delete", lambda i, _o: delete(i)),
    _act("limit", lambda _i, _o, limits: change_board({"limits": limits}), LIMITS),
)  # fmt: skip


def _team() -> Team:
    team = Team()
    for title in ("Ett", "Två", "Tre"):
        team.notes(title, "mia")
    return team


def _tried(team: Team, act: Act, who: str | None = None) -> bool:
    """Whether the act was allowed. A refused one must leave the board as it was."""
    cards = sorted(
        {*team.board.snapshot.table("cards"), *(id for _, id in team.board.snapshot.deleted)}, key=int
    )
    before = plain(team.board.snapshot)
    try:
        team.does(who or act.who, act.make(cards[act.card % len(cards)], cards[(act.card + 1) % len(cards)]))
    except Problem:
        assert plain(team.board.snapshot) == before
        return False
    return True


@LONG
@given(st.lists(ACTS | st.sampled_from(["undo", "redo"]), max_size=25))
def test_no_command_loses_a_card(acts: list[Act | str]) -> None:
    team = _team()
    known: set[str] = set(team.board.snapshot.table("cards"))
    for n, act in enumerate(acts):
        there = set(team.board.snapshot.table("cards"))
        takes_away = True
        if isinstance(act, Act):
            _tried(team, act)
            takes_away = act.told.startswith("delete")
        else:
            try:
                (team.undoes if act == "undo" else team.redoes)(PEOPLE[n % 3])
            except Problem:
                continue
        now = set(team.board.snapshot.table("cards"))
        assert takes_away or there <= now
        known |= now
        assert known <= now | {id for table, id in team.board.snapshot.deleted if table == "cards"}
        for doc in team.board.snapshot.table("cards").values():
            assert doc["title"]
            assert doc["phase"] in PHASES
            assert doc["state"] in STATES
            assert (doc["phase"] == "done") <= (doc["state"] in ("finished", "archived"))


@LONG
@given(st.lists(ACTS, max_size=20))
def test_undo_restores_the_board_and_redo_the_work(acts: list[Act]) -> None:
    team = _team()
    boards = [plain(team.board.snapshot)]
    for act in acts:
        _tried(team, act, "anna")
        if plain(team.board.snapshot) != boards[-1]:
            boards.append(plain(team.board.snapshot))
    for board in reversed(boards[:-1]):
        team.undoes("anna")
        assert plain(team.board.snapshot) == board
    for board in boards[1:]:
        team.redoes("anna")
        assert plain(team.board.snapshot) == board


@LONG
@given(st.lists(ACTS, max_size=20), st.integers(1, 10))
def test_what_one_person_takes_back_leaves_what_the_others_wrote(acts: list[Act], steps: int) -> None:
    team = _team()
    for act in acts:
        _tried(team, act)
    theirs = _written_by(team, {"bo", "mia"})
    for _ in range(steps):
        try:
            team.undoes("anna")
        except Problem:
            break
    after = team.board.snapshot
    for (table, id, cell), value in theirs.items():
        doc = after.get(table, id) or after.deleted.get((table, id), {})
        assert doc.get(cell) == value


def _written_by(team: Team, who: set[str]) -> dict[tuple[str, str, str], Any]:
    """The plain fields that somebody of these wrote last, with what stands there."""
    refs = {team.refs[name] for name in who}
    found = {}
    for table, documents in team.board.snapshot.tables.items():
        for id, doc in documents.items():
            for field, value in doc.items():
                stamp = team.board.stamp_of(table, id, field)
                line = team.board.line(stamp) if stamp else None
                if line is not None and line.by in refs:
                    found[table, id, field] = value
    return found

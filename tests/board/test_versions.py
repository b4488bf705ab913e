"""Two who wrote without having seen each other: the later shows, both are kept, and anyone chooses."""

from __future__ import annotations

import pytest

from board import commands
from board.errors import Problem
from board.history import entries
from board.organisation import change_board
from board.versions import Written, choices, settle, waiting
from storage.memory import MemoryStore
from tests.board.apart import Apart, edits


def test_two_texts_are_both_there_with_who_and_when() -> None:
    apart = Apart()
    apart.anna(edits(apart, title="Nycklarna ligger fel"))
    apart.bo(edits(apart, title="Ett skåp för nycklarna"))
    apart.meet()
    assert apart.card["title"] == "Ett skåp för nycklarna"
    assert (apart.one.table, apart.one.id, apart.one.field) == ("cards", apart.id, "title")
    assert [version.value for version in apart.one.versions] == [
        "Ett skåp för nycklarna",
        "Nycklarna ligger fel",
    ]
    assert apart.who() == ["bo", "anna"]
    assert apart.one.versions[0].at > apart.one.versions[1].at
    assert waiting(apart.here.conflicts(), apart.here.snapshot) == {apart.key: ("title",)}


@pytest.mark.parametrize("at", [0, 1])
def test_anyone_chooses_and_it_holds_everywhere(at: int) -> None:
    apart = Apart()
    apart.anna(edits(apart, title="A"))
    apart.bo(edits(apart, title="B"))
    apart.meet()
    apart.mia_chooses(at)
    assert choices(apart.there) == []
    assert apart.there.snapshot.table("cards")[apart.id]["title"] == "BA"[at]
    last = entries(apart.there, apart.id)[-1]
    assert (last.do, last.by, last.changes) == ("settle", apart.team.refs["mia"], (("title", "B", "BA"[at]),))


def test_something_written_in_place_of_both_holds() -> None:
    apart = Apart()
    apart.anna(edits(apart, problem="Ett skåp."))
    apart.bo(edits(apart, problem="Två nycklar."))
    apart.meet()
    apart.anna(settle(apart.here, apart.key, "problem", Written("Ett skåp. Två nycklar.")))
    apart.meet()
    assert apart.card["problem"] == "Ett skåp. Två nycklar."
    assert not choices(apart.here)


def test_what_shows_may_be_written_again_to_choose_it() -> None:
    apart = Apart()
    apart.anna(edits(apart, problem="Ett"))
    apart.bo(edits(apart, problem="Två"))
    apart.meet()
    apart.anna(settle(apart.here, apart.key, "problem", Written("Två")))
    assert not choices(apart.here)


def test_an_ordinary_edit_chooses_too() -> None:
    apart = Apart()
    apart.anna(edits(apart, title="A"))
    apart.bo(edits(apart, title="B"))
    apart.meet()
    apart.bo(edits(apart, title="C"))
    apart.meet()
    assert not choices(apart.here)


def test_the_same_written_twice_is_nothing_to_choose_about() -> None:
    apart = Apart()
    apart.anna(edits(apart, title="Samma", due="2026-12-01"))
    apart.bo(edits(apart, title="Samma", due="2026-12-01"))
    apart.meet()
    assert choices(apart.here) == []
    assert not waiting(apart.here.conflicts(), apart.here.snapshot)


def test_edits_after_each_other_at_one_place_are_one_version() -> None:
    apart = Apart()
    apart.anna(edits(apart, title="A"), edits(apart, title="A igen"))
    apart.bo(edits(apart, title="B"))
    apart.meet()
    assert [version.value for version in apart.one.versions] == ["B", "A igen"]


def test_different_fields_never_compete() -> None:
    apart = Apart()
    apart.anna(edits(apart, problem="Ett", owner="anna"))
    apart.bo(edits(apart, measure="Ett skåp", due="2026-12-01"))
    apart.meet()
    assert choices(apart.here) == []
    assert apart.card["problem"] == "Ett"
    assert apart.card["measure"] == "Ett skåp"


def test_two_owners() -> None:
    apart = Apart()
    apart.anna(edits(apart, owner="anna"))
    apart.bo(edits(apart, owner="bo"))
    apart.meet()
    assert apart.card["owner"] == apart.team.refs["bo"]
    assert [version.value for version in apart.one.versions] == [
        apart.team.refs["bo"],
        apart.team.refs["anna"],
    ]
    apart.mia_chooses(1)
    assert apart.card["owner"] == apart.team.refs["anna"]


def test_a_tag_added_again_and_removed() -> None:
    apart = Apart(tags=["natt"])
    apart.anna(
        commands.edit(apart.id, remove={"tags": ["natt"]}), commands.edit(apart.id, add={"tags": ["natt"]})
    )
    apart.bo(commands.edit(apart.id, remove={"tags": ["natt"]}))
    apart.meet()
    assert "tags" not in apart.card, "the later one shows"
    assert apart.one.field == "tags/natt"
    assert [version.value for version in apart.one.versions] == [None, True]
    apart.mia_chooses(1)
    assert apart.card["tags"] == ["natt"]


def test_two_add_a_doer_each_and_both_are_there() -> None:
    apart = Apart()
    apart.anna(commands.edit(apart.id, add={"doers": ["anna"]}))
    apart.bo(commands.edit(apart.id, add={"doers": ["bo"]}))
    apart.meet()
    assert apart.card["doers"] == sorted([apart.team.refs["anna"], apart.team.refs["bo"]])
    assert choices(apart.here) == []


def test_comments_never_compete() -> None:
    apart = Apart()
    apart.anna(commands.comment(apart.id, "Ett"))
    apart.bo(commands.comment(apart.id, "Två"))
    apart.meet()
    assert len(apart.here.snapshot.table("comments")) == 2
    assert choices(apart.here) == []


def test_the_boards_own_fields_are_chosen_about_too() -> None:
    apart = Apart()
    apart.anna(change_board({"focus": "lugnare kvällar"}))
    apart.bo(change_board({"focus": "tryggare nätter"}))
    apart.meet()
    assert (apart.one.table, apart.one.field) == ("board", "focus")
    command = settle(apart.here, ("board", "1"), "focus", apart.one.versions[1].stamp)
    apart.anna(command)
    assert (apart.here.snapshot.get("board", "1") or {})["focus"] == "lugnare kvällar"
    assert not choices(apart.here)


def refusal(apart: Apart, field: str, choose: str | Written, seen: tuple[str, ...] = ()) -> str:
    with pytest.raises(Problem) as caught:
        apart.anna(settle(apart.here, apart.key, field, choose, seen))
    return caught.value.code


def test_what_is_settled_already_is_said() -> None:
    apart = Apart()
    apart.anna(edits(apart, title="A"))
    apart.bo(edits(apart, title="B"))
    apart.meet()
    stamp = apart.one.versions[0].stamp
    apart.bo(edits(apart, title="C"))
    apart.meet()
    assert refusal(apart, "title", stamp) == "already_settled"
    assert refusal(apart, "owner", stamp) == "already_settled"


def test_a_version_that_came_while_somebody_chose_is_said() -> None:
    apart = Apart()
    third = MemoryStore(apart.team.clock, "oster", "cother")
    third.receive(apart.here)
    apart.anna(edits(apart, title="A"))
    apart.bo(edits(apart, title="B"))
    apart.meet()
    seen = tuple(version.stamp for version in apart.one.versions)
    apart._does(third, "mia", (edits(apart, title="C"),))
    apart.here.receive(third)
    assert [version.value for version in apart.one.versions] == ["C", "B", "A"]
    assert refusal(apart, "title", seen[0], seen) == "version_came"
    assert refusal(apart, "title", "0mwr6esxj.00.p2m1x7") == "unknown"
    assert refusal(apart, "title", Written("x" * 201)) == "too_long"
    apart.anna(settle(apart.here, apart.key, "title", seen[1], [v.stamp for v in apart.one.versions]))
    assert apart.card["title"] == "A"


def test_many_things_that_wait_are_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    apart = Apart()
    cards = [apart.team.notes(f"Kort {number}") for number in range(20)]
    apart.meet()
    for card in cards:
        apart.anna(commands.edit(card, {"title": "A"}))
        apart.bo(commands.edit(card, {"title": "B"}))
    apart.meet()
    monkeypatch.setattr(apart.here, "line", None)
    found = choices(apart.here)
    assert len(found) == 20
    assert all(version.by and version.at for choice in found for version in choice.versions)


def test_history_tells_what_each_one_changed_from() -> None:
    apart = Apart(problem="Som det var")
    apart.anna(edits(apart, problem="Annas"))
    apart.bo(edits(apart, problem="Bos"))
    apart.meet()
    told = [entry.changes for entry in entries(apart.here, apart.id)[1:]]
    assert told == [(("problem", "Som det var", "Annas"),), (("problem", "Som det var", "Bos"),)]

"""A board written out and taken in where people have other references: every kind of part comes back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from board import past, restoring
from board.commands import edit
from board.context import Command
from board.ids import public_id
from board.method import acts, kinds
from board.method.kinds import FIELDS_OF_CARD, KINDS, Field, Kind
from board.model import person_doc_id
from board.organisation import add_person
from board.ports import Change, Draft, Line
from tests.board.method.making import made, part
from tests.board.team import Team, plain

ON_BOARD = tuple(kind for kind in KINDS.values() if kind.home != "org")


def value_of(field: Field, linked: Mapping[str, str]) -> Any:
    """Something for every field; what is no person is called as a person is, where it may be."""
    if field.type in (kinds.LINK, kinds.LINKS, kinds.GOAL):
        return [linked[field.to]] if field.type == kinds.LINKS else linked[field.to or "goal"]
    if field.name == "typed":
        return "60–111"
    if field.type == kinds.CARD:
        return linked["card"]
    return {
        kinds.LINE: "anna",
        kinds.TEXT: "anna\nbo",
        kinds.CHOICE: field.choices[0] if field.choices else None,
        kinds.CHOICES: list(field.choices[:2]),
        kinds.PERSON: "bo",
        kinds.PEOPLE: ["anna", "bo"],
        kinds.DAY: "2026-11-02",
        kinds.NUMBER: 0,
        kinds.SCALE: 3,
        kinds.FLAG: True,
        kinds.WORDS: ["anna", "Natt/kväll"],
    }[field.type]


def all_of(kind: Kind, linked: Mapping[str, str], card: str | None) -> dict[str, Any]:
    return {
        field.name: value_of(field, linked)
        for field in kind.asked(card)
        if not (field.to and field.to not in linked) and (field.type != kinds.GOAL or "goal" in linked)
    }


def written_full(team: Team) -> str:
    """A card with every kind of part, every field of each and every field of its own. Its id."""
    card = team.notes("Nycklar")
    linked = {"card": card}
    for kind in ON_BOARD:
        for _twice in range(2):  # the second has links to the first
            home = None if kind.home == "board" else card
            linked[kind.name] = made(team, kind.name, home, **all_of(kind, linked, home))
    own = {name: field for name, field in FIELDS_OF_CARD.items() if not field.to or field.to in linked}
    team.does("anna", edit(card, {name: value_of(field, linked) for name, field in own.items()}))
    team.does("bo", acts.vote(card, {linked["cause"]: 5}), acts.bones(card, "rutiner", "Så vi gör"))
    return card


class Elsewhere(Team):
    """The same people with other references, and one with the readable id `user`, which is also a choice's code."""

    def __init__(self) -> None:
        super().__init__()
        first = self.service()
        for ref in self.refs.values():
            first.organise(_called(ref, f"förr-{ref}"))
        for handle in ("mia", "bo", "anna", "user"):
            self.refs[handle] = public_id(first.organise(add_person(handle.title(), handle)).events[-1].id)


def _called(ref: str, handle: str) -> Command:
    return lambda _context: [Draft("person", (Change("people", person_doc_id(ref), {"handle": handle}),))]


def exported(team: Team) -> dict[str, Any]:
    handles = {ref: handle for handle, ref in team.refs.items()}
    return {
        "export": restoring.FORMAT,
        "tables": restoring.documents(team.board.snapshot, lambda ref: handles.get(str(ref), ref)),
    }


def translated(team: Team, to: Team) -> dict[str, dict[str, dict[str, Any]]]:
    """What stands on a board, with the references of the other place."""
    lines = [
        Line("s", "a", "by", "do", None, None, (Change(table, id, dict(doc)),), ({},))
        for table, docs in plain(team.board.snapshot).items()
        for id, doc in docs.items()
    ]
    refs = {team.refs[handle]: to.refs[handle] for handle in ("anna", "bo", "mia")}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for line in past.renamed(lines, refs):
        (change,) = line.changes
        people = past.people_of(change.table)
        doc = {
            name: sorted(refs.get(one, one) for one in value) if name in people.several else value
            for name, value in change.cells.items()
        }
        found.setdefault(change.table, {})[change.id] = doc
    return found


def test_every_kind_comes_back_as_it_was_with_people_by_their_new_references() -> None:
    here, there = Team(), Elsewhere()
    written_full(here)
    data = exported(here)
    there.does("anna", restoring.restore(data))
    wanted, found = translated(here, there), plain(there.board.snapshot)
    wanted.pop("board")
    found.pop("board")
    assert wanted.keys() == found.keys() >= {kind.table for kind in ON_BOARD}
    for table, docs in wanted.items():
        assert found[table] == docs, table


def test_what_is_written_out_names_people_and_parts_as_people_do() -> None:
    team = Team()
    card = written_full(team)
    tables = exported(team)["tables"]
    activity = next(iter(tables["activities"].values()))
    assert activity["who"] == "bo"
    assert activity["card"] == public_id(card)
    assert activity["action"] in tables["actions"]
    assert next(iter(tables["involvements"].values()))["who"] == "user"
    assert next(iter(tables["experiments"].values()))["took_part"] == ["anna", "bo"]
    assert {*next(iter(tables["actions"].values()))["causes"]} <= tables["causes"].keys()
    assert tables["cards"][public_id(card)]["goal"] in tables["goals"]
    assert next(iter(tables["votes"].values()))["cause"] in tables["causes"]
    for docs in tables.values():
        for doc in docs.values():
            assert not {value for value in doc.values() if isinstance(value, str)} & {*team.refs.values()}


def test_the_people_that_parts_name_are_asked_for() -> None:
    here, there = Team(), Team()
    card = here.notes()
    made(here, "activity", card, text="Köp", who="mia")
    made(here, "experiment", card, text="En kväll", took_part=["bo"])
    found = restoring.read(exported(here), there.board.snapshot)
    assert restoring.named_people(found) - {"first"} == {"anna", "bo", "mia"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: str(kind.name))
def test_the_history_of_a_part_names_its_people_wherever_it_is_read(kind: Kind) -> None:
    people = past.people_of(kind.table)
    one = {field.name for field in kind.fields if field.type == kinds.PERSON}
    several = {field.name for field in kind.fields if field.type == kinds.PEOPLE}
    assert people.one == {"by", *one}
    assert people.several == several
    cells = {**dict.fromkeys(one, "ref1"), **{f"{name}/ref1": True for name in several}, "text": "ref1"}
    line = Line("s", "a", "ref2", "do", None, None, (Change(kind.table, "1", cells),), ({},))
    assert past.people_in([line]) == {"ref2", *(["ref1"] if one | several else [])}
    (turned,) = past.renamed([line], {"ref1": "ny", "ref2": "ny2"})
    assert turned.by == "ny2"
    assert turned.changes[0].cells == {
        **dict.fromkeys(one, "ny"),
        **{f"{name}/ny": True for name in several},
        "text": "ref1",
    }


def test_a_lift_keeps_who_answered() -> None:
    team = Team()
    id = made(team, "lift", team.notes(), text="Apoteket", answer="Ja", answered_by="bo")
    assert part(team, "lift", id)["answered_by"] == team.refs["bo"]

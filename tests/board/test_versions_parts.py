"""Two who changed the same part of a card without having seen each other are asked about as a card's fields are."""

from __future__ import annotations

from board.method import acts
from board.service import Service
from board.versions import Written, about, card_of, choices, is_rewritten, settle
from tests.board.apart import Apart


def apart_with(kind: str, **fields: object) -> tuple[Apart, str]:
    """Both places have a part of the card."""
    apart, id = Apart(), "77"
    apart.anna(acts.add(kind, apart.id, fields, id=id))
    apart.meet()
    return apart, id


def test_a_cause_that_two_wrote_is_kept_both_ways_and_chosen() -> None:
    apart, id = apart_with("cause", text="Vi hinner inte")
    apart.anna(acts.change("cause", id, {"text": "Tiden räcker inte på kvällen"}))
    apart.bo(acts.change("cause", id, {"text": "Nycklarna saknar en plats"}))
    apart.meet()
    assert (apart.one.table, apart.one.id, apart.one.field) == ("causes", id, "text")
    assert apart.who() == ["bo", "anna"]
    assert card_of(apart.here.snapshot, ("causes", id)) == apart.id
    assert about(apart.here, apart.id) == {("causes", id)}
    annas = apart.one.versions[1].stamp
    apart.anna(settle(apart.here, ("causes", id), "text", annas))
    apart.meet()
    assert apart.there.snapshot.table("causes")[id]["text"] == "Tiden räcker inte på kvällen"
    assert not choices(apart.there)
    Service(apart.here, apart.team.org, apart.team.refs["anna"], apart.team.clock, apart.team.ids).undo()
    apart.meet()
    assert len(apart.one.versions) == 2, "undoing the choice asks again"


def test_one_text_is_written_of_both_and_checked_as_any() -> None:
    apart, id = apart_with("cause", text="Vi hinner inte")
    apart.anna(acts.change("cause", id, {"status": "confirmed", "text": "Ett"}))
    apart.bo(acts.change("cause", id, {"status": "dismissed"}))
    apart.meet()
    assert [choice.field for choice in choices(apart.here)] == ["status"], "the text was only one's"
    apart.bo(settle(apart.there, ("causes", id), "status", Written("unconfirmed")))
    apart.meet()
    assert apart.here.snapshot.table("causes")[id]["status"] == "unconfirmed"


def test_a_reading_that_is_chosen_counts_as_it_was_typed() -> None:
    apart, measure = apart_with("indicator", text="Väntan")
    apart.anna(acts.add("reading", apart.id, {"indicator": measure, "typed": "4"}, id="88"))
    apart.meet()
    apart.anna(acts.change("reading", "88", {"typed": "5"}))
    apart.bo(acts.change("reading", "88", {"typed": "ca 9"}))
    apart.meet()
    assert apart.one.field == "typed", "and not what it was read as besides"
    apart.bo(settle(apart.there, ("readings", "88"), "typed", apart.one.versions[1].stamp))
    apart.meet()
    doc = apart.here.snapshot.table("readings")["88"]
    assert (doc["typed"], doc["value"], doc.get("sort", "exact")) == ("5", 5, "exact")
    assert not choices(apart.here)


def test_what_the_unit_has_without_a_card_is_asked_about_too() -> None:
    apart = Apart()
    apart.anna(acts.add("goal", None, {"text": "Trygga måltider"}, id="99"))
    apart.meet()
    apart.anna(acts.change("goal", "99", {"text": "Lugna måltider"}))
    apart.bo(acts.change("goal", "99", {"text": "Goda måltider"}))
    apart.meet()
    assert (apart.one.table, about(apart.here, "")) == ("goals", {("goals", "99")})


def test_texts_can_be_written_together_and_what_is_chosen_can_not() -> None:
    assert is_rewritten("cards", "title")
    assert is_rewritten("cards", "problem")
    assert is_rewritten("actions", "text")
    for table, field in (("cards", "owner"), ("cards", "due"), ("actions", "effect"), ("newer", "text")):
        assert not is_rewritten(table, field), (table, field)

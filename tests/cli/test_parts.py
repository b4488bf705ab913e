"""The method on the command line: every kind of part is added, listed, changed and removed by the same commands."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from board import marks, query_checks, restoring
from board.method.kinds import CARD_FIELDS, FIELDS_OF_CARD, KINDS, LINE, TEXT, Kind
from tests.cli.running import Tavla
from tui.cli.table import PARTS


@pytest.fixture
def card(tavla: Tavla) -> str:
    """A card in Planera that has one of everything that others can be linked to."""
    id = tavla.add("Vi letar efter hjälpmedel")
    tavla.ok("move", id, "plan")
    for kind, text in (
        ("step", "Hämta i förrådet"),
        ("cause", "Ingen vet var de står"),
        ("action", "Märk hyllorna"),
        ("indicator", "Besök där vi fick leta"),
        ("experiment", "En hylla i en vecka"),
        ("routine", "Märkta hyllor"),
    ):
        tavla.ok(kind, "add", id, text)
    for kind in ("goal", "yearly", "control"):
        tavla.ok(kind, "add", "Trygga besök")
    for kind in ("challenge", "throw", "programme"):
        tavla.ok(kind, "add", "Trygg hemgång")
    return id


def given(kind: Kind, card: str = "") -> list[str]:
    """A value for every field of a kind but its first, as somebody might type it."""
    words = []
    for field in kind.asked(card if kind.on_card else None):
        value = {
            "choice": field.choices[-1] if field.choices else "",
            "choices": ",".join(field.choices[:2]),
            "person": "vera",
            "people": "vera",
            "day": "igår" if field.name in ("on", "decided_on", "answered_on") else "om 2 veckor",
            "number": "1 234,5",
            "scale": "3",
            "flag": "ja",
            "words": "Västra,Norra",
            "link": "1",
            "links": "1",
            "goal": "1",
            "card": card,
        }.get(field.type, "Några ord")
        if field.name not in (kind.lead, "to_board", "to_role"):
            words.append(f"{field.name}={value}")
    return words


def lead_of(kind: Kind) -> str:
    """A value for a kind's first field."""
    lead = kind.field(kind.lead)
    assert lead is not None
    typed = {"typed": "12,5", "answer": lead.choices[0] if lead.choices else "", "on": "2026-11-21"}
    return typed.get(lead.name) or "Första orden här"


def command(kind: Kind) -> str:
    return kind.name.replace("_", "-")


def test_the_commands_are_the_kinds() -> None:
    assert sorted(PARTS) == sorted(KINDS)


def test_what_is_said_twice_so_that_a_list_is_quick_says_the_same() -> None:
    of_cards = [kind.table for kind in KINDS.values() if kind.home == "card" or kind.name == "lift"]
    assert sorted(marks.BESIDE) == sorted(["comments", "votes", *of_cards])
    assert KINDS["lift"].table == marks.LIFTS == restoring.LIFTS


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=list(KINDS))
def test_a_part_of_every_kind_holds_all_its_fields_and_comes_back_as_they_are(
    tavla: Tavla, card: str, kind: Kind
) -> None:
    name, on = command(kind), [card] if kind.on_card else []
    lead = lead_of(kind)
    made = tavla.json(name, "add", *on, f"{kind.lead}={lead}", *given(kind, card))
    [part] = made["parts"]
    assert part[kind.lead] == lead
    lacking = [
        field.name
        for field in kind.asked(card if kind.on_card else None)
        if field.name not in ("to_board", "to_role") and part[field.name] in (None, [], False)
    ]
    assert not lacking
    listed = tavla.json(name, "list", *on, schema=f"{name} list")["parts"]
    assert part in listed
    assert tavla.json(name, schema=f"{name} list")["parts"]
    told = tavla.ok(name, "list", *on)
    assert lead[:6] in told or "ja" in told or "21 nov" in told
    if kind.on_card:
        shown = tavla.json("show", card)
        assert part in shown["parts"][kind.name]
        assert made["card"] == shown["card"]
    if kind.name == "amendment":
        return
    gone = tavla.json(name, "remove", *on, str(part["n"]))
    assert gone["parts"] == []
    assert part not in tavla.json(name, "list", *on, schema=f"{name} list")["parts"]
    tavla.ok("undo")
    there = tavla.json(name, "list", *on, schema=f"{name} list")["parts"]
    assert [one["id"] for one in there if one["id"] == part["id"]]


def test_every_field_of_the_method_can_be_set_and_cleared(tavla: Tavla, card: str) -> None:
    of_card = Kind("card", "cards", "", tuple(FIELDS_OF_CARD.values()), lead="")
    method = tavla.json("set", card, *given(of_card))["card"]["method"]
    assert not [name for name in FIELDS_OF_CARD if method[name] in (None, [], False)]
    assert method["freed"] == 1234.5
    assert method["touches"] == ["Norra", "Västra"]
    cleared = tavla.json("set", card, *(f"{name}=" for name in FIELDS_OF_CARD))["card"]["method"]
    assert not [name for name in FIELDS_OF_CARD if cleared[name] not in (None, [], False)]


def test_elements_go_in_and_out_of_a_set_of_the_card(tavla: Tavla, card: str) -> None:
    tavla.ok("set", card, "touches=Västra,Norra")
    assert tavla.json("set", card, "touches+=Södra", "touches-=Norra")["card"]["method"]["touches"] == [
        "Södra",
        "Västra",
    ]
    tavla.refused("usage", "set", card, "prediction+=mer", exit_code=2)


@pytest.mark.parametrize(
    ("word", "field", "stored"),
    [
        ("improvement=ja", "improvement", "improvement"),
        ("improvement=ja, en förbättring", "improvement", "improvement"),
        ("improvement=worse", "improvement", "worse"),
        ("blev det bättre=nej, det blev sämre", "improvement", "worse"),
        ("Vi väntar oss=Färre letar", "prediction", "Färre letar"),
        ("we expect=Färre letar", "prediction", "Färre letar"),
        ("goal-reached=delvis", "goal_reached", "partly"),
        ("goal_reached=partly", "goal_reached", "partly"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_fields_and_choices_are_understood_by_code_and_word_in_both_languages(
    tavla: Tavla, card: str, word: str, field: str, stored: str, language: str
) -> None:
    assert tavla.json("set", card, word, "--lang", language)["card"]["method"][field] == stored


def test_what_is_no_field_or_choice_is_refused_with_near_ones(tavla: Tavla, card: str) -> None:
    assert "improvement" in tavla.refused("unknown_field", "set", card, "improvment=ja")["hints"]
    assert "problem" in tavla.refused("unknown_field", "set", card, "problm=ja")["hints"]
    assert "status" in tavla.refused("unknown_field", "cause", "set", card, "1", "staus=x")["hints"]
    error = tavla.refused("unknown", "cause", "set", card, "1", "status=bekräftat")
    assert "bekräftad" in error["hints"]
    tavla.refused("bad_number", "set", card, "freed=mycket")
    tavla.refused("bad_number", "action", "set", card, "1", "effect=5")
    tavla.refused("bad_date", "activity", "add", card, "Köpa", "due=nångång")
    tavla.refused("unknown", "activity", "add", card, "Köpa", "who=ingen")
    tavla.refused("unknown", "cause", "remove", card, "17")
    tavla.refused("usage", "cause", "set", card, "1", "bara ord", exit_code=2)


def test_text_may_hold_a_sign_of_equality_and_needs_no_quotes(tavla: Tavla, card: str) -> None:
    [part] = tavla.json("cause", "add", card, "x=3", "är", "för", "lite")["parts"]
    assert part["text"] == "x=3 är för lite"
    [part] = tavla.json("fact", "add", card, "Vi letar", "i snitt", "figure=12 min")["parts"]
    assert (part["text"], part["figure"]) == ("Vi letar i snitt", "12 min")


def test_a_part_is_named_by_number_first_words_or_id(tavla: Tavla, card: str) -> None:
    [part] = tavla.json("cause", "add", card, "Ny personal")["parts"]
    for named in ("2", "ny pers", part["short"], part["id"]):
        [same] = tavla.json("cause", "set", card, named, f"evidence={named}")["parts"]
        assert (same["id"], same["evidence"]) == (part["id"], named)
    tavla.ok("cause", "add", card, "Ny rutin")
    assert tavla.refused("ambiguous", "cause", "set", card, "ny", "root=ja")["hints"] == [
        "Ny personal",
        "Ny rutin",
    ]


def test_a_sentence_says_what_was_saved_and_where(tavla: Tavla, card: str) -> None:
    assert tavla.ok("cause", "add", card, "Ny personal").startswith("Sparat: orsak 2 · ")
    assert tavla.ok("cause", "set", card, "2", "text=Ny personal").startswith("Inget att ändra: orsak 2 · ")
    assert tavla.ok("cause", "remove", card, "2").startswith("Borttaget: orsak 2 · ")
    assert tavla.ok("goal", "add", "Lugna kvällar") == "Sparat: mål för enheten 2\n"


def test_undo_says_what_it_took_back(tavla: Tavla, card: str) -> None:
    tavla.ok("cause", "add", card, "Ny personal")
    tavla.ok("vote", card, "1=5", "2=3")
    assert tavla.ok("undo") == "Ångrat: röster · Vi letar efter hjälpmedel\n"
    assert tavla.ok("undo") == "Ångrat: orsak ”Ny personal” · Vi letar efter hjälpmedel\n"
    assert tavla.ok("redo") == "Gjort om: orsak ”Ny personal” · Vi letar efter hjälpmedel\n"
    tavla.ok("goal", "add", "Lugna kvällar")
    assert tavla.ok("undo") == "Ångrat: mål för enheten ”Lugna kvällar”\n"


def test_a_target_is_revised_with_a_reason_that_history_keeps(tavla: Tavla, card: str) -> None:
    tavla.ok("indicator", "set", card, "1", "target=10")
    tavla.refused("reason_needed", "indicator", "set", card, "1", "target=5")
    tavla.ok("indicator", "set", card, "1", "target=5", "--reason", "Vi nådde tio redan")
    told = " ".join(tavla.ok("history", card).split())
    assert "ändrade: mått ”Besök där vi fick leta”: mål: 10 → 5 skäl: Vi nådde tio redan" in told


def test_history_names_parts_by_what_they_say(tavla: Tavla, card: str) -> None:
    tavla.ok("cause", "add", card, "Ny personal", "parent=1", "frame=utanför")
    tavla.ok("cause", "set", card, "2", "status=confirmed")
    tavla.ok("vote", card, "1=5", "2=3")
    tavla.ok("cause", "remove", card, "2")
    tavla.ok("undo")
    told = " ".join(tavla.ok("history", card).split())
    assert "skrev till: orsak ”Ny personal”: svar på varför till: Ingen vet var de står" in told
    assert "råder vi över den? utanför vår ram" in told
    assert "ändrade: orsak ”Ny personal”: läge: inte bekräftad → bekräftad" in told
    assert "röstade på orsaker: ”Ingen vet var de står” poäng: 5" in told
    assert "tog bort: orsak ”Ny personal”" in told
    assert "ångrade: orsak ”Ny personal”" in told
    assert "add_" not in told
    cause = tavla.json("show", card)["parts"]["cause"]
    [made] = [
        one for one in tavla.json("history", card)["events"] if one["table"] == "causes" and one["id"] == cause[1]["id"]
        and one["do"] == "add_cause"
    ]  # fmt: skip
    assert {"field": "parent", "from": None, "to": cause[0]["id"]} in made["changes"]


def test_points_replace_those_given_before_and_are_told_together(tavla: Tavla, card: str) -> None:
    tavla.ok("people", "add", "Anna Ek")
    tavla.ok("cause", "add", card, "Ny personal")
    tavla.ok("vote", card, "1=5", "ny pers=3")
    tavla.ok("vote", card, "1=4", "--as", "anna")
    standing = tavla.json("vote", card, schema="vote list")["votes"]
    assert [one["points"] for one in standing] == [9, 3]
    derived = tavla.json("show", card)["derived"]
    assert (derived["points"], derived["voters"]) == (standing, 2)
    assert "Ingen vet var de står" in tavla.ok("vote", card)
    tavla.ok("vote", card, "1=0")
    assert [one["points"] for one in tavla.json("vote", card, schema="vote list")["votes"]] == [4, 0]
    tavla.refused("bad_points", "vote", card, "1=6")
    tavla.ok("vote", card, "1", "ny personal")
    assert [one["points"] for one in tavla.json("vote", card, schema="vote list")["votes"]] == [5, 1]
    tavla.refused("usage", "vote", card, "1=många", exit_code=2)


def test_the_prediction_is_read_only_once_the_test_has_begun(tavla: Tavla, card: str) -> None:
    tavla.ok("set", card, "prediction=Färre letar")
    tavla.ok("experiment", "set", card, "1", "start=i dag")
    error = tavla.refused("test_started", "set", card, "prediction=Fler")
    assert "Vi väntar oss" in error["message"]
    [added] = tavla.json("amendment", "add", card, "Fler på helgen", "about=prediction")["parts"]
    assert added["about"] == "prediction"
    tavla.refused("test_started", "amendment", "remove", card, "1")


def test_what_belongs_to_an_earlier_try_is_read_only(tavla: Tavla, card: str) -> None:
    tavla.ok("set", card, "prediction=Färre letar", "lesson=Hyllorna är för höga")
    tavla.ok("move", card, "act", "--reason", "fort")
    tavla.ok("finish", card, "retry", "--reason", "lägre hyllor")
    tavla.refused("cycle_closed", "experiment", "set", card, "1", "result=bra")
    shown = tavla.json("show", card)
    assert [one["number"] for one in shown["derived"]["ramp"]] == [1, 2]
    assert shown["derived"]["ramp"][0]["prediction"] == "Färre letar"
    assert shown["derived"]["ramp"][0]["said"] == {"lesson": "Hyllorna är för höga"}
    assert shown["card"]["method"]["prediction"] is None
    assert shown["cycles"][0]["method"]["lesson"] == "Hyllorna är för höga"
    told = tavla.ok("show", card)
    assert "Försök 1: justeras och prövas igen" in told
    assert "Det vi lärde oss" in told


def test_a_lift_is_answered_on_the_other_board(tavla: Tavla, card: str) -> None:
    tavla.ok("init", "Västra")
    [lift] = tavla.json(
        "lift", "add", card, "Nytt skåp", "to_board=västra", "asked=Får vi köpa?", "answer_by=om 2 veckor",
        "cause=1", "--board", "oster",
    )["parts"]  # fmt: skip
    assert (lift["board"], lift["to_board"], lift["answer_by"]) == ("oster", "vastra", "2026-12-06")
    tavla.refused("unknown", "lift", "add", card, "Skåp", "to_board=nånstans", "--board", "oster")
    there = " ".join(tavla.ok("lift", "--board", "vastra").split())
    assert there.startswith("Lyft till oss 1 väntar på svar")
    assert "Nytt skåp · i dag Öster · vera · till Västra · ”Vi letar efter hjälpmedel”" in there
    assert "Ber om: Får vi köpa? svar senast sön 6 dec" in there
    tavla.ok("people", "add", "Anna Ek", "--board", "vastra")
    answered = tavla.json("lift", "answer", lift["short"], "Ja,", "köp", "--board", "vastra", "--as", "anna")
    assert answered["parts"][0]["answer"] == "Ja, köp"
    [seen] = tavla.json("show", card, "--board", "oster")["parts"]["lift"]
    assert (seen["answer"], seen["answered_by"], seen["answered_on"]) == ("Ja, köp", "anna", "2026-11-22")
    here = " ".join(tavla.ok("lift", "--board", "oster").split())
    assert "Lyft från oss 0 utan svar" in here
    assert "Svar: Ja, köp Anna Ek, sön 22 nov" in here
    told = " ".join(tavla.ok("history", card, "--board", "oster").split())
    assert "skrev till: lyft ”Nytt skåp”" in told
    assert "Anna Ek ändrade: lyft ”Nytt skåp”: svar: Ja, köp" in told


def test_a_lift_past_its_day_is_marked_at_both_ends(tavla: Tavla, card: str) -> None:
    tavla.ok("init", "Västra")
    lift = ("lift", "add", card, "Nytt skåp", "to_board=vastra", "answer_by=imorgon", "--board", "oster")
    tavla.ok(*lift)
    tavla.now += timedelta(days=3)
    for board in ("oster", "vastra"):
        assert "! svar skulle ha kommit" in tavla.ok("lift", "--board", board)
    assert "! svaret dröjer" in tavla.ok("show", card, "--board", "oster")


def test_show_is_told_section_by_section_without_what_is_empty(tavla: Tavla, card: str) -> None:
    tavla.ok("set", card, "value_individual=Får vila", "prediction=Färre letar")
    told = tavla.ok("show", card)
    heads = [line for line in told.splitlines() if line and not line.startswith(" ")]
    assert heads[2:] == [
        "Orsaker", "Åtgärder", "Mål och mått", "Värde", "Försök", "Rutin", "Att tänka på", "Historik",
    ]  # fmt: skip
    assert "Värde för den enskilde  Får vila" in told
    english = tavla.ok("show", card, "--lang", "en")
    assert "Causes" in english.splitlines()
    bare = tavla.ok("show", tavla.add("Ett annat"))
    assert "Orsaker" not in bare


def test_a_card_just_noted_has_nothing_of_the_method(tavla: Tavla) -> None:
    shown = tavla.json("show", tavla.add("Nycklar"))
    assert not any(shown["parts"].values())
    assert {*shown["parts"]} == {kind.name for kind in KINDS.values() if kind.on_card}
    assert {*FIELDS_OF_CARD} <= {*shown["card"]["method"]}
    assert shown["derived"]["hints"] == []
    assert "method" not in tavla.cards()[0]


def test_what_people_write_is_data(tavla: Tavla, card: str) -> None:
    tavla.ok("cause", "add", card, "[b]Fet\x1b[31m[/b] =1+1")
    told = tavla.ok("show", card) + tavla.ok("history", card) + tavla.ok("cause")
    assert "[b]Fet[/b] =1+1" in told
    assert "\x1b" not in told


def test_the_fields_of_a_section_are_its_own() -> None:
    names = [field.name for fields in CARD_FIELDS.values() for field in fields]
    assert len(names) == len(set(names))


def test_words_are_found_in_parts_and_in_the_methods_fields(tavla: Tavla, card: str) -> None:
    other = tavla.add("Ett annat")
    tavla.ok("set", card, "prediction=Färre springer", "touches=Västra")
    tavla.ok("fact", "add", card, "Vi letar", "source=Nattloggen")
    tavla.ok("log", "add", other, "Skåpet hänger")
    for words, found in (
        ("springer", card), ("västra", card), ("NATTLOGGEN", card), ("ingen vet", card), ("skåpet", other),
    ):  # fmt: skip
        assert [one["id"] for one in tavla.cards("--text", words)] == [found]
    texts = {field.name for field in FIELDS_OF_CARD.values() if field.type in (LINE, TEXT)}
    assert texts <= query_checks._TEXTS


def test_listing_cards_reads_no_parts(tavla: Tavla, card: str) -> None:
    before: Any = tavla.cards()
    assert json.dumps(before).count("cause") == 0


def test_a_lift_reaches_a_role_and_somebody_outside_and_says_when_its_answer_is_late(
    tavla: Tavla, card: str
) -> None:
    tavla.ok("init", "Västra", "--id", "vastra")
    tavla.ok("people", "add", "Bo Alm", "--id", "bo", "--role", "specialist", "--board", "oster")
    tavla.ok("lift", "add", card, "Nytt skåp", "to_role=specialist", "answer_by=i dag", "--board", "oster")
    tavla.ok("lift", "add", card, "Nytt lås", "to_role=Fastighetschefen", "--board", "oster")
    tavla.refused("unknown", "lift", "add", card, "Skåp", "to_role=specialst", "--board", "oster")
    asked = tavla.json("lift", "list", "--board", "vastra", "--as", "bo", schema="lift list")["parts"]
    assert [one["text"] for one in asked] == ["Nytt skåp"]
    assert tavla.json("lift", "list", "--board", "vastra", "--as", "vera", schema="lift list")["parts"] == []
    assert "!" not in tavla.ok("lift", "list", "--board", "oster")
    tavla.now += timedelta(days=1)
    assert tavla.ok("lift", "list", "--board", "oster").count("! svar skulle ha kommit") == 1
    assert tavla.ok("lift", "list", card, "--board", "oster").count("! svaret dröjer") == 1

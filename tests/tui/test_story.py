"""The story of a card: nothing of what people wrote acts on the page, what is not there is left out, nobody is named.

The demo's cards are the examples. Pictures of what is written are kept in frozen/: TAVLA_FREEZE=1 ./check
tests/tui/test_story.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from board import demo
from board.method import acts
from board.method.kinds import CARD_FIELDS, KINDS, TEXT
from board.model import people_of
from board.ports import Snapshot, Store
from board.text import clean
from storage.memory import MemoryStore
from tests.board.team import Team
from tests.tui.seat import NOW
from tui import escaped
from tui.story import page
from tui.story.blocks import Curve, Fish, Head, Points, Table
from tui.story.forms import FORMS, form_for, written
from tui.text import set_language

FROZEN = Path(__file__).parent / "frozen"
FREEZE = os.environ.get("TAVLA_FREEZE")
"""Read before the tests' own account takes it away."""
TODAY = NOW.date()
MEALS = "Måltiderna blir stökiga och flera lämnar bordet i förtid"
STOREROOM = "Vi letar hjälpmedel i förrådet"


class Made:
    """The demo's boards in memory."""

    def __init__(self) -> None:
        self.clock = demo.SetClock(NOW)
        self.stores: dict[str, Store] = {}
        self.org_store = MemoryStore(self.clock, "_workspace")
        numbers = count(1)
        demo.build(self._open, self.org_store, self.clock, ids=lambda: str(next(numbers) << 22))

    def _open(self, id: str) -> Store:
        self.stores[id] = MemoryStore(self.clock, id)
        return self.stores[id]

    @property
    def org(self) -> Snapshot:
        return self.org_store.snapshot

    def card(self, title: str) -> tuple[Snapshot, str]:
        for store in self.stores.values():
            for id, doc in store.snapshot.table("cards").items():
                if doc.get("title") == title:
                    return store.snapshot, id
        raise LookupError(title)

    def tell(self, title: str, form: str, names: bool = False) -> str:
        board, id = self.card(title)
        return written(board, self.org, id, TODAY, form, names)

    def cards(self) -> Iterator[tuple[Snapshot, str]]:
        for store in self.stores.values():
            for id in store.snapshot.table("cards"):
                yield store.snapshot, id


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


@pytest.fixture(params=["sv", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language("sv")


# --- what is told


def test_a_finished_card_is_told_from_the_problem_to_the_routine(made: Made) -> None:
    board, id = made.card(STOREROOM)
    told = page.story(board, made.org, id, TODAY)
    assert [part.key for part in told.parts] == ["background", "did", "changed", "learned", "routine"]
    text = made.tell(STOREROOM, "md")
    for said in (
        "Vi letar efter lyftselar och glidlakan",
        "rotorsak",
        "Från 25 till högst 10 minuter per pass.",
        "ungefär 350 minuter i veckan",
        "Nu hinner vi prata också",
        "Det höll först när en person fick hand om förrådet",
        "Ordning i förrådet",
        "införs som rutin",
        "Påhittat exempel",
    ):
        assert said in text, said


def test_prediction_stands_beside_outcome_try_by_try(made: Made) -> None:
    board, id = made.card(MEALS)
    told = page.story(board, made.org, id, TODAY)
    blocks = next(part for part in told.parts if part.key == "did").blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    heads = [block.text for block in blocks if isinstance(block, Head)]
    assert heads == ["Försök 1: justeras och prövas igen", "Försök 2"]
    first, second = tables
    assert first.rows[0][1:] == ("Minst 70 % utan avbrott.", "57 %, nästan som förut. Ljudet blev högre.")
    assert second.rows[0][0].startswith("2. En person håller i lunchen")
    assert "nej" in made.tell(MEALS, "md").split("**Stämde det vi trodde?** ")[1][:5]


def test_before_and_after_are_told_by_what_was_tried(made: Made) -> None:
    board, id = made.card(MEALS)
    blocks = [block for part in page.story(board, made.org, id, TODAY).parts for block in part.blocks]
    table = next(block for block in blocks if isinstance(block, Table) and block.caption.startswith("Före"))
    assert table.rows == (
        ("Före", "5", "55", "50–58"),
        ("1. Alla serverar samtidigt på Syrenen", "6", "57", "53–60"),
        ("2. En person håller i lunchen på Syrenen", "10", "71", "62–82"),
    )
    chart = next(block for block in blocks if isinstance(block, Curve))
    assert (len(chart.points), [nth for _day, nth in chart.starts]) == (21, ["1", "2"])
    assert {kind: value for kind, _label, value in chart.levels} == {"median": 55, "goal": 80}


def test_what_an_earlier_try_was_judged_is_not_told_as_the_result_now(made: Made) -> None:
    board, id = made.card(MEALS)
    changed = next(part for part in page.story(board, made.org, id, TODAY).parts if part.key == "changed")
    assert not any("Nådde vi målet" in str(block) for block in changed.blocks)


@pytest.mark.usefixtures("spoken")
def test_what_a_card_does_not_have_is_left_out_with_its_heading(made: Made) -> None:
    text = made.tell("Nyckelskåpet", "md")
    assert text.startswith("# Nyckelskåpet\n")
    assert "##" not in text
    for board, id in made.cards():
        for form in FORMS:
            told = page.one_page if form.startswith("a3") else page.story
            assert all(part.blocks for part in told(board, made.org, id, TODAY).parts)


def test_the_one_page_has_its_parts_in_order(made: Made) -> None:
    board, id = made.card(MEALS)
    parts = [part.heading for part in page.one_page(board, made.org, id, TODAY).parts]
    assert parts == [
        "Bakgrund", "Nuläge", "Mål", "Orsaker", "Åtgärder", "Plan", "Uppföljning", "Lärdomar",
    ]  # fmt: skip
    text = made.tell(MEALS, "a3")
    assert "A3 landscape" in text
    assert text.count("<svg") == 2
    assert "från 55\u00a0% till 80\u00a0% senast" in text


# --- nobody is named


def test_no_person_is_named_unless_it_is_asked_for(made: Made) -> None:
    names = {person.name for person in people_of(made.org).values()}
    for board, id in made.cards():
        for form in FORMS:
            told = written(board, made.org, id, TODAY, form)
            assert not [name for name in names if name in told]
    assert "Ägare: Bo Hasselgård" in made.tell(STOREROOM, "html", names=True)
    assert "Sara Ängsby" in made.tell(MEALS, "a3", names=True)


# --- what people wrote is data

SHARP = [
    "<script>alert(1)</script>", "&lt;b&gt;", "\"'><img src=x>", "]]>", "<!-- x", "--> y", "</style>",
    "# rubrik", "- lista", "1. lista", "3)", "---", "===", "***", "> citat", "| a | b |", "`kod`", "~~~", "*fet*",
    "_kursiv_", "[länk](http://x.se)", "![bild](x)", "<http://x.se>", "http://x.se", "www.x.se", "a@b.se", "$x$", "\\",
    "=1+1", "+", "-", "1.", "&amp;", "a\nb", "\x1b[31m", "\x00", "\u202e", "åäö", "漢字", "&copy;", "# ", "    kod",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(SHARP),
    st.lists(st.sampled_from([*SHARP, " ", "ord"]), min_size=1, max_size=5).map("".join),
    st.text(min_size=1, max_size=40),
)
PLAIN = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def sharp_board(text: str) -> Snapshot:
    """A card that has everything, each text the same one."""
    days = [TODAY - timedelta(days=ago) for ago in (9, 6, 3)]
    card: dict[str, Any] = {
        "title": text,
        "phase": "check",
        "state": "open",
        "cycle": 1,
        "created": NOW.isoformat(),
    }
    card |= {"problem": text, "why": text, "measure": text, "outcome": text, "decision": text}
    card |= {field.name: text for fields in CARD_FIELDS.values() for field in fields if field.type == TEXT}
    tables: dict[str, dict[str, Any]] = {"cards": {"1": card}, "board": {"1": {"name": text, "unit": text}}}
    for kind in KINDS.values():
        part = {field.name: text for field in kind.fields if field.type in (TEXT, "line")}
        tables[kind.table] = {"7": {**part, "card": "1", "cycle": 1}}
    tables["causes"]["7"] |= {"bone": text}
    tables["actions"]["7"] |= {"status": "decided", "causes": ["7"]}
    tables["experiments"]["7"] |= {"start": days[1].isoformat()}
    tables["indicators"]["7"] |= {"target": 5, "baseline": 2}
    tables["readings"] = {
        str(n): {"card": "1", "indicator": "7", "on": day.isoformat(), "value": n * 1.5, "typed": text}
        for n, day in enumerate(days)
    }
    return Snapshot(tables)


def told(text: str, form: str) -> str:
    return written(sharp_board(text), Snapshot({}), "1", TODAY, form, names=True)


def read(page_text: str) -> ElementTree.Element:
    """A page as an XML parser sees it, without the line that says that it is HTML."""
    return ElementTree.fromstring(page_text.partition("\n")[2])  # noqa: S314 - it is what the test has just made


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_page_can_be_read_as_xml_and_has_no_tag_but_its_own(text: str) -> None:
    plain = read(told("x", "html"))
    for form in ("html", "a3"):
        root = read(told(text, form))
        names = {found.tag for found in root.iter()}
        assert not names & {"script", "img", "a", "iframe", "link", "object", "form"}
        if form == "html":
            assert names <= {found.tag for found in plain.iter()} | {"br", "tspan"}
        for found in root.iter():
            assert not [name for name in found.attrib if name.startswith("on") or name in ("href", "src")]


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_markdown_shows_what_was_written_and_nothing_more(text: str) -> None:
    said = " ".join(clean(text).split())
    if not said:
        return
    for before in ("", "- ", "**x:** ", "| "):
        (inline, *others) = [
            token for token in PLAIN.parse(before + escaped.markdown(text)) if token.type == "inline"
        ]
        assert not others
        shown = "".join(
            child.content for child in inline.children or () if child.type in ("text", "text_special")
        )
        assert said in shown
        kinds = {child.type for child in inline.children or ()}
        assert kinds <= {"text", "text_special", "html_inline", "strong_open", "strong_close"}
    for form in ("md", "a3-md"):
        tokens = PLAIN.parse(told(text, form))
        inside = {child.type for token in tokens for child in token.children or ()}
        assert not inside & {"link_open", "image", "code_inline", "s_open"}
        assert not {token.type for token in tokens} & {
            "hr",
            "fence",
            "code_block",
            "html_block",
            "blockquote_open",
        }


@pytest.mark.parametrize(
    "text", ["http://x.se", "HTTPS://x.se", "www.x.se", "Se www.x.se nu", "a@b.se", "mailto:a@b.se"]
)
def test_no_address_becomes_a_link_where_readers_make_links_of_them(text: str) -> None:
    told = escaped.markdown(text)
    assert not re.search(r"(?i)https?://|\bwww\.\w|\w@\w", told)


# --- for everybody


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("form", ["html", "a3"])
def test_a_page_says_its_language_its_headings_and_what_its_pictures_show(
    made: Made, form: str, spoken: str
) -> None:
    text = made.tell(MEALS, form)
    root = read(text)
    assert root.attrib["lang"] == spoken
    assert len(root.findall(".//h1")) == 1
    ids = [found.attrib["id"] for found in root.iter() if "id" in found.attrib]
    assert len(ids) == len(set(ids))
    for section in root.iter("section"):
        assert section.attrib["aria-labelledby"] in ids
    for picture in root.iter("svg"):
        assert picture.attrib["role"] == "img"
        named = picture.attrib["aria-labelledby"].split()
        described = {found.attrib["id"]: found.text for found in picture if "id" in found.attrib}
        assert all(described[id] for id in named)
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert all("scope" in head.attrib for head in table.iter("th"))
    assert "prefers-color-scheme:dark" in text
    assert "http" not in text.replace("http-equiv", "")


def test_english_has_no_swedish_of_ours(made: Made) -> None:
    set_language("en")
    try:
        for form in FORMS:
            text = made.tell(STOREROOM, form)
            assert not re.search(
                r"Bakgrund|Vad vi|Försök|Före|Lärdom|Så |poäng|källa|rotorsak|bekräftad|Läst|Antal", text
            ), form
    finally:
        set_language("sv")


@pytest.mark.parametrize(
    ("file", "given", "form"),
    [
        (None, None, "md"),
        ("ut.html", None, "html"),
        ("ut.HTM", None, "html"),
        ("ut.txt", None, "md"),
        ("ut.md", "a3", "a3-md"),
        ("ut.html", "a3", "a3"),
        (None, "a3", "a3"),
        ("ut.html", "md", "md"),
    ],
)
def test_the_form_is_what_was_asked_for_or_what_the_file_is_called(
    file: str | None, given: str | None, form: str
) -> None:
    assert form_for(file, given) == form


# --- as it looks


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_card_as_it_is_written(made: Made, form: str) -> None:
    frozen(f"story-{form}", made.tell(MEALS, form))


@pytest.mark.parametrize("form", ["md"])
def test_a_whole_card_in_english(made: Made, form: str) -> None:
    set_language("en")
    try:
        frozen(f"story-{form}-en", made.tell(STOREROOM, form))
    finally:
        set_language("sv")


def frozen(name: str, text: str) -> None:
    file = FROZEN / f"{name}.txt"
    if FREEZE:
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


def test_an_answer_to_why_is_told_once_and_a_root_among_them_is_on_the_fish(made: Made) -> None:
    team = Team()
    card = team.notes("Nycklarna")
    first, answer, root = "100", "200", "300"
    team.does(
        "anna",
        acts.add("cause", card, {"text": "Ingen fast plats", "bone": "rutiner"}, id=first),
        acts.add("cause", card, {"text": "Vi har inte bestämt", "parent": first}, id=answer),
        acts.add("cause", card, {"text": "Vi talas inte vid", "parent": answer, "root": True}, id=root),
    )
    told = page.one_page(team.board.snapshot, made.org, card, TODAY)
    (part,) = (one for one in told.parts if one.key == "causes")
    fish, listed = part.blocks
    assert isinstance(fish, Fish)
    assert [twig for _bone, twigs in fish.bones for twig in twigs] == [
        ("Vi talas inte vid", "root"),
        ("Ingen fast plats", ""),
    ]
    assert isinstance(listed, Points)
    assert listed.items == ("Vi har inte bestämt",)

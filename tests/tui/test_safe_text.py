"""Whatever a text holds, it is drawn as letters: nothing in it is parsed, and nothing reaches for the terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

import tui
from board.context import Command, Context
from board.ports import Change, Draft
from board.text import clean
from tests.tui.seat import put, sit_down
from tui.app import ControlFilter

Make = Callable[..., Path]
ODD = [
    "[red]x[/]",
    "[@click=app.quit]klicka[/]",
    "[/v2] kvar",
    "[link=http://x]y[/link]",
    "$primary {x} %s",
    "漢字漢字漢字",
    "👩‍⚕️🇸🇪🙂 vård",
    "e\u0301\u0302\u0303 a\u030a",
    "\u05e9\u05dc\u05d5\u05dd عربي",
    "a\u200db\u200cc",
]
RAW = [
    "\x1b]0;ond\x07",
    "\x1b[2J",
    "\x9b31m",
    "\x1b]52;c;aGVq\x07",
    "\u202eomvänt",
    "a\u2028b",
    "a\x00b\x7fc",
]


@pytest.mark.parametrize("title", ODD)
async def test_a_title_is_shown_as_written_everywhere(board: Make, title: str) -> None:
    shown = clean(title).split()[0][:12]
    async with sit_down(board(put(title, tags=[title[:20]], problem=title))) as seat:
        for keys in (
            [],
            ["enter"],
            ["escape", "c"],
            ["escape", "t"],
            ["escape", "delete"],
            ["escape", "f", "enter"],
        ):
            await seat.press(*keys)
            assert shown in seat.text, keys
            assert {cell_len(row) for row in seat.rows} == {120}
        await seat.press("escape", "u", "p", "enter", "enter", "e")
        assert shown in seat.text
        assert seat.app._exit is False


@pytest.mark.parametrize("name", ["[b]Åsa[/b]", "[/v2]", "漢字", "[@click=app.quit]x[/]"])
async def test_a_persons_and_a_boards_name_are_shown_as_written(board: Make, name: str) -> None:
    from board.organisation import add_person, change_board

    root = board(put("Nycklarna"), change_board({"name": name, "focus": name}))
    from tests.tui.seat import Clock, session_at

    session_at(root, Clock(), person="anna", board="oster").organise(add_person(name, "ny"))
    async with sit_down(root, person="ny") as seat:
        assert seat.rows[0].count(name) == 3
        for keys in (["b"], ["escape", "w"], ["escape", "s"], ["escape", "i"], ["enter"], ["o"]):
            await seat.press(*keys)
            assert name in seat.text
            assert {cell_len(row) for row in seat.rows} == {120}


@pytest.mark.parametrize("typed", [*RAW, *ODD])
async def test_what_is_pasted_is_stored_clean_and_shown(board: Make, typed: str) -> None:
    async with sit_down(board()) as seat:
        await seat.press("n")
        await seat.paste(f"a {typed} b", "enter")
        [title] = seat.titles
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", title)
        assert title[0] in seat.text


def raw_card(title: str) -> Command:
    """A card as a hostile replica may write it: past every door."""

    def decide(context: Context) -> list[Draft]:
        cells = {
            "title": title,
            "phase": "inbox",
            "state": "open",
            "rank": "a",
            "by": title,
            "problem": title,
        }
        return [Draft("add", (Change("cards", context.new_id(), cells),))]

    return decide


@pytest.mark.parametrize("title", RAW)
async def test_a_text_that_came_round_every_door_is_drawn_without_its_controls(
    board: Make, title: str
) -> None:
    async with sit_down(board(raw_card(f"a{title}b"))) as seat:
        for keys in ([], ["enter"], ["end"], ["home", "enter"], ["escape", "escape"], ["c"]):
            await seat.press(*keys)
            drawn = "".join(seat.rows)
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]", drawn), keys


def test_the_last_door_lets_no_control_character_out() -> None:
    every = "".join(chr(code) for code in (*range(32), *range(127, 160), 0x202E, 0x2028))
    [out] = ControlFilter().apply([Segment(f"å{every}漢🙂e\u0301\u200d")], Color(0, 0, 0))
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u202e]", out.text)
    assert out.text.startswith("å")
    assert out.text.endswith("漢🙂e\u0301\u200d")


# --- over the syntax tree

PARSING = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "TabPane", "Tab", "Link", "Placeholder",
    "notify", "from_markup", "Markdown", "OptionList", "SelectionList", "Select", "Tooltip", "RichLog", "Digits",
}  # fmt: skip
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder", "BORDER_TITLE", "BORDER_SUBTITLE"}


def screens() -> Iterator[tuple[str, ast.AST]]:
    folder = Path(tui.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            yield f"{file.relative_to(folder)}:{getattr(node, 'lineno', 0)}", node


def parses(node: ast.AST) -> bool:
    """Whether this would hand a text to something that parses markup out of it."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        plain = any(
            k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False
            for k in node.keywords
        )
        return name in PARSING and not plain
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(t, ast.Attribute) and t.attr in ATTRIBUTES for t in targets)


def test_no_text_is_given_to_what_parses_markup() -> None:
    assert [where for where, node in screens() if parses(node)] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Label(title)", True),
        ("Static(title, markup=False)", False),
        ("self.notify(text)", True),
        ("self.notify(text, markup=False)", False),
        ("widget.border_title = title", True),
        ("title = widget.name", False),
    ],
)
def test_the_search_finds_what_it_looks_for(code: str, found: bool) -> None:
    assert any(parses(node) for node in ast.walk(ast.parse(code))) is found

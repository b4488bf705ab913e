"""Reads the command line: global options anywhere, then one command's own arguments.

Only the command that is asked for gets a parser; the whole tree is built for the help, the manual page and completion.
"""

from __future__ import annotations

import math
from argparse import SUPPRESS, ArgumentParser, HelpFormatter, Namespace, _SubParsersAction
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from board.errors import Problem
from tui.cli.table import COMMANDS, FLAG_OPTIONS, NAMES, VALUE_OPTIONS, Command, add_globals
from tui.text import _, from_environment, set_language, translate_argparse


class Asked(NamedTuple):
    """What the command line asks for. `given` has the global options by name; no command is the board itself."""

    given: Mapping[str, Any]
    command: Command | None
    args: Namespace
    parser: ArgumentParser | None


class Parser(ArgumentParser):
    """Refuses with a Problem instead of printing and leaving."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("add_help", False)
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", _Formatter)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        raise Problem("usage", message=message, usage=" ".join(self.format_usage().split()))


class _Formatter(HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=78)


def split(argv: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The global options, wherever they stand before `--`, and the rest of the words.

    Raises:
        Problem: `usage` where an option lacks its value.
    """
    given: dict[str, Any] = {}
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word in FLAG_OPTIONS:
            given["help" if word == "-h" else word[2:]] = True
        elif name in VALUE_OPTIONS:
            found = value if equals else next(words, None)
            if found is None or (not equals and _is_option(found)):
                raise Problem("usage", message=_("{option} behöver ett värde").format(option=name))
            given[name[2:]] = found
        else:
            rest.append(word)
    return given, rest


def _is_option(word: str) -> bool:
    """Whether a word is one of the global options or `--`, and so nobody's value."""
    return word == "--" or word in FLAG_OPTIONS or word.partition("=")[0] in VALUE_OPTIONS


def wants_json(argv: Sequence[str]) -> bool:
    """Whether the answer is to be an object, also where the rest of the line cannot be read.

    Text after `--` asks for nothing; a `--` in the place of an option's value is a mistake, and hides nothing.
    """
    before = ""
    for word in argv:
        if word == "--" and before not in VALUE_OPTIONS:
            return False
        if word == "--json":
            return True
        before = word
    return False


def parse(argv: Sequence[str], env: Mapping[str, str]) -> Asked:
    """Choose the language, then read the rest in it.

    Raises:
        Problem: `usage`, with near commands as hints.
    """
    set_language(_language(argv, env))
    translate_argparse()
    given, rest = split(argv)
    if given.get("lang", "sv") not in ("sv", "en"):
        raise Problem("usage", ("sv", "en"), message=_("--lang är sv eller en"))
    given["wait"] = _seconds(given.get("wait", "10"))
    if not rest or rest == ["--"]:
        return Asked(given, None, Namespace(), None)
    name, *words = rest
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        raise _unknown_command(name)
    if given.get("wall"):
        raise Problem("usage", message=_("--wall visar tavlan på väggen och skrivs utan kommando"))
    parser = one(command)
    if given.get("help") or given.get("version"):
        return Asked(given, command, Namespace(), _nested(parser, words))
    return Asked(given, command, parser.parse_args(words), parser)


def _language(argv: Sequence[str], env: Mapping[str, str]) -> Any:
    for i, word in enumerate(argv):
        if word in ("--lang=sv", "--lang=en"):
            return word[-2:]
        if word == "--lang" and list(argv[i + 1 : i + 2]) in (["sv"], ["en"]):
            return argv[i + 1]
    return from_environment(env)


def _seconds(given: str) -> float:
    try:
        seconds = float(given.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= 86_400:
        raise Problem("usage", message=_("--wait är ett antal sekunder, till exempel 30"))
    return seconds


def _unknown_command(name: str) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(name, NAMES, n=3, cutoff=0.5)
    if name.startswith("-"):
        return Problem("usage", message=_("okänt val: {given}").format(given=name[:40]))
    return Problem("usage", tuple(near), message=_("okänt kommando: {given}").format(given=name[:40]))


def one(command: Command) -> ArgumentParser:
    """The parser of one command."""
    parser = Parser(prog=f"tavla {command.name}", description=_sentence(command.told))
    command.arguments(parser)
    add_globals(parser)
    return parser


def whole() -> ArgumentParser:
    """The parser of everything, for the help, the manual page and completion."""
    parser = Parser(
        prog="tavla",
        description=_("En förbättringstavla i terminalen. Utan kommando öppnas tavlan."),
        epilog=_(
            "Kort namnges med de första tecknen i sitt id. Hjälp om ett kommando: tavla KOMMANDO --help"
        ),
    )
    add_globals(parser)
    parser.add_argument(
        "--wall",
        action="store_true",
        default=SUPPRESS,
        help=_("visa tavlan stort för dem som går förbi, utan namn; utan kommando"),
    )
    commands = parser.add_subparsers(
        dest="command", metavar=_("KOMMANDO"), title=_("kommandon"), prog="tavla"
    )
    for command in COMMANDS:
        told = command.told
        add_globals(
            _filled(command, commands.add_parser(command.name, help=told, description=_sentence(told)))
        )
    return parser


def _filled(command: Command, parser: ArgumentParser) -> ArgumentParser:
    command.arguments(parser)
    return parser


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _nested(parser: ArgumentParser, words: Sequence[str]) -> ArgumentParser:
    """The parser of `people add` where its help is asked for, else the command's."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for word in words:
                if word in action.choices:
                    nested: ArgumentParser = action.choices[word]
                    return nested
    return parser

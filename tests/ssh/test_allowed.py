"""What is let through over SSH is a list: a command that is new is on one of two sides, and none takes a path."""

from __future__ import annotations

from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

import pytest

from board.errors import Problem
from tui.cli.parser import one, parse
from tui.cli.ssh_serve import ALLOWED, FILES, Gate
from tui.cli.table import COMMANDS, NAMES
from tui.text import _

THE_MACHINES = {
    "check", "completion", "demo", "erase", "forget", "info", "pin", "pins", "remote", "restore", "ssh", "sync", "thin",
}  # fmt: skip
"""Commands about the machine, its files and other computers, which its operator gives there."""
PATHS = {_("FIL"), _("MAPP"), _("ADRESS"), _("GRUPP"), _("NYCKEL")}


def arguments(parser: ArgumentParser) -> Iterator[Action]:
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for nested in action.choices.values():
                yield from arguments(nested)
        else:
            yield action


def test_every_command_is_either_let_through_or_the_machines() -> None:
    assert set(NAMES) >= ALLOWED
    assert not set(NAMES) - ALLOWED - THE_MACHINES
    assert not ALLOWED & THE_MACHINES


def test_no_command_that_is_let_through_takes_a_path_that_is_not_held_back() -> None:
    own = {"--workspace"}
    for command in COMMANDS:
        if command.name in ALLOWED:
            for action in arguments(one(command)):
                if action.metavar in PATHS and not own & set(action.option_strings):
                    assert action.dest in FILES, (command.name, action.dest)


def test_a_dash_is_stdin_or_stdout_and_a_folder_is_the_machines() -> None:
    gate = Gate("/srv/tavlor", "anna")
    for words in ("calendar -", "calendar - --for anna", "export -", "report -", "year"):
        gate.check(parse(words.split(), {}), {})
    for words in ("calendar /srv/www", "export ut.json"):
        with pytest.raises(Problem) as refused:
            gate.check(parse(words.split(), {}), {})
        assert refused.value.code == "no_files_here"

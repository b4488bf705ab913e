"""Runs one command line: parse, do, answer; every refusal becomes words, an object and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

from board.errors import Problem
from board.identity_numbers import Confirming
from board.ports import Clock
from board.text import clean
from tui.cli.output import Unanswered, answering, prepare, put, put_json, say, silence
from tui.cli.parser import Asked, parse, wants_json, whole
from tui.compose import Session, default_root, system_clock
from tui.text import _


def run(argv: Sequence[str], env: Mapping[str, str] = os.environ, clock: Clock = system_clock) -> int:
    """The exit code: 0 done, 1 refused by a rule, 2 wrong usage, 3 storage, 130 stopped by ctrl+c."""
    prepare()
    try:
        code = refusals_told(argv, env, clock)
        with answering():
            sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)  # whoever read the output has seen enough
        return 0
    except Unanswered as error:
        return _output_failed(error.__cause__)
    return code


def _output_failed(error: BaseException | None) -> int:
    """What was asked for is done, but its answer could not be written (`tavla list > /dev/full`)."""
    from tui.reasons import reason

    silence(sys.stdout)
    why = reason(error if isinstance(error, OSError) else "EIO")
    say(_("Svaret kunde inte skrivas: {reason}. Det som är sparat är kvar.").format(reason=why))
    return 3


class Gate(Protocol):
    """A session by SSH key: whose it is, in which workspace, and what it may do."""

    root: str
    person: str

    def check(self, asked: Asked, env: Mapping[str, str]) -> None:
        """Refuse what the session may not do, by raising a Problem."""


def refusals_told(argv: Sequence[str], env: Mapping[str, str], clock: Clock, gate: Gate | None = None) -> int:
    """Do what a command line asks for, and tell what was refused; the exit code."""
    session: list[Session] = []
    json = wants_json(argv)
    try:
        return _run(argv, env, clock, session, gate)
    except Problem as problem:
        return refuse(problem, json, session[0] if session else None)
    except (Unanswered, BrokenPipeError):
        raise
    except OSError as error:
        return refuse(_of_the_system(error), json, None)
    except Exception as error:
        if env.get("TAVLA_DEBUG"):
            raise
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        line = f"{os.path.basename(where.tb_frame.f_code.co_filename)}:{where.tb_lineno}" if where else ""
        return refuse(Problem("internal", given=f"{type(error).__name__} {line}"), json, None)


def _of_the_system(error: OSError) -> Problem:
    """What the system refused outside the store, which tells its own."""
    from tui.reasons import code_of

    given = error.filename if isinstance(error.filename, str) else None
    if given is None:
        try:
            os.getcwd()
        except OSError:
            given = "."
    return Problem("system_failed", given=given, errno=code_of(error))


def _run(
    argv: Sequence[str], env: Mapping[str, str], clock: Clock, made: list[Session], gate: Gate | None
) -> int:
    asked = parse(argv, env)
    given = asked.given
    if gate is not None:
        gate.check(asked, env)
    if given.get("version"):
        return _version(bool(given.get("json")))
    if given.get("help"):
        return _help(asked)
    session = Session(
        gate.root if gate else given.get("workspace") or default_root(env),
        env=env,
        clock=clock,
        board=given.get("board"),
        person=given.get("as"),
        wait=given["wait"],
        language=given.get("lang"),
        key=gate.person if gate else None,
    )
    made.append(session)
    session.on_wait = lambda holder: _tell_wait(session, holder)
    session.reason = getattr(asked.args, "reason", None)
    if asked.command is not None and gate is None:
        session.before_writing = lambda: _prove(session)
    from tui.cli.call import Call

    where = asked.command.run if asked.command else "opening:open_board"
    module, function = where.split(":")
    act: Callable[[Call], int] = getattr(import_module(f"tui.cli.{module}"), function)
    call = Call(session, asked.args, bool(given.get("json")), given)
    if given.get("not-personnummer"):
        with Confirming():
            code = act(call)
    else:
        code = act(call)
    if session.reportable:
        from tui.privacy_words import report

        say(report())
    return code


def _prove(session: Session) -> None:
    """A PIN is asked for before anything is written as somebody whom the account does not stand for."""
    if session.who() is not None and not session.is_own:
        from tui.cli.pins import check

        check(session)


def _version(json: bool) -> int:
    from board import __version__

    if json:
        put_json({"version": __version__})
    else:
        put(f"tavla {__version__}")
    return 0


def _help(asked: Asked) -> int:
    """The help as text for people, or with --json as the one text of an object."""
    text = (asked.parser or whole()).format_help().rstrip()
    if asked.given.get("json"):
        put_json({"command": asked.command.name if asked.command else None, "help": text})
    else:
        put(text)
    return 0


def _tell_wait(session: Session, holder: Mapping[str, Any]) -> None:
    who = _name(session)(holder["person"]) if holder.get("person") else _("någon annan")
    say(_("Väntar: {who} sparar just nu (process {pid}) …").format(who=who, pid=holder.get("pid") or "?"))


def _name(session: Session | None) -> Callable[[Any], str]:
    """References as names; while a refusal is told, nothing that cannot be read may stop the telling."""
    from tui.cli.shapes import Handles

    try:
        if session is not None:
            return Handles(session.org_snapshot).name
    except (Problem, OSError):
        pass
    return lambda ref: str(ref) if ref else _("någon")


def refuse(problem: Problem, json: bool, session: Session | None) -> int:
    """Tell a refusal on stderr, and with --json as the one object on stdout."""
    from tui.problems import advice, at_command_line, message

    said = message(problem, _name(session))
    for line in (said, advice(problem), at_command_line(problem)):
        if line:
            say(line)
    if json:
        error: dict[str, Any] = {
            "code": problem.code,
            "message": said,
            "hints": [clean(str(hint)) for hint in problem.hints],
        }
        if "rejected" in problem.params:
            error["rejected"] = problem.params["rejected"]
        put_json({"error": error})
    return 3 if problem.code in ("internal", "system_failed") else problem.exit_code

"""`tavla remote` and `tavla sync`: the other places that the board lives on, and keeping in step with them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from tui.cli.call import Call
from tui.cli.output import put, put_json, say, tell
from tui.sync_words import of_board, problem_of, state, told
from tui.text import _, ngettext

if TYPE_CHECKING:
    from storage.sync.remotes import Remote, Status
    from storage.sync.rounds import Report

BUNDLE = ".tavla"
STOPPED_BY = (signal.SIGTERM, signal.SIGINT)
"""What ends a service."""


def remote(call: Call) -> int:
    """Show the places, or add one, make it ready, let a host in, or forget it."""
    places, args = call.session.places, call.args
    match args.action:
        case "add":
            call.session.workspace.create()
            place = places.add(args.name, args.url)
            done = _(
                "{name} är tillagd. Är platsen ny: tavla remote init {name}. Sedan: tavla sync {name}"
            ).format(name=place.name)
        case "remove":
            places.remove(args.name)
            done = _(
                "{name} är borttagen. Det som kommit därifrån är kvar här, och det som finns där är kvar där."
            )
            done = done.format(name=args.name)
        case "init":
            with _named(args.name):
                places.prepare(args.name)
            done = _("{name} är redo. Andra datorer lägger till samma plats och synkar.").format(
                name=args.name
            )
        case "grant":
            with _named(args.name):
                places.grant(args.name, args.login, args.boards, args.new)
            done = _("Klart. Rättigheterna gäller från nästa synk.")
        case "revoke":
            with _named(args.name):
                places.revoke(args.name, args.login, args.boards)
            done = _("Klart. Rättigheterna gäller från nästa synk.")
        case _other:
            return _list(call)
    if call.json:
        return _list(call)
    tell(done)
    return 0


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Let what a place refuses say which place, so that it can be told what to write."""
    try:
        yield
    except Problem as problem:
        raise Problem(problem.code, problem.hints, **{**problem.params, "place": name}) from None


def _list(call: Call) -> int:
    known = call.session.places.all() if call.session.exists else []
    if call.json:
        put_json({"remotes": [_object(place, status) for place, status in known]})
        return 0
    if not known:
        tell(
            _(
                "Tavlan synkas inte med någon annan plats. Lägg till en: tavla remote add NAMN file:/delad/mapp"
            )
        )
    now = call.session.clock()
    for place, status in known:
        put(f"{place.name}  {place.url}")
        put(f"  {state(status, now)}")
    return 0


def sync(call: Call) -> int:
    """Exchange once with one place or all, with a file, or go on until stopped."""
    given = call.args.place
    if given is not None and given.endswith(BUNDLE):
        return _carried(call, given)
    names = [given] if given is not None else [place.name for place, _status in call.session.places.all()]
    if not names:
        raise Problem("no_remotes")
    if call.args.follow:
        return _follow(call, given)
    return _once(call, names)


def _once(call: Call, names: list[str]) -> int:
    outcomes, failed = [], []
    for name in names:
        status, report = call.session.places.once(name)
        problem = problem_of(status)
        if problem is not None:
            failed.append(Problem(problem.code, problem.hints, **{**problem.params, "place": name}))
        outcomes.append(_outcome(name, status, report))
        if not call.json:
            put(f"{name}: {state(status, call.session.clock())}")
            _tell(report)
    if failed:
        raise failed[0]
    if call.json:
        put_json({"remotes": outcomes})
    return 0


def _carried(call: Call, path: str) -> int:
    call.session.workspace.create()
    report = call.session.places.carry(path)
    if call.json:
        put_json({"remotes": [{"name": path, "error": None, **_counts(report)}]})
        return 0
    _tell(report)
    tell(_("Filen har nu allt som finns här. Ta med den till nästa dator och skriv samma kommando där."))
    return 0


def _follow(call: Call, only: str | None) -> int:
    """Until the service is stopped; each change of state is told once."""
    session = call.session
    if only is not None:
        session.places.check(only)
    latest: dict[str, str] = {}
    turn = threading.Lock()

    def changed(name: str, status: Status) -> None:
        words = state(status, session.clock())
        shape = f"{status.problem} {status.waiting} {len(status.said)}"
        with turn:
            if latest.get(name) == shape:
                return
            latest[name] = shape
            if call.json:
                put_json({"remotes": [{"name": name, **_state(status)}]})
            else:
                say(f"{name}: {words}")

    # A signal that comes just before a thread goes to sleep does not wake it: these wait till they are asked for.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPED_BY)
    followers = session.places.follow(changed, only)
    signal.sigwait(STOPPED_BY)
    followers.stop()
    return 0


def _tell(report: Report) -> None:
    came = ngettext("{n} ändring hämtad", "{n} ändringar hämtade", report.received).format(n=report.received)
    went = ngettext("{n} skickad", "{n} skickade", report.sent).format(n=report.sent)
    put(f"  {came}, {went}")
    for board in report.boards_made:
        put("  " + _("ny tavla: {board}").format(board=of_board(board)))
    for _at, sentence in told([word._asdict() for word in report.said]):
        tell(sentence)


def _object(place: Remote, status: Status) -> dict[str, Any]:
    return {"name": place.name, "url": place.url, "kind": place.kind, **_state(status)}


def _state(status: Status) -> dict[str, Any]:
    return {
        "well_at": status.well_at,
        "tried_at": status.tried_at,
        "next_at": status.next_at,
        "waiting": status.waiting,
        "error": status.problem,
        "said": list(status.said),
    }


def _counts(report: Report) -> dict[str, Any]:
    return {
        "received": report.received,
        "sent": report.sent,
        "boards_made": list(report.boards_made),
        "said": [word._asdict() for word in report.said],
    }


def _outcome(name: str, status: Status, report: Report) -> dict[str, Any]:
    return {"name": name, **_state(status), **_counts(report)}

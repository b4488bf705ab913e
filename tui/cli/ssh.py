"""`tavla ssh`: who is let in over SSH with which key. The file is sshd's; we write our lines in it and no others."""

from __future__ import annotations

import fcntl
import os
import signal
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from board.context import person as find_person
from board.errors import Problem
from board.model import Person, people_of
from board.text import clean
from tui.cli import ssh_keys
from tui.cli.call import Call
from tui.cli.output import columns_wide, put, put_json, say, table, tell
from tui.cli.ssh_keys import Line
from tui.files import file_problem
from tui.text import _, ngettext

LARGEST_KEY = 16 * 1024
LARGEST_FILE = 16 * 1024 * 1024
NEW_MODE = 0o644
"""sshd reads the file as the account that is logged in to, and it holds nothing secret."""


def ssh(call: Call) -> int:
    """List the keys, or do what the word after says."""
    match call.args.action:
        case "serve":
            from tui.cli.ssh_serve import serve

            return serve(call)
        case "add":
            return _add(call)
        case "revoke":
            return _revoke(call)
    return _list(call)


def program() -> list[str]:
    """How sshd starts this very Tavla: by its own Python, which takes in nothing of the environment or the folder."""
    beside = os.path.join(os.path.dirname(sys.executable), "tavla")
    if os.path.isfile(beside):
        return [sys.executable, "-I", beside]
    import tui

    return [sys.executable, "-I", os.path.join(os.path.dirname(os.path.abspath(tui.__file__)), "__main__.py")]


def _add(call: Call) -> int:
    args, session = call.args, call.session
    if not session.exists:
        raise Problem("no_board")
    people = people_of(session.org_snapshot)
    person = people[find_person(clean(args.person), session.org_snapshot)]
    key = ssh_keys.read_key(_key_text(args.file))
    note = f"tavla:{person.handle}:{session.clock().date().isoformat()}"
    line = ssh_keys.line_for(key, person.ref, program(), os.path.realpath(session.root), note)
    with _held(args.keys):
        lines = ssh_keys.read_lines(_read(args.keys))
        there = ssh_keys.has_key(lines, key)
        if there is not None and there.person != person.ref:
            taken = people.get(there.person or "")
            raise Problem("key_taken", file=args.keys, who=taken.name if taken else None)
        kept = [one.text for one in lines if one is not there]
        while kept and not kept[-1].strip():
            kept.pop()
        _write(args.keys, [*kept, line])
    if call.json:
        return _list(call)
    tell(
        _("{name} släpps in med nyckeln {fingerprint}.").format(name=person.name, fingerprint=key.fingerprint)
    )
    return 0


def _revoke(call: Call) -> int:
    args = call.args
    wanted = clean(args.person)
    with _held(args.keys):
        lines = ssh_keys.read_lines(_read(args.keys))
        refs = {wanted, _ref(call, wanted)}
        gone = [one for one in lines if one.person is not None and _is_meant(one, wanted, refs)]
        if not gone:
            raise Problem("no_such_key", given=wanted[:60], file=args.keys)
        kept = [one for one in lines if one not in gone]
        _write(args.keys, [one.text for one in kept])
    persons = {one.person or "" for one in gone}
    ended, left = _end_sessions(persons)
    if call.json:
        return _list(call)
    told = ngettext("{n} nyckel är borttagen.", "{n} nycklar är borttagna.", len(gone)).format(n=len(gone))
    if ended:
        told += " " + ngettext("{n} session är avslutad.", "{n} sessioner är avslutade.", ended).format(
            n=ended
        )
    tell(told)
    if left:
        told = ngettext(
            "{n} session hör till ett annat konto och pågår än. Kör samma kommando med sudo, eller avsluta den.",
            "{n} sessioner hör till ett annat konto och pågår än. Kör samma kommando med sudo, eller avsluta dem.",
            left,
        )
        say(told.format(n=left))
    if persons & {one.person for one in kept}:
        say(_("Personen har en nyckel till och kommer in igen med den."))
    return 0


def _end_sessions(persons: set[str]) -> tuple[int, int]:
    """End the sessions that sshd has started for persons, as when the line is cut: what was typed is kept. How many
    ended, and how many are left: those of another account than ours are ended by root only.

    With whichever key they came in: a running session does not tell, and who has another comes in again.
    """
    ended = left = 0
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                words = os.fsdecode(file.read()).split("\0")[:-1]
            if ssh_keys.serves(words) in persons:
                os.kill(int(name), signal.SIGHUP)
                ended += 1
        except PermissionError:
            left += 1
        except OSError:
            continue
    return ended, left


def _ref(call: Call, wanted: str) -> str:
    """The person's reference; empty where boards cannot be read, which must not keep a key from being revoked."""
    try:
        return find_person(wanted, call.session.org_snapshot)
    except Problem:
        return ""


def _is_meant(line: Line, wanted: str, refs: set[str]) -> bool:
    handle = line.note.split(":")[1] if line.note.count(":") == 2 else ""
    fingerprint = line.key.fingerprint if line.key else ""
    return line.person in refs or wanted in (fingerprint, handle)


def _list(call: Call) -> int:
    lines = ssh_keys.read_lines(_read(call.args.keys))
    people = people_of(call.session.org_snapshot)
    ours = [_object(one, people) for one in lines if one.person is not None]
    foreign = sum(1 for one in lines if ssh_keys.opens_more(one))
    if call.json:
        put_json({"file": call.args.keys, "keys": ours, "foreign": foreign})
        return 0
    if not ours:
        tell(_("Ingen släpps in över SSH än. Släpp in någon: tavla ssh add PERSON NYCKEL.pub"))
    rows = [[one["person"] or "?", one["name"] or "", one["fingerprint"], one["since"] or ""] for one in ours]
    for row in table(rows, 1, columns_wide()):
        put(row)
    for one in ours:
        if not one["active"]:
            say(_("{person} är inte med längre och släpps inte in.").format(person=one["person"] or "?"))
        if not one["program_there"]:
            say(
                _("Tavla finns inte där nyckeln för {person} säger. Släpp in samma nyckel igen.").format(
                    person=one["person"] or "?"
                )
            )
    if foreign:
        told = ngettext(
            "{n} rad i filen är inte Tavlas. Den kan släppa in någon till mer än tavlan.",
            "{n} rader i filen är inte Tavlas. De kan släppa in någon till mer än tavlan.",
            foreign,
        )
        say(told.format(n=foreign))
    return 0


def _object(line: Line, people: dict[str, Person]) -> dict[str, Any]:
    person, note = people.get(line.person or ""), line.note.split(":")
    ours = len(note) == 3 and note[0] == "tavla"
    return {
        "person": person.handle if person else (note[1] if ours else None),
        "name": person.name if person else None,
        "active": person is not None and person.active,
        "type": line.key.type if line.key else None,
        "fingerprint": line.key.fingerprint if line.key else None,
        "since": note[2] if ours else None,
        "program_there": all(os.path.exists(word) for word in line.program if word.startswith("/")),
    }


# --- files


def _key_text(path: str) -> str:
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST_KEY + 1)
        else:
            opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(opened, "rb") as file:
                if not stat.S_ISREG(os.fstat(opened).st_mode):
                    raise Problem("not_a_file", given=path)
                data = file.read(LARGEST_KEY + 1)
    except (FileNotFoundError, ValueError):
        raise Problem("no_file", given=path) from None
    except OSError as error:
        raise file_problem(error, path) from None
    if len(data) > LARGEST_KEY:
        raise Problem("bad_key", reason="several")
    try:
        return data.decode("ascii", "strict") if data.isascii() else data.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("bad_key", reason="broken") from None


@contextmanager
def _held(path: str) -> Iterator[None]:
    """Nobody else's `tavla ssh` writes the file meanwhile."""
    folder = os.path.dirname(os.path.realpath(path))
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise file_problem(error, folder) from None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _read(path: str) -> str:
    """The file's text, byte for byte; nothing where there is no file."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise file_problem(error, path) from None
    if len(data) > LARGEST_FILE:
        raise Problem("too_big", given=path)
    return data.decode("utf-8", "surrogateescape")


def _write(path: str, lines: Sequence[str]) -> None:
    """Write the file whole or not at all, with the owner and the modes that it had; sshd looks at both."""
    target = os.path.realpath(path)
    temporary = f"{target}.tavla-{os.getpid()}"
    text = "\n".join(lines).rstrip("\n")
    text += "\n" if text else ""
    try:
        try:
            before = os.stat(target)
        except FileNotFoundError:
            before = None
        opened = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
        )
        try:
            with open(opened, "wb") as file:
                file.write(text.encode("utf-8", "surrogateescape"))
                file.flush()
                if before is not None and (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
                    os.fchown(opened, before.st_uid, before.st_gid)
                os.fchmod(opened, stat.S_IMODE(before.st_mode) if before is not None else NEW_MODE)
                os.fsync(opened)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise file_problem(error, path) from None

"""Forgetting in the files: lines with a forgotten person's words are replaced by lines without them.

A line keeps its number, its stamp and what it did; `gone` has the checksum that it had, which is what the next line
names, so that chain, merge and every other computer's journals fit as before (docs/format.md, section 8). Which words
are whose is board/forgetting.py. It is done once where it was asked for, and by every other host after the exchange
that brought the word of it; what comes later is done in its turn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from board.forgetting import ERASED, Forgotten, Gathered, Rule, forgotten, names_in
from storage.clock import REPLICA
from storage.durable import Told, read_file, replace
from storage.home import BROKEN, CHECKPOINT, JOURNAL, LOCK, Home
from storage.lines import LIMIT, Raw, chain_crc, decode, erased, from_json, seal, to_json
from storage.lock import Lock
from storage.pins import Pins
from storage.segments import content, put_in_place, segment_bytes, segments
from storage.store import BoardStore
from storage.workspace import INDEX, ORG, Workspace

ACTOR = "forget"
"""Who holds the lock, as its note tells those who wait."""
_DONE = "forgotten.json"
_EVER = ""
"""In that file, beside the boards: something has been taken away here."""


class Done(NamedTuple):
    """What was, or would be, forgotten on one board: lines, texts in them, and files under broken/ to look through."""

    board: str
    lines: int
    texts: int
    aside: int


def without(line: bytes, rule: Rule) -> bytes | None:
    """A line, without its LF, as it becomes; None where it stays, also where it is no whole line."""
    raw = decode(line)
    if raw is None or "ch" not in raw:
        return None
    fresh = rule.without(raw)
    if fresh is None:
        return None
    gone = raw["gone"] if "gone" in raw else line[-8:].decode()
    head = {"n": raw["n"], "p": raw["p"], "t": raw.get("t"), "gone": gone}
    body = to_json({**head, **{key: value for key, value in fresh.items() if key not in head}}).encode(
        "utf-8"
    )
    return _sealed(body) if len(body) + 11 < LIMIT else None


def _sealed(body: bytes) -> bytes:
    return seal(body)[0][:-1]


def segment_without(data: bytes, rule: Rule) -> tuple[bytes, int]:
    """A segment's bytes as they become, and in how many lines."""
    return replaced(data, lambda line: without(line, rule))


def replaced(data: bytes, fresh_for: Callable[[bytes], bytes | None]) -> tuple[bytes, int]:
    """A segment with other lines where there are such, and how many.

    A reader goes on from where it was if the line before still ends there. So behind a line that was changed no line
    ends where it did: a space is added where the lengths would come out even.
    """
    lines = data.split(b"\n")
    shift = changed = 0
    for at, line in enumerate(lines):
        fresh = fresh_for(line) if line else None
        if fresh is not None:
            # A line that is whole stays so to the byte: its checksum is in the one after it.
            if shift + len(fresh) == len(line) and b'"gone":' in fresh:
                fresh = _sealed(fresh[:-9] + b" ")
            shift += len(fresh) - len(line)
            lines[at] = fresh
            changed += 1
    return b"\n".join(lines), changed


class Kept(NamedTuple):
    """Lines that stand here without words that they had: by board, replica and number."""

    lines: Mapping[str, Mapping[str, Mapping[int, bytes]]]

    def instead(self, board: str, replica: str, line: bytes) -> bytes | None:
        """What stands here for a line of another place; None where that is the same, or is not known."""
        raw = decode(line)
        mine = self.lines.get(board, {}).get(replica, {}).get(raw["n"]) if raw is not None else None
        if raw is None or mine is None or mine.rstrip() == line:
            return None
        ours = decode(mine)
        same = ours is not None and ours.get("gone") == chain_crc(raw, line) and ours["p"] == raw["p"]
        return mine if same and ours != raw else None


def kept_without(workspace: Workspace) -> Kept:
    """All lines here whose words were taken away; quick where nothing ever was."""
    found: dict[str, dict[str, dict[int, bytes]]] = {}
    if _known(workspace).get(_EVER):
        with Told():
            for board in [*workspace.board_ids(), ORG]:
                for replica, line in _bytes(workspace.home(board)):
                    raw = decode(line) if b'"gone":' in line and b'"ch":' in line else None
                    if raw is not None and "gone" in raw and not erased(raw):
                        found.setdefault(board, {}).setdefault(replica, {})[raw["n"]] = line
    return Kept(found)


def forget(workspace: Workspace, dry: Mapping[str, Forgotten] | None = None) -> list[Done]:
    """Take away the words of all who are to be forgotten, and texts that are erased, on every board here.

    With `dry` it is only counted, for these people as if they were forgotten. Done again it finds nothing.

    Raises:
        Problem: a storage code, such as `locked`; what is done is done, and the rest is when it is run again.
    """
    who = dict(dry) if dry is not None else forgotten(workspace.org.snapshot)
    homes = [workspace.home(board) for board in [*workspace.board_ids(), ORG]]
    known = _known(workspace) if dry is None else {}
    marks = {home.board: _mark(home, who) for home in homes}
    fresh = [home for home in homes if dry is not None or known.get(home.board) != marks[home.board]]
    if not fresh or (dry is not None and not who):
        return []
    with Told():
        done = []
        if who or any(map(_says_erased, fresh)):
            who = _named(workspace, who)
            # The organisation last: it has the names.
            done = [
                found
                for home in fresh
                if (found := _board(workspace, home, who, dry is not None)) is not None
            ]
        if dry is None:
            _forget_logins(workspace, who)
            marks = {home.board: _mark(home, who) for home in homes}
            if done or known.get(_EVER):
                marks[_EVER] = [True]
            workspace.modes.make(workspace.host)
            replace(
                os.path.join(workspace.host, _DONE), to_json(marks).encode() + b"\n", workspace.modes.file
            )
    return done


def _says_erased(home: Home) -> bool:
    """Whether any line may say that a text is to be gone."""
    folders = [os.path.join(home.folder, JOURNAL, replica) for replica in _replicas(home)]
    mark = f'"{ERASED}'.encode()
    return any(
        mark in segment_bytes(os.path.join(folder, name)) for folder in folders for name in segments(folder)
    )


def _named(workspace: Workspace, who: dict[str, Forgotten]) -> dict[str, Forgotten]:
    """The same people with every name that they have had."""
    names: dict[str, dict[str, None]] = {ref: {} for ref in who}
    for raw in _lines(workspace.home(ORG)):
        for ref, name in names_in(raw, who):
            names[ref][name] = None
    return {ref: one._replace(names=tuple(names[ref])) for ref, one in who.items()}


def _replicas(home: Home) -> list[str]:
    root = os.path.join(home.folder, JOURNAL)
    return sorted(n for n in os.listdir(root) if REPLICA.fullmatch(n)) if os.path.isdir(root) else []


def _bytes(home: Home) -> Iterator[tuple[str, bytes]]:
    """Every line of a board, and whose journal it stands in."""
    for replica in _replicas(home):
        folder = os.path.join(home.folder, JOURNAL, replica)
        for name in segments(folder):
            for line in segment_bytes(os.path.join(folder, name)).split(b"\n"):
                yield replica, line


def _lines(home: Home) -> Iterator[Raw]:
    for _replica, line in _bytes(home):
        raw = decode(line) if line else None
        if raw is not None:
            yield raw


def _board(workspace: Workspace, home: Home, who: Mapping[str, Forgotten], dry: bool) -> Done | None:
    """Forget on one board; None where nothing of theirs is there."""
    derived = (os.path.join(home.side, CHECKPOINT), os.path.join(workspace.host, INDEX, home.board))
    before = _mark(home, who)
    gathered = Gathered(_lines(home), who)
    found = _changed(home, Rule(who, gathered))
    if not found:
        if not dry and home.side != home.folder:
            # Made of other hosts' journals, which they rewrite themselves.
            _take_away(derived)
        return None
    if not dry:
        home.modes.make(home.side)
        lock = Lock(os.path.join(home.side, LOCK), home.modes, home.wait, home.on_wait)
        lock.acquire(ACTOR, home.clock().isoformat(timespec="seconds"))
        try:
            if _mark(home, who) != before:
                found = _changed(home, Rule(who, Gathered(_lines(home), who)))
            # First, or a crash would leave one that no longer fits, and it would be kept with all its words.
            _take_away(derived)
            _rewrite(home, found)
        finally:
            lock.release()
        BoardStore(home).checkpoint()
    return Done(home.board, sum(lines for _path, _data, lines in found), len(gathered.texts), _aside(home))


def _take_away(derived: Sequence[str]) -> None:
    """Files that are made of the journals, and hold the same words."""
    for path in derived:
        with suppress(FileNotFoundError):
            os.unlink(path)


def _rewrite(home: Home, found: list[tuple[str, bytes, int]]) -> None:
    """Under the lock. Others wait no longer than the files take to be written."""
    for path, data, _lines_changed in found:
        put_in_place(path, data, home.modes.file)


def _changed(home: Home, rule: Rule) -> list[tuple[str, bytes, int]]:
    """The segments that have something of theirs, as they become, and in how many lines."""
    found = []
    for replica in _replicas(home):
        # Where other hosts have the folder mounted, each writes its own journal only.
        if home.side != home.folder and replica != home.replica():
            continue
        folder = os.path.join(home.folder, JOURNAL, replica)
        for name in segments(folder):
            path = os.path.join(folder, name)
            data, sound = content(path)
            if not sound:
                continue  # left as it lies there, for a repair to make the best of
            whole, changed = segment_without(data, rule)
            if changed:
                found.append((path, whole, changed))
    return found


def _aside(home: Home) -> int:
    """How many files lie under broken/, which is never read and never cleared by the program."""
    try:
        return sum(not name.endswith(".why.json") for name in os.listdir(os.path.join(home.folder, BROKEN)))
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _mark(home: Home, who: Mapping[str, Forgotten]) -> list[Any]:
    """What a board was when it was looked through: the people, and every segment's size."""
    sizes = []
    for replica in _replicas(home):
        folder = os.path.join(home.folder, JOURNAL, replica)
        for name in segments(folder):
            path = os.path.join(folder, name)
            try:
                sizes.append([replica, name, os.stat(path).st_size])
            except FileNotFoundError:
                sizes.append([replica, name, 0])
    return [sorted(who), sizes]


def _known(workspace: Workspace) -> dict[str, Any]:
    try:
        found = from_json(read_file(os.path.join(workspace.host, _DONE)))
    except (OSError, ValueError):
        return {}
    return found if type(found) is dict else {}


def looked_at(workspace: Workspace) -> float:
    """When this host last looked for what is to be forgotten, by its file system's clock; 0 where it never has."""
    try:
        return os.stat(os.path.join(workspace.host, _DONE)).st_mtime
    except OSError:
        return 0.0


def _forget_logins(workspace: Workspace, who: Mapping[str, Forgotten]) -> None:
    """No account and no PIN of this host stands for them any more."""
    pins = Pins(workspace.host, workspace.modes, workspace.clock)
    for ref in who:
        if pins.has(ref):
            pins.forget(ref)
    path = os.path.join(workspace.host, "logins.json")
    try:
        logins = from_json(read_file(path))
    except (OSError, ValueError):
        return
    left = {login: ref for login, ref in logins.items() if ref not in who} if type(logins) is dict else logins
    if left != logins:
        replace(path, to_json(left).encode("utf-8", "replace") + b"\n", workspace.modes.file)

"""What is kept of every board of a workspace for looking over all of them at once: derived, and safe to delete.

One file a board in hosts/<host>/_index/, read only while the board's journals are exactly those it was made of: their
segments by name, size, inode and time of change. Anything else, also a byte that was changed, has it made again. Where
it cannot be written it is made each time. Nothing else reads it, and it is no part of what a workspace holds.

Plain text to look for bytes in, and no SQLite: with 200 boards of 500 cards a word is found in 50 ms, as a part of any
word like in a board's own search, and it is written in 15 ms. FTS5 answers sooner, but finds only whole words and their
beginnings without å ä ö (0.5 s to write), or with trigrams takes 1.4 s and four times the room.
"""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple

from board import __version__
from board.across import Cards, Row, Theme, cards_of, themes_as_json, themes_from_json
from board.errors import Problem
from board.method.ideas import Idea, idea_from_json, ideas_of
from board.overview import PULSE_DAYS, Facts, as_json, facts_of, from_json
from board.ports import Snapshot
from storage.checkpoint import uncollected
from storage.clock import REPLICA
from storage.durable import open_file, read_file, temp_name, write_all
from storage.home import JOURNAL
from storage.journal import segments
from storage.lines import from_json as parsed
from storage.lines import to_json
from storage.packed import Packed
from storage.segments import PACKED
from storage.workspace import INDEX, Workspace

FORMAT = 3
"""Another number with any change of what facts, themes or cards are, so that what older programs kept is not read."""
_DAY = re.compile(rb'^\{"n":\d+,"p":"[0-9a-f]{8}","t":"([^"]*)","at":"(\d{4}-\d\d-\d\d)', re.MULTILINE)

Key = list[list[Any]]
Themes = dict[str, dict[str, Theme]]


BRIEF, COMPARED, WHOLE = 2, 3, 5
"""How many parts are wanted: facts and ideas; themes with them; the texts and rows to search in, too. The first are
made without the others, which take longer, where nobody has asked for those yet."""


class _Held(NamedTuple):
    """What this session has read of a board: its parts, as far as somebody has asked for them, and of what they were
    made."""

    key: Key
    facts: Facts
    ideas: bytes
    themes: bytes | None = None
    cards: Cards | None = None

    def has(self, parts: int) -> bool:
        return parts <= BRIEF or (self.themes is not None and (parts <= COMPARED or self.cards is not None))


class Index:
    """The boards of a workspace. Each call looks whether what is kept of the board still holds. Used by one thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.folder = os.path.join(workspace.host, INDEX)
        self._held: dict[str, _Held] = {}
        self.made = 0
        """How many boards had to be read anew."""

    def facts(self, board: str) -> Facts:
        """Raises Problem where the board cannot be read; so do the others."""
        return self._fresh(board, BRIEF).facts

    def ideas(self, board: str) -> list[Idea]:
        """What the board lets others read, the latest first."""
        return [idea_from_json(one) for one in parsed(self._fresh(board, BRIEF).ideas)]

    def themes(self, board: str) -> Themes:
        return themes_from_json(parsed(self._fresh(board, COMPARED).themes or b"{}"))

    def cards(self, board: str) -> Cards:
        held = self._fresh(board, WHOLE)
        assert held.cards is not None
        return held.cards

    def compared(self, board: str) -> tuple[Themes, list[Row]]:
        """A board's themes, and the rows that they name, of one and the same moment."""
        held = self._fresh(board, WHOLE)
        return themes_from_json(
            parsed(held.themes or b"{}")
        ), held.cards.all() if held.cards is not None else []

    def let_go(self) -> None:
        """Forget the texts; they take most of the room, and are on the disk."""
        for board, held in self._held.items():
            self._held[board] = held._replace(cards=None)

    def sweep(self) -> None:
        """Take away what is kept of boards that are no more."""
        if os.path.islink(self.folder):  # laid there by somebody else, and what it leads to is not ours
            return
        with suppress(OSError):
            for name in set(os.listdir(self.folder)) - set(self._workspace.board_ids()):
                if not name.startswith(".tmp-"):
                    os.unlink(os.path.join(self.folder, name))

    def _fresh(self, board: str, parts: int) -> _Held:
        key = key_of(self._workspace.home(board).folder)
        held = self._held.get(board)
        if held is None or held.key != key or not held.has(parts):
            held = _load(os.path.join(self.folder, board), key, parts) or self._make(board, key, parts)
            self._held[board] = held
        return held

    def _make(self, board: str, key: Key, parts: int) -> _Held:
        """Read the board. `key` is from before it, so that what comes meanwhile has it made again."""
        held: list[_Held] = []

        @uncollected
        def make() -> None:
            made = self._parts(board, parts)
            with suppress(OSError, Problem):
                self._keep(board, key, made)
            held.append(_held(key, made))

        make()
        self.made += 1
        return held[0]

    def _parts(self, board: str, parts: int) -> list[bytes]:
        store = self._workspace.board(board)
        try:
            snapshot = _plain(store.snapshot)
        finally:
            store.close()
        first = (self._workspace.clock() - timedelta(days=PULSE_DAYS)).date().isoformat()
        facts = as_json(facts_of(snapshot, _changes(store.home.folder, first)))
        made = [_bytes(facts), _bytes(ideas_of(board, snapshot))]
        if parts > BRIEF:
            cards, themes = cards_of(snapshot)
            made += [_bytes(themes_as_json(themes)), *cards.kept_as()]
        return made

    def _keep(self, board: str, key: Key, parts: list[bytes]) -> None:
        """Replace the file whole. Not synced: after a power cut what is there is right, or is not read."""
        if os.path.islink(self.folder):
            return
        self._workspace.modes.make(self.folder)
        path = os.path.join(self.folder, board)
        temp = temp_name(path)
        fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, self._workspace.modes.file)
        try:
            try:
                write_all(fd, b"".join([_head(key, parts), *parts]))
            finally:
                os.close(fd)
            os.rename(temp, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temp)
            raise


def key_of(folder: str) -> Key:
    """What a board's journals are right now: every segment's file by name, size, inode and time of change."""
    found: Key = []
    root = os.path.join(folder, JOURNAL)
    try:
        replicas = sorted(name for name in os.listdir(root) if REPLICA.fullmatch(name))
    except OSError:
        return found
    for replica in replicas:
        for name in segments(os.path.join(root, replica)):
            for file in (name, name + PACKED):
                with suppress(OSError):
                    status = os.stat(os.path.join(root, replica, file))
                    found.append([replica, file, status.st_size, status.st_ino, status.st_ctime_ns])
    return found


def _plain(snapshot: Snapshot) -> Snapshot:
    """The same board with each document parsed once: every field of every card is asked for."""
    tables = {
        name: {id: parsed(doc.raw, ours=True) if isinstance(doc, Packed) else doc for id, doc in docs.items()}
        for name, docs in snapshot.tables.items()
    }
    return Snapshot(tables, snapshot.deleted)


def _head(key: Key, parts: list[bytes]) -> bytes:
    """The first line: what the file was made of, and each part's length and checksum; the line's own stands last."""
    head = to_json([FORMAT, __version__, key, [[len(part), zlib.crc32(part)] for part in parts]]).encode()
    return b"%s\t%08x\n" % (head, zlib.crc32(head))


def _load(path: str, key: Key, wanted: int) -> _Held | None:
    """What is kept, if it is of these journals, has these parts and every byte of them is as it was; else None."""
    try:
        data = read_file(path) if wanted == WHOLE else _beginning(path, wanted)
        end = data.index(b"\n")
        head, _tab, crc = data[:end].rpartition(b"\t")
        if b"%08x" % zlib.crc32(head) != crc:
            return None
        form, version, made_of, lengths = parsed(head)
        if [form, version, made_of] != [FORMAT, __version__, key] or len(lengths) < wanted:
            return None
        at, parts = end + 1, []
        for length, total in lengths[:wanted]:
            part = data[at : at + length]
            if len(part) != length or zlib.crc32(part) != total:
                return None
            parts.append(part)
            at += length
        held = _held(key, parts)
    except (OSError, ValueError, TypeError, IndexError, KeyError):
        return None
    return held if wanted < WHOLE or at == len(data) else None


def _held(key: Key, parts: list[bytes]) -> _Held:
    cards = Cards.kept(*parts[COMPARED:]) if len(parts) == WHOLE else None
    themes = parts[BRIEF] if len(parts) > BRIEF else None
    return _Held(key, from_json(parsed(parts[0])), parts[1], themes, cards)


_FIRST = 64 * 1024


def _beginning(path: str, wanted: int) -> bytes:
    """The first line and the first parts of a file, in one or two reads."""
    fd = open_file(path, os.O_RDONLY)
    try:
        data = os.read(fd, _FIRST)
        end = data.index(b"\n")
        lengths = parsed(data[:end].rpartition(b"\t")[0])[3][:wanted]
        size = end + 1 + sum(int(length) for length, _total in lengths)
        return data if len(data) >= size else data + os.read(fd, min(size - len(data), 1 << 30))
    finally:
        os.close(fd)


def _bytes(value: Any) -> bytes:
    return to_json(value).encode("utf-8", "replace")


def _changes(folder: str, first: str) -> dict[str, int]:
    """How many commands changed the board on each day from `first` on, in any journal; looked for in the bytes of the
    segments that can have them, newest first."""
    days: dict[bytes, bytes] = {}
    root = os.path.join(folder, JOURNAL)
    with suppress(OSError):
        for replica in os.listdir(root):
            home = os.path.join(root, replica)
            for name in reversed(segments(home) if REPLICA.fullmatch(replica) else []):
                try:
                    data = read_file(os.path.join(home, name))
                except FileNotFoundError:
                    break  # packed: more than a year old
                found = _DAY.findall(data)
                days.update(found)
                if found and found[0][1] < first.encode():
                    break
    counted: dict[str, int] = {}
    for day in sorted(days.values()):
        if day >= first.encode():
            counted[day.decode()] = counted.get(day.decode(), 0) + 1
    return counted

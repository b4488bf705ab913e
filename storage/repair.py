"""Making a damaged board sound: good lines stay, the damaged original is kept under broken/, and values that a
checkpoint still has are written again."""

from __future__ import annotations

import os
from typing import Any

from board.ports import Change, Draft, Snapshot
from storage import checkpoint as files
from storage.cells import Cells
from storage.clock import replica_of
from storage.durable import InTheWay, Told, read_file
from storage.home import BROKEN, JOURNAL
from storage.journal import START, Place, segments
from storage.lines import FIRST, chain_crc, decode, seal, to_json
from storage.look import Finding, look, replay
from storage.mend import repaired
from storage.segments import content, keep_copy, put_in_place
from storage.store import BoardStore
from storage.unsettled import BEGINNING, BOARD
from storage.workspace import HOSTS, Workspace

ACTOR = "check"
"""Who the lines are by that bring values back."""
_MOST_MISSING = 10_000


def repair(workspace: Workspace, store: BoardStore, found: list[Finding]) -> list[Finding]:
    """Put right what this host may; afterwards only what is still wrong has severity `damage`."""
    kept = _kept(store)
    told = replay(store).cells
    rewritten = _rewrite_journals(workspace, store, found, kept)
    store.reload()
    if store.distrusted is None and any(finding.code == "checkpoint_differs" for finding in found):
        store.distrust("checkpoint_changed")
    # The checkpoint first: of a line that was changed on the disk it has what was written.
    healed = _heal(store, kept.cells) if kept is not None else 0
    healed += _heal(store, told) if rewritten else 0
    if any(finding.code == "begun_twice" for finding in found):
        store.commit(ACTOR, _one_beginning)
    with Told():
        if not store.damaged:
            store.checkpoint()
    left = [finding for finding in look(store, workspace.known_replica()) if finding.severity == "damage"]
    done = [finding._replace(severity="repaired") for finding in found if finding.mendable]
    others = [finding for finding in found if not finding.mendable]
    summary = Finding("repaired", "repaired", {"board": store.board, "segments": rewritten, "values": healed})
    return [*others, *(done if not left else []), *left, summary]


def _one_beginning(snapshot: Snapshot) -> list[Draft]:
    """Let the beginning that shows be the board's, so that there is one."""
    doc = snapshot.get(*BOARD) or {}
    return [Draft("settle", (Change(*BOARD, {cell: doc.get(cell) for cell in BEGINNING}),))]


def _kept(store: BoardStore) -> files.Checkpoint | None:
    """The checkpoint on disk, if its bytes are those that were written."""
    try:
        kept = files.load(read_file(store.path))
        kept.cells.load_rest()
    except (FileNotFoundError, InTheWay, files.Unusable):
        return None
    return kept


def _rewrite_journals(
    workspace: Workspace, store: BoardStore, found: list[Finding], kept: files.Checkpoint | None
) -> int:
    """Rewrite the segments that have bad or missing lines, where no other host writes them."""
    wanted = {
        finding.params["replica"] for finding in found if finding.mendable and "replica" in finding.params
    }
    places = dict(kept.places) if kept is not None else {}
    if store.distrusted == "checkpoint_mismatch":
        wanted |= set(places)
    mine = sorted(wanted - _replicas_of_other_hosts(workspace))
    if not mine:
        return 0
    with store.locked(ACTOR), Told():
        return sum(_rewrite(workspace, store, replica, places.get(replica, START)) for replica in mine)


def _replicas_of_other_hosts(workspace: Workspace) -> set[str]:
    replicas = set()
    root = os.path.join(workspace.root, HOSTS)
    for host in os.listdir(root) if os.path.isdir(root) else ():
        path = os.path.join(root, host, "replica.json")
        try:
            data = read_file(path).decode("utf-8", "replace")
        except OSError:
            continue
        if os.path.join(root, host) != workspace.host:
            replicas |= {piece for piece in data.split('"') if len(piece) == 6}
    return replicas


def _rewrite(workspace: Workspace, store: BoardStore, replica: str, known: Place) -> int:
    folder = os.path.join(store.home.folder, JOURNAL, replica)
    n, p = 0, FIRST
    rewritten = 0
    names = segments(folder)
    for segment in names:
        path = os.path.join(folder, segment)
        data, sound = content(path)
        lines, n, p = good_lines(data, n, p)
        if segment == names[-1] and n < known.n <= n + _MOST_MISSING:
            # Numbers that a checkpoint has seen are never used again: another host may have the lines.
            lines += _placeholders(n, p, known.n + 1, known.crc)
        whole = b"".join(lines)
        if whole != data or not sound:
            broken = os.path.join(store.home.folder, BROKEN)
            keep_copy(path, replica, broken, "damaged", store.home.modes)
            put_in_place(path, whole, store.home.modes.file)
            rewritten += 1
    if (not names or known.n > n + _MOST_MISSING) and replica == workspace.replica():
        workspace.new_replica()
    return rewritten


def good_lines(data: bytes, n: int, p: str) -> tuple[list[bytes], int, str]:
    """All that can be kept of a segment after line `n` with checksum `p`, its numbers and chain whole again.

    Where lines are lost, lines that say so stand in their place, and also where a line is not the one that the next
    was written after.
    """
    lines: list[bytes] = []
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)]
        raw = decode(line)
        if raw is None or end < 0:
            mended = repaired(data, start, n + 1, p) if raw is None else (line, len(data))
            if mended is None:
                start = end + 1 if end >= 0 else len(data)
                continue
            line, end = mended[0], mended[1] - 1
            raw = decode(line)
            assert raw is not None
        start = end + 1
        number = raw["n"]
        if number <= n and n:
            lines.append(line + b"\n")
            continue
        if number - n > _MOST_MISSING:
            continue
        if number == n + 1 and p and raw["p"] != p and lines:
            lines[-1] = _stand_in(lines[-1], raw["p"])
        lines += _placeholders(n, p, number, raw["p"])
        lines.append(line + b"\n")
        n, p = number, chain_crc(raw, line)
    return lines, n, p


def _stand_in(line: bytes, named: str) -> bytes:
    """What stands for a line after which the next one, that names `named`, was not written."""
    raw = decode(line[:-1])
    assert raw is not None
    body = to_json({"n": raw["n"], "p": raw["p"], "t": "", "gone": named, "why": "damaged"}).encode("utf-8")
    return seal(body)[0]


def _placeholders(n: int, p: str, number: int, named: str) -> list[bytes]:
    """Lines for the numbers between `n` and `number`, chained so that `named` fits."""
    lines = []
    for missing in range(n + 1, number):
        gone: Any = named if missing == number - 1 else None
        body = to_json({"n": missing, "p": p, "t": "", "gone": gone, "why": "damaged"}).encode("utf-8")
        lines.append(seal(body)[0])
        p = gone or ""
    return lines


def _heal(store: BoardStore, kept: Cells) -> int:
    """Write again the values that are known from lines that are lost."""
    try:
        changes = _changes(replay(store).cells, kept)
    except (ValueError, TypeError, KeyError, AttributeError):
        return 0  # a checkpoint whose checksum fits what no program of ours has written
    if changes:
        store.commit(ACTOR, lambda _: [Draft("repair", tuple(changes))])
    return sum(len(change.cells) for change in changes)


def _changes(now: Cells, kept: Cells) -> list[Change]:
    kept.load_rest()
    changes = []
    for table, stamps in kept.stamps.items():
        for id, entry in stamps.items():
            cells = _lost(kept, now, table, id, list(entry) if type(entry) is dict else [])
            if cells:
                changes.append(Change(table, id, cells))
    return changes


def _lost(kept: Cells, now: Cells, table: str, id: str, named: list[str]) -> dict[str, Any]:
    """The cells of a document whose value was in a lost line, and those that a lost line had settled."""
    lost = {}
    for cell in {*kept.cells_of(table, id), *named} - {"*"}:
        then, stamp = kept.stamp_of(table, id, cell), now.stamp_of(table, id, cell)
        if then is None:
            continue
        had, has = kept.heads(table, id, cell), now.heads(table, id, cell)
        if then > (stamp or ""):
            lost[cell] = had[then]
            continue
        left = [head for head in has if head in had or head > kept.seen.get(replica_of(head), "")]
        if len(left) == 1 and len(has) > 1:
            lost[cell] = has[left[0]]
    return lost

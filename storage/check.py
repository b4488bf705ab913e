"""Looking a workspace over: what is wrong, what it means, and putting right what can be put right."""

from __future__ import annotations

import os

from board.errors import Problem
from storage.durable import temp_files
from storage.home import BROKEN
from storage.journal import Rewritten
from storage.look import Finding, look
from storage.store import BoardStore
from storage.sync.remotes import remotes
from storage.watch import Hints
from storage.workspace import BOARDS, HOSTS, ORG, Workspace


def check(
    workspace: Workspace, board: str | None = None, repair: bool = False, compact: bool = False
) -> list[Finding]:
    """Look over one board, or all of them and the workspace. Sound only if nothing has severity `damage`.

    With `repair` what is damaged is kept under broken/ and the board made sound, where this host may. With `compact`
    what is a year old is packed where the board is sound.
    """
    findings = _of_workspace(workspace, repair)
    for id in [board] if board is not None else [ORG, *workspace.board_ids()]:
        try:
            findings += _other_kinds(workspace, id, repair)
            store = workspace.org if id == ORG else workspace.board(id)
            mine = workspace.known_replica()
            found = look(store, mine)
            if repair and any(finding.mendable for finding in found):
                from storage.repair import repair as put_right

                found = put_right(workspace, store, found)
            if compact and not any(finding.severity == "damage" for finding in found):
                found += _packed(store)
        except (Problem, OSError, Rewritten) as error:
            code = error.code if isinstance(error, Problem) else "unreadable"
            found = [Finding(code, "damage", {"board": id})]
        findings += found
    return findings


def _packed(store: BoardStore) -> list[Finding]:
    from storage.compact import compact

    segments = compact(store.home, store.locked)
    return (
        [Finding("compacted", "repaired", {"board": store.board, "segments": segments})] if segments else []
    )


def _other_kinds(workspace: Workspace, id: str, repair: bool) -> list[Finding]:
    """What is no file, or no folder, and lies where one of the board's belongs."""
    if id != ORG and id not in workspace.board_ids():
        return []
    from storage.kinds import of_board, put_right

    home = workspace.home(id)
    found = of_board(home)
    if repair:
        found = [put_right(one, os.path.join(home.folder, BROKEN), home.modes) for one in found]
    return [one.finding({"board": id}) for one in found]


def _of_workspace(workspace: Workspace, repair: bool) -> list[Finding]:
    from storage.kinds import of_host, put_right

    found = []
    for one in of_host(workspace.host):
        found.append((put_right(one, None, workspace.modes) if repair else one).finding({}))
    for folder in (workspace.root, os.path.join(workspace.root, BOARDS), os.path.join(workspace.root, HOSTS)):
        if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
            found.append(Finding("unwritable", "warning", {"what": os.path.basename(folder)}))
    hints = Hints()
    hints.watch([workspace.root])
    if workspace.remote or not hints.active:
        found.append(Finding("polling_only", "sound", {"remote": workspace.remote}))
    hints.close()
    try:
        remotes(workspace)
    except Problem as problem:
        found.append(Finding(problem.code, "warning", {}))
    for name in temp_files(workspace.host):
        found.append(Finding("temp_file", "sound", {"name": name}))
    return found

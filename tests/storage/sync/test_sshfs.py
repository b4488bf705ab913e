"""A folder on a server that two hosts have mounted by sshfs: both write and read, and either may lose the server."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest

from board.errors import Problem
from storage.durable import is_remote
from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from storage.sync.rounds import Syncing
from tests.storage.sync.scribe import Scribe, read, send, whole
from tests.storage.sync.shares import server
from tests.storage.tools import cards, make, put, until

A, B = "aaaaaa", "bbbbbb"
SECONDS = 40
FRESH = "dir_cache=no,attr_timeout=0,entry_timeout=0"


def test_two_hosts_that_have_mounted_one_folder_lose_nothing(tmp_path: Path) -> None:
    """With sshfs as it is without options: it shows new files up to 20 s late."""
    with server(tmp_path) as ssh, ssh.mounted(tmp_path / "m1") as one, ssh.mounted(tmp_path / "m2") as two:
        assert is_remote(str(one))
        prepare(str(one))
        a, b = FolderTransport(str(one), A), FolderTransport(str(two), B)
        anna, bo = Scribe(A), Scribe(B)
        send(a, anna.write(1))
        send(b, bo.write(1))
        errors: list[BaseException] = []

        def work(transport: FolderTransport, scribe: Scribe) -> None:
            try:
                for _ in range(40):
                    send(transport, scribe.write(3))
                    for replica, lines in read(transport).items():
                        known = {A: anna, B: bo}[replica].lines
                        assert lines == known[: len(lines)]
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=pair) for pair in ((a, anna), (b, bo))]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        until(lambda: whole(a, anna, bo) and whole(b, anna, bo), SECONDS)
        took = time.monotonic() - began
        print(f"sshfs: {len(anna.lines) + len(bo.lines)} lines both ways in {took:.1f} s")
        assert whole(FolderTransport(str(ssh.place), "cccccc"), anna, bo)
        assert a.findings() == b.findings() == []
        assert {path.parts[-4] for path in ssh.place.rglob(f"{A}/*.jsonl")} == {A}
        latencies = []
        for _ in range(10):
            began = time.monotonic()
            send(a, anna.write(1))
            while not whole(b, anna, bo):
                assert b.wait(SECONDS), "nothing came"
            latencies.append(time.monotonic() - began)
        print("sshfs, a line seen on the other side after", *(f"{s:.2f}" for s in sorted(latencies)), "s")
        assert max(latencies) <= 5
        a.close()
        b.close()


def test_two_workspaces_meet_on_a_mounted_folder(tmp_path: Path) -> None:
    with (
        server(tmp_path) as ssh,
        ssh.mounted(tmp_path / "m1", FRESH) as one,
        ssh.mounted(tmp_path / "m2", FRESH) as two,
    ):
        prepare(str(one))
        workspaces = [make(tmp_path / name) for name in ("w1", "w2")]
        places = [FolderTransport(str(m), w.replica) for m, w in zip((one, two), workspaces, strict=True)]
        syncing = [Syncing(workspace) for workspace in workspaces]
        put(workspaces[0].create_board("ett"), "1", title="Hjälpmedel i rätt rum")
        syncing[0].exchange(places[0])
        syncing[1].exchange(places[1])
        for number in range(2, 12):
            for workspace in workspaces:
                put(workspace.board("ett"), f"{number}{workspace.replica()}", title="Båda skriver")
            for side in (0, 1, 0):
                syncing[side].exchange(places[side])
        shown = [cards(workspace.board("ett")) for workspace in workspaces]
        assert shown[0] == shown[1]
        assert len(shown[0]) == 21


def test_a_server_that_does_not_answer_is_said_in_time_and_served_again_when_it_does(tmp_path: Path) -> None:
    with server(tmp_path) as ssh, ssh.mounted(tmp_path / "m", FRESH) as mount:
        prepare(str(mount))
        a = FolderTransport(str(mount), A, patience=1)
        anna = Scribe(A).write(3)
        send(a, anna)
        ssh.freeze(signal.SIGSTOP)
        try:
            for use in (lambda: a.heads(None), lambda: a.push("ett", anna.batch()), lambda: a.wait(30)):
                began = time.monotonic()
                with pytest.raises(Problem) as caught:
                    use()
                assert caught.value.code == "remote_unreachable"
                assert caught.value.params == {"reason": "no_answer"}
                assert time.monotonic() - began < 10
        finally:
            ssh.freeze(signal.SIGCONT)
        until(lambda: answers(a))
        send(a, anna.write(2))
        assert whole(a, anna)


def test_a_server_that_is_gone_is_said_and_nothing_is_written_where_it_was(tmp_path: Path) -> None:
    with server(tmp_path) as ssh, ssh.mounted(tmp_path / "m", FRESH) as mount:
        prepare(str(mount))
        a = FolderTransport(str(mount), A, patience=5)
        anna = Scribe(A).write(3)
        send(a, anna)
        ssh.stop()
        anna.write(2)
        with pytest.raises(Problem) as caught:
            a.push("ett", anna.batch(4))
        assert caught.value.code in ("remote_unreachable", "remote_failed", "remote_not_ready")
        ssh.unmount(mount)
        with pytest.raises(Problem) as caught:
            a.push("ett", anna.batch(4))
        assert caught.value.code == "remote_not_ready"
        assert list(mount.iterdir()) == []
        ssh.start()
        ssh.mount(mount, FRESH)
        assert send(a, anna) == 2
        assert whole(a, anna)


def answers(transport: FolderTransport) -> bool:
    try:
        transport.heads(None)
    except Problem:
        return False
    return True

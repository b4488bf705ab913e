"""Lines in a real PostgreSQL: what goes in comes out, whoever writes at the same time, and nothing is asked twice."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import psycopg
import pytest

from board.errors import Problem
from storage.lines import seal
from storage.sync.base import BATCH_LINES, Batch, Head
from storage.sync.postgres import Postgres
from storage.sync.postgres_setup import grant, prepare, redact, revoke
from tests.storage.sync.pgserver import OTHER, REPLICA, Place, crc, gone, lines, pulled, push, refused
from tests.storage.tools import ROOT


def test_what_is_pushed_is_there_for_the_others(place: Place) -> None:
    a, b = place.open(), place.open()
    made = lines(3)
    assert a.heads(None) == {}
    push(a, made)
    assert b.heads(None) == {"ett": {REPLICA: Head(3, crc(made[-1]))}}
    assert pulled(b, k3f9a2=0) == {REPLICA: made}
    assert pulled(b, k3f9a2=2) == {REPLICA: made[2:]}
    assert pulled(b, k3f9a2=3) == {}
    assert pulled(b, "_workspace", k3f9a2=0) == {}


def test_heads_are_told_of_the_boards_asked_for(place: Place) -> None:
    a = place.open()
    made = lines(1)
    for board in ("ett", "tva", "_workspace"):
        push(a, made, board=board)
    head = {REPLICA: Head(1, crc(made[0]))}
    assert a.heads(["tva", "tre"]) == {"tva": head}
    assert a.heads([]) == {}
    assert a.heads(None) == {"ett": head, "tva": head, "_workspace": head}


def test_the_same_lines_twice_do_no_harm(place: Place) -> None:
    a = place.open()
    made = lines(8)
    push(a, made[:5])
    push(a, made[:5])
    push(a, made[2:], 3)
    assert place.bodies() == [line.decode() for line in made]


def test_another_line_with_the_same_number_is_a_fork_and_nothing_of_the_batch_is_kept(place: Place) -> None:
    a = place.open()
    made = lines(3)
    push(a, made)
    other = made[:1] + lines(4, after=1, p=crc(made[0]), text="annat")
    assert refused(lambda: push(a, other)) == ("remote_fork", 2)
    assert refused(lambda: push(a, other[1:], 2)) == ("remote_fork", 2)
    assert place.bodies() == [line.decode() for line in made]
    assert a.heads(None) == {"ett": {REPLICA: Head(3, crc(made[-1]))}}


def test_a_redacted_line_is_no_fork_on_either_side(place: Place) -> None:
    a = place.open()
    made = lines(3)
    push(a, made)
    assert redact(place.admin, "ett", REPLICA, 3)
    assert not redact(place.admin, "ett", REPLICA, 3)
    assert not redact(place.admin, "ett", REPLICA, 4)
    erased = gone(made[2], 3, crc(made[1]))
    assert place.bodies()[2] == erased.decode()
    assert a.heads(None) == {"ett": {REPLICA: Head(3, crc(made[2]))}}
    push(a, [*made, *lines(1, after=3, p=crc(made[2]))])
    push(a, [gone(made[0], 1), made[1], erased])
    assert place.bodies()[0][-8:] == crc(made[0])
    assert place.sql("select what, subject from tavla.log where what = 'redact'") == [
        ("redact", f"ett {REPLICA} 3")
    ]


def test_the_last_line_may_be_one_whose_original_nobody_knows(place: Place) -> None:
    a = place.open()
    unknown = b'{"n":1,"p":"00000000","t":"","gone":null,"why":"damaged"}'
    push(a, [seal(unknown)[0][:-1]])
    assert a.heads(None) == {"ett": {REPLICA: Head(1, "")}}
    push(a, lines(1))


def test_a_gap_is_refused(place: Place) -> None:
    a = place.open()
    made = lines(5)
    assert refused(lambda: push(a, made[1:], 2)) == ("remote_failed", "gap")
    push(a, made[:2])
    assert refused(lambda: push(a, made[3:], 4)) == ("remote_failed", "gap")
    assert len(place.bodies()) == 2


@pytest.mark.parametrize(
    ("board", "replica", "body"),
    [
        ("ett", "K3F9A2", "x" * 20),
        ("ett", "k3f9a2x", "x" * 20),
        ("Ett", REPLICA, "x" * 20),
        ("../ett", REPLICA, "x" * 20),
        ("e" * 33, REPLICA, "x" * 20),
        ("", REPLICA, "x" * 20),
        ("ett", REPLICA, "x" * 65536),
        ("ett", REPLICA, "x"),
        ("ett", REPLICA, "nul\0" * 20),
    ],
    ids=lambda value: value[:8] or "empty",
)
def test_what_can_be_no_line_is_refused(place: Place, board: str, replica: str, body: str) -> None:
    a = place.open()
    assert refused(lambda: a.push(board, Batch(replica, 1, [body.encode()]))) == ("remote_failed", "bad_line")
    assert refused(lambda: a.push("ett", Batch(replica, 1, [b"\xff" * 20])))[1] == "bad_line"
    assert a.heads(None) == {}


def test_long_histories_of_many_replicas_come_whole_and_in_batches(place: Place) -> None:
    a, b = place.open(), place.open()
    histories = {f"r{k:05d}": lines(1 + k * 40 % 1300, f"r{k:05d}") for k in range(40)}
    wide = lines(40, "wide00", text="å" * 30_000)
    for replica, made in (*histories.items(), ("wide00", wide)):
        push(a, made, replica=replica)
    expected = {**histories, "wide00": wide}
    assert pulled(b, "ett", **dict.fromkeys(expected, 0)) == expected
    batches = list(b.pull("ett", dict.fromkeys(expected, 0)))
    assert max(len(batch.lines) for batch in batches) <= BATCH_LINES
    assert max(sum(map(len, batch.lines)) for batch in batches) <= 1024 * 1024
    assert {r: h.n for r, h in b.heads(None)["ett"].items()} == {r: len(m) for r, m in expected.items()}


def test_other_calls_may_come_between_two_batches(place: Place) -> None:
    a = place.open()
    made = lines(1200)
    push(a, made)
    coming = a.pull("ett", {REPLICA: 0})
    first = next(coming)
    push(a, lines(1, OTHER), replica=OTHER)
    a.heads(None)
    assert first.lines + [line for batch in coming for line in batch.lines] == made


def test_heads_hold_what_was_written_while_others_were_still_writing(place: Place) -> None:
    """A writer that commits late is not missed, which a serial number would do."""
    a = place.open()
    push(a, lines(1))
    a.heads(None)
    info = place.admin.partition(":")[2]
    with psycopg.connect(info) as slow, psycopg.connect(info) as quick:
        early, late = lines(1, "early0"), lines(1, "late00")
        slow.execute("select tavla.push('ett', 'late00', 1, %s)", ([late[0].decode()],))
        quick.execute("select tavla.push('ett', 'early0', 1, %s)", ([early[0].decode()],))
        quick.commit()
        assert set(a.heads(None)["ett"]) == {REPLICA, "early0"}
        slow.commit()
    assert set(a.heads(None)["ett"]) == {REPLICA, "early0", "late00"}


def test_eight_writers_at_once_lose_nothing_for_one_who_reads_meanwhile(place: Place) -> None:
    url = place.login("*")
    reader = place.open(url)
    have: dict[str, int] = {}
    got = 0

    def write(replica: str) -> None:
        writer = Postgres(url)
        made = lines(40, replica)
        for n, line in enumerate(made, 1):
            push(writer, [line], n, replica)
        writer.close()

    threads = [threading.Thread(target=write, args=(f"w{k:05d}",)) for k in range(8)]
    for thread in threads:
        thread.start()
    while got < 320 and (any(t.is_alive() for t in threads) or reader.heads(None)):
        heads = reader.heads(None).get("ett", {})
        after = {r: have.get(r, 0) for r, head in heads.items() if head.n > have.get(r, 0)}
        for batch in reader.pull("ett", after):
            assert batch.first == have.get(batch.replica, 0) + 1
            have[batch.replica] = batch.first + len(batch.lines) - 1
            got += len(batch.lines)
    for thread in threads:
        thread.join()
    assert have == dict.fromkeys((f"w{k:05d}" for k in range(8)), 40)


def test_relaying_by_two_hosts_at_once_is_one_copy(place: Place) -> None:
    url = place.login("*")
    made = lines(600)
    failed = []

    def relay() -> None:
        transport = Postgres(url)
        try:
            for at in range(0, 600, 60):
                push(transport, made[at : at + 100], at + 1)
        except Problem as problem:
            failed.append(repr(problem))
        transport.close()

    threads = [threading.Thread(target=relay) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert place.bodies() == [line.decode() for line in made]


# waiting


def test_a_hint_ends_the_waiting_of_others_and_not_of_the_one_who_wrote(place: Place) -> None:
    a, b = place.open(), place.open()
    a.heads(None)
    b.heads(None)
    push(a, lines(1))
    assert b.wait(5)
    assert not a.wait(0.05)
    b.heads(None)
    push(a, lines(1, OTHER), replica=OTHER)
    b.heads(None)  # the hint comes in while something else is asked
    assert b.wait(5)


def test_nobody_is_woken_by_boards_that_they_may_not_see(place: Place) -> None:
    a, b = place.open(), place.open(place.login("annan"))
    b.heads(None)
    push(a, lines(1))
    b.wait(5)  # the first time it cannot know
    assert b.heads(None) == {}
    push(a, lines(1, OTHER), replica=OTHER)
    assert not b.wait(0.1)
    push(a, lines(1), board="annan")
    assert b.wait(5)
    assert set(b.heads(None)) == {"annan"}


def test_waiting_is_ended_at_once_from_another_thread(place: Place) -> None:
    a = place.open()
    a.heads(None)
    for end in (a.wake, a.close):
        threading.Timer(0.05, end).start()
        start = time.monotonic()
        assert not a.wait(20)
        assert time.monotonic() - start < 1
    assert refused(lambda: a.heads(None)) == ("remote_failed", "closed")
    assert not a.wait(0)


def test_being_woken_before_the_waiting_counts(place: Place) -> None:
    a = place.open()
    a.heads(None)
    a.wake()
    start = time.monotonic()
    assert not a.wait(20)
    assert time.monotonic() - start < 1


# granting and preparing


def test_a_board_that_is_granted_later_is_seen_and_one_that_is_taken_back_is_not(place: Place) -> None:
    a = place.open()
    for board in ("ett", "annan"):
        push(a, lines(1), board=board)
    url = place.login("ett")
    role = url.split("//")[1].split("@")[0]
    b = place.open(url)
    assert set(b.heads(None)) == {"ett"}
    grant(place.admin, role, ["annan"])
    assert set(b.heads(None)) == {"ett", "annan"}
    revoke(place.admin, role, ["ett"])
    assert set(b.heads(None)) == {"annan"}
    assert refused(lambda: push(b, lines(1, OTHER), replica=OTHER)) == ("remote_denied", "not_granted")
    revoke(place.admin, role)
    assert refused(lambda: b.heads(None)) == ("remote_denied", "not_granted")


def test_preparing_again_changes_nothing_and_a_newer_schema_is_left_alone(place: Place) -> None:
    a = place.open()
    push(a, lines(3))
    prepare(place.admin)
    push(a, lines(4))
    assert a.heads(None)["ett"][REPLICA].n == 4
    place.sql("update tavla.meta set value = '2' where key = 'format'")
    assert refused(lambda: prepare(place.admin)) == ("remote_newer", "format")
    assert refused(lambda: place.open().heads(None)) == ("remote_newer", "format")


def test_a_server_that_is_not_prepared_says_so(place: Place) -> None:
    url = place.login("*")
    place.sql("drop schema tavla cascade")
    assert refused(lambda: place.open(url).heads(None)) == ("remote_not_ready", "no_schema")
    prepare(place.admin)
    assert refused(lambda: place.open(url.replace(place.name, "nowhere")).heads(None)) == (
        "remote_not_ready",
        "no_database",
    )


def test_a_restored_backup_on_another_server_goes_on(place: Place) -> None:
    """Transaction numbers begin anew there, and the last lines may be missing."""
    a = place.open()
    push(a, lines(3))
    place.sql("update tavla.head set changed = changed + 1000000")
    prepare(place.admin)
    assert place.sql("select changed < 1000000 from tavla.head") == [(True,)]
    a.heads(None)
    push(a, lines(4)[3:], 4)
    assert a.heads(None)["ett"][REPLICA].n == 4


def test_without_the_driver_it_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    a = place.open()
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "psycopg", None)
        assert refused(lambda: a.heads(None)) == ("remote_failed", "no_driver")
    assert a.heads(None) == {}


def test_the_driver_is_loaded_by_the_first_call_and_not_before() -> None:
    code = (
        "import sys; from storage.sync.postgres import Postgres; import storage.sync.postgres_setup;"
        "Postgres('postgresql:service=x'); sys.exit('psycopg' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

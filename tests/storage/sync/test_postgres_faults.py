"""A server that goes away in every way: it is said, nothing waits without an end, and the next call finds it again."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable

import pytest

from board.errors import Problem
from storage.sync.postgres import Postgres
from storage.sync.postgres_link import problem_of
from tests.storage.sync.pgserver import OTHER, REPLICA, Place, Proxy, Server, lines, pulled, push, refused

PATIENCE = 1.0


def within(seconds: float, action: Callable[[], object]) -> tuple[str, object]:
    """What an action is refused with, in so many seconds."""
    start = time.monotonic()
    said = refused(action)
    assert time.monotonic() - start < seconds
    return said


def test_a_server_that_is_restarted_is_found_again(place: Place, durable: Server) -> None:
    a = place.open()
    made = lines(4)
    push(a, made[:2])
    a.heads(None)
    durable.stop()
    assert refused(lambda: push(a, made[2:], 3))[0] == "remote_unreachable"
    assert refused(lambda: a.heads(None)) == ("remote_unreachable", "no_answer")
    assert not a.wait(0)
    durable.start()
    push(a, made[2:], 3)
    assert a.heads(None)["ett"][REPLICA].n == 4


def test_a_server_that_crashes_under_writers_keeps_all_that_it_acknowledged(
    place: Place, durable: Server
) -> None:
    url = place.login("*")
    made = {replica: lines(4000, replica) for replica in (REPLICA, OTHER)}
    acknowledged = dict.fromkeys(made, 0)

    refusals: list[str] = []

    def write(replica: str) -> None:
        writer = Postgres(url)
        try:
            for n, line in enumerate(made[replica], 1):
                push(writer, [line], n, replica)
                acknowledged[replica] = n
        except Problem as problem:
            refusals.append(problem.code)
        finally:
            writer.close()

    threads = [threading.Thread(target=write, args=(replica,)) for replica in made]
    for thread in threads:
        thread.start()
    while min(acknowledged.values()) < 20:
        time.sleep(0.001)
    durable.stop("immediate")
    for thread in threads:
        thread.join()
    assert refusals == ["remote_unreachable"] * 2
    durable.start()
    a = place.open(url)
    for replica, written in made.items():
        have = pulled(a, "ett", **{replica: 0})[replica]
        assert 20 <= acknowledged[replica] <= len(have) < 4000
        assert have == written[: len(have)]
        # Whether the last one was committed nobody was told: giving it again does no harm.
        push(a, written[: len(have) + 10], replica=replica)
        assert a.heads(None)["ett"][replica].n == len(have) + 10


def test_a_connection_that_is_cut_is_made_anew(place: Place, proxy: Proxy) -> None:
    a, b = place.open(place.login("*", port=proxy.port)), place.open()
    a.heads(None)
    proxy.cut()
    assert refused(lambda: a.heads(None)) == ("remote_unreachable", "cut")
    assert a.heads(None) == {}
    proxy.cut()
    push(b, lines(1))  # what is told now is missed
    assert a.wait(5)  # because the connection was cut
    assert set(a.heads(None)) == {"ett"}


def test_what_was_missed_while_the_line_was_down_is_not_waited_for(place: Place, proxy: Proxy) -> None:
    a, b = place.open(place.login("*", port=proxy.port)), place.open()
    a.heads(None)
    proxy.cut()
    assert refused(lambda: a.heads(None))[1] == "cut"
    push(b, lines(1))
    assert a.wait(5)


def test_a_line_that_hangs_is_given_up_in_time_and_found_again(place: Place, proxy: Proxy) -> None:
    a = place.open(place.login("*", port=proxy.port), patience=PATIENCE)
    made = lines(3)
    push(a, made[:1])
    a.heads(None)
    proxy.hang()
    assert within(3, lambda: a.heads(None)) == ("remote_unreachable", "timeout")
    assert within(4, lambda: push(a, made, 1)) == ("remote_unreachable", "no_answer")  # connecting hangs too
    proxy.heal()
    push(a, made)
    assert a.heads(None)["ett"][REPLICA].n == 3


def test_a_commit_of_which_the_answer_is_lost_does_no_harm_when_tried_again(
    place: Place, proxy: Proxy
) -> None:
    a = place.open(place.login("*", port=proxy.port), patience=PATIENCE)
    made = lines(3)
    a.heads(None)
    proxy.hang("client")
    assert refused(lambda: push(a, made)) == ("remote_unreachable", "timeout")
    assert place.bodies() == [line.decode() for line in made]
    proxy.heal()
    push(a, made)
    assert place.bodies() == [line.decode() for line in made]
    assert a.heads(None)["ett"][REPLICA].n == 3


def test_one_who_only_waits_notices_that_the_line_hangs(place: Place, proxy: Proxy) -> None:
    a = place.open(place.login("*", port=proxy.port), patience=PATIENCE, ping=0.1)
    b = place.open()
    a.heads(None)
    proxy.hang()
    push(b, lines(1))
    start = time.monotonic()
    assert a.wait(20)
    assert time.monotonic() - start < 4
    proxy.heal()
    assert set(a.heads(None)) == {"ett"}


def test_a_server_that_stands_still_is_given_up_in_time(place: Place) -> None:
    a, fresh = place.open(patience=PATIENCE), place.open()
    push(a, lines(1))
    place.server.pause(True)
    try:
        assert within(3, lambda: a.heads(None)) == ("remote_unreachable", "timeout")
        assert within(4, lambda: fresh.heads(None)) == ("remote_unreachable", "no_answer")
    finally:
        place.server.pause(False)
    assert set(a.heads(None)) == set(fresh.heads(None)) == {"ett"}


def test_closing_ends_what_hangs(place: Place, proxy: Proxy) -> None:
    a = place.open(place.login("*", port=proxy.port), patience=30)
    a.heads(None)
    proxy.hang()
    threading.Timer(0.1, a.close).start()
    assert within(3, lambda: a.heads(None))[0] == "remote_unreachable"
    # and connecting
    b = place.open(place.login("*", port=proxy.port), patience=30)
    threading.Timer(0.1, b.close).start()
    assert within(1, lambda: b.heads(None))[0] == "remote_unreachable"


def test_somebody_else_who_holds_the_same_lines_does_not_hold_us_up_for_ever(place: Place) -> None:
    import psycopg

    a = place.open(patience=PATIENCE)
    (line,) = lines(1)
    with psycopg.connect(place.admin.partition(":")[2]) as other:
        other.execute("select tavla.push('ett', 'k3f9a2', 1, %s)", ([line.decode()],))
        assert within(3, lambda: push(a, [line]))[0] == "remote_unreachable"
    push(a, [line])


def test_a_slow_line_gets_through_in_smaller_pieces(place: Place, proxy: Proxy) -> None:
    a = place.open(place.login("*", port=proxy.port), patience=PATIENCE)
    made = lines(12, text="å" * 15_000)
    a.heads(None)
    proxy.rate = 150_000
    reasons: list[str] = []
    while len(reasons) < 8:
        try:
            push(a, made)
            break
        except Problem as problem:
            reasons.append(problem.params["reason"])
    assert 1 <= len(reasons) < 8
    assert set(reasons) == {"timeout"}
    assert len(place.bodies()) == 12


def test_a_full_disk_on_the_server_is_told_and_over_when_there_is_room(place: Place) -> None:
    folder = os.path.join(place.server.folder, "small")
    os.mkdir(folder)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        filler = os.path.join(folder, "filler")
        os.mkdir(os.path.join(folder, "space"))
        for path in (folder, os.path.join(folder, "space")):
            os.chown(path, *place.server.owner)
        place.server.sql(f"create tablespace small location '{folder}/space'")
        small = place.server.place("small")
        a = small.open()
        room = os.statvfs(folder)
        with open(filler, "wb") as file:
            file.write(bytes(max(room.f_bavail * room.f_frsize - 600_000, 0)))
        made = lines(400, text="".join(chr(0x4E00 + k * 7919 % 20000) for k in range(6000)))
        assert refused(lambda: push(a, made)) == ("remote_full", "disk")
        kept = a.heads(None).get("ett", {}).get(REPLICA)
        assert len(small.bodies()) == (kept.n if kept else 0)
        os.unlink(filler)
        small.server.sql("checkpoint")
        push(a, made[:100])
        assert a.heads(None)["ett"][REPLICA].n >= 100
        small.close()
        place.server.sql("drop tablespace small")
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def test_a_password_that_stops_working_is_told_and_over_when_it_works_again(place: Place) -> None:
    url = place.login("*")
    role = url.split("//")[1].split("@")[0]
    a = place.open(url)
    (old,) = place.sql("select rolpassword from pg_authid where rolname = %(r)s", r=role)[0]
    leave = "select pg_terminate_backend(pid) from pg_stat_activity where usename = %(r)s"
    a.heads(None)
    place.sql(f"alter role {role} password 'another'")
    assert a.heads(None) == {}
    place.sql(leave, r=role)
    assert refused(lambda: a.heads(None))[0] == "remote_unreachable"
    for _ in range(2):
        assert refused(lambda: a.heads(None)) == ("remote_denied", "login")
    place.sql(f"alter role {role} password '{old}'")
    assert a.heads(None) == {}
    place.sql(f"alter role {role} nologin")
    place.sql(leave, r=role)
    refused(lambda: a.heads(None))
    assert refused(lambda: a.heads(None)) == ("remote_denied", "login")


def test_a_server_with_no_room_for_more_connections_is_busy(place: Place) -> None:
    url = place.login("*")
    role = url.split("//")[1].split("@")[0]
    place.sql(f"alter role {role} connection limit 1")
    a, b = place.open(url), place.open(url)
    a.heads(None)
    assert refused(lambda: b.heads(None)) == ("remote_unreachable", "busy")


def test_a_server_that_lets_nobody_write_can_still_be_read(place: Place) -> None:
    url = place.login("*")
    role = url.split("//")[1].split("@")[0]
    push(place.open(url), lines(1))
    place.sql(f"alter role {role} set default_transaction_read_only = on")
    a = place.open(url)
    assert set(a.heads(None)) == {"ett"}
    assert refused(lambda: push(a, lines(2)[1:], 2)) == ("remote_read_only", "read_only")


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("FATAL:  password authentication failed for user", "remote_denied", "login"),
        ('FATAL:  Lösenordsautentisering misslyckades för användare "a"', "remote_denied", "login"),
        ('FATAL:  ingen rad i pg_hba.conf för värd "x", användare "a", databas "b", SSL', "remote_denied", "pg_hba"),
        ("FATAL:  the database system is starting up", "remote_unreachable", "restarting"),
        ("FATAL:  databassystemet startar upp", "remote_unreachable", "restarting"),
        ("FATAL:  the database system is not yet accepting connections", "remote_unreachable", "restarting"),
        ("FATAL:  ledsen, för många klienter", "remote_unreachable", "busy"),
        ('FATAL:  databasen "x" existerar inte', "remote_not_ready", "no_database"),
        ("could not translate host name", "remote_unreachable", "no_answer"),
        ("[Errno -2] Name or service not known", "remote_unreachable", "no_answer"),
        ("server does not support SSL, but SSL was required", "remote_failed", "tls"),
        ("SSL SYSCALL error: EOF detected", "remote_unreachable", "no_answer"),
        ("SSL SYSCALL error: Connection reset by peer", "remote_unreachable", "no_answer"),
        ("could not fork new process for connection: Cannot allocate memory", "remote_unreachable", "busy"),
        ("FATAL:  canceling authentication due to timeout", "remote_unreachable", "busy"),
        ("something new", "remote_failed", "connect"),
    ],
)  # fmt: skip
def test_what_is_said_before_there_is_a_connection_is_understood(text: str, code: str, reason: str) -> None:
    problem = problem_of(Exception(text), connected=False)
    assert (problem.code, problem.params) == (code, {"reason": reason})


def test_a_name_that_nobody_knows_is_no_answer(place: Place) -> None:
    a = place.open("postgresql://ward1@tavla.invalid/tavla")
    assert within(9, lambda: a.heads(None)) == ("remote_unreachable", "no_answer")

"""What could make one attempt after the other fail alike, or news be missed: the next attempt begins afresh."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Iterator

import pytest

from board.errors import Problem
from tests.storage.sync.pgserver import OTHER, REPLICA, Place, Proxy, crc, lines, push, refused


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Somebody who lets us connect and says nothing, as a server that has too much to do."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        yield listener


@pytest.fixture
def no_garbage() -> Iterator[None]:
    """Garbage is not collected meanwhile, as when nothing else goes on in the process."""
    gc.disable()
    yield
    gc.enable()


def test_one_who_gives_up_connecting_takes_up_no_place_at_the_server(
    place: Place, silent: socket.socket, no_garbage: None
) -> None:
    """Else those who come after are refused for as long as the server waits for an answer, a minute."""
    a = place.open(f"postgresql://ward1@127.0.0.1:{silent.getsockname()[1]}/tavla")
    assert refused(lambda: a.heads(None)) == ("remote_unreachable", "no_answer")
    server_end, _ = silent.accept()
    with server_end:
        server_end.settimeout(5)
        while server_end.recv(1000):
            continue  # what was asked; then the end, or TimeoutError


def test_a_server_that_hangs_up_while_encryption_begins_is_away_and_not_wrong(
    place: Place, silent: socket.socket
) -> None:
    a = place.open(f"postgresql://ward1@127.0.0.1:{silent.getsockname()[1]}/tavla?sslmode=require")

    def hang_up() -> None:
        with silent.accept()[0] as server_end:
            server_end.recv(8)
            server_end.sendall(b"S")
            server_end.recv(1000)

    answering = threading.Thread(target=hang_up, daemon=True)
    answering.start()
    assert refused(lambda: a.heads(None)) == ("remote_unreachable", "no_answer")
    answering.join()


def test_a_line_over_which_connecting_takes_long_is_slow_and_not_away(place: Place, proxy: Proxy) -> None:
    a = place.open(place.login("*", port=proxy.port))
    proxy.rate = 850
    reasons: list[str] = []
    while len(reasons) < 8:
        try:
            a.heads(None)
            break
        except Problem as problem:
            reasons.append(problem.params["reason"])
    assert 1 <= len(reasons) < 8, "the line was not slow, or never got through"


def test_what_nobody_foresaw_does_not_go_on_for_ever(place: Place) -> None:
    """What is wrong may be this connection, such as what the server prepared for it before its tables changed."""
    a = place.open()
    push(a, lines(1))
    for _ in range(8):
        a.heads(None)
    place.sql("alter table tavla.head alter column replica type varchar(6)")
    assert refused(lambda: a.heads(None))[0] == "remote_failed"
    for _ in range(3):
        assert a.heads(None)["ett"][REPLICA].n == 1


def test_a_database_restored_behind_our_back_gets_what_it_lost(place: Place) -> None:
    a = place.open()
    made = lines(4)
    push(a, made[:3])
    a.heads(None)
    place.sql("delete from tavla.line where n > 1")
    place.sql("update tavla.head set n = 1, crc = %(c)s", c=crc(made[0]))
    assert refused(lambda: push(a, made[3:], 4)) == ("remote_failed", "gap")
    assert a.heads(None)["ett"][REPLICA].n == 1
    push(a, made[1:], 2)
    assert len(place.bodies()) == 4


def test_what_was_missed_while_an_answer_came_at_the_last_moment_is_not_waited_for(place: Place) -> None:
    """Such an answer counts, and the connection is given up all the same: nothing is told then."""
    a, b = place.open(), place.open()
    a.heads(None)
    dog = a._link._watchdog
    real = dog.rest
    with pytest.MonkeyPatch.context() as late:
        late.setattr(dog, "rest", lambda: real() and False)
        push(a, lines(1))
    push(b, lines(1, OTHER), replica=OTHER)
    push(a, lines(2)[1:], 2)
    assert a.wait(5)
    assert a.heads(None)["ett"][OTHER].n == 1
    assert not a.wait(0.05)

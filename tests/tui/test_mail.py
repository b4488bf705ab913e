"""Mail servers that answer as none should: every one ends in a refusal that can be told, and soon."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from board.errors import Problem
from tui import mail

Answers = dict[bytes, bytes]
PLAIN_SIZE = {b"EHLO": b"250-x\r\n250 SIZE 1000\r\n"}


@contextmanager
def server(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that talks so with who comes; its port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()

        def serve() -> None:
            with suppress(OSError):
                line, _from = door.accept()
                with line:
                    talk(line)

        threading.Thread(target=serve, daemon=True).start()
        yield int(door.getsockname()[1])


def answering(answers: Answers) -> Callable[[socket.socket], None]:
    """Answers each word of the client so, else that it is fine."""

    def talk(line: socket.socket) -> None:
        line.sendall(b"220 hej\r\n")
        with line.makefile("rb") as said:
            for words in said:
                line.sendall(answers.get(words[:4].strip().upper(), b"250 ok\r\n"))

    return talk


def dripping(line: socket.socket) -> None:
    while True:
        line.sendall(b"2")
        time.sleep(0.02)


def endless(line: socket.socket) -> None:
    line.sendall(b"220 hej\r\n")
    line.recv(100)
    while True:
        line.sendall(b"250-mer\r\n")
        time.sleep(0.002)


def reason(port: int, user: str = "", to: str = "bo@exempel.se", password: Path | None = None) -> str:
    """Why a mail was not sent, or "sent"."""
    one = mail.message("tavla@exempel.se", to, "Öster", "Nycklarna", "<p>Nycklarna</p>", "sv")
    env = {mail.VARIABLE: str(password)} if password else {}
    try:
        mail.send(mail.server(f"smtp://{user}127.0.0.1:{port}"), [one], env)
    except Problem as problem:
        return str(problem.params["reason"])
    return "sent"


@pytest.mark.parametrize("talk", [dripping, endless])
def test_a_server_that_never_comes_to_an_end_is_left(
    talk: Callable[[socket.socket], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "SECONDS_IN_ALL", 0.3)
    with server(talk) as port:
        assert reason(port) == "unreachable"


@pytest.mark.parametrize(
    ("offered", "answer", "secret", "told"),
    [
        (b"CRAM-MD5", b"334 !!!inte base64\r\n", "hemligt", "refused"),
        (b"PLAIN", b"235 ok\r\n", "hemligt-å", "login"),
        (b"XOAUTH2", b"235 ok\r\n", "hemligt", "no_login"),
    ],
)
def test_a_login_that_cannot_be_is_told(
    offered: bytes, answer: bytes, secret: str, told: str, tmp_path: Path
) -> None:
    password = tmp_path / "password"
    password.write_text(secret, encoding="utf-8")
    with server(answering({b"EHLO": b"250-x\r\n250 AUTH " + offered + b"\r\n", b"AUTH": answer})) as port:
        assert reason(port, "tavla@", password=password) == told


def test_an_address_with_letters_that_the_server_does_not_take_is_the_receiver_that_is_told() -> None:
    with server(answering(PLAIN_SIZE)) as port:
        assert reason(port, to="åsa@exempel.se") == "receiver"


@pytest.mark.parametrize(
    "given", ["bo\u2028x@exempel.se", "bo\u200b@exempel.se", "bo\x85@exempel.se", "b\u00a0o@exempel.se"]
)
def test_what_cannot_be_seen_is_in_no_address(given: str) -> None:
    with pytest.raises(Problem) as refused:
        mail.address(given)
    assert refused.value.params["reason"] == "receiver"

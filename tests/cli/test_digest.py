"""`tavla digest`: what is on its way, told, and sent through real mail servers on this machine."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from board.context import person
from board.errors import Problem
from tests.cli.running import Tavla
from tui import digest, mail
from tui.compose import Session
from tui.problems import message

FAR = "Nästa år"


@pytest.fixture
def busy(tavla: Tavla) -> Tavla:
    """Sunday 22 November: one card waits, one is for today, two come this week and one later."""
    tavla.ok("people", "add", "Bo Alm", "--id", "bo", "--role", "nyckelperson")
    tavla.ok("meeting", "rhythm", *"var tredje tis 13.30 45 min --place Köket".split())
    for title, due in (
        ("Larmet", "2026-11-19"),
        ("Nycklarna", "idag"),
        ("Maten", "tors"),
        (FAR, "2027-11-22"),
    ):
        tavla.add(title, "--due", due, "--owner", "bo")
    kept = tavla.add("Bara för oss", "--due", "idag")
    tavla.ok("set", kept, "internal=ja")
    return tavla


def test_it_tells_what_waits_is_today_and_comes_and_no_more(busy: Tavla) -> None:
    assert busy.ok("digest").splitlines() == [
        "Öster", "sön 22 nov v. 47",
        "", "Möte", "- tis 24 nov 13.30, om 2 dagar, Köket",
        "", "Väntar", "- Följ upp: Larmet (sedan tors 19 nov)",
        "", "I dag", "- Följ upp: Nycklarna",
        "", "Närmast", "- Följ upp: Maten (tors 26 nov)",
    ]  # fmt: skip
    page = busy.ok("digest", "--html", "--days", "1")
    assert "<h1>Öster</h1>" in page
    assert "Nycklarna" in page
    assert "Maten" not in page
    assert "<script" not in page
    for told in (page, busy.ok("--json", "digest")):
        assert not [hidden for hidden in ("Bara för oss", "Bo Alm", FAR) if hidden in told]
    found = busy.json("digest")
    assert [(one["text"], one["late"]) for one in found["due"]][:1] == [("Följ upp: Larmet", True)]
    assert [one["start"] for one in found["meetings"]] == ["2026-11-24T13:30"]
    assert "Nycklarna" not in busy.ok("digest", "--for", "vera")
    assert busy.ok("digest", "--for", "bo").startswith("Bo Alm\n")


def test_where_nothing_is_due_nothing_is_said_and_nothing_sent(tavla: Tavla) -> None:
    tavla.add(FAR, "--due", "2027-11-22")
    assert tavla("digest") == (0, "", "")
    assert tavla("digest", "--to", "bo@exempel.se", "--smtp", "smtp://localhost:1") == (0, "", "")
    assert tavla.json("digest", "--to", "bo@exempel.se", "--smtp", "smtp://localhost:1")["sent"] == []


def test_comments_to_thin_are_told_to_whose_duty_it_is_and_to_nobody_else(tavla: Tavla) -> None:
    tavla.ok("people", "add", "Bo Alm", "--id", "bo", "--role", "nyckelperson")
    tavla.ok("people", "add", "Mia Ås", "--id", "mia")
    for title in ("Larmet", "Nycklarna"):
        tavla.ok("comment", card := tavla.add(title), "Det ringde hela natten")
        tavla.ok("finish", card, "drop", "--reason", "Det blev inget")
    tavla.ok("thin", "--keep", "12")
    assert tavla("digest", "--for", "bo") == (0, "", "")
    assert tavla.json("digest", "--for", "bo")["to_thin"] == []
    tavla.now += timedelta(days=400)
    told = "- 2 kommentarer att gallra: G på tavlan, eller tavla thin"
    assert told in tavla.ok("digest", "--for", "bo").splitlines()
    assert tavla.json("digest", "--for", "bo")["to_thin"] == [{"board": "oster", "comments": 2}]
    assert digest.subject(collected(tavla, "bo"), "Bo Alm") == "Bo Alm: 1 på gång"
    for who in ((), ("--for", "mia")):
        assert tavla("digest", *who) == (0, "", "")
        assert tavla.json("digest", *who)["to_thin"] == []


def collected(tavla: Tavla, who: str) -> digest.Digest:
    session = Session(str(tavla.home), env={}, clock=tavla.clock, person=who)
    org = session.org_snapshot
    board = session.open("oster").snapshot
    return digest.collect([("oster", board)], org, tavla.now, person=person(who, org))


# --- mail


class Box:
    """Keeps what comes, and takes nothing for nobody@."""

    def __init__(self) -> None:
        self.came: list[Envelope] = []

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.came.append(envelope)
        return "250 OK"


class Post:
    """A mail server on this machine: its address, and what it has got."""

    def __init__(self, box: Box, port: int) -> None:
        self.box = box
        self.port = port

    @property
    def mails(self) -> list[EmailMessage]:
        came = (one.content for one in self.box.came)
        return [message_from_bytes(one, policy=policy.default) for one in came if isinstance(one, bytes)]


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def served(**given: Any) -> Iterator[Post]:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **given)
    controller.start()
    try:
        yield Post(box, controller.port)
    finally:
        controller.stop()


@pytest.fixture
def post() -> Iterator[Post]:
    yield from served()


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A certificate for localhost, and where it lies."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, folder / "cert.pem"


def test_a_mail_comes_to_each_by_itself_as_text_and_as_html(busy: Tavla, post: Post) -> None:
    url = f"smtp://127.0.0.1:{post.port}"
    told = busy(
        "digest", "--to", "bo@exempel.se", "mia@exempel.se", "--smtp", url, "--from", "tavla@exempel.se"
    )
    assert (told.code, told.out) == (0, "")
    assert [one.rcpt_tos for one in post.box.came] == [["bo@exempel.se"], ["mia@exempel.se"]]
    first = post.mails[0]
    assert (first["To"], first["From"], first["Subject"]) == (
        "bo@exempel.se",
        "tavla@exempel.se",
        "Öster: 3 på gång",
    )
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content_type() == "multipart/alternative"
    text, html = first.get_body(("plain",)), first.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == busy.ok("digest").splitlines()
    assert "<li>Följ upp: Nycklarna</li>" in html.get_content()
    assert "Bara för oss" not in html.get_content() + text.get_content()


def test_a_receiver_that_the_server_does_not_take_is_told_with_what_has_gone(busy: Tavla, post: Post) -> None:
    to = ("--to", "bo@exempel.se", "nobody@exempel.se", "--smtp", f"smtp://127.0.0.1:{post.port}")
    said = busy.refused("mail_failed", "digest", *to, exit_code=3)["message"]
    assert "tar inte emot till ”nobody@exempel.se”" in said
    assert "1 brev hann skickas" in said


def test_it_logs_in_over_tls_with_the_password_of_a_file(
    busy: Tavla, secure: tuple[ssl.SSLContext, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = secure

    def right(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert session.ssl, "a password goes over an encrypted line only"
        good = isinstance(data, LoginPassword) and data.password == b"hemligt"
        return AuthResult(success=good, handled=good)

    password = tmp_path / "smtp-password"
    password.write_text("hemligt\n")
    with_password = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    for post in served(tls_context=context, require_starttls=True, authenticator=right, auth_required=True):
        words = ("digest", "--to", "bo@exempel.se", "--smtp", f"smtp://tavla@localhost:{post.port}")
        assert "certifikat" in busy.refused("mail_failed", *words, exit_code=3, **with_password)["message"]
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert busy.json(*words, **with_password)["sent"] == ["bo@exempel.se"]
        assert len(post.mails) == 1
        assert "Lösenordet" in busy.refused("mail_failed", *words, exit_code=3)["message"]
        password.write_text("fel")
        refused = busy.refused("mail_failed", *words, exit_code=3, TAVLA_SMTP_PASSWORD_FILE=str(password))
        assert "godtar inte inloggningen" in refused["message"]
        assert len(post.mails) == 1


def test_nothing_goes_unencrypted_to_another_machine(
    busy: Tavla, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "LOCAL", ())
    to = ("digest", "--to", "bo@exempel.se", "--smtp", f"smtp://127.0.0.1:{post.port}")
    assert "okrypterat" in busy.refused("mail_failed", *to, exit_code=3)["message"]
    assert post.box.came == []


def test_what_cannot_be_sent_says_why(busy: Tavla) -> None:
    for url, to, said in (
        ("smtp://tavla:hemligt@localhost", "bo@exempel.se", "Ett lösenord får inte stå"),
        ("http://localhost", "bo@exempel.se", "Så skrivs en e-postserver"),
        ("smtp://localhost:ett", "bo@exempel.se", "Så skrivs en e-postserver"),
        ("smtp://localhost:1", "bo@exempel.se\nBcc: x@y.se", "ingen e-postadress"),
        ("smtp://localhost:1", "bo@exempel.se", "svarar inte"),
    ):
        refused = busy.refused("mail_failed", "digest", "--smtp", url, "--to", to, exit_code=3)
        assert said in refused["message"]


def test_every_reason_has_its_words() -> None:
    from tui.mail_words import REASONS

    for reason in REASONS:
        assert "{" not in message(Problem("mail_failed", reason=reason, given="x", sent=2))

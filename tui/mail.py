"""Sending a mail through a server that is given by its address: smtp://mail.exempel.se:587, smtps://user@mail.exempel.se.

Nothing goes unencrypted to another machine: where the server offers no STARTTLS nothing is sent. The password is read
from a file, never from an address or the command line: systemd's credential `smtp-password`, or the file that
TAVLA_SMTP_PASSWORD_FILE names.
"""

from __future__ import annotations

import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from board.errors import Problem
from tui.confined import check_files

CREDENTIAL = "smtp-password"
VARIABLE = "TAVLA_SMTP_PASSWORD_FILE"
LOCAL = ("localhost", "127.0.0.1", "::1")
SECONDS = 30.0
"""For each answer of the server."""
SECONDS_IN_ALL = 600.0
"""For all of it: a server that answers a letter at a time would otherwise never be done with."""
_PORTS = {"smtp": 25, "smtps": 465}


class Server(NamedTuple):
    """A mail server. `whole`: TLS from the first byte."""

    host: str
    port: int
    whole: bool
    user: str


def server(url: str) -> Server:
    """The server of an address.

    Raises:
        Problem: `mail_failed` with reason `address`, or `password_in_address`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Problem("mail_failed", reason="address") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/"):
        raise Problem("mail_failed", reason="address")
    if parts.password is not None:
        raise Problem("mail_failed", reason="password_in_address")
    whole = parts.scheme == "smtps"
    return Server(parts.hostname, port or _PORTS[parts.scheme], whole, unquote(parts.username or ""))


def address(given: str) -> str:
    """A mail address, as it may stand in a mail's head.

    Raises:
        Problem: `mail_failed` with reason `receiver`.
    """
    plain = given.strip()
    name, at, domain = plain.rpartition("@")
    odd = any(letter.isspace() or not letter.isprintable() or letter in '<>,;:"()[]\\' for letter in plain)
    if not (name and at and domain) or odd or len(plain) > 254:
        raise Problem("mail_failed", reason="receiver", given=plain[:60])
    return plain


def message(sender: str, to: str, subject: str, text: str, html: str, language: str) -> EmailMessage:
    """A mail of text and HTML. It says that a program wrote it, so that nobody's holiday answer comes back."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = language
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


def own_address() -> str:
    """Whom mail is from where nothing else is said."""
    return f"tavla@{socket.getfqdn() or 'localhost'}"


def send(to: Server, mails: Sequence[EmailMessage], env: Mapping[str, str]) -> list[str]:
    """Send each mail to its receiver; the receivers that the server took it for.

    Raises:
        Problem: `mail_failed` with a reason, and `sent`: how many had gone by then; `no_files_here`, see tui.confined.
    """
    check_files()
    sent: list[str] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            _send(to, mails, env, sent)
        except BaseException as error:
            failed.append(error)

    worker = threading.Thread(target=work, name="mail", daemon=True)
    worker.start()
    worker.join(SECONDS_IN_ALL)
    if worker.is_alive():
        raise Problem("mail_failed", reason="unreachable", sent=len(sent))
    if failed:
        raise failed[0]
    return sent


def _send(to: Server, mails: Sequence[EmailMessage], env: Mapping[str, str], sent: list[str]) -> None:
    """Send each mail, noting in `sent` whom it has gone to."""
    try:
        line = _opened(to, env)
        try:
            for mail in mails:
                _send_one(line, mail, sent)
                sent.append(str(mail["To"]))
        finally:
            with suppress(OSError):  # what it says of our leaving changes nothing
                line.quit()
            line.close()
    except smtplib.SMTPAuthenticationError:
        raise Problem("mail_failed", reason="login", sent=len(sent)) from None
    except smtplib.SMTPRecipientsRefused as error:
        given = next(iter(error.recipients), "")
        raise Problem("mail_failed", reason="receiver", given=str(given)[:60], sent=len(sent)) from None
    except ssl.SSLCertVerificationError:
        raise Problem("mail_failed", reason="certificate", sent=len(sent)) from None
    except (smtplib.SMTPResponseException, ValueError):
        raise Problem("mail_failed", reason="refused", sent=len(sent)) from None
    except OSError:
        raise Problem("mail_failed", reason="unreachable", sent=len(sent)) from None


def _send_one(line: smtplib.SMTP, mail: EmailMessage, sent: Sequence[str]) -> None:
    try:
        line.send_message(mail)
    except smtplib.SMTPNotSupportedError:  # letters in the address that it does not take
        given = str(mail["To"])[:60]
        raise Problem("mail_failed", reason="receiver", given=given, sent=len(sent)) from None


def _opened(to: Server, env: Mapping[str, str]) -> smtplib.SMTP:
    """A line to the server, encrypted wherever it leaves the machine, logged in where there is a user."""
    password = _password(env) if to.user else ""
    context = ssl.create_default_context()
    line: smtplib.SMTP
    if to.whole:
        line = smtplib.SMTP_SSL(to.host, to.port, timeout=SECONDS, context=context)
    else:
        line = smtplib.SMTP(to.host, to.port, timeout=SECONDS)
    try:
        line.ehlo()
        if not to.whole and line.has_extn("starttls"):
            line.starttls(context=context)
            line.ehlo()
        elif not to.whole and to.host not in LOCAL:
            raise Problem("mail_failed", reason="not_encrypted")
        if to.user:
            _log_in(line, to.user, password)
    except BaseException:
        line.close()
        raise
    return line


def _log_in(line: smtplib.SMTP, user: str, password: str) -> None:
    try:
        line.login(user, password)
    except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected):
        raise
    except UnicodeEncodeError:  # smtplib knows ASCII only
        raise Problem("mail_failed", reason="login") from None
    except smtplib.SMTPException:  # no way to log in, or none that is known
        raise Problem("mail_failed", reason="no_login") from None


def _password(env: Mapping[str, str]) -> str:
    folder = env.get("CREDENTIALS_DIRECTORY")
    path = env.get(VARIABLE) or (os.path.join(folder, CREDENTIAL) if folder else "")
    try:
        with open(path, encoding="utf-8") as file:
            found = file.readline().rstrip("\r\n")
    except (OSError, ValueError):
        found = ""
    if not found:
        raise Problem("mail_failed", reason="no_password")
    return found

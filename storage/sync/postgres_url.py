"""Where a PostgreSQL remote is, as a person writes it. Pure; nothing secret is let in."""

from __future__ import annotations

import re
from urllib.parse import unquote

from board.errors import Problem

SCHEMES = ("postgresql://", "postgres://")
SHORT = ("postgresql:", "postgres:")
SECRETS = frozenset(
    {
        "password",
        "sslpassword",
        "oauth_client_secret",
        "scram_client_key",
        "scram_server_key",
        "sslkeylogfile",
    }
)
"""What libpq takes as a parameter and we do not: secrets belong in ~/.pgpass or a service file."""
_PAIR = re.compile(r"([a-z_]+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)(?:\s+|$)", re.I)


def check_url(url: str) -> None:
    """Refuse what is not a PostgreSQL URL, and one that has a secret in it.

    Raises:
        Problem: `bad_remote` with `reason` `url`, `secret`, or `service` where it has no name; never with the URL.
    """
    conninfo(url)


def conninfo(url: str) -> str:
    """What libpq is given for a URL: `postgresql://…` as it is, `postgresql:service=NAME` without its scheme.

    Raises:
        Problem: see `check_url`.
    """
    if any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in url):
        raise Problem("bad_remote", reason="url")
    for scheme in SCHEMES:
        if url.startswith(scheme):
            _check_address(url[len(scheme) :])
            return url
    for scheme in SHORT:
        if url.startswith(scheme):
            rest = url[len(scheme) :].strip()
            _check_pairs(rest)
            return rest
    raise Problem("bad_remote", reason="url")


def _check_address(rest: str) -> None:
    address, _, query = rest.partition("?")
    user, at, _ = address.rpartition("@")
    # A colon before the last @ is a password, even one with a slash or a second @ left as typed.
    if at and ":" in unquote(user):
        raise Problem("bad_remote", reason="secret")
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        _check_name(unquote(name), value)


def _check_pairs(rest: str) -> None:
    at = 0
    if not rest:
        raise Problem("bad_remote", reason="url")
    while at < len(rest):
        found = _PAIR.match(rest, at)
        if found is None:
            # Not readable, perhaps half a secret: say which where it can be told.
            for name in SECRETS:
                if re.search(rf"\b{name}\s*=", rest, re.I):
                    raise Problem("bad_remote", reason="secret")
            raise Problem("bad_remote", reason="url")
        _check_name(found.group(1), found.group(2).strip("'"))
        at = found.end()


def _check_name(name: str, value: str) -> None:
    if name.strip().lower() in SECRETS:
        raise Problem("bad_remote", reason="secret")
    if name.strip().lower() == "service" and not value.strip():
        raise Problem("bad_remote", reason="service")

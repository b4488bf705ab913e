"""Which addresses of a database are taken, and that what protects the line to it is libpq's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync.postgres_url import check_url, conninfo
from tests.storage.sync.pgserver import Place, lines, push, refused


@pytest.mark.parametrize(
    ("url", "given"),
    [
        ("postgresql:service=tavla", "service=tavla"),
        ("postgres:service=tavla", "service=tavla"),
        ("postgresql: host=db.example port=5432 dbname='my board'", "host=db.example port=5432 dbname='my board'"),
        ("postgresql://ward1@db.example/tavla", None),
        ("postgresql://ward1@db.example:5433,other:5432/tavla?sslmode=verify-full", None),
        ("postgresql:///tavla?host=/run/postgresql", None),
        ("postgresql://?service=tavla", None),
        ("postgres://[::1]:5432/tavla", None),
        ("postgresql://ward1@db.example/tavla?passfile=/etc/tavla/pgpass", None),
    ],
)  # fmt: skip
def test_an_address_without_secrets_is_taken(url: str, given: str | None) -> None:
    assert conninfo(url) == (given or url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ward1:hemligt@db.example/tavla",
        "postgresql://ward1:@db.example/tavla",
        "postgresql://ward1:hem/ligt@db.example/tavla",
        "postgresql://ward1:hem@ligt@db.example/tavla",
        "postgresql://ward1%3Ahemligt@db.example/tavla",
        "postgresql://:hemligt@db.example",
        "postgresql://db.example/tavla?password=hemligt",
        "postgresql://db.example/tavla?sslmode=require&pass%77ord=hemligt",
        "postgresql://db.example/tavla?sslpassword=hemligt",
        "postgresql:host=db.example password=hemligt",
        "postgresql:host=db.example password = 'hem ligt'",
        "postgresql:host=db.example PASSWORD=hemligt",
        "postgresql:password='hemligt",
    ],
)
def test_a_secret_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(Problem) as raised:
        check_url(url)
    assert (raised.value.code, raised.value.params) == ("bad_remote", {"reason": "secret"})


@pytest.mark.parametrize(
    "url",
    ["", "mysql://db/tavla", "postgresql:", "postgresql:tavla", "postgresql://db/ta\nvla", "postgresql:a='b"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert refused(lambda: check_url(url)) == ("bad_remote", "url")


def test_a_parameter_that_libpq_does_not_know_is_refused_when_it_is_asked(place: Place) -> None:
    assert refused(lambda: place.open("postgresql:nosuch=1").heads(None)) == ("remote_failed", "bad_url")


def test_a_service_file_and_a_password_file_are_enough(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = place.login("*").split("//")[1].split("@")[0]
    services = tmp_path / "services"
    services.write_text(
        f"[tavla]\nhost=127.0.0.1\nport={place.server.port}\ndbname={place.name}\nuser={role}\n", "utf-8"
    )
    assert refused(lambda: place.open("postgresql:service=nosuch").heads(None)) == (
        "remote_failed",
        "no_service",
    )
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    assert place.open("postgresql:service=tavla").heads(None) == {}
    assert refused(lambda: place.open("postgresql:service=nosuch").heads(None)) == (
        "remote_failed",
        "no_service",
    )


@pytest.mark.parametrize("named", ["env", "parameter", "service"])
def test_a_password_file_that_others_may_read_is_told_of_and_libpq_says_nothing(
    place: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    named: str,
) -> None:
    """libpq passes it over, and would say so in the middle of the picture."""
    role = place.login("*").split("//")[1].split("@")[0]
    passwords, services = os.environ["PGPASSFILE"], tmp_path / "services"
    body = f"[tavla]\nhost=127.0.0.1\nport={place.server.port}\ndbname={place.name}\nuser={role}\n"
    services.write_text(body + (f"passfile={passwords}\n" if named == "service" else ""), "utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    if named != "env":
        monkeypatch.delenv("PGPASSFILE")
    url = "postgresql:service=tavla" + (f" passfile={passwords}" if named == "parameter" else "")
    assert place.open(url).heads(None) == {}
    os.chmod(passwords, 0o640)
    assert refused(lambda: place.open(url).heads(None)) == ("remote_denied", "passwords_open")
    os.chmod(passwords, 0o600)
    assert place.open(url).heads(None) == {}
    os.rename(passwords, passwords + "-borta")
    assert refused(lambda: place.open(url).heads(None)) == ("remote_denied", "no_password")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("url", ["postgresql:service=", "postgresql:service=''", "postgresql://?service="])
def test_a_service_without_a_name_is_refused(url: str) -> None:
    assert refused(lambda: check_url(url)) == ("bad_remote", "service")


def test_the_servers_certificate_is_checked_where_it_is_asked_for(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = place.login("*") + "?sslmode=verify-full"
    right, wrong = (os.path.join(place.server.folder, f"{name}.crt") for name in ("ca", "wrong"))
    by_name = url.replace("127.0.0.1", "localhost") + "&hostaddr=127.0.0.1"
    secure = place.open(f"{by_name}&sslrootcert={right}")
    push(secure, lines(1))
    assert secure.heads(None)["ett"]["k3f9a2"].n == 1
    monkeypatch.setenv("PGSSLROOTCERT", right)
    assert set(place.open(by_name).heads(None)) == {"ett"}
    # The right authority, but a certificate for another name.
    assert refused(lambda: place.open(url).heads(None)) == ("remote_failed", "certificate")
    monkeypatch.setenv("PGSSLROOTCERT", wrong)
    assert refused(lambda: place.open(by_name).heads(None)) == ("remote_failed", "certificate")
    monkeypatch.setenv("PGSSLROOTCERT", right + ".nowhere")
    assert refused(lambda: place.open(by_name).heads(None)) == ("remote_failed", "certificate")

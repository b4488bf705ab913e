"""What the pages on operation and security tell an operator to do can be done, and what they say of limits is so."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from board.errors import Problem
from storage.sync import postgres_setup
from storage.sync.postgres_url import SECRETS, check_url
from tests.contracts.tree import ROOT
from tests.storage.sync.pgserver import Place, Server, refused
from tui import mail
from tui.cli.parser import parse

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("operation.md", "security.md")}
SERVICE = ROOT / "docs/tavla-sync.service"


def commands() -> list[str]:
    """Every `tavla …` line in the pages' blocks for the shell, without comments."""
    found = []
    for page in PAGES.values():
        for block in re.findall(r"^```sh\n(.*?)^```$", page, re.M | re.S):
            for row in block.splitlines():
                for piece in row.partition(" #")[0].split("&&"):
                    if re.match(r"(?:\./)?tavla\b", piece.strip()):
                        found.append(piece.strip())
    return found


def test_every_command_on_the_pages_is_one() -> None:
    given = commands()
    assert len(given) > 12
    for command in given:
        words = shlex.split(command)[1:]
        if words not in ([], ["--version"]):
            assert parse(words, {}).command is not None, command
    for page in PAGES.values():
        for piece in re.findall(r"`tavla ((?:restore|check|remote|sync)\b[^`]*)`", page):
            words = shlex.split(piece)
            if words[-1] in ("add", "grant", "revoke", "init") or words == ["restore"]:
                continue
            assert parse(words, {}).command is not None, piece


def test_every_address_on_the_pages_is_taken() -> None:
    told = re.findall(r"\bpostgresql:\S+", "".join(commands()).replace("tavla ", " "))
    assert told
    for url in re.findall(r"postgresql:[\w=]+", " ".join(commands())):
        check_url(url)
    with pytest.raises(Problem):
        check_url("postgresql://avd_3:lösenordet@db.exempel.se/tavla")
    assert "password" in SECRETS


def test_the_service_file_example_is_one_for_libpq() -> None:
    example, _unit = re.findall(r"```ini\n(.*?)```", PAGES["operation.md"], re.S)
    service = configparser.ConfigParser()
    service.read_string(example)
    assert service["tavla"]["sslmode"] == "verify-full"
    assert not {"password", "sslpassword"} & set(service["tavla"])


def test_the_unit_runs_what_the_program_has() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    # As configparser's own documentation says to keep capital letters; its stubs want a method.
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(SERVICE.read_text("utf-8"))
    assert set(unit.sections()) == {"Unit", "Service", "Install"}
    program, *words = shlex.split(unit["Service"]["ExecStart"])
    assert program.endswith("/tavla")
    command = parse(words, {})
    assert command.command is not None
    assert (command.command.name, command.args.follow) == ("sync", True)
    home = re.search(r"^Environment=TAVLA_HOME=(.+)$", SERVICE.read_text("utf-8"), re.M)
    assert home is not None
    assert home[1] == unit["Service"]["ReadWritePaths"]


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    assert shutil.which("systemd-analyze"), "apt install systemd"
    unit = tmp_path / "tavla-sync.service"
    unit.write_text(SERVICE.read_text("utf-8").replace("/usr/local/bin/tavla", str(ROOT / "tavla")))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_mail_of_the_week_is_a_timer_that_systemd_understands(tmp_path: Path) -> None:
    for name in ("tavla-digest.service", "tavla-digest.timer"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/usr/local/bin/tavla", str(ROOT / "tavla")))
        assert f"docs/{name}" in PAGES["operation.md"]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "tavla-digest.service", "tavla-digest.timer"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string((ROOT / "docs/tavla-digest.service").read_text("utf-8"))
    command = parse(shlex.split(unit["Service"]["ExecStart"])[1:], {})
    assert command.command is not None
    assert command.command.name == "digest"
    assert mail.server(command.args.smtp).user == "tavla"
    assert [mail.address(one) for one in (*command.args.receivers, command.args.sender)]
    credential, _colon, path = unit["Service"]["LoadCredential"].partition(":")
    assert credential == mail.CREDENTIAL
    assert path in PAGES["operation.md"]


def test_systemd_understands_what_is_written_over_the_unit(tmp_path: Path) -> None:
    _service, over = re.findall(r"```ini\n(.*?)```", PAGES["operation.md"], re.S)
    assert "User=vera" in over
    (tmp_path / "tavla-sync.service").write_text(SERVICE.read_text("utf-8"))
    (tmp_path / "tavla-sync.service.d").mkdir()
    there = over.replace("/home/vera/.local/bin/tavla", str(ROOT / "tavla"))

    def said(text: str) -> str:
        (tmp_path / "tavla-sync.service.d" / "override.conf").write_text(text)
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", "tavla-sync.service"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        )
        return done.stdout + done.stderr

    assert said(there) == ""
    assert "more than one ExecStart" in said(there.replace("ExecStart=\n", "")), (
        "what the page says of the empty line"
    )


def test_a_server_set_up_as_the_page_says_lets_in_over_an_encrypted_line_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGES["operation.md"]
    (made,) = re.findall(r"^```sh\n(# ett intyg.*?)^```$", page, re.M | re.S)
    subprocess.run(["sh", "-e", "-c", made], cwd=tmp_path, check=True, capture_output=True)
    (rule,) = re.findall(r"^hostssl .*$", page, re.M)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    (tmp_path / "pgpass").touch(0o600)
    server = Server()
    try:
        for name in ("server.key", "server.crt"):
            shutil.copy(tmp_path / name, f"{server.folder}/page-{name}")
            os.chmod(f"{server.folder}/page-{name}", 0o600)
            os.chown(f"{server.folder}/page-{name}", *server.owner)
        for row in re.findall(r'psql -c "(alter system set ssl_.*?)"', page):
            server.sql(row.replace("/etc/postgresql/15/main/", f"{server.folder}/page-"))
        (asked,) = re.findall(r'psql -c "(select .*?)"', page)
        hba = Path(server.data, "pg_hba.conf")
        hba.write_text("local all all trust\n" + rule.replace("10.20.0.0/16", "127.0.0.1/32") + "\n")
        server.sql("select pg_reload_conf()")
        assert server.sql(asked) == []
        server.sql("alter database prepared rename to tavla")
        place = Place(server, "tavla")
        url = place.login("*").replace("127.0.0.1", "db.exempel.se") + "?hostaddr=127.0.0.1&sslmode="
        ca = tmp_path / "ca.crt"
        with closing(place.open(f"{url}verify-full&sslrootcert={ca}")) as open_line:
            assert open_line.heads(None) == {}
        assert refused(lambda: place.open(f"{url}disable").heads(None)) == ("remote_denied", "pg_hba")
        wrong = url.replace("db.exempel.se", "annan.exempel.se")
        assert refused(lambda: place.open(f"{wrong}verify-full&sslrootcert={ca}").heads(None)) == (
            "remote_failed",
            "certificate",
        )
    finally:
        server.remove()


def test_what_the_database_is_told_to_do_is_in_its_schema() -> None:
    schema = postgres_setup.schema()
    assert "150000" in schema
    for function in re.findall(r"tavla\.(\w+)\(", PAGES["security.md"]):
        assert f"function tavla.{function}(" in schema
    assert "tavla_operator" in PAGES["security.md"]
    assert "tavla_operator" in schema
    assert schema.count("force row level security") == 5

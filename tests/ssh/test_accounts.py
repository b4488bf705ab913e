"""What docs/ssh.md tells the operator to do: the drop-in for sshd, one account for the service, or an account each."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from board.ids import document_id
from tests.cli.running import Said, checked
from tests.contracts.tree import ROOT
from tests.ssh.room import GROUP, SEEN, UIDS, environment, has_rooms, program
from tests.ssh.server import Server, served
from tests.ssh.test_screen import read, writers
from tui.cli.parser import parse

rooms = pytest.mark.skipif(not has_rooms(), reason="kernel privilege: mount")
DROP_IN = ROOT / "docs/tavla-sshd.conf"


def own(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_uid, status.st_mode & 0o7777


# --- the page


def test_every_command_on_the_page_is_one() -> None:
    page = (ROOT / "docs/ssh.md").read_text("utf-8")
    found = [
        row.partition(" #")[0].rpartition(" tavla ")[2]
        for block in re.findall(r"^ *```sh\n(.*?)^ *```$", page, re.M | re.S)
        for row in block.splitlines()
        if " tavla --workspace" in row
    ]
    assert len(found) >= 5
    for command in found:
        assert parse(shlex.split(command), {}).command is not None, command


def test_sshd_understands_the_drop_in_and_it_is_for_the_service_alone(tmp_path: Path) -> None:
    sshd = str(shutil.which("sshd", path=os.environ["PATH"] + ":/usr/sbin:/sbin"))
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "host")], check=True)
    config = tmp_path / "sshd_config"
    config.write_text(f"Include {DROP_IN}\nHostKey {tmp_path}/host\nX11Forwarding yes\n")

    def holds(user: str) -> dict[str, str]:
        words = [sshd, "-T", "-f", str(config), "-C", f"user={user},host=x,addr=127.0.0.1"]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        return dict(line.split(" ", 1) for line in said.splitlines() if " " in line)

    tavla, other = holds("tavla"), holds("root")
    assert tavla["authorizedkeysfile"] == "/etc/tavla/authorized_keys"
    assert tavla["disableforwarding"] == "yes"
    assert (tavla["passwordauthentication"], tavla["kbdinteractiveauthentication"]) == ("no", "no")
    assert (tavla["permituserrc"], tavla["permituserenvironment"]) == ("no", "no")
    assert (other["disableforwarding"], other["passwordauthentication"]) == ("no", "yes")
    assert other["authorizedkeysfile"] != tavla["authorizedkeysfile"]


# --- one account for the service


@rooms
def test_with_the_drop_in_the_service_does_what_the_page_says() -> None:
    drop_in = DROP_IN.read_text("utf-8").replace("/etc/tavla/", f"{SEEN}/")
    with served("anna", more=drop_in) as server:
        assert checked(server.ssh("anna", "list --json"), "list")["cards"] == []
        assert server.ssh("anna", "add 'Med inställningar'").code == 0
        with server.terminal("anna") as anna:
            anna.until("Förslag", "inställningar")
            anna.send("nHalvskrivet")
            anna.until(lambda: [*server.service.home.rglob("drafts/*.json")])
        assert server.ssh("anna", options=("-W", "127.0.0.1:22")).code == 255
        # What root has done with `tavla ssh` left nothing of root's among the boards.
        owners = {path.stat().st_uid for path in [server.workspace, *server.workspace.rglob("*")]}
        assert owners == {UIDS["tavla"]}
        assert own(server.keys) == (0, 0o644)
        drafts = [*server.service.home.rglob("drafts/*.json")]
        assert {own(path) for path in drafts} == {(UIDS["tavla"], 0o600)}
        assert "tavla-ssh" in drafts[0].parts


@rooms
def test_nobody_who_comes_in_can_write_in_the_file_of_keys_or_the_program() -> None:
    with served("anna") as server:
        assert server.room is not None
        for path in (server.keys, ROOT / "tui/cli/ssh_serve.py", ROOT / "tui/__main__.py"):
            words = server.room.enter(["test", "-w", str(path)], UIDS["tavla"])
            assert subprocess.run(words, check=False).returncode == 1, path


# --- an account each, in a group


@pytest.fixture
def own_accounts() -> Iterator[Server]:
    """Anna and Bo log in to accounts of their own; the workspace /srv/delad is the group's."""
    base = Path(mkdtemp(prefix="tavla-ssh-"))
    base.chmod(0o755)
    more = "Match User anna,bo\n    AuthorizedKeysFile /srv/%u/.ssh/authorized_keys\nMatch all\n"
    server = Server(base, more)
    try:
        for name in ("anna", "bo"):
            account = server.account(name)
            folder = account.home / ".ssh"
            folder.mkdir(mode=0o700)
            shutil.copy(server.key(name), folder / "authorized_keys")
            for path in (folder, folder / "authorized_keys"):
                os.chown(path, account.uid, account.uid)
        shared = server.inside / "delad"
        shared.mkdir()
        os.chown(shared, 0, GROUP)
        shared.chmod(0o2770)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(base, ignore_errors=True)


def tavla(server: Server, who: str, *words: str) -> Said:
    """A command in somebody's own account, with the umask that Debian gives."""
    said = shlex.join(program("--workspace", f"{SEEN}/delad", *words))
    return server.ssh(who, f"umask 022; exec {said}", login=who)


@rooms
def test_persons_with_accounts_of_their_own_share_a_board(own_accounts: Server) -> None:
    server = own_accounts
    made = tavla(server, "anna", "init", "Öster", "--group", "hemtjanst")
    assert made.code == 0, made
    assert tavla(server, "anna", "add", "Annas kort").code == 0
    assert tavla(server, "bo", "add", "Bos kort").code == 0
    card = checked(tavla(server, "bo", "list", "--json"), "list")["cards"][0]["id"]
    assert tavla(server, "bo", "comment", card, "Jag kan").code == 0
    assert tavla(server, "anna", "set", card, "owner=bo").code == 0
    events = checked(tavla(server, "anna", "history", "--json"), "history")["events"]
    assert [event["by"] for event in events[-4:]] == ["anna", "bo", "bo", "anna"]
    server.workspace = server.inside / "delad"
    assert {"anna", "bo"} <= set(writers(server).values())
    assert document_id("0" * 13) not in writers(server)
    for path in server.workspace.rglob("*"):
        status = path.stat()
        wanted = 0o2770 if path.is_dir() else 0o660
        assert (status.st_gid, status.st_mode & 0o7777) == (GROUP, wanted), path
        assert status.st_uid in (UIDS["anna"], UIDS["bo"])


@rooms
def test_they_see_each_other_live_and_an_outsider_sees_nothing(own_accounts: Server) -> None:
    server = own_accounts
    assert tavla(server, "anna", "init", "Öster", "--group", "hemtjanst").code == 0
    assert tavla(server, "bo", "add", "Bo är med").code == 0
    screen = shlex.join(program("--workspace", f"{SEEN}/delad"))
    with (
        server.terminal("anna", f"umask 022; exec {screen}", options=("-tt", "-l", "anna")) as anna,
        server.terminal("bo", f"umask 022; exec {screen}", options=("-tt", "-l", "bo")) as bo,
    ):
        anna.until("Förslag", "Anna")
        bo.until("Förslag", "Bo ▾", lambda: read(anna))
        anna.send("nAnna ser det\r")
        bo.until("Anna ser det", lambda: read(anna))
        bo.send("nBo ser det\r")
        anna.until("Bo ser det", lambda: read(bo))
    assert server.room is not None
    words = server.room.enter(program("--workspace", f"{SEEN}/delad", "list"), UIDS["tavla"])
    done = subprocess.run(words, env=environment("/"), capture_output=True, check=False, cwd="/")
    assert done.returncode == 3
    assert "inte rätt" in done.stderr.decode()

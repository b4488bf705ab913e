"""A real sshd on loopback with a service account, keys for persons, and accounts of their own.

Where the kernel lets us, the accounts are real ones that only this sshd and what it starts can see (tests/ssh/room.py).
Elsewhere the account that runs the tests is the service account.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from tests.cli.running import Said
from tests.e2e.terminal import Terminal
from tests.ssh.room import SEEN, UIDS, Room, environment, has_rooms, program
from tests.storage.sync.nodes import free_ports
from tests.storage.tools import until

NEEDS = {"ssh": "openssh-client", "ssh-keygen": "openssh-client", "sshd": "openssh-server"}
CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {base}/host
AuthorizedKeysFile {keys}
PidFile none
StrictModes {strict}
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
MaxStartups 200
X11Forwarding yes
AllowTcpForwarding yes
AllowAgentForwarding yes
PermitUserRC yes
{more}
"""
PATIENCE = 30


class Account(NamedTuple):
    """A login of the server's, and where it lives."""

    login: str
    uid: int
    home: Path


class Server:
    """sshd, a workspace, and whoever has a key. `more` is added to sshd's settings."""

    def __init__(self, base: Path, more: str = "") -> None:
        missing = [
            package for program, package in NEEDS.items() if shutil.which(program, path=_path()) is None
        ]
        if missing:
            pytest.fail(f"Not here. Install with: apt install {' '.join(missing)}")
        self.base, self.more = base, more
        self.port = free_ports(1)[0]
        self.inside = base / "srv"
        self.inside.mkdir()
        self.room = Room(base, self.inside) if has_rooms() else None
        self.keys = self.inside / "authorized_keys"
        self.service = self.account("tavla")
        self.workspace = self.service.home / "workspace"
        self._process: subprocess.Popen[bytes] | None = None
        self._program = str(shutil.which("sshd", path=_path()))
        self.key("host")

    def account(self, login: str) -> Account:
        """An account with a home; the one that runs the tests where there are no others."""
        home = self.inside / login
        home.mkdir(mode=0o755)
        if self.room is None:
            return Account(getpass.getuser() if os.geteuid() else "root", 0, home)
        os.chown(home, UIDS[login], UIDS[login])
        return Account(login, UIDS[login], home)

    # --- starting

    def start(self) -> None:
        if self.room is not None:
            keys, strict, home = f"{SEEN}/{self.keys.name}", "yes", ""
        else:
            keys, strict, home = str(self.keys), "no", f"SetEnv HOME={self.service.home}\n"
        config = CONFIG.format(
            port=self.port, base=self.base, keys=keys, strict=strict, more=home + self.more
        )
        (self.base / "sshd_config").write_text(config)
        with suppress(PermissionError):
            Path("/run/sshd").mkdir(exist_ok=True)
        sshd = [self._program, "-D", "-e", "-f", str(self.base / "sshd_config")]
        with (self.base / "log.txt").open("ab") as log:
            sshd = self.room.enter(sshd) if self.room is not None else sshd
            self._process = subprocess.Popen(sshd, stderr=log, env=environment("/"), cwd="/")
        try:
            until(self._answers)
        except AssertionError:
            pytest.fail(self.log[-2000:])
        number = (self.base / "host.pub").read_text()
        (self.base / "known").write_text(f"[127.0.0.1]:{self.port} {number}")

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as one:
            return one.recv(4) == b"SSH-"
        return False

    @property
    def log(self) -> str:
        return (self.base / "log.txt").read_text(errors="replace")

    def sessions(self) -> list[int]:
        """The processes that the server has started, and theirs."""
        assert self._process is not None
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        found = {self._process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return sorted(found - {self._process.pid})

    def ours(self) -> list[int]:
        """The processes of this server's workspace that run Tavla, also those that sshd has let go of."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                    if b"serve" in words and str(self.workspace).encode() in words and b"-I" in words:
                        found.append(int(entry.name))
        return found

    def environments(self) -> list[str]:
        """What sshd gave each process that runs Tavla, before it cleaned it."""
        return [
            Path(f"/proc/{pid}/environ").read_bytes().replace(b"\0", b"\n").decode() for pid in self.ours()
        ]

    def stop(self) -> None:
        if self._process is not None:
            for pid in (*self.sessions(), *self.ours()):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        if self.room is not None:
            self.room.close()

    # --- keys and people

    def key(self, name: str, *more: str) -> Path:
        """A new key pair; the public one's file."""
        make = [
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            f"{name}@hemma",
            "-f",
            str(self.base / name),
        ]
        subprocess.run([*make, *more], check=True)
        return self.base / f"{name}.pub"

    def here(self, *words: str, uid: int | None = None, stdin: bytes = b"") -> Said:
        """Tavla at the machine itself, as the service account or (0) as who runs it."""
        command = program("--workspace", str(self.workspace), *words)
        if self.room is not None:
            command = self.room.enter(command, self.service.uid if uid is None else uid)
        done = subprocess.run(
            command,
            env=environment(self.service.home, {"LOGNAME": "drift"}),
            input=stdin,
            capture_output=True,
            cwd="/",
            timeout=PATIENCE,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def keys_command(self, *words: str, stdin: bytes = b"") -> Said:
        """`tavla ssh` as whoever runs the machine."""
        return self.here("ssh", *words, "--keys", str(self.keys), uid=0, stdin=stdin)

    def let_in(self, *handles: str) -> None:
        """A key for each, let in."""
        for handle in handles:
            said = self.keys_command("add", handle, str(self.key(handle)))
            assert said.code == 0, said

    def let_in_again(self, handle: str) -> None:
        """The same key, let in once more."""
        said = self.keys_command("add", handle, str(self.base / f"{handle}.pub"))
        assert said.code == 0, said

    # --- clients

    def words(
        self, who: str, *words: str, options: Sequence[str] = (), login: str | None = None
    ) -> list[str]:
        """The ssh command of somebody with that key."""
        settings = {
            "UserKnownHostsFile": self.base / "known", "StrictHostKeyChecking": "yes", "IdentitiesOnly": "yes",
            "IdentityFile": self.base / who, "BatchMode": "yes", "LogLevel": "ERROR", "EscapeChar": "none",
        }  # fmt: skip
        given = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        at = f"{login or self.service.login}@127.0.0.1"
        return ["ssh", "-F", "none", "-p", str(self.port), *given, *options, at, *words]

    def ssh(
        self,
        who: str,
        *words: str,
        options: Sequence[str] = (),
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        login: str | None = None,
    ) -> Said:
        """What somebody is answered who sends a command."""
        done = subprocess.run(
            self.words(who, *words, options=options, login=login),
            input=stdin,
            capture_output=True,
            env=environment(self.base, env),
            timeout=PATIENCE,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def terminal(
        self, who: str, *words: str, size: tuple[int, int] = (120, 36), options: Sequence[str] = ("-t",)
    ) -> Terminal:
        """Somebody at a terminal of their own."""
        env = environment(self.base, {"TERM": "xterm-256color"})
        program = self.words(who, *words, options=options)
        return Terminal(size=size, env=env, program=program)

    def journal(self) -> bytes:
        """Every line that has been written."""
        return b"".join(path.read_bytes() for path in sorted(self.workspace.rglob("*.jsonl")))


def _path() -> str:
    return os.environ["PATH"] + ":/usr/sbin:/sbin"


@contextmanager
def served(*handles: str, more: str = "") -> Iterator[Server]:
    """A server with the board Öster, and these persons let in, each with a key of that name."""
    base = Path(mkdtemp(prefix="tavla-ssh-"))
    base.chmod(0o755)
    server = Server(base, more)
    try:
        for words in (("init", "Öster"), *(("people", "add", handle.title()) for handle in handles)):
            said = server.here(*words)
            assert said.code == 0, said
        server.let_in(*handles)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(base, ignore_errors=True)

"""A private SSH server on this machine, and its folder mounted by sshfs as other hosts would."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.storage.sync.nodes import free_ports
from tests.storage.tools import until

NEEDS = {"sshfs": "sshfs", "ssh-keygen": "openssh-client", "sshd": "openssh-server"}
CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
"""


class Server:
    """An SSH server that serves `place` to whoever has the key in `folder`."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder = folder
        self.place = place
        self.port = free_ports(1)[0]
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        missing = [package for program, package in NEEDS.items() if shutil.which(program, path=path) is None]
        if missing:
            pytest.fail(f"Not here. Install with: apt install {' '.join(missing)}")
        for name in ("host", "key"):
            make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
            subprocess.run(make, check=True)
        (folder / "sshd_config").write_text(CONFIG.format(port=self.port, folder=folder))
        with suppress(PermissionError):
            Path("/run/sshd").mkdir(exist_ok=True)
        self._program = str(shutil.which("sshd", path=path))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [self._program, "-D", "-e", "-f", str(self.folder / "sshd_config")], stderr=log
            )
        try:
            until(self._answers)
        except AssertionError:
            pytest.fail((self.folder / "log.txt").read_text()[-2000:])

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as one:
            return one.recv(4) == b"SSH-"
        return False

    def stop(self) -> None:
        """End the server and every connection to it."""
        if self._process is not None:
            for pid in self._sessions():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()

    def freeze(self, signal_: signal.Signals) -> None:
        """Stop answering (SIGSTOP), or go on (SIGCONT)."""
        for pid in self._sessions():
            os.kill(pid, signal_)

    def _sessions(self) -> list[int]:
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

    @contextmanager
    def mounted(self, mount: Path, *options: str) -> Iterator[Path]:
        """The served folder, mounted."""
        mount.mkdir(exist_ok=True)
        self.mount(mount, *options)
        try:
            yield mount
        finally:
            self.unmount(mount)

    def mount(self, mount: Path, *options: str) -> None:
        run = subprocess.run(
            [
                "sshfs",
                f"{getpass.getuser() if os.geteuid() else 'root'}@127.0.0.1:{self.place}",
                str(mount),
                *("-p", str(self.port), "-F", "/dev/null"),
                *("-o", f"IdentityFile={self.folder / 'key'},IdentitiesOnly=yes"),
                *("-o", "StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null,BatchMode=yes"),
                *(word for option in options for word in ("-o", option)),
            ],
            capture_output=True,
            text=True,
            timeout=30,
        )
        if run.returncode and "fusermount" in run.stderr and "ermi" in run.stderr:
            pytest.skip(f"mounting is not allowed here: {run.stderr}")
        if run.returncode:
            pytest.fail(f"sshfs: {run.stderr}\n{(self.folder / 'log.txt').read_text()[-2000:]}")

    def unmount(self, mount: Path) -> None:
        """Let go of the folder. sshfs does so itself, a little later, when the connection is gone."""
        subprocess.run(["fusermount3", "-u", "-z", str(mount)], check=False, capture_output=True)
        until(lambda: str(mount) not in Path("/proc/self/mounts").read_text())


def require_fuse() -> None:
    """Skip where the kernel does not let this account mount."""
    try:
        os.close(os.open("/dev/fuse", os.O_RDWR))
    except OSError as error:
        pytest.skip(f"/dev/fuse cannot be opened here: {error.strerror}")


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A running server with an empty folder to share."""
    require_fuse()
    (folder / "ssh").mkdir()
    (folder / "shared").mkdir()
    made = Server(folder / "ssh", folder / "shared")
    made.start()
    try:
        yield made
    finally:
        made.stop()

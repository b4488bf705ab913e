"""A real PostgreSQL server in a folder of its own, one for each worker of the tests; and a line to it that fails."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from board.errors import Problem
from storage.lines import FIRST, encode, seal, to_json
from storage.sync.base import Batch
from storage.sync.postgres import Postgres
from storage.sync.postgres_setup import grant, prepare

APT = "the tests need PostgreSQL 15 or later: apt install postgresql"
REPLICA = "k3f9a2"
OTHER = "p2m1x7"


def binaries() -> Path:
    """Where Debian keeps the newest server's programs."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: int(p.split("/")[4]))
    if not found:
        pytest.fail(APT)
    return Path(found[-1]).parent


def _account() -> dict[str, Any]:
    """The server refuses to run as root: then it runs as Debian's postgres."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


class Server:
    """One cluster. Logins take a password over TCP; the superuser `postgres` comes by the socket without one."""

    def __init__(self) -> None:
        self.bin = binaries()
        self.folder = tempfile.mkdtemp(prefix="tavla-pg-")
        self.data = os.path.join(self.folder, "data")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._made = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._certificates()
        self.call(
            "initdb", "-D", self.data, "-N", "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth-local=trust",
            "--auth-host=scram-sha-256",
        )  # fmt: skip
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as settings:
            settings.write(
                f"port = {self.port}\nlisten_addresses = '127.0.0.1'\n"
                f"unix_socket_directories = '{self.folder}'\nssl = on\nssl_cert_file = '{self.folder}/server.crt'\n"
                f"ssl_key_file = '{self.folder}/server.key'\nshared_buffers = 32MB\nmax_connections = 60\n"
                "max_wal_size = 128MB\nautovacuum = off\nfsync = off\n"
            )
        self.start()
        self.sql("create database prepared")
        prepare(self.url("prepared"))

    def call(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.bin / program, *arguments], check=True, capture_output=True, cwd="/", **_account()
        )

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped since."""
        return os.path.exists(os.path.join(self.data, "postmaster.pid"))

    @property
    def owner(self) -> tuple[int, int]:
        """The user and group that it runs as."""
        status = os.stat(self.data)
        return status.st_uid, status.st_gid

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = os.path.join(self.folder, "log")
        # -l: without it the server would keep our pipe open.
        self.call("pg_ctl", "-D", self.data, "-l", log, "-w", "-s", "start")

    def stop(self, how: str = "fast") -> None:
        """`fast`, or `immediate`: as if it had crashed."""
        self.call("pg_ctl", "-D", self.data, "-m", how, "-w", "-s", "stop")

    def durable(self, on: bool) -> None:
        """Whether what is acknowledged is on the disk; without it most tests are several times as quick."""
        self.sql(f"alter system set fsync = {'on' if on else 'off'}")
        self.sql("select pg_reload_conf()")

    def pause(self, stopped: bool) -> None:
        """Let every one of its processes stand still, or go on."""
        for pid in self._processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP if stopped else signal.SIGCONT)

    def _processes(self) -> list[int]:
        first = int(Path(self.data, "postmaster.pid").read_text("utf-8").split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text("utf-8").split()
        return [first, *(int(child) for child in children)]

    def remove(self) -> None:
        """Stop it and leave nothing."""
        with contextlib.suppress(subprocess.CalledProcessError, OSError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """The superuser's way in."""
        return f"postgresql:host={self.folder} port={self.port} dbname={database} user=postgres"

    def sql(self, statement: str, database: str = "postgres", **parameters: Any) -> list[tuple[Any, ...]]:
        """As the superuser."""
        import psycopg

        info = self.url(database).partition(":")[2]
        with psycopg.connect(info, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), parameters or None)
            return cursor.fetchall() if cursor.description else []

    def place(self, tablespace: str = "pg_default") -> Place:
        """A new database that is prepared."""
        self._made += 1
        name = f"test{self._made}"
        self.sql(f"create database {name} template prepared tablespace {tablespace}")
        return Place(self, name)

    def empty(self) -> str:
        """A new database with nothing in it."""
        self._made += 1
        self.sql(f"create database test{self._made}")
        return f"test{self._made}"

    def _certificates(self) -> None:
        """An authority that we make ourselves, another that is not the server's, and the server's certificate."""

        def openssl(*arguments: str) -> None:
            subprocess.run(
                ["openssl", *arguments], check=True, capture_output=True, cwd=self.folder, **_account()
            )

        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
        for name in ("ca", "wrong"):
            openssl(
                "req", "-x509", *key, "-keyout", f"{name}.key", "-out", f"{name}.crt", "-subj", f"/CN={name}"
            )
        openssl(
            "req", "-x509", *key, "-CA", "ca.crt", "-CAkey", "ca.key", "-keyout", "server.key", "-out",
            "server.crt", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        )  # fmt: skip
        os.chmod(os.path.join(self.folder, "ca.crt"), 0o644)
        os.chmod(os.path.join(self.folder, "wrong.crt"), 0o644)
        os.chmod(self.folder, 0o755)  # the tests read the authorities


class Place:
    """One prepared database, and the logins that a test makes in it."""

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self.name = name
        self.admin = server.url(name)
        self._open: list[Postgres] = []

    def login(self, *boards: str, port: int | None = None) -> str:
        """The URL of a new login that has been granted these boards; its password is in the password file."""
        role = f"host_{secrets.token_hex(4)}"
        password = secrets.token_hex(8)
        self.server.sql(f"create role {role} login password '{password}'")
        if boards:
            grant(self.admin, role, boards)
        with open(os.environ["PGPASSFILE"], "a", encoding="utf-8") as file:
            file.write(f"*:*:*:{role}:{password}\n")
        return f"postgresql://{role}@127.0.0.1:{port or self.server.port}/{self.name}"

    def open(self, url: str | None = None, **options: Any) -> Postgres:
        """A transport; closed when the test ends. Without a URL that of a new login which sees every board."""
        transport = Postgres(url or self.login("*"), **options)
        self._open.append(transport)
        return transport

    def sql(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """As the superuser."""
        return self.server.sql(statement, self.name, **parameters)

    def bodies(self, board: str = "ett", replica: str = REPLICA) -> list[str]:
        """What is stored of a replica."""
        statement = "select body from tavla.line where board = %(b)s and replica = %(r)s order by n"
        return [body for (body,) in self.sql(statement, b=board, r=replica)]

    def close(self) -> None:
        for transport in self._open:
            transport.close()
        self.server.sql(f"drop database {self.name} with (force)")


def lines(
    many: int, replica: str = REPLICA, after: int = 0, p: str = FIRST, text: str = "hej"
) -> list[bytes]:
    """Journal lines of one replica, without their LF."""
    made = []
    for n in range(after + 1, after + many + 1):
        head = {"t": f"0mwr6esxs.00.{replica}", "at": "2026-11-22T03:40:01+01:00", "by": "p7", "do": "set"}
        (line,), p = encode(head, [["cards", "1", {"title": f"{text} {n}"}]], n, p)
        made.append(line[:-1])
    return made


def crc(line: bytes) -> str:
    """What the next line names it as."""
    return line[-8:].decode()


def gone(line: bytes, n: int, p: str = FIRST) -> bytes:
    """The redacted form of a line."""
    body = to_json({"n": n, "p": p, "t": f"0mwr6esxs.00.{REPLICA}", "gone": crc(line)}).encode()
    return seal(body)[0][:-1]


def pulled(transport: Postgres, board: str = "ett", **after: int) -> dict[str, list[bytes]]:
    """All lines that come, by replica; each batch must follow the one before."""
    got: dict[str, list[bytes]] = {}
    for batch in transport.pull(board, after):
        assert batch.first == after[batch.replica] + len(got.get(batch.replica, [])) + 1
        got.setdefault(batch.replica, []).extend(batch.lines)
    return got


def push(
    transport: Postgres, made: list[bytes], first: int = 1, replica: str = REPLICA, board: str = "ett"
) -> None:
    transport.push(board, Batch(replica, first, made))


def refused(action: Callable[[], object]) -> tuple[str, object]:
    """The code and the reason that an action is refused with."""
    with pytest.raises(Problem) as raised:
        action()
    return raised.value.code, raised.value.params.get("reason", raised.value.params.get("n"))


class Proxy:
    """A TCP line to the server that can be cut, or hang: open, but nothing comes through.

    What was connected when it hung stays dead when it is `healed`, as behind a firewall that forgot it.
    """

    def __init__(self, port: int) -> None:
        self.rate = 0
        """Bytes a second in each direction; 0 is no limit."""
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._hung: set[str] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self, *directions: str) -> None:
        """From now on nothing comes through to the `server`, to the `client`, or to both."""
        self._hung = set(directions or ("server", "client"))

    def heal(self) -> None:
        """Let new connections through."""
        self._hung = set()

    def cut(self) -> None:
        """Break every connection."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._ends.append(self._listener)
        self.cut()
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            self._ends += [near, far]
            for end, other, to in ((near, far, "server"), (far, near, "client")):
                threading.Thread(target=self._carry, args=(end, other, to), daemon=True).start()

    def _carry(self, end: socket.socket, other: socket.socket, to: str) -> None:
        dead = False
        with contextlib.suppress(OSError):
            while data := end.recv(16384):
                dead = dead or to in self._hung
                if not dead:
                    other.sendall(data)
                    if self.rate:
                        time.sleep(len(data) / self.rate)
        if not dead:
            with contextlib.suppress(OSError):
                other.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="session")
def pg_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.remove()


@pytest.fixture
def place(pg_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A prepared database of the test's own, and a password file for its logins."""
    for name in list(os.environ):
        if name.startswith("PG"):
            monkeypatch.delenv(name)
    passwords = tmp_path / "pgpass"
    passwords.touch(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    place = pg_server.place()
    yield place
    place.close()


@pytest.fixture
def proxy(pg_server: Server) -> Iterator[Proxy]:
    proxy = Proxy(pg_server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def durable(pg_server: Server) -> Iterator[Server]:
    """The server, with everything acknowledged on its disk; it runs again when the test ends."""
    pg_server.durable(True)
    yield pg_server
    if not pg_server.running:
        pg_server.start()
    pg_server.durable(False)

"""Accounts that only the processes in this room see: mounts of their own over /etc/passwd, /etc/group and /srv.

Needs root and the kernel's leave to mount. The Python and the checkout that run the tests are made reachable too, where
they lie in a home that others may not look into.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.contracts.tree import ROOT

SEEN = "/srv"
"""Where the room's own folder is seen: sshd looks at who can write in every folder above its file of keys."""
UIDS = {"tavla": 12301, "anna": 12302, "bo": 12303}
GROUP = 12300


class Room:
    """`home` is the folder that is seen at /srv, with a home for each account."""

    def __init__(self, base: Path, home: Path) -> None:
        self._base = base
        for name, own in (("passwd", _passwd()), ("group", _group())):
            (base / name).write_text(Path("/etc", name).read_text() + own)
        mounts = [*self._reachable(), f"mount --bind '{home}' {SEEN}"]
        mounts += [f"mount --bind '{base / name}' /etc/{name}" for name in ("passwd", "group")]
        self._holder = subprocess.Popen(
            ["unshare", "-m", "sh", "-ec", "\n".join([*mounts, "echo ready", "exec sleep 3600"])],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "ready\n":
            self.close()
            raise PermissionError("no mounts here")

    def _reachable(self) -> list[str]:
        """Show only what is needed of a home that nobody else may look into."""
        kept: dict[Path, list[Path]] = {}
        for path in dict.fromkeys(Path(one).resolve() for one in (sys.base_prefix, sys.prefix, ROOT)):
            shut = next((one for one in reversed(path.parents) if not one.stat().st_mode & 0o001), None)
            if shut is not None:
                kept.setdefault(shut, []).append(path)
        aside: list[str] = []
        there: list[str] = []
        for paths in kept.values():
            for path in paths:
                spare = self._base / f"kept{len(aside)}"
                spare.mkdir()
                aside.append(f"mount --rbind '{path}' '{spare}'")
                there.append(f"mkdir -p '{path}'; mount --rbind '{spare}' '{path}'")
        return [*aside, *(f"mount -t tmpfs -o mode=755 none '{shut}'" for shut in kept), *there]

    def enter(self, words: Sequence[str], uid: int = 0, groups: Sequence[int] = ()) -> list[str]:
        """The command that runs these words in the room, as an account of it."""
        way = ["nsenter", "-t", str(self._holder.pid), "-m", "--"]
        if uid:
            more = ["--groups", ",".join(map(str, groups))] if groups else ["--clear-groups"]
            way += ["setpriv", "--reuid", str(uid), "--regid", str(uid), *more, "--"]
        return [*way, *words]

    def close(self) -> None:
        self._holder.kill()
        self._holder.communicate()


def _passwd() -> str:
    return "".join(
        f"{name}:*:{uid}:{uid}:{name.title()}:{SEEN}/{name}:/bin/sh\n" for name, uid in UIDS.items()
    )


def _group() -> str:
    own = "".join(f"{name}:x:{uid}:\n" for name, uid in UIDS.items())
    return f"{own}hemtjanst:x:{GROUP}:anna,bo\n"


@cache
def has_rooms() -> bool:
    """Whether this machine lets us make such a room, with a Python in it that its accounts can run."""
    if os.geteuid() != 0:
        return False
    with TemporaryDirectory() as name:
        base = Path(name)
        (base / "srv").mkdir()
        try:
            room = Room(base, base / "srv")
        except OSError:
            return False
        try:
            words = room.enter(program("--version"), UIDS["tavla"])
            return subprocess.run(words, capture_output=True, check=False, cwd="/").returncode == 0
        finally:
            room.close()


def program(*words: str) -> list[str]:
    """Tavla by its path, as sshd starts it."""
    return [sys.executable, "-I", str(ROOT / "tui" / "__main__.py"), *words]


def environment(home: Path | str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    return {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", **(more or {})}

"""File systems of a run's own: one that can lose power, one that is full, one that is read-only. They need mount."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHUTDOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN"""
_NO_LOG_FLUSH = 2
NEEDS_MOUNT = "kernel privilege: mount"


class CannotMount(Exception):
    """This account, or this machine, may not mount."""


def _mount(*arguments: str | Path) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotMount(done.stderr.strip())


def _unmount(place: Path) -> None:
    subprocess.run(["umount", place], check=True)


@contextmanager
def of_size(place: Path, size: str) -> Iterator[Path]:
    """A file system in memory of this size."""
    place.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", place)
    try:
        yield place
    finally:
        _unmount(place)


def resize(place: Path, size: str) -> None:
    """Give it more room."""
    _mount("-o", f"remount,size={size}", place)


@contextmanager
def read_only(place: Path) -> Iterator[Path]:
    """The folder, read-only to everybody."""
    _mount("--bind", place, place)
    try:
        _mount("-o", "remount,bind,ro", place)
        yield place
    finally:
        _unmount(place)


class Disk:
    """An ext4 in a file, whose power can be cut: what was not flushed is lost."""

    def __init__(self, folder: Path, megabytes: int = 64) -> None:
        self._image = folder / "image"
        self.place = folder / "disk"
        self.place.mkdir()
        with self._image.open("wb") as file:
            file.truncate(megabytes << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self._image], check=True)
        self.mount()

    def mount(self) -> None:
        _mount("-o", "loop", self._image, self.place)

    def cut(self) -> None:
        """From now on nothing reaches the disk, and what waited to be written never will."""
        fd = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(fd, _SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(fd)

    def unmount(self) -> None:
        """Only when no process has a file of it open."""
        _unmount(self.place)

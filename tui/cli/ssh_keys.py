"""The file of keys that sshd reads (sshd(8), AUTHORIZED_KEYS FILE FORMAT): our lines in it, and others' left alone.

Pure: bytes in, lines out. A public key is taken apart and only its type and number are kept, so that nothing that
somebody wrote around it can reach sshd.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import shlex
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from board.errors import Problem

LEAST_RSA_BITS = 2048
_ED25519 = ("ssh-ed25519", "sk-ssh-ed25519@openssh.com")
_ECDSA = {
    "ecdsa-sha2-nistp256": 65,
    "ecdsa-sha2-nistp384": 97,
    "ecdsa-sha2-nistp521": 133,
    "sk-ecdsa-sha2-nistp256@openssh.com": 65,
}
"""The bytes of each curve's point."""
TYPES = (*_ED25519, *_ECDSA, "ssh-rsa")
_SERVE = ["ssh", "serve"]


class Key(NamedTuple):
    """A public key: `type` as sshd writes it, `number` its bytes in base 64."""

    type: str
    number: str

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` shows it."""
        digest = hashlib.sha256(base64.b64decode(self.number)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


class Line(NamedTuple):
    """A line of the file. `person` is whose session it opens, None for a line that is not ours; `program` what it
    starts; `note` what stands last on it.
    """

    text: str
    key: Key | None
    person: str | None
    program: tuple[str, ...]
    note: str


def read_key(text: str) -> Key:
    """The one public key of a file such as `id_ed25519.pub`.

    Raises:
        Problem: `bad_key`, with the reason as a code: private, none, several, options, certificate, type, weak, broken.
    """
    if "PRIVATE KEY" in text:
        raise _bad("private")
    lines = [
        line for line in re.split(r"[\r\n]+", text) if line.strip() and not line.lstrip().startswith("#")
    ]
    if len(lines) != 1:
        raise _bad("several" if lines else "none")
    if not all(letter == "\t" or letter.isprintable() for letter in lines[0]):
        raise _bad("broken")
    words = lines[0].split()
    if words[0] not in TYPES:
        if words[0].partition("@")[0].endswith("-cert-v01"):
            raise _bad("certificate")
        raise _bad("options" if any(word in TYPES for word in words) else "type")
    if len(words) < 2:
        raise _bad("broken")
    key = Key(words[0], words[1])
    _check(key)
    return key


def _bad(reason: str) -> Problem:
    return Problem("bad_key", reason=reason)


def _check(key: Key) -> None:
    try:
        fields = _fields(base64.b64decode(key.number, validate=True))
    except (ValueError, binascii.Error):
        raise _bad("broken") from None
    if not fields or fields[0] != key.type.encode():
        raise _bad("broken")
    hardware = key.type.startswith("sk-")
    rest = fields[1:-1] if hardware else fields[1:]
    if key.type in _ED25519:
        good = [len(field) for field in rest] == [32]
    elif key.type in _ECDSA:
        curve = key.type.removeprefix("sk-").removeprefix("ecdsa-sha2-").partition("@")[0].encode()
        good = len(rest) == 2 and rest[0] == curve and len(rest[1]) == _ECDSA[key.type] and rest[1][0] == 4
    else:
        good = len(rest) == 2 and all(rest)
        if good and int.from_bytes(rest[1], "big").bit_length() < LEAST_RSA_BITS:
            raise _bad("weak")
    if not good or base64.b64encode(base64.b64decode(key.number)).decode() != key.number:
        raise _bad("broken")


def _fields(data: bytes) -> list[bytes]:
    """The parts that a key's bytes are made of, each behind its length.

    Raises:
        ValueError: they do not fill the bytes exactly.
    """
    fields = []
    while data:
        length = int.from_bytes(data[:4], "big")
        if len(data) < 4 + length:
            raise ValueError("too short")
        fields.append(data[4 : 4 + length])
        data = data[4 + length :]
    return fields


def line_for(key: Key, person: str, program: Sequence[str], workspace: str, note: str) -> str:
    """The line that lets a key in as a person, and to nothing but Tavla.

    Raises:
        Problem: `bad_key` (path) where a path cannot stand in such a file.
    """
    words = [*program, "--workspace", workspace, *_SERVE, person]
    if any(not letter.isprintable() for word in words for letter in word):
        raise _bad("path")
    command = shlex.join(words).replace('"', '\\"')
    return f'restrict,pty,command="{command}" {key.type} {key.number} {note}'


def serves(words: Sequence[str]) -> str | None:
    """Whose session a running program is, by its words; None for any other program."""
    is_one = list(words[-3:-1]) == _SERVE and "--workspace" in words
    return words[-1] if is_one else None


def read_lines(text: str) -> list[Line]:
    """Every line of the file, in order."""
    return [_read(line) for line in text.split("\n")]


def _read(line: str) -> Line:
    options, rest = "", line.strip()
    foreign = Line(line, None, None, (), "")
    if not rest or rest.startswith("#"):
        return foreign
    if rest.split()[0] not in TYPES:
        options, rest = _split_options(rest)
    words = rest.split(None, 2)
    if len(words) < 2:
        return foreign
    key, note = Key(words[0], words[1]), words[2] if len(words) > 2 else ""
    if words[0] not in TYPES:
        return foreign
    try:
        base64.b64decode(key.number, validate=True)
    except (ValueError, binascii.Error):
        return foreign
    command = _command(options)
    if len(command) > 4 and command[-3:-1] == _SERVE and command[-5] == "--workspace":
        return Line(line, key, command[-1], tuple(command[:-5]), note)
    return Line(line, key, None, (), note)


def _split_options(text: str) -> tuple[str, str]:
    """The options and what stands after them: the first space that is not within quotes."""
    quoted = escaped = False
    for at, letter in enumerate(text):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif letter in " \t" and not quoted:
            return text[:at], text[at:].strip()
    return text, ""


def _command(options: str) -> list[str]:
    """The words of the forced command; none where there is none that can be read."""
    found = re.search(r'(?:^|,)command="((?:[^"\\]|\\.)*)"', options, re.IGNORECASE)
    try:
        return shlex.split(found[1].replace('\\"', '"')) if found else []
    except ValueError:
        return []


def opens_more(line: Line) -> bool:
    """Whether a line that is not ours lets somebody in to more than Tavla."""
    return bool(line.text.strip()) and not line.text.lstrip().startswith("#") and line.person is None


def has_key(lines: Iterable[Line], key: Key) -> Line | None:
    """The line that has the key already. sshd takes the first, so that two would be a matter of order."""
    number = base64.b64decode(key.number)
    for line in lines:
        if line.key is not None and base64.b64decode(line.key.number) == number:
            return line
        if line.key is None and key.number in line.text.split():
            return line
    return None

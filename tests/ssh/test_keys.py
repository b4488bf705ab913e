"""The file of keys: what is let in, what is refused, and what is left as it was."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import Problem
from tests.cli.running import Tavla, checked, checked_error
from tests.ssh.room import program
from tui.cli import ssh_keys

ANNA = "AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43


def made(folder: Path, name: str, *more: str) -> Path:
    words = [
        "ssh-keygen",
        "-q",
        "-N",
        "",
        "-C",
        f"{name}@hemma",
        "-f",
        str(folder / name),
        *(more or ("-t", "ed25519")),
    ]
    subprocess.run(words, check=True)
    return folder / f"{name}.pub"


@pytest.fixture
def keys(tavla: Tavla, tmp_path: Path) -> Path:
    """A file for keys that is not there yet; Anna and Bo are persons."""
    tavla.ok("people", "add", "Anna", "Ek")
    tavla.ok("people", "add", "Bo")
    return tmp_path / "authorized_keys"


def add(tavla: Tavla, keys: Path, who: str, key: Path | str) -> None:
    tavla.ok("ssh", "add", who, str(key), "--keys", str(keys))


# --- what is let in


def test_a_line_lets_in_one_person_to_nothing_but_tavla(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    public = made(tmp_path, "k1")
    add(tavla, keys, "anna", public)
    (line,) = keys.read_text().splitlines()
    assert line.startswith('restrict,pty,command="')
    assert line.split()[-3:-1] == public.read_text().split()[:2]
    assert "k1@hemma" not in line
    (one,) = ssh_keys.read_lines(line)
    assert one.program[:2] == (sys.executable, "-I")
    assert one.program[2] in (str(Path(sys.executable).parent / "tavla"), program()[-1])
    assert f"--workspace {tavla.home} ssh serve {one.person}" in line
    assert keys.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "kind",
    [
        ("ed25519",),
        ("ecdsa", "-b", "256"),
        ("ecdsa", "-b", "384"),
        ("ecdsa", "-b", "521"),
        ("rsa", "-b", "2048"),
    ],
)
def test_every_usual_kind_of_key_is_taken_and_ssh_reads_the_line(
    tavla: Tavla, keys: Path, tmp_path: Path, kind: tuple[str, ...]
) -> None:
    public = made(tmp_path, "k1", "-t", *kind)
    add(tavla, keys, "bo", public)
    listed = tavla.json("ssh", "list", "--keys", str(keys))
    (one,) = listed["keys"]
    shown = subprocess.run(
        ["ssh-keygen", "-lf", str(keys)], capture_output=True, text=True, check=True
    ).stdout
    assert one["fingerprint"] == shown.split()[1]
    assert (one["person"], one["name"], one["active"], one["program_there"]) == ("bo", "Bo", True, True)


def test_a_key_is_read_from_stdin_and_with_windows_line_ends(
    tavla: Tavla, keys: Path, tmp_path: Path
) -> None:
    tavla.stdin = made(tmp_path, "k1").read_bytes().replace(b"\n", b"\r\n")
    add(tavla, keys, "bo", "-")
    assert keys.read_text().count("ssh-ed25519") == 1
    assert "\r" not in keys.read_text()


def test_one_person_may_have_many_keys_and_a_key_is_let_in_once(
    tavla: Tavla, keys: Path, tmp_path: Path
) -> None:
    one, two = made(tmp_path, "k1"), made(tmp_path, "k2")
    for key in (one, two, one):
        add(tavla, keys, "bo", key)
    assert len(keys.read_text().splitlines()) == 2
    error = tavla.refused("key_taken", "ssh", "add", "anna", str(one), "--keys", str(keys))
    assert "Bo" in error["message"]


def test_many_that_are_let_in_at_once_are_all_there(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    publics = [made(tmp_path, f"k{n}") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        said = list(
            pool.map(lambda key: tavla.process("ssh", "add", "bo", str(key), "--keys", str(keys)), publics)
        )
    assert [one.code for one in said] == [0] * 8
    assert len(keys.read_text().splitlines()) == 8


def test_a_workspace_with_spaces_and_quotes_is_named_rightly(tmp_path: Path) -> None:
    home = tmp_path / "hem \"tjänst\" 'å' $HOME `x`"
    tavla = Tavla(home)
    tavla.ok("init", "Öster")
    keys = tmp_path / "keys"
    add(tavla, keys, "vera", made(tmp_path, "k1"))
    (line,) = ssh_keys.read_lines(keys.read_text().rstrip("\n"))
    assert line.person
    command = keys.read_text().partition('command="')[2].rpartition('" ssh-ed25519')[0].replace('\\"', '"')
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "SSH_ORIGINAL_COMMAND": "boards"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done
    assert "Öster" in done.stdout.decode()


# --- what is refused


def number(*fields: bytes) -> str:
    return base64.b64encode(b"".join(len(field).to_bytes(4, "big") + field for field in fields)).decode()


GOOD = f"ssh-ed25519 {ANNA}"
POINT = b"\x04" + b"x" * 64
BAD = {
    "options": [
        f'command="sh" {GOOD}',
        f"restrict {GOOD}",
        f"no-pty,cert-authority {GOOD}",
        f'environment="LD_PRELOAD=/tmp/x" {GOOD}',
        f"@cert-authority * {GOOD}",
    ],
    "several": [f"{GOOD}\n{GOOD}", f'{GOOD}\ncommand="sh" {GOOD}', f"{GOOD}\rssh-rsa x"],
    "private": ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n"],
    "none": ["", "\n\n", "# bara en kommentar\n"],
    "certificate": [f"ssh-ed25519-cert-v01@openssh.com {ANNA}"],
    "type": ["ssh-dss AAAAB3NzaC1kc3MAAAA", "hej", "ssh-ed448 AAAA"],
    "broken": [
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        GOOD[:-4],
        f"{GOOD}AAAA",
        "ssh-ed25519 ÅÄÖ",
        f"ssh-rsa {ANNA}",
        f"{GOOD} a\x1b]0;x\x07",
        f"{GOOD} \u202eanna",
        "ssh-ed25519 " + number(b"ssh-ed25519", b"x" * 31),
        "ssh-ed25519 " + number(b"ssh-ed25519", b"x" * 32, b""),
        "ecdsa-sha2-nistp256 " + number(b"ecdsa-sha2-nistp256", b"nistp384", POINT),
        "ssh-rsa " + number(b"ssh-rsa", b"", b""),
    ],
    "weak": ["ssh-rsa " + number(b"ssh-rsa", b"\x01\x00\x01", b"\x00" + b"\xff" * 128)],
}


@pytest.mark.parametrize(
    ("reason", "text"), [(reason, text) for reason, texts in BAD.items() for text in texts]
)
def test_bad_keys_and_smuggled_options_are_refused_and_nothing_is_written(
    tavla: Tavla, keys: Path, reason: str, text: str
) -> None:
    keys.write_text("# orört\n")
    tavla.stdin = text.encode()
    with pytest.raises(Problem) as caught:
        ssh_keys.read_key(text)
    assert (caught.value.code, caught.value.params["reason"]) == ("bad_key", reason)
    error = tavla.refused("bad_key", "ssh", "add", "bo", "-", "--keys", str(keys))
    assert "Inget är ändrat" in error["message"]
    assert keys.read_text() == "# orört\n"


@given(st.text(max_size=300) | st.text(alphabet='ssh-ed2519 AAAAC3Nz"\\=,\n\r\t#@', max_size=300))
def test_whatever_is_read_becomes_one_line_of_one_key_or_nothing(text: str) -> None:
    try:
        key = ssh_keys.read_key(text)
    except Problem:
        return
    line = ssh_keys.line_for(key, "0" * 13, ["/usr/bin/tavla"], "/srv/tavla", "tavla:x:2026-11-22")
    assert "\n" not in line
    assert ssh_keys.read_lines(line)[0].key == key


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_line_that_is_read_is_kept_as_it_stands(first: str, second: str) -> None:
    text = f"{first}\n{second}"
    assert "\n".join(line.text for line in ssh_keys.read_lines(text)) == text


def test_what_is_not_there_is_said(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    key = made(tmp_path, "k1")
    tavla.refused("unknown", "ssh", "add", "nosuch", str(key), "--keys", str(keys))
    tavla.refused("no_file", "ssh", "add", "bo", str(tmp_path / "nosuch.pub"), "--keys", str(keys))
    tavla.refused("not_a_file", "ssh", "add", "bo", "/dev/zero", "--keys", str(keys))
    nowhere = str(tmp_path / "nosuch" / "keys")
    tavla.refused("file_failed", "ssh", "add", "bo", str(key), "--keys", nowhere, exit_code=3)
    tavla.refused("no_such_key", "ssh", "revoke", "bo", "--keys", str(keys))
    assert not keys.exists()


# --- what was there


FOREIGN = [
    "# den här filen sköts av driften",
    "",
    f'from="10.0.0.0/8",command="/usr/bin/backup --all" ssh-rsa {number(b"ssh-rsa", b"1", b"2")} backup@drift',
    "   ssh-ed25519 skadad rad",
    "räksmörgås \udcff",
    'command="tavla ssh serve \\"x\\"',
]


def test_foreign_lines_are_kept_byte_for_byte_and_told(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    before = "\n".join(FOREIGN).encode("utf-8", "surrogateescape") + b"\n"
    keys.write_bytes(before)
    keys.chmod(0o640)
    one, two = made(tmp_path, "k1"), made(tmp_path, "k2")
    add(tavla, keys, "bo", one)
    add(tavla, keys, "anna", two)
    assert keys.read_bytes().startswith(before)
    assert keys.stat().st_mode & 0o777 == 0o640
    listed = tavla.json("ssh", "list", "--keys", str(keys))
    assert ([key["person"] for key in listed["keys"]], listed["foreign"]) == (["bo", "anna"], 4)
    said = tavla("ssh", "list", "--keys", str(keys))
    assert "4 rader i filen är inte Tavlas" in said.err
    tavla.ok("ssh", "revoke", "bo", "--keys", str(keys))
    tavla.ok("ssh", "revoke", "anna", "--keys", str(keys))
    assert keys.read_bytes() == before


def test_a_key_on_a_foreign_line_is_not_let_in_beside_it(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    """sshd takes the first line that has the key."""
    public = made(tmp_path, "k1")
    for line in (
        public.read_text(),
        f'from="*" {public.read_text()}',
        f"cert-authority {public.read_text()}",
    ):
        keys.write_text(line)
        error = tavla.refused("key_taken", "ssh", "add", "bo", str(public), "--keys", str(keys))
        assert "som inte är Tavlas" in error["message"]
        assert keys.read_text() == line


def test_options_that_the_operator_added_to_our_line_are_kept_and_it_is_still_ours(
    tavla: Tavla, keys: Path, tmp_path: Path
) -> None:
    add(tavla, keys, "bo", made(tmp_path, "k1"))
    keys.write_text('from="10.0.0.0/8",expiry-time="20271231",' + keys.read_text())
    add(tavla, keys, "anna", made(tmp_path, "k2"))
    assert keys.read_text().startswith('from="10.0.0.0/8",expiry-time="20271231",restrict,pty,')
    listed = tavla.json("ssh", "list", "--keys", str(keys))
    assert ([one["person"] for one in listed["keys"]], listed["foreign"]) == (["bo", "anna"], 0)


def test_one_of_several_keys_is_revoked_by_its_fingerprint(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    for name in ("k1", "k2"):
        add(tavla, keys, "bo", made(tmp_path, name))
    first, second = [one["fingerprint"] for one in tavla.json("ssh", "list", "--keys", str(keys))["keys"]]
    bo = next(one["ref"] for one in tavla.json("people")["people"] if one["id"] == "bo")
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)", "--workspace", "x", "ssh", "serve"]
    with subprocess.Popen([*sleeper, bo]) as his, subprocess.Popen([*sleeper, "0" * 13]) as hers:
        said = tavla.ok("ssh", "revoke", first, "--keys", str(keys))
        assert his.wait(timeout=10) == -signal.SIGHUP
        assert "1 session är avslutad." in said
        assert hers.poll() is None, "nobody else is sent away"
        hers.kill()
    (left,) = tavla.json("ssh", "list", "--keys", str(keys))["keys"]
    assert left["fingerprint"] == second


def test_a_key_is_revoked_also_where_the_boards_cannot_be_read(
    tavla: Tavla, keys: Path, tmp_path: Path
) -> None:
    add(tavla, keys, "bo", made(tmp_path, "k1"))
    away = Tavla(tmp_path / "nosuch")
    said = away("ssh", "revoke", "bo", "--keys", str(keys))
    assert said.code == 0, said
    assert keys.read_text() == ""


def test_a_file_that_is_a_link_stays_one(tavla: Tavla, keys: Path, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("# här\n")
    keys.symlink_to(tmp_path / "real")
    add(tavla, keys, "bo", made(tmp_path, "k1"))
    assert keys.is_symlink()
    assert (tmp_path / "real").read_text().startswith("# här\nrestrict,pty,")


def test_no_list_of_keys_is_an_empty_one(tavla: Tavla, keys: Path) -> None:
    assert checked(tavla("--json", "ssh", "list", "--keys", str(keys)), "ssh") == {
        "schema": "tavla/1",
        "file": str(keys),
        "keys": [],
        "foreign": 0,
    }
    assert checked_error(tavla("--json", "ssh", "revoke", "bo", "--keys", str(keys)))["code"] == "no_such_key"

"""Commands over SSH, by a key: who they are done by, and what is not let through. A real sshd."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.running import checked, checked_error
from tests.ssh.server import Server, served
from tests.storage.tools import until

NO_TTY = ("-T",)


def test_a_command_is_done_by_the_person_whose_key_it_is(server: Server) -> None:
    made = server.ssh("anna", "tavla add 'Vi letar efter nycklarna' --json")
    card = checked(made, "add")["card"]
    assert (card["title"], card["created"]["by"]) == ("Vi letar efter nycklarna", "anna")
    checked(server.ssh("bo", f"comment {card['id']} 'De hänger i hallen' --json"), "comment")
    events = checked(server.ssh("bo", "history --json"), "history")["events"]
    assert [(event["do"], event["by"]) for event in events[-2:]] == [("add", "anna"), ("comment", "bo")]
    assert card["id"] in [one["id"] for one in checked(server.ssh("bo", "list", "--json"), "list")["cards"]]
    people = {one["id"]: one for one in checked(server.ssh("bo", "people --json"), "people")["people"]}
    assert set(people) == {"drift", "anna", "bo", "chef"}


@pytest.mark.parametrize(
    "words", ["--as chef add Nej", "add Nej --as chef", "add Nej --as=chef", "add Nej --as anna", "--as chef"]
)
def test_the_key_alone_says_who_it_is(server: Server, words: str) -> None:
    before = server.journal()
    said = server.ssh("anna", f"tavla {words} --json")
    assert said.code == 1
    assert checked_error(said)["code"] == "key_decides"
    plain = server.ssh("anna", f"tavla {words}", options=("-tt",))
    assert plain.code == 1
    assert "nyckel som säger vem du är" in plain.out
    assert server.journal() == before


REFUSED = """
sh
/bin/sh
bash -i
sh -c 'tavla list'
python3
list; sh
list && sh
$(sh)
`sh`
cat /etc/passwd
tavla ssh serve chef
tavla ssh add anna -
tavla ssh list
tavla check
tavla check --repair
tavla info
tavla restore --at igår
tavla remote add x file:/tmp/x
tavla sync
tavla sync x.tavla
tavla demo
tavla demo --keep /tmp/x
tavla completion bash
nosuch
tavla tavla list
env TAVLA_PERSON=chef tavla list
TAVLA_PERSON=chef tavla list
scp -t /tmp
scp -f /etc/passwd
internal-sftp
rsync --server . /tmp
git-upload-pack x
'unclosed
""".strip().splitlines()


@pytest.mark.parametrize(
    "words", [*REFUSED, "\x1b[2J", "list\nsh", "x" * 70_000], ids=lambda words: repr(words[:30])
)
def test_what_is_not_on_the_list_is_not_done(server: Server, words: str) -> None:
    before = server.journal()
    said = server.ssh("anna", words)
    assert said.code in (1, 2)
    assert said.out == ""
    assert said.err
    assert "\x1b" not in said.err
    assert "root:" not in said.err
    assert server.journal() == before


FILES = """
tavla --workspace /tmp list
import /etc/passwd
import ../x.csv
import - --map /etc/passwd
export /tmp/tavla-x.json
export --format csv tavla-x.csv
story {card} /tmp/tavla-x.html
readiness import /etc/passwd
readiness export tavla-x.md
reading import {card} /etc/passwd
init Ny --group root
""".strip().splitlines()


@pytest.mark.parametrize("words", FILES)
def test_files_of_the_machine_are_neither_read_nor_written(server: Server, words: str) -> None:
    card = checked(server.ssh("anna", "add 'Ett kort' --json"), "add")["card"]["id"]
    before = server.journal()
    said = server.ssh("anna", words.format(card=card))
    assert said.code == 1, said
    assert "går det inte att läsa eller skriva filer" in said.err
    assert server.journal() == before
    assert not list(server.base.rglob("tavla-x*")) + list(Path("/tmp").glob("tavla-x*"))


def test_files_go_through_stdin_and_stdout(server: Server) -> None:
    said = server.ssh("anna", "import - --json", stdin="Rubrik;Ägare\nVagnen gnisslar;bo\n".encode())
    assert checked(said, "import")["created"] == 1
    text = server.ssh("bo", "export --format csv").out
    assert "Vagnen gnisslar" in text
    assert server.ssh("bo", "export").out.startswith("{")


def test_a_screen_without_a_terminal_is_told_what_to_do(server: Server) -> None:
    for words, options in (((), NO_TTY), (("tavla",), ()), (("tavla --board oster",), ())):
        said = server.ssh("anna", *words, options=options)
        assert said.code == 1
        assert "Skärmen behöver en terminal" in said.err
        assert "ssh -t" in said.err
        assert said.out == ""


def test_the_language_follows_with_the_client(server: Server) -> None:
    assert "Unknown" not in server.ssh("anna", "nosuch").err
    said = server.ssh("anna", "nosuch", options=("-o", "SendEnv=LANG"), env={"LANG": "en_GB.UTF-8"})
    assert "unknown command" in said.err.lower()


# --- keys


def test_a_key_that_nobody_has_let_in_is_refused(server: Server) -> None:
    server.key("fremling")
    said = server.ssh("fremling", "list")
    assert (said.code, said.out) == (255, "")
    assert "Permission denied (publickey)" in said.err


def test_a_revoked_key_is_refused_at_once_and_the_others_are_not() -> None:
    with served("anna", "bo") as server, server.terminal("bo") as bo, server.terminal("anna") as anna:
        assert server.ssh("anna", "list").code == 0
        bo.until("Förslag")
        anna.until("Förslag")
        said = server.keys_command("revoke", "anna")
        assert (said.code, said.out) == (0, "1 nyckel är borttagen. 1 session är avslutad.\n")
        until(lambda: len(server.ours()) == 1)
        assert bo.process.poll() is None
        said = server.ssh("anna", "list")
        assert (said.code, said.out) == (255, "")
        assert "Permission denied (publickey)" in said.err
        assert server.ssh("bo", "list").code == 0
        server.let_in_again("anna")
        assert server.ssh("anna", "list").code == 0


def test_the_key_of_somebody_who_is_not_there_opens_nothing(server: Server) -> None:
    name = server.key("borta")
    text = server.keys.read_text()
    line = next(line for line in text.split("\n") if ":anna:" in line)
    ref = line.partition("serve ")[2].partition('"')[0]
    assert len(ref) == 13
    number = " ".join(name.read_text().split()[:2])
    head = line.partition(" ssh-ed25519")[0].replace(ref, "0000000000000")
    server.keys.write_text(f"{text}{head} {number} tavla:borta:2026-11-22\n")
    try:
        said = server.ssh("borta", "list --json")
        assert checked_error(said)["code"] == "key_ended"
    finally:
        server.keys.write_text(text)


# --- what sshd itself could give away


def test_nothing_is_forwarded(server: Server) -> None:
    """The server allows it; the key's line does not."""
    forwarded = server.ssh("anna", "list", options=("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9"))
    assert forwarded.code == 255
    through = server.ssh("anna", options=("-W", f"127.0.0.1:{server.port}"))
    assert through.code == 255
    assert "forwarding failed" in through.err
    quiet = ("-o", "LogLevel=INFO")
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(server.base / "agent")], stdout=subprocess.DEVNULL)
    try:
        while not (server.base / "agent").exists():
            time.sleep(0.01)
        env = {"SSH_AUTH_SOCK": str(server.base / "agent"), "DISPLAY": "127.0.0.1:0"}
        said = server.ssh("anna", "list", options=("-A", *quiet), env=env)
        assert said.code == 0
        with server.terminal("anna", options=("-A", "-tt")) as terminal:
            terminal.until("Förslag")
            environments = server.environments()
            assert environments
            assert not [env for env in environments if "SSH_AUTH_SOCK" in env or "DISPLAY" in env]
        said = server.ssh("anna", "list", options=("-X", *quiet), env=env)
        assert "X11 forwarding request failed" in said.err
    finally:
        agent.terminate()
        agent.wait()


def test_no_files_are_carried(server: Server, tmp_path: Path) -> None:
    mine = tmp_path / "min"
    mine.write_text("hej")
    at = f"{server.service.login}@127.0.0.1"
    settings = server.words("anna")[3:-1]
    settings[0] = "-P"
    for old in ((), ("-O",)):
        for way in ((str(mine), f"{at}:/tmp/tavla-x-scp"), (f"{at}:/etc/passwd", str(tmp_path / "din"))):
            done = subprocess.run(
                ["scp", *old, "-F", "none", *settings, *way], capture_output=True, check=False, timeout=30
            )
            assert done.returncode != 0, done
    batch = tmp_path / "batch"
    batch.write_text("ls /\n")
    done = subprocess.run(
        ["sftp", "-F", "none", "-b", str(batch), *settings, at], capture_output=True, check=False, timeout=30
    )
    assert done.returncode != 0
    assert b"etc" not in done.stdout
    assert not Path("/tmp/tavla-x-scp").exists()
    assert not (tmp_path / "din").exists()


def test_a_hundred_quick_connects_are_all_answered(server: Server) -> None:
    def one(number: int) -> int:
        who = ("anna", "bo")[number % 2]
        return server.ssh(who, f"add 'Kort nummer {number}'" if number % 5 == 0 else "list").code

    began = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        codes = list(pool.map(one, range(100)))
    print(f"100 connects, 20 at a time: {time.monotonic() - began:.1f} s")
    assert set(codes) == {0}
    titles = [card["title"] for card in checked(server.ssh("anna", "list --json"), "list")["cards"]]
    assert sorted(t for t in titles if t.startswith("Kort nummer")) == sorted(
        f"Kort nummer {n}" for n in range(0, 100, 5)
    )


# --- the environment


@pytest.fixture(scope="module")
def careless() -> Iterator[Server]:
    """A server that lets clients set any variable."""
    with served("anna", "chef", more="AcceptEnv *\nPermitUserEnvironment yes\n") as one:
        yield one


TRICKS = {
    "who": "TAVLA_PERSON=chef TAVLA_DEBUG=1 LOGNAME=chef USER=chef",
    "where": "TAVLA_HOME={base}/other TAVLA_BOARD=nosuch HOME={base}/other XDG_DATA_HOME={base}/other",
    "what is remembered": "XDG_STATE_HOME={base}/other XDG_CONFIG_HOME={base}/other",
    "python": "PYTHONPATH={base}/evil PYTHONHOME={base}/evil PYTHONUSERBASE={base}/evil PYTHONINSPECT=1",
    "textual": "TEXTUAL_DRIVER=evil:Driver TEXTUAL=devtools,debug TEXTUAL_LOG={base}/other TEXTUAL_PRESS=q",
    "the shell": "PATH={base}/evil BASH_ENV={base}/evil/sh ENV={base}/evil/sh SHELL={base}/evil/python",
    "the language": "LC_ALL={base}/evil LANG=../../etc LANGUAGE=/etc LOCPATH={base}/evil TZ=:/etc/passwd",
}


@pytest.mark.parametrize("tricks", TRICKS.values(), ids=TRICKS.keys())
def test_even_a_careless_server_gives_no_way_in_by_the_environment(careless: Server, tricks: str) -> None:
    trap = f"open({str(careless.base / 'sprung')!r}, 'w').close()\n"
    evil = careless.base / "evil"
    evil.mkdir(exist_ok=True)
    for module in ("tui", "board", "evil", "sitecustomize", "gettext", "encodings"):
        (evil / f"{module}.py").write_text(trap)
    for name in ("sh", "python", "python3", "tavla"):
        (evil / name).write_text(f"#!/bin/sh\ntouch {careless.base}/sprung\n")
        (evil / name).chmod(0o755)
    careless.base.chmod(0o777)
    sent = ("-o", f"SetEnv={tricks.format(base=careless.base)}")
    made = careless.ssh("anna", "add 'Ett kort' --json", options=sent)
    assert checked(made, "add")["card"]["created"]["by"] == "anna"
    with careless.terminal("anna", options=("-tt", *sent)) as terminal:
        terminal.until("Förslag", "Anna", "Ett kort")
    assert not (careless.base / "sprung").exists()
    assert not (careless.base / "other").exists()


def test_a_command_that_is_sent_as_a_variable_is_held_to_the_same(careless: Server) -> None:
    sent = ("-o", "SetEnv=SSH_ORIGINAL_COMMAND=--as=chef")
    assert checked(careless.ssh("anna", "list --json", options=sent), "list")
    with careless.terminal("anna", options=("-tt", *sent)) as terminal:
        terminal.until("nyckel som säger vem du är")


def test_a_kind_of_terminal_that_is_none_is_no_terminal(careless: Server) -> None:
    with careless.terminal("anna", options=("-tt", "-o", "SetEnv=TERM=../../x")) as terminal:
        terminal.until("Skärmen behöver en terminal")


def test_preloaded_code_needs_a_server_that_takes_it(server: Server) -> None:
    """A server with our settings takes nothing but the language and the colours from a client."""
    names = ("LD_PRELOAD", "LD_LIBRARY_PATH", "PYTHONPATH", "TEXTUAL_DRIVER", "TAVLA_HOME", "TAVLA_PERSON")
    tricks = [part for name in names for part in ("-o", f"SetEnv={name}=/tmp/x")]
    sent = " ".join(f"{name}=/tmp/x" for name in names)
    with server.terminal("anna", options=("-tt", "-o", f"SetEnv={sent}")) as terminal:
        terminal.until("Förslag", "Anna")
        for pid in server.ours():
            given = Path(f"/proc/{pid}/environ").read_bytes()
            assert not [name for name in names if name.encode() in given]
    assert server.ssh("anna", "list", options=tricks).code == 0
    assert os.path.exists(server.workspace)

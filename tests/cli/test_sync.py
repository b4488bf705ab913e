"""`tavla remote` and `tavla sync`, as somebody who sets up a second computer meets them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Tavla


@pytest.fixture
def share(empty: Tavla, tmp_path: Path) -> str:
    """A board on this computer and a folder that it is synchronised through."""
    url = f"file:{tmp_path / 'delad'}"
    empty.ok("init", "Östergården")
    empty.ok("remote", "add", "kontoret", url)
    empty.ok("remote", "init", "kontoret")
    return url


def other(tmp_path: Path, share: str) -> Tavla:
    """Another computer that knows the same place."""
    there = Tavla(tmp_path / "annan")
    there.ok("remote", "add", "kontoret", share)
    return there


def test_a_board_goes_over_to_another_computer(empty: Tavla, share: str, tmp_path: Path) -> None:
    empty.ok("add", "Hjälpmedel saknas")
    assert "3 skickade" in empty.ok("sync")
    there = other(tmp_path, share)
    assert "ny tavla: ostergarden" in there.ok("sync", "kontoret")
    assert "Hjälpmedel saknas" in there.ok("list")
    there.ok("add", "Från den andra datorn")
    assert there.json("sync")["remotes"][0]["sent"] == 1
    assert empty.json("sync")["remotes"][0]["received"] == 1
    assert {card["title"] for card in empty.cards()} == {"Hjälpmedel saknas", "Från den andra datorn"}


def test_how_it_stands_is_told_in_words_and_as_an_object(empty: Tavla, share: str, tmp_path: Path) -> None:
    assert "inte synkad än" in empty.ok("remote")
    empty.ok("sync")
    assert "i fas i dag 12." in empty.ok("remote", "list")
    os.rename(tmp_path / "delad", tmp_path / "urkopplad")
    empty.ok("add", "Utan nät")
    said = empty("sync")
    assert said.code == 3
    assert "Allt är sparat här" in said.err
    assert "1 ändring väntar" in empty.ok("remote")
    (place,) = empty.json("remote")["remotes"]
    assert (place["name"], place["waiting"], place["kind"]) == ("kontoret", 1, "folder")
    assert place["error"]["code"] == "remote_unreachable"
    os.rename(tmp_path / "urkopplad", tmp_path / "delad")
    assert "1 skickad" in empty.ok("sync")


def test_a_folder_that_nobody_prepared_is_never_filled(empty: Tavla, tmp_path: Path) -> None:
    """An unplugged disk leaves an empty folder behind."""
    (tmp_path / "tom").mkdir()
    empty.ok("init", "Östergården")
    empty.ok("remote", "add", "kontoret", f"file:{tmp_path / 'tom'}")
    empty.refused("remote_not_ready", "sync", exit_code=3)
    assert "tavla remote init kontoret" in empty("sync").err
    assert list((tmp_path / "tom").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("remote", "add", "kontoret", "file:/x"), "exists", 1),
        (("remote", "add", "Kontor/et", "file:/x"), "bad_id", 1),
        (("remote", "add", "a", "https://example.org"), "bad_remote", 1),
        (("remote", "add", "a", "file:"), "bad_remote", 1),
        (("remote", "add", "a", "postgresql://anna:hemligt@db/tavla"), "bad_remote", 1),
        (("remote", "add", "a", "file:delad"), "bad_remote", 1),
        (("remote", "add", "a", "file://server/delad"), "bad_remote", 1),
        (("remote", "add", "a", "postgresql:service="), "bad_remote", 1),
        (("remote", "remove", "kontor"), "unknown", 1),
        (("remote", "grant", "kontoret", "anna"), "bad_remote", 1),
        (("sync", "kontor"), "unknown", 1),
        (("sync", "--once", "--follow"), "usage", 2),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    empty: Tavla, share: str, words: tuple[str, ...], code: str, exit_code: int
) -> None:
    assert share
    assert "hemligt" not in json.dumps(empty.refused(code, *words, exit_code=exit_code))


def test_an_address_that_cannot_be_is_answered_with_what_to_write(empty: Tavla, tmp_path: Path) -> None:
    empty.ok("init", "Östergården")
    inside = empty.home / "boards" / "delad"
    (tmp_path / "genväg").symlink_to(empty.home)
    for given, told in (
        ("file:delad", f"Skriv hela sökvägen: file:{os.getcwd()}/delad."),
        ("file:~/delad", f"Skriv hela sökvägen: file:{os.path.expanduser('~')}/delad."),
        ("file://server/delad", "file:/mnt/delad/tavla"),
        ("file:", "file:/mnt/delad/tavla"),
        ("postgresql:service=", "postgresql:service=NAMN"),
        (f"file:{empty.home}", "arbetsytans egen mapp"),
        (f"file:{empty.home}/", "arbetsytans egen mapp"),
        (f"file:{inside}", "arbetsytans egen mapp"),
        (f"file:{tmp_path}/genväg", "arbetsytans egen mapp"),
    ):
        said = empty("remote", "add", "kontoret", given)
        assert said.code == 1, given
        assert told in " ".join(said.err.split()), (given, said.err)
        assert not inside.exists()
    empty.ok("remote", "add", "kontoret", f"file:{empty.home}-delad")


def test_without_a_place_the_command_says_how_to_add_one(empty: Tavla) -> None:
    empty.ok("init", "Östergården")
    assert "tavla remote add" in empty.ok("remote")
    empty.refused("no_remotes", "sync")
    assert "tavla remote add" in empty("sync").err


def test_a_place_that_is_removed_keeps_what_came_and_went(empty: Tavla, share: str, tmp_path: Path) -> None:
    empty.ok("add", "Kvar")
    empty.ok("sync")
    empty.ok("remote", "remove", "kontoret")
    assert empty.json("remote")["remotes"] == []
    assert "Kvar" in empty.ok("list")
    there = other(tmp_path, share)
    there.ok("sync")
    assert "Kvar" in there.ok("list")


def test_a_file_is_carried_both_ways(empty: Tavla, tmp_path: Path) -> None:
    there, stick = Tavla(tmp_path / "annan"), str(tmp_path / "sticka.tavla")
    empty.ok("init", "Östergården")
    empty.ok("add", "Härifrån")
    empty.ok("sync", stick)
    assert there.json("sync", stick)["remotes"][0]["received"] == 3
    there.ok("add", "Därifrån")
    there.ok("sync", stick)
    empty.ok("sync", stick)
    assert {card["title"] for card in empty.cards()} == {"Härifrån", "Därifrån"}


def test_a_service_follows_till_it_is_stopped(empty: Tavla, share: str, tmp_path: Path) -> None:
    there = other(tmp_path, share)
    service = subprocess.Popen(
        [sys.executable, "-m", "tui", "sync", "--follow", "--json"],
        stdout=subprocess.PIPE,
        env=empty.environment({}),
        cwd=ROOT,
        text=True,
    )
    try:
        assert service.stdout is not None
        first = json.loads(service.stdout.readline())
        assert first["remotes"][0]["error"] is None
        there.ok("sync")
        empty.ok("add", "Medan tjänsten går")
        deadline = 200
        while "Medan tjänsten går" not in there.ok("list") and deadline:
            there.ok("sync")
            deadline -= 1
        assert deadline
    finally:
        service.send_signal(signal.SIGTERM)
        service.communicate(timeout=10)
    assert service.returncode == 0


def test_two_that_sync_at_once_take_turns(empty: Tavla, share: str) -> None:
    from storage.sync.remotes import Turn
    from storage.workspace import Workspace

    assert share
    turn = Turn(Workspace(str(empty.home), empty.clock), "kontoret")
    assert turn.take()
    empty.refused("sync_busy", "sync")
    turn.give_back()
    empty.ok("sync")


def test_a_copy_left_by_a_sync_program_is_pointed_out(empty: Tavla, share: str, tmp_path: Path) -> None:
    empty.ok("sync")
    journal = next((tmp_path / "delad").rglob("*.jsonl"))
    journal.with_name(f"{journal.stem}.sync-conflict-20261122-101500-ABCDEFG.jsonl").write_bytes(b"x")
    assert share
    assert "har lämnat en kopia" in empty.ok("sync")
    assert "sync-conflict" in empty.json("remote")["remotes"][0]["said"][-1]["why"]


def test_people_and_roles_are_called_that_and_not_what_the_store_calls_them(
    empty: Tavla, share: str, tmp_path: Path
) -> None:
    empty.ok("add", "Kort")
    said = empty.ok("sync")
    there = other(tmp_path, share)
    said += there.ok("sync")
    journal = next((there.home / "_workspace" / "journal").rglob("*.jsonl"))
    journal.write_bytes(journal.read_bytes() + b"halv")
    said += (checked := there.ok("check"))
    assert "_workspace" not in said
    assert (
        "människor och roller: Slutet av det som kom från en annan dator är inte framme än (4 byte)."
        in " ".join(checked.split())
    )
    empty.ok("people", "add", "Bo Alm")
    empty.ok("sync")
    there.ok("sync")
    assert "annan dator" not in there.ok("check")


def test_info_tells_which_driver_for_postgresql_there_is(
    empty: Tavla, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import metadata

    assert metadata.version("psycopg") in empty.ok("info")
    assert empty.json("info")["info"]["libraries"]["psycopg"] == metadata.version("psycopg")
    real = metadata.version

    def version(name: str) -> str:
        if name == "psycopg":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    assert "psycopg saknas, men behövs bara för PostgreSQL" in " ".join(empty.ok("info").split())
    assert empty.json("info")["info"]["libraries"]["psycopg"] is None


@pytest.mark.parametrize("text", ['{"kontoret": "file:/delad"', "[]", "\0"])
def test_a_list_of_places_that_cannot_be_read_is_told_and_left_as_it_is(
    empty: Tavla, share: str, tmp_path: Path, text: str
) -> None:
    empty.ok("sync")
    (listed,) = empty.home.glob("hosts/*/remotes.json")
    before = listed.read_text()
    listed.write_text(text)
    for words in (("sync",), ("remote",), ("sync", "kontoret"), ("remote", "remove", "kontoret")):
        told = empty.refused("places_unreadable", *words, exit_code=3)["message"]
        assert "Allt är sparat här och filen är orörd" in told
        assert listed.read_text() == text
    assert [one["code"] for one in empty.json("check")["findings"]] == ["places_unreadable"]
    listed.write_text(before)
    empty.ok("sync")

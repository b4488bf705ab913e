"""Forgetting a person takes their words out of every file, and what was done stays as it was."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from board.commands import comment, edit, note
from board.forgetting import MARK, Forgotten, Gathered, Rule, erase
from board.forgetting import forget as forget_person
from board.ids import public_id
from board.organisation import add_person, start_board
from board.service import Service
from storage.check import check
from storage.index import Index
from storage.lines import FIRST, decode, seal, to_json
from storage.pins import Pins
from storage.redact import forget, segment_without
from storage.sync.folder import FolderTransport
from storage.sync.marker import prepare
from storage.sync.rounds import Syncing
from storage.workspace import Workspace
from tests.storage.sync.shop import Shop
from tests.storage.tools import Ticking

BOARD = "ett"


class Ward:
    """A host with a board and people of its own."""

    def __init__(self, root: Path, begin: bool = True) -> None:
        self.root = root
        self.workspace = Workspace(str(root), Ticking())
        self.syncing = Syncing(self.workspace)
        self.refs: dict[str, str] = {}
        if begin:
            board = self.workspace.create_board(BOARD)
            first = Service(board, self.workspace.org, "first", self.workspace.clock)
            for name in ("Anna Ek", "Bo Alm", "Mia Ås"):
                commit = first.organise(add_person(name))
                self.refs[name.split()[0].lower()] = public_id(commit.events[-1].id)
            first.do(start_board("Hemtjänst Öster"))

    def as_(self, who: str) -> Service:
        org = self.workspace.org
        org.refresh()
        board = self.workspace.board(BOARD)
        board.refresh()
        return Service(board, org, self.refs[who], self.workspace.clock)

    def card(self, title: str) -> str:
        cards = self.workspace.board(BOARD).snapshot.table("cards")
        return next(id for id, doc in cards.items() if doc["title"] == title)

    def sync(self, shop: Shop) -> None:
        self.syncing.exchange(shop)

    def bytes(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.root.rglob("*") if path.is_file())

    def shown(self) -> Any:
        """All that the boards show and what waits for a choice."""
        found = []
        for store in (
            Workspace(str(self.root), Ticking()).board(BOARD),
            Workspace(str(self.root), Ticking()).org,
        ):
            found.append((dict(store.snapshot.tables), dict(store.snapshot.deleted), store.conflicts()))
        return found

    def sound(self) -> bool:
        findings = check(Workspace(str(self.root), Ticking()))
        return all(finding.severity == "sound" for finding in findings)


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return Ward(tmp_path / "a")


def written(ward: Ward) -> None:
    """Anna and Bo write on the same board; Bo mentions Anna by her full name."""
    ward.as_("anna").do(note("Hissen krånglar", problem="den stannar mellan våningarna"))
    ward.as_("bo").do(note("Nycklar saknas", problem="fråga Anna Ek om det"))
    ward.as_("anna").do(comment(ward.card("Nycklar saknas"), "jag såg dem i köket"))
    ward.as_("bo").do(comment(ward.card("Hissen krånglar"), "ringde felanmälan"))
    ward.as_("anna").do(edit(ward.card("Nycklar saknas"), {"due": "2026-12-01", "owner": ward.refs["anna"]}))


def test_name_and_words_are_gone_from_every_file_and_the_rest_stands(ward: Ward) -> None:
    written(ward)
    ward.workspace.board(BOARD).checkpoint()
    Index(ward.workspace).facts(BOARD)
    before = ward.shown()
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    done = forget(ward.workspace)
    assert {one.board for one in done} == {BOARD, "_workspace"}
    left = ward.bytes()
    for words in ("Anna Ek", "Hissen", "mellan våningarna", "i köket", '"anna"'):
        assert words.encode() not in left, words
    for words in ("Bo Alm", "Nycklar saknas", "ringde felanmälan", f"fråga {MARK} om det"):
        assert words.encode() in left, words
    assert ward.sound()
    after = ward.shown()
    assert {table: set(docs) for table, docs in after[0][0].items()} == {
        table: set(docs) for table, docs in before[0][0].items()
    }
    assert after[0][2] == before[0][2]
    (nycklar,) = [doc for doc in after[0][0]["cards"].values() if doc["title"] == "Nycklar saknas"]
    assert (nycklar["due"], nycklar["owner"]) == ("2026-12-01", ward.refs["anna"])
    assert [doc["name"] for doc in after[1][0]["people"].values()] == [MARK, "Bo Alm", "Mia Ås"]
    assert forget(ward.workspace) == []


def test_what_is_counted_first_changes_nothing(ward: Ward) -> None:
    from board.ids import document_id

    written(ward)
    before = ward.bytes()
    ref = ward.refs["anna"]
    done = {one.board: one for one in forget(ward.workspace, {ref: Forgotten(ref, document_id(ref) or "")})}
    assert (done[BOARD].lines, done[BOARD].texts) == (3, 3)
    assert done["_workspace"].lines == 1
    assert ward.bytes() == before


def test_others_go_on_afterwards_with_undo_history_and_words_brought_back(ward: Ward) -> None:
    written(ward)
    id = ward.card("Hissen krånglar")
    bo = ward.as_("bo")
    bo.do(edit(id, {"problem": "kortare"}))
    bo.undo()
    bo.redo()
    ward.as_("mia").organise(forget_person(ward.refs["anna"]))
    forget(ward.workspace)
    assert b"mellan v" not in ward.bytes()
    bo = ward.as_("bo")
    bo.undo()
    board = ward.workspace.board(BOARD)
    assert (board.snapshot.get("cards", id) or {})["problem"] == MARK
    assert [line.by for line in board.backwards()].count(ward.refs["anna"]) == 3
    bo.do(edit(id, {"title": "Hissen i huset"}))
    assert (ward.workspace.board(BOARD).snapshot.get("cards", id) or {})["title"] == "Hissen i huset"
    assert ward.sound()


def test_a_session_that_is_open_meanwhile_reads_it_anew_and_goes_on_writing(ward: Ward) -> None:
    written(ward)
    session = Workspace(str(ward.root), Ticking()).board(BOARD)
    assert any(doc["title"] == "Hissen krånglar" for doc in session.snapshot.table("cards").values())
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    forget(Workspace(str(ward.root), Ticking()))
    session.refresh()
    assert not any(doc["title"] == "Hissen krånglar" for doc in session.snapshot.table("cards").values())
    org = Workspace(str(ward.root), Ticking()).org
    Service(session, org, ward.refs["bo"], Ticking()).do(note("Nytt"))
    session.checkpoint()
    assert b"Hissen" not in ward.bytes()
    assert ward.sound()


def test_other_hosts_do_the_same_at_their_next_exchange_also_with_what_comes_late(
    ward: Ward, tmp_path: Path
) -> None:
    shop = Shop()
    written(ward)
    ward.sync(shop)
    other, third = Ward(tmp_path / "b", begin=False), Ward(tmp_path / "c", begin=False)
    for host in (other, third):
        host.refs = ward.refs
        host.sync(shop)
    late = other.as_("anna")
    late.do(comment(other.card("Nycklar saknas"), "skrivet utan nät"))
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    forget(ward.workspace)
    for _ in range(3):
        for host in (ward, other, third):
            host.sync(shop)
    new = Ward(tmp_path / "d", begin=False)
    new.sync(shop)
    for host in (ward, other, third, new):
        assert host.sound()
        for words in ("Anna Ek", "Hissen", "i köket", "utan nät"):
            assert words.encode() not in host.bytes(), (host.root, words)
        assert host.shown() == ward.shown()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_written_and_whenever_it_is_forgotten_all_hosts_end_alike(
    tmp_path: Path, seed: int
) -> None:
    """Same documents, same versions to choose between, as if the words had been the mark from the beginning."""
    dice, shop = random.Random(seed), Shop()
    hosts = [Ward(tmp_path / "a")]
    hosts[0].sync(shop)
    for name in "bc":
        host = Ward(tmp_path / name, begin=False)
        host.refs = hosts[0].refs
        host.sync(shop)
        hosts.append(host)
    told = 0
    for step in range(40):
        host, who = dice.choice(hosts), dice.choice(("anna", "bo", "mia"))
        service = host.as_(who)
        cards = list(host.workspace.board(BOARD).snapshot.table("cards"))
        act = dice.randrange(6)
        if step == 25:
            hosts[1].as_("bo").organise(forget_person(hosts[0].refs["anna"]))
            if dice.random() < 0.5:
                forget(hosts[1].workspace)
        elif act == 0 or not cards:
            service.do(note(f"{who} rubrik {step}", problem=f"{who} text {step}"))
        elif act == 1:
            service.do(comment(dice.choice(cards), f"{who} säger {step}"))
        elif act in (2, 3):
            field = dice.choice(("title", "problem", "why"))
            service.do(edit(dice.choice(cards), {field: f"{who} ändrar {step}"}))
        elif act == 4:
            try:
                service.undo()
            except Exception:  # somebody has changed it since
                told += 1
        else:
            host.sync(shop)
        if dice.random() < 0.1:
            host.workspace.board(BOARD).checkpoint()
    for _ in range(4):
        for host in hosts:
            host.sync(shop)
    for host in hosts:
        assert host.sound()
        assert host.shown() == hosts[0].shown()
        left = host.bytes().decode("utf-8", "replace")
        for words in ("Anna Ek", "anna rubrik", "anna text", "anna säger", "anna ändrar"):
            assert words not in left, (host.root, words)


def test_what_is_packed_is_forgotten_too(ward: Ward) -> None:
    from storage.segments import packed

    written(ward)
    (path,) = (ward.root / "boards" / BOARD / "journal").rglob("*.jsonl")
    data = path.read_bytes()
    path.with_name(path.name + ".xz").write_bytes(packed(data))
    path.unlink()
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    forget(ward.workspace)
    assert not path.with_name(path.name + ".xz").exists()
    assert b"Hissen" not in path.read_bytes()
    assert ward.sound()


def test_what_stopped_halfway_is_done_the_next_time(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    written(ward)
    ward.workspace.board(BOARD).checkpoint()
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))

    def fail(*_given: object) -> None:
        raise OSError(5, "io")

    monkeypatch.setattr("storage.redact.put_in_place", fail)
    with pytest.raises(Exception, match="io_error"):
        forget(ward.workspace)
    monkeypatch.undo()
    assert ward.sound()
    assert forget(Workspace(str(ward.root), Ticking()))
    assert b"Hissen" not in ward.bytes()
    assert not os.path.exists(ward.root / "boards" / BOARD / "broken")
    assert ward.sound()


def test_no_line_ends_where_a_reader_may_have_stopped_behind_what_was_changed() -> None:
    """Whatever the lengths: or an open session would go on showing what was forgotten."""
    who = {"r": Forgotten("r", "1")}
    rule = Rule(who, Gathered((), who))
    for length in range(1, 60):
        p, data, ends = FIRST, b"", []
        for n, text in enumerate(("x" * length, "y" * (61 - length), "z"), 1):
            by = "r" if n < 3 else "s"
            ch = [["comments", str(n), {"text": text}]]
            line, p = seal(to_json({"n": n, "p": p, "t": "", "by": by, "do": "comment", "ch": ch}).encode())
            data += line
            ends.append(len(data))
        whole, changed = segment_without(data, rule)
        assert changed == 2
        for end in ends:
            assert whole[end - 10 : end] != data[end - 10 : end]
        assert all(decode(line) for line in whole.split(b"\n")[:-1])


def test_a_text_that_is_erased_goes_with_all_that_it_was_and_what_is_written_later_stays(
    ward: Ward, tmp_path: Path
) -> None:
    shop = Shop()
    written(ward)
    id = ward.card("Hissen krånglar")
    ward.as_("bo").do(edit(id, {"problem": "en gång till"}))
    ward.sync(shop)
    other = Ward(tmp_path / "b", begin=False)
    other.sync(shop)
    ward.as_("bo").do(erase("cards", {id: "problem"}))
    forget(ward.workspace)
    ward.as_("anna").do(edit(id, {"problem": "utan någons uppgifter"}))
    for _ in range(2):
        for host in (ward, other):
            host.sync(shop)
    for host in (ward, other):
        left = host.bytes()
        for words in ("mellan våningarna", "en gång till"):
            assert words.encode() not in left, (host.root, words)
        for words in ("utan någons uppgifter", "Hissen krånglar", "Anna Ek"):
            assert words.encode() in left, (host.root, words)
        assert host.sound()
        assert host.shown() == ward.shown()
    assert forget(ward.workspace) == []


def test_the_shared_folder_is_rid_of_it_when_every_host_has_been_there(ward: Ward, tmp_path: Path) -> None:
    share = tmp_path / "delad"
    share.mkdir()
    prepare(str(share))
    other = Ward(tmp_path / "b", begin=False)
    other.refs = ward.refs
    hosts = (ward, other)
    places = [FolderTransport(str(share), host.workspace.replica) for host in hosts]
    written(ward)

    def sync() -> None:
        for host, place in zip(hosts, places, strict=True):
            host.syncing.exchange(place)

    sync()
    other.as_("anna").do(comment(other.card("Nycklar saknas"), "från den andra datorn"))
    sync()
    sync()
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    forget(Workspace(str(ward.root), Ticking()))
    for _ in range(2):
        sync()
    left = b"".join(path.read_bytes() for path in share.rglob("*.jsonl"))
    for words in ("Anna Ek", "Hissen", "i köket", "andra datorn"):
        assert words.encode() not in left, words
    assert b"ringde felan" in left
    assert not list(share.rglob(".tmp-*"))
    ward.as_("bo").do(note("Efteråt"))
    new = Ward(tmp_path / "c", begin=False)
    sync()
    new.syncing.exchange(FolderTransport(str(share), new.workspace.replica))
    sync()
    for host in (*hosts, new):
        assert host.sound()
        assert host.shown() == ward.shown()
    before = {path: path.stat() for path in share.rglob("*.jsonl")}
    sync()
    assert {path: path.stat() for path in share.rglob("*.jsonl")} == before


def test_no_account_and_no_pin_of_the_host_stands_for_them(ward: Ward) -> None:
    workspace = ward.workspace
    workspace.remember_login("annek01", ward.refs["anna"])
    workspace.remember_login("boalm02", ward.refs["bo"])
    pins = Pins(workspace.host, workspace.modes, workspace.clock)
    for who in ("anna", "bo"):
        pins.set(ward.refs[who], "4711")
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    forget(workspace)
    assert b"annek01" not in ward.bytes()
    assert workspace.person_of_login("boalm02") == ward.refs["bo"]
    assert [pins.has(ward.refs[who]) for who in ("anna", "bo")] == [False, True]


def test_on_a_disk_that_hosts_share_each_rewrites_its_own_journal_only(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import workspace as module

    monkeypatch.setattr(module, "is_remote", lambda _: True)
    written(ward)
    first = ward.workspace
    monkeypatch.setattr(module, "host_id", lambda: "0123456789ab")
    ward.workspace = Workspace(str(ward.root), Ticking())
    ward.as_("anna").do(note("Från den andra"))
    journals = {path: path.read_bytes() for path in ward.root.rglob("journal/*/*.jsonl")}
    ward.as_("bo").organise(forget_person(ward.refs["anna"]))
    forget(ward.workspace)
    changed = [path for path, data in journals.items() if path.read_bytes() != data]
    assert {path.parent.name for path in changed} == {ward.workspace.replica()}
    assert "Från den andra".encode() not in changed[0].read_bytes()
    monkeypatch.setattr(module, "host_id", lambda: os.path.basename(first.host))
    forget(Workspace(str(ward.root), Ticking()))
    assert not any(b"Hissen" in path.read_bytes() for path in journals)

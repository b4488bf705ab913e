"""Looking a board over and repairing it: no byte goes wrong unnoticed, and nothing good is lost."""

from __future__ import annotations

import json
import os
import random
import time
from datetime import timedelta
from pathlib import Path

import pytest

from storage.check import check
from storage.checkpoint import _with_sum
from storage.lines import seal, to_json
from storage.look import Finding
from storage.store import BoardStore
from storage.workspace import Workspace
from tests.storage.tools import Ticking, again, broken, cards, journal, put


def codes(findings: list[Finding], *severities: str) -> list[str]:
    return [finding.code for finding in findings if not severities or finding.severity in severities]


def session(workspace: Workspace) -> Workspace:
    return Workspace(workspace.root, workspace.clock)


def sound(workspace: Workspace) -> bool:
    return not codes(check(session(workspace)), "damage")


def filled(store: BoardStore, lines: int = 5) -> Path:
    for n in range(lines):
        put(store, str(n % 3), title=f"Kort {n}", **{f"tags/t{n}": True})
    return journal(store)


def test_a_sound_board_says_nothing(store: BoardStore, workspace: Workspace) -> None:
    filled(store)
    store.checkpoint()
    put(store, "9", title="efter")
    assert codes(check(workspace)) in ([], ["polling_only"])
    assert codes(check(workspace, "ett", repair=True)) in ([], ["polling_only"])


def test_every_flipped_byte_is_noticed_and_put_right(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store)
    whole = path.read_bytes()
    shown = cards(store)
    for position in range(len(whole)):
        bad = whole[:position] + bytes([whole[position] ^ 1 << position % 8]) + whole[position + 1 :]
        path.write_bytes(bad)
        reader = again(store)
        assert cards(reader) == shown, position
        assert reader.faults, position
    path.write_bytes(whole)
    assert sound(workspace)


def test_a_flipped_byte_is_repaired_for_good(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store)
    whole = path.read_bytes()
    for position in range(3, len(whole), 97):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :])
        looked = check(session(workspace))
        assert codes(looked, "warning") == ["journal_mended"]
        assert not codes(looked, "damage")
        found = check(session(workspace), repair=True)
        assert "repaired" in codes(found, "repaired")
        assert path.read_bytes() == whole
        assert sound(workspace)


@pytest.mark.parametrize("line", range(5))
@pytest.mark.parametrize("checkpoint", [True, False])
def test_a_lost_line_costs_that_line_at_most(
    store: BoardStore, workspace: Workspace, line: int, checkpoint: bool
) -> None:
    path = filled(store)
    if checkpoint:
        store.checkpoint()
    shown = cards(store)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = os.urandom(40).replace(b"\n", b"x") + b"\n"
    path.write_bytes(b"".join(lines))
    old = time.time() - 3600
    os.utime(path, (old, old))
    assert codes(check(session(workspace)), "damage")
    check(session(workspace), repair=True)
    assert sound(workspace)
    reader = session(workspace).board("ett")
    if checkpoint:
        assert cards(reader) == shown
    else:
        assert sum(len(card["tags"]) for card in cards(reader).values()) == 4
    assert any(name.endswith((".damaged", ".torn")) for name in broken(store))
    put(reader, "7", title="vidare")
    assert "7" in cards(again(reader))
    assert sound(workspace)


def test_lines_cut_out_are_missed(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store)
    store.checkpoint()
    shown = cards(store)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:1] + lines[3:]))
    assert "journal_missing_number" in codes(check(session(workspace)), "damage")
    check(session(workspace), repair=True)
    assert sound(workspace)
    assert cards(session(workspace).board("ett")) == shown


def test_a_journal_put_back_from_an_old_copy_is_healed_from_the_checkpoint(
    store: BoardStore, workspace: Workspace
) -> None:
    path = filled(store)
    old = path.read_bytes()
    filled(store)
    put(store, "1", _deleted=True)
    store.checkpoint()
    shown, last = cards(store), store._journals.places()[workspace.replica()].n
    path.write_bytes(old)
    assert "checkpoint_mismatch" in codes(check(session(workspace)), "damage")
    check(session(workspace), repair=True)
    reader = session(workspace).board("ett")
    assert cards(reader) == shown
    assert sound(workspace)
    assert reader._journals.places()[workspace.replica()].n > last


def test_a_lost_journal_is_healed_under_a_new_replica(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store)
    store.checkpoint()
    shown, replica = cards(store), workspace.replica()
    path.unlink()
    check(session(workspace), repair=True)
    assert cards(session(workspace).board("ett")) == shown
    assert session(workspace).replica() != replica
    assert sound(workspace)


def test_a_hand_edit_is_shown_and_set_aside(store: BoardStore, workspace: Workspace) -> None:
    filled(store)
    store.checkpoint()
    path = Path(store.path)
    path.write_text(path.read_text().replace("Kort 4", "Handskrivet"))
    found = check(session(workspace))
    (edit,) = [finding for finding in found if finding.code == "checkpoint_differs"]
    assert edit.as_json() == {
        "code": "checkpoint_differs",
        "severity": "damage",
        "board": "ett",
        "table": "cards",
        "id": "1",
        "field": "title",
        "checkpoint": "Handskrivet",
        "journal": "Kort 4",
    }
    assert "checkpoint_changed" in codes(found, "damage")
    check(session(workspace), repair=True)
    assert sound(workspace)
    (kept,) = broken(store)
    assert "Handskrivet" in Path(store.home.folder, "broken", kept).read_text()


def test_what_is_written_in_the_same_second_as_a_checkpoint_is_no_difference(
    store: BoardStore, workspace: Workspace
) -> None:
    filled(store)
    store.checkpoint()
    put(store, "1", title="strax efter", **{"tags/ny": True})
    assert codes(check(session(workspace)), "damage") == []


def resealed(line: bytes, **other: object) -> bytes:
    """A line changed by somebody who knows how to make its checksum."""
    return seal(to_json(json.loads(line[:-10]) | other).encode())[0]


@pytest.mark.parametrize("checkpoint", [True, False])
def test_a_line_that_was_changed_and_sealed_again_is_replaced_and_what_it_says_is_kept(
    store: BoardStore, workspace: Workspace, checkpoint: bool
) -> None:
    path = filled(store)
    if checkpoint:
        store.checkpoint()
    lines = path.read_bytes().splitlines(keepends=True)
    changed = json.loads(lines[3][:-10])["ch"]
    changed[0][2]["title"] = "Ändrad på disken"
    lines[3] = resealed(lines[3], ch=changed)
    path.write_bytes(b"".join(lines))
    assert "journal_broken_chain" in codes(check(session(workspace)), "damage")
    check(session(workspace), repair=True)
    assert sound(workspace)
    (kept,) = [name for name in broken(store) if name.endswith(".damaged")]
    assert lines[3] in Path(store.home.folder, "broken", kept).read_bytes()
    reader = session(workspace).board("ett")
    assert cards(reader)["0"]["title"] == ("Kort 3" if checkpoint else "Ändrad på disken")
    assert cards(reader)["0"]["tags"] == ["t0", "t3"]
    assert reader.conflicts() == {}


def test_what_a_lost_line_had_settled_is_settled_by_the_repair(
    store: BoardStore, workspace: Workspace
) -> None:
    put(store, "1", title="a")
    put(store, "1", title="b")
    put(store, "1", title="c")
    store.checkpoint()
    path = journal(store)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"x" * 40 + b"\n", lines[2]]))
    check(session(workspace), repair=True)
    reader = session(workspace).board("ett")
    assert cards(reader) == {"1": {"title": "c"}}
    assert reader.conflicts() == {}
    assert sound(workspace)


def test_a_change_that_is_not_understood_is_told(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-1] = resealed(lines[-1], ch=[["cards", "1", {"title": "ny"}], ["cards", 7, {"title": "x"}]])
    path.write_bytes(b"".join(lines))
    assert codes(check(session(workspace)), "warning") == ["journal_unreadable_line"]


def test_another_line_with_an_earlier_number_is_told(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, resealed(lines[1], do="other")]))
    assert codes(check(session(workspace)), "damage") == ["journal_fork"]
    path.write_bytes(b"".join([*lines, lines[1]]))
    assert sound(workspace)


def test_cards_that_a_sealed_checkpoint_lacks_are_told(store: BoardStore, workspace: Workspace) -> None:
    filled(store)
    store.checkpoint()
    path = Path(store.path)
    data = path.read_bytes()
    begin = data.index(b'"cards": {') + len(b'"cards": {')
    path.write_bytes(_with_sum(data[:begin] + data[data.index(b"\n}", begin) :]))
    assert set(codes(check(session(workspace)), "damage")) == {"checkpoint_differs"}


def test_a_checkpoint_whose_end_is_nonsense_is_not_used(store: BoardStore, workspace: Workspace) -> None:
    filled(store)
    store.checkpoint()
    path = Path(store.path)
    path.write_bytes(_with_sum(path.read_bytes().replace(b'"_stamps": {', b'"_stamps": {\n"1": 7,')))
    reader = session(workspace).board("ett")
    put(reader, "1", title="går")
    assert cards(again(store))["1"]["title"] == "går"
    reader.checkpoint()
    assert sound(workspace)


def test_a_torn_tail_is_sound(store: BoardStore, workspace: Workspace) -> None:
    with filled(store).open("ab") as file:
        file.write(b'{"n":6')
    assert codes(check(session(workspace)), "sound", "damage", "warning")[-1:] == ["torn_tail"]
    assert sound(workspace)


def test_what_lies_about_is_said(store: BoardStore, workspace: Workspace, clock: Ticking) -> None:
    path = filled(store)
    (path.parent / "000000000001.sync-conflict-20261122-034001-ABC.jsonl").write_bytes(path.read_bytes())
    Path(store.home.folder, ".tmp-board.json-1-aa").touch()
    clock.now -= timedelta(hours=1)
    found = check(session(workspace))
    assert {"conflict_copy", "temp_file", "clock_skew"} <= set(codes(found))
    assert not codes(found, "damage")
    assert all(json.dumps(finding.as_json()) for finding in found)
    assert workspace.root not in json.dumps([finding.as_json() for finding in found])


def test_no_bytes_at_all_break_it(store: BoardStore, workspace: Workspace) -> None:
    path = filled(store, 12)
    store.checkpoint()
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        bad = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            start = chance.randrange(len(bad))
            length = chance.choice([1, 2, 10, 300, 2000])
            kind = chance.choice(["zero", "random", "cut", "double", "insert"])
            piece = bytes(bad[start : start + length])
            bad[start : start + length] = {
                "zero": bytes(len(piece)),
                "random": chance.randbytes(len(piece)),
                "cut": b"",
                "double": piece + piece,
                "insert": piece + chance.randbytes(20),
            }[kind]
            if not bad:
                bad = bytearray(whole[:10])
        path.write_bytes(bad)
        check(session(workspace), repair=True)
        board = session(workspace).board("ett")
        put(board, "10", title="går")
        assert cards(again(board))["10"] == {"title": "går"}
        assert [len(card["tags"]) for id, card in sorted(cards(board).items()) if id != "10"] == [4, 4, 4]
        assert sound(workspace), codes(check(session(workspace)))
        for segment in path.parent.parent.glob("*/*.jsonl"):
            segment.unlink()
        Path(board.path).unlink()
        path.write_bytes(whole)
        session(workspace).board("ett").checkpoint()

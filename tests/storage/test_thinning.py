"""Thinning on several hosts: the same comments taken away at once are taken away once, and nobody is asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from board.commands import comment, note
from board.cycles import finish
from board.retention import keep, thin
from board.versions import waiting
from storage.redact import forget
from storage.workspace import Workspace
from tests.storage.sync.shop import Shop
from tests.storage.test_redact import BOARD, Ward
from tests.storage.tools import Ticking


def test_two_hosts_that_thin_the_same_comments_at_once_end_alike_and_ask_nobody(
    tmp_path: Path,
) -> None:
    ward, shop = Ward(tmp_path / "a"), Shop()
    for title in ("Hissen", "Nycklar"):
        ward.as_("anna").do(note(title))
        ward.as_("anna").do(comment(ward.card(title), f"sagt om {title}"))
        ward.as_("anna").do(finish(ward.card(title), "drop", "blev inget"))
    ward.as_("anna").do(keep(1))
    ward.sync(shop)
    other = Ward(tmp_path / "b", begin=False)
    other.refs = ward.refs
    other.sync(shop)
    for host, who in ((ward, "anna"), (other, "bo")):
        service = host.as_(who)
        service.clock = later = Ticking()
        later.now += timedelta(days=60)
        assert service.do(thin()).stamps
    forget(ward.workspace)  # the other was switched off before it came to that
    for _ in range(2):
        for host in (ward, other):
            host.sync(shop)
    for host in (ward, other):
        assert b"sagt om" not in host.bytes()
        assert host.sound()
        assert host.shown() == ward.shown()
        store = Workspace(str(host.root), Ticking()).board(BOARD)
        assert not waiting(store.conflicts(), store.snapshot)

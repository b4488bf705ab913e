"""`tavla meeting`: when a board meets, and what its meetings came to."""

from __future__ import annotations

from tui.cli.call import Call


def meeting(call: Call) -> int:
    """Do what the word after it says; without one, tell how often and when next."""
    from tui.cli import rhythm

    call.session.store()
    call.session.who()
    if call.args.action == "show":
        from tui.cli import meeting_agenda

        return meeting_agenda.show(call)
    if call.args.action in ("list", "minutes", "join"):
        from tui.cli import meeting_minutes

        return meeting_minutes.ACTS[call.args.action](call)
    return rhythm.ACTS[call.args.action](call) if call.args.action else rhythm.show(call)

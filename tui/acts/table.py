"""Which function does which action. Loaded at the first key that needs more than a step of the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.acts import (
    cards,
    deciding,
    fields,
    pins,
    places,
    rows,
    search,
    self_settings,
    shared,
    turning,
    versions,
)

if TYPE_CHECKING:
    from tui.shell import Shell

ACTS: dict[str, Callable[[Shell], None]] = {
    "note": cards.note,
    "event": places.event,
    "starter": cards.from_starter,
    "story": cards.story,
    "open": cards.open_card,
    "forward": cards.forward,
    "card_forward": cards.forward,
    "back": cards.back,
    "card_back": cards.back,
    "move_to": cards.move_to,
    "raise_card": cards.raise_card,
    "lower_card": cards.lower_card,
    "finish": deciding.finish,
    "triage": deciding.triage,
    "park": deciding.park,
    "solved": deciding.solved,
    "on_meeting": places.on_meeting,
    "delete": deciding.delete,
    "comment": fields.comment,
    "log": fields.log,
    "reading": fields.reading,
    "owner": fields.owner,
    "due": fields.due,
    "undo": turning.undo,
    "redo": turning.redo,
    "search": search.search,
    "clear_search": search.clear,
    "boards": places.boards,
    "ended": places.ended,
    "ideas": places.ideas,
    "idea_copy": places.idea_copy,
    "idea_search": places.idea_search,
    "lifts": places.lifts,
    "above": places.above,
    "lift_answer": places.lift_answer,
    "lift_card": places.lift_card,
    "lift_new": places.lift_new,
    "lift_up": places.lift_new,
    **{f"see_{what}": places.of_card(what) for what in ("causes", "measures", "goal", "history")},
    "events": places.events,
    **{
        f"event_{what}": places.of_event(what)
        for what in ("card", "tie", "answer", "example", "delete", "erase")
    },
    "results": places.results,
    "across": places.across,
    "across_search": places.across_search,
    "routines": places.routines,
    "year": places.year,
    "year_report": places.year_report,
    "cycles": places.cycles,
    "cycle_remind": places.cycle_remind,
    "cycle_comment": places.cycle_comment,
    "cycle_owner": places.cycle_owner,
    "cycle_meeting": places.cycle_meeting,
    "cycle_forward": places.cycle_forward,
    "cycle_back": places.cycle_back,
    "cycle_restart": places.cycle_restart,
    "restart": places.cycle_restart,
    "people": places.people,
    "start_view": places.start_view,
    "readiness": places.readiness,
    "about": places.about,
    "rhythm": places.rhythm,
    "calendar": places.calendar,
    "excel": places.excel,
    "take_in": places.take_in,
    "method": places.method,
    "versions": versions.versions,
    "sync": places.sync,
    "privacy": places.privacy,
    "erase": places.erase,
    "help": places.help_page,
    "help_search": places.help_search,
    "who": self_settings.who,
    "sign_out": self_settings.sign_out,
    "pin": pins.own,
    "nameless": shared.note_nameless,
    "wall": shared.wall,
    "shared": shared.settings,
    "language": self_settings.language_act,
    "theme": self_settings.theme_act,
    "palette": self_settings.palette,
    "quit": self_settings.leave,
    "meet_forward": cards.forward,
    "meet_backward": cards.back,
    **{what: places.of_meeting(what) for what in places.MEETING},
    **rows.ACTS,
}


def act(shell: Shell, action: str) -> None:
    """Do what an action says."""
    ACTS[action](shell)

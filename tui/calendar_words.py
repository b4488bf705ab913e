"""What a day in a calendar or a mail is about, in words: "Följ upp: Nycklarna", "Att göra: Märk hyllorna"."""

from __future__ import annotations

from board.coming import Coming
from tui import method_words
from tui.text import _


def about(one: Coming) -> str:
    """A day's name in a calendar: what to do, and with what."""
    what = one.text or one.title or _("ett kort på tavlan")
    told = {
        "follow_up": _("Följ upp: {what}"),
        "follow_action": _("Följ upp åtgärden: {what}"),
        "activity": _("Att göra: {what}"),
        "review": _("Se över rutinen: {what}"),
        "visit": _("Komma och titta: {what}"),
        "answer": _("Svar på lyft: {what}"),
        "experiment_start": _("Försöket börjar: {what}"),
        "experiment_end": _("Försöket slutar: {what}"),
        "target": _("Målet för måttet: {what}"),
        "goal": _("Målet ska vara nått: {what}"),
        "yearly": _("Årshjulet: {what}"),
    }
    if one.code == "visit":
        what = one.title or _("ett kort på tavlan")
    kind = method_words.kind(one.kind) if one.kind else _("kort")
    return told.get(one.code, f"{kind}: {{what}}").format(what=what)


def meeting(board: str) -> str:
    """What the board's meeting is called."""
    return _("Förbättringsmöte {board}").format(board=board)

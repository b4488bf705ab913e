"""What waits on a board and with the one who sits there, each in few words with the key that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tui.lines import Piece
from tui.text import _, ngettext
from tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from tui.shell import Shell


class Signals(Drawn):
    """What the top line tells of what waits; nothing is reckoned for a board that has nothing of the kind."""

    _said: tuple[object, bool] = (None, False)
    """Whether any of the comments last read is put to somebody."""
    _thinned: tuple[tuple[object, ...], int] = ((), 0)
    """Of what the number of comments to thin was counted last, and the number."""

    @property
    def shell(self) -> Shell:
        return cast("Shell", self.screen)

    def waiting(self, brief: bool) -> list[Piece]:
        """What waits, with what only whoever sits here can do first: where room is short the last are left out."""
        return [piece for piece, _leads_to in self.ways(brief)]

    def ways(self, brief: bool) -> list[tuple[Piece, str]]:
        """What waits, each with what leads to it: an action of the key table, else "due" or "late" for those cards."""
        today = self.tavla.now.date().isoformat()
        dues = self.shell.board_view.columns.dues
        due, late = dues[today], sum(count for day, count in dues.items() if day < today)
        found = [(piece, "events") for piece in self.alarms()]
        found += [(piece, "readiness") for piece in self._asked(brief)]
        found += [(piece, "start_view") for piece in self._reminded(brief)]
        waits = len(self.tavla.live.waiting)
        if waits:
            whole = ngettext("≠ {n} med två versioner", "≠ {n} med två versioner", waits)
            found.append((((_("≠ {n} att välja") if brief else whole).format(n=waits), "accent"), "versions"))
        if due:
            whole = ngettext("● {n} att följa upp i dag", "● {n} att följa upp i dag", due)
            found.append((((_("● {n} i dag") if brief else whole).format(n=due), "accent"), "due"))
        if late:
            whole = ngettext("! {n} väntar på uppföljning", "! {n} väntar på uppföljning", late)
            found.append((((_("! {n} väntar") if brief else whole).format(n=late), "late"), "late"))
        found += [(piece, "lifts") for piece in self._lifts(brief)]
        found += [(piece, "above") for piece in self._throws(brief)]
        found += [(piece, "routines") for piece in self._routines(brief)]
        found += [(piece, "events") for piece in self._events(brief)]
        return [*found, *((piece, "privacy") for piece in self._to_thin(brief))]

    def _asked(self, brief: bool) -> list[Piece]:
        """That a round asks the one at the keyboard, who has not answered yet."""
        live = self.tavla.live
        me = live.me
        homes = [
            home
            for home in (live.board, live.org)
            if any(not doc.get("closed") for doc in home.table("rounds").values())
        ]
        if not homes or me is None:
            return []
        from board.readiness_rounds import is_waiting_for

        forms = {form for home in homes for form in is_waiting_for(home, live.org, me)}
        if not forms:
            return []
        if brief:
            return [(_("● svara: {key}").format(key=self.shell.key_of("readiness")), "accent")]
        whole = _("redo-analys väntar på ditt svar · {key}")
        whole = whole if "readiness" in forms else _("snabbkoll väntar på ditt svar · {key}")
        return [("● " + whole.format(key=self.shell.key_of("readiness")), "accent")]

    def _reminded(self, brief: bool) -> list[Piece]:
        """That somebody kindly asks the one at the keyboard how it goes."""
        live = self.tavla.live
        said = live.board.table("comments")
        if self._said[0] is not said:
            self._said = (said, any(doc.get("to") for doc in said.values()))
        if live.me is None or not self._said[1]:
            return []
        from board.remind import put_to
        from board.same import all_of

        count = len(put_to(live.board, all_of(live.org, live.me)))
        if not count:
            return []
        whole = ngettext("? {n} undrar hur det går: {key}", "? {n} undrar hur det går: {key}", count)
        told = (_("? {n} undrar: {key}") if brief else whole).format(
            n=count, key=self.shell.key_of("start_view")
        )
        return [(told, "accent")]

    def _routines(self, brief: bool) -> list[Piece]:
        """Routines whose day of review has come."""
        board = self.tavla.live.board
        if not board.table("routines"):
            return []
        from board.method.dates import due_reviews

        count = len(due_reviews(board, self.tavla.now.date()))
        if not count:
            return []
        whole = ngettext("● {n} rutin att se över · {key}", "● {n} rutiner att se över · {key}", count)
        told = _("● rutiner {n}: {key}") if brief else whole
        return [(told.format(n=count, key=self.shell.key_of("routines")), "accent")]

    def alarms(self, tight: bool = False) -> list[Piece]:
        """Severe risks that nobody has handled, before all else that waits."""
        board = self.tavla.live.board
        if not board.table("events") and not board.table("risks"):
            return []
        from board.risk import alarms
        from tui import event_words as told

        count = len(alarms(board))
        said = ngettext("{n} risk", "{n} risker", count).format(n=count) if tight else told.alarms(count)
        return [(f"! {said}: {self.shell.key_of('events')}", "late")] if count else []

    def _events(self, brief: bool) -> list[Piece]:
        """Events that wait to be sorted."""
        board = self.tavla.live.board
        if not board.table("events"):
            return []
        from board.events import unsorted
        from tui import event_words as told

        waits = len(unsorted(board))
        if not waits:
            return []
        said = f"○ {told.count(waits)}" if brief else f"○ {told.to_sort(waits)}"
        return [(f"{said}: {self.shell.key_of('events')}", "accent")]

    def _to_thin(self, brief: bool) -> list[Piece]:
        """Comments older than the board keeps them, for whose role it is to take them away."""
        live, today = self.tavla.live, self.tavla.now.date()
        if live.me is None or not (live.board.get("board", "1") or {}).get("comments_kept"):
            return []
        of = (live.board, live.org, live.me, today)
        if self._thinned[0] != of:
            from board.retention import waits_for

            self._thinned = (of, waits_for(live.board, live.org, live.board_id or "", live.me, today))
        number = self._thinned[1]
        if not number:
            return []
        whole = ngettext("○ {n} kommentar att gallra", "○ {n} kommentarer att gallra", number)
        told = (_("○ gallra {n}") if brief else whole).format(n=number)
        return [(f"{told}: {self.shell.key_of('privacy')}", "accent")]

    def _lifts(self, brief: bool) -> list[Piece]:
        """What others have lifted here that waits for an answer, and how it is with what was lifted from here."""
        live = self.tavla.live
        if not live.org.table("lifts"):
            return []
        from board.method.lifts import standing

        found = standing(live.org, live.board_id or "", live.me, self.tavla.now.date())
        pieces: list[Piece] = []
        if found.waiting:
            whole = ngettext("^ {n} lyft väntar på svar", "^ {n} lyft väntar på svar", found.waiting)
            told = (_("^ {n} lyft") if brief else whole).format(n=found.waiting)
            pieces.append((told, "late" if found.overdue else "accent"))
        if found.answered:
            whole = ngettext("^ svar på lyft", "^ {n} svar på lyft", found.answered)
            pieces.append(((_("^ svar") if brief else whole).format(n=found.answered), "accent"))
        if found.late:
            whole = ngettext("^ {n} lyft utan svar i tid", "^ {n} lyft utan svar i tid", found.late)
            pieces.append(((_("^ {n} utan svar") if brief else whole).format(n=found.late), "still"))
        if pieces:
            pieces[-1] = (f"{pieces[-1][0]}: {self.shell.key_of('lifts')}", pieces[-1][1])
        return pieces

    def _throws(self, brief: bool) -> list[Piece]:
        """Challenges that somebody has thrown here, and since when the oldest lies here."""
        live = self.tavla.live
        if not live.org.table("throws"):
            return []
        from board.challenges import lying_around
        from tui.challenge_words import with_us

        today = self.tavla.now.date()
        lying = lying_around(live.org, live.board_id or "", live.me, today)
        found = lying.mine or lying.here
        if not found:
            return []
        days = max(one.days(today) for one in found)
        late = any(one.waits_long(today) for one in found)
        told = with_us(len({one.challenge for one in found}), days, bool(lying.mine), brief)
        return [(f"{told}: {self.shell.key_of('above')}", "late" if late else "accent")]

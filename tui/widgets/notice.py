"""What has gone wrong with the board's keeping, in whole sentences, for as long as it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from board.model import moment, people_of
from board.ports import Event
from tui.lines import Row, fit, wrap
from tui.live import News, Saving
from tui.replaced import Over, Replaced
from tui.text import _, dates, ngettext
from tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from tui.shell import Shell

MOST_ROWS = 4
LONGEST_TITLE = 40
SHORT_NAME = 32
"""Letters of a file's name: the page about other computers has all of it."""


class Notice(Drawn):
    """Rows under the top line, there only when there is something to tell.

    That nothing can be saved or read is told till it can. That an older copy of the board was put back, and that
    somebody has written over what one wrote, is told till somebody closes it; `older` stays for the top line.
    """

    def __init__(self) -> None:
        super().__init__(id="notice")
        self.display = False
        self.older = False
        self._saving = Saving()
        self._lost = ""
        self._elsewhere = ""
        self._over, self._whose = "", ""
        """What was written over, and whose it was."""
        self._replaced = Replaced()
        self._lines: list[str] = []

    def saving(self, saving: Saving) -> None:
        """Tell how it goes with saving and reading."""
        self._saving = saving
        self.lay_out()

    def look_back(self, news: News) -> None:
        """Tell of what an older copy of the board's folder took away, and of what somebody wrote over."""
        live = cast("Shell", self.screen).tavla.live
        over = self._replaced.take(news.events, live.me, news.org, news.waiting)
        if over is not None:
            self._over, self._whose = self._over_words(over, news), live.me or ""
            self.lay_out()
        lost = [event for event in news.events if event.do == "went_back"]
        if lost:
            self.older = True
            self._lost = self._lost_words(lost, news)
            self.lay_out()

    def from_elsewhere(self, said: list[dict[str, Any]]) -> None:
        """Tell what was noticed about what came from other computers."""
        if said:
            from tui.sync_words import told

            self._elsewhere = " ".join([told(said, SHORT_NAME)[-1][1], _("Esc stänger.")])
            self.lay_out()

    def close(self) -> bool:
        """Take away what only had to be read. False where there was nothing."""
        was = bool(self._lost or self._elsewhere or self._over)
        self._lost = self._elsewhere = self._over = ""
        if was:
            self.lay_out()
        return was

    def forget(self) -> None:
        """Another board: what was told of the one before is not about it."""
        self.older, self._lost, self._over = False, "", ""
        self._replaced.forget()
        self.lay_out()

    def lay_out(self) -> None:
        """Take the rows that the words need in this width; what is one person's is told to nobody else."""
        if self._over and cast("Shell", self.screen).tavla.live.me != self._whose:
            self._over = ""
        told = [text for text in (self._failure(), self._lost, self._over, self._elsewhere) if text]
        width = max((self.screen if self.is_attached else self).size.width - 4, 20)
        lines = [line for text in told for line in wrap(text, width)]
        self._lines = lines[:MOST_ROWS]
        self.display = bool(lines)
        self.styles.height = max(len(self._lines), 1)
        self.refresh()

    on_resize = lay_out

    def row(self, y: int) -> Row:
        if y >= len(self._lines):
            return []
        return [(" ! " if y == 0 else "   ", "late"), (self._lines[y], "text")]

    def _failure(self) -> str:
        saving = self._saving
        if saving.state != "failed" or saving.problem is None:
            return ""
        from tui.problems import on_screen

        told = on_screen(saving.problem)
        if not saving.waiting:
            return told
        waits = ngettext(
            "{n} ändring väntar här och sparas av sig själv så fort det går.",
            "{n} ändringar väntar här och sparas av sig själva så fort det går.",
            saving.waiting,
        )
        return f"{told} {waits.format(n=saving.waiting)}"

    def _over_words(self, over: Over, news: News) -> str:
        """Who has written over it, where, and where one's own text is."""
        from tui.acts.earlier import label

        who = people_of(news.org).get(over.by)
        name = who.short if who else _("Någon annan")
        title = " ".join(str((news.board.get("cards", over.card) or {}).get("title") or "").split())
        told = _("{name} har ändrat det du skrev: {field}.").format(
            name=name, field=label(over.table, over.field)
        )
        if title:
            told = _("{name} har ändrat det du skrev: {field}, på ”{title}”.").format(
                name=name, field=label(over.table, over.field), title=fit(title, LONGEST_TITLE)
            )
            told += " " + _("Din text finns kvar i kortets historik.")
        return told + " " + _("Esc stänger.")

    def _lost_words(self, lost: list[Event], news: News) -> str:
        """Since when what happened is not there, and how much of it is seen."""
        left = [str(doc.get("_at") or "") for table in news.board.tables.values() for doc in table.values()]
        newest = moment(max(left, default=""))
        shell = cast("Shell", self.screen)
        now = shell.tavla.now
        cards = {event.id for event in lost if event.table == "cards"}
        cards |= {
            str((event.before or event.after or {}).get("card"))
            for event in lost
            if event.table in ("comments", "cycles")
        }
        told = _("Tiden har gått tillbaka: en äldre kopia av tavlan har lagts hit.")
        if newest is not None:
            when = dates.stamp(newest, now)
            told += " " + _("Det som ändrades efter {when} finns inte med.").format(when=when)
        if cards:
            count = ngettext("Det gäller {n} kort.", "Det gäller {n} kort.", len(cards)).format(n=len(cards))
            told += " " + count
        return told + " " + _("Esc stänger.")

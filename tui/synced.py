"""Keeping in step with other places while the board is on screen, in threads of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from board.errors import Problem
from board.model import moment

if TYPE_CHECKING:
    from storage.sync.places import Followers
    from storage.sync.remotes import Remote, Status
    from tui.desk import Desk

LOOK_SECONDS = 5.0
"""Between looks whether somebody has named the first place."""

Post = Callable[[Callable[[], object]], None]


class Synced:
    """`states` is how it stands with each place, as the screen knows it; `told` is called on the screen's thread with
    the notices that are new.
    """

    def __init__(self, desk: Desk, post: Post) -> None:
        self.states: dict[str, Status] = {}
        self.told: Callable[[list[dict[str, Any]]], None] = lambda said: None
        self.unreadable = False
        """Whether it cannot be read which places there are."""
        self._desk = desk
        self._post = post
        self._ended = threading.Event()
        self._followers: Followers | None = None
        self._told_till: datetime | None = None

    def start(self) -> None:
        """Begin, without anybody waiting for it: what it needs is imported in its own thread."""
        threading.Thread(target=self._run, name="sync start", daemon=True).start()

    def stop(self) -> None:
        """End soon; an answer that the network owes is not waited for."""
        self._ended.set()
        if self._followers is not None:
            self._followers.stop(0.2)

    def hurry(self) -> None:
        """Try every place again now."""
        if self._followers is not None:
            self._followers.hurry()

    def places(self) -> list[tuple[Remote, Status]]:
        """Every place and how it stands with it, read from the disk; none where that cannot be read."""
        try:
            return self._desk.session.places.all() if self._desk.session.has_places else []
        except Problem:
            return []

    def _run(self) -> None:
        while not self._desk.session.has_places:
            if self._ended.wait(LOOK_SECONDS):
                return
        places = self._desk.session.places
        self._told_till = moment(self._desk.remembered_setting(self._memory) or "")
        for place, status in self.places():
            self._changed(place.name, status)
        if not self._ended.is_set():
            self._followers = places.follow(
                self._changed, forgotten=self._forgotten, unreadable=self._cannot_read
            )

    def _changed(self, name: str, now: Status) -> None:
        self._post(lambda: self._know(name, now))

    def _cannot_read(self, unreadable: bool) -> None:
        self._post(lambda: self._tell_unreadable(unreadable))

    def _tell_unreadable(self, unreadable: bool) -> None:
        self.unreadable = unreadable
        self.told([{"code": "places_unreadable"}] if unreadable else [])

    def _forgotten(self, name: str) -> None:
        self._post(lambda: self._forget(name))

    def _know(self, name: str, now: Status) -> None:
        before = self.states.get(name)
        self.states[name] = now
        if before is None:
            # What was noticed while no board was on screen has not been told here.
            fresh = [word for word in now.said if self._is_new(word)]
        else:
            fresh = [word for word in now.said if word not in before.said]
        if fresh:
            self._desk.remember_setting(self._memory, str(fresh[-1].get("at")))
        self.told(fresh)

    def _is_new(self, word: dict[str, Any]) -> bool:
        at = moment(str(word.get("at")))
        return at is not None and (self._told_till is None or at > self._told_till)

    @property
    def _memory(self) -> str:
        return f"told of other computers {self._desk.session.root}"

    def _forget(self, name: str) -> None:
        self.states.pop(name, None)
        self.told([])

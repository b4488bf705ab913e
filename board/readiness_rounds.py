"""Rounds of self-assessment as they stand: what is told while they are open, and what they came to.

How a face uses it:

* A round is a document in the table `rounds`: on a board where its scope is the board, else in the organisation
  (`shared=True` in every command). Run commands of a board with Session.do (on screen Live.do), shared ones with
  Session.organise. `rounds_of(snapshot)` gives them as `Round`, oldest first.
* `answer(round, replies)` is such a command, too. It writes under the round's pseudonym of the one who acts
  (board.aliased.Aliased), adds to what that person has answered before, and can be given any number of times.
  `own_answer` gives it back. A person who answers after the round has closed is not refused: the answer is kept and
  `is_late` is true of it. Tell them.
* While a round is open there is only `status`: how many, never who. `close` puts the mixed result into the round, and
  `Round.result` is the only thing to show after that; `Round.verdict` says the category. No face may read the answers.
* The commands are in board.readiness_acts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from board.errors import Problem
from board.ids import document_id, public_id
from board.model import all_roles, day_in, map_in, moment, roles_of, text_in
from board.ports import Doc, Snapshot
from board.readiness import FORMS, Answer, Result, is_empty, is_whole
from board.readiness_kept import result_in
from board.readiness_seal import digest, pseudonym, unseal
from board.readiness_verdict import Verdict, verdict
from board.rights import CLOSE_ROUND, RIGHTS
from board.same import all_of
from board.veiled import ANSWERS

ROUNDS = "rounds"
SCOPES = ("board", "area", "organisation")
LEADERS = RIGHTS[CLOSE_ROUND]
"""Who may open and close a round, and say of it that wills compete; their deputies, too."""
OVERSEERS = ("ambassador", "specialist")
"""Who sees how many units stand: those of the area, or all."""
ENDINGS = ("ready", "not_yet")
"""Redo, or inte redo än: both are results."""
REMINDER_MONTHS = 12


class Round(NamedTuple):
    """A round as it stands. Persons are references. `result` is there once it is closed.

    form: readiness or climate. scope: one of SCOPES. competing: the chair's word, None where it is not said.
    agreed: what the group agrees on, by item. ending: one of ENDINGS or None. baseline: the first of its scope.
    """

    id: str
    form: str
    scope: str
    area: str | None
    opened: datetime | None
    opened_by: str | None
    invited: tuple[str, ...]
    closes: date | None
    closed: datetime | None
    closed_by: str | None
    competing: bool | None
    agreed: Mapping[str, str]
    conclusion: str | None
    ending: str | None
    ending_why: str | None
    baseline: bool
    result: Result | None

    @property
    def public(self) -> str:
        return public_id(self.id)

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def day(self) -> date | None:
        """The day that the round is known by: when it closed, else when it opened."""
        at = self.closed or self.opened
        return at.date() if at else None

    @property
    def verdict(self) -> Verdict | None:
        """The category of a closed redo-analys; None for an open round and for a climate pulse."""
        if self.result is None or self.form != "readiness":
            return None
        return verdict(self.result, self.competing)


def round_of(id: str, doc: Doc) -> Round:
    """The typed view of a round's document; what is missing or of another type reads as absent."""
    form = text_in(doc, "form") or "readiness"
    form = form if form in FORMS else "readiness"
    closed = moment(doc.get("closed"))
    invited, competing = doc.get("invited"), doc.get("competing")
    return Round(
        id=id,
        form=form,
        scope=text_in(doc, "scope") or "board",
        area=text_in(doc, "area"),
        opened=moment(doc.get("created")),
        opened_by=text_in(doc, "by"),
        invited=tuple(str(ref) for ref in invited) if isinstance(invited, list) else (),
        closes=day_in(doc, "closes"),
        closed=closed,
        closed_by=text_in(doc, "closed_by"),
        competing=competing if isinstance(competing, bool) else None,
        agreed={key: str(said) for key, said in map_in(doc, "agreed").items()},
        conclusion=text_in(doc, "conclusion"),
        ending=text_in(doc, "ending"),
        ending_why=text_in(doc, "ending_why"),
        baseline=doc.get("baseline") is True,
        result=result_in(doc, form, id) if closed else None,
    )


def rounds_of(
    home: Snapshot, form: str | None = None, scope: str | None = None, area: str | None = None
) -> list[Round]:
    """The rounds of a board or of the organisation, oldest first; of one form, scope and area where these are given."""
    found = [round_of(id, doc) for id, doc in home.table(ROUNDS).items()]
    return sorted(
        (
            one
            for one in found
            if form in (None, one.form) and scope in (None, one.scope) and area in (None, one.area)
        ),
        key=lambda one: (one.opened.timestamp() if one.opened else 0, one.id),
    )


def series_of(home: Snapshot, one: Round) -> list[Round]:
    """The closed rounds that a round is compared with, itself among them: same form and scope, oldest first."""
    return [other for other in rounds_of(home, one.form, one.scope, one.area) if other.result and other.day]


def baseline_of(closed: Sequence[Round]) -> Round | None:
    """The round that all later ones are compared with: the first that was closed as such, else the first there is."""
    marked = [one for one in closed if one.baseline]
    return min(
        marked or closed, key=lambda one: (one.closed.timestamp() if one.closed else 0, one.id), default=None
    )


def may_lead(org: Snapshot, me: str, today: date, *, board: str | None, area: str | None) -> bool:
    """Whether a person may open and close rounds: of a board (with its area), of an area alone, of the organisation."""
    return any(
        held.role in LEADERS and me in (held.person, held.stands_in(today))
        for held in roles_of(org, board or "", today, area)
    )


def overseers(org: Snapshot, today: date, area: str | None = None) -> tuple[str, ...]:
    """Who sees how units stand: those who are specialist, and ambassadör (of an area, where it is given)."""
    return tuple(
        dict.fromkeys(
            held.person
            for held in all_roles(org)
            if held.holds(today)
            and held.role in OVERSEERS
            and (None in (area, held.area) or held.area == area)
        )
    )


def default_invited(org: Snapshot, board: str, elsewhere: Collection[str] = ()) -> tuple[str, ...]:
    """Whom a round on a board asks unless told: everyone active with a role on it, or with none anywhere but for those
    who are seen `elsewhere` (only_elsewhere)."""
    held: dict[str, set[str]] = {}
    for role in org.table("roles").values():
        if not role.get("end"):
            held.setdefault(str(role.get("person")), set()).add(
                str(role.get("board") or role.get("area") or "")
            )
    return tuple(
        ref
        for id, doc in sorted(org.table("people").items())
        if not doc.get("left")
        and (board in held.get(ref := public_id(id), ()) or (not held.get(ref) and ref not in elsewhere))
    )


def only_elsewhere(seen: Mapping[str, Collection[str]], boards: Collection[str]) -> frozenset[str]:
    """The persons who are on other boards than these and on none of these; `seen` has who is on each board, by
    reference (overview.Facts.people)."""
    here = {ref for board in boards for ref in seen.get(board, ())}
    return frozenset(ref for board, refs in seen.items() if board not in boards for ref in refs) - here


class Status(NamedTuple):
    """How far a round has come, in numbers only.

    invited: who can answer or has answered, of those asked. answered, whole: how many of them have rated something, and
    everything. paper: answers taken in from paper, in neither. late: answers that came or changed after it was closed.
    """

    invited: int
    answered: int
    whole: int
    paper: int
    late: int


def status(home: Snapshot, org: Snapshot, id: str) -> Status:
    """How far a round has come. Raises Problem `unknown`."""
    doc = doc_of(home, id)
    salt, form = salt_of(id, doc), round_of(id, doc).form
    given = {
        key: unseal(str(one.get("sealed")), salt, key)
        for key, one in home.table(ANSWERS).items()
        if one.get("round") == id
    }
    given = {key: one for key, one in given.items() if not is_empty(one)}
    written = {key for key in given if (home.get(ANSWERS, key) or {}).get("paper")}
    paper = len(written)
    asked = round_of(id, doc).invited
    # Who has left or is not asked any more cannot answer; what they answered still counts.
    waiting = sum(1 for ref in asked if is_active(org, ref) and pseudonym(salt, ref) not in given)
    return Status(
        len(given) - paper + waiting,
        len(given) - paper,
        sum(is_whole(form, one) for key, one in given.items() if key not in written),
        paper,
        len(uncounted(home, id, doc)) if doc.get("closed") else 0,
    )


def own_answer(home: Snapshot, id: str, me: str) -> Answer:
    """What a person has answered so far; empty where nothing."""
    doc = doc_of(home, id)
    key = pseudonym(salt_of(id, doc), me)
    kept = home.get(ANSWERS, key)
    return unseal(str(kept.get("sealed")), salt_of(id, doc), key) if kept else {}


def is_late(home: Snapshot, id: str, me: str) -> bool:
    """Whether what a person answered last came after the round was closed, and is kept but not counted."""
    doc = doc_of(home, id)
    return bool(doc.get("closed")) and pseudonym(salt_of(id, doc), me) in uncounted(home, id, doc)


def is_invited(home: Snapshot, org: Snapshot, id: str, me: str) -> bool:
    """Whether a person is asked, and is here."""
    return _asks(round_of(id, doc_of(home, id)), org, me) and is_active(org, me)


def _asks(this: Round, org: Snapshot, me: str) -> bool:
    """Whether a round asks a person, under any reference that counts as theirs."""
    return not all_of(org, me).isdisjoint(this.invited)


def is_waiting_for(home: Snapshot, org: Snapshot, me: str) -> list[str]:
    """The forms of open rounds that ask a person who has rated nothing in them yet."""
    return [
        one.form
        for one in (round_of(id, doc) for id, doc in home.table(ROUNDS).items() if not doc.get("closed"))
        if one.is_open
        and _asks(one, org, me)
        and is_active(org, me)
        and is_empty(own_answer(home, one.id, me))
    ]


def is_locked(home: Snapshot, id: str) -> bool:
    """Whether a closed round's result can never change again: it is decided on, or a later one has begun."""
    this = round_of(id, doc_of(home, id))
    series = rounds_of(home, this.form, this.scope, this.area)
    return this.ending is not None or (bool(series) and series[-1].id != id)


def cards_from(board: Snapshot, id: str) -> dict[str, str]:
    """The cards on a board that a round led to: the item of each, by the card's document id."""
    return {
        card: str(doc.get("origin_item"))
        for card, doc in board.table("cards").items()
        if doc.get("origin_round") == id
    }


def reminder_months(board: Snapshot) -> int:
    """Months between rounds on a board; 0 for no reminder."""
    months = (board.get("board", "1") or {}).get("readiness_months")
    return months if type(months) is int and 0 <= months <= 60 else REMINDER_MONTHS


def doc_of(home: Snapshot, id: str) -> Doc:
    doc = home.get(ROUNDS, id)
    if doc is None:
        raise Problem("unknown", what="round", given=public_id(id) if id.isdigit() else id[:40])
    return doc


def is_active(org: Snapshot, ref: str) -> bool:
    doc = org.get("people", document_id(ref) or "")
    return doc is not None and not doc.get("left")


def salt_of(id: str, doc: Doc) -> str:
    """What pseudonyms are made with; a round that came without (from an export) uses its id."""
    return text_in(doc, "salt") or id


def answers_of(home: Snapshot, id: str, salt: str) -> dict[str, tuple[str, Answer]]:
    """Every answer of a round by pseudonym, with the digest of how it lies."""
    found = {}
    for key, kept in home.table(ANSWERS).items():
        if kept.get("round") == id:
            given = unseal(str(kept.get("sealed")), salt, key)
            if not is_empty(given):
                found[key] = (digest(str(kept.get("sealed"))), given)
    return found


def uncounted(home: Snapshot, id: str, doc: Doc) -> set[str]:
    """Pseudonyms whose answer is not in the result, or was changed after it."""
    counted, count = map_in(doc, "counted"), doc.get("count")
    return {
        key
        for key, (mark, _) in answers_of(home, id, salt_of(id, doc)).items()
        if counted.get(key) != f"{mark} {count}"
    }

"""The readiness self-assessment (redo-analys) as data and arithmetic: factors, answers, and what a group's answers say.

Two forms share it: `readiness`, the twelve factors of the method in its own order, and `climate`, a pulse of six
statements. Everyone rates alone; `summary` is all that is kept of it, and all that anybody sees. From here
`board.readiness_verdict` says a category, `board.readiness_time` compares rounds, `board.readiness_rounds` has the
commands. Words are the faces' (tui/readiness_words.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from board.errors import Problem

WILL, ABILITY = "will", "ability"
RATINGS = (1, 2, 3, 4)
"""No neutral middle. 1 is what a group has least of, 4 most."""
UNSURE = 0
"""Vet ej: an answer that counts as having answered, and in no mean."""
FEWEST_SHOWN = 3
"""Under so many ratings neither mean nor spread is shown: of two, one's own and the mean give away the other's. Of
fewer answers in all neither is how many did not know a factor, nor where a comment belongs."""
COMMENT_LIMIT = 500


class Item(NamedTuple):
    """Something that is rated: a factor of the form `readiness`, a statement of the form `climate`.

    second: the key of the other name, where the source has two. source_prompts: how many questions the source has for
    it; they support thought and are never rated each. team_prompts: how many are ours, where the source has none.
    asks: what is told besides the rating, each a field with its choices in order. side: of the climate's two.
    """

    key: str
    group: str
    second: str | None = None
    source_prompts: int = 0
    team_prompts: int = 0
    asks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    side: str | None = None

    @property
    def prompts(self) -> int:
        return self.source_prompts + self.team_prompts

    @property
    def source_silent(self) -> bool:
        """Whether the source names the factor and says nothing more of it; every face says so."""
        return self.key == "engagemang"


FACTORS = (
    Item("forandringstryck", WILL, "externt_forandringstryck", 5),
    Item("uppdragsgivare", WILL, "agarkontroll", 5),
    Item("ambitionsniva", WILL, None, 3),
    Item(
        "fokus",
        WILL,
        None,
        1,
        asks=(("time", ("short", "long", "both")), ("direction", ("inward", "outward"))),
    ),
    # Two kinds of leadership are set against each other in the source, without a question.
    Item("ledarskap", ABILITY, None, 0, 1, asks=(("place", ("1", "2", "3", "4")),)),
    Item("ledningsarbete", ABILITY, None, 5),
    Item("strategiarbete", ABILITY, None, 6),
    Item("problemlosning", ABILITY, None, 4),
    Item("kompetens", ABILITY, "kunskapskallan", 4),
    Item("visualisering", ABILITY, None, 5),
    Item("engagemang", ABILITY, None, 0, 2),
    Item("individuell_uppfoljning", ABILITY, None, 3),
)
"""The twelve factors in the order of the source's summary: vilja 1-4, förmåga 5-12."""

STATEMENTS = (
    Item("chefen", "chefen"),
    Item("personalgruppen", "personalgruppen"),
    Item("nyckelpersonen", "nyckelpersonen"),
    Item("trygghet", "arbetsklimatet", side="allowing"),
    Item("generositet", "arbetsklimatet", side="allowing"),
    Item("provande", "arbetsklimatet", side="questioning"),
)
"""Arbetsklimatet, snabbkoll: the method's four human factors, in six statements of ours."""

FORMS: Mapping[str, tuple[Item, ...]] = {"readiness": FACTORS, "climate": STATEMENTS}


@cache
def items_of(form: str) -> Mapping[str, Item]:
    """A form's items by key, in order. Raises Problem `unknown` for a form that is not there."""
    if form not in FORMS:
        raise Problem("unknown", tuple(FORMS), what="form", given=form[:40])
    return {item.key: item for item in FORMS[form]}


@cache
def numbers_of(form: str) -> Mapping[str, int]:
    """Each item's number on the form, from 1."""
    return {key: number for number, key in enumerate(items_of(form), 1)}


class Reply(NamedTuple):
    """What one person says of one item. `rating` is one of RATINGS, UNSURE, or None while not answered.

    extra: what the item asks besides, by field: one of its choices.
    """

    rating: int | None = None
    comment: str = ""
    extra: Mapping[str, str] = {}


Answer: TypeAlias = Mapping[str, Reply]
"""One person's replies by the items' keys; those not there are not answered yet."""


def checked_reply(form: str, key: str, reply: Reply) -> Reply:
    """A reply as it may be kept, its comment cleaned.

    Raises:
        Problem: `unknown` item, rating or choice, with what there is to choose from; `too_long` comment.
    """
    from board import text

    item = items_of(form).get(key)
    if item is None:
        raise Problem("unknown", tuple(items_of(form)), what="item", given=key[:40])
    if reply.rating is not None and reply.rating not in (UNSURE, *RATINGS):
        raise Problem("unknown", ("1", "2", "3", "4"), what="rating", given=str(reply.rating)[:40])
    asks = dict(item.asks)
    extra = {field: choice for field, choice in reply.extra.items() if choice}
    for field, choice in extra.items():
        if choice not in asks.get(field, ()):
            raise Problem("unknown", asks.get(field, tuple(asks)), what="choice", given=str(choice)[:40])
    words = text.body(reply.comment, "comment")
    if len(words) > COMMENT_LIMIT:
        raise Problem("too_long", field="comment", limit=COMMENT_LIMIT, length=len(words))
    return Reply(reply.rating, words, extra)


def is_empty(answer: Answer) -> bool:
    """Whether nothing at all has been rated: comments alone are no answer."""
    return all(reply.rating is None for reply in answer.values())


def is_whole(form: str, answer: Answer) -> bool:
    """Whether every item is rated or said not to be known."""
    return all(key in answer and answer[key].rating is not None for key in items_of(form))


class Tally(NamedTuple):
    """What a group said of one item: how many gave 1, 2, 3 and 4, how many did not know, what they wrote, shuffled.

    unsure, comments: None and none where so few answered the round that they would point at a person.
    extra: for each field that the item asks, how many chose each of its choices, in order.
    """

    key: str
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    unsure: int | None = 0
    comments: tuple[str, ...] = ()
    extra: Mapping[str, tuple[int, ...]] = {}

    @property
    def ratings(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """1-4, or None where nobody rated it. To count with; what people see is `shown_mean`."""
        one, two, three, four = self.counts
        total = one + two + three + four
        return (one + 2 * two + 3 * three + 4 * four) / total if total else None

    @property
    def shown_mean(self) -> float | None:
        """The mean where it may be shown: not under FEWEST_SHOWN ratings."""
        return self.mean if self.ratings >= FEWEST_SHOWN else None

    @property
    def spread(self) -> float | None:
        """How far the ratings lie from their median, on average: 0 (all agree) to 1.5 (half say 1, half 4)."""
        return spread(self.counts)

    @property
    def shown(self) -> tuple[int, int, int, int] | None:
        """The counts where they may be shown: not under FEWEST_SHOWN ratings."""
        return self.counts if self.ratings >= FEWEST_SHOWN else None


class Result(NamedTuple):
    """All that is kept of a round's answers. `answers` is how many persons answered; tallies in the form's order.

    loose: what was commented where fewer than FEWEST_SHOWN answered, all of it together and at no item.
    """

    form: str
    answers: int
    tallies: tuple[Tally, ...]
    loose: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        """Whether so few answered that nothing is shown item by item."""
        return self.answers < FEWEST_SHOWN

    def of(self, key: str) -> Tally:
        return next(tally for tally in self.tallies if tally.key == key)

    def mean(self, group: str) -> float | None:
        """The mean of the items' means in a group, such as WILL; None where nothing in it was rated."""
        means = [mean for tally in self._of_group(group) if (mean := tally.mean) is not None]
        return sum(means) / len(means) if means else None

    def may_show(self, group: str) -> bool:
        """Whether numbers of a group may be shown: with the other items' means they would tell a hidden one's."""
        return not self.few and all(
            tally.shown is not None for tally in self._of_group(group) if tally.ratings
        )

    def shown_mean(self, group: str) -> float | None:
        """The group's mean where it may be shown."""
        return self.mean(group) if self.may_show(group) else None

    def answered(self, group: str) -> tuple[int, int]:
        """(items that somebody rated, items in the group): what a mean rests on."""
        tallies = self._of_group(group)
        return sum(1 for tally in tallies if tally.ratings), len(tallies)

    def spread(self, group: str) -> float | None:
        """The mean of the items' spreads in a group; None where nothing in it was rated."""
        spreads = [tally.spread for tally in self._of_group(group) if tally.spread is not None]
        return sum(spreads) / len(spreads) if spreads else None

    def raters(self, group: str) -> int:
        """How many rated the item of the group that most rated."""
        return max((tally.ratings for tally in self._of_group(group)), default=0)

    def _of_group(self, group: str) -> list[Tally]:
        items = items_of(self.form)
        return [tally for tally in self.tallies if items[tally.key].group == group]


def spread(counts: Sequence[int]) -> float | None:
    """The mean distance of ratings from their median, in steps of the scale; None without ratings.

    One more rating at a median (any value from the lower to the upper) never makes it larger: the sum of distances
    stays as it is, and is shared by one more.
    """
    total = sum(counts)
    if not total:
        return None
    middle = medians(counts)[0]
    return sum(c * abs(n - middle) for n, c in zip(RATINGS, counts, strict=True)) / total


def medians(counts: Sequence[int]) -> tuple[int, int]:
    """The lower and the upper median of at least one rating."""
    listed = [n for n, c in zip(RATINGS, counts, strict=True) for _ in range(c)]
    return listed[(len(listed) - 1) // 2], listed[len(listed) // 2]


def summary(form: str, answers: Iterable[Answer], shuffle: str = "") -> Result:
    """What a group's answers say together. The order of answers never matters.

    shuffle: mixes the order of comments for each item by itself, so that no two of one person's stand alike.
    """
    given = [answer for answer in answers if not is_empty(answer)]
    tallies = tuple(_tally(item, given, shuffle) for item in items_of(form).values())
    found = Result(form, len(given), tallies)
    return veiled(found, shuffle) if found.few else found


def veiled(result: Result, shuffle: str = "") -> Result:
    """A result of fewer than FEWEST_SHOWN answers without what would point at a person: the comments are taken from
    their items and mixed, and how many did not know is left out."""
    said = [*result.loose, *(comment for tally in result.tallies for comment in tally.comments)]
    tallies = tuple(tally._replace(unsure=None, comments=()) for tally in result.tallies)
    return result._replace(tallies=tallies, loose=_mixed(said, shuffle))


def _tally(item: Item, answers: Sequence[Answer], shuffle: str) -> Tally:
    replies = [answer[item.key] for answer in answers if item.key in answer]
    counts = [sum(reply.rating == n for reply in replies) for n in RATINGS]
    extra = {
        field: tuple(sum(reply.extra.get(field) == choice for reply in replies) for choice in choices)
        for field, choices in item.asks
    }
    return Tally(
        item.key,
        (counts[0], counts[1], counts[2], counts[3]),
        sum(reply.rating == UNSURE for reply in replies),
        _mixed([reply.comment for reply in replies if reply.comment], f"{shuffle} {item.key}"),
        {field: chosen for field, chosen in extra.items() if any(chosen)},
    )


def _mixed(comments: Iterable[str], shuffle: str) -> tuple[str, ...]:
    from hashlib import sha256

    return tuple(sorted(comments, key=lambda said: (sha256(f"{shuffle} {said}".encode()).hexdigest(), said)))


def most_divided(result: Result) -> tuple[Tally, ...]:
    """The items with a spread that may be shown, those that divide the group most first, of those that do as much the
    lowest; then the rest in order."""
    order = numbers_of(result.form)

    def place(tally: Tally) -> tuple[bool, float, float, int]:
        apart = round(tally.spread or 0, 9) if tally.shown else 0
        return tally.shown is None, -apart, tally.shown_mean or 0, order[tally.key]

    return tuple(sorted(result.tallies, key=place))


def lowest(result: Result, most: int = 3) -> tuple[Tally, ...]:
    """The items with the lowest means that may be shown, lowest first: what to make ready."""
    order = numbers_of(result.form)
    rated = [tally for tally in result.tallies if tally.shown_mean is not None]
    return tuple(sorted(rated, key=lambda tally: (tally.shown_mean or 0, order[tally.key]))[:most])

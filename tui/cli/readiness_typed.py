"""Answers and items of a self-assessment as they are typed at the command line."""

from __future__ import annotations

from board.errors import Problem
from board.readiness import UNSURE, Answer, Reply, items_of, numbers_of
from tui import readiness_words as words


def replies(form: str, given: list[str], before: Answer) -> Answer:
    """What is typed, as replies: `item=3`, `item.comment=…`, `item.<field>=…`, or ratings in the form's order. An item
    goes by its key, its number or its name.

    Raises:
        Problem: `bad_field`, `unknown` item or rating.
    """
    keys = list(items_of(form))
    found: dict[str, Reply] = {}
    if not any("=" in word for word in given):
        if len(given) > len(keys):
            raise Problem("unknown", tuple(keys), what="item", given=given[len(keys)])
        given = [f"{key}={word}" for key, word in zip(keys, given, strict=False)]
    for word in given:
        left, equals, value = word.partition("=")
        name, _dot, field = left.strip().partition(".")
        if not equals:
            raise Problem("bad_field", given=word[:40])
        key = item_named(form, name)
        reply = found.get(key, before.get(key, Reply()))
        if not field:
            reply = reply._replace(rating=_rating(value))
        elif field == "comment":
            reply = reply._replace(comment=value)
        else:
            reply = reply._replace(extra={**reply.extra, field: value})
        found[key] = reply
    return found


def _rating(given: str) -> int | None:
    word = given.strip().lower()
    if word in ("?", "0", "vet ej", "vet-ej", "unsure"):
        return UNSURE
    if word in ("", "-"):
        return None
    if word in ("1", "2", "3", "4"):
        return int(word)
    raise Problem("unknown", ("1", "2", "3", "4", "?"), what="rating", given=given[:40])


def item_named(form: str, given: str) -> str:
    """An item's key, given it, its number or its name. Raises Problem `unknown` with near keys."""
    keys = items_of(form)
    numbers = {str(number): key for key, number in numbers_of(form).items()}
    names = {words.name(key).casefold(): key for key in keys}
    key = numbers.get(given) or names.get(given.casefold()) or given
    if key not in keys:
        from board.context import near

        raise Problem("unknown", near(key, tuple(keys)) or tuple(keys), what="item", given=given[:40])
    return key

"""What a story is made of, before it is Markdown or HTML. Every text here is data, to be escaped by each form."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple, TypeAlias


class Words(NamedTuple):
    """A paragraph. `text` may have several lines."""

    text: str
    label: str = ""


class Points(NamedTuple):
    """A list."""

    items: tuple[str, ...]
    label: str = ""


class Table(NamedTuple):
    """A table; the first cell of a row is what the row is about. `folded`: it says no more than a chart beside it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    folded: bool = False


class Head(NamedTuple):
    """A heading within a part; `deep`: one under another."""

    text: str
    deep: bool = False


class Curve(NamedTuple):
    """Readings over time.

    points: (day, value) in time order; levels: (`median`, `mean`, `limit` or `goal`, what it is called, value) of lines
    across; frozen: the last day of those that the median is of; starts: (day, the experiment's number);
    flagged: the places of points that are part of a signal; told: in words.
    """

    name: str
    unit: str
    points: tuple[tuple[date, float], ...]
    levels: tuple[tuple[str, str, float], ...]
    frozen: date | None
    starts: tuple[tuple[date, str], ...]
    flagged: Collection[int]
    told: str


class Fish(NamedTuple):
    """A fishbone: (bone, causes of (text, mark)) where mark is `root`, `confirmed`, `dismissed` or nothing."""

    problem: str
    bones: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    told: str


Block: TypeAlias = Words | Points | Table | Head | Curve | Fish


class Part(NamedTuple):
    """A part of the story, under its heading."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


class Story(NamedTuple):
    """A card told. `about` is what stands under the title."""

    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]

"""Where the lines stand in JSON. Each object may be a line; orders hold their lines in a list; and a program answers with
one object around all the others. A line has all that stands around it, under the names on the way to it
(`line_items.sku`), and what a program puts around its answer is none of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from python_jobs.core.wording import cut
from python_jobs.landing.feeds.feed import Feed
from python_jobs.landing.feeds.names import fields_known
from python_jobs.landing.tables.json_forms import numbered_objects

# Objects in objects in objects are no order line.
MOST_DEPTH = 8
# Lists in lists: the lines of a parcel of an order.
MOST_LISTS = 2

# What is said of an object whose list is empty.
HOLDS_NO_LINE = "holds no line"
# What is said of what stands in the place of an object.
IS_NO_OBJECT = "it is no object of JSON"
IN_A_LIST = "is no object of JSON"

Lists = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where the lines of a file are.

    around: the key, in the one object of the file, of the list whose objects are read; None where there is no such object.
    lists: the keys of the lists in the objects on the way to the lines, the outer one first; none where an object is a line.
    header: the names of the columns. known: how many fields of an order line have a column by its name.
    """

    around: str | None
    lists: Lists
    header: Sequence[str]
    known: int

    @property
    def form(self) -> dict[str, str]:
        """What is said about it."""
        way = ".".join(one for one in (self.around, *self.lists) if one)
        return {"lines in": way} if way else {}


class Keys:
    """The keys of objects and of the objects in their lists, as they come."""

    def __init__(self) -> None:
        self._keys: dict[Lists, dict[str, None]] = {(): {}}
        self._objects = 0

    def add(self, found: dict[str, Any], lists: Lists = ()) -> None:
        """See a flat object, which stands in these lists."""
        self._objects += not lists
        self._keys.setdefault(lists, {}).update(dict.fromkeys(found))
        if len(lists) > MOST_LISTS:
            return
        for key, value in found.items():
            for one in objects_in(value):
                self.add(flat(one), (*lists, key))

    def lists(self) -> list[Lists]:
        """The ways to all lists of objects."""
        return [lists for lists in self._keys if lists]

    def of(self, lists: Lists) -> Set[str]:
        """The keys of the objects in a list."""
        return self._keys.get(lists, {}).keys()

    def places(self) -> list[Place]:
        """Where lines may be, the plainest first. Only one object in a file may stand around others."""
        arounds: list[str | None] = [None]
        if self._objects == 1:
            arounds += [lists[0] for lists in self._keys if len(lists) == 1]
        return sorted(
            (self._place(around, lists) for around in arounds for lists in self._below(around)),
            key=lambda place: len(place.lists),
        )

    def _below(self, around: str | None) -> Iterator[Lists]:
        start = () if around is None else (around,)
        for lists in self._keys:
            if lists[: len(start)] == start and len(lists) - len(start) <= MOST_LISTS:
                yield lists[len(start) :]

    def _place(self, around: str | None, lists: Lists) -> Place:
        start = () if around is None else (around,)
        header: dict[str, None] = {}
        names: list[str] = []
        for depth in range(len(lists) + 1):
            keys = self._keys[(*start, *lists[:depth])]
            # What some program writes in place of a list of one, the object itself, is none of the keys beside it.
            inner = [one[-1] for one in self._keys if one[:-1] == (*start, *lists[:depth]) and one]
            alone = tuple(f"{one}." for one in inner)
            own = [
                key
                for key in keys
                if (depth == len(lists) or key != lists[depth]) and not key.startswith(alone)
            ]
            header |= dict.fromkeys(".".join((*lists[:depth], key)) for key in own)
            # A list of the order (`goods`) is none of its lines' columns.
            names += [key for key in own if key not in inner]
        return Place(around, lists, list(header), fields_known(names))


def choose(places: Sequence[Place], feeds: Sequence[Feed]) -> Place:
    """The plainest place that has the columns of a feed; where none has, the one with the most fields by their names."""
    for place in places:
        if any(feed.matches(place.header) for feed in feeds):
            return place
    return max(places, key=lambda place: (place.known, -len(place.lists), place.around is not None))


def lines_of(found: dict[str, Any], place: Place) -> Iterator[dict[str, Any] | str]:
    """The lines that an object holds, or why it holds none."""
    if place.around is None:
        yield from _lines(found, place.lists)
        return
    yield from _no_objects(found, place.around)
    for one in objects_in(found.get(place.around)):
        yield from _lines(flat(one), place.lists)


def _lines(found: dict[str, Any], lists: Lists) -> Iterator[dict[str, Any] | str]:
    if not lists:
        yield found
        return
    key, *others = lists
    start = f"{key}."
    inner = objects_of(found, key)
    nothing = list(_no_objects(found, key))
    yield from nothing
    if not inner and not nothing:
        yield f"its '{key}' {HOLDS_NO_LINE}"
    around = {
        name: value for name, value in found.items() if name != key and not name.startswith(start)
    }
    for one in inner:
        for line in _lines(one, tuple(others)):
            if isinstance(line, str):
                yield line
            else:
                yield around | {f"{key}.{name}": value for name, value in line.items()}


def _no_objects(found: dict[str, Any], key: str) -> Iterator[str]:
    """What is wrong with each thing between the objects of a list."""
    held = found.get(key)
    others = [one for one in held if not isinstance(one, dict)] if isinstance(held, list) else []
    for one in others:
        text = one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
        yield f"{cut(text, 40)} in its '{key}' {IN_A_LIST}"


def objects_of(found: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The flat objects in a list of a flat object, or the one that stands in place of the list."""
    start = f"{key}."
    inner = [flat(one) for one in objects_in(found.get(key))]
    alone = {
        name.removeprefix(start): value for name, value in found.items() if name.startswith(start)
    }
    return inner or ([alone] if alone else [])


def objects_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none of what is no list of objects."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def flat(found: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """An object without objects in it: their keys have both names."""
    if not any(isinstance(value, dict) for value in found.values()):
        return found
    names: dict[str, Any] = {}
    for key, value in found.items():
        numbered = numbered_objects(value) if isinstance(value, dict) else None
        if numbered is not None:
            names[key] = numbered
        elif isinstance(value, dict) and depth < MOST_DEPTH:
            inner = flat(value, depth + 1)
            names |= {f"{key}.{name}": one for name, one in inner.items()}
        else:
            names[key] = value
    return names

"""Lists of JSON beside the one whose objects are read as lines: a second list of sales, and lists of what came back. A feed reads
one list, and what the others hold would vanish without a word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from typing import Any

from python_jobs.core.wording import counted, shown
from python_jobs.landing.feeds.feed import PRICE_FIELDS, Feed
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.lines.header_words import is_state, says_copies, says_list_of_returns
from python_jobs.landing.tables.json_lists import Keys, Lists, Place, objects_of
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import plain

_ARTICLE = ("stock_code", "description")
# What an article may be called where it stands beside pieces and an amount.
_NAMES = frozenset({"name", "title", "item", "article"})


class ListsBeside:
    """The lists beside that of a place, and what a reading has seen in them."""

    def __init__(self, keys: Keys, place: Place, feeds: Sequence[Feed]) -> None:
        self._way: Lists = (*((place.around,) if place.around else ()), *place.lists)
        self._found: list[_Beside] = []
        feed = next((one for one in feeds if one.matches(place.header)), None)
        own = keys.of(self._way)
        for lists in keys.lists():
            at = next((at for at, key in enumerate(lists) if lists[: at + 1] != self._way[: at + 1]), None)  # fmt: skip
            if at is None or not self._way:
                continue
            # What is named for a cancellation is told as a column.
            if is_state(lists[at]):
                continue
            names = keys.of(lists)
            start, tail = ".".join(lists[:at]), lists[at:]
            if len(tail) == 1 and says_list_of_returns(tail[0], _has_lines(names)):
                self._found.append(_Beside(at, tail, (), is_returns=True, start=start))
            # Of the lists in another list, those that hold what this one holds: `archived_orders.items`.
            elif at < len(self._way) and tail[1:] == self._way[at + 1 :]:
                both = _both(own, names, place, feed, lists[at])
                if both:
                    self._found.append(_Beside(at, tail, both, is_returns=False, start=start))

    def start(self) -> None:
        """Forget what an earlier reading has seen."""
        for one in self._found:
            one.objects = one.orders = one.others = 0
            one.example = ""

    def see(self, found: dict[str, Any]) -> None:
        """Count what the lists of one of the file's objects hold."""
        if not self._found:
            return
        around = [found]
        for at in range(len(self._way) + 1):
            for one in self._found:
                if one.depth == at:
                    for outer in around:
                        one.see(outer, self._way[at:])
            if at < len(self._way):
                around = [inner for outer in around for inner in objects_of(outer, self._way[at])]

    def doubts(self) -> list[Doubt]:
        """What is to be told of them."""
        return [one.doubt(self._way) for one in self._found if one.is_told]


class _Beside:
    """A list. depth: how many lists stand around it; both: the keys by which its objects are compared with the lines."""

    def __init__(self, depth: int, lists: Lists, both: Sequence[str], is_returns: bool, start: str) -> None:  # fmt: skip
        self.depth, self._lists, self._both, self._is_returns = depth, lists, both, is_returns
        self._name = shown(".".join(one for one in (start, *lists) if one))
        self.objects = self.orders = self.others = 0
        self.example = ""

    def see(self, outer: dict[str, Any], way: Lists) -> None:
        held = list(_innermost(outer, self._lists))
        if not held:
            return
        self.objects += len(held)
        self.orders += 1
        self.example = self.example or json.dumps(held[0], ensure_ascii=False)
        if self._is_returns:
            return
        # Parcels and invoices of an order repeat its lines.
        lines = {self._compared(one) for one in _innermost(outer, way)}
        self.others += sum(self._compared(one) not in lines for one in held)

    def _compared(self, line: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(line.get(key)) for key in self._both)

    @property
    def is_told(self) -> bool:
        return bool(self.objects if self._is_returns else self.others)

    def doubt(self, way: Lists) -> Doubt:
        held = f"{counted(self.objects, 'object')}"
        if self._is_returns:
            return Doubt(
                "lists_of_returns",
                f"the list '{self._name}' holds {held} in {counted(self.orders, 'order')}, which may have come back, and nothing of it is "
                "taken off what is sold",
                shown(self.example),
                "Have the shop's program write what came back as lines of its own with a negative quantity.",
            )
        return Doubt(
            "lists_beside_the_lines",
            f"the list '{self._name}' holds {held} with an article, pieces and an amount beside the list '{shown('.'.join(way))}', "
            "which the feed reads, and none of them counts",
            shown(self.example),
            f"A feed reads one list. If they are sold too, have the shop's program write them into '{shown(way[-1])}' or into a file of their "
            "own.",
        )


def _innermost(found: dict[str, Any], lists: Lists) -> Iterator[dict[str, Any]]:
    if not lists:
        yield found
        return
    for one in objects_of(found, lists[0]):
        yield from _innermost(one, lists[1:])


def _both(own: Set[str], others: Set[str], place: Place, feed: Feed | None, key: str) -> list[str]:
    """The keys for pieces, amounts and articles that two kinds of objects have in common; none where not both are lines with an amount.

    key: what the list is called; parcels may have some of the pieces of a line each, and the article alone tells which one it is.
    """
    start = f"{'.'.join(place.lists)}." if place.lists else ""
    named = {
        one: {str(column).removeprefix(start) for column in feed.columns.get(one, ())}
        if feed
        else set()
        for one in ("quantity", *PRICE_FIELDS, *_ARTICLE)
    }
    common = own & others
    pieces = _keys_of("quantity", common, named["quantity"])
    money = [key for one in PRICE_FIELDS for key in _keys_of(one, common, named[one])]
    articles = [key for one in _ARTICLE for key in _keys_of(one, others, named[one])]
    articles += [key for key in others if plain(key) in _NAMES]
    if not pieces or not money or not articles:
        return []
    shared = [one for one in articles if one in common]
    return sorted(shared if shared and says_copies(key) else {*pieces, *money, *shared})


def _has_lines(names: Set[str]) -> bool:
    """Whether objects have pieces or an article."""
    return any(_keys_of(one, names, set()) for one in ("quantity", *_ARTICLE))


def _keys_of(field: str, keys: Set[str], named: Set[str]) -> list[str]:
    known = known_names()[field]
    return [
        key
        for key in keys
        if key in named or plain(key) in known or plain(key.rpartition(".")[2]) in known
    ]

"""Lists of JSON beside the one whose objects are read as lines: a second list of sales, and lists of what came back. A feed reads
one list, and what the others hold would vanish without a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from python_jobs.core.wording import counted, shown
from python_jobs.landing.feeds.feed import PRICE_FIELDS, Feed
from python_jobs.landing.feeds.names import known_names
from python_jobs.landing.tables.json_lists import Keys, Lists, Place, objects_in, objects_of
from python_jobs.landing.values.doubt import Doubt
from python_jobs.landing.values.text import plain

_ARTICLE = ("stock_code", "description")
# What an article may be called where it stands beside pieces and an amount.
_NAMES = frozenset({"name", "title", "item", "article"})


@dataclass(frozen=True)
class NamesOfLists:
    """What the names of lists say: that something was cancelled, that something came back (and whether the objects have pieces or an
    article), and that the lines of the order stand there once more."""

    is_state: Callable[[str], bool]
    says_returns: Callable[[str, bool], bool]
    says_copies: Callable[[str], bool]


class ListsBeside:
    """The lists beside that of a place, and what a reading has seen in them."""

    def __init__(self, keys: Keys, place: Place, feeds: Sequence[Feed]) -> None:
        self._way: Lists = (*((place.around,) if place.around else ()), *place.lists)
        self._found: list[_Beside] = []
        feed = next((one for one in feeds if one.matches(place.header)), None)
        own = keys.of(self._way)
        for lists in keys.lists():
            at = next(
                (at for at in range(len(lists)) if lists[: at + 1] != self._way[: at + 1]), None
            )
            if at is None or not self._way:
                continue
            names = keys.of(lists)
            start, tail = ".".join(lists[:at]), lists[at:]
            # Of the lists in another list, those that hold what this one holds: `archived_orders.items`.
            is_like = at < len(self._way) and tail[1:] == self._way[at + 1 :]
            both, articles = _both(own, names, place, feed) if is_like else ([], [])
            if both or len(tail) == 1:
                self._found.append(_Beside(at, tail, both, articles, _has_lines(names), start))

    def start(self) -> None:
        """Forget what an earlier reading has seen."""
        for one in self._found:
            one.objects = one.orders = one.others = one.other_articles = 0
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

    def doubts(self, names: NamesOfLists) -> list[Doubt]:
        """What is to be told of them. names: what the names of lists say."""
        return [doubt for one in self._found for doubt in one.doubts(self._way, names)]


class _Beside:
    """A list. depth: how many lists stand around it; both: the keys by which its objects are compared with the lines, none where they are
    no lines; articles: those of their articles alone; has_lines: whether its objects have pieces or an article."""

    def __init__(
        self,
        depth: int,
        lists: Lists,
        both: Sequence[str],
        articles: Sequence[str],
        has_lines: bool,
        start: str,
    ) -> None:
        self.depth, self._lists, self._both, self._articles = depth, lists, both, articles
        self._has_lines = has_lines
        self._name = shown(".".join(one for one in (start, *lists) if one))
        self.objects = self.orders = self.others = self.other_articles = 0
        self.example = ""

    def see(self, outer: dict[str, Any], way: Lists) -> None:
        """Count what the list of an object holds."""
        held = (
            list(_innermost(outer, self._lists))
            if self._both
            else objects_in(outer.get(self._lists[0]))
        )
        if not held:
            return
        self.objects += len(held)
        self.orders += 1
        self.example = self.example or json.dumps(held[0], ensure_ascii=False)
        if not self._both:
            return
        # Parcels and invoices of an order repeat its lines, or some of the pieces of each.
        lines = list(_innermost(outer, way))
        self.others += self._count_others(held, lines, self._both)
        self.other_articles += self._count_others(held, lines, self._articles)

    def _count_others(
        self, held: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]], keys: Sequence[str]
    ) -> int:
        known = {_compared(one, keys) for one in lines}
        return sum(_compared(one, keys) not in known for one in held)

    def doubts(self, way: Lists, names: NamesOfLists) -> list[Doubt]:
        """What is to be told of the list; what is named for a cancellation is told as a column."""
        key = self._lists[0]
        if names.is_state(key):
            return []
        if len(self._lists) == 1 and names.says_returns(key, self._has_lines):
            return [self._doubt(way, is_returns=True)] if self.objects else []
        is_copy = bool(self._articles) and names.says_copies(key)
        others = self.other_articles if is_copy else self.others
        return [self._doubt(way, is_returns=False)] if others else []

    def _doubt(self, way: Lists, is_returns: bool) -> Doubt:
        held = f"{counted(self.objects, 'object')}"
        if is_returns:
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


def _compared(line: dict[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(line.get(key)) for key in keys)


def _innermost(found: dict[str, Any], lists: Lists) -> Iterator[dict[str, Any]]:
    if not lists:
        yield found
        return
    for one in objects_of(found, lists[0]):
        yield from _innermost(one, lists[1:])


def _both(
    own: Set[str], others: Set[str], place: Place, feed: Feed | None
) -> tuple[list[str], list[str]]:
    """The keys for pieces, amounts and articles that two kinds of objects have in common, and those for articles alone; none where not
    both are lines with an amount."""
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
        return [], []
    shared = {one for one in articles if one in common}
    return sorted({*pieces, *money, *shared}), sorted(shared)


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

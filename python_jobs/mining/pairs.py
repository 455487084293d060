"""The exact count of every pair of frequent goods.

A few large baskets hold most pairs: n goods make n (n - 1) / 2. So the pairs of small baskets are
listed and counted one by one, and of the large baskets only what can matter is looked at. Two
goods share at most as many large baskets as the good in fewer of them is in, which is the one of
higher rank. Where that cannot lift the count from small baskets to the minimum, the pair is done.
The few pairs left are counted in the large baskets by their bits, and so are all pairs of goods
that are each in enough large baskets, the lowest ranks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt

import numpy as np
import numpy.typing as npt

from python_jobs.mining.bits import Words, count_common, pack_columns
from python_jobs.mining.ranked import Positions, RankedBaskets, Ranks

# One table of counters is the only large array here, counted into in place: memory that is new
# to the process costs more time than the arithmetic done in it.

# Pair counters held at a time, 128 MB at most; with more goods than fit, blocks of them.
COUNTERS_AT_A_TIME = 1 << 25
# Pairs listed before they are counted: few enough to stay in the cache.
LISTED_AT_A_TIME = 1 << 16
# Cells of small baskets laid out as one table.
SMALL_CELLS_AT_A_TIME = 1 << 20
# Words of bits of single pairs compared at a time.
WORDS_AT_A_TIME = 1 << 18

Counters = npt.NDArray[np.integer]


@dataclass(frozen=True)
class FrequentPairs:
    """Pairs of ranks partner < good, sorted by good, then partner.

    good, partner: int32[n]; counts: int64[n].
    """

    good: Ranks
    partner: Ranks
    counts: npt.NDArray[np.int64]

    def starts(self, goods: int) -> npt.NDArray[np.intp]:
        """intp[goods + 1]: the pairs of a good are starts[good] : starts[good + 1]."""
        return np.searchsorted(self.good, np.arange(goods + 1))


@dataclass(frozen=True)
class _Columns:
    """Some small baskets, a column each, the largest first.

    ranks: int64[goods of the largest, baskets]; lengths[p]: baskets with more than p goods.
    """

    ranks: npt.NDArray[np.int64]
    lengths: Positions


def frequent_pairs(ranked: RankedBaskets, min_count: int) -> FrequentPairs:
    """All pairs of goods that at least min_count baskets hold, with their exact counts."""
    columns = list(_columns(ranked, np.flatnonzero(~ranked.large)))
    words = _large_words(ranked, np.flatnonzero(ranked.large))
    widespread = int(np.count_nonzero(ranked.in_large >= min_count))
    limits = min_count - ranked.in_large
    limits[:widespread] = min_count
    # Half the bytes of a counter nearly halve the time of counting, which waits for memory.
    counter: type[np.integer] = np.uint16 if len(ranked.starts) < 1 << 16 else np.int32
    parts = []
    for first, last in _blocks(ranked.goods):
        counts: Counters = np.zeros((last - first, last), dtype=counter)
        if first < widespread:
            end = min(widespread, last)
            counts[: end - first, :end] = count_common(words, first, end)
        for part in columns:
            _add_listed(counts, part, first)
        hits = _hits(counts, first, limits[first:last])
        parts.append(_with_large(hits, words, widespread, min_count))
    good, partner, together = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("good", "partner", "counts")
    )
    return FrequentPairs(good, partner, together)


def _blocks(goods: int) -> Iterator[tuple[int, int]]:
    """Cut goods into blocks [first, last) with (last - first) * last counters at most."""
    first = 0
    while first < goods:
        height = (isqrt(first * first + 4 * COUNTERS_AT_A_TIME) - first) // 2
        last = min(goods, first + max(1, height))
        yield first, last
        first = last


def _columns(ranked: RankedBaskets, small: Positions) -> Iterator[_Columns]:
    """Lay out small baskets as tables of baskets of similar size."""
    ordered = small[np.argsort(-ranked.sizes[small], kind="stable")]
    start = 0
    while start < len(ordered):
        height = int(ranked.sizes[ordered[start]])
        chosen = ordered[start : start + max(1, SMALL_CELLS_AT_A_TIME // height)]
        start += len(chosen)
        owner, place, rank = ranked.places(chosen)
        table = np.zeros((height, len(chosen)), dtype=np.int64)
        table[place, owner] = rank
        shortest_first = ranked.sizes[chosen][::-1]
        lengths = len(chosen) - np.searchsorted(shortest_first, np.arange(height), side="right")
        yield _Columns(table, lengths)


def _large_words(ranked: RankedBaskets, large: Positions) -> Words:
    """uint64[ceil(baskets / 64), goods]: a column of bits per good, a bit per large basket.

    As large baskets hold a set share of all goods, the table of bytes on the way stays in
    proportion to their lines.
    """
    owner, _, rank = ranked.places(large)
    table = np.zeros((ranked.goods, len(large)), dtype=np.uint8)
    table[rank, owner] = 1
    return pack_columns(np.packbits(table, axis=1), len(large))


def _add_listed(counts: Counters, part: _Columns, first: int) -> None:
    """Add the pairs of small baskets by listing them.

    counts: integer[last - first, last], row g for good first + g, column p for partner p; only what
    is below the diagonal of all goods counts. Step by step, each place is paired with all places before it, for all baskets that have it.
    """
    last = counts.shape[1]
    cells = counts.reshape(-1)
    one = counts.dtype.type(1)
    batch = np.empty(max(LISTED_AT_A_TIME, part.ranks.shape[1]), dtype=np.int64)
    for place in range(1, len(part.ranks)):
        goods = part.ranks[place, : part.lengths[place]]
        chosen = _between(goods, first, last)
        row = (goods[chosen] - first) * last
        height = len(batch) // max(len(row), 1)
        for start in range(0, place, height):
            partners = part.ranks[start : min(start + height, place), chosen]
            keys = batch[: partners.size]
            np.add(partners, row, out=keys.reshape(partners.shape))
            np.add.at(cells, keys, one)


def _between(ranks: npt.NDArray[np.int64], first: int, last: int) -> slice | npt.NDArray[np.intp]:
    """Which ranks are in [first, last); a slice when all are, which costs no copy."""
    inside = (ranks >= first) & (ranks < last)
    return slice(len(ranks)) if inside.all() else np.flatnonzero(inside)


def _hits(counts: Counters, first: int, limits: Positions) -> FrequentPairs:
    """The pairs that reach the limit of their good; counts as for `_add_listed`."""
    cells = np.flatnonzero(counts >= limits[:, None].astype(counts.dtype))
    good, partner = np.divmod(cells, counts.shape[1])
    good += first
    once = partner < good
    return FrequentPairs(
        good[once].astype(np.int32),
        partner[once].astype(np.int32),
        counts.reshape(-1)[cells[once]].astype(np.int64),
    )


def _with_large(
    pairs: FrequentPairs, words: Words, widespread: int, min_count: int
) -> FrequentPairs:
    """Count what is missing, the pairs of goods from `widespread` on in large baskets, by bits.

    Drops the pairs that are not frequent after all.
    """
    counts = pairs.counts.copy()
    columns = np.ascontiguousarray(words.T)
    length = max(1, WORDS_AT_A_TIME // max(len(words), 1))
    for start in range(int(np.searchsorted(pairs.good, widespread)), len(counts), length):
        part = slice(start, start + length)
        common = columns[pairs.good[part]] & columns[pairs.partner[part]]
        counts[part] += np.bitwise_count(common).sum(axis=1, dtype=np.int64)
    kept = counts >= min_count
    return FrequentPairs(pairs.good[kept], pairs.partner[kept], counts[kept])

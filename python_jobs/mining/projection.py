"""The default engine: exact frequent itemsets by projection, with numpy alone.

The idea is FP-Growth's (Han, Pei, Yin, "Mining frequent patterns without candidate generation",
SIGMOD 2000): to find the itemsets that start with a good, look only at the baskets that hold it,
and in them only at its frequent partners. Goods are ranked from common to rare and an itemset is
found at its rarest good, so the largest projections have the fewest baskets ("common" is by
large baskets, which serves the counting of pairs and costs little here). Where FP-Growth
walks a tree, a projection is a table of bits and all pairs of partners are counted at once by
and-ing columns and counting bits (Zaki's vertical format, "Scalable algorithms for association
mining", IEEE TKDE 12(3), 2000); these are the triples of the whole. Longer itemsets go one
projection deeper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from python_jobs.mining.baskets import Baskets
from python_jobs.mining.bits import Words, count_common, pack_columns
from python_jobs.mining.itemsets import (
    MOST_ITEMSETS,
    Itemsets,
    SizedItemsets,
    collect_itemsets,
    refuse_more_than,
    sized_itemsets,
)
from python_jobs.mining.pairs import FrequentPairs, frequent_pairs
from python_jobs.mining.ranked import Holders, RankedBaskets, Ranks

# Bytes of bits of partners copied at a time.
BYTES_AT_A_TIME = 1 << 22


@dataclass(frozen=True)
class Found:
    """Itemsets that share all but their last two goods, as ranks.

    prefix: the shared goods; left, right: int32[n], the last two; counts: number[n].
    """

    prefix: tuple[int, ...]
    left: Ranks
    right: Ranks
    counts: npt.NDArray[np.integer]


@dataclass
class Collected:
    """What was found, by size: by_size[k] has the itemsets of k goods, for every size that is asked for."""

    by_size: list[list[Found]]
    total: int = 0

    def add(self, size: int, found: Found) -> None:
        self.by_size[size].append(found)
        self.total += len(found.counts)
        refuse_more_than(MOST_ITEMSETS, self.total, "sets of articles")

    @property
    def max_len(self) -> int:
        return len(self.by_size) - 1


def projected_itemsets(baskets: Baskets, min_count: int, max_len: int) -> Itemsets:
    """Frequent itemsets of 1 to max_len goods, exact; see the module for the method.

    Memory is one bit per basket and frequent good, plus the counts of all pairs of a block of
    goods, plus the result. Raises TooManyRules when more than MOST_ITEMSETS are frequent.
    """
    counts = np.bincount(baskets.item_index, minlength=len(baskets.items))
    frequent = np.flatnonzero(counts >= min_count)
    sizes = [SizedItemsets(frequent[:, None].astype(np.int32), counts[frequent])]
    if max_len > 1 and len(frequent) > 1:
        ranked = RankedBaskets.of(baskets, counts >= min_count)
        pairs = frequent_pairs(ranked, min_count)
        found = Collected([[] for _ in range(max_len + 1)])
        found.add(2, Found((), pairs.partner, pairs.good, pairs.counts))
        if max_len > 2:
            _mine_projections(ranked, pairs, min_count, found)
        sizes.extend(
            _assemble(parts, size, ranked.by_rank)
            for size, parts in enumerate(found.by_size)
            if parts
        )
    return collect_itemsets(sizes, baskets.total_baskets)


def _mine_projections(
    ranked: RankedBaskets, pairs: FrequentPairs, min_count: int, found: Collected
) -> None:
    """Find all itemsets of three goods and more, one projection per frequent good."""
    starts = pairs.starts(ranked.goods)
    crowded = np.flatnonzero(np.diff(starts) > 1)
    if not len(crowded):
        return
    needed = np.zeros(ranked.goods, dtype=bool)
    needed[crowded] = True
    needed[pairs.partner[needed[pairs.good]]] = True
    holders = Holders.of(ranked, needed)
    for good in crowded.tolist():
        partners = pairs.partner[starts[good] : starts[good + 1]]
        mine_projection(_project(holders, good, partners), (good,), partners, min_count, found)


def mine_projection(
    words: Words,
    prefix: tuple[int, ...],
    partners: Ranks,
    min_count: int,
    found: Collected,
) -> None:
    """Count all pairs of partners in the baskets that hold the prefix, and go deeper if asked.

    words: uint64[w, p], a column of bits per partner, a bit per basket that holds the prefix.
    partners: int32[p], ascending ranks below those of the prefix.
    """
    common = count_common(words, 0, len(partners))
    right, left = np.divmod(np.flatnonzero(common >= min_count), len(partners))
    once = left < right
    if not once.any():
        return
    left, right = left[once], right[once]
    size = len(prefix) + 2
    found.add(size, Found(prefix, partners[left], partners[right], common[right, left]))
    if size >= found.max_len:
        return
    starts = np.searchsorted(right, np.arange(len(partners) + 1))
    for last in np.flatnonzero(np.diff(starts) > 1).tolist():
        kept = left[starts[last] : starts[last + 1]]
        held = np.flatnonzero(words[:, last])
        deeper = words[held[:, None], kept] & words[held, last, None]
        longer = (*prefix, int(partners[last]))
        mine_projection(deeper, longer, partners[kept], min_count, found)


def _project(holders: Holders, good: int, partners: Ranks) -> Words:
    """uint64[ceil(n / 64), partners]: which of the n baskets that hold the good hold each partner.

    A column of bits per partner. Which bit stands for which basket is the same for all partners
    and of no interest.
    """
    baskets = holders.baskets[holders.starts[good] : holders.starts[good + 1]]
    octet, shift = baskets >> 3, (baskets & 7).astype(np.uint8)
    octets = np.empty((len(partners), -(-len(baskets) // 8)), dtype=np.uint8)
    height = max(1, BYTES_AT_A_TIME // holders.bits.shape[1])
    for first in range(0, len(partners), height):
        cells = holders.bits[partners[first : first + height]].take(octet, axis=1)
        cells >>= shift
        cells &= 1
        octets[first : first + height] = np.packbits(cells, axis=1)
    return pack_columns(octets, len(baskets))


def _assemble(parts: list[Found], size: int, by_rank: npt.NDArray[np.int32]) -> SizedItemsets:
    """One array of itemsets of a size, as item positions, from what each projection found."""
    total = sum(len(part.counts) for part in parts)
    ranks = np.empty((size, total), dtype=np.int32)
    counts = np.empty(total, dtype=np.int64)
    end = 0
    for part in parts:
        start, end = end, end + len(part.counts)
        ranks[:-2, start:end] = np.array(part.prefix, dtype=np.int32)[:, None]
        ranks[-2, start:end] = part.left
        ranks[-1, start:end] = part.right
        counts[start:end] = part.counts
    return sized_itemsets(by_rank[ranks].T, counts)

"""Counts of all parts of frequent itemsets, looked up for whole arrays at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from python_jobs.mining.itemsets import Itemsets

# Counts of parts held at a time: 2**22 int64, 34 MB, for each of the two tables of a Parts.
PARTS_AT_A_TIME = 1 << 22

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """The parts of a run of itemsets of one size k.

    A part is named by a mask: bit c of the mask says that column c of the itemset belongs to it,
    so mask 2**k - 1 is the itemset itself. numbers[mask, i] is the row of the part of itemset i
    in Itemsets.by_size[bits of mask - 1], counts[mask, i] the baskets that hold it; mask 0 is
    unused. Both are int64[2**k, n].
    """

    size: int
    numbers: Numbers
    counts: Numbers


@dataclass(frozen=True)
class ItemsetIndex:
    """Finds the row of an itemset by the row of all but its last good, and that good.

    keys[k - 1]: int64[n], for each row of by_size[k - 1] the number of its prefix times radix
    plus its last good. Ascending, as the rows are in lexicographic order, and within int64 for
    any length of itemset, where one key of all goods would overflow. Every prefix has a number
    because a part of a frequent itemset is frequent.
    """

    itemsets: Itemsets
    radix: int
    keys: tuple[Numbers, ...]

    @staticmethod
    def of(itemsets: Itemsets, goods: int) -> ItemsetIndex:
        """Index itemsets of item positions below `goods`."""
        keys: list[Numbers] = []
        for sized in itemsets.by_size:
            prefix = np.zeros(len(sized.counts), dtype=np.int64)
            for column in range(sized.items.shape[1] - 1):
                prefix = np.searchsorted(keys[column], prefix * goods + sized.items[:, column])
            keys.append(prefix * goods + sized.items[:, -1])
        return ItemsetIndex(itemsets, goods, tuple(keys))

    def parts(self, size: int) -> Iterator[Parts]:
        """The parts of all itemsets of a size, in order, in runs that fit into memory."""
        items = self.itemsets.by_size[size - 1].items
        length = max(1, PARTS_AT_A_TIME >> size)
        for start in range(0, len(items), length):
            yield self._parts(items[start : start + length])

    def _parts(self, items: npt.NDArray[np.int32]) -> Parts:
        length, size = items.shape
        numbers = np.zeros((1 << size, length), dtype=np.int64)
        counts = np.zeros((1 << size, length), dtype=np.int64)
        for mask in range(1, 1 << size):
            last = mask.bit_length() - 1
            level = mask.bit_count() - 1
            key = numbers[mask ^ (1 << last)] * self.radix + items[:, last]
            numbers[mask] = np.searchsorted(self.keys[level], key)
            counts[mask] = self.itemsets.by_size[level].counts[numbers[mask]]
        return Parts(size, numbers, counts)

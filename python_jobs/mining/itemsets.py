"""Frequent itemsets as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from python_jobs.core.errors import TooManyRules

# Beyond these no rule could be told from another by a person, and memory and hours run out.
MOST_ITEMSETS = 5_000_000
MOST_RULES = 1_000_000


def refuse_more_than(most: int, number: int, what: str) -> None:
    """Raise TooManyRules when a number of itemsets or rules is beyond the most that are kept."""
    if number > most:
        raise TooManyRules(
            f"More than {most:,} {what} reach the thresholds. Raise mba_min_support, mba_min_baskets or "
            "mba_min_confidence, or lower mba_max_len, in dbt_project.yml or in --vars."
        )


@dataclass(frozen=True)
class SizedItemsets:
    """All frequent itemsets of one size k.

    items:  int32[n, k], positions in Baskets.items; each row ascending, rows in lexicographic
            order, no row twice.
    counts: int64[n], baskets that hold the whole row.
    """

    items: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Itemsets:
    """Frequent itemsets by size: `by_size[k - 1]` holds the itemsets of k goods.

    Sizes run without a gap from 1 to the largest size that has a frequent itemset; `by_size` is
    empty when nothing is frequent. total_baskets is the number of baskets that were counted.
    """

    by_size: tuple[SizedItemsets, ...]
    total_baskets: int

    @property
    def total(self) -> int:
        """Number of frequent itemsets of every size."""
        return sum(len(sized.counts) for sized in self.by_size)


def sized_itemsets(rows: npt.NDArray[np.int32], counts: npt.NDArray[np.int64]) -> SizedItemsets:
    """Bring itemsets found in any order into the promised one.

    rows: int32[n, k], goods of each itemset in any order; counts: int64[n].
    """
    ascending = np.sort(rows, axis=1)
    order = _lexicographic_order(ascending)
    return SizedItemsets(items=ascending[order], counts=counts[order])


def collect_itemsets(sizes: Sequence[SizedItemsets], total_baskets: int) -> Itemsets:
    """Itemsets without the empty sizes at the end."""
    filled = [sized for sized in sizes if len(sized.counts)]
    return Itemsets(by_size=tuple(filled), total_baskets=total_baskets)


def _lexicographic_order(rows: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """The permutation that sorts rows of item positions, through one integer key if it fits."""
    length, width = rows.shape
    radix = int(rows.max()) + 1 if length else 1
    if radix**width >= 2**63:
        return np.lexsort(rows.T[::-1])
    key = rows[:, 0].astype(np.int64)
    for column in range(1, width):
        key *= radix
        key += rows[:, column]
    return np.argsort(key)

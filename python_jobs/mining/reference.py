"""The reference engine: mlxtend's FP-Growth, slow but independent of the project's own."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt
import pandas as pd
from mlxtend.frequent_patterns import fpgrowth
from scipy import sparse

from python_jobs.mining.baskets import Baskets
from python_jobs.mining.itemsets import Itemsets, collect_itemsets, sized_itemsets


def mlxtend_itemsets(baskets: Baskets, min_count: int, max_len: int) -> Itemsets:
    """Frequent itemsets by mlxtend.frequent_patterns.fpgrowth, converted to arrays.

    Source: S. Raschka, "MLxtend", Journal of Open Source Software 3(24), 2018; the algorithm is
    FP-Growth of Han, Pei and Yin, "Mining frequent patterns without candidate generation", 2000.
    """
    counts = np.bincount(baskets.item_index, minlength=len(baskets.items))
    frequent = np.flatnonzero(counts >= min_count)
    if not len(frequent):
        return Itemsets(by_size=(), total_baskets=baskets.total_baskets)
    found = fpgrowth(
        _frequent_columns(baskets, frequent),
        # fpgrowth rounds support * baskets up; half a basket less than the count lands on it
        # whatever the rounding of the product.
        min_support=(min_count - 0.5) / baskets.total_baskets,
        max_len=max_len,
    )
    rows: dict[int, list[list[int]]] = defaultdict(list)
    row_counts: dict[int, list[int]] = defaultdict(list)
    for columns, support in zip(found["itemsets"], found["support"], strict=True):
        rows[len(columns)].append([int(frequent[column]) for column in columns])
        row_counts[len(columns)].append(round(support * baskets.total_baskets))
    sizes = [
        sized_itemsets(np.array(rows[size], np.int32), np.array(row_counts[size], np.int64))
        for size in sorted(rows)
    ]
    return collect_itemsets(sizes, baskets.total_baskets)


def _frequent_columns(baskets: Baskets, frequent: npt.NDArray[np.intp]) -> pd.DataFrame:
    """A sparse boolean table, one row per basket and one column per frequent good."""
    column_of = np.full(len(baskets.items), -1)
    column_of[frequent] = np.arange(len(frequent))
    column = column_of[baskets.item_index]
    kept = column >= 0
    matrix = sparse.csc_matrix(
        (np.ones(int(kept.sum()), dtype=bool), (baskets.basket_index[kept], column[kept])),
        shape=(baskets.total_baskets, len(frequent)),
    )
    table: pd.DataFrame = pd.DataFrame.sparse.from_spmatrix(matrix)  # type: ignore[attr-defined]
    return table

"""The projections of projection.py on Spark, for baskets that do not fit one machine; the results are equal.

Goods are ranked from common to rare, and dealt into groups. An itemset is found at its rarest good, so the group
of that good needs of each basket no more than what is up to its last good of the group: a basket goes to each
of its groups once, cut there. A task then has all baskets of its goods, and projects them one good after
another as projection.py does. The itemsets come back to the driver, which makes the rules of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from python_jobs.mining.baskets import Baskets
from python_jobs.mining.bits import pack_columns
from python_jobs.mining.itemsets import (
    MOST_ITEMSETS,
    Itemsets,
    SizedItemsets,
    collect_itemsets,
    refuse_more_than,
    sized_itemsets,
)
from python_jobs.mining.projection import Collected, Found, mine_projection

# A basket is sent once for each group that it has a good of: few groups send little, many give small tasks.
GROUPS = 64
ITEMSETS = "goods array<int>, baskets bigint"


def distributed_itemsets(
    items: Any, least: Callable[[int], int], max_len: int, groups: int = GROUPS
) -> tuple[Baskets, Itemsets]:
    """Frequent itemsets of 1 to max_len goods, exact.

    items: a DataFrame of Spark with the distinct pairs invoice_no, stock_code. least: the minimum count for a
    number of baskets. Returns the goods and the number of baskets (as Baskets without pairs), and the itemsets.
    Raises TooManyRules when more than MOST_ITEMSETS are frequent.
    """
    from pyspark.sql import functions as f

    total = items.select("invoice_no").distinct().count()
    min_count = least(total)
    counted = items.groupBy("stock_code").count().collect()
    codes = sorted(str(row["stock_code"]) for row in counted)
    baskets = Baskets(
        basket_index=np.empty(0, dtype=np.int32),
        item_index=np.empty(0, dtype=np.int32),
        items=np.array(codes, dtype=np.str_),
        total_baskets=total,
    )
    place = {code: number for number, code in enumerate(codes)}
    frequent = sorted(
        (-int(row["count"]), place[str(row["stock_code"])])
        for row in counted
        if row["count"] >= min_count
    )
    by_rank = np.array([number for _, number in frequent], dtype=np.int32)
    sizes = [
        sized_itemsets(by_rank[:, None], -np.array([count for count, _ in frequent], np.int64))
    ]
    if max_len > 1 and len(frequent) > 1:
        ranks = items.sparkSession.createDataFrame(
            [(codes[number], rank) for rank, (_, number) in enumerate(frequent)],
            "stock_code string, rank int",
        )

        # Spark reads from the hints of a function, not of a partial one, what it takes.
        def mine_group(table: pa.Table) -> pa.Table:
            return _mine_group(table, groups, min_count, max_len)

        found = (
            _cut_baskets(items.join(f.broadcast(ranks), "stock_code"), groups)
            .groupBy("own_group")
            .applyInArrow(mine_group, ITEMSETS)
        )
        sizes += _collect(found, by_rank, max_len)
    return baskets, collect_itemsets(sizes, total)


def _cut_baskets(ranked: Any, groups: int) -> Any:
    """Of each basket, for each group: its goods up to the last one of the group, where that is not the first."""
    upto = (
        f"transform(sequence(0, {groups - 1}), own_group -> named_struct('own_group', own_group, 'upto', "
        f"aggregate(transform(ranks, (rank, place) -> if(rank % {groups} = own_group, place + 1, 0)), 0, "
        "(x, y) -> greatest(x, y))))"
    )
    return (
        ranked.groupBy("invoice_no")
        .agg({"rank": "collect_list"})
        .withColumnRenamed("collect_list(rank)", "unsorted")
        .selectExpr("sort_array(unsorted) as ranks")
        .where("size(ranks) > 1")
        .selectExpr("ranks", f"explode({upto}) as cut")
        .where("cut.upto > 1")
        .selectExpr("cut.own_group as own_group", "slice(ranks, 1, cut.upto) as ranks")
    )


def _mine_group(table: pa.Table, groups: int, min_count: int, max_len: int) -> pa.Table:
    """The itemsets whose rarest good is of a group; runs in a task. table: own_group, ranks (ascending)."""
    column = table["ranks"].combine_chunks()
    values = column.flatten().to_numpy(zero_copy_only=False).astype(np.int64)
    offsets = column.offsets.to_numpy().astype(np.int64)
    offsets -= offsets[0]
    own_group = table["own_group"][0].as_py()
    found = Collected([[] for _ in range(max_len + 1)])
    for good in np.unique(values[values % groups == own_group]).tolist():
        _mine_good(values, offsets, good, min_count, found)
    goods: list[npt.NDArray[np.int32]] = []
    baskets: list[npt.NDArray[np.int64]] = []
    for parts in found.by_size:
        for part in parts:
            prefix = np.broadcast_to(
                np.array(part.prefix, dtype=np.int32), (len(part.counts), len(part.prefix))
            )
            goods.append(np.column_stack((part.left, part.right, prefix)).astype(np.int32))
            baskets.append(np.asarray(part.counts, dtype=np.int64))
    rows = [row for several in goods for row in several.tolist()]
    counts = np.concatenate(baskets) if baskets else np.empty(0, dtype=np.int64)
    return pa.table(
        {"goods": pa.array(rows, pa.list_(pa.int32())), "baskets": pa.array(counts, pa.int64())}
    )


def _mine_good(
    values: npt.NDArray[np.int64],
    offsets: npt.NDArray[np.int64],
    good: int,
    min_count: int,
    found: Collected,
) -> None:
    """Add the itemsets whose rarest good this is: with the goods that stand before it in its baskets."""
    at = np.flatnonzero(values == good)
    start = offsets[np.searchsorted(offsets, at, side="right") - 1]
    length = at - start
    owner = np.repeat(np.arange(len(at)), length)
    before = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    partner = values[np.repeat(start, length) + before]
    together = np.bincount(partner, minlength=good)
    partners = np.flatnonzero(together >= min_count).astype(np.int32)
    if not len(partners):
        return
    found.add(2, Found((), partners, np.full_like(partners, good), together[partners]))
    if found.max_len < 3 or len(partners) < 2:
        return
    column = np.full(good, -1)
    column[partners] = np.arange(len(partners))
    place = column[partner]
    kept = place >= 0
    bits = np.zeros((len(partners), len(at)), dtype=np.uint8)
    bits[place[kept], owner[kept]] = 1
    words = pack_columns(np.packbits(bits, axis=1), len(at))
    mine_projection(words, (good,), partners, min_count, found)


def _collect(found: Any, by_rank: npt.NDArray[np.int32], max_len: int) -> Iterator[SizedItemsets]:
    """The itemsets of two goods and more, size by size, as positions of goods."""
    refuse_more_than(MOST_ITEMSETS, found.cache().count(), "sets of articles")
    rows = found.collect()
    found.unpersist()
    for size in range(2, max_len + 1):
        chosen = [row for row in rows if len(row["goods"]) == size]
        if chosen:
            ranks = np.array([row["goods"] for row in chosen], dtype=np.int32)
            counts = np.array([row["baskets"] for row in chosen], dtype=np.int64)
            yield sized_itemsets(by_rank[ranks], counts)

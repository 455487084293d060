"""The part of the distributed mining that runs in a task, without Spark: all groups together find what the
project's own engine finds. tests/python/spark runs the whole."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from python_jobs.mining.baskets import encode_baskets
from python_jobs.mining.distributed import _mine_group
from python_jobs.mining.engines import frequent_itemsets


def cut_baskets(baskets: list[list[int]], group: int, groups: int) -> pa.Table:
    """What Spark sends to a group: its baskets, up to the last good of the group."""
    cut = []
    for ranks in baskets:
        own = [place + 1 for place, rank in enumerate(ranks) if rank % groups == group]
        if own and own[-1] > 1:
            cut.append(ranks[: own[-1]])
    return pa.table(
        {
            "own_group": pa.array([group] * len(cut), pa.int32()),
            "ranks": pa.array(cut, pa.list_(pa.int32())),
        }
    )


@pytest.mark.parametrize("groups", [1, 3, 7, 64])
@pytest.mark.parametrize("max_len", [2, 3, 5])
def test_all_groups_together_find_what_the_engine_finds(groups: int, max_len: int) -> None:
    random = np.random.default_rng(7)
    min_count = 12
    baskets = [sorted(set(random.zipf(1.3, random.integers(1, 15)) % 30)) for _ in range(400)]
    pairs = [(f"i{number}", f"g{good:02}") for number, one in enumerate(baskets) for good in one]
    encoded = encode_baskets([one for one, _ in pairs], [good for _, good in pairs])
    wanted = frequent_itemsets(encoded, min_count, max_len)
    assert wanted.total > 100

    counts = np.bincount(encoded.item_index)
    frequent = sorted((-count, good) for good, count in enumerate(counts) if count >= min_count)
    rank_of = {good: rank for rank, (_, good) in enumerate(frequent)}
    ranked: dict[int, list[int]] = {}
    for basket, good in zip(
        encoded.basket_index.tolist(), encoded.item_index.tolist(), strict=True
    ):
        if good in rank_of:
            ranked.setdefault(basket, []).append(rank_of[good])
    found = {}
    for group in range(groups):
        table = cut_baskets([sorted(one) for one in ranked.values()], group, groups)
        if len(table):
            rows = _mine_group(table, groups, min_count, max_len).to_pylist()
            for row in rows:
                key = tuple(sorted(frequent[rank][1] for rank in row["goods"]))
                assert key not in found, "two groups found the same"
                found[key] = row["baskets"]
    assert found == {
        tuple(row): count
        for sized in wanted.by_size[1:]
        for row, count in zip(sized.items.tolist(), sized.counts.tolist(), strict=True)
    }

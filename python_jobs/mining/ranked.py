"""Baskets over frequent goods only, large baskets set apart, goods numbered by how common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from python_jobs.mining.baskets import Baskets

Ranks = npt.NDArray[np.int32]
Positions = npt.NDArray[np.int64]

# Basket and rank are both below 2**31, so either fits into the lower half of an int64.
RANK_BITS = 31
# A basket with at least this share of the frequent goods is large, if it has more than a few.
LARGE_BASKET_SHARE = 1 / 30
LARGE_BASKET_LEAST = 16


@dataclass(frozen=True)
class RankedBaskets:
    """The frequent goods of every basket that has at least two, in compressed rows.

    rank:     int32[n], the goods as ranks; within a basket ascending.
    starts:   int64[baskets + 1], basket b holds rank[starts[b] : starts[b + 1]].
    large:    bool[baskets], the baskets with a large share of the goods.
    by_rank:  int32[goods], position in Baskets.items of each rank. Rank 0 is the good in most
              large baskets; goods in equally many follow their count in all baskets.
    in_large: int64[goods], how many large baskets hold each rank, descending.
    """

    rank: Ranks
    starts: Positions
    large: npt.NDArray[np.bool_]
    by_rank: Ranks
    in_large: Positions

    @staticmethod
    def of(baskets: Baskets, frequent: npt.NDArray[np.bool_]) -> RankedBaskets:
        """Keep and rank the frequent goods: bool[items], at least one of them true."""
        kept = frequent[baskets.item_index]
        item, basket = baskets.item_index[kept], baskets.basket_index[kept].astype(np.int64)
        size = np.bincount(basket, minlength=baskets.total_baskets)
        least = max(LARGE_BASKET_LEAST, np.count_nonzero(frequent) * LARGE_BASKET_SHARE)
        large = size >= least
        counts = np.bincount(item, minlength=len(frequent))
        in_large = np.bincount(item[large[basket]], minlength=len(frequent))
        by_rank = np.lexsort((-counts, -in_large, ~frequent))[: np.count_nonzero(frequent)]
        rank_of = np.zeros(len(frequent), dtype=np.int32)
        rank_of[by_rank] = np.arange(len(by_rank))
        # Sorting one packed integer is several times faster than an argsort.
        basket <<= RANK_BITS
        basket |= rank_of[item]
        basket.sort()
        basket &= (1 << RANK_BITS) - 1
        several = size > 1
        return RankedBaskets(
            rank=basket.astype(np.int32)[np.repeat(several, size)],
            starts=np.concatenate(([0], np.cumsum(size[several]))),
            large=large[several],
            by_rank=by_rank.astype(np.int32),
            in_large=in_large[by_rank],
        )

    @property
    def goods(self) -> int:
        """Number of ranks."""
        return len(self.by_rank)

    @property
    def sizes(self) -> Positions:
        """int64[baskets]: goods in each basket."""
        return np.diff(self.starts)

    def places(self, chosen: Positions) -> tuple[Positions, Positions, Ranks]:
        """The entries of chosen baskets: for each the position of its basket in chosen, its
        place within the basket from 0 on, and its rank.
        """
        sizes = self.sizes[chosen]
        owner = np.repeat(np.arange(len(chosen)), sizes)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return owner, place, self.rank[np.repeat(self.starts[chosen], sizes) + place]


@dataclass(frozen=True)
class Holders:
    """The baskets that hold each good, as lists and as bits.

    baskets: int64[n], starts: int64[goods + 1]: good r is in baskets[starts[r] : starts[r + 1]].
    bits: uint8[goods, ceil(baskets / 8)]: bit b & 7 of byte b >> 3 says that basket b holds it.
    """

    baskets: Positions
    starts: Positions
    bits: npt.NDArray[np.uint8]

    @staticmethod
    def of(ranked: RankedBaskets, needed: npt.NDArray[np.bool_]) -> Holders:
        """Turn baskets of goods into goods of baskets, for the goods needed: bool[goods]."""
        chosen = needed[ranked.rank]
        owner = np.repeat(np.arange(len(ranked.sizes)), ranked.sizes)[chosen]
        rank = ranked.rank[chosen]
        counts = np.bincount(rank, minlength=ranked.goods)
        packed = rank.astype(np.int64) << RANK_BITS
        packed |= owner
        packed.sort()
        packed &= (1 << RANK_BITS) - 1
        width = -(-len(ranked.sizes) // 8)
        bits = np.zeros((ranked.goods, width), dtype=np.uint8)
        if len(packed):
            byte = np.repeat(np.arange(ranked.goods) * width, counts)
            byte += packed >> 3
            first = np.flatnonzero(byte[1:] != byte[:-1])
            first = np.concatenate(([0], first + 1))
            bit = np.left_shift(1, packed & 7, dtype=np.uint8, casting="unsafe")
            bits.reshape(-1)[byte[first]] = np.bitwise_or.reduceat(bit, first)
        return Holders(packed, np.concatenate(([0], np.cumsum(counts))), bits)

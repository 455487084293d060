"""Slow, obvious answers on small baskets, to compare the miner with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import combinations

from python_jobs.mining.baskets import Baskets
from python_jobs.mining.itemsets import Itemsets

Goods = tuple[str, ...]


def count(baskets: Sequence[Collection[str]], goods: Goods) -> int:
    return sum(set(goods) <= set(basket) for basket in baskets)


def frequent(baskets: Sequence[Collection[str]], min_count: int, max_len: int) -> dict[Goods, int]:
    """Every frequent set of goods, in sorted order, with its count."""
    goods = sorted({code for basket in baskets for code in basket})
    counted = {
        chosen: count(baskets, chosen)
        for size in range(1, max_len + 1)
        for chosen in combinations(goods, size)
    }
    return {chosen: together for chosen, together in counted.items() if together >= min_count}


def as_dict(itemsets: Itemsets, baskets: Baskets) -> dict[Goods, int]:
    """The miner's arrays in the form of `frequent`, in the miner's order."""
    return {
        tuple(baskets.items[row].tolist()): together
        for sized in itemsets.by_size
        for row, together in zip(sized.items, sized.counts.tolist(), strict=True)
    }


def rules(itemsets: dict[Goods, int]) -> dict[tuple[Goods, Goods], Fraction]:
    """Confidence of every rule that the itemsets allow, by antecedent and consequent."""
    found = {}
    for goods, together in itemsets.items():
        for size in range(1, len(goods)):
            for antecedent in combinations(goods, size):
                consequent = tuple(sorted(set(goods) - set(antecedent)))
                found[antecedent, consequent] = Fraction(together, itemsets[antecedent])
    return found


def redundant(confidences: dict[tuple[Goods, Goods], Fraction], rule: tuple[Goods, Goods]) -> bool:
    """Is a rule with fewer antecedents and the same consequent at least as confident?"""
    antecedent, consequent = rule
    return any(
        confidences[part, consequent] >= confidences[rule]
        for size in range(1, len(antecedent))
        for part in combinations(antecedent, size)
    )

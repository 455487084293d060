"""Baskets that the tests share."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from hypothesis import strategies as st

from python_jobs.mining.baskets import Baskets, encode_baskets

GOODS = ("10002", "22423", "85123A", "a", "B", "POST", "é", "9")
LISTS_OF_BASKETS = st.lists(st.sets(st.sampled_from(GOODS), min_size=1), max_size=24)

DEGENERATE: dict[str, list[set[str]]] = {
    "no basket": [],
    "one basket": [{"a", "b", "c"}],
    "one good": [{"a"}, {"a"}, {"a"}],
    "one good each": [{"a"}, {"b"}, {"c"}],
    "every basket the same": [{"a", "b", "c", "d", "e"}] * 7,
}


def encode(baskets: Sequence[Collection[str]]) -> Baskets:
    """Baskets given as collections of codes."""
    lines = [(f"I{number}", code) for number, basket in enumerate(baskets) for code in basket]
    return encode_baskets([invoice for invoice, _ in lines], [code for _, code in lines])


def random_baskets(baskets: int, goods: int, largest: int) -> list[set[str]]:
    """Baskets of very different sizes over goods of very different popularity.

    Every fourth good is usually bought with the one before it, so that some rules mean something.
    """
    random = np.random.default_rng(42)
    popularity = 1 / np.arange(1, goods + 1)
    popularity /= popularity.sum()
    made = []
    for size in np.minimum(random.geometric(3 / largest, baskets), largest):
        chosen = set(random.choice(goods, size, p=popularity).tolist())
        chosen |= {code + 1 for code in chosen if code % 4 == 3 and random.random() < 0.7}
        made.append({f"{code:03}" for code in chosen})
    return made

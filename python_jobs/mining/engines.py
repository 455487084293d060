"""What counts frequent itemsets: our own projection, or mlxtend as the reference."""

from __future__ import annotations

from python_jobs.core.errors import InputError
from python_jobs.mining.baskets import Baskets
from python_jobs.mining.itemsets import Itemsets
from python_jobs.mining.projection import projected_itemsets
from python_jobs.mining.settings import ENGINES, Engine


def frequent_itemsets(
    baskets: Baskets, min_count: int, max_len: int, engine: Engine = "projection"
) -> Itemsets:
    """Every set of 1 to max_len goods that at least min_count baskets hold, with its count.

    Both engines are exact and give equal results; `projection` is the fast default, `mlxtend`
    the reference. Raises InputError when the reference is not installed, ValueError for a count or a length below 1 or an unknown engine.
    """
    if min_count < 1:
        raise ValueError(f"The minimum count must be at least 1 basket, got {min_count}.")
    if max_len < 1:
        raise ValueError(f"The longest itemset must have at least 1 good, got {max_len}.")
    if engine == "projection":
        return projected_itemsets(baskets, min_count, max_len)
    if engine == "mlxtend":
        # mlxtend takes two seconds to import, and only a comparison asks for it
        try:
            from python_jobs.mining.reference import mlxtend_itemsets
        except ModuleNotFoundError:
            raise InputError(
                "The engine mlxtend is not installed. Install the package mlxtend, or in a checkout put "
                "'--extra mlxtend' behind 'uv run'."
            ) from None
        return mlxtend_itemsets(baskets, min_count, max_len)
    raise ValueError(f"Unknown engine {engine!r}; choose one of {', '.join(ENGINES)}.")

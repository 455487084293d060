"""How long the purchase model takes on a million customers: `python benchmarks/purchase_model.py`.

Seconds of the processor, of one process on one thread; figures in purchase_model.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from python_jobs.purchase_model.fitting import fit_counting, fit_spending
from python_jobs.purchase_model.histories import Histories, OrderValues

CUSTOMERS = 1_000_000
DAYS = 730


def made_up_customers() -> tuple[Histories, OrderValues]:
    """A million customers of two years: rates are gamma-distributed, last purchases spread over the time."""
    random = np.random.default_rng(1)
    age = random.integers(1, DAYS, CUSTOMERS)
    rate = random.gamma(0.8, 1.0 / 10.0, CUSTOMERS)
    repeats = np.minimum(random.poisson(rate * age / 7.0 * random.random(CUSTOMERS)), 300)
    spread = random.random(CUSTOMERS) ** (1.0 / np.maximum(repeats, 1))
    last = np.where(repeats > 0, (age * spread).astype(int), 0)
    grouped = (
        pd.DataFrame({"repeats": repeats, "last": last, "age": age})
        .groupby(["repeats", "last", "age"])
        .size()
        .reset_index(name="customers")
    )
    orders = (repeats + 1).astype(float)
    means = random.gamma(2.0 * orders, 100.0 / orders)
    return (
        Histories(
            grouped["repeats"].to_numpy(float),
            grouped["last"].to_numpy(float) / 7.0,
            grouped["age"].to_numpy(float) / 7.0,
            grouped["customers"].to_numpy(float),
        ),
        OrderValues(orders, means, np.ones(CUSTOMERS)),
    )


def measure(name: str, work: Callable[[], object]) -> None:
    """Print the processor's seconds of some work."""
    start = time.process_time()
    result = work()
    print(f"{name}: {time.process_time() - start:.1f} s, {result}")


def main() -> None:
    """Fit both models."""
    histories, values = made_up_customers()
    print(f"{histories.total:,} customers, {len(histories.repeats):,} distinct histories")
    measure("orders", lambda: fit_counting(histories))
    measure("values", lambda: fit_spending(values))


if __name__ == "__main__":
    main()

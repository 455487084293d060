"""What the closed forms stand for, as integrals that are worked out numerically.

The purchase rate is integrated by hand (a gamma integral); over the probability to stop, p, it is done here,
with the weight p^(a−1) (1−p)^(b−1) of a beta distribution inside the quadrature (QUADPACK's QAWS).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.integrate import quad


@dataclass(frozen=True)
class Customer:
    """Parameters of MBG/NBD, a history in weeks, and the weeks ahead."""

    r: float
    alpha: float
    a: float
    b: float
    x: float
    last_age: float
    age: float
    t: float


def probability_active(one: Customer) -> float:
    """Bayes: the density of the history of somebody active, over that of everybody."""
    s = one.r + one.x
    went_on = _weighted(lambda p: 1.0, one.a, one.b + one.x + 1.0)
    stopped = _weighted(lambda p: 1.0, one.a + 1.0, one.b + one.x)
    log_odds = math.log(stopped / went_on) + s * math.log(
        (one.alpha + one.age) / (one.alpha + one.last_age)
    )
    # e^700 is about the largest float
    return 1.0 / (1.0 + math.exp(min(log_odds, 700.0)))


def expected_orders(one: Customer) -> float:
    """The mean over rate and p of (1 − e^(−rate p t)) / p, which is what an active customer buys in t."""
    s = one.r + one.x
    share = one.t / (one.alpha + one.age)

    def orders(p: float) -> float:
        if p == 0.0:
            return s * share
        return -math.expm1(-s * math.log1p(p * share)) / p

    stops = one.b + one.x + 1.0
    mean = _weighted(orders, one.a, stops) / _weighted(lambda p: 1.0, one.a, stops)
    return probability_active(one) * mean


def _weighted(function: Callable[[float], float], a: float, b: float) -> float:
    """The integral of function(p) p^(a−1) (1−p)^(b−1) over 0 to 1, in two parts: most of the weight lies
    near 0 when b is large."""
    middle = min(0.5, 4.0 * (a + 1.0) / (a + b))
    left, _ = quad(
        lambda p: function(p) * (1.0 - p) ** (b - 1.0),
        0.0,
        middle,
        weight="alg",
        wvar=(a - 1.0, 0.0),
        epsabs=0.0,
        epsrel=1e-13,
        limit=400,
    )
    right, _ = quad(
        lambda p: function(p) * p ** (a - 1.0),
        middle,
        1.0,
        weight="alg",
        wvar=(0.0, b - 1.0),
        epsabs=1e-13 * abs(left),
        epsrel=1e-13,
        limit=400,
    )
    return float(left + right)

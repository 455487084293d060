"""Gamma-Gamma: what an order of a customer is worth.

Orders of one customer are gamma-distributed around a mean of their own, whose inverse scale is gamma-
distributed over customers (p, q, v): Fader, Hardie 2013, "The Gamma-Gamma model of monetary value"
(brucehardie.com/notes/025).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln

from python_jobs.purchase_model.histories import Floats, OrderValues


@dataclass(frozen=True)
class SpendingModel:
    """Three parameters, all above 0; v is in the currency of the data."""

    p: float
    q: float
    v: float


def log_likelihood(model: SpendingModel, values: OrderValues) -> float:
    """The logarithm of the probability density of all means, equation 1a of the note."""
    return with_gradient(model, values)[0]


def with_gradient(model: SpendingModel, values: OrderValues) -> tuple[float, Floats]:
    """log_likelihood, and its derivatives by p, q and v: float64[3]."""
    p, q, v = model.p, model.q, model.v
    x = values.orders
    spent = x * values.mean
    log_mean, log_spent, log_total = np.log(values.mean), np.log(spent), np.log(spent + v)

    def of_orders(x: Floats) -> Floats:
        return np.asarray(
            gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) + p * x * np.log(x)
        )

    each = values.by_orders(of_orders) + (p * x - 1.0) * log_mean - (p * x + q) * log_total
    by_p = x * (
        values.by_orders(lambda x: np.asarray(digamma(p * x + q) - digamma(p * x)))
        + log_spent
        - log_total
    )
    by_q = (
        values.by_orders(lambda x: np.asarray(digamma(p * x + q) - digamma(q)))
        + np.log(v)
        - log_total
    )
    by_v = q / v - (p * x + q) / (spent + v)
    gradient = np.array([values.sum(part) for part in (by_p, by_q, by_v)])
    return values.sum(each), gradient


def expected_value(model: SpendingModel, values: OrderValues) -> Floats:
    """The expected value of a customer's orders, equation 5 of the note: float64[n].

    A mean of all customers and of the customer's own, the latter weighing more with each order.
    """
    p, q, v = model.p, model.q, model.v
    return np.asarray(p * (v + values.orders * values.mean) / (p * values.orders + q - 1.0))

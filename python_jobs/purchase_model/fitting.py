"""The parameters under which what was seen is most likely."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from python_jobs.purchase_model import counting, spending
from python_jobs.purchase_model.counting import CountingModel, Kind
from python_jobs.purchase_model.histories import Floats, Histories, OrderValues
from python_jobs.purchase_model.spending import SpendingModel

# Digits of a parameter that are kept: what an optimiser finds beyond them depends on the machine.
DIGITS = 6
# Bounds of the logarithms of r, alpha, a, b. A shop in which nobody ever stops has no largest b; up to 20 (and
# 3 for a) any share of customers can stop, and the series in SQL has the terms that it needs.
COUNTING_BOUNDS = [(-6.0, 5.0), (0.2, 9.0), (-6.0, 1.1), (-6.0, 3.0)]
SPENDING_BOUNDS = [(-4.0, 6.0), (-6.0, 5.0), (-12.0, 20.0)]


def fit_counting(histories: Histories, kind: Kind = "mbg_nbd") -> CountingModel:
    """Maximum likelihood by L-BFGS-B on the logarithms of the parameters, with exact derivatives."""

    def loss(logs: Floats) -> tuple[float, Floats]:
        model = CountingModel(kind, *(float(value) for value in np.exp(logs)))
        value, gradient = counting.with_gradient(model, histories)
        return -value / histories.total, -gradient / histories.total

    middle = histories.sum(histories.age) / histories.total
    start = np.log([0.6, max(middle / 5.0, 0.1), 0.6, 1.5])
    return CountingModel(kind, *_rounded(np.exp(_minimise(loss, start, COUNTING_BOUNDS))))


def fit_spending(values: OrderValues) -> SpendingModel:
    """Maximum likelihood on the logarithms of p, q − 1 and v: with q above 1 a customer of whom no order
    is known has an expected value, too."""

    def model_of(logs: Floats) -> SpendingModel:
        p, more, v = (float(value) for value in np.exp(logs))
        return SpendingModel(p, 1.0 + more, v)

    def loss(logs: Floats) -> tuple[float, Floats]:
        model = model_of(logs)
        value, gradient = spending.with_gradient(model, values)
        return -value / values.total, -gradient * np.exp(logs) / values.total

    mean = values.sum(values.mean) / values.total
    start = np.log([3.0, 2.0, max(mean, 0.01)])
    found = model_of(_minimise(loss, start, SPENDING_BOUNDS))
    return SpendingModel(*_rounded(np.array([found.p, found.q, found.v])))


def _minimise(
    loss: Callable[[Floats], tuple[float, Floats]],
    start: Floats,
    bounds: list[tuple[float, float]],
) -> Floats:
    inside = np.clip(start, [low for low, _ in bounds], [high for _, high in bounds])
    options = {"ftol": 1e-14, "gtol": 1e-8, "maxiter": 500, "maxls": 50}
    # The optimiser multiplies matrices of four rows. Threads for that wait for one another longer than they work, and
    # the order in which they add up depends on the machine.
    with threadpool_limits(1, user_api="blas"):
        found = minimize(loss, inside, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return np.asarray(found.x)


def _rounded(values: Floats) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values]

"""Fits find what made the data, by exact derivatives, and do not depend on how rows are grouped."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from python_jobs.purchase_model import counting, spending
from python_jobs.purchase_model.counting import CountingModel, Kind
from python_jobs.purchase_model.fitting import fit_counting, fit_spending
from python_jobs.purchase_model.histories import Floats, Histories, OrderValues
from python_jobs.purchase_model.spending import SpendingModel

TRUE_ORDERS = CountingModel("mbg_nbd", 0.9, 8.0, 0.5, 2.0)
TRUE_VALUES = SpendingModel(4.0, 3.5, 60.0)


def simulated_histories(customers: int = 20_000) -> Histories:
    """Customers who buy and stop as the model says, observed for 1 to 100 weeks."""
    random = np.random.default_rng(11)
    ages = random.integers(1, 101, customers).astype(float)
    rates = random.gamma(TRUE_ORDERS.r, 1.0 / TRUE_ORDERS.alpha, customers)
    stops = random.beta(TRUE_ORDERS.a, TRUE_ORDERS.b, customers)
    repeats, lasts = np.zeros(customers), np.zeros(customers)
    for row in range(customers):
        now = 0.0
        while random.random() >= stops[row]:
            now += random.exponential(1.0 / rates[row])
            if now > ages[row]:
                break
            repeats[row] += 1
            lasts[row] = now
    return Histories(repeats, lasts, ages, np.ones(customers))


def simulated_values(customers: int = 20_000) -> OrderValues:
    random = np.random.default_rng(12)
    scales = random.gamma(TRUE_VALUES.q, 1.0 / TRUE_VALUES.v, customers)
    orders = random.integers(1, 12, customers).astype(float)
    means = random.gamma(TRUE_VALUES.p * orders, 1.0 / (scales * orders))
    return OrderValues(orders, means, np.ones(customers))


@pytest.fixture(scope="module")
def histories() -> Histories:
    return simulated_histories()


def test_the_parameters_that_made_the_histories_are_found(histories: Histories) -> None:
    found = fit_counting(histories)
    assert (found.r, found.alpha) == pytest.approx((0.9, 8.0), rel=0.08)
    assert found.a / (found.a + found.b) == pytest.approx(0.2, abs=0.02)
    assert counting.log_likelihood(found, histories) >= counting.log_likelihood(
        TRUE_ORDERS, histories
    )


def test_the_parameters_that_made_the_values_are_found() -> None:
    values = simulated_values()
    found = fit_spending(values)
    assert (found.p, found.q, found.v) == pytest.approx((4.0, 3.5, 60.0), rel=0.08)


@pytest.mark.parametrize("kind", ["mbg_nbd", "bg_nbd"])
def test_derivatives_are_those_of_the_likelihood(kind: Kind, histories: Histories) -> None:
    logs = np.log([0.7, 9.0, 0.4, 2.5])

    def value(at: Floats) -> float:
        return counting.log_likelihood(CountingModel(kind, *np.exp(at).tolist()), histories)

    _, exact = counting.with_gradient(CountingModel(kind, *np.exp(logs).tolist()), histories)
    assert exact == pytest.approx(approx_fprime(logs, value, 1e-6), rel=1e-3, abs=1.0)


def test_derivatives_of_the_values_are_those_of_the_likelihood() -> None:
    values, at = simulated_values(2_000), np.array([3.0, 4.0, 70.0])

    def value(point: Floats) -> float:
        return spending.log_likelihood(SpendingModel(*point.tolist()), values)

    _, exact = spending.with_gradient(SpendingModel(*at.tolist()), values)
    assert exact == pytest.approx(approx_fprime(at, value, 1e-6), rel=1e-3, abs=0.1)


def test_grouped_histories_give_the_same_fit(histories: Histories) -> None:
    whole = np.stack([histories.repeats, np.round(histories.last), histories.age])
    distinct, counts = np.unique(whole, axis=1, return_counts=True)
    single = Histories(whole[0], whole[1], whole[2], histories.customers)
    grouped = Histories(distinct[0], distinct[1], distinct[2], counts.astype(float))
    assert len(grouped.repeats) < len(single.repeats)
    one, other = fit_counting(single), fit_counting(grouped)
    assert (one.r, one.alpha, one.a, one.b) == pytest.approx(
        (other.r, other.alpha, other.a, other.b), rel=1e-4
    )


def test_a_shop_that_nobody_leaves_has_a_fit() -> None:
    random = np.random.default_rng(5)
    ages = np.full(2_000, 60.0)
    repeats = random.poisson(6.0, 2_000).astype(float)
    lasts = np.where(repeats > 0, ages * repeats / (repeats + 1.0), 0.0)
    found = fit_counting(Histories(repeats, lasts, ages, np.ones(2_000)))
    assert found.a / (found.a + found.b) < 0.02
    assert found.r / found.alpha == pytest.approx(0.1, rel=0.1)

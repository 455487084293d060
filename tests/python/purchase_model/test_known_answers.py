"""The answers of the literature on CDNOW."""

from __future__ import annotations

import numpy as np
import pytest

from python_jobs.purchase_model import counting, spending
from python_jobs.purchase_model.counting import CountingModel
from python_jobs.purchase_model.fitting import fit_counting, fit_spending
from python_jobs.purchase_model.histories import Histories
from tests.python.purchase_model.cdnow import FILE, MISSING, read_cdnow

PUBLISHED = CountingModel("bg_nbd", 0.2425945, 4.4136019, 0.7929199, 2.4258881)

needs_cdnow = pytest.mark.skipif(not FILE.exists(), reason=MISSING)


def one(repeats: float, last: float, age: float) -> Histories:
    return Histories(*(np.array([value]) for value in (repeats, last, age, 1.0)))


@needs_cdnow
def test_bg_nbd_is_fitted_as_published() -> None:
    histories = read_cdnow().histories
    model = fit_counting(histories, "bg_nbd")
    found = (model.r, model.alpha, model.a, model.b)
    assert found == pytest.approx((0.2425945, 4.4136019, 0.7929199, 2.4258881), abs=5e-4)
    assert counting.log_likelihood(model, histories) == pytest.approx(-9582.429, abs=5e-4)


@needs_cdnow
def test_mbg_nbd_is_fitted_as_published() -> None:
    histories = read_cdnow().histories
    model = fit_counting(histories)
    found = (model.r, model.alpha, model.a, model.b)
    assert found == pytest.approx((0.525, 6.183, 0.891, 1.614), abs=5e-4)
    assert counting.log_likelihood(model, histories) == pytest.approx(-9582.136, abs=5e-4)


@needs_cdnow
def test_gamma_gamma_is_fitted_as_published() -> None:
    values = read_cdnow().values
    model = fit_spending(values)
    assert (model.p, model.q, model.v) == pytest.approx((6.25, 3.74, 15.44), abs=5e-3)
    assert spending.log_likelihood(model, values) == pytest.approx(-4055.918, abs=5e-4)


@needs_cdnow
@pytest.mark.parametrize(("kind", "error"), [("bg_nbd", 0.785), ("mbg_nbd", 0.765)])
def test_the_holdout_is_met_as_published(kind: counting.Kind, error: float) -> None:
    cdnow = read_cdnow()
    expected = counting.expected_orders(fit_counting(cdnow.histories, kind), cdnow.histories, 39.0)
    assert np.abs(expected - cdnow.later).mean() == pytest.approx(error, abs=5e-4)
    if kind == "bg_nbd":
        assert (expected.sum(), cdnow.later.sum()) == (pytest.approx(1653, abs=0.5), 1882)


def test_one_customer_is_expected_to_buy_as_published() -> None:
    found = counting.expected_orders(PUBLISHED, one(2, 30.43, 38.86), 39.0)
    assert found[0] == pytest.approx(1.226, abs=5e-4)


@pytest.mark.parametrize(
    ("weeks", "orders"),
    [(0.1429, 0.0078), (1, 0.0532), (3, 0.1506), (31.8571, 1.0405), (32, 1.0437), (78, 1.8580)],
)
def test_new_customers_are_expected_to_buy_as_published(weeks: float, orders: float) -> None:
    found = counting.expected_orders(PUBLISHED, one(0, 0, 0), weeks)
    assert found[0] == pytest.approx(orders, abs=5e-5)


def test_who_bought_once_is_surely_active_in_bg_nbd_and_not_in_mbg_nbd() -> None:
    silent = one(0, 0, 52)
    modified = CountingModel("mbg_nbd", 0.525, 6.183, 0.891, 1.614)
    assert counting.probability_active(PUBLISHED, silent)[0] == 1.0
    assert 0.1 < counting.probability_active(modified, silent)[0] < 0.5

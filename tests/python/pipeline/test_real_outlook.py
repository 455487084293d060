"""Online Retail II: how well the predictions did, by the project's own back-test."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.python.conftest import Run

BASELINES = {"recency", "frequency", "own_gap", "rf_grid", "last_period"}


def measured(run: Run, measure: str, method: str = "model") -> dict[tuple[dt.date, int], float]:
    """(cut, horizon) → value, of the cuts of 2011."""
    rows = run.query(
        "select cut_date, horizon_days, value from marts.outlook_backtest "
        f"where measure = '{measure}' and method = '{method}' and year(cut_date) = 2011"
    )
    return {(cut, horizon): value for cut, horizon, value in rows}


def mean(values: dict[tuple[dt.date, int], float], horizon: int | None = None) -> float:
    chosen = [value for (_, days), value in values.items() if horizon in (None, days)]
    return sum(chosen) / len(chosen)


def test_customers_who_come_back_are_ranked_above_others(real_run: Run) -> None:
    auc = measured(real_run, "auc")
    assert {days for _, days in auc} == {90, 180}
    assert mean(auc, 90) >= 0.80
    assert mean(auc, 180) >= 0.80
    for method in BASELINES:
        other = measured(real_run, "auc", method)
        assert other.keys() == auc.keys()
        assert [cut for cut, value in auc.items() if value <= other[cut]] == [], method


def test_probabilities_are_met(real_run: Run) -> None:
    assert mean(measured(real_run, "calibration_error")) <= 0.05


def test_orders_and_revenue_of_half_a_year_are_told(real_run: Run) -> None:
    june = (dt.date(2011, 6, 10), 180)
    assert measured(real_run, "orders_r2")[june] >= 0.70
    assert measured(real_run, "revenue_mae")[june] <= 550


def test_the_top_tenth_brings_more_than_by_any_other_method(real_run: Run) -> None:
    share = measured(real_run, "top_tenth_revenue_share")
    for method in BASELINES:
        other = measured(real_run, "top_tenth_revenue_share", method)
        assert [cut for cut, value in share.items() if value <= other[cut]] == [], method


def test_today_is_predicted(real_run: Run) -> None:
    [(customers, predicted, lifetimes)] = real_run.query(
        "select count(*), count(p_order), count(clv) from marts.customer_outlook"
    )
    assert (customers, predicted, lifetimes) == (5_878, 5_878, 5_878)


def test_champions_are_worth_more_afterwards_too(real_run: Run) -> None:
    rows = real_run.query(
        "select cut_date, max(case when segment = 'Champions' then revenue_per_customer_low end), "
        "max(case when segment <> 'Champions' then revenue_per_customer end) "
        "from marts.segment_outcomes where horizon_days = 180 and cut_date >= '2010-12-01' group by 1"
    )
    assert len(rows) == 3
    assert all(lowest > others for _, lowest, others in rows)


def test_the_fit_and_its_log_likelihood(real_run: Run) -> None:
    [(r, alpha, a, b, log_likelihood)] = real_run.query(
        "select r, alpha, a, b, log_likelihood from mining.purchase_model where is_current = 1"
    )
    assert (r, alpha) == pytest.approx((0.8494, 10.097), rel=1e-3)
    assert a / (a + b) == pytest.approx(0.0716, rel=1e-2)
    assert log_likelihood == pytest.approx(-88694.844, abs=0.1)

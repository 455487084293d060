"""What the page Outlook shows, read from the reporting views: predictions, and how well they did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from python_jobs.dashboards.columns import Columns, Positions, columns
from python_jobs.warehouses.warehouse import Warehouse

OUTLOOKS = """
select
    customer_id, p_order, expected_orders, expected_revenue, revenue_at_risk,
    expected_next_order_date, clv, is_expected_whale, recency_band, frequency_band, why, horizon_days
from reporting.vw_customer_outlook
"""
BACKTEST = """
select cut_date, horizon_days, measure, method, value
from reporting.vw_outlook_backtest
"""
CALIBRATION = """
select cut_date, horizon_days, bin, customers, predicted, actual
from reporting.vw_outlook_calibration
"""
OUTCOMES = """
select cut_date, horizon_days, segment, customers, buyer_share, revenue_per_customer
from reporting.vw_segment_outcomes
"""


def read_outlook(
    warehouse: Warehouse, customers: Sequence[tuple[Any, ...]], segments: Positions
) -> dict[str, Any]:
    """The outlook of every customer, in the order of the given rows, whose first field is the id."""
    found = {row[0]: row for row in warehouse.query(OUTLOOKS)}
    names = (
        "p",
        "orders",
        "revenue",
        "stake",
        "next",
        "clv",
        "whale",
        "recency",
        "frequency",
        "why",
    )
    # the id before and the horizon behind
    unknown = (None,) * (len(names) + 2)
    rows = [found.get(row[0], unknown) for row in customers]
    outcomes = sorted(warehouse.query(OUTCOMES), key=lambda row: row[:3])
    return {
        "horizon": max((row[-1] for row in found.values()), default=0),
        "customers": columns(names, (row[1:-1] for row in rows)),
        "backtest": _sorted(
            ("cut", "horizon", "measure", "method", "value"), warehouse.query(BACKTEST), 4
        ),
        "calibration": _sorted(
            ("cut", "horizon", "bin", "customers", "predicted", "actual"),
            warehouse.query(CALIBRATION),
            3,
        ),
        "outcomes": columns(
            ("cut", "horizon", "segment", "customers", "buyers", "revenue"),
            ((*row[:2], segments.get(row[2], -1), *row[3:]) for row in outcomes),
        ),
    }


def _sorted(names: Sequence[str], rows: list[tuple[Any, ...]], key: int) -> Columns:
    return columns(names, sorted(rows, key=lambda row: tuple(row[:key])))

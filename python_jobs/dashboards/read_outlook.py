"""What the page Outlook shows, read from the reporting views: predictions, and how well they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from math import fsum
from typing import Any

from python_jobs.dashboards.columns import Columns, Positions, columns
from python_jobs.warehouses.warehouse import Warehouse
from python_jobs.words.unpredicted import NO_CUSTOMERS, Unpredicted

# More than anyone reads of those who will be worth most.
MOST_WHALES = 100

OUTLOOKS = """
select
    outlooks.customer_id, outlooks.p_order, outlooks.expected_revenue, outlooks.revenue_at_risk,
    outlooks.clv, outlooks.is_expected_whale, outlooks.recency_band, outlooks.frequency_band,
    outlooks.horizon_days, outlooks.is_whale, customers.net_revenue, outlooks.is_seasonal,
    outlooks.unpredicted_because, outlooks.unpredicted_found, outlooks.unpredicted_needed
from reporting.vw_customer_outlook as outlooks
inner join reporting.vw_customer_360 as customers
    on outlooks.customer_id = customers.customer_id
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


def read_outlook(warehouse: Warehouse, segments: Positions) -> dict[str, Any]:
    """The outlook of all customers together, the whales of the coming year, and the back-test."""
    rows = sorted(warehouse.query(OUTLOOKS), key=lambda row: str(row[0]))
    known = [row for row in rows if row[1] is not None]
    whales = sorted((row for row in known if row[5]), key=lambda row: (-row[4], row[0]))
    outcomes = sorted(warehouse.query(OUTCOMES), key=lambda row: row[:3])
    return {
        "horizon": max((row[8] for row in rows), default=0),
        "predicted": len(known),
        "unpredicted": None if known else asdict(_unpredicted(rows)),
        "seasonal": any(row[11] for row in known),
        "has_year": any(row[4] is not None for row in known),
        "buyers": fsum(row[1] for row in known),
        "revenue": float(sum(row[2] for row in known)),
        "stake": float(sum(row[3] for row in known)),
        "whales": len(whales),
        "new_whales": sum(not row[9] for row in whales),
        "largest": columns(
            ("id", "clv", "net", "whale", "p"),
            ((row[0], row[4], row[10], row[9], row[1]) for row in whales[:MOST_WHALES]),
        ),
        "map": _map(known),
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


def _unpredicted(rows: Sequence[tuple[Any, ...]]) -> Unpredicted:
    """Why nothing is predicted: the same on all rows."""
    return Unpredicted(rows[0][12], rows[0][13] or 0, rows[0][14] or 0) if rows else NO_CUSTOMERS


def _map(known: Sequence[tuple[Any, ...]]) -> Columns:
    """Customers and their mean chance of an order, by recency and frequency band. Sums of floats depend on
    the order of the rows; fsum does not."""
    chances: dict[tuple[int, int], list[float]] = defaultdict(list)
    for row in known:
        chances[row[6], row[7]].append(row[1])
    return columns(
        ("recency", "frequency", "customers", "p"),
        (
            (*key, len(chances[key]), fsum(chances[key]) / len(chances[key]))
            for key in sorted(chances)
        ),
    )


def _sorted(names: Sequence[str], rows: list[tuple[Any, ...]], key: int) -> Columns:
    return columns(names, sorted(rows, key=lambda row: tuple(row[:key])))

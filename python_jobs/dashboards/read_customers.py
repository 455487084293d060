"""The customers: those someone would look at one by one, and all of them summed up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from python_jobs.dashboards.columns import Positions, columns, positions
from python_jobs.warehouses.warehouse import Warehouse

# Customers who are on the page one by one: those with most revenue at risk, and the largest whales. The
# warehouse has them all.
MOST_CUSTOMERS = 8_000
MOST_WHALES = 1_000
RISKS = ("high", "medium", "low", "unknown")

CUSTOMERS = """
select
    customers.customer_id, customers.country, customers.segment, customers.r_score, customers.f_score,
    customers.m_score, customers.churn_risk, customers.is_whale, customers.recency_days,
    customers.frequency, customers.gross_revenue, customers.net_revenue, customers.last_purchase_date,
    outlooks.p_order, outlooks.expected_revenue, outlooks.clv, outlooks.revenue_at_risk,
    outlooks.expected_next_order_date, outlooks.gap_days, outlooks.like_customers, outlooks.like_buyers,
    customers.as_of_date
from reporting.vw_customer_360 as customers
left join reporting.vw_customer_outlook as outlooks
    on customers.customer_id = outlooks.customer_id
"""
NAMES = (
    *(
        "id",
        "country",
        "segment",
        "r",
        "f",
        "m",
        "risk",
        "whale",
        "recency",
        "orders",
        "gross",
        "net",
    ),
    *("last", "p", "revenue", "clv", "stake", "next", "gap", "like", "came"),
)
COUNTRY, SEGMENT, R, F, RISK, WHALE, NET, STAKE = 1, 2, 3, 4, 6, 7, 11, 16
NO_COUNTRY = -1


@dataclass(frozen=True)
class Customers:
    """as_of: the day they are looked at; null where there are none. shown: what the page gets."""

    as_of: date | None
    shown: dict[str, Any]


def read_customers(
    warehouse: Warehouse, countries: Mapping[str, int], segments: Positions
) -> Customers:
    """The cells of all customers by what the page filters by, and a list of the most interesting ones."""
    risks = positions(RISKS)
    rows = []
    for row in sorted(warehouse.query(CUSTOMERS), key=lambda row: str(row[0])):
        country = countries.get(row[COUNTRY], NO_COUNTRY)
        rows.append((row[0], country, segments[row[2]], *row[3:6], risks[row[6]], *row[7:]))
    cells: dict[tuple[int, ...], tuple[int, Decimal, Decimal]] = {}
    for row in rows:
        key = (row[COUNTRY], row[SEGMENT], row[R], row[F], row[RISK], row[WHALE])
        number, net, stake = cells.get(key, (0, Decimal(0), Decimal(0)))
        cells[key] = (number + 1, net + row[NET], stake + (row[STAKE] or 0))
    by_stake = sorted(rows, key=lambda row: (-(row[STAKE] or 0), -row[NET], row[0]))
    whales = sorted((row for row in rows if row[WHALE]), key=lambda row: (-row[NET], row[0]))
    chosen = {row[0] for row in [*by_stake[:MOST_CUSTOMERS], *whales[:MOST_WHALES]]}
    return Customers(
        as_of=max((row[-1] for row in rows), default=None),
        shown={
            "all": len(rows),
            "predicted": sum(row[STAKE] is not None for row in rows),
            "risks": list(RISKS),
            "cells": columns(
                ("country", "segment", "r", "f", "risk", "whale", "customers", "net", "stake"),
                ((*key, *cells[key]) for key in sorted(cells)),
            ),
            "list": columns(NAMES, (row[:-1] for row in rows if row[0] in chosen)),
        },
    )

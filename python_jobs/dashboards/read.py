"""What the dashboards show, read from the reporting views and nothing else.

Every table is a dictionary of columns, each a list: far smaller as JSON than a list of rows. Countries,
segments, customers and products are named once and meant by their position afterwards; a day is the
number of days since the first day of the data. Money is exact to the view's four decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from python_jobs.brief.facts import read_facts
from python_jobs.brief.sentences import brief
from python_jobs.dashboards.changes import read_changes, read_products
from python_jobs.dashboards.columns import Columns, Positions, columns, plain, positions
from python_jobs.dashboards.read_outlook import read_outlook
from python_jobs.warehouses.warehouse import Warehouse

# More rules than anyone reads; they would only slow the page down. The strongest stay.
MOST_RULES = 20_000
ITEM_SEPARATOR = " + "

SALES = """
select invoice_date, country, orders, units, gross_revenue, returned_revenue
from reporting.vw_sales_daily
"""
# Known customers only: what guests buy is in the daily sales.
VISITS = """
select
    daily.invoice_date, daily.country, daily.customer_id, daily.orders, daily.gross_revenue,
    daily.returned_revenue
from reporting.vw_customer_sales_daily as daily
inner join reporting.vw_customer_360 as customers
    on daily.customer_id = customers.customer_id
"""
CUSTOMERS = """
select
    customer_id, country, segment, r_score, f_score, m_score, churn_risk, is_whale, recency_days,
    frequency, gross_revenue, net_revenue, last_purchase_date, as_of_date
from reporting.vw_customer_360
"""
# The order in which people think of the segments: the best first.
SEGMENTS = "select segment, mean_monetary from reporting.vw_rfm_segments"
COHORTS = """
select
    cohort_month, cohort_index, cohort_size, active_customers, gross_revenue, cumulative_revenue,
    is_left_censored, is_partial_month
from reporting.vw_cohort_retention
"""
RULES = """
select
    rule_id, antecedents, antecedent_descriptions, antecedent_size, consequents,
    consequent_descriptions, consequent_size, basket_count, antecedent_count, consequent_count,
    total_baskets, is_redundant, lift
from reporting.vw_mba_rules
where is_significant = 1
"""
MINED = "select count(*), max(total_baskets) from reporting.vw_mba_rules"
CROSS_SELL = """
select stock_code, description, recommended_stock_code, recommended_description, rank, confidence,
    lift, basket_count
from reporting.vw_cross_sell
"""
PRODUCTS = "select stock_code, description from reporting.vw_dim_product"


def read(warehouse: Warehouse) -> dict[str, Any]:
    """Everything the page needs. The same warehouse gives the same data in the same order."""
    sales = sorted(warehouse.query(SALES), key=lambda row: (row[0], row[1]))
    visits = sorted(warehouse.query(VISITS), key=lambda row: (row[2], row[0], row[1]))
    customers = sorted(warehouse.query(CUSTOMERS), key=lambda row: row[0])
    segments = sorted(warehouse.query(SEGMENTS), key=lambda row: (-row[1], row[0]))

    first_day = min((row[0] for row in sales), default=None)
    last_day = max((row[0] for row in sales), default=None)
    countries = sorted({row[1] for row in [*sales, *visits, *customers] if row[1] is not None})
    country_positions = positions(countries)
    segment_names = [name for name, _ in segments]
    segment_positions = positions(segment_names)
    return {
        "first_day": plain(first_day),
        "last_day": plain(last_day),
        "as_of": plain(max((row[-1] for row in customers), default=None)),
        "countries": countries,
        "segments": segment_names,
        "sales": _sales(sales, first_day, country_positions),
        "visits": _visits(visits, first_day, country_positions, customers),
        "customers": _customers(customers, country_positions, segment_positions),
        "outlook": read_outlook(warehouse, customers, segment_positions),
        "cohorts": _cohorts(warehouse),
        "baskets": _baskets(warehouse),
        "changes": read_changes(warehouse),
        "brief": [{"text": one.text, "page": one.page} for one in brief(read_facts(warehouse))],
        "products": read_products(warehouse),
    }


def _sales(rows: Sequence[tuple[Any, ...]], first: date | None, countries: Positions) -> Columns:
    names = ("day", "country", "orders", "units", "gross", "returned")
    return columns(names, ((_days(row[0], first), countries[row[1]], *row[2:]) for row in rows))


def _visits(
    rows: Sequence[tuple[Any, ...]],
    first: date | None,
    countries: Positions,
    customers: Sequence[tuple[Any, ...]],
) -> Columns:
    ids = positions(row[0] for row in customers)
    return columns(
        ("day", "country", "customer", "orders", "gross", "returned"),
        ((_days(row[0], first), countries[row[1]], ids[row[2]], *row[3:]) for row in rows),
    )


def _customers(
    rows: Sequence[tuple[Any, ...]], countries: Positions, segments: Positions
) -> Columns:
    names = (
        *("id", "country", "segment", "r", "f", "m", "risk", "whale", "recency"),
        *("orders", "gross", "net", "last"),
    )
    return columns(
        names, ((row[0], countries.get(row[1], -1), segments[row[2]], *row[3:13]) for row in rows)
    )


def _cohorts(warehouse: Warehouse) -> Columns:
    names = ("month", "index", "size", "active", "revenue", "cumulative", "censored", "partial")
    return columns(names, sorted(warehouse.query(COHORTS), key=lambda row: (row[0], row[1])))


def _baskets(warehouse: Warehouse) -> dict[str, Any]:
    rules = sorted(warehouse.query(RULES), key=lambda row: (-row[12], -row[7], row[0]))
    cross_sell = sorted(warehouse.query(CROSS_SELL), key=lambda row: (row[0], row[4], row[2]))
    products = _Products(dict(warehouse.query(PRODUCTS)))
    shown = [_rule(row, products) for row in rules[:MOST_RULES]]
    recommended = [
        (products.find(row[0], row[1]), products.find(row[2], row[3]), *row[4:])
        for row in cross_sell
    ]
    [(mined, total)] = warehouse.query(MINED)
    return {
        "mined": int(mined),
        "significant": len(rules),
        "total": int(total or 0),
        "products": columns(("code", "name"), products.seen.items()),
        "rules": columns(("if", "then", "both", "ifs", "thens", "redundant"), shown),
        "cross_sell": columns(
            ("product", "recommended", "rank", "confidence", "lift", "baskets"), recommended
        ),
    }


class _Products:
    """The products that a rule or a recommendation names, numbered as they come."""

    def __init__(self, names: dict[str, str | None]) -> None:
        self._names = names
        self._numbers: Positions = {}
        self.seen: dict[str, str] = {}

    def find(self, code: str, description: str | None) -> int:
        if code not in self._numbers:
            self._numbers[code] = len(self._numbers)
            self.seen[code] = self._names.get(code) or description or code
        return self._numbers[code]

    def find_all(self, codes: str, descriptions: str, size: int) -> list[int]:
        """One number per item; a code that itself holds the separator leaves the side in one piece."""
        parts = codes.split(ITEM_SEPARATOR)
        if len(parts) == size and all(part in self._names for part in parts):
            return [self.find(part, None) for part in parts]
        return [self.find(codes, descriptions)]


def _rule(row: tuple[Any, ...], products: _Products) -> tuple[Any, ...]:
    antecedents = products.find_all(row[1], row[2], row[3])
    consequents = products.find_all(row[4], row[5], row[6])
    return (antecedents, consequents, row[7], row[8], row[9], row[11])


def _days(day: date, first: date | None) -> int:
    return (day - (first or day)).days

"""What the dashboards show, read from the reporting views and nothing else.

Every table is a dictionary of columns, each a list: far smaller as JSON than a list of rows. Countries,
segments, customers and products are named once and meant by their position afterwards; a day is the
number of days since the first day of the data. Money is exact to the view's four decimals.

However large the shop, the page stays small: what grows with the customers is summed up here, and of the
customers themselves only those come along that someone would look at (read_customers).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from python_jobs.brief.facts import read_facts
from python_jobs.brief.sentences import brief
from python_jobs.brief.write import address
from python_jobs.dashboards.changes import read_changes, read_products
from python_jobs.dashboards.columns import Columns, columns, plain, positions
from python_jobs.dashboards.read_baskets import read_baskets
from python_jobs.dashboards.read_customers import read_customers
from python_jobs.dashboards.read_outlook import read_outlook
from python_jobs.dashboards.read_sales import read_sales
from python_jobs.warehouses.warehouse import Warehouse
from python_jobs.words.language import languages

SHOP = "select shop_name, currency, is_sample from reporting.vw_shop"
# The order in which people think of the segments: the best first.
SEGMENTS = "select segment, mean_monetary from reporting.vw_rfm_segments"
COHORTS = """
select
    cohort_month, cohort_index, cohort_size, active_customers, gross_revenue, cumulative_revenue,
    is_left_censored, is_partial_month
from reporting.vw_cohort_retention
"""
DOUBTS = """
select found_in, sentence, example, advice, is_urgent, doubt
from reporting.vw_doubts
"""


def read(warehouse: Warehouse) -> dict[str, Any]:
    """Everything the page needs. The same warehouse gives the same data in the same order."""
    segments = [
        name for name, _ in sorted(warehouse.query(SEGMENTS), key=lambda row: (-row[1], row[0]))
    ]
    segment_positions = positions(segments)
    sales = read_sales(warehouse, segment_positions)
    customers = read_customers(warehouse, sales.places, segment_positions)
    return {
        "shop": _shop(warehouse),
        "first_day": plain(sales.first_day),
        "last_day": plain(sales.last_day),
        "as_of": plain(customers.as_of),
        "countries": sales.countries,
        "segments": segments,
        "sales": sales.daily,
        "segment_sales": sales.by_segment,
        "visits": sales.visits,
        "buyers": sales.buyers,
        "customers": customers.shown,
        "outlook": read_outlook(warehouse, segment_positions),
        "cohorts": _cohorts(warehouse),
        "baskets": read_baskets(warehouse),
        "changes": read_changes(warehouse),
        "products": read_products(warehouse),
        "brief": _brief(warehouse),
        "doubts": columns(
            ("found_in", "sentence", "example", "advice", "urgent", "kind"),
            sorted(warehouse.query(DOUBTS), key=_most_urgent_first),
        ),
    }


def _most_urgent_first(doubt: Sequence[Any]) -> tuple[Any, ...]:
    found_in, sentence, example, _, is_urgent, name = doubt
    return (-is_urgent, found_in, name, sentence, example or "")


def _shop(warehouse: Warehouse) -> dict[str, Any]:
    rows = warehouse.query(SHOP)
    name, currency, is_sample = rows[0] if rows else (None, None, 0)
    return {"name": name, "currency": currency, "is_sample": is_sample}


def _cohorts(warehouse: Warehouse) -> Columns:
    names = ("month", "index", "size", "active", "revenue", "cumulative", "censored", "partial")
    return columns(names, sorted(warehouse.query(COHORTS), key=lambda row: (row[0], row[1])))


def _brief(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The sentences in every language, and where their rows are."""
    facts = read_facts(warehouse)
    spoken = {one.code: brief(facts, one) for one in languages()}
    [first, *_] = spoken.values()
    return [
        {
            "page": sentence.page,
            "link": address(sentence),
            "text": {code: said[place].text for code, said in spoken.items()},
        }
        for place, sentence in enumerate(first)
    ]

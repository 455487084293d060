"""What the pages Changes and Products show, read from the reporting views and nothing else."""

from __future__ import annotations

from typing import Any

from python_jobs.dashboards.columns import Columns, columns
from python_jobs.warehouses.warehouse import Warehouse

# More articles than anyone reads on a page; the rest stay in the warehouse. Those with most revenue are shown.
MOST_PRODUCTS = 2_000
# A share of fewer customers than these says little; the warehouse has them all.
LEAST_CUSTOMERS = 30
FIRST_PRODUCT = "first_product"

EFFECTS = """
select
    comparison, period_start, first_day_now, last_day_now, first_day_before, last_day_before, is_partial,
    revenue_before, revenue_now, tree, position, effect, amount, value_before, value_now
from reporting.vw_revenue_change
"""
MIGRATION = """
select month_end, from_segment, to_segment, customers, revenue, revenue_before
from reporting.vw_segment_migration
"""
PRODUCTS = """
select
    stock_code, description, net_revenue, orders, customers, repeat_customers, first_order_customers,
    return_rate, sale_lines, return_lines, return_share_low, return_share_high, recent_revenue,
    previous_revenue, best_partner_description
from reporting.vw_product_360
where is_product = 1
"""
COHORT_VALUE = f"""
select
    dimension, member, description, customers, came_back, came_back_share, came_back_share_low,
    came_back_share_high, revenue_per_customer
from reporting.vw_cohort_value
where customers >= {LEAST_CUSTOMERS}
"""


def read_changes(warehouse: Warehouse) -> dict[str, Columns]:
    """The revenue trees and the movements between segments, oldest first."""
    effects = sorted(warehouse.query(EFFECTS), key=lambda row: (row[0], row[1], row[9], row[10]))
    moves = sorted(warehouse.query(MIGRATION), key=lambda row: row[:3])
    names = (
        *("comparison", "start", "first", "last", "first_before", "last_before", "partial"),
        *("before", "now", "tree", "position", "effect", "amount", "value_before", "value_now"),
    )
    return {
        "effects": columns(names, effects),
        "moves": columns(("month", "from", "to", "customers", "revenue", "before"), moves),
    }


def read_products(warehouse: Warehouse) -> dict[str, Any]:
    """Articles with most revenue first, and what became of customers by where they began."""
    products = sorted(warehouse.query(PRODUCTS), key=lambda row: (-row[2], row[0]))
    by_share = sorted(warehouse.query(COHORT_VALUE), key=lambda row: (-row[6], row[:2]))
    began = sorted(
        [row for row in by_share if row[0] != FIRST_PRODUCT]
        + [row for row in by_share if row[0] == FIRST_PRODUCT][:MOST_PRODUCTS],
        key=lambda row: row[:2],
    )
    names = (
        *("code", "name", "net", "orders", "customers", "repeaters", "first", "return_rate"),
        *("lines", "returns", "return_low", "return_high", "recent", "previous", "partner"),
    )
    return {
        "all": len(products),
        "list": columns(names, products[:MOST_PRODUCTS]),
        "began": columns(
            ("by", "member", "name", "customers", "came_back", "share", "low", "high", "revenue"),
            began,
        ),
    }

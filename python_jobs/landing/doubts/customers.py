"""A feed that names no customer, of an export with a column that looks like one: all sales are of guests then."""

from __future__ import annotations

import duckdb

from python_jobs.core.wording import counted, shown
from python_jobs.core.yaml_file import scalar
from python_jobs.landing.lines.form import FormOfFeed
from python_jobs.landing.lines.seen_columns import CUSTOMER_COLUMN
from python_jobs.landing.values.doubt import Doubt

# An order has one customer, whatever it sells; of so many orders with several lines nearly all show it.
_NEARLY_ALL = 0.95
_FEW_ORDERS, _FEW_CUSTOMERS = 3, 3
# Codes that are found on the lines of orders again and again are customers; a shop and its tills are a handful.
_MOST_ORDERS_OF_ONE = 0.5


def find_customers(
    connection: duckdb.DuckDBPyConnection, lines_table: str, form: FormOfFeed
) -> list[Doubt]:
    """The doubt about it: the column has one value in each order, and some customers."""
    at = form.selection.positions[CUSTOMER_COLUMN] if form.selection else None
    if at is None or "customer_id" in form.feed.columns:
        return []
    [(orders, several, same, customers, most, example)] = connection.execute(
        f"""
        with orders as (
            select invoice, count(*) > 1 as has_several,
                min(nullif(trim({CUSTOMER_COLUMN}), '')) as first_one, max(nullif(trim({CUSTOMER_COLUMN}), '')) as last_one
            from {lines_table}
            where feed = $1 and invoice is not null
            group by invoice
        ),
        customers as (select first_one, count(*) as orders from orders where first_one is not null group by first_one)
        select count(first_one), count(first_one) filter (has_several),
            count(first_one) filter (has_several and first_one = last_one),
            (select count(*) from customers), (select max(orders) from customers), min(first_one)
        from orders
        """,
        [form.feed.name],
    ).fetchall()
    is_one_of_an_order = same >= _NEARLY_ALL * several
    if customers < _FEW_CUSTOMERS or orders < _FEW_ORDERS or not is_one_of_an_order:
        return []
    if most > _MOST_ORDERS_OF_ONE * orders:
        return []
    column = shown(form.selection.header[at]) if form.selection else ""
    return [
        Doubt(
            "customers_not_read",
            f"the feed names no customer, so that all sales are of guests, and the column '{column}' has {counted(customers, 'value')} "
            "that may be customers, one in each order",
            str(example),
            f"If it tells the customers apart, add the line  customer_id: {scalar(column)}  to the columns of the feed.",
        )
    ]

"""What comes out of a file's lines, before they are landed."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from python_jobs.landing.lines.gather import Gathered
from python_jobs.landing.lines.kinds_of_lines import counted_sql


def count_lines(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> Mapping[str, str]:
    """Name → value: lines, orders, customers, days and amounts, as the marts will have them of this file alone.

    A test compares them.
    """
    connection.execute(
        f"create or replace temp table counted as {counted_sql(gathered.lines_table)}"
    )
    [
        (
            orders,
            customers,
            all_customers,
            guests,
            first,
            last,
            sold,
            returned,
            adjusted,
            distinct_lines,
        )
    ] = connection.execute(
        """
            select
                count(distinct invoice) filter (kind = 'sale'),
                count(distinct regexp_replace(customer_id, '[.]0+$', '')) filter (kind = 'sale'),
                count(distinct regexp_replace(customer_id, '[.]0+$', '')),
                count(*) filter (kind = 'sale' and customer_id is null),
                min(left(invoice_date, 10)) filter (kind <> 'unreadable'),
                max(left(invoice_date, 10)) filter (kind <> 'unreadable'),
                sum(amount) filter (kind = 'sale'),
                sum(amount) filter (kind = 'return'),
                sum(amount) filter (kind = 'adjustment'),
                count(*)
            from counted
            """
    ).fetchall()
    kinds = dict(connection.execute("select kind, count(*) from counted group by kind").fetchall())
    found = {
        "lines": f"{gathered.row_count:,}",
        "lines that cannot be read": f"{gathered.rejected_count + kinds.get('unreadable', 0):,}",
        "lines left out": f"{gathered.left_out_count:,}",
        "lines that repeat another": f"{gathered.row_count - distinct_lines:,}",
        "orders with a sale": f"{orders:,}",
        "customers with a sale": f"{customers:,}",
        "customers with none": f"{all_customers - customers:,}",
        "sale lines without a customer": f"{guests:,}",
        "days": f"{first} to {last}",
        "sold": f"{sold or 0:,.2f}",
        "returned": f"{returned or 0:,.2f}",
        "left out of revenue as adjustments": f"{adjusted or 0:,.2f}",
    }
    telling = ("lines", "orders with a sale", "customers with a sale", "days", "sold", "returned")
    return {
        name: value
        for name, value in found.items()
        if name in telling or value not in ("0", "0.00")
    }

"""What comes out of a file's lines, before they are landed."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from python_jobs.landing.lines.gather import Gathered
from python_jobs.landing.values.days import FIRST_YEAR, LAST_YEAR
from python_jobs.warehouses.schema import LINE_FIELDS

_CODES = ("invoice", "stock_code", "customer_id", "line_number")
_NUMBERS = ("quantity", "price", "line_amount")


def count_lines(connection: duckdb.DuckDBPyConnection, gathered: Gathered) -> Mapping[str, str]:
    """Name → value: lines, orders, customers, days and amounts, as the marts will have them of this file alone.

    What a line is follows macros/rules/line_class.sql, where the rule is; a test compares the two.
    """
    # Text is compared trimmed, codes in capitals, numbers by their value, as staging does it.
    fields = ", ".join(
        f"upper(trim({one})) as {one}"
        if one in _CODES
        else f"coalesce(cast({_number(one)} as varchar), {one}) as {one}"
        if one in _NUMBERS
        else f"coalesce(cast(try_cast(left(trim({one}), 19) as timestamp) as varchar), {one}) as {one}"
        if one == "invoice_date"
        else f"trim({one}) as {one}"
        for one in LINE_FIELDS
    )
    connection.execute(
        f"""
        create or replace temp table counted as
        with lines as (
            select {fields},
                {_number("quantity")} as pieces,
                cast({_number("price")} as decimal(19, 4)) as unit_price,
                try_cast(left(invoice_date, 19) as timestamp) as moment,
                count(*) as copies
            from {gathered.lines_table}
            group by all
        ),
        amounts as (
            select *,
                coalesce(
                    {_number("line_amount")}, try_cast(pieces * unit_price as decimal(30, 4))
                ) as amount,
                {_number("line_amount")} is null and nullif(trim(line_amount), '') is not null as has_unreadable_amount,
                coalesce(starts_with(invoice, cancellation_prefix), false) as is_cancellation,
                coalesce(starts_with(invoice, adjustment_prefix), false) as is_adjustment
            from lines
        )
        select *, case
            when invoice is null or moment is null or pieces is null or unit_price is null then 'unreadable'
            when has_unreadable_amount then 'unreadable'
            when year(moment) not between {FIRST_YEAR} and {LAST_YEAR} then 'unreadable'
            when moment >= timezone('UTC', now()) + interval 2 day then 'unreadable'
            when abs(amount) >= 100000000000 or abs(pieces) >= 2000000000 then 'unreadable'
            when is_adjustment or unit_price < 0 or pieces > 0 and amount < 0 then 'adjustment'
            when pieces < 0 and amount > 0 then 'adjustment'
            when pieces < 0 and (is_cancellation or cancellation_prefix is null) then 'return'
            when pieces < 0 then 'stock'
            when pieces = 0 or abs(amount) < 0.00005 then 'nothing'
            when is_cancellation then 'adjustment'
            else 'sale'
        end as kind
        from amounts
        """
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


def _number(column: str) -> str:
    """A text as a number, as macros/portable/try_decimal.sql reads it: DuckDB alone also takes exponents and underscores."""
    return (
        f"case when {column} not glob '*[!0-9.+-]*' then try_cast({column} as decimal(18, 4)) end"
    )

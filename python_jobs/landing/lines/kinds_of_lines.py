"""What each line is, as the models have it: macros/rules/line_class.sql has the rule, and a test compares the two."""

from __future__ import annotations

from python_jobs.landing.values.days import FIRST_YEAR, LAST_YEAR
from python_jobs.warehouses.schema import LINE_FIELDS

_CODES = ("invoice", "stock_code", "customer_id", "line_number")
_NUMBERS = ("quantity", "price", "line_amount")


def counted_sql(lines: str) -> str:
    """A query of the distinct lines of a table in our fields, with the amount of each, how often it stands there, and its kind."""
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
    return f"""
        with lines as (
            select {fields},
                {_number("quantity")} as pieces,
                cast({_number("price")} as decimal(19, 4)) as unit_price,
                try_cast(left(invoice_date, 19) as timestamp) as moment,
                count(*) as copies
            from {lines}
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


def _number(column: str) -> str:
    """A text as a number, as macros/portable/try_decimal.sql reads it: DuckDB alone also takes exponents and underscores."""
    return (
        f"case when {column} not glob '*[!0-9.+-]*' then try_cast({column} as decimal(18, 4)) end"
    )

"""Make a file of order lines several times as large: each copy has invoices and customers of its own.

usage: uv run python benchmarks/multiply_orders.py online_retail_II.csv OUT.csv TIMES

Reads and writes the columns of Online Retail II. Articles stay the same, as they would in a larger shop.
"""

from __future__ import annotations

import sys

import duckdb

COPIES = """
copy (
    select
        case when copy = 0 then "Invoice" else concat("Invoice", '-', copy) end as "Invoice",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "Price",
        case
            when copy = 0 or "Customer ID" is null then "Customer ID"
            -- still a number, as the pandas way wants it
            else concat(copy, lpad(replace("Customer ID", '.0', ''), 7, '0'), '.0')
        end as "Customer ID",
        "Country"
    from read_csv($1, all_varchar = true, header = true), range($2, $3) as copies (copy)
) to '{out}' (header true)
"""


def multiply(source: str, out: str, first: int, beyond: int) -> None:
    """Write the copies number `first` up to, but without, `beyond`; copy 0 is the file itself."""
    duckdb.execute(COPIES.format(out=out.replace("'", "''")), [source, first, beyond])


if __name__ == "__main__":
    source, out, times = sys.argv[1:]
    multiply(source, out, 0, int(times))

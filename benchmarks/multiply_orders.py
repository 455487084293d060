"""Make a file of order lines several times as large: each copy has invoices and customers of its own.

usage: uv run python benchmarks/multiply_orders.py online_retail_II.csv OUT.csv TIMES

Reads and writes the columns of Online Retail II. Articles stay the same, as they would in a larger shop.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

COPIES_OF_A_FILE = 10

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


def multiply(source: str, out: str, first: int, beyond: int) -> int:
    """Write the copies number `first` up to, but without, `beyond`; copy 0 is the file itself.

    Returns the number of order lines.
    """
    query = COPIES.format(out=out.replace("'", "''"))
    with duckdb.connect() as connection:
        [(lines,)] = connection.execute(query, [source, first, beyond]).fetchall()
    return int(lines)


def multiply_into(folder: Path, source: Path, times: int) -> dict[Path, int]:
    """Write `times` copies into files of ten at most. Returns the order lines of each file."""
    lines = {}
    for first in range(0, times, COPIES_OF_A_FILE):
        path = folder / f"orders_{first:03}.csv"
        beyond = min(times, first + COPIES_OF_A_FILE)
        lines[path] = multiply(str(source), str(path), first, beyond)
    return lines


if __name__ == "__main__":
    source, out, times = sys.argv[1:]
    multiply(source, out, 0, int(times))

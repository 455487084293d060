"""The lists that mail tools take: who is in which segment, and what is expected of whom."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from python_jobs.core.errors import InputError, WarehouseError
from python_jobs.core.own_file import own_file
from python_jobs.core.wording import shown
from python_jobs.warehouses.warehouse import Warehouse, perhaps_not_built

ListName = Literal["segments", "outlook"]
LISTS: tuple[ListName, ...] = ("segments", "outlook")

QUERIES: Mapping[ListName, str] = {
    "segments": """
select
    customers.customer_id, customers.segment, customers.previous_segment, customers.churn_risk,
    outlooks.clv as expected_value, customers.country, customers.last_purchase_date, customers.is_whale
from reporting.vw_customer_360 as customers
inner join reporting.vw_customer_outlook as outlooks
    on customers.customer_id = outlooks.customer_id
order by customers.customer_id
""",
    "outlook": """
select
    customer_id, segment, churn_risk, p_order, expected_orders, expected_revenue,
    clv as expected_value, revenue_at_risk, expected_next_order_date, is_expected_whale, why, horizon_days
from reporting.vw_customer_outlook
order by revenue_at_risk desc, customer_id
""",
}
# What a spreadsheet takes for the beginning of a formula, also behind blanks.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Without it Excel reads UTF-8 as a code page.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def export_list(warehouse: Warehouse, name: ListName, path: Path) -> int:
    """Write a list to a .csv (UTF-8 with a byte order mark, texts that look like formulas defused) or
    .parquet file, whole or not at all; returns its number of customers.

    Raises InputError when the path cannot be written or is another kind of file, WarehouseError when the
    reporting views are not there.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".parquet"):
        raise InputError(f"{shown(str(path), 200)} should end in .csv or .parquet.")
    marks = [BYTE_ORDER_MARK + b"customer_id,"] if kind == ".csv" else [b"PAR1"]
    place = own_file(path, f"a list that export wrote ({kind})", marks, [kind])
    try:
        table = warehouse.query_arrow(QUERIES[name])
    except WarehouseError as error:
        raise perhaps_not_built(error) from None
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        if kind == ".csv":
            _write_csv(table, part)
        else:
            pq.write_table(table, part)
        part.replace(place)
    except OSError as error:
        raise InputError(
            f"{shown(str(path), 200)} cannot be written: {error.strerror or error}. Check the path."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return int(table.num_rows)


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes in front of one that could be."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def _write_csv(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for batch in table.to_batches():
            columns: Sequence[Sequence[Any]] = [column.to_pylist() for column in batch.columns]
            writer.writerows([_field(value) for value in row] for row in zip(*columns, strict=True))


def _field(value: Any) -> str:
    """A value as text: nothing for null, money with two decimals."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return defused(value) if isinstance(value, str) else str(value)

"""Whether the marts hold the lines that are landed: what dbt builds by itself is on no record."""

from __future__ import annotations

import datetime as dt

from python_jobs.core.errors import WarehouseError
from python_jobs.warehouses.schema import ORDER_LINES
from python_jobs.warehouses.warehouse import Warehouse

# Each file with its lines, those that name a customer (forget --customer changes nothing else), and when it was landed.
_LANDED = f"""
select source_file, count(*), sum(case when ltrim(rtrim(customer_id)) <> '' then 1 else 0 end), max(loaded_at)
from {ORDER_LINES.full_name}
group by source_file
"""
_BUILT = """
select source_file, count(*), sum(case when customer_id is not null then 1 else 0 end), max(loaded_at)
from intermediate.int_order_lines
group by source_file
"""
# A build that a test stopped has made the first models anew and not those that rest on them: pairs that agree after a whole build.
_PAIRS = (
    (
        "select count(*), count(customer_id), sum(revenue) from intermediate.int_order_lines where line_class in ('sale', 'return')",
        "select count(*), count(customer_id), sum(revenue) from marts.fact_sales",
    ),
    (
        "select count(*) from intermediate.int_order_lines where line_class not in ('sale', 'return')",
        "select count(*) from marts.excluded_order_lines",
    ),
    (
        "select sum(revenue), max(invoice_date) from marts.fact_sales",
        "select sum(net_revenue), max(invoice_date) from marts.sales_daily",
    ),
    ("select count(*) from marts.customer_360", "select count(*) from marts.customer_rfm"),
)
# An engine may keep a moment less finely in one of the tables.
_SAME_MOMENT = dt.timedelta(milliseconds=1)

# Name of a file → its lines, those that name a customer, and when it was landed.
_Files = dict[str, tuple[tuple[int, int], dt.datetime]]


def marts_hold_what_is_landed(warehouse: Warehouse) -> bool:
    """Whether each landed file is in the marts with all of its lines as they are now, and nothing else is.

    Marts that cannot be read, or that an older version built, hold nothing for certain.
    """
    try:
        landed, built = _files(warehouse, _LANDED), _files(warehouse, _BUILT)
        return _agree(landed, built) and all(
            warehouse.query(one) == warehouse.query(other) for one, other in _PAIRS
        )
    except WarehouseError:
        return False


def _files(warehouse: Warehouse, sql: str) -> _Files:
    return {
        str(name): ((int(lines), int(named)), at) for name, lines, named, at in warehouse.query(sql)
    }


def _agree(landed: _Files, built: _Files) -> bool:
    return landed.keys() == built.keys() and all(
        counts == built[name][0] and abs(at - built[name][1]) < _SAME_MOMENT
        for name, (counts, at) in landed.items()
    )

"""Histories and order values, read from the warehouse: equal ones once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from python_jobs.core.errors import WarehouseError
from python_jobs.purchase_model.histories import Floats, Histories, OrderValues
from python_jobs.warehouses.warehouse import Warehouse, perhaps_not_built

DAYS_OF_A_WEEK = 7.0

CUTS = """
select cut_number, cut_date, first_sale_date, history_days
from intermediate.int_outlook_cuts
order by cut_number desc
"""
HISTORIES = """
select
    repeat_purchases, last_purchase_age_days, age_days, count(*) as customers,
    sum(case when next_purchases > 0 then 1 else 0 end) as near_buyers,
    sum(case when next_purchases_double > 0 then 1 else 0 end) as far_buyers,
    count(next_purchases) as near_known, count(next_purchases_double) as far_known
from intermediate.int_customer_histories
where cut_number = {cut}
group by repeat_purchases, last_purchase_age_days, age_days
order by repeat_purchases, last_purchase_age_days, age_days
"""
ORDER_VALUES = """
select purchase_days, monetary * 1e0 as monetary, count(*) as customers
from intermediate.int_customer_histories
where cut_number = {cut} and monetary > 0
group by purchase_days, monetary
order by purchase_days, monetary
"""


@dataclass(frozen=True)
class Cut:
    """A day from which customers are looked at; number 0 is today."""

    number: int
    date: dt.date
    data_from: dt.date
    history_days: int


@dataclass(frozen=True)
class SeenFrom:
    """What is known of the customers on a cut, and how many bought afterwards.

    near_buyers, far_buyers: customers with a purchase within the near and the far horizon; None where
    that time has not passed yet.
    """

    histories: Histories
    values: OrderValues
    near_buyers: float | None
    far_buyers: float | None


def read_cuts(warehouse: Warehouse) -> list[Cut]:
    """The cuts, the longest ago first.

    Raises WarehouseError, with what to do, where the models have not been built.
    """
    try:
        rows = warehouse.query(CUTS)
    except WarehouseError as error:
        raise perhaps_not_built(
            error, "models", "customer-intelligence run, or dbt build"
        ) from None
    return [Cut(int(number), date, start, int(days)) for number, date, start, days in rows]


def read_seen_from(warehouse: Warehouse, cut: Cut) -> SeenFrom:
    """The histories and order values of all customers on a cut."""
    table = warehouse.query_arrow(HISTORIES.format(cut=cut.number))
    customers = _floats(table, "customers")
    histories = Histories(
        repeats=_floats(table, "repeat_purchases"),
        last=_floats(table, "last_purchase_age_days") / DAYS_OF_A_WEEK,
        age=_floats(table, "age_days") / DAYS_OF_A_WEEK,
        customers=customers,
    )
    spent = warehouse.query_arrow(ORDER_VALUES.format(cut=cut.number))
    orders = _floats(spent, "purchase_days")
    values = OrderValues(orders, _floats(spent, "monetary") / orders, _floats(spent, "customers"))
    return SeenFrom(histories, values, _buyers(table, "near"), _buyers(table, "far"))


def _buyers(table: pa.Table, horizon: str) -> float | None:
    known = _floats(table, f"{horizon}_known").sum()
    return float(_floats(table, f"{horizon}_buyers").sum()) if known else None


def _floats(table: pa.Table, column: str) -> Floats:
    return np.asarray(table[column].to_numpy(), dtype=np.float64)

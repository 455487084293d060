"""Sales by day, and who bought when, read from the reporting views and nothing else."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from python_jobs.dashboards.columns import Columns, Positions, columns, positions
from python_jobs.warehouses.warehouse import Warehouse

# Rows by day and country, and by day, country and segment, that a page can hold: small countries of a shop
# with more are summed up as others.
MOST_ROWS = 40_000
MOST_SEGMENT_ROWS = 120_000
# Rows by customer and day; a shop with more has its buyers counted for the usual periods alone.
MOST_VISITS = 120_000

SALES = """
select
    invoice_date, country, orders_begun, orders_begun_in_country, units, gross_revenue, returned_revenue
from reporting.vw_sales_daily
"""
# Known customers only: what guests buy is in the daily sales. Who has a line of an order is a buyer that day and in that
# country; an order counts where it began, and for one country alone where it began there.
# Customers who first bought after the day on which the customers are looked at are buyers as well, without a segment.
VISITS_OF_CUSTOMERS = "from reporting.vw_customer_sales_daily as daily"
SEGMENT_SALES = f"""
select
    daily.invoice_date, daily.country, customers.segment,
    sum(daily.gross_revenue + daily.returned_revenue)
{VISITS_OF_CUSTOMERS}
inner join reporting.vw_customer_360 as customers
    on daily.customer_id = customers.customer_id
group by daily.invoice_date, daily.country, customers.segment
"""
VISIT_COUNT = f"select count(*) {VISITS_OF_CUSTOMERS} where daily.orders > 0"
VISITS = f"""
select
    daily.customer_id, daily.invoice_date, daily.country,
    daily.orders_begun, daily.orders_begun_in_country
{VISITS_OF_CUSTOMERS}
where daily.orders > 0
"""
BUYERS = f"""
select country, count(*), sum(case when orders > 1 then 1 else 0 end)
from (
    select daily.country, daily.customer_id, sum(daily.orders_begun_in_country) as orders
    {VISITS_OF_CUSTOMERS}
    where
        daily.orders > 0
        and daily.invoice_date between cast('{{first}}' as date) and cast('{{last}}' as date)
    group by daily.country, daily.customer_id
) as by_customer
group by country
"""
ALL_BUYERS = f"""
select count(*), sum(case when orders > 1 then 1 else 0 end)
from (
    select daily.customer_id, sum(daily.orders_begun) as orders
    {VISITS_OF_CUSTOMERS}
    where
        daily.orders > 0
        and daily.invoice_date between cast('{{first}}' as date) and cast('{{last}}' as date)
    group by daily.customer_id
) as by_customer
"""
EVERYWHERE = -1
# The column of orders by where they began in each country; left out where it says the same as that of all orders.
ORDERS_THERE = "orders_there"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Sales:
    """countries: their names, null for all others together. places: where each country stands among them.

    visits: who bought when, or null where these are too many; then buyers has them for the usual periods.
    """

    first_day: date | None
    last_day: date | None
    countries: list[str | None]
    places: Mapping[str, int]
    daily: Columns
    by_segment: Columns
    visits: Columns | None
    buyers: Columns | None


def read_sales(warehouse: Warehouse, segments: Positions) -> Sales:
    """Sales by day, country and segment, and the buyers."""
    daily = warehouse.query(SALES)
    by_segment = warehouse.query(SEGMENT_SALES)
    first = min((row[0] for row in daily), default=None)
    last = max((row[0] for row in daily), default=None)
    countries, places = _countries(daily, by_segment)
    visits, buyers = _visits(warehouse, first, last, places)
    sums = _summed(((row[0], places[row[1]]), row[2:]) for row in daily)
    segment_sums = _summed(
        ((row[0], places[row[1]], segments[row[2]]), row[3:]) for row in by_segment
    )
    return Sales(
        first_day=first,
        last_day=last,
        countries=countries,
        places=places,
        daily=_without_needless(
            columns(
                ("day", "country", "orders", ORDERS_THERE, "units", "gross", "returned"),
                _in_days(sums, first),
            )
        ),
        by_segment=columns(("day", "country", "segment", "net"), _in_days(segment_sums, first)),
        visits=visits,
        buyers=buyers,
    )


def _countries(daily: list[Row], by_segment: list[Row]) -> tuple[list[str | None], dict[str, int]]:
    """The countries with most revenue that a page can hold, by name; the others share the last place."""
    gross: dict[str, Any] = {}
    rows: dict[str, int] = {}
    segment_rows: dict[str, int] = {}
    for row in daily:
        gross[row[1]] = gross.get(row[1], 0) + row[5]
        rows[row[1]] = rows.get(row[1], 0) + 1
    for row in by_segment:
        segment_rows[row[1]] = segment_rows.get(row[1], 0) + 1
    shown: list[str] = []
    so_far = segments_so_far = 0
    for country in sorted(gross, key=lambda name: (-gross[name], name)):
        so_far += rows[country]
        segments_so_far += segment_rows.get(country, 0)
        if shown and (so_far > MOST_ROWS or segments_so_far > MOST_SEGMENT_ROWS):
            break
        shown.append(country)
    names: list[str | None] = [*sorted(shown)]
    places = positions(sorted(shown))
    if len(shown) < len(gross):
        places |= {country: len(shown) for country in gross if country not in places}
        names.append(None)
    return names, places


def _summed(rows: Iterable[tuple[tuple[Any, ...], Row]]) -> dict[tuple[Any, ...], Row]:
    sums: dict[tuple[Any, ...], Row] = {}
    for key, values in rows:
        known = sums.get(key)
        sums[key] = values if known is None else tuple(map(sum, zip(known, values, strict=True)))
    return sums


def _in_days(sums: dict[tuple[Any, ...], Row], first: date | None) -> Iterator[Row]:
    for key in sorted(sums):
        yield ((key[0] - (first or key[0])).days, *key[1:], *sums[key])


def _visits(
    warehouse: Warehouse, first: date | None, last: date | None, places: Mapping[str, int]
) -> tuple[Columns | None, Columns | None]:
    [(number,)] = warehouse.query(VISIT_COUNT)
    if number > MOST_VISITS and first is not None and last is not None:
        return None, _buyers(warehouse, first, last, places)
    rows = sorted(warehouse.query(VISITS), key=lambda row: row[:3])
    numbers = positions(sorted({row[0] for row in rows}))
    visits = columns(
        ("customer", "day", "country", "orders", ORDERS_THERE),
        (
            (numbers[row[0]], (row[1] - (first or row[1])).days, places[row[2]], *row[3:])
            for row in rows
        ),
    )
    return _without_needless(visits), None


def _without_needless(found: Columns) -> Columns:
    """Nearly no shop has orders with lines of several countries: the others need no second column of the same numbers."""
    if found[ORDERS_THERE] == found["orders"]:
        del found[ORDERS_THERE]
    return found


def _buyers(warehouse: Warehouse, first: date, last: date, places: Mapping[str, int]) -> Columns:
    """Customers, and those with several orders, of the usual periods and of the year before each."""
    rows = []
    for begin, end in sorted(set(_usual_periods(first, last))):
        days = {"first": begin.isoformat(), "last": end.isoformat()}
        span = ((begin - first).days, (end - first).days)
        [(customers, repeaters)] = warehouse.query(ALL_BUYERS.format(**days))
        rows.append((*span, EVERYWHERE, customers, repeaters or 0))
        of_countries = sorted(warehouse.query(BUYERS.format(**days)))
        rows += [
            (*span, places[row[0]], row[1], row[2])
            for row in of_countries
            if _is_one(row[0], places)
        ]
    return columns(("from", "to", "country", "customers", "repeaters"), rows)


def _is_one(country: str, places: Mapping[str, int]) -> bool:
    """Whether a country stands for itself: customers of several others must not count twice."""
    return sum(place == places[country] for place in places.values()) == 1


def _usual_periods(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Those of the page's buttons, and the same days a year earlier where the data reach back so far."""
    begins = (
        first,
        _year_before(last) + timedelta(1),
        last.replace(month=1, day=1),
        last - timedelta(89),
    )
    for begin in begins:
        yield max(first, begin), last
        if _year_before(max(first, begin)) >= first:
            yield _year_before(max(first, begin)), _year_before(last)


def _year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    length = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, length))

"""What the brief is made of, read from the reporting views and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from python_jobs.warehouses.warehouse import Warehouse

BEST_SEGMENT = "Champions"
# Of a month with fewer days nothing is said: on the first of a month three orders would be compared with four.
LEAST_DAYS = 7

MONTH_ON_MONTH, YEAR_ON_YEAR = "month_on_month", "month_year_on_year"
DAYS = "select min(invoice_date), max(invoice_date) from reporting.vw_sales_daily"
CHANGES = f"""
select
    comparison, period_start, first_day_now, last_day_now, first_day_before, last_day_before,
    revenue_before, revenue_now, tree, effect, amount, value_before, value_now
from reporting.vw_revenue_change
where comparison in ('{YEAR_ON_YEAR}', '{MONTH_ON_MONTH}')
"""
FALLEN = f"""
select month_end, sum(customers), sum(monetary)
from reporting.vw_segment_migration
where from_segment = '{BEST_SEGMENT}' and to_segment <> '{BEST_SEGMENT}'
group by month_end
"""
LAST_MONTH = "select max(month_end) from reporting.vw_segment_migration"
AT_RISK = """
select customer_id, revenue_at_risk, recency_days
from reporting.vw_customer_outlook
where revenue_at_risk > 0
"""
AS_OF = "select max(as_of_date) from reporting.vw_customer_outlook"
PROMISES = """
select cut_date, horizon_days, measure, value
from reporting.vw_outlook_backtest
where
    method = 'model'
    and measure in ('buyers_predicted', 'buyers_actual', 'revenue_predicted', 'revenue_actual')
"""
PRODUCTS = """
select
    stock_code, description, recent_revenue, previous_revenue, sale_lines, return_lines, return_share_low,
    returned_revenue
from reporting.vw_product_360
where is_product = 1
"""


@dataclass(frozen=True)
class Effect:
    """What one part of a revenue tree added, and its number of customers or factor before and now."""

    amount: Decimal
    before: float | None = None
    now: float | None = None


@dataclass(frozen=True)
class Change:
    """Net revenue of some days and of those that they are compared with.

    effects: by tree (customers, drivers) and effect. is_newest: whether no later month is compared so.
    """

    first_day: date
    last_day: date
    is_year_on_year: bool
    before: Decimal
    now: Decimal
    effects: dict[tuple[str, str], Effect]
    is_newest: bool = True


@dataclass(frozen=True)
class AtRisk:
    """A customer who may not come back: what is expected of them and would be lost, and days of silence."""

    customer_id: str
    revenue_at_risk: Decimal
    recency_days: int


@dataclass(frozen=True)
class Promise:
    """What was predicted on a day in the past for some days ahead, and what came of it."""

    cut: date
    horizon_days: int
    buyers_predicted: float
    buyers_actual: float
    revenue_predicted: float
    revenue_actual: float


@dataclass(frozen=True)
class Article:
    """An article: revenue of the last 90 days and of the 90 before, null where the data begin later; its returns."""

    code: str
    name: str
    recent: Decimal
    previous: Decimal | None
    sale_lines: int = 0
    return_lines: int = 0
    return_share_low: float = 0.0
    returned: Decimal = Decimal(0)


@dataclass(frozen=True)
class Facts:
    """change: of the last month, null where there is nothing to compare with. fallen: customers who left the
    best segment in the last month, and what they were worth. promise: the last prediction whose days are
    over, null where the history is too short for one. as_of: the day on which the customers are looked at, where
    the data go on after it, to last_day."""

    change: Change | None = None
    fallen: tuple[int, Decimal] = (0, Decimal(0))
    at_risk: tuple[AtRisk, ...] = ()
    articles: tuple[Article, ...] = ()
    promise: Promise | None = None
    as_of: date | None = None
    last_day: date | None = None


def read_facts(warehouse: Warehouse) -> Facts:
    """The facts of a warehouse that has been built; WarehouseError when its views are not there."""
    [(last_month,)] = warehouse.query(LAST_MONTH)
    [(as_of,)] = warehouse.query(AS_OF)
    [(first_day, last_day)] = warehouse.query(DAYS)
    fallen = {month: (int(people), worth) for month, people, worth in warehouse.query(FALLEN)}
    at_risk = sorted(warehouse.query(AT_RISK), key=lambda row: (-row[1], row[0]))
    articles = sorted(warehouse.query(PRODUCTS), key=lambda row: row[0])
    return Facts(
        change=_change(warehouse, first_day, last_day) if first_day else None,
        fallen=fallen.get(last_month, (0, Decimal(0))),
        at_risk=tuple(AtRisk(*row) for row in at_risk),
        articles=tuple(Article(code, name or code, *rest) for code, name, *rest in articles),
        promise=_promise(warehouse),
        as_of=as_of if as_of and last_day and as_of <= last_day else None,
        last_day=last_day,
    )


def _change(warehouse: Warehouse, first_day: date, last_day: date) -> Change | None:
    """The newest month against the year before; where the data do not reach that far, the month before.

    A month that has only begun says nothing yet: the one before it is told, where there is one. Where nothing
    was sold in that month, nor in the one that it is compared with, there is nothing to tell: an older month
    would be taken for the newest.
    """
    found = newest_comparison(first_day, last_day)
    if found is None:
        return None
    kind, start = found
    of_kind = [row for row in warehouse.query(CHANGES) if row[0] == kind]
    chosen = [row for row in of_kind if row[1] == start]
    if not chosen:
        return None
    first = chosen[0]
    return Change(
        first_day=first[2],
        last_day=first[3],
        is_year_on_year=kind == YEAR_ON_YEAR,
        before=first[6],
        now=first[7],
        effects={(row[8], row[9]): Effect(*row[10:13]) for row in chosen},
        is_newest=start == max(row[1] for row in of_kind),
    )


def newest_comparison(first_day: date, last_day: date) -> tuple[str, date] | None:
    """Which comparison of marts.revenue_comparisons the brief tells: its kind and the start of its month."""
    this_month = last_day.replace(day=1)
    reached = [
        (kind, start, days)
        for start in (this_month, months_before(this_month, 1))
        for kind, back in ((YEAR_ON_YEAR, 12), (MONTH_ON_MONTH, 1))
        if (days := days_compared(start, back, first_day, last_day)) > 0
    ]
    long_enough = [one for one in reached if one[2] >= LEAST_DAYS]
    kind, start, _ = next(iter(long_enough or reached), (None, None, 0))
    return (kind, start) if kind and start else None


def days_compared(start: date, months_back: int, first_day: date, last_day: date) -> int:
    """How many days of a month are compared with those so many months earlier; 0 where the data begin later."""
    before = months_before(start, months_back)
    if before < first_day.replace(day=1):
        return 0
    first = start + max(first_day - before, timedelta(0))
    return max(0, (min(months_before(start, -1) - timedelta(1), last_day) - first).days + 1)


def months_before(month: date, number: int) -> date:
    """The first day of the month so many months earlier."""
    years, months = divmod(month.year * 12 + month.month - 1 - number, 12)
    return date(years, months + 1, 1)


def _promise(warehouse: Warehouse) -> Promise | None:
    """The newest back-test of the nearest horizon."""
    found: dict[tuple[int, date], dict[str, float]] = {}
    for cut, horizon, measure, value in warehouse.query(PROMISES):
        found.setdefault((-horizon, cut), {})[measure] = value
    if not found:
        return None
    (negative_horizon, cut), values = max(found.items(), key=lambda one: one[0])
    is_complete = len(values) == 4 and all(value is not None for value in values.values())
    return Promise(cut, -negative_horizon, **values) if is_complete else None

"""What the brief reads from the reporting views."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from python_jobs.brief.facts import (
    DAYS,
    MONTH_ON_MONTH,
    YEAR_ON_YEAR,
    Facts,
    days_compared,
    months_before,
    newest_comparison,
    read_facts,
)
from python_jobs.brief.sentences import brief
from python_jobs.brief.write import address
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse
from tests.python.conftest import Run

OTHER_VIEWS = """
create schema reporting;
create table reporting.vw_sales_daily (invoice_date date);
create table reporting.vw_segment_migration
    (month_end date, from_segment text, to_segment text, customers int, monetary decimal(18, 4));
create table reporting.vw_customer_outlook (customer_id text, revenue_at_risk decimal(18, 4), recency_days int, as_of_date date);
create table reporting.vw_outlook_backtest (cut_date date, horizon_days int, method text, measure text, value double);
create table reporting.vw_product_360 (
    stock_code text, description text, recent_revenue decimal(18, 4), previous_revenue decimal(18, 4),
    sale_lines int, return_lines int, return_share_low double, returned_revenue decimal(18, 4), is_product int
);
create table reporting.vw_revenue_change (
    comparison text, period_start date, first_day_now date, last_day_now date, first_day_before date,
    last_day_before date, revenue_before decimal(18, 4), revenue_now decimal(18, 4), tree text, effect text,
    amount decimal(18, 4), value_before double, value_now double
);
"""


def facts_of(path: Path, first: date, last: date, *compared: tuple[str, date, date]) -> Facts:
    """The facts of a shop with sales from one day to another, and with effects of some comparisons."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(OTHER_VIEWS)
        connection.execute("insert into reporting.vw_sales_daily values ($1), ($2)", [first, last])
        for kind, begin, end in compared:
            connection.execute(
                "insert into reporting.vw_revenue_change values "
                "($1, date_trunc('month', $2), $2, $3, $2, $3, 100, 150, 'drivers', 'customers', 50, 1, 2)",
                [kind, begin, end],
            )
    warehouse = DuckDBWarehouse(path)
    try:
        return read_facts(warehouse)
    finally:
        warehouse.close()


@pytest.mark.parametrize(
    ("last_day", "told"),
    [
        (date(2024, 12, 1), date(2024, 11, 1)),
        (date(2024, 12, 6), date(2024, 11, 1)),
        (date(2024, 12, 7), date(2024, 12, 1)),
    ],
)
def test_a_month_that_has_only_begun_is_not_told(
    tmp_path: Path, last_day: date, told: date
) -> None:
    """On the first of a month the brief compared three orders of one day with four, as "the same days"."""
    facts = facts_of(
        tmp_path / "x.duckdb",
        date(2024, 8, 1),
        last_day,
        (MONTH_ON_MONTH, date(2024, 11, 1), date(2024, 11, 30)),
        (MONTH_ON_MONTH, date(2024, 12, 1), last_day),
    )
    assert facts.change is not None
    assert facts.change.first_day == told
    # the page opens at the newest month, so the link names another one
    link = "" if told.month == 12 else "&changes-start=2024-11-01"
    assert address(brief(facts)[0]) == f"changes?changes-kind=month_on_month{link}"


JANUARY = (MONTH_ON_MONTH, date(2024, 1, 1), date(2024, 1, 31))
OCTOBER = (MONTH_ON_MONTH, date(2024, 10, 1), date(2024, 10, 31))
OCTOBER_A_YEAR_BEFORE = (YEAR_ON_YEAR, date(2024, 10, 1), date(2024, 10, 31))


@pytest.mark.parametrize(
    ("first_day", "compared", "told"),
    [
        # a shop that sells in winter alone: nothing was sold from January to October
        (date(2020, 11, 2), [JANUARY], None),
        # and nothing in the October before: that in the month before something came back is not the year before
        (date(2020, 11, 2), [JANUARY, OCTOBER], None),
        (date(2020, 11, 2), [JANUARY, OCTOBER, OCTOBER_A_YEAR_BEFORE], True),
        (date(2023, 12, 1), [JANUARY, OCTOBER], False),
        (date(2024, 10, 20), [], None),
    ],
)
def test_an_older_month_is_not_told_as_the_newest(
    tmp_path: Path, first_day: date, compared: list[tuple[str, date, date]], told: bool | None
) -> None:
    """After a winter the shop sold once more, on 1 November: the brief told of January, as if it were the last."""
    facts = facts_of(tmp_path / "x.duckdb", first_day, date(2024, 11, 1), *compared)
    assert (facts.change is None) == (told is None)
    if facts.change:
        assert facts.change.first_day == date(2024, 10, 1)
        assert facts.change.is_year_on_year == told


@pytest.mark.parametrize(("as_of", "is_told"), [("2024-12-31", False), ("2024-12-30", True)])
def test_customers_of_an_earlier_day_are_said_to_be_so(
    tmp_path: Path, as_of: str, is_told: bool
) -> None:
    """With the var as_of_date the brief put the revenue of December beside the silence until July."""
    path = tmp_path / "x.duckdb"
    facts_of(path, date(2024, 1, 1), date(2024, 12, 30))
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into reporting.vw_customer_outlook values ('A', 100, 48, $1)", [as_of]
        )
    warehouse = DuckDBWarehouse(path)
    try:
        facts = read_facts(warehouse)
    finally:
        warehouse.close()
    [sentence] = brief(facts)
    then = " This is as of 30 December 2024; the sales go on to 30 December 2024."
    assert sentence.text.endswith(then) == is_told
    assert ("as of" in sentence.text) == is_told


@pytest.mark.parametrize("variant", ["sample_run", "real_run"])
def test_the_month_is_one_that_the_warehouse_compares(
    request: pytest.FixtureRequest, variant: str
) -> None:
    """Every comparison that Python counts as within the data is one of the warehouse, with as many days."""
    run: Run = request.getfixturevalue(variant)
    [(first_day, last_day)] = run.query(DAYS)
    compared = {
        (kind, start): (end - begin).days + 1
        for kind, start, begin, end in run.query(
            "select comparison, period_start, first_day_now, last_day_now from marts.revenue_comparisons"
        )
    }
    for back in range(30):
        start = months_before(last_day.replace(day=1), back)
        for kind, months in ((MONTH_ON_MONTH, 1), (YEAR_ON_YEAR, 12)):
            days = days_compared(start, months, first_day, last_day)
            assert days == compared.get((kind, start), 0), (kind, start)
    assert newest_comparison(first_day, last_day) in compared

"""What the brief reads from the reporting views."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from python_jobs.brief.facts import read_facts
from python_jobs.brief.sentences import brief
from python_jobs.brief.write import address
from python_jobs.warehouses.duckdb_file import DuckDBWarehouse

OTHER_VIEWS = """
create schema reporting;
create table reporting.vw_segment_migration
    (month_end date, from_segment text, to_segment text, customers int, monetary decimal(18, 4));
create table reporting.vw_customer_outlook (customer_id text, revenue_at_risk decimal(18, 4), recency_days int);
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
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute(OTHER_VIEWS)
        for first, last in ((date(2024, 11, 1), date(2024, 11, 30)), (date(2024, 12, 1), last_day)):
            connection.execute(
                "insert into reporting.vw_revenue_change values "
                "('month_on_month', $1, $1, $2, $1, $2, 100, 150, 'drivers', 'customers', 50, 1, 2)",
                [first, last],
            )
    warehouse = DuckDBWarehouse(tmp_path / "x.duckdb")
    try:
        facts = read_facts(warehouse)
    finally:
        warehouse.close()
    assert facts.change is not None
    assert facts.change.first_day == told
    # the page opens at the newest month, so the link names another one
    link = "" if told.month == 12 else "&changes-start=2024-11-01"
    assert address(brief(facts)[0]) == f"changes?changes-kind=month_on_month{link}"

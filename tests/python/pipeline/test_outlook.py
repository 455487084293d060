"""The predictions end to end: nothing later leaks into a cut, and without a fit nothing is claimed."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.python.conftest import Run, Workplace

# What has no part in landing: the models that Python's fit reads, and those that read it.
BEFORE = ["run", "--select", "+int_customer_histories"]
AFTER = ["run", "--select", "int_outlook_horizons", "int_outlook_scores", "int_outlook_grid"]
SCORES = """
select cut_date, horizon_days, customer_id, p_alive, p_order, expected_orders, expected_order_value
from intermediate.int_outlook_scores
where cut_number > 0 and cut_date <= '{cut}'
order by all
"""
GRID = """
select cut_number, horizon_days, recency_band, frequency_band, customers, buyers
from intermediate.int_outlook_grid
where cut_number >= {number}
order by all
"""


@pytest.fixture
def copied(sample_run: Run, tmp_path: Path) -> Workplace:
    workplace = Workplace(tmp_path)
    shutil.copy(sample_run.workplace.warehouse, workplace.warehouse)
    return workplace


@pytest.mark.slow
def test_what_comes_after_a_cut_leaves_its_scores_alone(copied: Workplace) -> None:
    [(number, cut, last)] = copied.query(
        "select cut_number, cut_date, last_observed_date from intermediate.int_outlook_cuts "
        "where cut_number = 1"
    )
    before = copied.query(SCORES.format(cut=cut)), copied.query(GRID.format(number=number))
    assert len(before[0]) > 1_000
    assert len(before[1]) > 10
    with duckdb.connect(str(copied.warehouse)) as connection:
        # Everybody buys for a fortune every other day after the cut, and so do a thousand newcomers.
        connection.execute(
            """
            insert into raw.order_lines
            select line.* replace (
                'W' || row_number() over () as invoice, 'WILD' as stock_code, '50' as quantity,
                strftime(day, '%Y-%m-%d') as invoice_date, '999' as price,
                people.customer_id as customer_id, 'wild.csv' as source_file,
                row_number() over () as source_row
            )
            from (select * from raw.order_lines limit 1) as line,
                (select distinct customer_id from marts.customer_360
                 union all select 'NEW' || range from range(1000)) as people,
                (select unnest(range(?::timestamp, ?::timestamp, interval 2 day)) as day)
            """,
            [str(cut + dt.timedelta(days=1)), str(last)],
        )
    for arguments in (BEFORE, None, AFTER):
        done = copied.dbt(*arguments) if arguments else copied.command("fit")
        assert done.returncode == 0, done.stdout + done.stderr
    assert copied.query("select count(*) from intermediate.int_customer_days") > [(10_000,)]
    assert copied.query(SCORES.format(cut=cut)) == before[0]
    assert copied.query(GRID.format(number=number + 1)) == [
        row for row in before[1] if row[0] > number
    ]


@pytest.mark.slow
def test_without_a_fit_nothing_is_claimed(copied: Workplace) -> None:
    with duckdb.connect(str(copied.warehouse)) as connection:
        connection.execute("delete from mining.purchase_model")
    done = copied.dbt("build", "--select", "source:mining.purchase_model+")
    assert done.returncode == 0, done.stdout
    assert copied.query(
        "select distinct churn_risk, p_order, clv, revenue_at_risk from marts.customer_outlook"
    ) == [("unknown", None, None, None)]
    assert copied.query("select distinct churn_risk from marts.customer_360") == [("unknown",)]
    assert copied.query("select count(*) from marts.outlook_backtest") == [(0,)]
    [(why,)] = copied.query("select min(why) from marts.customer_outlook")
    assert why.endswith("; no purchase model is fitted yet")


def test_too_few_customers_get_no_model(copied: Workplace) -> None:
    done = copied.command("fit", "--vars", "{outlook_min_customers: 100000}")
    assert done.returncode == 0, done.stderr
    assert "0 fits" in done.stdout
    [(customers,)] = copied.query("select count(*) from marts.customer_360")
    reason = f"it takes 100,000 known customers, and there are {customers:,}"
    assert f"churn_risk is unknown: {reason}." in done.stderr
    assert copied.query(
        "select model, unpredicted_because, unpredicted_found, unpredicted_needed "
        "from mining.purchase_model"
    ) == [("none", "few_customers", customers, 100_000)]


def test_the_sample_is_predicted_better_than_by_recency(sample_run: Run) -> None:
    worse = sample_run.query(
        "select model.cut_date from marts.outlook_backtest as model "
        "join marts.outlook_backtest as other using (cut_date, horizon_days, measure) "
        "where measure = 'auc' and model.method = 'model' and other.method = 'recency' "
        "and model.value <= other.value"
    )
    assert worse == []
    assert sample_run.query("select count(*) from marts.outlook_calibration")[0][0] >= 10

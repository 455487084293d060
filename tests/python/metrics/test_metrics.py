"""Metrics as MetricFlow computes them equal the same questions asked in SQL."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.python.conftest import ROOT, Run

Answers = dict[tuple[str, ...], list[Decimal]]

BY_MONTH_AND_COUNTRY = """
select
    strftime(date_trunc('month', invoice_date), '%Y-%m-%d') as month,
    country,
    sum(revenue),
    sum(case when transaction_type = 'sale' then revenue else 0 end),
    sum(case when transaction_type = 'return' then revenue else 0 end),
    count(distinct case when transaction_type = 'sale' then invoice_no end),
    count(distinct case when transaction_type = 'sale' then customer_id end)
from marts.fact_sales
where country is not null
group by 1, 2
"""
AVERAGE_ORDER_VALUE = """
select
    strftime(date_trunc('month', invoice_date), '%Y-%m-%d') as month,
    sum(case when transaction_type = 'sale' then revenue else 0 end)
        / count(distinct case when transaction_type = 'sale' then invoice_no end)
from marts.fact_sales
group by 1
"""
BY_SEGMENT = """
select
    segment,
    count(*),
    count(case when frequency > 1 then 1 end),
    count(case when frequency > 1 then 1 end) / count(*)
from marts.customer_360
inner join marts.customer_rfm using (customer_id)
group by 1
"""
AT_RISK = """
select segment, sum(revenue_at_risk)
from marts.customer_outlook
inner join marts.customer_rfm using (customer_id)
group by 1
"""
RETENTION = """
select cast(cohort_index as varchar), sum(active_customers) / sum(cohort_size)
from marts.cohort_table
group by 1
"""


@pytest.mark.parametrize(
    ("metrics", "group_by", "sql", "keys"),
    [
        (
            "net_revenue,gross_revenue,returned_revenue,orders,buying_customers",
            "metric_time__month,order_line__sales_country",
            BY_MONTH_AND_COUNTRY,
            2,
        ),
        ("average_order_value", "metric_time__month", AVERAGE_ORDER_VALUE, 1),
        ("customers,repeat_customers,repeat_rate", "customer__segment", BY_SEGMENT, 1),
        ("revenue_at_risk", "customer__segment", AT_RISK, 1),
        ("retention_rate", "cohort_and_month__cohort_index", RETENTION, 1),
    ],
    ids=["money and orders", "average order value", "customers", "revenue at risk", "retention"],
)
def test_metrics_equal_sql(
    sample_run: Run, tmp_path: Path, metrics: str, group_by: str, sql: str, keys: int
) -> None:
    project = project_of(sample_run, tmp_path / "project")
    answers = ask_metricflow(sample_run, project, metrics, group_by, keys)
    expected = {
        tuple(str(value) for value in row[:keys]): [Decimal(str(value)) for value in row[keys:]]
        for row in sample_run.query(sql)
    }
    assert expected
    assert answers.keys() == expected.keys()
    for key, values in expected.items():
        assert answers[key] == pytest.approx(values, rel=Decimal("1e-9"), abs=Decimal("1e-9")), key


def project_of(run: Run, folder: Path) -> Path:
    """The project with the target folder of a run: MetricFlow looks for what dbt made in target/ alone."""
    folder.mkdir()
    for name in ("dbt_project.yml", "models", "macros", "seeds", "tests", "analyses"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "target").symlink_to(run.workplace.folder / "target")
    return folder


def ask_metricflow(run: Run, project: Path, metrics: str, group_by: str, keys: int) -> Answers:
    """`mf query`, as a user types it: the values by the columns that it is grouped by."""
    file = project / "answers.csv"
    done = subprocess.run(
        [
            Path(sys.executable).with_name("mf"),
            *("query", "--metrics", metrics, "--group-by", group_by),
            *("--csv", file, "--decimals", "10", "--quiet"),
        ],
        cwd=project,
        env={**run.workplace.environment, "DBT_PROFILES_DIR": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return {
        tuple(one.removesuffix(" 00:00:00") for one in row[:keys]): [
            Decimal(value or 0) for value in row[keys:]
        ]
        for row in rows
        if all(row[:keys])
    }

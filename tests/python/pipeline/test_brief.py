"""The brief of the sample: on the page, as a command, and with the numbers of the marts."""

from __future__ import annotations

from tests.python.conftest import Run, Workplace


def test_the_brief_of_the_sample(sample_run: Run) -> None:
    done = sample_run.workplace.command("brief")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.strip().split("\n")
    assert 5 <= len(lines) <= 8
    [(now, before)] = sample_run.query(
        "select sum(case when invoice_date >= date '2024-12-01' then revenue end), "
        "sum(case when invoice_date between date '2023-12-01' and date '2023-12-09' then revenue end) "
        "from marts.fact_sales"
    )
    [revenue] = [line for line in lines if "Net revenue from" in line]
    assert f"was {now:,.0f}" in revenue
    assert f"({before:,.0f})" in revenue
    [(customer, at_risk, days)] = sample_run.query(
        "select customer_id, revenue_at_risk, recency_days from reporting.vw_customer_outlook "
        "order by revenue_at_risk desc, customer_id limit 1"
    )
    assert (
        f"Call customer {customer} first: {at_risk:,.0f} of expected revenue is at risk, "
        f"and the last order was {days:,} days ago."
    ) in done.stdout
    [(told, came)] = sample_run.query(
        "select max(case when measure = 'buyers_predicted' then value end), "
        "max(case when measure = 'buyers_actual' then value end) from marts.outlook_backtest "
        "where method = 'model' and horizon_days = 90 "
        "and cut_date = (select max(cut_date) from marts.outlook_backtest where horizon_days = 90)"
    )
    assert f"{told:,.0f} customers were expected to order within 90 days, and {came:,.0f} did" in (
        done.stdout
    )
    page = sample_run.workplace.command("brief", "--html").stdout
    assert page.count("<li>") == len(lines)
    german = sample_run.workplace.command("brief", "--language", "de").stdout
    assert f"Rufen Sie zuerst Kunde {customer} an: " in german


def test_before_the_first_run_it_says_what_to_do(workplace: Workplace) -> None:
    done = workplace.command("brief")
    assert done.returncode == 2
    assert "customer-intelligence run" in done.stderr

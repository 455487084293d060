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
    [(customer, worth, days)] = sample_run.query(
        "select customer_id, net_revenue, recency_days from marts.customer_360 "
        "where churn_risk = 'high' order by net_revenue desc, customer_id limit 1"
    )
    assert (
        f"Call customer {customer} first: {worth:,.0f} so far, silent for {days:,} days"
        in done.stdout
    )
    page = sample_run.workplace.command("brief", "--html").stdout
    assert page.count("<li>") == len(lines)


def test_before_the_first_run_it_says_what_to_do(workplace: Workplace) -> None:
    done = workplace.command("brief")
    assert done.returncode == 2
    assert "customer-intelligence run" in done.stderr

"""Figures that the model derives are the figures of the reporting views.

Segments and cohorts are counted from customers and sales, because ready-made totals of all regions
could be read under every role. No DAX can be computed here, so the same counting in SQL stands for
it: distinct pairs of customer and month, joined as the model joins them.
"""

from __future__ import annotations

from tests.python.conftest import Run

COHORT_CELLS = """
    with pairs as (
        select distinct customers.cohort_month, dates.month_start, sales.customer_id
        from reporting.vw_fact_sales as sales
        inner join reporting.vw_customer_360 as customers
            on sales.customer_id = customers.customer_id
        inner join reporting.vw_dim_date as dates
            on sales.invoice_date = dates.date_day
        where sales.transaction_type = 'sale'
    ),
    retained as (
        select cohort_month, month_start, count(*) as customers
        from pairs
        group by cohort_month, month_start
    ),
    sizes as (
        select cohort_month, count(*) as customers
        from reporting.vw_customer_360
        group by cohort_month
    )
    select
        cells.cohort_month,
        cells.order_month,
        cells.cohort_size,
        cells.active_customers,
        sizes.customers,
        coalesce(retained.customers, 0)
    from reporting.vw_cohort_retention as cells
    left join sizes
        on cells.cohort_month = sizes.cohort_month
    left join retained
        on
            cells.cohort_month = retained.cohort_month
            and cells.order_month = retained.month_start
"""

COHORT_REVENUE = """
    with counted as (
        select
            customers.cohort_month,
            dates.month_start,
            sum(sales.revenue) as revenue
        from reporting.vw_fact_sales as sales
        inner join reporting.vw_customer_360 as customers
            on sales.customer_id = customers.customer_id
        inner join reporting.vw_dim_date as dates
            on sales.invoice_date = dates.date_day
        where sales.transaction_type = 'sale'
        group by customers.cohort_month, dates.month_start
    )
    select cells.cohort_month, cells.order_month, cells.cumulative_revenue, sum(counted.revenue)
    from reporting.vw_cohort_retention as cells
    inner join counted
        on
            cells.cohort_month = counted.cohort_month
            and cells.order_month >= counted.month_start
    group by cells.cohort_month, cells.order_month, cells.cumulative_revenue
"""

SEGMENTS = """
    select
        segments.segment,
        segments.customers,
        segments.net_revenue,
        segments.whales,
        segments.high_churn_risk_customers,
        count(*),
        sum(customers.net_revenue),
        sum(customers.is_whale),
        sum(case when customers.churn_risk = 'high' then 1 else 0 end)
    from reporting.vw_rfm_segments as segments
    inner join reporting.vw_customer_360 as customers
        on segments.segment = customers.segment
    group by all
"""


def test_cohorts(sample_run: Run) -> None:
    rows = sample_run.query(COHORT_CELLS)
    assert len(rows) > 50
    assert [row for row in rows if row[2:4] != row[4:6]] == []


def test_cohort_revenue(sample_run: Run) -> None:
    rows = sample_run.query(COHORT_REVENUE)
    assert len(rows) > 50
    assert [row for row in rows if row[2] != row[3]] == []


def test_segments(sample_run: Run) -> None:
    rows = sample_run.query(SEGMENTS)
    assert len(rows) >= 5
    assert [row for row in rows if row[1:5] != row[5:9]] == []

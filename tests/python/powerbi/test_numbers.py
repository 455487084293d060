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


# What each customer known on a cut did within the days after it, counted from the sale lines.
WINDOWS = """
    with cuts as (
        select
            backtest.cut_date,
            backtest.horizon_days,
            sum(case when backtest.measure = 'buyers_actual' then backtest.value end) as buyers,
            sum(case when backtest.measure = 'customers' then backtest.value end) as customers,
            count(case when backtest.measure = 'revenue_predicted' then 1 end) as predictions
        from reporting.vw_outlook_backtest as backtest
        where backtest.method = 'model'
        group by backtest.cut_date, backtest.horizon_days
    )
    select
        cuts.cut_date,
        cuts.customers,
        count(distinct before.customer_id),
        cuts.buyers,
        count(distinct after.customer_id),
        cuts.predictions
    from cuts
    inner join reporting.vw_fact_sales as before
        on before.invoice_date <= cuts.cut_date
    left join reporting.vw_fact_sales as after
        on
            before.customer_id = after.customer_id
            and after.transaction_type = 'sale'
            and after.invoice_date > cuts.cut_date
            and after.invoice_date <= cuts.cut_date + cast(cuts.horizon_days as int)
    where before.transaction_type = 'sale'
    group by
        cuts.cut_date, cuts.horizon_days, cuts.customers, cuts.buyers, cuts.predictions
"""

# The role's rule on Customers must reach every row of Outlook: each has its customer, of its region.
OUTLOOK_ROWS = """
    select
        count(*),
        count(customers.customer_id),
        sum(case when outlook.region = customers.region then 1 else 0 end),
        count(distinct outlook.customer_id),
        (select count(*) from reporting.vw_customer_360)
    from reporting.vw_customer_outlook as outlook
    left join reporting.vw_customer_360 as customers
        on outlook.customer_id = customers.customer_id
"""

# At stake adds up what the view says of each customer: expected × (1 - chance). The view rounds money
# to cents and chances to a millionth.
AT_STAKE = """
    select revenue_at_risk, coalesce(clv, expected_revenue) * (1 - p_order)
    from reporting.vw_customer_outlook
    where p_order is not null
"""

# The chart of windows ends with what comes next: the day before the as-of date is in the calendar
# and is no cut.
NEXT_WINDOW = """
    select count(distinct outlook.as_of_date), count(distinct dates.date_day), count(cuts.cut_date)
    from reporting.vw_customer_outlook as outlook
    left join reporting.vw_dim_date as dates
        on outlook.as_of_date = dates.date_day + 1
    left join reporting.vw_outlook_backtest as cuts
        on dates.date_day = cuts.cut_date and outlook.horizon_days = cuts.horizon_days
"""

SEGMENTS_AFTERWARDS = """
    select segment, cut_date, revenue_per_customer, revenue / customers, buyer_share, buyers / customers
    from reporting.vw_segment_outcomes
"""


def test_windows(sample_run: Run) -> None:
    """Buyers who came, and one row a cut for what the charts show."""
    rows = sample_run.query(WINDOWS)
    assert len(rows) >= 3
    assert [row for row in rows if row[1] != row[2] or row[3] != row[4] or row[5] != 1] == []


def test_outlook_is_reached_by_the_roles(sample_run: Run) -> None:
    (counts,) = sample_run.query(OUTLOOK_ROWS)
    assert counts[0] > 100
    assert set(counts) == {counts[0]}


def test_at_stake(sample_run: Run) -> None:
    rows = sample_run.query(AT_STAKE)
    assert len(rows) > 100
    assert [row for row in rows if abs(float(row[0]) - row[1]) > 0.01 + float(row[0]) / 1e5] == []


def test_next_window(sample_run: Run) -> None:
    assert sample_run.query(NEXT_WINDOW) == [(1, 1, 0)]


def test_segments_afterwards(sample_run: Run) -> None:
    rows = sample_run.query(SEGMENTS_AFTERWARDS)
    assert len(rows) > 10
    assert [row for row in rows if abs(float(row[2]) - float(row[3])) > 0.001] == []
    assert [row for row in rows if abs(row[4] - row[5]) > 1e-9] == []

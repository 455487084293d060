"""Figures of the pages Changes and Products, counted in SQL as the measures count them.

As in test_numbers.py: no DAX can be computed here, so each query joins and adds as its measures do.
"""

from __future__ import annotations

from tests.python.conftest import Run

# The waterfall adds up the effects of a tree; the cards say the two ends.
TREES = """
    select
        comparison,
        period_start,
        tree,
        sum(amount),
        max(revenue_now) - max(revenue_before),
        count(*) - count(distinct effect),
        max(revenue_now) - min(revenue_now)
    from reporting.vw_revenue_change
    group by comparison, period_start, tree
"""

# What is sorted by Position has one position, or Power BI refuses to refresh.
POSITIONS = """
    select effect
    from reporting.vw_revenue_change
    group by effect
    having min(position) <> max(position)
"""

# At the last month end the segments moved to are the segments of the customers.
MOVES = """
    with moves as (
        select to_segment, sum(customers) as customers
        from reporting.vw_segment_migration
        where month_end = (select max(month_end) from reporting.vw_segment_migration)
        group by to_segment
    ),
    customers as (
        select segment, count(*) as customers
        from reporting.vw_customer_360
        group by segment
    )
    select moves.to_segment, moves.customers, customers.customers
    from moves
    full outer join customers
        on moves.to_segment = customers.segment
"""

# Sales filtered by a product, joined to Customers, as the measures of articles see them.
ARTICLES = """
    with last_days as (
        select max(invoice_date) as last_day
        from reporting.vw_fact_sales
        where transaction_type = 'sale'
    ),
    buyers as (
        select
            sales.stock_code,
            sales.customer_id,
            count(distinct sales.invoice_no) as orders,
            max(case when sales.invoice_date = customers.first_purchase_date then 1 else 0 end) as first
        from reporting.vw_fact_sales as sales
        inner join reporting.vw_customer_360 as customers
            on sales.customer_id = customers.customer_id
        where sales.transaction_type = 'sale'
        group by sales.stock_code, sales.customer_id
    ),
    known as (
        select
            stock_code,
            count(*) as customers,
            sum(case when orders > 1 then 1 else 0 end) as repeaters,
            sum(first) as firsts
        from buyers
        group by stock_code
    ),
    counted as (
        select
            sales.stock_code,
            sum(sales.revenue) as net_revenue,
            count(distinct case when sales.transaction_type = 'sale' then sales.invoice_no end) as orders,
            sum(case when sales.transaction_type = 'sale' then 1 else 0 end) as sale_lines,
            sum(case when sales.transaction_type = 'return' then 1 else 0 end) as return_lines,
            sum(case
                when sales.invoice_date > last_days.last_day - 90
                    and sales.invoice_date <= last_days.last_day then sales.revenue
                else 0
            end) as recent,
            sum(case
                when sales.invoice_date > last_days.last_day - 180
                    and sales.invoice_date <= last_days.last_day - 90 then sales.revenue
                else 0
            end) as previous
        from reporting.vw_fact_sales as sales
        cross join last_days
        group by sales.stock_code
    )
    select
        products.stock_code,
        products.net_revenue, products.orders, products.sale_lines, products.return_lines,
        products.recent_revenue, products.previous_revenue, products.customers,
        products.repeat_customers, products.first_order_customers,
        products.return_share_low, products.return_share_high,
        counted.net_revenue, counted.orders, counted.sale_lines, counted.return_lines,
        counted.recent, counted.previous, coalesce(known.customers, 0),
        coalesce(known.repeaters, 0), coalesce(known.firsts, 0),
        partners.recommended_description, products.best_partner_description
    from reporting.vw_product_360 as products
    inner join counted
        on products.stock_code = counted.stock_code
    left join known
        on products.stock_code = known.stock_code
    left join reporting.vw_cross_sell as partners
        on products.stock_code = partners.stock_code and partners.rank = 1
"""

CAME_BACK = """
    select dimension, member, came_back / customers, came_back_share
    from reporting.vw_cohort_value
"""


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """The interval, as Returned lines, at least and at most compute it."""
    z_squared = 3.8416
    middle = hits + z_squared / 2
    half = 1.96 * (hits * (trials - hits) / trials + z_squared / 4) ** 0.5
    return (middle - half) / (trials + z_squared), (middle + half) / (trials + z_squared)


def test_trees(sample_run: Run) -> None:
    rows = sample_run.query(TREES)
    assert len(rows) > 20
    assert [row for row in rows if row[3] != row[4] or row[5] != 0 or row[6] != 0] == []
    assert sample_run.query(POSITIONS) == []


def test_moves(sample_run: Run) -> None:
    rows = sample_run.query(MOVES)
    assert len(rows) >= 5
    assert [row for row in rows if row[1] != row[2]] == []


def test_articles(sample_run: Run) -> None:
    rows = sample_run.query(ARTICLES)
    assert len(rows) > 50
    assert [row for row in rows if row[1:10] != row[12:21] or row[21] != row[22]] == []
    for row in rows:
        low, high = wilson(min(row[4], row[3]), row[3])
        assert abs(row[10] - low) < 1e-9
        assert abs(row[11] - high) < 1e-9


def test_came_back(sample_run: Run) -> None:
    rows = sample_run.query(CAME_BACK)
    assert len(rows) > 20
    assert [row for row in rows if abs(row[2] - row[3]) > 1e-9] == []

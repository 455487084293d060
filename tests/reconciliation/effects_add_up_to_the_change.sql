-- The effects of each tree add up to the change of net revenue, to the last digit, and the net revenue is that of
-- the lines of the same days.

with

effects as (

    select
        comparison,
        period_start,
        tree,
        first_day_now,
        last_day_now,
        revenue_before,
        revenue_now,
        sum(amount) as amount
    from {{ ref('revenue_change') }}
    group by
        comparison,
        period_start,
        tree,
        first_day_now,
        last_day_now,
        revenue_before,
        revenue_now

),

daily as (

    select
        invoice_date,
        sum(revenue) as revenue
    from {{ ref('fact_sales') }}
    group by invoice_date

),

compared as (

    select
        effects.comparison,
        effects.period_start,
        effects.tree,
        effects.revenue_before,
        effects.revenue_now,
        effects.amount,
        sum(daily.revenue) as lines_revenue
    from effects
    left join daily
        on daily.invoice_date between effects.first_day_now and effects.last_day_now
    group by
        effects.comparison,
        effects.period_start,
        effects.tree,
        effects.revenue_before,
        effects.revenue_now,
        effects.amount

)

select *
from compared
where
    amount <> revenue_now - revenue_before
    or revenue_now <> coalesce(lines_revenue, 0)

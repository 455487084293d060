-- Every segment has the customers that customer_rfm gives it, with all that customer_360 says of them;
-- the interval of the mean computed in floats.

with

members as (

    select
        scores.segment,
        customers.*,
        cast(customers.monetary as {{ double_type() }}) as monetary_float

    from {{ ref('customer_360') }} as customers
    inner join {{ ref('customer_rfm') }} as scores
        on customers.customer_id = scores.customer_id

),

everybody as (

    select
        count(*) as customers,
        sum(gross_revenue) as gross_revenue

    from {{ ref('customer_360') }}

),

centred as (

    select
        members.*,
        monetary_float - avg(monetary_float) over (partition by segment) as deviation

    from members

),

segments as (

    select
        segment,
        count(*) as customers,
        sum(frequency) as orders,
        sum(is_whale) as whales,
        count(case when churn_risk = 'high' then 1 end) as high_churn_risk_customers,
        sum(gross_revenue) as gross_revenue,
        sum(returned_revenue) as returned_revenue,
        sum(gross_revenue) + sum(returned_revenue) as net_revenue,
        sum(monetary) as monetary,
        avg(monetary_float) as mean_monetary,
        avg(cast(recency_days as {{ double_type() }})) as mean_recency_days,
        avg(cast(frequency as {{ double_type() }})) as mean_frequency,
        1.96 * sqrt(
            sum(deviation * deviation)
            / nullif(cast(count(*) - 1 as {{ double_type() }}), 0)
            / cast(count(*) as {{ double_type() }})
        ) as margin

    from centred
    group by segment

),

expected as (

    select
        segments.*,
        cast(segments.customers as {{ double_type() }})
            / cast(everybody.customers as {{ double_type() }}) as customer_share,
        cast(segments.gross_revenue as {{ double_type() }})
            / cast(everybody.gross_revenue as {{ double_type() }}) as gross_revenue_share,
        segments.mean_monetary - segments.margin as mean_monetary_low,
        segments.mean_monetary + segments.margin as mean_monetary_high

    from segments
    cross join everybody

)

{{- rows_that_differ(
    ref('rfm_segment_summary'),
    text_keys=['segment'],
    columns=[
        'customers', 'orders', 'whales', 'high_churn_risk_customers', 'gross_revenue',
        'returned_revenue', 'net_revenue', 'monetary',
    ],
    rounded=['mean_monetary', 'mean_monetary_low', 'mean_monetary_high'],
    nearly=['customer_share', 'gross_revenue_share', 'mean_recency_days', 'mean_frequency'],
) }}

-- Each segment of a cut has the customers that it held then and what they did within the horizon, by the lines after
-- the cut; the interval by the sum of squares less the square of the sum.
{%- set horizons = outlook_horizons() %}

with

cuts as (

    select
        cuts.cut_number,
        cuts.cut_date,
        cuts.last_counted_date,
        {{ horizons[0] }} as horizon_days

    from {{ ref('int_outlook_cuts') }} as cuts
    where {{ days_between('cuts.cut_date', 'cuts.last_observed_date') }} >= {{ horizons[0] }}

    union all

    select
        cuts.cut_number,
        cuts.cut_date,
        cuts.last_counted_date,
        {{ horizons[1] }} as horizon_days

    from {{ ref('int_outlook_cuts') }} as cuts
    where {{ days_between('cuts.cut_date', 'cuts.last_observed_date') }} >= {{ horizons[1] }}

),

days as (

    select
        customer_id,
        invoice_date,
        max(case when transaction_type = 'sale' then 1 else 0 end) as orders,
        {{ rfm_monetary(
            'sum(revenue)', 'sum(case when transaction_type = \'sale\' then revenue else 0 end)'
        ) }} as revenue

    from {{ ref('fact_sales') }}
    where customer_id is not null
    group by customer_id, invoice_date

),

members as (

    select
        segments.segment,
        segments.customer_id,
        cuts.cut_date,
        cuts.horizon_days,
        coalesce(sum(days.orders), 0) as orders,
        cast(coalesce(sum(days.revenue), 0) as decimal(28, 4)) as revenue

    from cuts
    inner join {{ ref('int_outlook_segments') }} as segments
        on cuts.cut_number = segments.cut_number
    left join days
        on
            segments.customer_id = days.customer_id
            and days.invoice_date > cuts.last_counted_date
            and days.invoice_date <= {{ add_days('cuts.cut_date', 'cuts.horizon_days') }}
    group by
        segments.segment,
        segments.customer_id,
        cuts.cut_date,
        cuts.horizon_days

),

totals as (

    select
        segment,
        cut_date,
        horizon_days,
        count(*) as customers,
        count(case when orders > 0 then 1 end) as buyers,
        sum(orders) as orders,
        sum(revenue) as revenue,
        cast(sum(revenue) as {{ double_type() }}) / count(*) as mean_revenue,
        sum(cast(revenue as {{ double_type() }}) * cast(revenue as {{ double_type() }})) as squares

    from members
    group by segment, cut_date, horizon_days

),

margins as (

    select
        totals.*,
        -- what is left of two large sums may fall a little below 0
        case
            when customers > 1 and squares > customers * mean_revenue * mean_revenue
                then 1.96 * sqrt(
                    (squares - customers * mean_revenue * mean_revenue)
                    / (customers - 1) / cast(customers as {{ double_type() }})
                )
            when customers > 1 then 0
        end as margin

    from totals

),

expected as (

    select
        margins.*,
        cast(buyers as {{ double_type() }}) / customers as buyer_share,
        cast(orders as {{ double_type() }}) / customers as orders_per_customer,
        mean_revenue as revenue_per_customer,
        mean_revenue - margin as revenue_per_customer_low,
        mean_revenue + margin as revenue_per_customer_high

    from margins

)

{{- rows_that_differ(
    ref('segment_outcomes'),
    keys=['cut_date', 'horizon_days'],
    text_keys=['segment'],
    columns=['customers', 'buyers', 'orders', 'revenue'],
    nearly=['buyer_share', 'orders_per_customer'],
    rounded=[
        'revenue_per_customer', 'revenue_per_customer_low', 'revenue_per_customer_high',
    ],
) }}

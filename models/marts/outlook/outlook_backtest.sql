{%- set measures = [
    'customers', 'auc', 'brier', 'log_loss', 'calibration_error', 'buyers_predicted', 'buyers_actual',
    'orders_predicted', 'orders_actual', 'orders_mae', 'orders_r2',
    'revenue_predicted', 'revenue_actual', 'revenue_mae', 'top_tenth_revenue_share',
] -%}

with

predictions as (select * from {{ ref('int_outlook_predictions') }}),

-- Places from the lowest rank_by and from the highest value_by, and tenths by probability.
placed as (

    select
        predictions.*,
        rank() over (
            partition by cut_date, horizon_days, method
            order by rank_by
        ) as first_place,
        count(*) over (partition by cut_date, horizon_days, method, rank_by) as equals,
        row_number() over (
            partition by cut_date, horizon_days, method
            order by value_by desc, customer_id asc
        ) as value_place,
        ntile(10) over (
            partition by cut_date, horizon_days, method
            order by probability, customer_id
        ) as bin,
        count(*) over (partition by cut_date, horizon_days, method) as customers,
        cast(sum(actual_orders) over (
            partition by cut_date, horizon_days, method
        ) as {{ double_type() }}) / count(*) over (
            partition by cut_date, horizon_days, method
        ) as mean_orders

    from predictions

),

-- Sums are of decimals: a sum of floats would depend on the order of the rows.
measured as (

    select
        placed.*,
        case when value_place <= ceiling(customers / 10e0) then actual_revenue end as top_revenue,
        -- twice the mean place of equals, a whole number
        cast(2 * first_place + equals - 1 as bigint) as twice_place,
        cast(probability - is_buyer as decimal(12, 10)) as miss,
        case
            when probability is not null
                then cast(-{{ natural_log(
                    'case when is_buyer = 1 then ' ~ at_least_a_millionth('probability')
                    ~ ' else ' ~ at_least_a_millionth('(1 - probability)') ~ ' end'
                ) }} as decimal(18, 10))
        end as loss,
        cast(orders - actual_orders as decimal(18, 8)) as orders_miss,
        cast(revenue - actual_revenue as decimal(28, 4)) as revenue_miss,
        -- to few enough decimals that a square is exact on every engine
        cast(round(orders - actual_orders, 6) as decimal(14, 6)) as rounded_miss,
        cast(round(actual_orders - mean_orders, 6) as decimal(14, 6)) as rounded_spread

    from placed

),

bins as (

    select
        cut_date,
        horizon_days,
        method,
        bin,
        abs(sum(miss)) as bin_miss

    from measured
    group by cut_date, horizon_days, method, bin

),

calibration as (

    select
        cut_date,
        horizon_days,
        method,
        cast(sum(bin_miss) as {{ double_type() }}) as all_bins_miss

    from bins
    group by cut_date, horizon_days, method

),

totals as (

    select
        cut_date,
        horizon_days,
        method,
        cast(count(*) as {{ double_type() }}) as customers,
        cast(sum(is_buyer) as {{ double_type() }}) as buyers_actual,
        cast(sum(case when is_buyer = 1 then twice_place else 0 end) as {{ double_type() }})
            as buyers_twice_place,
        cast(sum(probability) as {{ double_type() }}) as buyers_predicted,
        cast(sum(cast(miss * miss as decimal(20, 16))) as {{ double_type() }}) as squared_miss,
        cast(sum(loss) as {{ double_type() }}) as loss,
        cast(sum(orders) as {{ double_type() }}) as orders_predicted,
        cast(sum(actual_orders) as {{ double_type() }}) as orders_actual,
        cast(sum(abs(orders_miss)) as {{ double_type() }}) as orders_miss,
        cast(sum(rounded_miss * rounded_miss) as {{ double_type() }}) as squared_orders_miss,
        cast(sum(rounded_spread * rounded_spread) as {{ double_type() }}) as squared_orders_spread,
        cast(sum(revenue) as {{ double_type() }}) as revenue_predicted,
        cast(sum(actual_revenue) as {{ double_type() }}) as revenue_actual,
        cast(sum(abs(revenue_miss)) as {{ double_type() }}) as revenue_miss,
        cast(sum(top_revenue) as {{ double_type() }}) as top_revenue

    from measured
    group by cut_date, horizon_days, method

),

measures as (

    select
        totals.cut_date,
        totals.horizon_days,
        totals.method,
        totals.customers,
        -- Mann and Whitney: the chance that a buyer stands above a customer who did not buy
        (totals.buyers_twice_place - totals.buyers_actual * (totals.buyers_actual + 1e0))
        / 2e0 / nullif(totals.buyers_actual * (totals.customers - totals.buyers_actual), 0) as auc,
        totals.squared_miss / totals.customers as brier,
        totals.loss / totals.customers as log_loss,
        calibration.all_bins_miss / totals.customers as calibration_error,
        totals.buyers_predicted,
        totals.buyers_actual,
        totals.orders_predicted,
        totals.orders_actual,
        totals.orders_miss / totals.customers as orders_mae,
        1e0 - totals.squared_orders_miss / nullif(totals.squared_orders_spread, 0) as orders_r2,
        totals.revenue_predicted,
        totals.revenue_actual,
        totals.revenue_miss / totals.customers as revenue_mae,
        totals.top_revenue / nullif(totals.revenue_actual, 0) as top_tenth_revenue_share

    from totals
    inner join calibration
        on
            totals.cut_date = calibration.cut_date
            and totals.horizon_days = calibration.horizon_days
            and totals.method = calibration.method

),

final as (

    {% for measure in measures -%}
        select
            cut_date,
            horizon_days,
            cast('{{ measure }}' as {{ text_type(30) }}) as measure,
            method,
            {{ measure }} as value

        from measures
        where {{ measure }} is not null
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

)

select * from final

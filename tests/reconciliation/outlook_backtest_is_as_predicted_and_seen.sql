-- Each measure of the back-test is what the predictions and the outcomes of its cut give: the area under the curve
-- by counting pairs, errors by their squares, spread by the sum of squares less the square of the sum.
{%- set measures = [
    'customers', 'auc', 'brier', 'log_loss', 'calibration_error', 'buyers_predicted',
    'buyers_actual', 'orders_predicted', 'orders_actual', 'orders_mae', 'orders_r2', 'revenue_predicted',
    'revenue_actual', 'revenue_mae', 'top_tenth_revenue_share',
] %}
{%- set window = 'partition by cut_date, horizon_days, method' %}

with

predictions as (select * from {{ ref('int_outlook_predictions') }}),

-- how many of each rank ordered and did not, and how many below did not
ranks as (

    select
        cut_date,
        horizon_days,
        method,
        rank_by,
        cast(sum(is_buyer) as {{ double_type() }}) as buyers,
        cast(sum(1 - is_buyer) as {{ double_type() }}) as others

    from predictions
    group by cut_date, horizon_days, method, rank_by

),

pairs as (

    select
        cut_date,
        horizon_days,
        method,
        buyers,
        others,
        sum(others) over (
            {{ window }} order by rank_by rows between unbounded preceding and current row
        ) - others / 2e0 as others_below

    from ranks

),

curves as (

    select
        cut_date,
        horizon_days,
        method,
        sum(buyers * others_below) / nullif(sum(buyers) * sum(others), 0) as auc

    from pairs
    group by cut_date, horizon_days, method

),

tenths as (

    select
        predictions.*,
        cast(probability as {{ double_type() }}) as chance,
        ntile(10) over ({{ window }} order by probability, customer_id) as tenth,
        row_number() over ({{ window }} order by value_by desc, customer_id asc)
            - 0.1 * count(*) over ({{ window }}) as beyond_the_top

    from predictions

),

gaps as (

    select
        cut_date,
        horizon_days,
        method,
        sum(abs(gap)) as gap

    from (
        select
            cut_date,
            horizon_days,
            method,
            tenth,
            sum(chance) - sum(is_buyer) as gap
        from tenths
        group by cut_date, horizon_days, method, tenth
    ) as by_tenth
    group by cut_date, horizon_days, method

),

totals as (

    select
        cut_date,
        horizon_days,
        method,
        cast(count(*) as {{ double_type() }}) as customers,
        sum((chance - is_buyer) * (chance - is_buyer)) / count(*) as brier,
        -sum({{ natural_log(
            'case when is_buyer = 1 and chance > 1e-6 then chance '
            ~ 'when is_buyer = 0 and chance < 1 - 1e-6 then 1 - chance '
            ~ 'when chance is not null then 1e-6 end'
        ) }}) / count(*) as log_loss,
        sum(chance) as buyers_predicted,
        cast(sum(is_buyer) as {{ double_type() }}) as buyers_actual,
        cast(sum(orders) as {{ double_type() }}) as orders_predicted,
        cast(sum(actual_orders) as {{ double_type() }}) as orders_actual,
        cast(sum(abs(orders - actual_orders)) as {{ double_type() }}) / count(*) as orders_mae,
        1e0 - sum(
            cast(orders - actual_orders as {{ double_type() }})
            * cast(orders - actual_orders as {{ double_type() }})
        ) / nullif(
            sum(cast(actual_orders as {{ double_type() }}) * actual_orders)
            - cast(sum(actual_orders) as {{ double_type() }}) * sum(actual_orders) / count(*),
            0
        ) as orders_r2,
        cast(sum(revenue) as {{ double_type() }}) as revenue_predicted,
        cast(sum(actual_revenue) as {{ double_type() }}) as revenue_actual,
        cast(sum(abs(revenue - actual_revenue)) as {{ double_type() }}) / count(*) as revenue_mae,
        -- a tenth of 25 customers are 3
        cast(
            sum(case when beyond_the_top < 1 then actual_revenue else 0 end) as {{ double_type() }}
        ) / nullif(cast(sum(actual_revenue) as {{ double_type() }}), 0) as top_tenth_revenue_share

    from tenths
    group by cut_date, horizon_days, method

),

measured as (

    select
        totals.*,
        curves.auc,
        gaps.gap / totals.customers as calibration_error

    from totals
    inner join curves
        on
            totals.cut_date = curves.cut_date
            and totals.horizon_days = curves.horizon_days
            and totals.method = curves.method
    inner join gaps
        on
            totals.cut_date = gaps.cut_date
            and totals.horizon_days = gaps.horizon_days
            and totals.method = gaps.method

),

expected as (

    {%- for measure in measures %}

    select
        cut_date,
        horizon_days,
        method,
        '{{ measure }}' as measure,
        {{ measure }} as value

    from measured
    where {{ measure }} is not null
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)

{{- rows_that_differ(
    ref('outlook_backtest'),
    keys=['cut_date', 'horizon_days'],
    text_keys=['measure', 'method'],
    rounded=['value'],
) }}

{%- set horizon = outlook_horizons()[0] -%}
{%- set clv_days = clv_horizon() -%}
{%- set quarters = [0, clv_days * 1 // 4, clv_days * 2 // 4, clv_days * 3 // 4, clv_days] -%}
{#- a year ago in the grid, whose cut is the one on which the window after an earlier cut is over #}
{%- set grid_of_season = outlook_cuts_of_a_year() - outlook_cuts_of_window(horizon) -%}
{%- set yearly_rate = checked_var('clv_yearly_discount_rate') -%}

with

histories as (select * from {{ ref('int_customer_histories') }}),

scores as (select * from {{ ref('int_outlook_scores') }}),

grid as (select * from {{ ref('int_outlook_grid') }}),

unpredicted as (select * from {{ ref('int_outlook_unpredicted') }}),

near as (

    select * from scores
    where cut_number = 0 and horizon_days = {{ horizon }}

),

-- The orders expected within each quarter of the lifetime value's horizon, as numbers from today. A year spans all
-- seasons, so they are those of any season.
quarters as (

    select
        customer_id,
        max(expected_order_value) as expected_order_value
        {%- for days in quarters[1:] %},
        max(case when horizon_days = {{ days }} then orders_of_any_season end)
            as orders_within_{{ loop.index }}
        {%- endfor %}

    from scores
    where cut_number = 0
    group by customer_id

),

lifetime as (

    select
        customer_id,
        orders_within_4 as clv_expected_orders,
        -- each quarter's orders count as if they came in its middle
        expected_order_value * (
            {%- for days in quarters[1:] %}
            {{ '+ ' if not loop.first }}(
                orders_within_{{ loop.index }}
                {%- if not loop.first %} - orders_within_{{ loop.index - 1 }}{% endif %}
            ) * power(1e0 + {{ yearly_rate }}, -{{ (quarters[loop.index - 1] + days) / 2 }} / 365e0)
            {%- endfor %}
        ) as clv

    from quarters

),

today as (

    select
        histories.*,
        {{ recency_band('histories.recency_days') }} as recency_band,
        {{ frequency_band('histories.purchase_days') }} as frequency_band,
        case
            when histories.purchase_days > 1
                then cast(round(
                    cast(histories.active_days as {{ double_type() }})
                    / cast(histories.purchase_days - 1 as {{ double_type() }}),
                    0
                ) as int)
        end as gap_days

    from histories
    where histories.cut_number = 0

),

joined as (

    select
        today.*,
        near.p_order,
        near.p_alive,
        near.expected_orders,
        near.expected_order_value,
        near.expected_orders * near.expected_order_value as expected_revenue,
        near.weeks_to_even_chance,
        coalesce(near.is_seasonal, 0) as is_seasonal,
        {{ at_least_within(
            'lifetime.clv_expected_orders', clv_days, 'near.expected_orders', horizon
        ) }} as clv_expected_orders,
        cast(round({{ at_least_within(
            'lifetime.clv', clv_days, 'near.expected_orders * near.expected_order_value', horizon
        ) }}, 2) as decimal(28, 4)) as clv,
        grid.customers as like_customers,
        grid.buyers as like_buyers,
        case when near.p_order is null then unpredicted.unpredicted_because end
            as unpredicted_because,
        case when near.p_order is null then unpredicted.unpredicted_found end as unpredicted_found,
        case when near.p_order is null then unpredicted.unpredicted_needed end
            as unpredicted_needed

    from today
    inner join unpredicted
        on today.cut_date = unpredicted.cut_date
    left join near
        on today.customer_id = near.customer_id
    left join lifetime
        on today.customer_id = lifetime.customer_id
    left join grid
        on
            grid.cut_number = case when near.is_seasonal = 1 then {{ grid_of_season }} else 0 end
            and today.recency_band = grid.recency_band
            and today.frequency_band = grid.frequency_band
            and grid.horizon_days = {{ horizon }}

),

ranks as (

    {{ rank_by_value('joined', 'clv') }}

),

counted as (select count(*) as customer_count from joined),

ranked as (

    select
        joined.*,
        ranks.value_rank as clv_rank,
        counted.customer_count

    from joined
    cross join counted
    left join ranks
        on joined.clv = ranks.clv

),

final as (

    select
        customer_id,
        cut_date as as_of_date,

        -- within the horizon
        cast({{ horizon }} as int) as horizon_days,
        cast(round(p_order, 6) as {{ double_type() }}) as p_order,
        cast(round(p_alive, 6) as {{ double_type() }}) as p_alive,
        cast(round(expected_orders, 6) as {{ double_type() }}) as expected_orders,
        cast(round(expected_order_value, 2) as decimal(28, 4)) as expected_order_value,
        cast(round(expected_revenue, 2) as decimal(28, 4)) as expected_revenue,
        -- lost if nobody came back later who does not come back within the horizon
        cast(round(
            coalesce(cast(clv as {{ double_type() }}), expected_revenue) * (1e0 - p_order), 2
        ) as decimal(28, 4)) as revenue_at_risk,
        case
            when weeks_to_even_chance < 520
                then {{ add_days(
                    'cut_date', 'cast(ceiling(round(7e0 * weeks_to_even_chance, 6)) as int)'
                ) }}
        end as expected_next_order_date,

        -- within the lifetime value's horizon
        cast({{ clv_days }} as int) as clv_horizon_days,
        cast(round(clv_expected_orders, 6) as {{ double_type() }}) as clv_expected_orders,
        clv,
        case
            when clv is not null then {{ is_whale('clv', 'clv_rank', 'customer_count') }}
        end as is_expected_whale,

        -- in words
        gap_days,
        recency_band,
        frequency_band,
        like_customers,
        like_buyers,
        is_seasonal,
        {{ churn_risk('p_order') }} as churn_risk,
        unpredicted_because,
        unpredicted_found,
        unpredicted_needed,
        {{ outlook_why(
            'gap_days', 'recency_days', 'like_customers', 'like_buyers', 'unpredicted_because', horizon, 'is_seasonal'
        ) }} as why

    from ranked

)

select * from final

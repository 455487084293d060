-- Each customer of today's cut has what the current fit says of their history: the chances by logarithms, orders and
-- value as scored, and the lifetime value discounted quarter by quarter.
{%- set horizon = outlook_horizons()[0] %}
{%- set days = clv_horizon() %}
{#- the latest cut whose next window is all in the past #}
{%- set cut_before = (horizon + 90) // 91 %}

with

histories as (select * from {{ ref('int_customer_histories') }}),

fits as (

    select *
    from {{ ref('int_outlook_horizons') }}
    where cut_number = 0 and horizon_days = {{ horizon }}

),

scores as (

    select *
    from {{ ref('int_outlook_scores') }}
    where cut_number = 0

),

seasons as (

    select
        cut_number,
        case when season_shift <> 0e0 then 1 else 0 end as is_seasonal

    from fits

),

weeks as (

    select
        histories.customer_id,
        fits.r,
        fits.alpha,
        fits.a,
        fits.b,
        fits.season_shift,
        cast(histories.repeat_purchases as {{ double_type() }}) as x,
        histories.last_purchase_age_days / 7e0 as last_age,
        histories.age_days / 7e0 as age

    from histories
    cross join fits
    where histories.cut_number = 0

),

chances as (

    select
        weeks.*,
        {{ natural_log('a / (b + x)') }}
        + (r + x) * ({{ natural_log('alpha + age') }} - {{ natural_log('alpha + last_age') }})
            as log_odds_of_leaving,
        -(r + x) * {{ natural_log('1e0 + ' ~ horizon ~ ' / 7e0 / (alpha + age)') }}
            as log_of_no_order

    from weeks

),

active as (

    select
        chances.*,
        -- e^700 is about the largest float
        1e0 / (
            1e0
            + exp(case when log_odds_of_leaving < 700e0 then log_odds_of_leaving else 700e0 end)
        ) as p_alive

    from chances

),

predicted as (

    select
        active.*,
        p_alive * (1e0 - exp(log_of_no_order)) as p_any_season

    from active

),

shifted as (

    select
        customer_id,
        p_alive,
        p_any_season / (p_any_season + (1e0 - p_any_season) * exp(-season_shift)) as p_order

    from predicted

),

quarters as (

    select
        customer_id,
        horizon_days,
        orders_of_any_season,
        expected_order_value,
        lag(horizon_days) over (partition by customer_id order by horizon_days) as days_before,
        lag(orders_of_any_season) over (partition by customer_id order by horizon_days)
            as orders_before

    from scores
    where horizon_days in (
        {{ days * 1 // 4 }}, {{ days * 2 // 4 }}, {{ days * 3 // 4 }}, {{ days }}
    )

),

lifetime as (

    select
        customer_id,
        max(orders_of_any_season) as clv_expected_orders,
        sum(
            expected_order_value * (orders_of_any_season - coalesce(orders_before, 0))
            / exp(
                {{ natural_log('1e0 + ' ~ checked_var('clv_yearly_discount_rate')) }}
                * (coalesce(days_before, 0) + horizon_days) / 730e0
            )
        ) as clv

    from quarters
    group by customer_id
    having count(*) = 4

),

near as (

    select
        customer_id,
        expected_orders,
        expected_orders * expected_order_value as expected_revenue

    from scores
    where horizon_days = {{ horizon }}

),

-- Within a year at least what is expected within its first days, of which the season is known.
longest as (

    select
        lifetime.customer_id,
        {%- for column, first in [
            ('clv_expected_orders', 'expected_orders'), ('clv', 'expected_revenue')
        ] %}
        {%- if days < horizon %}
        lifetime.{{ column }}
        {%- else %}
        case
            when near.{{ first }} > lifetime.{{ column }} then near.{{ first }}
            else lifetime.{{ column }}
        end as {{ column }}
        {%- endif %}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}

    from lifetime
    left join near
        on lifetime.customer_id = near.customer_id

),

ranked as (

    select
        customer_id,
        cast(round(clv, 2) as decimal(28, 4)) as clv,
        row_number() over (order by clv desc) as place

    from longest

),

counted as (

    select count(*) as customer_count
    from histories
    where cut_number = 0

),

-- what the last of the expected whales is worth
whale_border as (

    select min(ranked.clv) as least_clv
    from ranked
    cross join counted
    where ranked.place <= ceiling({{ checked_var('whale_share') }} * counted.customer_count)

),

like_them as (

    select
        cut_number,
        {{ recency_band('recency_days') }} as recency_band,
        {{ frequency_band('purchase_days') }} as frequency_band,
        count(*) as like_customers,
        count(case when next_purchases > 0 then 1 end) as like_buyers

    from histories
    where cut_number in ({{ cut_before }}, 4) and next_purchases is not null
    group by cut_number, {{ recency_band('recency_days') }}, {{ frequency_band('purchase_days') }}

),

-- The reason of today, where there is nothing to score.
unpredicted as (

    select
        case when counts.scored = 0 then reasons.unpredicted_because end as unpredicted_because,
        case when counts.scored = 0 then reasons.unpredicted_found end as unpredicted_found,
        case when counts.scored = 0 then reasons.unpredicted_needed end as unpredicted_needed

    from {{ ref('int_outlook_unpredicted') }} as reasons
    cross join (select count(*) as scored from fits) as counts

),

today as (

    select
        histories.*,
        {{ recency_band('recency_days') }} as recency_band,
        {{ frequency_band('purchase_days') }} as frequency_band,
        cast(round(
            active_days / nullif(cast(purchase_days - 1 as {{ double_type() }}), 0), 0
        ) as int) as gap_days

    from histories
    where cut_number = 0

),

expected as (

    select
        today.customer_id,
        today.cut_date as as_of_date,
        {{ horizon }} as horizon_days,
        shifted.p_order,
        shifted.p_alive,
        scores.expected_orders,
        scores.expected_order_value,
        scores.expected_orders * scores.expected_order_value as expected_revenue,
        -- of the lifetime value as it is shown, in cents
        coalesce(
            cast(ranked.clv as {{ double_type() }}),
            scores.expected_orders * scores.expected_order_value
        ) * (1e0 - shifted.p_order) as revenue_at_risk,
        case
            when scores.weeks_to_even_chance < 520
                then {{ add_days(
                    'today.cut_date',
                    'cast(ceiling(round(scores.weeks_to_even_chance * 7e0, 6)) as int)'
                ) }}
        end as expected_next_order_date,
        {{ days }} as clv_horizon_days,
        longest.clv_expected_orders,
        longest.clv,
        case
            when longest.clv is null then null
            when counted.customer_count < {{ fewest_customers() }} then 0
            when ranked.clv > 0 and ranked.clv >= whale_border.least_clv then 1
            else 0
        end as is_expected_whale,
        today.recency_band,
        today.frequency_band,
        today.gap_days,
        like_them.like_customers,
        like_them.like_buyers,
        coalesce(seasons.is_seasonal, 0) as is_seasonal,
        {{ churn_risk('shifted.p_order') }} as churn_risk,
        unpredicted.unpredicted_because,
        unpredicted.unpredicted_found,
        unpredicted.unpredicted_needed,
        {{ outlook_why(
            'today.gap_days', 'today.recency_days', 'like_them.like_customers', 'like_them.like_buyers',
            'unpredicted.unpredicted_because', horizon, 'seasons.is_seasonal'
        ) }} as why

    from today
    cross join whale_border
    cross join counted
    cross join unpredicted
    left join shifted
        on today.customer_id = shifted.customer_id
    left join scores
        on today.customer_id = scores.customer_id and scores.horizon_days = {{ horizon }}
    left join longest
        on today.customer_id = longest.customer_id
    left join ranked
        on today.customer_id = ranked.customer_id
    left join seasons
        on today.cut_number = seasons.cut_number
    left join like_them
        on
            like_them.cut_number
            = case when seasons.is_seasonal = 1 then 4 else {{ cut_before }} end
            and today.recency_band = like_them.recency_band
            and today.frequency_band = like_them.frequency_band

)
{{- rows_that_differ(
    ref('customer_outlook'),
    text_keys=['customer_id'],
    columns=[
        'as_of_date', 'horizon_days', 'expected_next_order_date', 'clv_horizon_days',
        'is_expected_whale', 'recency_band', 'frequency_band', 'gap_days', 'like_customers',
        'like_buyers', 'is_seasonal', 'unpredicted_found', 'unpredicted_needed',
    ],
    texts=['churn_risk', 'unpredicted_because', 'why'],
    rounded=['p_order', 'p_alive', 'expected_orders', 'clv_expected_orders'],
    cents=['expected_order_value', 'expected_revenue', 'revenue_at_risk', 'clv'],
) }}

with

histories as (select * from {{ ref('int_customer_histories') }}),

horizons as (select * from {{ ref('int_outlook_horizons') }}),

-- In the units of the models: weeks, and numbers that are not whole.
inputs as (

    select
        histories.cut_number,
        histories.cut_date,
        histories.customer_id,
        horizons.horizon_days,
        horizons.r,
        horizons.alpha,
        horizons.a,
        horizons.b,
        horizons.season_shift,
        horizons.season_factor,
        cast(histories.repeat_purchases as {{ double_type() }}) as x,
        cast(histories.last_purchase_age_days as {{ double_type() }}) / 7e0 as last_age,
        cast(histories.age_days as {{ double_type() }}) / 7e0 as age,
        cast(horizons.horizon_days as {{ double_type() }}) / 7e0 as t,
        {{ expected_order_value(
            'horizons.p',
            'horizons.q',
            'horizons.v',
            'cast(histories.purchase_days as ' ~ double_type() ~ ')',
            'case when histories.monetary > 0 then cast(histories.monetary as ' ~ double_type() ~ ') else 0e0 end',
        ) }} as expected_order_value

    from histories
    inner join horizons
        on histories.cut_number = horizons.cut_number

),

active as (

    select
        inputs.*,
        {{ p_alive('r', 'alpha', 'a', 'b', 'x', 'last_age', 'age') }} as p_alive,
        t / (alpha + age + t) as z

    from inputs

),

{{ series_queries('active') }},

scored as (

    select
        cut_number,
        cut_date,
        horizon_days,
        customer_id,
        p_alive,
        {{ shifted_probability(
            '(' ~ p_order('p_alive', 'r', 'alpha', 'x', 'age', 't') ~ ')', 'season_shift'
        ) }} as p_order,
        season_factor,
        {{ expected_orders('p_alive') }} as orders_of_any_season,
        expected_order_value,
        case when season_shift = 0e0 then 0 else 1 end as is_seasonal,
        t,
        {{ weeks_to_even_chance('p_alive', 'r', 'alpha', 'x', 'age', 'season_shift') }}
            as weeks_to_even_chance,
        {{ weeks_to_even_chance('p_alive', 'r', 'alpha', 'x', 'age', '0e0') }}
            as weeks_of_any_season

    from series

),

final as (

    select
        cut_number,
        cut_date,
        horizon_days,
        customer_id,
        p_alive,
        p_order,
        season_factor * orders_of_any_season as expected_orders,
        orders_of_any_season,
        expected_order_value,
        is_seasonal,
        -- a window in which the shop is as good as closed says nothing of the time after it
        case
            when season_factor >= {{ least_season() }} then weeks_to_even_chance
            when weeks_of_any_season < t then t
            else weeks_of_any_season
        end as weeks_to_even_chance

    from scored

)

select * from final

{%- set horizons = outlook_horizons() -%}

with

histories as (select * from {{ ref('int_customer_histories') }}),

scores as (select * from {{ ref('int_outlook_scores') }}),

grid as (select * from {{ ref('int_outlook_grid') }}),

-- One row a customer, cut and horizon, with what happened and all that each method goes by.
windows as (

    {% for suffix, days in [('', horizons[0]), ('_double', horizons[1])] -%}
        select
            cut_number,
            cut_date,
            customer_id,
            cast({{ days }} as int) as horizon_days,
            recency_days,
            purchase_days,
            {{ own_gap_ratio('recency_days', 'purchase_days', 'active_days') }} as own_gap_ratio,
            {{ recency_band('recency_days') }} as recency_band,
            {{ frequency_band('purchase_days') }} as frequency_band,
            previous_purchases{{ suffix }} as previous_purchases,
            previous_revenue{{ suffix }} as previous_revenue,
            next_purchases{{ suffix }} as actual_orders,
            next_revenue{{ suffix }} as actual_revenue,
            case when next_purchases{{ suffix }} > 0 then 1 else 0 end as is_buyer

        from histories
        where cut_number > 0 and next_purchases{{ suffix }} is not null
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

),

joined as (

    select
        windows.*,
        scores.p_order,
        scores.expected_orders,
        scores.expected_orders * scores.expected_order_value as expected_revenue,
        grid.share_back

    from windows
    inner join scores
        on
            windows.cut_number = scores.cut_number
            and windows.horizon_days = scores.horizon_days
            and windows.customer_id = scores.customer_id
    left join grid
        on
            windows.cut_number = grid.cut_number
            and windows.horizon_days = grid.horizon_days
            and windows.recency_band = grid.recency_band
            and windows.frequency_band = grid.frequency_band

),

shares as (

    select
        cut_number,
        horizon_days,
        max(share_back_of_all) as share_back_of_all

    from grid
    group by cut_number, horizon_days

),

methods as (

    -- rank_by: who is most likely to order; value_by: who is worth most
    select
        joined.cut_date,
        joined.horizon_days,
        joined.customer_id,
        'model' as method,
        joined.p_order as rank_by,
        joined.expected_revenue as value_by,
        joined.p_order as probability,
        joined.expected_orders as orders,
        joined.expected_revenue as revenue,
        joined.is_buyer,
        joined.actual_orders,
        joined.actual_revenue

    from joined

    union all

    select
        joined.cut_date,
        joined.horizon_days,
        joined.customer_id,
        'rf_grid' as method,
        coalesce(joined.share_back, shares.share_back_of_all) as rank_by,
        coalesce(joined.share_back, shares.share_back_of_all) as value_by,
        coalesce(joined.share_back, shares.share_back_of_all) as probability,
        null as orders,
        null as revenue,
        joined.is_buyer,
        joined.actual_orders,
        joined.actual_revenue

    from joined
    inner join shares
        on
            joined.cut_number = shares.cut_number
            and joined.horizon_days = shares.horizon_days

    union all

    select
        cut_date,
        horizon_days,
        customer_id,
        'last_period' as method,
        cast(previous_purchases as {{ double_type() }}) as rank_by,
        cast(previous_revenue as {{ double_type() }}) as value_by,
        null as probability,
        cast(previous_purchases as {{ double_type() }}) as orders,
        cast(previous_revenue as {{ double_type() }}) as revenue,
        is_buyer,
        actual_orders,
        actual_revenue

    from joined

    {% for method, column in [
        ('recency', '-recency_days'), ('frequency', 'purchase_days'), ('own_gap', '-own_gap_ratio')
    ] %}
    union all

    select
        cut_date,
        horizon_days,
        customer_id,
        '{{ method }}' as method,
        cast({{ column }} as {{ double_type() }}) as rank_by,
        cast({{ column }} as {{ double_type() }}) as value_by,
        null as probability,
        null as orders,
        null as revenue,
        is_buyer,
        actual_orders,
        actual_revenue

    from joined
    {% endfor %}

),

final as (

    select
        cut_date,
        horizon_days,
        customer_id,
        {{ as_text('method', 20) }} as method,
        round(rank_by, 9) as rank_by,
        round(value_by, 6) as value_by,
        cast(probability as decimal(12, 10)) as probability,
        cast(orders as decimal(18, 8)) as orders,
        cast(revenue as decimal(28, 4)) as revenue,
        is_buyer,
        actual_orders,
        actual_revenue

    from methods

)

select * from final

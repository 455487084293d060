{%- set horizons = outlook_horizons() -%}

with

histories as (select * from {{ ref('int_customer_histories') }}),

segments as (select * from {{ ref('int_outlook_segments') }}),

outcomes as (

    {% for suffix, days in [('', horizons[0]), ('_double', horizons[1])] -%}
        select
            cut_number,
            cut_date,
            customer_id,
            cast({{ days }} as int) as horizon_days,
            next_purchases{{ suffix }} as orders,
            next_revenue{{ suffix }} as revenue,
            case when next_purchases{{ suffix }} > 0 then 1 else 0 end as is_buyer

        from histories
        where next_purchases{{ suffix }} is not null
        {%- if not loop.last %}
        union all
        {% endif -%}
    {%- endfor %}

),

members as (

    select
        segments.segment,
        outcomes.*,
        {{ divide_money(
            'sum(outcomes.revenue) over (partition by segments.segment, outcomes.cut_number, outcomes.horizon_days)',
            'count(*) over (partition by segments.segment, outcomes.cut_number, outcomes.horizon_days)',
        ) }} as revenue_per_customer

    from outcomes
    inner join segments
        on
            outcomes.cut_number = segments.cut_number
            and outcomes.customer_id = segments.customer_id

),

totals as (

    select
        segment,
        cut_date,
        horizon_days,
        revenue_per_customer,
        cast(count(*) as int) as customers,
        cast(sum(is_buyer) as int) as buyers,
        cast(sum(orders) as int) as orders,
        cast(sum(revenue) as decimal(28, 4)) as revenue,
        -- squared in decimals: a sum of floats would depend on the order of the rows
        sum(
            cast(revenue - revenue_per_customer as decimal(19, 4))
            * cast(revenue - revenue_per_customer as decimal(19, 4))
        ) as squared_deviations

    from members
    group by segment, cut_date, horizon_days, revenue_per_customer

),

-- 95 % normal confidence interval of the mean: mean ± 1.96 × √(sample variance / customers)
intervals as (

    select
        totals.*,
        1.96 * sqrt(
            cast(squared_deviations as {{ double_type() }})
            / nullif(cast(customers - 1 as {{ double_type() }}), 0)
            / cast(customers as {{ double_type() }})
        ) as margin

    from totals

),

final as (

    select
        segment,
        cut_date,
        horizon_days,
        customers,
        buyers,
        cast(buyers as {{ double_type() }}) / cast(customers as {{ double_type() }}) as buyer_share,
        orders,
        cast(orders as {{ double_type() }}) / cast(customers as {{ double_type() }})
            as orders_per_customer,
        revenue,
        revenue_per_customer,
        cast(revenue_per_customer as {{ double_type() }}) - margin as revenue_per_customer_low,
        cast(revenue_per_customer as {{ double_type() }}) + margin as revenue_per_customer_high

    from intervals

)

select * from final

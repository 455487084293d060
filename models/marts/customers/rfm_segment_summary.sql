with

customers as (select * from {{ ref('customer_360') }}),

scores as (select * from {{ ref('customer_rfm') }}),

members as (

    select
        scores.segment,
        customers.*,
        {{ divide_money(
            'sum(customers.monetary) over (partition by scores.segment)',
            'count(*) over (partition by scores.segment)',
        ) }} as mean_monetary

    from scores
    inner join customers
        on scores.customer_id = customers.customer_id

),

-- in units that let the squares fit: 1, or a ten-thousand-millionth where money has many noughts
units as (

    select
        members.*,
        case
            when max(abs(monetary - mean_monetary)) over () < 100000000000 then 1
            else 10000000000
        end as deviation_unit

    from members

),

deviations as (

    select
        units.*,
        case
            when deviation_unit = 1 then cast(monetary - mean_monetary as decimal(18, 4))
            else cast(
                cast(monetary - mean_monetary as {{ double_type() }})
                / cast(deviation_unit as {{ double_type() }})
                as decimal(18, 4)
            )
        end as deviation

    from units

),

segments as (

    select
        segment,
        mean_monetary,
        cast(count(*) as int) as customers,
        cast(sum(frequency) as int) as orders,
        cast(sum(gross_revenue) as decimal(28, 4)) as gross_revenue,
        cast(sum(returned_revenue) as decimal(28, 4)) as returned_revenue,
        cast(sum(net_revenue) as decimal(28, 4)) as net_revenue,
        cast(sum(monetary) as decimal(28, 4)) as monetary,
        cast(sum(is_whale) as int) as whales,
        cast(sum(case when churn_risk = 'high' then 1 else 0 end) as int)
            as high_churn_risk_customers,
        cast(sum(cast(recency_days as bigint)) as bigint) as recency_days,
        -- squared in decimals: a sum of floats would depend on the order of the rows
        deviation_unit,
        -- of these two types the product is exact on every engine
        sum(cast(deviation as decimal(19, 4)) * deviation) as squared_deviations

    from deviations
    group by segment, mean_monetary, deviation_unit

),

-- 95 % normal confidence interval of the mean: mean ± 1.96 × √(sample variance / customers)
intervals as (

    select
        segments.*,
        1.96 * sqrt(
            cast(squared_deviations as {{ double_type() }})
            * cast(deviation_unit as {{ double_type() }})
            * cast(deviation_unit as {{ double_type() }})
            / nullif(cast(customers - 1 as {{ double_type() }}), 0)
            / cast(customers as {{ double_type() }})
        ) as margin,
        sum(customers) over () as all_customers,
        sum(gross_revenue) over () as all_gross_revenue

    from segments

),

final as (

    select
        segment,

        -- how many
        customers,
        cast(customers as {{ double_type() }}) / cast(all_customers as {{ double_type() }})
            as customer_share,
        orders,
        whales,
        high_churn_risk_customers,

        -- how much
        gross_revenue,
        returned_revenue,
        net_revenue,
        cast(gross_revenue as {{ double_type() }}) / cast(all_gross_revenue as {{ double_type() }})
            as gross_revenue_share,
        monetary,
        mean_monetary,
        cast(mean_monetary as {{ double_type() }}) - margin as mean_monetary_low,
        cast(mean_monetary as {{ double_type() }}) + margin as mean_monetary_high,

        -- how recent and how often
        cast(recency_days as {{ double_type() }}) / cast(customers as {{ double_type() }})
            as mean_recency_days,
        cast(orders as {{ double_type() }}) / cast(customers as {{ double_type() }})
            as mean_frequency

    from intervals

)

select * from final

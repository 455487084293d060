with

history as (select * from {{ ref('customer_rfm_history') }}),

months as (select * from {{ ref('customer_month_ends') }}),

moves as (

    select
        history.customer_id,
        history.month_end,
        history.segment as to_segment,
        coalesce(
            lag(history.segment) over (
                partition by history.customer_id
                order by history.month_end
            ),
            '{{ before_first_purchase() }}'
        ) as from_segment,
        months.month_net_revenue as revenue,
        coalesce(lag(months.month_net_revenue) over (
            partition by history.customer_id
            order by history.month_end
        ), 0) as revenue_before,
        history.monetary

    from history
    inner join months
        on
            history.customer_id = months.customer_id
            and history.month_end = months.month_end

),

final as (

    select
        -- when, from where, to where
        month_end,
        from_segment,
        to_segment,

        -- how many, how much
        cast(count(*) as int) as customers,
        cast(sum(revenue) as decimal(28, 4)) as revenue,
        cast(sum(revenue_before) as decimal(28, 4)) as revenue_before,
        cast(sum(monetary) as decimal(28, 4)) as monetary

    from moves
    group by month_end, from_segment, to_segment

)

select * from final

-- Each way from a segment to another has the customers that the history shows in the one at a month end and in the
-- other at the next, with the revenue of the two months.

with

moves as (

    select
        history.month_end,
        history.segment as to_segment,
        history.monetary,
        coalesce(history_before.segment, '{{ before_first_purchase() }}') as from_segment,
        months.month_net_revenue as revenue,
        coalesce(months_before.month_net_revenue, 0) as revenue_before

    from {{ ref('customer_rfm_history') }} as history
    inner join {{ ref('customer_month_ends') }} as months
        on history.customer_id = months.customer_id and history.month_end = months.month_end
    left join {{ ref('customer_rfm_history') }} as history_before
        on
            history.customer_id = history_before.customer_id
            and {{ add_days(month_start('history.month_end'), -1) }} = history_before.month_end
    left join {{ ref('customer_month_ends') }} as months_before
        on
            history_before.customer_id = months_before.customer_id
            and history_before.month_end = months_before.month_end

),

expected as (

    select
        month_end,
        from_segment,
        to_segment,
        count(*) as customers,
        sum(revenue) as revenue,
        sum(revenue_before) as revenue_before,
        sum(monetary) as monetary

    from moves
    group by month_end, from_segment, to_segment

)

{{- rows_that_differ(
    ref('segment_migration'),
    keys=['month_end'],
    text_keys=['from_segment', 'to_segment'],
    columns=['customers', 'revenue', 'revenue_before', 'monetary'],
) }}

-- Whoever is in a segment came from somewhere, and whoever was in one went somewhere.

with

history as (

    select
        month_end,
        segment,
        count(*) as customers,
        sum(monetary) as monetary
    from {{ ref('customer_rfm_history') }}
    group by month_end, segment

),

arrived as (

    select
        month_end,
        to_segment,
        sum(customers) as customers,
        sum(monetary) as monetary
    from {{ ref('segment_migration') }}
    group by month_end, to_segment

),

left_again as (

    select
        month_end,
        from_segment,
        sum(customers) as customers
    from {{ ref('segment_migration') }}
    group by month_end, from_segment

),

following as (

    select
        month_end,
        lag(month_end) over (order by month_end) as month_before
    from (select distinct month_end from {{ ref('segment_migration') }}) as months

)

select
    history.month_end,
    history.segment,
    history.customers,
    arrived.customers as arrived,
    left_again.customers as left_again
from history
left join arrived
    on
        history.month_end = arrived.month_end
        and history.segment = arrived.to_segment
left join following
    on history.month_end = following.month_before
left join left_again
    on
        following.month_end = left_again.month_end
        and history.segment = left_again.from_segment
where
    arrived.customers is null
    or history.customers <> arrived.customers
    or history.monetary <> arrived.monetary
    or (following.month_end is not null and coalesce(left_again.customers, 0) <> history.customers)

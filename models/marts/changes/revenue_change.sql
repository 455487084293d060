with

sales as (select * from {{ ref('fact_sales') }}),

comparisons as (select * from {{ ref('revenue_comparisons') }}),

daily as (

    select
        customer_id,
        invoice_date,
        count(distinct case when transaction_type = 'sale' then invoice_no end) as orders,
        sum(case when transaction_type = 'sale' then 1 else 0 end) as lines,
        sum(case when transaction_type = 'sale' then revenue else 0 end) as gross,
        sum(case when transaction_type = 'return' then revenue else 0 end) as returned

    from sales
    group by customer_id, invoice_date

),

firsts as (

    select
        customer_id,
        min(invoice_date) as first_sale_date

    from sales
    where transaction_type = 'sale' and customer_id is not null
    group by customer_id

),

-- each day stands in the period that it belongs to, and in those that are compared with it
sides as (

    select
        comparisons.comparison,
        comparisons.period_start,
        daily.customer_id,
        daily.orders as orders_now,
        daily.lines as lines_now,
        daily.gross as gross_now,
        daily.returned as returned_now,
        0 as orders_before,
        0 as lines_before,
        0 as gross_before,
        0 as returned_before

    from comparisons
    inner join daily
        on daily.invoice_date between comparisons.first_day_now and comparisons.last_day_now
    union all
    select
        comparisons.comparison,
        comparisons.period_start,
        daily.customer_id,
        0 as orders_now,
        0 as lines_now,
        0 as gross_now,
        0 as returned_now,
        daily.orders as orders_before,
        daily.lines as lines_before,
        daily.gross as gross_before,
        daily.returned as returned_before

    from comparisons
    inner join daily
        on daily.invoice_date between comparisons.first_day_before and comparisons.last_day_before

),

by_customer as (

    select
        comparison,
        period_start,
        customer_id,
        sum(orders_now) as orders_now,
        sum(lines_now) as lines_now,
        sum(gross_now) as gross_now,
        sum(returned_now) as returned_now,
        sum(orders_before) as orders_before,
        sum(lines_before) as lines_before,
        sum(gross_before) as gross_before,
        sum(returned_before) as returned_before

    from sides
    group by comparison, period_start, customer_id

),

-- who is new, came back, went away, stayed
grouped as (

    select
        by_customer.*,
        case
            when by_customer.customer_id is null then 'guests'
            when by_customer.orders_now > 0 and by_customer.orders_before > 0 then 'kept'
            when by_customer.orders_before > 0 then 'lost'
            when
                by_customer.orders_now > 0 and firsts.first_sale_date < comparisons.first_day_now
                then 'returning'
            when by_customer.orders_now > 0 then 'new'
            else 'returns only'
        end as customer_group

    from by_customer
    inner join comparisons
        on
            by_customer.comparison = comparisons.comparison
            and by_customer.period_start = comparisons.period_start
    left join firsts
        on by_customer.customer_id = firsts.customer_id

),

totals as (

    select
        comparison,
        period_start,
        sum(gross_now) + sum(returned_now) as revenue_now,
        sum(gross_before) + sum(returned_before) as revenue_before,
        sum(returned_now) as returned_now,
        sum(returned_before) as returned_before,
        sum(case when customer_group = 'guests' then gross_now else 0 end) as guests_now,
        sum(case when customer_group = 'guests' then gross_before else 0 end) as guests_before,
        sum(case when customer_group = 'guests' then 0 else gross_now end) as known_now,
        sum(case when customer_group = 'guests' then 0 else gross_before end) as known_before,
        sum(case when customer_group = 'new' then gross_now else 0 end) as new_now,
        sum(case when customer_group = 'returning' then gross_now else 0 end) as returning_now,
        sum(case when customer_group = 'lost' then gross_before else 0 end) as lost_before,
        sum(case when customer_group = 'kept' then gross_now else 0 end) as kept_now,
        sum(case when customer_group = 'kept' then gross_before else 0 end) as kept_before,
        sum(case when customer_group = 'new' then 1 else 0 end) as new_customers,
        sum(case when customer_group = 'returning' then 1 else 0 end) as returning_customers,
        sum(case when customer_group = 'lost' then 1 else 0 end) as lost_customers,
        sum(case when customer_group = 'kept' then 1 else 0 end) as kept_customers,
        sum(case when customer_group in ('new', 'returning', 'kept') then 1 else 0 end)
            as customers_now,
        sum(case when customer_group in ('lost', 'kept') then 1 else 0 end) as customers_before,
        sum(case when customer_group = 'guests' then 0 else orders_now end) as orders_now,
        sum(case when customer_group = 'guests' then 0 else orders_before end) as orders_before,
        sum(case when customer_group = 'guests' then 0 else lines_now end) as lines_now,
        sum(case when customer_group = 'guests' then 0 else lines_before end) as lines_before

    from grouped
    group by comparison, period_start

),

factors as (

    select
        totals.*,
        {{ ratio('orders_now', 'customers_now') }} as frequency_now,
        {{ ratio('orders_before', 'customers_before') }} as frequency_before,
        {{ ratio('lines_now', 'orders_now') }} as width_now,
        {{ ratio('lines_before', 'orders_before') }} as width_before,
        {{ ratio('known_now', 'lines_now') }} as value_now,
        {{ ratio('known_before', 'lines_before') }} as value_before

    from totals

),

-- where there was nobody to compare with, all of the change is one of customers
driven as (

    select
        factors.*,
        case
            when customers_now > 0 and customers_before > 0
                then {{ log_mean_effect(
                    'known_before', 'known_now', 'customers_before', 'customers_now'
                ) }}
            else cast(known_now - known_before as decimal(28, 4))
        end as customers_effect,
        case
            when customers_now > 0 and customers_before > 0
                then {{ log_mean_effect(
                    'known_before', 'known_now', 'frequency_before', 'frequency_now'
                ) }}
            else cast(0 as decimal(28, 4))
        end as frequency_effect,
        case
            when customers_now > 0 and customers_before > 0
                then {{ log_mean_effect('known_before', 'known_now', 'width_before', 'width_now') }}
            else cast(0 as decimal(28, 4))
        end as width_effect

    from factors

),

effects as (

    select 'customers' as tree, 1 as position, 'new_customers' as effect
    union all select 'customers', 2, 'returning_customers'
    union all select 'customers', 3, 'lost_customers'
    union all select 'customers', 4, 'kept_customers'
    union all select 'customers', 5, 'guests'
    union all select 'customers', 6, 'returns'
    union all select 'drivers', 1, 'customers'
    union all select 'drivers', 2, 'orders_per_customer'
    union all select 'drivers', 3, 'lines_per_order'
    union all select 'drivers', 4, 'revenue_per_line'
    union all select 'drivers', 5, 'guests'
    union all select 'drivers', 6, 'returns'

),

final as (

    select
        -- what is compared
        driven.comparison,
        driven.period_start,
        comparisons.first_day_now,
        comparisons.last_day_now,
        comparisons.first_day_before,
        comparisons.last_day_before,
        comparisons.is_partial,
        cast(driven.revenue_before as decimal(28, 4)) as revenue_before,
        cast(driven.revenue_now as decimal(28, 4)) as revenue_now,

        -- what explains the difference
        effects.tree,
        effects.position,
        effects.effect,
        cast(case effects.effect
            when 'new_customers' then driven.new_now
            when 'returning_customers' then driven.returning_now
            when 'lost_customers' then -driven.lost_before
            when 'kept_customers' then driven.kept_now - driven.kept_before
            when 'customers' then driven.customers_effect
            when 'orders_per_customer' then driven.frequency_effect
            when 'lines_per_order' then driven.width_effect
            -- the rest, so that rounding never leaves one
            when 'revenue_per_line'
                then driven.known_now - driven.known_before - driven.customers_effect
                    - driven.frequency_effect - driven.width_effect
            when 'guests' then driven.guests_now - driven.guests_before
            when 'returns' then driven.returned_now - driven.returned_before
        end as decimal(28, 4)) as amount,
        cast(case effects.effect
            when 'lost_customers' then driven.lost_customers
            when 'kept_customers' then driven.kept_customers
            when 'customers' then driven.customers_before
            when 'orders_per_customer' then driven.frequency_before
            when 'lines_per_order' then driven.width_before
            when 'revenue_per_line' then driven.value_before
        end as {{ double_type() }}) as value_before,
        cast(case effects.effect
            when 'new_customers' then driven.new_customers
            when 'returning_customers' then driven.returning_customers
            when 'kept_customers' then driven.kept_customers
            when 'customers' then driven.customers_now
            when 'orders_per_customer' then driven.frequency_now
            when 'lines_per_order' then driven.width_now
            when 'revenue_per_line' then driven.value_now
        end as {{ double_type() }}) as value_now

    from driven
    cross join effects
    inner join comparisons
        on
            driven.comparison = comparisons.comparison
            and driven.period_start = comparisons.period_start

)

select * from final

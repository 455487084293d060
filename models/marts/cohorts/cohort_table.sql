with

customer_months as (select * from {{ ref('int_customer_months') }}),

sales as (select * from {{ ref('fact_sales') }}),

calendar as (select * from {{ ref('dim_date') }}),

observed as (

    select
        min(invoice_date) as first_day,
        max(invoice_date) as last_day,
        {{ month_start('min(invoice_date)') }} as first_month,
        {{ month_start('max(invoice_date)') }} as last_month

    from sales
    where transaction_type = 'sale'

),

sale_days as (

    select distinct invoice_date
    from sales
    where transaction_type = 'sale'

),

-- how often each weekday had sales
weekdays as (

    select
        calendar.day_of_week,
        {{ sale_day_share('count(sale_days.invoice_date)', 'count(*)') }} as sale_day_share

    from calendar
    inner join observed
        on calendar.date_day between observed.first_day and observed.last_day
    left join sale_days
        on calendar.date_day = sale_days.invoice_date
    group by calendar.day_of_week

),

all_weekdays as (

    select
        {{ sale_day_share(
            'count(*)',
            'max(' ~ days_between('observed.first_day', 'observed.last_day') ~ ') + 1'
        ) }} as sale_day_share

    from sale_days
    cross join observed

),

-- the days of the last month that come after the last sale
missing_days as (

    select
        {{ is_partial_month(
            'sum(coalesce(weekdays.sale_day_share, all_weekdays.sale_day_share))'
        ) }} as is_partial_month

    from calendar
    inner join observed
        on calendar.month_start = observed.last_month and calendar.date_day > observed.last_day
    cross join all_weekdays
    left join weekdays
        on calendar.day_of_week = weekdays.day_of_week

),

months as (

    select distinct calendar.month_start as order_month
    from calendar
    inner join observed
        on calendar.month_start between observed.first_month and observed.last_month

),

customer_cohorts as (

    select
        customer_id,
        min(order_month) as cohort_month

    from customer_months
    group by customer_id

),

cohorts as (

    select
        cohort_month,
        cast(count(*) as int) as cohort_size

    from customer_cohorts
    group by cohort_month

),

activity as (

    select
        customer_cohorts.cohort_month,
        customer_months.order_month,
        cast(count(*) as int) as active_customers,
        cast(sum(customer_months.orders) as int) as orders,
        cast(sum(customer_months.gross_revenue) as decimal(28, 4)) as gross_revenue

    from customer_months
    inner join customer_cohorts
        on customer_months.customer_id = customer_cohorts.customer_id
    group by customer_cohorts.cohort_month, customer_months.order_month

),

-- every cohort has a row for every month from its first to the last observed one
grid as (

    select
        cohorts.cohort_month,
        months.order_month,
        cohorts.cohort_size,
        {{ months_between('cohorts.cohort_month', 'months.order_month') }} as cohort_index

    from cohorts
    inner join months
        on cohorts.cohort_month <= months.order_month

),

filled as (

    select
        grid.cohort_month,
        grid.cohort_index,
        grid.order_month,
        grid.cohort_size,
        coalesce(activity.active_customers, 0) as active_customers,
        coalesce(activity.orders, 0) as orders,
        cast(coalesce(activity.gross_revenue, 0) as decimal(28, 4)) as gross_revenue

    from grid
    left join activity
        on
            grid.cohort_month = activity.cohort_month
            and grid.order_month = activity.order_month

),

accumulated as (

    select
        filled.*,
        cast(sum(gross_revenue) over (
            partition by cohort_month
            order by cohort_index
            rows between unbounded preceding and current row
        ) as decimal(28, 4)) as cumulative_revenue

    from filled

),

final as (

    select
        -- which cohort, which month
        accumulated.cohort_month,
        accumulated.cohort_index,
        accumulated.order_month,

        -- who came back
        accumulated.cohort_size,
        accumulated.active_customers,
        cast(accumulated.active_customers as {{ double_type() }})
            / cast(accumulated.cohort_size as {{ double_type() }}) as retention_rate,

        -- what they bought
        accumulated.orders,
        accumulated.gross_revenue,
        accumulated.cumulative_revenue,
        {{ divide_money('accumulated.cumulative_revenue', 'accumulated.cohort_size') }}
            as cumulative_revenue_per_customer,

        -- what the data cannot tell
        case when accumulated.cohort_month = observed.first_month then 1 else 0 end
            as is_left_censored,
        case
            when accumulated.order_month = observed.last_month then missing_days.is_partial_month
            else 0
        end as is_partial_month

    from accumulated
    cross join observed
    cross join missing_days

)

select * from final

-- Every cohort and month has the sales of the cohort's customers in that month, 0 where there are none;
-- what a cohort has brought in so far is summed up month by month.

with

sales as (

    select
        customer_id,
        invoice_no,
        {{ month_start('invoice_date') }} as order_month,
        sum(revenue) as revenue

    from {{ ref('fact_sales') }}
    where transaction_type = 'sale' and customer_id is not null
    group by customer_id, invoice_no, {{ month_start('invoice_date') }}

),

first_months as (

    select
        customer_id,
        {{ month_start('min(invoice_date)') }} as cohort_month

    from {{ ref('fact_sales') }}
    where transaction_type = 'sale' and customer_id is not null
    group by customer_id

),

cohorts as (

    select
        cohort_month,
        count(*) as cohort_size

    from first_months
    group by cohort_month

),

activity as (

    select
        first_months.cohort_month,
        sales.order_month,
        count(distinct sales.customer_id) as active_customers,
        count(*) as orders,
        sum(sales.revenue) as gross_revenue

    from sales
    inner join first_months
        on sales.customer_id = first_months.customer_id
    group by first_months.cohort_month, sales.order_month

),

observed as (

    select
        min(invoice_date) as first_day,
        max(invoice_date) as last_day,
        {{ month_start('min(invoice_date)') }} as first_month,
        {{ month_start('max(invoice_date)') }} as last_month

    from {{ ref('fact_sales') }}
    where transaction_type = 'sale'

),

grid as (

    select
        cohorts.cohort_month,
        cohorts.cohort_size,
        calendar.date_day as order_month,
        observed.first_month,
        observed.last_month

    from cohorts
    inner join {{ ref('dim_date') }} as calendar
        on cohorts.cohort_month <= calendar.date_day and calendar.day_of_month = 1
    inner join observed
        on calendar.date_day <= observed.last_month

),

-- a day after the last sale is worth the share of its weekdays, back to the first sale, that had sales
closed_days as (

    select
        calendar.date_day,
        count(distinct earlier.date_day) as earlier_days,
        count(distinct sales.invoice_date) as earlier_sale_days

    from {{ ref('dim_date') }} as calendar
    inner join observed
        on calendar.date_day > observed.last_day and calendar.month_start = observed.last_month
    left join {{ ref('dim_date') }} as earlier
        on
            calendar.day_name = earlier.day_name
            and earlier.date_day between observed.first_day and observed.last_day
    left join {{ ref('fact_sales') }} as sales
        on earlier.date_day = sales.invoice_date and sales.transaction_type = 'sale'
    group by calendar.date_day

),

all_days as (

    select
        count(distinct calendar.date_day) as days,
        count(distinct sales.invoice_date) as sale_days

    from {{ ref('dim_date') }} as calendar
    inner join observed
        on calendar.date_day between observed.first_day and observed.last_day
    left join {{ ref('fact_sales') }} as sales
        on calendar.date_day = sales.invoice_date and sales.transaction_type = 'sale'

),

last_month as (

    select
        sum(
            case
                when closed_days.earlier_days > 0
                    then floor(1000000.0 * closed_days.earlier_sale_days / closed_days.earlier_days)
                else floor(1000000.0 * all_days.sale_days / all_days.days)
            end
        ) as missing_sale_days

    from closed_days
    cross join all_days

),

so_far as (

    select
        grid.cohort_month,
        grid.order_month,
        sum(activity.gross_revenue) as cumulative_revenue

    from grid
    inner join activity
        on
            grid.cohort_month = activity.cohort_month
            and activity.order_month <= grid.order_month
    group by grid.cohort_month, grid.order_month

),

expected as (

    select
        grid.cohort_month,
        grid.order_month,
        {{ months_between('grid.cohort_month', 'grid.order_month') }} as cohort_index,
        grid.cohort_size,
        case
            when grid.order_month = grid.last_month and last_month.missing_sale_days >= 500000
                then 1
            else 0
        end as is_partial_month,
        coalesce(activity.active_customers, 0) as active_customers,
        coalesce(activity.orders, 0) as orders,
        coalesce(activity.gross_revenue, 0) as gross_revenue,
        so_far.cumulative_revenue,
        cast(so_far.cumulative_revenue as {{ double_type() }})
            / cast(grid.cohort_size as {{ double_type() }}) as cumulative_revenue_per_customer,
        cast(coalesce(activity.active_customers, 0) as {{ double_type() }})
            / cast(grid.cohort_size as {{ double_type() }}) as retention_rate,
        case when grid.cohort_month = grid.first_month then 1 else 0 end as is_left_censored

    from grid
    cross join last_month
    left join activity
        on
            grid.cohort_month = activity.cohort_month
            and grid.order_month = activity.order_month
    left join so_far
        on
            grid.cohort_month = so_far.cohort_month
            and grid.order_month = so_far.order_month

)

{{- rows_that_differ(
    ref('cohort_table'),
    keys=['cohort_month', 'order_month'],
    columns=[
        'cohort_index', 'cohort_size', 'active_customers', 'orders', 'gross_revenue',
        'cumulative_revenue', 'is_left_censored', 'is_partial_month',
    ],
    nearly=['retention_rate'],
    rounded=['cumulative_revenue_per_customer'],
) }}

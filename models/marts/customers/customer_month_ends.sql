with

sales as (select * from {{ ref('fact_sales') }}),

customers as (select * from {{ ref('customer_360') }}),

calendar as (select * from {{ ref('dim_date') }}),

as_of as (

    select max(as_of_date) as as_of_date
    from customers

),

period as (

    select max(invoice_date) as last_line_date
    from sales

),

observed as (

    -- a given day in the past shows the customers as they were on that day
    select {{ as_of_date('last_line_date') }} as last_counted_date
    from period

),

month_ends as (

    select
        calendar.month_start,
        calendar.date_day as month_end,
        case
            when as_of.as_of_date < calendar.date_day then as_of.as_of_date
            else calendar.date_day
        end as as_of_date

    from calendar
    cross join as_of
    inner join observed
        on calendar.month_start <= observed.last_counted_date
    where month({{ add_days('calendar.date_day', 1) }}) <> month(calendar.date_day)

),

lines as (

    select
        sales.customer_id,
        sales.invoice_no,
        sales.invoice_date,
        sales.revenue,
        case when sales.transaction_type = 'sale' then 1 else 0 end as is_sale

    from sales
    inner join observed
        on sales.invoice_date <= observed.last_counted_date
    where sales.customer_id is not null

),

-- an invoice over several days counts once, in the month of its first sale
invoices as (

    select
        customer_id,
        invoice_no,
        {{ month_start('min(invoice_date)') }} as month_start

    from lines
    where is_sale = 1
    group by customer_id, invoice_no

),

orders_by_month as (

    select
        customer_id,
        month_start,
        count(*) as orders

    from invoices
    group by customer_id, month_start

),

revenue_by_month as (

    select
        customer_id,
        {{ month_start('invoice_date') }} as month_start,
        max(case when is_sale = 1 then invoice_date end) as last_purchase_date,
        sum(case when is_sale = 1 then revenue else 0 end) as gross_revenue,
        sum(revenue) as net_revenue

    from lines
    group by customer_id, {{ month_start('invoice_date') }}

),

firsts as (

    select
        customer_id,
        min(month_start) as first_month

    from revenue_by_month
    group by customer_id

),

-- every customer has a row for every month from the first line on
grid as (

    select
        firsts.customer_id,
        month_ends.month_start,
        month_ends.month_end,
        month_ends.as_of_date

    from firsts
    inner join month_ends
        on firsts.first_month <= month_ends.month_start

),

filled as (

    select
        grid.customer_id,
        grid.month_end,
        grid.as_of_date,
        revenue_by_month.last_purchase_date,
        coalesce(orders_by_month.orders, 0) as orders,
        coalesce(revenue_by_month.gross_revenue, 0) as gross_revenue,
        coalesce(revenue_by_month.net_revenue, 0) as net_revenue

    from grid
    left join revenue_by_month
        on
            grid.customer_id = revenue_by_month.customer_id
            and grid.month_start = revenue_by_month.month_start
    left join orders_by_month
        on
            grid.customer_id = orders_by_month.customer_id
            and grid.month_start = orders_by_month.month_start

),

accumulated as (

    select
        filled.customer_id,
        filled.month_end,
        filled.as_of_date,
        filled.net_revenue as month_net_revenue,
        max(filled.last_purchase_date) over (
            partition by filled.customer_id
            order by filled.month_end
            rows between unbounded preceding and current row
        ) as last_purchase_date,
        sum(filled.orders) over (
            partition by filled.customer_id
            order by filled.month_end
            rows between unbounded preceding and current row
        ) as frequency,
        sum(filled.gross_revenue) over (
            partition by filled.customer_id
            order by filled.month_end
            rows between unbounded preceding and current row
        ) as gross_revenue,
        sum(filled.net_revenue) over (
            partition by filled.customer_id
            order by filled.month_end
            rows between unbounded preceding and current row
        ) as net_revenue

    from filled

),

final as (

    select
        customer_id,
        month_end,
        as_of_date,
        {{ days_between('last_purchase_date', 'as_of_date') }} as recency_days,
        cast(frequency as int) as frequency,
        cast({{ rfm_monetary('net_revenue', 'gross_revenue') }} as decimal(28, 4)) as monetary,
        cast(month_net_revenue as decimal(28, 4)) as month_net_revenue

    from accumulated
    where frequency > 0

)

select * from final

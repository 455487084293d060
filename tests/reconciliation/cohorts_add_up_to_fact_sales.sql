-- All cohorts of a month together have the revenue and the active customers of that month's sales, and
-- the cohort sizes add up to the customers.

with

cohorts as (

    select
        order_month,
        sum(gross_revenue) as gross_revenue,
        sum(active_customers) as active_customers
    from {{ ref('cohort_table') }}
    group by order_month

),

sales as (

    select
        {{ month_start('invoice_date') }} as order_month,
        sum(revenue) as gross_revenue,
        count(distinct customer_id) as active_customers
    from {{ ref('fact_sales') }}
    where transaction_type = 'sale' and customer_id is not null
    group by {{ month_start('invoice_date') }}

)

select
    coalesce(cohorts.order_month, sales.order_month) as order_month,
    cohorts.gross_revenue,
    sales.gross_revenue as sales_gross_revenue,
    cohorts.active_customers,
    sales.active_customers as sales_active_customers
from cohorts
full outer join sales
    on cohorts.order_month = sales.order_month
where
    coalesce(cohorts.gross_revenue, 0) <> coalesce(sales.gross_revenue, 0)
    or coalesce(cohorts.active_customers, 0) <> coalesce(sales.active_customers, 0)

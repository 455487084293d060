-- Each customer with a sale up to as_of_date has one row that adds up to their lines of fact_sales,
-- counted by invoice first; whales by the amount of the last of them, churn risk by customer_outlook.

with

lines as (

    select
        sales.*,
        coalesce(products.is_product, 0) as is_product

    from {{ ref('fact_sales') }} as sales
    left join {{ ref('dim_product') }} as products
        on sales.stock_code = products.stock_code
    where sales.customer_id is not null

),

last_lines as (

    select
        max(case when transaction_type = 'sale' then invoice_date end) as last_sale_date,
        max(invoice_date) as last_line_date

    from {{ ref('fact_sales') }}

),

last_days as (

    select
        {{ as_of_date(add_days('last_sale_date', 1)) }} as as_of_date,
        {{ as_of_date('last_line_date') }} as last_counted_date

    from last_lines

),

invoices as (

    select
        lines.customer_id,
        lines.invoice_no,
        lines.transaction_type,
        last_days.as_of_date,
        min(lines.invoice_date) as first_date,
        max(lines.invoice_date) as last_date,
        sum(lines.revenue) as revenue,
        sum(lines.quantity) as units

    from lines
    inner join last_days
        on lines.invoice_date <= last_days.last_counted_date
    group by
        lines.customer_id,
        lines.invoice_no,
        lines.transaction_type,
        last_days.as_of_date

),

goods as (

    select
        customer_id,
        count(*) as distinct_products

    from (
        select distinct
            lines.customer_id,
            lines.stock_code
        from lines
        inner join last_days
            on lines.invoice_date <= last_days.last_counted_date
        where lines.transaction_type = 'sale' and lines.is_product = 1
    ) as bought
    group by customer_id

),

customers as (

    select
        customer_id,
        as_of_date,
        count(*) as frequency,
        min(first_date) as first_purchase_date,
        max(last_date) as last_purchase_date,
        sum(revenue) as gross_revenue,
        sum(units) as units

    from invoices
    where transaction_type = 'sale'
    group by customer_id, as_of_date

),

returns as (

    select
        customer_id,
        sum(revenue) as returned_revenue

    from invoices
    where transaction_type = 'return'
    group by customer_id

),

measured as (

    select
        customers.*,
        coalesce(returns.returned_revenue, 0) as returned_revenue,
        customers.gross_revenue + coalesce(returns.returned_revenue, 0) as net_revenue,
        coalesce(goods.distinct_products, 0) as distinct_products,
        {{ month_start('customers.first_purchase_date') }} as cohort_month,
        {{ days_between('customers.last_purchase_date', 'customers.as_of_date') }} as recency_days,
        {{ days_between('customers.first_purchase_date', 'customers.as_of_date') }} as tenure_days

    from customers
    left join returns
        on customers.customer_id = returns.customer_id
    left join goods
        on customers.customer_id = goods.customer_id

),

valued as (

    select
        measured.*,
        {{ rfm_monetary('net_revenue', 'gross_revenue') }} as monetary

    from measured

),

ranked as (

    select
        valued.*,
        row_number() over (order by monetary desc, customer_id asc) as place,
        count(*) over () as customer_count

    from valued

),

-- what the last of the whales spent
whale_border as (

    select min(monetary) as least_monetary
    from ranked
    where place <= ceiling({{ checked_var('whale_share') }} * customer_count)

),

expected as (

    select
        ranked.*,
        dim_customer.country,
        dim_customer.region,
        coalesce(outlook.churn_risk, 'unknown') as churn_risk,
        case
            when ranked.customer_count < {{ fewest_customers() }} then 0
            when ranked.monetary > 0 and ranked.monetary >= whale_border.least_monetary then 1
            else 0
        end as is_whale,
        cast(ranked.gross_revenue as {{ double_type() }})
            / cast(ranked.frequency as {{ double_type() }}) as average_order_value,
        -cast(ranked.returned_revenue as {{ double_type() }})
            / cast(ranked.gross_revenue as {{ double_type() }}) as return_rate,
        cast(ranked.tenure_days - ranked.recency_days as {{ double_type() }})
            / nullif(cast(ranked.frequency - 1 as {{ double_type() }}), 0)
            as average_days_between_orders

    from ranked
    cross join whale_border
    left join {{ ref('dim_customer') }} as dim_customer
        on ranked.customer_id = dim_customer.customer_id
    left join {{ ref('customer_outlook') }} as outlook
        on ranked.customer_id = outlook.customer_id

)

{{- rows_that_differ(
    ref('customer_360'),
    text_keys=['customer_id'],
    columns=[
        'as_of_date', 'first_purchase_date', 'last_purchase_date', 'cohort_month', 'recency_days',
        'tenure_days', 'frequency', 'gross_revenue', 'returned_revenue', 'net_revenue', 'monetary',
        'units', 'distinct_products', 'is_whale',
    ],
    texts=['country', 'region', 'churn_risk'],
    rounded=['average_order_value'],
    nearly=['return_rate', 'average_days_between_orders'],
) }}

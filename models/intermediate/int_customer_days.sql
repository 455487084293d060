with

order_lines as (

    select
        customer_id,
        invoice_no,
        invoice_date,
        revenue,
        case when line_class = 'sale' then 1 else 0 end as is_sale

    from {{ ref('int_order_lines') }}
    where line_class in ('sale', 'return') and customer_id is not null

),

invoices as (

    select
        customer_id,
        invoice_no,
        min(invoice_date) as first_date

    from order_lines
    where is_sale = 1
    group by customer_id, invoice_no

),

orders as (

    select
        customer_id,
        first_date,
        count(*) as orders

    from invoices
    group by customer_id, first_date

),

days as (

    select
        customer_id,
        invoice_date,
        max(is_sale) as is_purchase_day,
        cast(sum(case when is_sale = 1 then revenue else 0 end) as decimal(28, 4)) as gross_revenue,
        cast(sum(case when is_sale = 0 then revenue else 0 end) as decimal(28, 4))
            as returned_revenue

    from order_lines
    group by customer_id, invoice_date

),

final as (

    select
        days.customer_id,
        days.invoice_date,
        days.is_purchase_day,
        cast(coalesce(orders.orders, 0) as int) as orders,
        days.gross_revenue,
        days.returned_revenue

    from days
    left join orders
        on
            days.customer_id = orders.customer_id
            and days.invoice_date = orders.first_date

)

select * from final

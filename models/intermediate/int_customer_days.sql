with

order_lines as (select * from {{ ref('int_order_lines') }}),

final as (

    select
        customer_id,
        invoice_date,
        max(case when line_class = 'sale' then 1 else 0 end) as is_purchase_day,
        cast(sum(case when line_class = 'sale' then revenue else 0 end) as decimal(18, 4))
            as gross_revenue,
        cast(sum(case when line_class = 'return' then revenue else 0 end) as decimal(18, 4))
            as returned_revenue

    from order_lines
    where line_class in ('sale', 'return') and customer_id is not null
    group by customer_id, invoice_date

)

select * from final

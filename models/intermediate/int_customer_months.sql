with

order_lines as (select * from {{ ref('int_order_lines') }}),

final as (

    select
        customer_id,
        {{ month_start('invoice_date') }} as order_month,
        cast(count(distinct invoice_no) as int) as orders,
        cast(sum(revenue) as decimal(28, 4)) as gross_revenue

    from order_lines
    where line_class = 'sale' and customer_id is not null
    group by customer_id, {{ month_start('invoice_date') }}

)

select * from final

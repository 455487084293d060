{{ config(indexes=secondary_indexes(
    [['customer_id'], ['invoice_date'], ['invoice_no']], unique_columns=['line_id']
)) }}

with

order_lines as (select * from {{ ref('int_order_lines') }}),

final as (

    select
        -- keys
        line_id,
        invoice_no,
        customer_id,
        stock_code,

        -- times
        invoice_date,
        invoice_at,

        -- attributes
        country,
        coalesce(region, '{{ unassigned_region() }}') as region,
        line_class as transaction_type,

        -- measures
        quantity,
        unit_price,
        revenue

    from order_lines
    where line_class in ('sale', 'return')

)

select * from final

with

order_lines as (select * from {{ ref('int_order_lines') }}),

final as (

    select
        -- keys
        line_id,
        occurrence,
        line_class as exclusion_reason,

        -- the line as it stood, trimmed
        invoice_no,
        stock_code,
        description,
        quantity_text,
        invoice_at_text,
        unit_price_text,
        customer_id,
        country,

        -- what of it could be read
        quantity,
        invoice_at,
        unit_price,
        revenue as line_amount

    from order_lines
    where line_class not in ('sale', 'return')

)

select * from final

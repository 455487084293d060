-- excluded_order_lines holds each line that was not accepted, as it was read.

with

expected as (

    select
        line_id,
        occurrence,
        line_class as exclusion_reason,
        invoice_no,
        stock_code,
        description,
        quantity_text,
        invoice_at_text,
        unit_price_text,
        customer_id,
        country,
        quantity,
        invoice_at,
        unit_price,
        revenue as line_amount

    from {{ ref('int_order_lines') }}
    where line_class <> 'sale' and line_class <> 'return'

)

{{- rows_that_differ(
    ref('excluded_order_lines'),
    keys=['occurrence'],
    text_keys=['line_id'],
    columns=['quantity', 'invoice_at', 'unit_price', 'line_amount'],
    texts=[
        'exclusion_reason', 'invoice_no', 'stock_code', 'description', 'quantity_text',
        'invoice_at_text', 'unit_price_text', 'customer_id', 'country',
    ],
) }}

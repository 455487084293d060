-- Which lines of which file were excluded, and why: to mend them at the source.

select
    source_file,
    source_row,
    line_class as exclusion_reason,
    invoice_no,
    stock_code,
    quantity_text,
    unit_price_text,
    invoice_at_text
from {{ ref('int_order_lines') }}
where line_class not in ('sale', 'return')

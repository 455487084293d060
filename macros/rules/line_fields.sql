{#-
    What tells two order lines apart, as expressions of text over stg_order_lines: the eight raw fields, and what the feed says
    tells equal ones apart, which is the line's number and its exact amount. Where the line stood is no part of it. A field that
    parses counts by its value, so that 2.1 and 2.10 are the same price; one that does not counts by its text.
-#}
{% macro line_fields() -%}
    {{ return([
        'invoice_no',
        'stock_code',
        'description',
        'coalesce(cast(quantity as varchar(60)), quantity_text)',
        'coalesce(' ~ timestamp_text('invoice_at') ~ ', invoice_at_text)',
        'coalesce(cast(unit_price as varchar(60)), unit_price_text)',
        'customer_id',
        'country_spelling',
        'line_number',
        'coalesce(cast(line_amount as varchar(60)), line_amount_text)',
    ]) }}
{%- endmacro %}

{#-
    What an order line is: the one place of the rule that decides which lines are sales. The first
    match wins. It reads the columns of int_order_lines' step `numbered`, and the vars
    cancellation_prefix and adjustment_prefix for how the shop numbers its invoices.

    A line whose amount would not fit the warehouse's money, or whose date no calendar of ours holds,
    counts as not parsed: one typing error must not stop the night's run.
-#}
{% macro line_class() -%}
    {#- a shop without a prefix marks returns by the negative quantity alone -#}
    {%- set is_cancellation = invoice_starts_with('cancellation_prefix') if var('cancellation_prefix') else '1 = 1' -%}
    case
        when occurrence > 1 then 'duplicate'
        when
            invoice_no is null
            or quantity is null
            or unit_price is null
            or invoice_at is null
            or abs(line_amount) >= {{ largest_line_amount() }}
            or year(invoice_at) not between 1900 and 2199
            then 'unparseable'
        when {{ invoice_starts_with('adjustment_prefix') }} or unit_price < 0 then 'accounting_adjustment'
        when {{ is_cancellation }} and quantity < 0 then 'return'
        when quantity < 0 then 'stock_adjustment'
        when quantity = 0 or unit_price = 0 then 'zero_price'
        {%- if var('cancellation_prefix') %}
        when {{ is_cancellation }} then 'accounting_adjustment'
        {%- endif %}
        else 'sale'
    end
{%- endmacro %}

{#- Sums of a thousand such lines still fit decimal(18,4). -#}
{% macro largest_line_amount() -%}
    100000000000
{%- endmacro %}

{#-
    What an order line is: the one place of the rule that decides which lines are sales. The first
    match wins. The arguments are SQL expressions: which of the equal lines this is, what could be read
    of the line (null where nothing), quantity × price without overflow, and whether the invoice is
    numbered as a cancellation or as an accounting entry; `has_cancellations` is false for a shop that
    has no such numbers, where the negative quantity alone makes a return.

    A line whose amount would not fit the warehouse's money, or whose date no calendar of ours holds,
    counts as not parsed: one typing error must not stop the night's run.
-#}
{% macro line_class(
    occurrence, invoice_no, quantity, unit_price, invoice_at, line_amount,
    is_cancellation, is_adjustment, has_cancellations
) -%}
    case
        when {{ occurrence }} > 1 then 'duplicate'
        when
            {{ invoice_no }} is null
            or {{ quantity }} is null
            or {{ unit_price }} is null
            or {{ invoice_at }} is null
            or abs({{ line_amount }}) >= {{ largest_line_amount() }}
            or year({{ invoice_at }}) not between {{ first_year() }} and {{ last_year() }}
            then 'unparseable'
        when {{ is_adjustment }} or {{ unit_price }} < 0 then 'accounting_adjustment'
        when {{ is_cancellation if has_cancellations else '1 = 1' }} and {{ quantity }} < 0 then 'return'
        when {{ quantity }} < 0 then 'stock_adjustment'
        when {{ quantity }} = 0 or {{ unit_price }} = 0 then 'zero_price'
        {%- if has_cancellations %}
        when {{ is_cancellation }} then 'accounting_adjustment'
        {%- endif %}
        else 'sale'
    end
{%- endmacro %}

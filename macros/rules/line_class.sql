{#-
    What an order line is: the one place of the rule that decides which lines are sales. The first
    match wins. The arguments are SQL expressions: whether a newer file has another version of the order,
    which of the equal lines this is, what could be read of the line (null where nothing), the amount of the
    line without overflow, whether an amount stands there that does not read, whether the invoice is
    numbered as a cancellation or as an accounting entry, and whether the shop numbers cancellations at
    all: where it does not, the negative quantity alone makes a return.

    A line whose amount would not fit the warehouse's money, or whose date the calendar does not hold,
    counts as not parsed: one typing error must not stop the night's run. Nor does a line of a later day than
    the one after its landing (`loaded_at`, in UTC) count: one wrong year would make everybody a lost customer. An amount below half of the
    smallest that money can say is nothing.
-#}
{% macro line_class(
    is_superseded, occurrence, invoice_no, quantity, unit_price, invoice_at, line_amount,
    has_unreadable_amount, loaded_at, is_cancellation, is_adjustment, has_cancellations
) -%}
    case
        when {{ is_superseded }} then 'superseded'
        when {{ occurrence }} > 1 then 'duplicate'
        when
            {{ invoice_no }} is null
            or {{ quantity }} is null
            or {{ unit_price }} is null
            or {{ invoice_at }} is null
            or {{ has_unreadable_amount }}
            or abs({{ line_amount }}) >= {{ largest_line_amount() }}
            or year({{ invoice_at }}) not between {{ first_year() }} and {{ last_year() }}
            or {{ invoice_at }} >= {{ add_days(loaded_at, 2) }}
            then 'unparseable'
        when {{ is_adjustment }} or {{ unit_price }} < 0 then 'accounting_adjustment'
        when
            ({{ quantity }} > 0 and {{ line_amount }} < 0)
            or ({{ quantity }} < 0 and {{ line_amount }} > 0)
            then 'accounting_adjustment'
        when {{ quantity }} < 0 and ({{ is_cancellation }} or not {{ has_cancellations }}) then 'return'
        when {{ quantity }} < 0 then 'stock_adjustment'
        when {{ quantity }} = 0 or abs({{ line_amount }}) < 0.00005 then 'zero_price'
        when {{ is_cancellation }} then 'accounting_adjustment'
        else 'sale'
    end
{%- endmacro %}

{#- Whether an invoice number starts with a prefix (a text, not an expression); an empty one is never there. -#}
{% macro invoice_starts_with(invoice_no, prefix) -%}
    {{ invoice_no ~ " like '" ~ prefix ~ "%'" if prefix else '1 = 0' }}
{%- endmacro %}

{#- Whether an invoice number starts with the prefix that a var names; an empty prefix is never there. -#}
{% macro invoice_starts_with(prefix_var) -%}
    {%- set prefix = var(prefix_var) | string | trim | upper -%}
    {%- if not modules.re.fullmatch('[0-9A-Z/-]*', prefix) -%}
        {{ refuse_var(prefix_var, prefix, 'it takes letters, digits, - and /, or nothing') }}
    {%- endif -%}
    {{ "invoice_no like '" ~ prefix ~ "%'" if prefix else '1 = 0' }}
{%- endmacro %}

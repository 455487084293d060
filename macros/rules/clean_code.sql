{#- A code (invoice, product, customer): clean text in capitals, since not every engine tells 'a' from 'A'. -#}
{% macro clean_code(column) -%}
    {{ upper_case(clean_text(column, 60, as_code=true)) }}
{%- endmacro %}

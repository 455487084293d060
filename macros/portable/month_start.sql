{#- The first day of the month that a date or timestamp falls in. -#}
{% macro month_start(date_expression) -%}
    {{ make_date('year(' ~ date_expression ~ ')', 'month(' ~ date_expression ~ ')', '1') }}
{%- endmacro %}

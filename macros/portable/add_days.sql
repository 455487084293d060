{#- The date `days` whole days after `date_expression`; both are SQL expressions. -#}
{% macro add_days(date_expression, days) -%}
    {{ return(adapter.dispatch('add_days')(date_expression, days)) }}
{%- endmacro %}

{% macro default__add_days(date_expression, days) -%}
    cast({{ date_expression }} as date) + cast({{ days }} as int)
{%- endmacro %}

{% macro sqlserver__add_days(date_expression, days) -%}
    cast(dateadd(day, {{ days }}, cast({{ date_expression }} as date)) as date)
{%- endmacro %}

{#-
    The date `months` whole calendar months after `date_expression`; the last day of a month that is too short.
    Both are SQL expressions.
-#}
{% macro add_months(date_expression, months) -%}
    {{ return(adapter.dispatch('add_months')(date_expression, months)) }}
{%- endmacro %}

{% macro default__add_months(date_expression, months) -%}
    cast(cast({{ date_expression }} as date) + to_months(cast({{ months }} as int)) as date)
{%- endmacro %}

{% macro spark__add_months(date_expression, months) -%}
    add_months(cast({{ date_expression }} as date), {{ months }})
{%- endmacro %}

{% macro sqlserver__add_months(date_expression, months) -%}
    cast(dateadd(month, {{ months }}, cast({{ date_expression }} as date)) as date)
{%- endmacro %}

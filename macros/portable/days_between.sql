{#- Calendar days from `earlier` to `later`; negative when later is before earlier. -#}
{% macro days_between(earlier, later) -%}
    {{ return(adapter.dispatch('days_between')(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    cast(date_diff('day', cast({{ earlier }} as date), cast({{ later }} as date)) as int)
{%- endmacro %}

{% macro sqlserver__days_between(earlier, later) -%}
    datediff(day, cast({{ earlier }} as date), cast({{ later }} as date))
{%- endmacro %}

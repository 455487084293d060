{#- The date of a year, a month (1 to 12) and a day of the month, each an integer expression. -#}
{% macro make_date(year_number, month_number, day_number) -%}
    {{ return(adapter.dispatch('make_date')(year_number, month_number, day_number)) }}
{%- endmacro %}

{% macro default__make_date(year_number, month_number, day_number) -%}
    make_date({{ year_number }}, {{ month_number }}, {{ day_number }})
{%- endmacro %}

{% macro sqlserver__make_date(year_number, month_number, day_number) -%}
    datefromparts({{ year_number }}, {{ month_number }}, {{ day_number }})
{%- endmacro %}

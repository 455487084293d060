{#- The first day of a month that is counted from the year 0: January 2011 is 12 × 2011. -#}
{% macro first_of_month(month_number) -%}
    {{ make_date('cast(floor((' ~ month_number ~ ') / 12.0) as int)', '(' ~ month_number ~ ') % 12 + 1', '1') }}
{%- endmacro %}

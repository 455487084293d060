{#-
    Whether a month whose sales end before it does is partial (1) or the shop was closed (0): it is when, by how
    often each weekday has had sales, half a day of sales and more is missing. The argument adds up the
    sale_day_share of the days after the last sale; null where there are none.
-#}
{% macro is_partial_month(missing_sale_days) -%}
    case when {{ missing_sale_days }} >= 500000 then 1 else 0 end
{%- endmacro %}

{#- The share of days that had sales, in whole millionths: a sum of floats depends on the order of the rows. -#}
{% macro sale_day_share(sale_days, all_days) -%}
    cast(floor(1000000.0 * {{ sale_days }} / ({{ all_days }})) as int)
{%- endmacro %}

{#-
    The windows of the outlook. A back-test looks at the customers on cuts 13 weeks apart, so that the fourth
    cut before another is the same weekday of the same season one year earlier.
-#}
{% macro outlook_cut_days() -%}
    91
{%- endmacro %}

{#- How many cuts a year ago is, as season.py counts them. -#}
{% macro outlook_cuts_of_a_year() -%}
    {{ return(4) }}
{%- endmacro %}

{#- How many cuts before another a window of so many days ends at the latest on the other. -#}
{% macro outlook_cuts_of_window(days) -%}
    {{ return((days + 90) // 91) }}
{%- endmacro %}

{#- How many cuts the back-test has at most. -#}
{% macro outlook_cuts() -%}
    {{ return(checked_var('outlook_backtest_cuts') | int) }}
{%- endmacro %}

{#- The horizon of the predictions in days, and twice as far; both are tested. -#}
{% macro outlook_horizons() -%}
    {%- set days = checked_var('outlook_horizon_days') | int -%}
    {{ return([days, 2 * days]) }}
{%- endmacro %}

{#- The horizon of the customer lifetime value in days. -#}
{% macro clv_horizon() -%}
    {{ return(checked_var('clv_horizon_days') | int) }}
{%- endmacro %}

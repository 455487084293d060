{#-
    The cells of the recency × frequency grid, in which customers are compared with their like. Bands of days
    since the last purchase: up to 30, 60, 90, 180, 365, and more.
-#}
{% macro recency_band(recency_days) -%}
    case
        {%- for days in (30, 60, 90, 180, 365) %}
        when {{ recency_days }} <= {{ days }} then {{ loop.index }}
        {%- endfor %}
        else 6
    end
{%- endmacro %}

{#- Bands of days with a purchase: 1, 2, 3 to 4, 5 to 9, and more. -#}
{% macro frequency_band(purchase_days) -%}
    case
        {%- for most in (1, 2, 4, 9) %}
        when {{ purchase_days }} <= {{ most }} then {{ loop.index }}
        {%- endfor %}
        else 5
    end
{%- endmacro %}

{#- How many customers a cell needs before a share of them is told to people. -#}
{% macro cell_customers_to_tell() -%}
    20
{%- endmacro %}

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

{#-
    How many of their usual gaps a customer has stayed away: the mean days between purchases, at least 30, or 90
    after a single one. A baseline that the predictions are measured against.
-#}
{% macro own_gap_ratio(recency_days, purchase_days, active_days) -%}
    cast({{ recency_days }} as {{ double_type() }}) / case
        when {{ purchase_days }} = 1 then 90e0
        when {{ active_days }} <= 30 * ({{ purchase_days }} - 1) then 30e0
        else
            cast({{ active_days }} as {{ double_type() }})
            / cast({{ purchase_days }} - 1 as {{ double_type() }})
    end
{%- endmacro %}

{#- A probability in double precision, at least a millionth: the logarithm of what was called impossible is finite. -#}
{% macro at_least_a_millionth(probability) -%}
    case when {{ probability }} > 0.000001 then cast({{ probability }} as {{ double_type() }}) else 0.000001e0 end
{%- endmacro %}

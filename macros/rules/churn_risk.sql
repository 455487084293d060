{#-
    How long a customer has stayed away against the gap we expect of them: 'low' up to one expected gap,
    'medium' up to two, 'high' beyond. The docs block churn_risk says it in words.
    Compares whole numbers only (recency / (active_days / (frequency - 1)) against 1 and 2, multiplied
    out); `active_days` are the days from the first to the last purchase.
-#}
{% macro churn_risk(recency_days, frequency, active_days) -%}
    {%- set floor_days = checked_var('churn_minimum_gap_days') -%}
    {%- set first_order_days = checked_var('churn_first_order_gap_days') -%}
    cast(case
        when {{ frequency }} = 1 and {{ recency_days }} <= {{ first_order_days }} then 'low'
        when {{ frequency }} = 1 and {{ recency_days }} <= 2 * {{ first_order_days }} then 'medium'
        when {{ frequency }} = 1 then 'high'
        when
            {{ recency_days }} <= {{ floor_days }}
            or cast({{ recency_days }} as bigint) * ({{ frequency }} - 1) <= {{ active_days }}
            then 'low'
        when
            {{ recency_days }} <= 2 * {{ floor_days }}
            or cast({{ recency_days }} as bigint) * ({{ frequency }} - 1) <= 2 * {{ active_days }}
            then 'medium'
        else 'high'
    end as {{ text_type(10) }})
{%- endmacro %}

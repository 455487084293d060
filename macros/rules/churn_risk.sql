{#-
    The risk of losing a customer, by the probability of an order within the horizon: 'low' from the var
    churn_low_risk_from on, 'high' below churn_high_risk_below, 'unknown' where nothing is predicted. The docs
    block churn_risk says it in words.
-#}
{% macro churn_risk(p_order) -%}
    {%- set low_from = checked_var('churn_low_risk_from') -%}
    {%- set high_below = checked_var('churn_high_risk_below') -%}
    cast(case
        when {{ p_order }} >= {{ low_from }} then 'low'
        when {{ p_order }} >= {{ high_below }} then 'medium'
        when {{ p_order }} < {{ high_below }} then 'high'
        else 'unknown'
    end as {{ text_type(10) }})
{%- endmacro %}

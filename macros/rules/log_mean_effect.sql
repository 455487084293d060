{#-
    What one factor of a product added to its change, by the logarithmic mean (Ang, 2005: LMDI): with
    revenue = a × b × c, the change is the sum over the factors of L × ln(now / before), where L is the
    logarithmic mean of the revenue before and now. The effects add up without a rest, and going back gives
    the same with the other sign. Every argument is SQL of a positive number; the result is money.
-#}
{% macro log_mean_effect(revenue_before, revenue_now, factor_before, factor_now) -%}
    {%- set before = 'cast(' ~ revenue_before ~ ' as ' ~ double_type() ~ ')' -%}
    {%- set now = 'cast(' ~ revenue_now ~ ' as ' ~ double_type() ~ ')' -%}
    cast(
        case
            when {{ revenue_now }} = {{ revenue_before }} then {{ before }}
            else ({{ now }} - {{ before }}) / ({{ natural_log('nullif(cast(' ~ revenue_now ~ ' as ' ~ double_type() ~ '), 0)') }} - {{ natural_log('nullif(cast(' ~ revenue_before ~ ' as ' ~ double_type() ~ '), 0)') }})
        end * ({{ natural_log('nullif(cast(' ~ factor_now ~ ' as ' ~ double_type() ~ '), 0)') }} - {{ natural_log('nullif(cast(' ~ factor_before ~ ' as ' ~ double_type() ~ '), 0)') }})
        as decimal(28, 4)
    )
{%- endmacro %}

{#-
    A bound of the 95 % interval of a share (Wilson, 1927): it stays between 0 and 1, and is wide where few were
    counted. successes, trials: SQL expressions of whole numbers; null for no trials. side: 'low' or 'high'.
    None or all of them have their bound by name: rounding would put it a hair outside, which the contracts refuse.
-#}
{% macro wilson_bound(successes, trials, side) -%}
    {%- set s = 'cast(' ~ successes ~ ' as ' ~ double_type() ~ ')' -%}
    {%- set n = 'nullif(cast(' ~ trials ~ ' as ' ~ double_type() ~ '), 0)' -%}
    {%- set z_squared = '3.8416' -%}
    cast(case
        when {{ n }} > 0 and {{ s }} = {{ '0' if side == 'low' else n }} then {{ 0 if side == 'low' else 1 }}
        else (
            {{ s }} + {{ z_squared }} / 2
            {{ '-' if side == 'low' else '+' }} 1.96 * sqrt({{ s }} * ({{ n }} - {{ s }}) / {{ n }} + {{ z_squared }} / 4)
        ) / ({{ n }} + {{ z_squared }})
    end as {{ double_type() }})
{%- endmacro %}

{#- One number divided by another in double precision; null for a divisor of 0. -#}
{% macro ratio(part, whole) -%}
    cast({{ part }} as double precision) / nullif(cast({{ whole }} as double precision), 0)
{%- endmacro %}

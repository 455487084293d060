{#- One number divided by another in double precision; null for a divisor of 0. -#}
{% macro ratio(part, whole) -%}
    cast({{ part }} as {{ double_type() }}) / nullif(cast({{ whole }} as {{ double_type() }}), 0)
{%- endmacro %}

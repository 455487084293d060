{#- The type of a moment to the second, without a time zone; every engine here knows it by this name. -#}
{% macro timestamp_type() -%}
    datetime
{%- endmacro %}

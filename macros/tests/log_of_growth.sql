{#- The logarithm of what a ratio has grown by; every argument is SQL of a positive number. -#}
{% macro log_of_growth(part_now, part_before, whole_now='1', whole_before='1') -%}
    {%- set part = 'cast(' ~ part_now ~ ' as ' ~ double_type() ~ ')' -%}
    {{ natural_log(part ~ ' * ' ~ whole_before ~ ' / ' ~ part_before ~ ' / ' ~ whole_now) }}
{%- endmacro %}

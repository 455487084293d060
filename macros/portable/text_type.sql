{#- The type of Unicode text of at most `length` characters. -#}
{% macro text_type(length) -%}
    nvarchar({{ length }})
{%- endmacro %}

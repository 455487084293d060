{#- The type of Unicode text of at most `length` characters. -#}
{% macro text_type(length) -%}
    {{ return(adapter.dispatch('text_type')(length)) }}
{%- endmacro %}

{% macro default__text_type(length) -%}
    nvarchar({{ length }})
{%- endmacro %}

{#- A cast to a text of some length is one to any length on Spark: clean_text cuts by itself. -#}
{% macro spark__text_type(length) -%}
    string
{%- endmacro %}

{#- The one character with Unicode number `code_point`. -#}
{% macro character(code_point) -%}
    {{ return(adapter.dispatch('character')(code_point)) }}
{%- endmacro %}

{% macro default__character(code_point) -%}
    chr({{ code_point }})
{%- endmacro %}

{% macro sqlserver__character(code_point) -%}
    nchar({{ code_point }})
{%- endmacro %}

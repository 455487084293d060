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

{#- chr() counts modulo 256 on Spark; literals take \u and four hexadecimal digits, or \U and eight. -#}
{% macro spark__character(code_point) -%}
    {{ return("'\\u%04X'" % code_point if code_point < 65536 else "'\\U%08X'" % code_point) }}
{%- endmacro %}

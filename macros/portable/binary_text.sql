{#-
    Text that is compared and sorted character by character, as DuckDB does it. SQL Server's usual
    collation ignores case, so the same rows would group and sort differently there.
-#}
{% macro binary_text(expression) -%}
    {{ return(adapter.dispatch('binary_text')(expression)) }}
{%- endmacro %}

{% macro default__binary_text(expression) -%}
    {{ expression }}
{%- endmacro %}

{% macro sqlserver__binary_text(expression) -%}
    {{ expression }} collate Latin1_General_100_BIN2
{%- endmacro %}

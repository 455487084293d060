{#- Babelfish: under a binary collation only the letters of ASCII have capitals; on SQL Server all have. -#}
{% macro sqlserver__upper_case(text_expression) -%}
    upper(({{ text_expression }}) collate database_default) collate Latin1_General_100_BIN2
{%- endmacro %}

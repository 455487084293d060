{#- Text without the blanks (U+0020 only) at both ends; DuckDB's plain trim takes other white space too. -#}
{% macro trim_blanks(text_expression) -%}
    {{ return(adapter.dispatch('trim_blanks')(text_expression)) }}
{%- endmacro %}

{% macro default__trim_blanks(text_expression) -%}
    trim({{ text_expression }}, ' ')
{%- endmacro %}

{% macro sqlserver__trim_blanks(text_expression) -%}
    trim({{ text_expression }})
{%- endmacro %}

{#- The two arguments of trim() stand the other way round on Spark. -#}
{% macro spark__trim_blanks(text_expression) -%}
    trim(both ' ' from {{ text_expression }})
{%- endmacro %}

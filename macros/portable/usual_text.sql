{#- Text that is compared as the database usually does, after it was worked on as binary_text. -#}
{% macro usual_text(expression) -%}
    {{ return(adapter.dispatch('usual_text')(expression)) }}
{%- endmacro %}

{% macro default__usual_text(expression) -%}
    {{ expression }}
{%- endmacro %}

{% macro sqlserver__usual_text(expression) -%}
    {{ expression }} collate database_default
{%- endmacro %}

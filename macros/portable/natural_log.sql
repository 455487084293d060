{#- The natural logarithm of a positive number; `log` is another one on every second engine. -#}
{% macro natural_log(expression) -%}
    {{ return(adapter.dispatch('natural_log')(expression)) }}
{%- endmacro %}

{% macro default__natural_log(expression) -%}
    ln({{ expression }})
{%- endmacro %}

{% macro sqlserver__natural_log(expression) -%}
    log({{ expression }})
{%- endmacro %}

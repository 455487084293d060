{#- A timestamp as 'YYYY-MM-DD HH:MM:SS'. -#}
{% macro timestamp_text(timestamp_expression) -%}
    {{ return(adapter.dispatch('timestamp_text')(timestamp_expression)) }}
{%- endmacro %}

{% macro default__timestamp_text(timestamp_expression) -%}
    strftime({{ timestamp_expression }}, '%Y-%m-%d %H:%M:%S')
{%- endmacro %}

{% macro sqlserver__timestamp_text(timestamp_expression) -%}
    convert(varchar(19), {{ timestamp_expression }}, 120)
{%- endmacro %}

{#- Nothing here has a fraction of a second, which would be shown. -#}
{% macro spark__timestamp_text(timestamp_expression) -%}
    cast({{ timestamp_expression }} as string)
{%- endmacro %}

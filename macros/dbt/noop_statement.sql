{#-
    As in dbt-core 1.11, without its copy of a seed's SQL under target/run/. dbt takes the path of the seed for the
    copy, and the path of a shop's own seed is absolute: the copy would be written over the seed itself.
-#}
{% macro noop_statement(name=none, message=none, code=none, rows_affected=none, res=none) -%}
    {%- set sql = caller() -%}
    {%- if name == 'main' and model.resource_type != 'seed' -%}
        {{ write(sql) }}
    {%- endif -%}
    {%- if name is not none -%}
        {{ store_raw_result(name, message=message, code=code, rows_affected=rows_affected, agate_table=res) }}
    {%- endif -%}
{%- endmacro %}

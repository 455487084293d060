{#-
    A column with its description, as dbt-spark writes it into a view, but no longer than Spark's catalogue takes:
    Hive's keeps 256 characters, and tries for 20 seconds to write more before Spark finds another way.
-#}
{% macro get_column_comment_sql(column_name, column_dict) -%}
    {%- set description = column_dict[column_name]['description'] if column_name in column_dict else '' -%}
    {{ adapter.quote(column_name) }}
    {%- if description %} comment {{ spark_literal(description | truncate(255, false, '…', 0)) }}{% endif -%}
{%- endmacro %}

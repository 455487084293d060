{#-
    A column with its description, as dbt-spark writes it into a view.
-#}
{% macro get_column_comment_sql(column_name, column_dict) -%}
    {%- set description = column_dict[column_name]['description'] if column_name in column_dict else '' -%}
    {{ adapter.quote(column_name) }}
    {%- if description %} comment {{ short_comment(description) }}{% endif -%}
{%- endmacro %}

{#- Tables are made without comments. dbt-spark adds them where the files are of a kind that keeps them. -#}
{% macro spark__alter_column_comment(relation, column_dict) -%}
    {%- if config.get('file_format') in ['delta', 'hudi', 'iceberg'] -%}
        {%- do comment_on_columns(relation, column_dict) -%}
    {%- endif -%}
{%- endmacro %}

{#- The tables of Fabric do. -#}
{% macro fabricspark__alter_column_comment(relation, column_dict) -%}
    {%- do comment_on_columns(relation, column_dict) -%}
{%- endmacro %}

{% macro comment_on_columns(relation, column_dict) -%}
    {%- for name, column in column_dict.items() if column.description -%}
        {%- call statement('comment') %}
            alter table {{ relation }} alter column {{ adapter.quote(name) }}
            comment {{ short_comment(column.description) }}
        {%- endcall -%}
    {%- endfor -%}
{%- endmacro %}

{#-
    A description no longer than Spark's catalogue takes: Hive's keeps 256 characters, and tries for 20 seconds to
    write more before Spark finds another way. A table that it has written in that way cannot be altered.
-#}
{% macro short_comment(description) -%}
    {{ spark_literal(description | truncate(255, false, '…', 0)) }}
{%- endmacro %}

{#-
    dbt-duckdb asks the warehouse for the columns of each table before it writes their descriptions. Here every
    column that a property file describes is one of the table, so all are written at once, without asking.
-#}
{% macro duckdb__alter_column_comment(relation, column_dict) -%}
    {%- for name, column in column_dict.items() %}
        comment on column {{ relation }}.{{ name }} is {{ duckdb_escape_comment(column['description']) }};
    {%- endfor %}
{%- endmacro %}

{#-
    dbt asks the warehouse for the columns of each table before it writes their descriptions, and writes that of the
    table by itself. Where a contract holds every described column is one of the table, so that all are written at
    once, without asking.
-#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- if not config.get('contract').enforced %}
        {%- do return(default__persist_docs(relation, model, for_relation, for_columns)) %}
    {%- endif %}
    {%- set comments %}
        {%- if for_relation and config.persist_relation_docs() and model.description %}
            {{- duckdb__alter_relation_comment(relation, model.description) }}
        {%- endif %}
        {%- if for_columns and config.persist_column_docs() %}
            {{- duckdb__alter_column_comment(relation, model.columns) }}
        {%- endif %}
    {%- endset %}
    {%- if comments | trim %}
        {%- call statement('comments') %}{{ comments }}{% endcall %}
    {%- endif %}
{%- endmacro %}

{% macro duckdb__alter_column_comment(relation, column_dict) -%}
    {%- for name, column in column_dict.items() %}
        comment on column {{ relation }}.{{ name }} is {{ duckdb_escape_comment(column['description']) }};
    {%- endfor %}
{%- endmacro %}

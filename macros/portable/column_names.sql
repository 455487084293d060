{#-
    The names of a table's columns in small letters; none where the engine gives no answer. Asked without a transaction,
    which adapter.get_columns_in_relation begins: a statement after it would be taken back at the end of a hook.

    schema, name: as the warehouse knows them, without quotes
-#}
{% macro column_names(schema, name) -%}
    {{ return(adapter.dispatch('column_names')(schema, name) if execute else []) }}
{%- endmacro %}

{#- The catalogue's names are in capitals: a case-sensitive SQL Server knows no others. -#}
{% macro default__column_names(schema, name) -%}
    {%- set found = run_query(
        "select COLUMN_NAME from INFORMATION_SCHEMA.COLUMNS "
        ~ "where TABLE_SCHEMA = '" ~ schema ~ "' and TABLE_NAME = '" ~ name ~ "'"
    ) -%}
    {{ return(found.columns[0].values() | map('lower') | list) }}
{%- endmacro %}

{#- Spark has no such catalogue in SQL. -#}
{% macro spark__column_names(schema, name) -%}
    {%- set relation = api.Relation.create(schema=schema, identifier=name) -%}
    {{ return(adapter.get_columns_in_relation(relation) | map(attribute='name') | map('lower') | list) }}
{%- endmacro %}

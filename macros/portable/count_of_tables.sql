{#-
    SQL that counts the tables and views called `name` in a schema: 1 or 0.

    schema, name: as the warehouse knows them, without quotes
-#}
{% macro count_of_tables(schema, name) -%}
    {{ return(adapter.dispatch('count_of_tables')(schema, name)) }}
{%- endmacro %}

{#- The catalogue's names are in capitals: a case-sensitive SQL Server knows no others. -#}
{% macro default__count_of_tables(schema, name) -%}
    select count(*) as found
    from INFORMATION_SCHEMA.TABLES
    where TABLE_SCHEMA = '{{ schema }}' and TABLE_NAME = '{{ name }}'
{%- endmacro %}

{#- Spark has no such catalogue in SQL: the adapter is asked, and the answer written out. -#}
{% macro spark__count_of_tables(schema, name) -%}
    {%- set found = adapter.get_relation(database=none, schema=schema, identifier=name) -%}
    {{ return('select ' ~ (0 if found is none else 1) ~ ' as found') }}
{%- endmacro %}

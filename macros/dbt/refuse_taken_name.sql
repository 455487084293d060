{#-
    Ends a dbt command in one sentence where the warehouse has the name of one of its schemas: names such as
    raw.order_lines would mean two things. Only DuckDB calls a database after its file.
-#}
{% macro refuse_taken_name() -%}
    {{ return(adapter.dispatch('refuse_taken_name')()) }}
{%- endmacro %}

{% macro default__refuse_taken_name() -%}
{%- endmacro %}

{#- The names are those that customer-intelligence refuses; a test holds the two together. -#}
{% macro duckdb__refuse_taken_name() -%}
    {%- set taken = [
        'raw', 'staging', 'intermediate', 'marts', 'reporting', 'mining', 'seeds', 'ops', 'main',
        'temp', 'system', 'information_schema', 'pg_catalog'
    ] -%}
    {%- set name = target.database | lower -%}
    {%- if execute and name in taken -%}
        {%- do exceptions.raise_compiler_error(
            "The warehouse cannot be called " ~ name ~ ": '" ~ name ~ "' is the name of a schema. Give the file another "
            ~ "name in CUSTOMER_INTELLIGENCE_DUCKDB_PATH."
        ) -%}
    {%- endif -%}
{%- endmacro %}

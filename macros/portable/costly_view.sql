{#-
    The config `materialized` of a model that would be a view, but for what it costs to work out for each reader and
    each test. DuckDB does so faster than it writes a table and reads it again. SQL Server and Spark do not, and
    Spark keeps no text of a view beyond 32,700 characters.
-#}
{% macro costly_view() -%}
    {{ return(adapter.dispatch('costly_view')()) }}
{%- endmacro %}

{% macro default__costly_view() -%}
    {{ return('view') }}
{%- endmacro %}

{% macro spark__costly_view() -%}
    {{ return('table') }}
{%- endmacro %}

{% macro sqlserver__costly_view() -%}
    {{ return('table') }}
{%- endmacro %}

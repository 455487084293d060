{#-
    The config `indexes` for a table that is searched by the given lists of columns; `unique_columns` names
    a key. An engine that keeps its own statistics of each block of rows, as DuckDB does, needs none.
-#}
{% macro secondary_indexes(column_lists, unique_columns=none) -%}
    {{ return(adapter.dispatch('secondary_indexes')(column_lists, unique_columns)) }}
{%- endmacro %}

{% macro default__secondary_indexes(column_lists, unique_columns) -%}
    {{ return([]) }}
{%- endmacro %}

{% macro sqlserver__secondary_indexes(column_lists, unique_columns) -%}
    {%- set indexes = [] -%}
    {%- for columns in column_lists -%}
        {%- do indexes.append({'columns': columns, 'type': 'nonclustered'}) -%}
    {%- endfor -%}
    {%- if unique_columns -%}
        {%- do indexes.append({'columns': unique_columns, 'type': 'nonclustered', 'unique': true}) -%}
    {%- endif -%}
    {{ return(indexes) }}
{%- endmacro %}

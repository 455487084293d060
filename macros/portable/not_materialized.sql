{#-
    Stands behind `as` of a part of a query that reads a large table and is named more than once: each look takes the
    columns and the lines it needs. DuckDB would keep all that is read under the name, for all lines, in memory; SQL
    Server and Spark put the text of the part in its place by themselves. Only for parts that are counted or looked up:
    of product_360, whose lines are joined with a part of themselves, DuckDB 2.0.0 lost every row where all customers
    were null.
-#}
{% macro not_materialized() -%}
    {{ return(adapter.dispatch('not_materialized')()) }}
{%- endmacro %}

{% macro default__not_materialized() -%}
    not materialized
{%- endmacro %}

{% macro spark__not_materialized() -%}
{%- endmacro %}

{% macro sqlserver__not_materialized() -%}
{%- endmacro %}

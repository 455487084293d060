{#-
    Ends a dbt command in one sentence where the order lines were landed by an older version of the project, which
    had fewer columns: without it staging fails with an error about a column. Every landing adds what is missing.
-#}
{% macro refuse_older_warehouse() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'test') -%}
        {%- set present = column_names('raw', 'order_lines') -%}
        {%- set declared = graph.sources['source.' ~ project_name ~ '.raw.order_lines'].columns -%}
        {%- set missing = declared | reject('in', present) | list -%}
        {#- No answer of the engine is none about columns. -#}
        {%- if present and missing -%}
            {%- do exceptions.raise_compiler_error(
                "An older version of this project landed the order lines: raw.order_lines has no column "
                ~ missing | join(', ') ~ ". Run 'uv run customer-intelligence run' once, or land any file: either "
                ~ "adds what is missing, and no line is lost."
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

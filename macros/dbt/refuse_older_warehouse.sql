{#-
    Ends a dbt command in one sentence where the order lines were landed by an older version of the project, which
    had fewer columns: without it staging fails with an error about a column. Every landing adds what is missing.
-#}
{% macro refuse_older_warehouse() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'test') -%}
        {%- set present = column_names('raw', 'order_lines') -%}
        {%- set missing = [] -%}
        {%- for node in graph.sources.values() if node.package_name == project_name
            and node.source_name == 'raw' and node.name == 'order_lines' -%}
            {%- do missing.extend(node.columns | reject('in', present)) -%}
        {%- endfor -%}
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

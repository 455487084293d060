{#-
    Ends a dbt command in one sentence where no order lines have landed in the warehouse: without it every model
    fails by itself, with an error about a table that nobody made by hand. Only an engine that says "there is no
    such table" counts; one that gives no answer does not.
-#}
{% macro refuse_nothing_landed() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'test') -%}
        {%- set found = run_query(count_of_tables('raw', 'order_lines')) -%}
        {%- if found.rows | length == 1 and found.rows[0][0] | int == 0 -%}
            {%- do exceptions.raise_compiler_error(
                "No order lines have landed yet in the warehouse of target '" ~ target.name ~ "'. Land some first: "
                ~ "'uv run customer-intelligence land orders.csv' for a file of yours, or "
                ~ "'uv run customer-intelligence run' for a made-up shop."
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

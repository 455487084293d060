{#-
    Before dbt builds anything: what ops.published_builds tells is then no longer what readers see, so the next
    `customer-intelligence run` builds and does not say that nothing has changed.
-#}
{% macro forget_published_build() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {%- set found = run_query(count_of_tables('ops', 'published_builds')) -%}
        {%- if found.rows | length == 1 and found.rows[0][0] | int == 1 -%}
            delete from ops.published_builds
            where build_suffix = '{{ checked_var('build_suffix') | replace("'", "''") }}'
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

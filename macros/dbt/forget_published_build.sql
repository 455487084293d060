{#-
    Before dbt builds anything: what ops.published_builds tells is then no longer what readers see, so the next
    `customer-intelligence run` builds and does not say that nothing has changed.
-#}
{% macro forget_published_build() -%}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {{ adapter.dispatch('forget_build')() }}
    {%- endif -%}
{%- endmacro %}

{% macro default__forget_build() -%}
    {%- set found = run_query(count_of_tables('ops', 'published_builds')) -%}
    {%- if found.rows | length == 1 and found.rows[0][0] | int == 1 -%}
        delete from ops.published_builds
        where build_suffix = '{{ checked_var('build_suffix') | replace("'", "''") }}'
    {%- endif -%}
{%- endmacro %}

{#- Nothing can be deleted from files: a view says that there was a build, and the command takes it away again. -#}
{% macro spark__forget_build() -%}
    {%- do run_query('create schema if not exists ops') -%}
    create or replace view ops.`built_by_dbt{{ checked_var('build_suffix') }}` as
    select 1 as is_built
{%- endmacro %}

{#-
    The config `grants` of everything that people and dashboards read: the database role that the environment
    names may read it, and nobody else; docs/sql-server.md tells of rights. No role, no change of rights.
-#}
{% macro reader_grants() -%}
    {%- set role = env_var('CUSTOMER_INTELLIGENCE_SQLSERVER_READER_ROLE', '') -%}
    {{ return({'select': [role]} if role else {}) }}
{%- endmacro %}

{#-
    The schema of a model is exactly the one its folder names, on every target: the warehouse has the
    schemas raw, staging, intermediate, marts, reporting, mining and seeds, and no prefixed twins.
-#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}

{#- Babelfish keeps index names apart by schema, not by table: those of the published table would clash. -#}
{% macro secondary_indexes(column_lists, unique_columns=none) -%}
    {{ return([]) }}
{%- endmacro %}

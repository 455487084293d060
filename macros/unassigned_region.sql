{#- The region of a customer whose country is missing or not in the seed country_regions. -#}
{% macro unassigned_region() -%}
    Unassigned
{%- endmacro %}

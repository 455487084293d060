{#- What stands in a report where the data name no country, or one that the seed country_regions lacks. -#}
{% macro unspecified_country() -%}
    Unspecified
{%- endmacro %}

{% macro unassigned_region() -%}
    Unassigned
{%- endmacro %}

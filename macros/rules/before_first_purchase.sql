{#- Where a customer comes from, in a table of movements between segments, who had none before. -#}
{% macro before_first_purchase() -%}
    First Purchase
{%- endmacro %}

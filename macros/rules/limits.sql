{#- What is beyond reason in an order line. The first and the last year that a date may lie in: -#}
{% macro first_year() -%}
    1900
{%- endmacro %}

{% macro last_year() -%}
    2199
{%- endmacro %}

{#- The amount that a line stays below. Totals have ten more digits than a line. -#}
{% macro largest_line_amount() -%}
    100000000000
{%- endmacro %}

{#- The quantity that a line stays below: what a whole number of 32 bits holds. -#}
{% macro largest_quantity() -%}
    2147483648
{%- endmacro %}

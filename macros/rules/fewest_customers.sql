{#-
    How many customers it takes to compare them: with fewer there are no fifths of them, no top share, and nobody
    to be better than.
-#}
{% macro fewest_customers() -%}
    5
{%- endmacro %}

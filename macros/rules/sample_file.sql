{#- The name of the made-up sample's file, as python_jobs/landing/land.py gives it; a test holds the two together. -#}
{% macro sample_file() -%}
    sample_order_lines.csv
{%- endmacro %}

{#-
    The segment of a customer: what the seed rfm_segments says of the three scores. Where the customers are too few to
    be compared no segment is claimed. segment: of the seed; customers: how many were scored.
-#}
{% macro rfm_segment(segment, customers) -%}
    case when {{ customers }} < {{ fewest_customers() }} then 'Too Few Customers' else {{ segment }} end
{%- endmacro %}

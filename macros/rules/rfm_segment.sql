{#-
    The segment of a customer: what the seed rfm_segments says of the three scores. Fifths of fewer than five
    customers mean nothing, so there no segment is claimed. segment: of the seed; customers: how many were scored.
-#}
{% macro rfm_segment(segment, customers) -%}
    case when {{ customers }} < 5 then 'Too Few Customers' else {{ segment }} end
{%- endmacro %}

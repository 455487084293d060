{#- The revenue that "monetary" means, by the var rfm_monetary: one of the two given columns. -#}
{% macro rfm_monetary(net_revenue, gross_revenue) -%}
    {{ net_revenue if checked_var('rfm_monetary') == 'net' else gross_revenue }}
{%- endmacro %}

{#- The revenue that "monetary" means, by the var rfm_monetary: one of the two given columns. -#}
{% macro rfm_monetary(net_revenue, gross_revenue) -%}
    {%- set choice = var('rfm_monetary') -%}
    {%- if choice == 'net' -%}
        {{ net_revenue }}
    {%- elif choice == 'gross' -%}
        {{ gross_revenue }}
    {%- else -%}
        {{ refuse_var('rfm_monetary', choice, "it takes 'net' or 'gross'") }}
    {%- endif -%}
{%- endmacro %}

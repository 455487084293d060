{#-
    1 for the top share (var whale_share, rounded up to whole customers) of customers by monetary, 0 for
    the rest. Everyone who spent as much as the last whale is one too; nobody is for nothing.
    Reads monetary, monetary_rank and customers, each of one row per customer.
-#}
{% macro is_whale() -%}
    {%- set share = number_var('whale_share', 0, 1) -%}
    case
        when
            monetary > 0
            and monetary_rank <= ceiling(cast('{{ share }}' as decimal(9, 6)) * customers)
            then 1
        else 0
    end
{%- endmacro %}

{#-
    1 for the top share (var whale_share, rounded up to whole customers) of customers by monetary, 0 for
    the rest. Everyone who spent as much as the last whale is one too; nobody is for nothing, nor where the
    customers are too few to be compared.
    `monetary_rank` is the customer's rank by monetary, `customer_count` the number of all customers.
-#}
{% macro is_whale(monetary, monetary_rank, customer_count) -%}
    {%- set share = checked_var('whale_share') -%}
    case
        when
            {{ monetary }} > 0
            and {{ customer_count }} >= {{ fewest_customers() }}
            and {{ monetary_rank }} <= ceiling(cast('{{ share }}' as decimal(9, 6)) * {{ customer_count }})
            then 1
        else 0
    end
{%- endmacro %}

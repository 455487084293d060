{#-
    Where an order begins that has lines of several days and countries: on its first day, in the first country of that day
    by the alphabet; in each of its countries on the first day there. Adds part_number and part_of_country to rows of an
    order, a day and a country, 1 where the order begins. order_columns: what an order is in these rows;
    day, country: their columns.
-#}
{% macro parts_of_orders(order_columns, day, country) -%}
    row_number() over (
        partition by {{ order_columns | join(', ') }}
        order by {{ day }}, {{ country }}
    ) as part_number,
    row_number() over (
        partition by {{ order_columns | join(', ') }}, {{ country }}
        order by {{ day }}
    ) as part_of_country
{%- endmacro %}

{#-
    The rank of every value of a column, the highest first, as RANK() gives it, and the number of all rows. A query
    with one row per value: the value, value_rank, row_count. The holders of each value are counted first, so only
    distinct values are put in order in one place, however many rows there are.

    relation: the rows. value: the column. A null has a rank that means nothing.
-#}
{% macro rank_by_value(relation, value) -%}
    select
        {{ value }},
        cast(sum(holders) over (
            order by {{ value }} desc
            rows between unbounded preceding and current row
        ) - holders + 1 as bigint) as value_rank,
        cast(sum(holders) over () as bigint) as row_count

    from (
        select
            {{ value }},
            count(*) as holders

        from {{ relation }}
        group by {{ value }}
    ) as counted
{%- endmacro %}

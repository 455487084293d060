{#-
    The score, 1 (worst) to 5 (best), of every value of a column: NTILE(5), then each group of equal values takes
    the bucket of its middle member (of two in the middle, the better one). So the same value always gets the same
    score, and a customer who bought on the last day is never at the bottom because many others did so too.

    A query with one row per value: `within`, the value, its score. It counts the holders of each value
    first, so that only distinct values are put in order, however many customers there are.

    relation: rows of customers. value: the column to score. best: 'highest' or 'lowest'. within: the
    column that parts customers who are not compared with each other, such as the day they are seen on.
-#}
{% macro rfm_score(relation, value, best, within) -%}
    select
        {{ within }},
        {{ value }},
        {{ middle_bucket('up_to', 'holders', 'customers') }} as score

    from (
        select
            {{ within }},
            {{ value }},
            count(*) as holders,
            sum(count(*)) over (partition by {{ within }}) as customers,
            sum(count(*)) over (
                partition by {{ within }}
                order by {{ value }} {{ 'desc' if best == 'lowest' else 'asc' }}
                rows between unbounded preceding and current row
            ) as up_to

        from {{ relation }}
        group by {{ within }}, {{ value }}
    ) as counted
{%- endmacro %}

{#-
    The bucket of NTILE(5) that the middle one of some neighbours falls into. up_to: the place of the last of
    them, from 1; holders: how many they are; customers: how many there are in all. All sums are of whole
    numbers: twice the middle place against twice the last place of each bucket, both times five.
-#}
{% macro middle_bucket(up_to, holders, customers) -%}
    {%- set twice_the_place = '2 * ' ~ up_to ~ ' - ' ~ holders ~ ' - ' ~ holders ~ ' % 2 + 2' -%}
    cast(case
        {%- for bucket in range(1, 5) %}
        when
            5 * ({{ twice_the_place }})
            <= 2 * {{ bucket }} * ({{ customers }} - {{ customers }} % 5)
            + 10 * (case when {{ customers }} % 5 < {{ bucket }} then {{ customers }} % 5 else {{ bucket }} end)
            then {{ bucket }}
        {%- endfor %}
        else 5
    end as int)
{%- endmacro %}

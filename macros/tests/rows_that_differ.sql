{#-
    The end of a test that computes a mart another way: one row for each row of `model` that is not as the
    CTE `expected` has it, with the first column that is wrong. Keys and columns of text are compared
    character by character. Floats and quotients of money may differ by what another way of computing
    rounds: `nearly` by a billionth, `rounded` by the fourth decimal, `cents` by half of one. Null equals null and nothing else.
-#}
{% macro rows_that_differ(
    model, keys=[], text_keys=[], columns=[], texts=[], nearly=[], rounded=[], cents=[]
) -%}
    {%- set first_key = (text_keys + keys) | first -%}
    {%- set matches = [] -%}
    {%- for key in text_keys -%}
        {%- do matches.append(binary_text('actual.' ~ key) ~ ' = ' ~ binary_text('expected.' ~ key)) -%}
    {%- endfor -%}
    {%- for key in keys -%}
        {%- do matches.append('actual.' ~ key ~ ' = expected.' ~ key) -%}
    {%- endfor -%}
,

compared as (

    select
        {%- for key in text_keys %}
        coalesce({{ binary_text('expected.' ~ key) }}, {{ binary_text('actual.' ~ key) }}) as {{ key }},
        {%- endfor %}
        {%- for key in keys %}
        coalesce(expected.{{ key }}, actual.{{ key }}) as {{ key }},
        {%- endfor %}
        case
            when actual.{{ first_key }} is null then 'row is missing'
            when expected.{{ first_key }} is null then 'row is too many'
            {%- for column in columns %}
            when {{ values_differ('actual.' ~ column, 'expected.' ~ column) }} then '{{ column }}'
            {%- endfor %}
            {%- for column in texts %}
            when {{ values_differ(binary_text('actual.' ~ column), binary_text('expected.' ~ column)) }}
                then '{{ column }}'
            {%- endfor %}
            {%- for column in nearly + rounded + cents %}
            {%- set least = '1e-9' if column in nearly else '0.0001' if column in rounded else '0.0051' %}
            when
                {{ values_differ(
                    'actual.' ~ column,
                    'expected.' ~ column,
                    tolerance=least ~ ' + 1e-9 * abs(expected.' ~ column ~ ')',
                ) }}
                then '{{ column }}'
            {%- endfor %}
        end as what_is_wrong

    from {{ model }} as actual
    full outer join expected
        on {{ matches | join(' and ') }}

)

select *
from compared
where what_is_wrong is not null
{%- endmacro %}

-- Each customer of customer_360 has one row, with the bucket of NTILE(5) that the middle holder of the same
-- value falls into, the three scores as text, and the segment that the seed names.
{%- set orders = {'r': 'recency_days desc', 'f': 'frequency asc', 'm': 'monetary asc'} %}
{%- set values = {'r': 'recency_days', 'f': 'frequency', 'm': 'monetary'} %}

with

buckets as (

    select
        customer_id,
        recency_days,
        frequency,
        monetary,
        count(*) over () as customer_count,
        {%- for score, order in orders.items() %}
        ntile(5) over (order by {{ order }}, customer_id asc) as {{ score }}_bucket,
        row_number() over (partition by {{ values[score] }} order by customer_id)
            as {{ score }}_place,
        count(*) over (partition by {{ values[score] }}) as {{ score }}_holders
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ ref('customer_360') }}

),

scores as (

    select
        customer_id,
        customer_count,
        {%- for score in orders %}
        max(case
            when {{ score }}_place = floor({{ score }}_holders / 2.0) + 1 then {{ score }}_bucket
        end) over (partition by {{ values[score] }}) as {{ score }}_score
        {{- ',' if not loop.last }}
        {%- endfor %}

    from buckets

),

expected as (

    select
        scores.customer_id,
        scores.r_score,
        scores.f_score,
        scores.m_score,
        cast(100 * scores.r_score + 10 * scores.f_score + scores.m_score as varchar(3))
            as rfm_score,
        case
            when scores.customer_count < {{ fewest_customers() }} then 'Too Few Customers'
            else segments.segment
        end as segment

    from scores
    left join {{ ref('rfm_segments') }} as segments
        on
            scores.r_score = segments.r_score
            and scores.f_score = segments.f_score
            and scores.m_score = segments.m_score

)

{{- rows_that_differ(
    ref('customer_rfm'),
    text_keys=['customer_id'],
    columns=['r_score', 'f_score', 'm_score'],
    texts=['rfm_score', 'segment'],
) }}

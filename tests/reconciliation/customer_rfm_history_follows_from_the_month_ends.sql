-- Each customer has, for each month end, the bucket of NTILE(5) that the middle holder of the same value falls into,
-- the segment that the seed names, and the segment before it with the day it ended, found by the month of the change.
{%- set orders = {'r': 'recency_days desc', 'f': 'frequency asc', 'm': 'monetary asc'} %}
{%- set values = {'r': 'recency_days', 'f': 'frequency', 'm': 'monetary'} %}

with

buckets as (

    select
        customer_id,
        month_end,
        as_of_date,
        recency_days,
        frequency,
        monetary,
        count(*) over (partition by month_end) as customer_count,
        {%- for score, order in orders.items() %}
        ntile(5) over (partition by month_end order by {{ order }}, customer_id asc)
            as {{ score }}_bucket,
        row_number() over (partition by month_end, {{ values[score] }} order by customer_id)
            as {{ score }}_place,
        count(*) over (partition by month_end, {{ values[score] }}) as {{ score }}_holders
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ ref('customer_month_ends') }}

),

scores as (

    select
        buckets.*,
        {%- for score in orders %}
        max(case
            when {{ score }}_place = floor({{ score }}_holders / 2.0) + 1 then {{ score }}_bucket
        end) over (partition by month_end, {{ values[score] }}) as {{ score }}_score
        {{- ',' if not loop.last }}
        {%- endfor %}

    from buckets

),

named as (

    select
        scores.*,
        case when scores.customer_count < 5 then 'Too Few Customers' else segments.segment end
            as segment

    from scores
    left join {{ ref('rfm_segments') }} as segments
        on
            scores.r_score = segments.r_score
            and scores.f_score = segments.f_score
            and scores.m_score = segments.m_score

),

followed as (

    select
        named.*,
        lag(segment) over (partition by customer_id order by month_end) as last_segment

    from named

),

changed as (

    select
        followed.*,
        max(case when last_segment is null or last_segment <> segment then month_end end) over (
            partition by customer_id
            order by month_end
            rows between unbounded preceding and current row
        ) as changed_in

    from followed

),

expected as (

    select
        changed.customer_id,
        changed.month_end,
        changed.as_of_date,
        changed.recency_days,
        changed.frequency,
        changed.monetary,
        changed.r_score,
        changed.f_score,
        changed.m_score,
        cast(100 * changed.r_score + 10 * changed.f_score + changed.m_score as varchar(3))
            as rfm_score,
        changed.segment,
        followed.last_segment as previous_segment,
        followed.as_of_date as segment_since

    from changed
    inner join followed
        on changed.customer_id = followed.customer_id and changed.changed_in = followed.month_end

)

{{- rows_that_differ(
    ref('customer_rfm_history'),
    keys=['month_end'],
    text_keys=['customer_id'],
    columns=[
        'as_of_date', 'recency_days', 'frequency', 'monetary', 'r_score', 'f_score', 'm_score',
        'segment_since',
    ],
    texts=['rfm_score', 'segment', 'previous_segment'],
) }}

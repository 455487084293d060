-- Each customer of customer_360 has one row, with scores within what NTILE(5) gives to the first and to
-- the last holder of the same value, the three scores as text, and the segment that the seed names.

with

places as (

    select
        customer_id,
        rank() over (order by recency_days desc) as r_first,
        count(*) over (order by recency_days desc) as r_last,
        rank() over (order by frequency) as f_first,
        count(*) over (order by frequency) as f_last,
        rank() over (order by monetary) as m_first,
        count(*) over (order by monetary) as m_last,
        count(*) over () as customer_count

    from {{ ref('customer_360') }}

),

scores as (

    select
        places.*,
        rfm.customer_id as scored_customer_id,
        rfm.r_score,
        rfm.f_score,
        rfm.m_score,
        rfm.rfm_score,
        rfm.segment,
        segments.segment as seed_segment,
        -- NTILE(5) puts one more into each of the first (customers modulo 5) buckets
        floor(places.customer_count / 5.0) as bucket_size,
        places.customer_count % 5 as larger_buckets

    from places
    full outer join {{ ref('customer_rfm') }} as rfm
        on places.customer_id = rfm.customer_id
    left join {{ ref('rfm_segments') }} as segments
        on
            rfm.r_score = segments.r_score
            and rfm.f_score = segments.f_score
            and rfm.m_score = segments.m_score

),

compared as (

    select
        coalesce(customer_id, scored_customer_id) as customer_id,
        case
            when scored_customer_id is null then 'row is missing'
            when customer_id is null then 'row is too many'
            {%- for score in ('r', 'f', 'm') %}
            when
                {{ score }}_score < {{ ntile_bucket(score ~ '_first', 'bucket_size', 'larger_buckets') }}
                or {{ score }}_score > {{ ntile_bucket(score ~ '_last', 'bucket_size', 'larger_buckets') }}
                then '{{ score }}_score'
            {%- endfor %}
            when
                {{ values_differ('cast(rfm_score as int)', '100 * r_score + 10 * f_score + m_score') }}
                then 'rfm_score'
            when {{ values_differ('segment', 'seed_segment') }} then 'segment'
        end as what_is_wrong

    from scores

)

select
    customer_id,
    what_is_wrong
from compared
where what_is_wrong is not null

with

customers as (select * from {{ ref('customer_360') }}),

segments as (select * from {{ ref('rfm_segments') }}),

-- Buckets of equal size, worst first. customer_id only makes the cut reproducible.
buckets as (

    select
        customer_id,
        recency_days,
        frequency,
        monetary,
        ntile(5) over (order by recency_days desc, customer_id asc) as r_bucket,
        ntile(5) over (order by frequency, customer_id) as f_bucket,
        ntile(5) over (order by monetary, customer_id) as m_bucket

    from customers

),

-- The same value always gets the same score: the lowest bucket that any of its holders fell into.
scores as (

    select
        customer_id,
        cast(min(r_bucket) over (partition by recency_days) as int) as r_score,
        cast(min(f_bucket) over (partition by frequency) as int) as f_score,
        cast(min(m_bucket) over (partition by monetary) as int) as m_score

    from buckets

),

final as (

    select
        scores.customer_id,
        scores.r_score,
        scores.f_score,
        scores.m_score,
        cast(concat(
            cast(scores.r_score as varchar(1)),
            cast(scores.f_score as varchar(1)),
            cast(scores.m_score as varchar(1))
        ) as {{ text_type(3) }}) as rfm_score,
        segments.segment

    from scores
    left join segments
        on
            scores.r_score = segments.r_score
            and scores.f_score = segments.f_score
            and scores.m_score = segments.m_score

)

select * from final

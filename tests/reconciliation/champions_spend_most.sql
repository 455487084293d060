-- The best customers, those with 5 on every score, are of the segment with the highest mean monetary, and the
-- 95 % confidence interval of its mean is clear of the interval of every other segment. Only segments of 30
-- customers and more are compared: the normal interval means little below. A warning, since a very small or
-- very even shop may break it honestly.
{{ config(severity='warn') }}

with

segments as (

    select * from {{ ref('rfm_segment_summary') }}
    where customers >= 30

),

-- by its scores, since the seed may call it as it likes
best as (

    select segment
    from {{ ref('rfm_segments') }}
    where r_score = 5 and f_score = 5 and m_score = 5

)

select
    others.segment,
    others.mean_monetary_high,
    champions.segment as best_segment,
    champions.mean_monetary_low as best_mean_monetary_low
from segments as champions
inner join best
    on champions.segment = best.segment
inner join segments as others
    on champions.segment <> others.segment
where others.mean_monetary_high >= champions.mean_monetary_low

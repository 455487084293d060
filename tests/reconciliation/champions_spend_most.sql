-- The best customers, those with 5 on every score, are of the segment with the highest mean monetary. Only segments
-- of 30 customers and more are compared: a few large customers decide the mean of a smaller one. A warning, since a
-- very small or very even shop may break it honestly. (That the intervals of the means are apart is tested on the
-- sample and on real data; in a small shop they overlap.)
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
    others.mean_monetary,
    champions.segment as best_segment,
    champions.mean_monetary as best_mean_monetary
from segments as champions
inner join best
    on champions.segment = best.segment
inner join segments as others
    on champions.segment <> others.segment
where others.mean_monetary > champions.mean_monetary

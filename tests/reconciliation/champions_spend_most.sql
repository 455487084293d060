-- Champions have the highest mean monetary, and the 95 % confidence interval of their mean is clear of
-- the interval of every other segment. Only segments of 30 customers and more are compared: the normal
-- interval means little below. A warning, since a very small or very even shop may break it honestly.
{{ config(severity='warn') }}

with

segments as (

    select * from {{ ref('rfm_segment_summary') }}
    where customers >= 30

)

select
    others.segment,
    others.mean_monetary_high,
    champions.mean_monetary_low as champions_mean_monetary_low
from segments as champions
inner join segments as others
    on champions.segment <> others.segment
where
    champions.segment = 'Champions'
    and others.mean_monetary_high >= champions.mean_monetary_low

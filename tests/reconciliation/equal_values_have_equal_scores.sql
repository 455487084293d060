-- Two customers with the same recency, frequency or monetary never differ in the score for it, and a
-- better value never has a lower score.

with

scored as (

    select
        customers.recency_days,
        customers.frequency,
        customers.monetary,
        scores.r_score,
        scores.f_score,
        scores.m_score
    from {{ ref('customer_360') }} as customers
    inner join {{ ref('customer_rfm') }} as scores
        on customers.customer_id = scores.customer_id

),

compared as (

    select
        r_score,
        f_score,
        m_score,
        max(r_score) over (order by recency_days desc) as best_r_score_so_far,
        max(f_score) over (order by frequency) as best_f_score_so_far,
        max(m_score) over (order by monetary) as best_m_score_so_far
    from scored

)

select
    r_score,
    f_score,
    m_score
from compared
where
    r_score <> best_r_score_so_far
    or f_score <> best_f_score_so_far
    or m_score <> best_m_score_so_far

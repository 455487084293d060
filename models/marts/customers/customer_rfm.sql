with

customers as (select * from {{ ref('customer_360') }}),

segments as (select * from {{ ref('rfm_segments') }}),

recency_scores as (

    {{ rfm_score('customers', 'recency_days', 'lowest', 'as_of_date') }}

),

frequency_scores as (

    {{ rfm_score('customers', 'frequency', 'highest', 'as_of_date') }}

),

monetary_scores as (

    {{ rfm_score('customers', 'monetary', 'highest', 'as_of_date') }}

),

counted as (select count(*) as customers from customers),

scores as (

    select
        customers.customer_id,
        recency_scores.score as r_score,
        frequency_scores.score as f_score,
        monetary_scores.score as m_score

    from customers
    inner join recency_scores
        on
            customers.as_of_date = recency_scores.as_of_date
            and customers.recency_days = recency_scores.recency_days
    inner join frequency_scores
        on
            customers.as_of_date = frequency_scores.as_of_date
            and customers.frequency = frequency_scores.frequency
    inner join monetary_scores
        on
            customers.as_of_date = monetary_scores.as_of_date
            and customers.monetary = monetary_scores.monetary

),

final as (

    select
        scores.customer_id,
        scores.r_score,
        scores.f_score,
        scores.m_score,
        {{ rfm_score_text('scores.r_score', 'scores.f_score', 'scores.m_score') }} as rfm_score,
        {{ rfm_segment('segments.segment', 'counted.customers') }} as segment

    from scores
    cross join counted
    left join segments
        on
            scores.r_score = segments.r_score
            and scores.f_score = segments.f_score
            and scores.m_score = segments.m_score

)

select * from final

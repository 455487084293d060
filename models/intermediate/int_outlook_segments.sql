with

customers as (select * from {{ ref('int_customer_histories') }}),

segments as (select * from {{ ref('rfm_segments') }}),

recency_scores as (

    {{ rfm_score('customers', 'recency_days', 'lowest', 'cut_number') }}

),

frequency_scores as (

    {{ rfm_score('customers', 'orders', 'highest', 'cut_number') }}

),

monetary_scores as (

    {{ rfm_score('customers', 'monetary', 'highest', 'cut_number') }}

),

counted as (

    select
        cut_number,
        count(*) as customers

    from customers
    group by cut_number

),

final as (

    select
        customers.cut_number,
        customers.customer_id,
        {{ rfm_segment('segments.segment', 'counted.customers') }} as segment

    from customers
    inner join counted
        on customers.cut_number = counted.cut_number
    inner join recency_scores
        on
            customers.cut_number = recency_scores.cut_number
            and customers.recency_days = recency_scores.recency_days
    inner join frequency_scores
        on
            customers.cut_number = frequency_scores.cut_number
            and customers.orders = frequency_scores.orders
    inner join monetary_scores
        on
            customers.cut_number = monetary_scores.cut_number
            and customers.monetary = monetary_scores.monetary
    left join segments
        on
            recency_scores.score = segments.r_score
            and frequency_scores.score = segments.f_score
            and monetary_scores.score = segments.m_score

)

select * from final

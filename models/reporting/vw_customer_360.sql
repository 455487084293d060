{{ config(grants=reader_grants()) }}

with

customers as (select * from {{ ref('customer_360') }}),

scores as (select * from {{ ref('customer_rfm') }}),

final as (

    select
        customers.customer_id,
        customers.country,
        customers.region,
        customers.as_of_date,
        customers.first_purchase_date,
        customers.last_purchase_date,
        customers.cohort_month,
        customers.recency_days,
        customers.tenure_days,
        customers.average_days_between_orders,
        customers.frequency,
        customers.gross_revenue,
        customers.returned_revenue,
        customers.net_revenue,
        customers.monetary,
        customers.average_order_value,
        customers.units,
        customers.distinct_products,
        customers.return_rate,
        customers.is_whale,
        customers.churn_risk,
        scores.r_score,
        scores.f_score,
        scores.m_score,
        scores.rfm_score,
        scores.segment

    from customers
    inner join scores
        on customers.customer_id = scores.customer_id

)

select * from final

{{ config(grants=reader_grants()) }}

with

outlooks as (select * from {{ ref('customer_outlook') }}),

customers as (select * from {{ ref('customer_360') }}),

scores as (select * from {{ ref('customer_rfm') }}),

final as (

    select
        outlooks.customer_id,
        customers.country,
        customers.region,
        scores.segment,
        customers.recency_days,
        customers.is_whale,
        outlooks.as_of_date,
        outlooks.horizon_days,
        outlooks.p_order,
        outlooks.p_alive,
        outlooks.expected_orders,
        outlooks.expected_order_value,
        outlooks.expected_revenue,
        outlooks.revenue_at_risk,
        outlooks.expected_next_order_date,
        outlooks.clv_horizon_days,
        outlooks.clv_expected_orders,
        outlooks.clv,
        outlooks.is_expected_whale,
        outlooks.recency_band,
        outlooks.frequency_band,
        outlooks.gap_days,
        outlooks.like_customers,
        outlooks.like_buyers,
        outlooks.is_seasonal,
        outlooks.churn_risk,
        outlooks.unpredicted_because,
        outlooks.unpredicted_found,
        outlooks.unpredicted_needed,
        outlooks.why

    from outlooks
    inner join customers
        on outlooks.customer_id = customers.customer_id
    inner join scores
        on outlooks.customer_id = scores.customer_id

)

select * from final

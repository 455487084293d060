{{ config(grants=reader_grants()) }}

with

customers as (select * from {{ ref('customer_360') }}),

scores as (select * from {{ ref('customer_rfm') }}),

history as (select * from {{ ref('customer_rfm_history') }}),

last_month as (

    select max(month_end) as month_end
    from history

),

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
        scores.segment,
        history.previous_segment,
        history.segment_since

    from customers
    inner join scores
        on customers.customer_id = scores.customer_id
    cross join last_month
    left join history
        on
            customers.customer_id = history.customer_id
            and last_month.month_end = history.month_end

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('rfm_segment_summary') }}),

final as (

    select
        segment,
        customers,
        customer_share,
        orders,
        whales,
        high_churn_risk_customers,
        gross_revenue,
        returned_revenue,
        net_revenue,
        gross_revenue_share,
        monetary,
        mean_monetary,
        mean_monetary_low,
        mean_monetary_high,
        mean_recency_days,
        mean_frequency

    from source

)

select * from final

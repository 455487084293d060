{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('segment_outcomes') }}),

final as (

    select
        segment,
        cut_date,
        horizon_days,
        customers,
        buyers,
        buyer_share,
        orders,
        orders_per_customer,
        revenue,
        revenue_per_customer,
        revenue_per_customer_low,
        revenue_per_customer_high

    from source

)

select * from final

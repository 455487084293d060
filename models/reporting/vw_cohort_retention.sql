{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('cohort_table') }}),

final as (

    select
        cohort_month,
        cohort_index,
        order_month,
        cohort_size,
        active_customers,
        retention_rate,
        orders,
        gross_revenue,
        cumulative_revenue,
        cumulative_revenue_per_customer,
        is_left_censored,
        is_partial_month

    from source

)

select * from final

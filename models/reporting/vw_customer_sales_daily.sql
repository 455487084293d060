{{ config(grants=reader_grants()) }}

with

daily as (select * from {{ ref('customer_sales_daily') }}),

final as (

    select
        customer_id,
        invoice_date,
        country,
        region,
        orders,
        orders_begun,
        orders_begun_in_country,
        gross_revenue,
        returned_revenue

    from daily

)

select * from final

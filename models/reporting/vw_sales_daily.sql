{{ config(grants=reader_grants()) }}

with

daily as (select * from {{ ref('sales_daily') }}),

final as (

    select
        invoice_date,
        country,
        region,
        orders,
        orders_begun,
        orders_begun_in_country,
        return_invoices,
        sale_lines,
        units,
        gross_revenue,
        returned_revenue,
        net_revenue

    from daily

)

select * from final

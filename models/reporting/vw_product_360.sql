{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('product_360') }}),

final as (

    select
        stock_code,
        description,
        item_type,
        is_product,
        first_sale_date,
        last_sale_date,
        orders,
        units,
        gross_revenue,
        returned_revenue,
        net_revenue,
        customers,
        repeat_customers,
        repeat_share,
        first_order_customers,
        first_order_share,
        return_rate,
        sale_lines,
        return_lines,
        return_share_low,
        return_share_high,
        basket_partners,
        best_partner_stock_code,
        best_partner_description,
        recent_revenue,
        previous_revenue,
        year_earlier_revenue

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

sales as (select * from {{ ref('fact_sales') }}),

final as (

    select
        line_id,
        invoice_no,
        customer_id,
        stock_code,
        invoice_date,
        invoice_at,
        country,
        region,
        transaction_type,
        quantity,
        unit_price,
        revenue

    from sales

)

select * from final

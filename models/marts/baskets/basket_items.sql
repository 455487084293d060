{{ config(indexes=secondary_indexes(
    [['stock_code']], unique_columns=['invoice_no', 'stock_code']
)) }}

with

sales as (select * from {{ ref('fact_sales') }}),

products as (select * from {{ ref('dim_product') }}),

final as (

    select distinct
        sales.invoice_no,
        sales.stock_code

    from sales
    inner join products
        on sales.stock_code = products.stock_code
    where sales.transaction_type = 'sale' and products.is_product = 1

)

select * from final

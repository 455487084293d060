-- Each article of goods on a sale invoice is in its basket, once.

with

expected as (

    select
        invoice_no,
        stock_code

    from {{ ref('fact_sales') }}
    where
        transaction_type = 'sale'
        and stock_code in (
            select stock_code
            from {{ ref('dim_product') }}
            where item_type = 'product'
        )
    group by invoice_no, stock_code

)

{{- rows_that_differ(ref('basket_items'), text_keys=['invoice_no', 'stock_code']) }}

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('dim_product') }}),

final as (

    select
        stock_code,
        description,
        description_count,
        item_type,
        is_product

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('shop') }}),

final as (

    select
        shop_name,
        currency,
        currency_count,
        is_sample

    from source

)

select * from final

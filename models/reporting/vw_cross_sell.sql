{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('cross_sell_recommendations') }}),

final as (

    select
        stock_code,
        description,
        recommended_stock_code,
        recommended_description,
        rank,
        confidence,
        lift,
        support,
        basket_count,
        p_value

    from source

)

select * from final

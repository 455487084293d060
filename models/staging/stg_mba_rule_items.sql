with

source as (select * from {{ source('mining', 'mba_rule_items') }}),

final as (

    select
        cast(rule_id as {{ text_type(32) }}) as rule_id,
        cast(side as {{ text_type(20) }}) as side,
        cast(item as {{ text_type(60) }}) as stock_code

    from source

)

select * from final

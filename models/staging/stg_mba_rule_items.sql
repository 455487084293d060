with

source as (select * from {{ source('mining', 'mba_rule_items') }}),

final as (

    select
        {{ as_text('rule_id', 32) }} as rule_id,
        {{ as_text('side', 20) }} as side,
        {{ as_text('item', 60) }} as stock_code

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('revenue_change') }}),

final as (

    select
        comparison,
        period_start,
        first_day_now,
        last_day_now,
        first_day_before,
        last_day_before,
        is_partial,
        revenue_before,
        revenue_now,
        tree,
        position,
        effect,
        amount,
        value_before,
        value_now

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('segment_migration') }}),

final as (

    select
        month_end,
        from_segment,
        to_segment,
        customers,
        revenue,
        revenue_before,
        monetary

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('cohort_value') }}),

final as (

    select
        dimension,
        member,
        description,
        customers,
        came_back,
        came_back_share,
        came_back_share_low,
        came_back_share_high,
        revenue_per_customer

    from source

)

select * from final

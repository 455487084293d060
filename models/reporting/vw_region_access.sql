{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('region_access') }}),

final as (

    select
        user_principal_name,
        region

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('outlook_calibration') }}),

final as (

    select
        cut_date,
        horizon_days,
        bin,
        customers,
        predicted,
        actual

    from source

)

select * from final

{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('outlook_backtest') }}),

final as (

    select
        cut_date,
        horizon_days,
        measure,
        method,
        value

    from source

)

select * from final

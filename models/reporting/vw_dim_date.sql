{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('dim_date') }}),

final as (

    select
        date_day,
        date_key,
        day_of_month,
        day_of_week,
        day_name,
        is_weekend,
        week_start,
        iso_year,
        iso_week,
        month_start,
        month_number,
        month_name,
        year_month,
        quarter_number,
        year_quarter,
        year_number

    from source

)

select * from final

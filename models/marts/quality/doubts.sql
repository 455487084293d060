with

about_days as (select * from {{ ref('doubts_about_days') }}),

about_orders as (select * from {{ ref('doubts_about_orders') }}),

about_lines as (select * from {{ ref('doubts_about_lines') }}),

kinds as (select * from {{ ref('doubt_kinds') }}),

landing_doubts as (select * from {{ ref('stg_landing_doubts') }}),

found as (

    select * from about_days
    union all
    select * from about_orders
    union all
    select * from about_lines

),

final as (

    select
        found.doubt,
        cast('marts' as {{ text_type(255) }}) as found_in,
        found.sentence,
        found.example,
        cast(kinds.advice as {{ text_type(400) }}) as advice,
        kinds.is_urgent

    from found
    left join kinds
        on found.doubt = kinds.doubt

    union all

    select
        doubt,
        source_file as found_in,
        sentence,
        example,
        advice,
        0 as is_urgent

    from landing_doubts

)

select * from final

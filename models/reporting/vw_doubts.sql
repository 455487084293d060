{{ config(grants=reader_grants()) }}

with

doubts as (select * from {{ ref('doubts') }}),

final as (

    select
        doubt,
        found_in,
        sentence,
        example,
        advice,
        is_urgent

    from doubts

)

select * from final

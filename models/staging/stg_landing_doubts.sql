with

source as (select * from {{ source('raw', 'landing_doubts') }}),

final as (

    select
        {{ clean_text('source_file', 255) }} as source_file,
        {{ as_text('doubt', 40) }} as doubt,
        {{ as_text('sentence', 400) }} as sentence,
        {{ as_text("coalesce(example, '')", 400) }} as example,
        {{ as_text('advice', 400) }} as advice

    from source

)

select * from final

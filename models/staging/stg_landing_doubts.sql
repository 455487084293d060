with

source as (select * from {{ source('raw', 'landing_doubts') }}),

final as (

    select
        {{ clean_text('source_file', 255) }} as source_file,
        cast(doubt as {{ text_type(40) }}) as doubt,
        cast(sentence as {{ text_type(400) }}) as sentence,
        cast(coalesce(example, '') as {{ text_type(400) }}) as example,
        cast(advice as {{ text_type(400) }}) as advice

    from source

)

select * from final

with

source as (select * from {{ source('raw', 'rejected_lines') }}),

final as (

    select
        {{ clean_text('source_file', 255) }} as source_file,
        cast(line_number as bigint) as line_number,
        {{ as_text('raw_text', 4000) }} as raw_text,
        {{ as_text('error', 4000) }} as error_message

    from source

)

select * from final

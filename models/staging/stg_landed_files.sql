with

source as (select * from {{ source('raw', 'landed_files') }}),

final as (

    select
        {{ as_text('file_sha256', 64) }} as file_sha256,
        {{ clean_text('source_file', 255) }} as source_file,
        cast(row_count as bigint) as row_count,
        cast(rejected_count as bigint) as rejected_count,
        cast(landed_at as {{ timestamp_type() }}) as landed_at,
        {{ as_text("coalesce(file_form, '')", 4000) }} as file_form

    from source

)

select * from final

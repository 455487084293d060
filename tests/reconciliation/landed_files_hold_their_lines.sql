-- Every file has as many lines in raw.order_lines as raw.landed_files says it has.

with

landed as (

    select
        source_file,
        row_count
    from {{ source('raw', 'landed_files') }}

),

lines as (

    select
        source_file,
        count(*) as line_count
    from {{ source('raw', 'order_lines') }}
    group by source_file

)

select
    coalesce(landed.source_file, lines.source_file) as source_file,
    landed.row_count,
    lines.line_count
from landed
full outer join lines
    on landed.source_file = lines.source_file
where coalesce(landed.row_count, -1) <> coalesce(lines.line_count, 0)

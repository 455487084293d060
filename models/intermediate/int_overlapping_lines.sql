with

-- few columns, since all lines are put in order
order_lines as (

    select
        line_id,
        invoice_no,
        feed,
        newest_file_wins,
        source_file,
        source_row,
        loaded_at

    from {{ ref('stg_order_lines') }}

),

-- where the newest file of an order wins: the files that have it, the newest first
files_of_orders as (

    select
        feed,
        invoice_no,
        source_file,
        row_number() over (
            partition by feed, invoice_no
            order by max(loaded_at) desc, source_file desc
        ) as place

    from order_lines
    where newest_file_wins = 1
    group by feed, invoice_no, source_file

),

versions as (

    select
        order_lines.line_id,
        order_lines.source_file,
        order_lines.source_row,
        case when files_of_orders.place > 1 then 1 else 0 end as is_superseded

    from order_lines
    left join files_of_orders
        on
            order_lines.newest_file_wins = 1
            and order_lines.feed = files_of_orders.feed
            and order_lines.invoice_no = files_of_orders.invoice_no
            and order_lines.source_file = files_of_orders.source_file

),

numbered as (

    select
        source_file,
        source_row,
        is_superseded,
        cast(row_number() over (
            partition by line_id
            order by is_superseded, source_file, source_row
        ) as int) as occurrence

    from versions

),

final as (

    select
        source_file,
        source_row,
        is_superseded,
        occurrence

    from numbered
    where is_superseded = 1 or occurrence > 1

)

select * from final

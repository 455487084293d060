with

order_lines as {{ not_materialized() }} (

    select
        stg_order_lines.*,
        -- a join finds no null
        coalesce(invoice_no, '') as invoice_key,
        coalesce(stock_code, '') as stock_key

    from {{ ref('stg_order_lines') }} as stg_order_lines

),

-- Equal lines have an article of an order in common. Few lines have, and only these are compared as a whole: the hash of
-- all lines, or their order, would take several times as long.
repeated as (

    select
        invoice_key,
        stock_key

    from order_lines
    group by invoice_key, stock_key
    having count(*) > 1

),

-- Where the newest file of an order wins: the files that have a version of it. Lines that were given back alone are none, where
-- another file has what was sold.
files_of_orders as (

    select
        feed,
        invoice_no,
        source_file,
        max(loaded_at) as loaded_at,
        max(case when quantity > 0 or is_left_out = 1 then 1 else 0 end) as is_sale

    from order_lines
    where newest_file_wins = 1
    group by feed, invoice_no, source_file

),

sold_orders as (

    select
        feed,
        invoice_no,
        max(is_sale) as is_sale

    from files_of_orders
    group by feed, invoice_no

),

-- the newest first
versions_of_orders as (

    select
        files_of_orders.feed,
        files_of_orders.invoice_no,
        files_of_orders.source_file,
        row_number() over (
            partition by files_of_orders.feed, files_of_orders.invoice_no
            order by files_of_orders.loaded_at desc, files_of_orders.source_file desc
        ) as place

    from files_of_orders
    inner join sold_orders
        on
            files_of_orders.feed = sold_orders.feed
            and files_of_orders.invoice_no = sold_orders.invoice_no
            and files_of_orders.is_sale = sold_orders.is_sale

),

versions as (

    select
        order_lines.*,
        case
            when versions_of_orders.place > 1 or order_lines.is_left_out = 1 then 1
            else 0
        end as is_superseded

    from order_lines
    left join repeated
        on
            order_lines.invoice_key = repeated.invoice_key
            and order_lines.stock_key = repeated.stock_key
    left join versions_of_orders
        on
            order_lines.newest_file_wins = 1
            and order_lines.feed = versions_of_orders.feed
            and order_lines.invoice_no = versions_of_orders.invoice_no
            and order_lines.source_file = versions_of_orders.source_file
    where repeated.invoice_key is not null or order_lines.newest_file_wins = 1

),

numbered as (

    select
        source_file,
        source_row,
        is_superseded,
        cast(row_number() over (
            partition by {{ line_fields() | join(', ') }}
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

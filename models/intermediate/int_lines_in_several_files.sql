with

order_lines as {{ not_materialized() }} (

    select
        invoice_no,
        source_file,
        line_id,
        line_class,
        coalesce(stock_code, '') as stock_code,
        coalesce(line_number, '') as line_number

    from {{ ref('int_order_lines') }}
    where
        line_class in ('sale', 'return', 'duplicate')
        and invoice_no is not null

),

landed_files as (select * from {{ ref('stg_landed_files') }}),

files_of_orders as (

    select
        invoice_no,
        source_file

    from order_lines
    group by
        invoice_no,
        source_file

),

-- the versions of an order, the oldest first
versions as (

    select
        files_of_orders.invoice_no,
        files_of_orders.source_file,
        row_number() over (
            partition by files_of_orders.invoice_no
            order by landed_files.landed_at asc, files_of_orders.source_file asc
        ) as version,
        count(*) over (partition by files_of_orders.invoice_no) as version_count

    from files_of_orders
    left join landed_files
        on files_of_orders.source_file = landed_files.source_file

),

-- the one of equal lines that counts says of what class they all are
lines as (

    select
        versions.invoice_no,
        versions.version,
        versions.source_file,
        order_lines.line_id,
        max(case when order_lines.line_class in ('sale', 'return') then order_lines.line_class end)
            over (partition by order_lines.line_id)
            as line_class,
        order_lines.stock_code,
        order_lines.line_number

    from order_lines
    inner join versions
        on
            order_lines.invoice_no = versions.invoice_no
            and order_lines.source_file = versions.source_file
            and versions.version_count > 1

),

final as (

    select
        invoice_no,
        version,
        source_file,
        line_id,
        line_class,
        stock_code,
        line_number

    from lines
    where line_class is not null
    group by
        invoice_no,
        version,
        source_file,
        line_id,
        line_class,
        stock_code,
        line_number

)

select * from final

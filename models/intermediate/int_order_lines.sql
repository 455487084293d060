{%- set unspecified = "'" ~ unspecified_country() ~ "'" %}

with

order_lines as (select * from {{ ref('stg_order_lines') }}),

countries as (select * from {{ ref('int_countries') }}),

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
        order_lines.*,
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
        versions.*,
        -- which of the lines with the same id this is: all but the first that counts are duplicates
        cast(row_number() over (
            partition by versions.line_id
            order by versions.is_superseded, versions.source_file, versions.source_row
        ) as int) as occurrence,
        -- as the feed gives it, else the product, which is wide enough for any quantity and any price
        coalesce(
            versions.line_amount,
            cast(versions.quantity as decimal(18, 4)) * cast(versions.unit_price as decimal(19, 4))
        ) as amount

    from versions

),

classified as (

    select
        numbered.*,
        {{ as_text(line_class(
            is_superseded='numbered.is_superseded = 1',
            occurrence='numbered.occurrence',
            invoice_no='numbered.invoice_no',
            quantity='numbered.quantity',
            unit_price='numbered.unit_price',
            invoice_at='numbered.invoice_at',
            line_amount='numbered.amount',
            has_unreadable_amount='(numbered.line_amount is null and numbered.line_amount_text is not null)',
            is_cancellation=invoice_starts_with('numbered.invoice_no', 'numbered.cancellation_prefix'),
            is_adjustment=invoice_starts_with('numbered.invoice_no', 'numbered.adjustment_prefix'),
            has_cancellations='(numbered.cancellation_prefix is not null)',
            loaded_at='numbered.loaded_at',
        ), 30) }} as line_class

    from numbered

),

final as (

    select
        classified.line_id,
        classified.occurrence,
        classified.line_class,
        classified.invoice_no,
        classified.stock_code,
        classified.description,
        classified.quantity,
        classified.invoice_at,
        cast(classified.invoice_at as date) as invoice_date,
        classified.unit_price,
        case
            when abs(classified.amount) < {{ largest_line_amount() }}
                then cast(classified.amount as decimal(18, 4))
        end as revenue,
        classified.customer_id,
        case when classified.country_spelling is not null then countries.country end as country,
        countries.region,
        classified.currency,
        classified.feed,
        classified.line_number,
        classified.quantity_text,
        classified.invoice_at_text,
        classified.unit_price_text,
        classified.source_file,
        classified.source_row

    from classified
    left join countries
        on
            {{ capitals('coalesce(classified.country_spelling, ' ~ unspecified ~ ')') }}
            = countries.country_key

)

select * from final

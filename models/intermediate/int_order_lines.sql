{%- set unspecified = "'" ~ unspecified_country() ~ "'" %}

with

order_lines as (select * from {{ ref('stg_order_lines') }}),

countries as (select * from {{ ref('int_countries') }}),

overlapping_lines as (select * from {{ ref('int_overlapping_lines') }}),

numbered as (

    select
        order_lines.*,
        coalesce(overlapping_lines.is_superseded, 0) as is_superseded,
        -- which of the lines with the same id this is: all but the first that counts are duplicates
        coalesce(overlapping_lines.occurrence, 1) as occurrence,
        -- as the feed gives it, else the product, which is wide enough for any quantity and any price
        coalesce(
            order_lines.line_amount,
            cast(order_lines.quantity as decimal(18, 4))
            * cast(order_lines.unit_price as decimal(19, 4))
        ) as amount

    from order_lines
    left join overlapping_lines
        on
            order_lines.source_file = overlapping_lines.source_file
            and order_lines.source_row = overlapping_lines.source_row

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
        classified.source_row,
        classified.loaded_at

    from classified
    left join countries
        on
            {{ capitals('coalesce(classified.country_spelling, ' ~ unspecified ~ ')') }}
            = countries.country_key

)

select * from final

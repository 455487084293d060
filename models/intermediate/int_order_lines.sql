{%- set cancellation_prefix = checked_var('cancellation_prefix') %}

with

order_lines as (select * from {{ ref('stg_order_lines') }}),

countries as (select * from {{ ref('int_countries') }}),

numbered as (

    select
        order_lines.*,
        -- which of the lines with the same eight fields this is: all but the first are duplicates
        cast(row_number() over (
            partition by order_lines.line_id
            order by order_lines.source_file, order_lines.source_row
        ) as int) as occurrence,
        -- wide enough for any quantity times any price
        cast(order_lines.quantity as decimal(12, 0))
        * cast(order_lines.unit_price as decimal(20, 4)) as line_amount

    from order_lines

),

classified as (

    select
        numbered.*,
        {{ line_class(
            occurrence='numbered.occurrence',
            invoice_no='numbered.invoice_no',
            quantity='numbered.quantity',
            unit_price='numbered.unit_price',
            invoice_at='numbered.invoice_at',
            line_amount='numbered.line_amount',
            is_cancellation=invoice_starts_with('numbered.invoice_no', cancellation_prefix),
            is_adjustment=invoice_starts_with('numbered.invoice_no', checked_var('adjustment_prefix')),
            has_cancellations=cancellation_prefix,
        ) }} as line_class

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
            when abs(classified.line_amount) < {{ largest_line_amount() }}
                then cast(classified.line_amount as decimal(18, 4))
        end as revenue,
        classified.customer_id,
        countries.country,
        countries.region,
        classified.quantity_text,
        classified.invoice_at_text,
        classified.unit_price_text,
        classified.source_file,
        classified.source_row

    from classified
    left join countries
        on upper(classified.country_spelling) = countries.country_key

)

select * from final

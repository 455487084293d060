with

source as (select * from {{ source('raw', 'order_lines') }}),

cleaned as (

    select
        -- codes
        {{ clean_code('invoice') }} as invoice_no,
        {{ clean_code('stock_code') }} as stock_code,
        {{ clean_code('customer_id') }} as customer_code,

        -- text
        {{ clean_text('description', 255) }} as description,
        {{ clean_text('country', 100) }} as country_spelling,

        -- numbers and times, still as text
        {{ clean_text('quantity', 60) }} as quantity_text,
        {{ clean_text('price', 60) }} as unit_price_text,
        {{ clean_text('invoice_date', 60) }} as invoice_at_text,

        -- where the line stood
        {{ clean_text('source_file', 255) }} as source_file,
        cast(source_row as bigint) as source_row

    from source

),

typed as (

    select
        invoice_no,
        stock_code,
        description,
        country_spelling,

        -- spreadsheets and pandas turn a numeric id with gaps into 13085.0
        case
            when customer_code like '%.0' then left(customer_code, len(customer_code) - 2)
            else customer_code
        end as customer_id,

        quantity_text,
        unit_price_text,
        invoice_at_text,
        {{ try_integer('quantity_text') }} as quantity,
        {{ try_decimal('unit_price_text') }} as unit_price,
        {{ try_timestamp('invoice_at_text') }} as invoice_at,

        source_file,
        source_row

    from cleaned

),

final as (

    select
        -- The eight raw fields and nothing else. A field that parses counts by its value, so that
        -- 2.1 and 2.10 are the same price; one that does not counts by its text.
        {{ text_hash([
            'invoice_no',
            'stock_code',
            'description',
            'coalesce(cast(quantity as varchar(60)), quantity_text)',
            'coalesce(' ~ timestamp_text('invoice_at') ~ ', invoice_at_text)',
            'coalesce(cast(unit_price as varchar(60)), unit_price_text)',
            'customer_id',
            'country_spelling',
        ]) }} as line_id,

        invoice_no,
        stock_code,
        description,
        quantity,
        invoice_at,
        unit_price,
        customer_id,
        country_spelling,

        quantity_text,
        invoice_at_text,
        unit_price_text,

        source_file,
        source_row

    from typed

)

select * from final

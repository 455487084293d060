{{ config(materialized=costly_view()) }}

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
        {{ clean_text('line_amount', 60) }} as line_amount_text,
        {{ clean_text('invoice_date', 60) }} as invoice_at_text,

        -- what its feed says of the line
        {{ clean_code('line_number') }} as line_number_code,
        {{ clean_code('currency') }} as currency,
        {{ clean_text('feed', 255) }} as feed,
        {{ clean_code('cancellation_prefix') }} as cancellation_prefix,
        {{ clean_code('adjustment_prefix') }} as adjustment_prefix,
        cast(case when newest_file_wins like 'order%' then 1 else 0 end as int) as newest_file_wins,
        cast(case when newest_file_wins = 'order left out' then 1 else 0 end as int) as is_left_out,

        -- where the line stood
        {{ clean_text('source_file', 255) }} as source_file,
        cast(source_row as bigint) as source_row,
        cast(loaded_at as {{ timestamp_type() }}) as loaded_at

    from source

),

typed as (

    select
        invoice_no,
        stock_code,
        description,
        country_spelling,

        -- spreadsheets and pandas turn a numeric id with gaps into 13085.0
        {{ without_zero_decimals('customer_code') }} as customer_id,
        {{ without_zero_decimals('line_number_code') }} as line_number,

        currency,
        feed,
        cancellation_prefix,
        adjustment_prefix,
        newest_file_wins,
        is_left_out,

        quantity_text,
        unit_price_text,
        line_amount_text,
        invoice_at_text,
        case
            when abs({{ try_decimal('quantity_text') }}) < {{ largest_quantity() }}
                then {{ try_decimal('quantity_text') }}
        end as quantity,
        {{ try_decimal('unit_price_text') }} as unit_price,
        {{ try_decimal('line_amount_text') }} as line_amount,
        {{ try_timestamp('invoice_at_text') }} as invoice_at,

        source_file,
        source_row,
        loaded_at

    from cleaned

),

final as (

    select
        {{ text_hash(line_fields()) }} as line_id,

        invoice_no,
        stock_code,
        description,
        quantity,
        invoice_at,
        unit_price,
        line_amount,
        customer_id,
        country_spelling,

        line_number,
        currency,
        feed,
        cancellation_prefix,
        adjustment_prefix,
        newest_file_wins,
        is_left_out,

        quantity_text,
        invoice_at_text,
        unit_price_text,
        line_amount_text,

        source_file,
        source_row,
        loaded_at

    from typed

)

select * from final

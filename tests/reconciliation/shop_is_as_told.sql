-- What the vars say of the shop holds; where they say no currency, the lines have to agree on one.

with

currencies as (

    select currency
    from {{ ref('int_order_lines') }}
    where line_class in ('sale', 'return') and currency is not null
    group by currency

),

counted as (

    select
        count(*) as currency_count,
        min(currency) as first_currency

    from currencies

),

expected as (

    select
        case
            when exists (
                select 1 from {{ ref('stg_landed_files') }}
                where source_file = '{{ sample_file() }}'
            ) then 1
            else 0
        end as is_sample,
        currency_count,
        nullif({{ unicode_literal(checked_var('shop_name')) }}, '') as shop_name,
        coalesce(
            nullif({{ unicode_literal(checked_var('currency')) }}, ''),
            case when currency_count = 1 then first_currency end
        ) as currency

    from counted

)

{{- rows_that_differ(
    ref('shop'),
    keys=['is_sample'],
    columns=['currency_count'],
    texts=['shop_name', 'currency'],
) }}

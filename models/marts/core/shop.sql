{%- set shop_name = checked_var('shop_name') -%}
{%- set currency = checked_var('currency') -%}

with

lines as (select * from {{ ref('int_order_lines') }}),

landed_files as (select * from {{ ref('stg_landed_files') }}),

currencies as (

    select
        count(distinct currency) as currency_count,
        max(currency) as currency

    from lines
    where line_class in ('sale', 'return')

),

samples as (

    select count(*) as sample_count
    from landed_files
    where source_file = '{{ sample_file() }}'

),

final as (

    select
        cast(
            {{ unicode_literal(shop_name) if shop_name else 'null' }} as {{ text_type(60) }}
        ) as shop_name,
        cast(
            {%- if currency %} {{ unicode_literal(currency) }}
            {%- else %} case when currencies.currency_count = 1 then currencies.currency end
            {%- endif %} as {{ text_type(60) }}
        ) as currency,
        cast(currencies.currency_count as int) as currency_count,
        cast(case when samples.sample_count > 0 then 1 else 0 end as int) as is_sample

    from currencies
    cross join samples

)

select * from final

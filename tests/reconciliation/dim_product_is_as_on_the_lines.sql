-- Each stock code of fact_sales has one row, with its most frequent description on sale lines and the
-- item type of the first pattern of the seed that matches: product where it is one in any feed.

with

descriptions as (

    select
        stock_code,
        {{ binary_text('description') }} as description,
        count(case when line_class = 'sale' then 1 end) as sale_lines

    from {{ ref('int_order_lines') }}
    where line_class in ('sale', 'return') and stock_code is not null
    group by stock_code, {{ binary_text('description') }}

),

products as (

    select
        stock_code,
        max(case when description is not null then sale_lines end) as most_sale_lines,
        count(case when sale_lines > 0 then description end) as description_count

    from descriptions
    group by stock_code

),

-- comparing every line with every pattern would take longer than all other tests together
codes_of_feeds as (

    select distinct
        stock_code,
        feed

    from {{ ref('int_order_lines') }}
    where line_class in ('sale', 'return')

),

-- a pattern of the line's feed counts before any for all feeds
first_patterns as (

    select
        codes_of_feeds.stock_code,
        codes_of_feeds.feed,
        min(of_feeds.priority) as of_feed,
        min(item_types.priority) as of_all

    from codes_of_feeds
    left join {{ ref('item_types') }} as item_types
        on codes_of_feeds.stock_code like upper(item_types.stock_code_pattern)
    left join {{ ref('item_types_of_feeds') }} as of_feeds
        on
            codes_of_feeds.stock_code like upper(of_feeds.stock_code_pattern)
            and upper(coalesce(codes_of_feeds.feed, of_feeds.feed)) like upper(of_feeds.feed)
    group by codes_of_feeds.stock_code, codes_of_feeds.feed

),

types_of_codes as (

    select
        first_patterns.stock_code,
        max(case
            when coalesce(of_feeds.item_type, item_types.item_type) = 'product' then 1 else 0
        end) as is_product,
        min(coalesce(of_feeds.item_type, item_types.item_type)) as item_type

    from first_patterns
    left join {{ ref('item_types') }} as item_types
        on first_patterns.of_all = item_types.priority
    left join {{ ref('item_types_of_feeds') }} as of_feeds
        on first_patterns.of_feed = of_feeds.priority
    group by first_patterns.stock_code

),

expected as (

    select
        products.stock_code,
        min(descriptions.description) as description,
        max(products.description_count) as description_count,
        case
            when max(types_of_codes.is_product) = 1 then 'product'
            else coalesce(max(types_of_codes.item_type), 'other')
        end as item_type,
        coalesce(max(types_of_codes.is_product), 0) as is_product

    from products
    left join descriptions
        on
            products.stock_code = descriptions.stock_code
            and products.most_sale_lines = descriptions.sale_lines
            and descriptions.description is not null
    left join types_of_codes
        on products.stock_code = types_of_codes.stock_code
    group by products.stock_code

)

{{- rows_that_differ(
    ref('dim_product'),
    text_keys=['stock_code'],
    columns=['description_count', 'is_product'],
    texts=['description', 'item_type'],
) }}

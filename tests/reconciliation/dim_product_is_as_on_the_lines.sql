-- Each stock code of fact_sales has one row, with its most frequent description on sale lines and the
-- item type of the first pattern of the seed that matches.

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

first_patterns as (

    select
        products.stock_code,
        min(item_types.priority) as priority

    from products
    inner join {{ ref('item_types') }} as item_types
        on products.stock_code like upper(item_types.stock_code_pattern)
    group by products.stock_code

),

expected as (

    select
        products.stock_code,
        min(descriptions.description) as description,
        max(products.description_count) as description_count,
        coalesce(max(item_types.item_type), 'other') as item_type,
        coalesce(max(case when item_types.item_type = 'product' then 1 else 0 end), 0) as is_product

    from products
    left join descriptions
        on
            products.stock_code = descriptions.stock_code
            and products.most_sale_lines = descriptions.sale_lines
            and descriptions.description is not null
    left join first_patterns
        on products.stock_code = first_patterns.stock_code
    left join {{ ref('item_types') }} as item_types
        on first_patterns.priority = item_types.priority
    group by products.stock_code

)

{{- rows_that_differ(
    ref('dim_product'),
    text_keys=['stock_code'],
    columns=['description_count', 'is_product'],
    texts=['description', 'item_type'],
) }}

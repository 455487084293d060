with

order_lines as (select * from {{ ref('int_order_lines') }}),

item_types as (select * from {{ ref('item_types') }}),

item_types_of_feeds as (select * from {{ ref('item_types_of_feeds') }}),

accepted_lines as (

    select
        stock_code,
        {{ binary_text('description') }} as description,
        feed,
        case when line_class = 'sale' then 1 else 0 end as is_sale

    from order_lines
    where line_class in ('sale', 'return') and stock_code is not null

),

product_descriptions as (

    select
        stock_code,
        description,
        sum(is_sale) as sale_lines

    from accepted_lines
    group by stock_code, description

),

ranked_descriptions as (

    select
        stock_code,
        description,
        sum(case when description is not null and sale_lines > 0 then 1 else 0 end)
            over (partition by stock_code) as description_count,
        -- any description before none, then the most frequent on sale lines, then by text
        row_number() over (
            partition by stock_code
            order by
                case when description is null then 1 else 0 end asc,
                sale_lines desc,
                description asc
        ) as description_rank

    from product_descriptions

),

codes_of_feeds as (

    select
        stock_code,
        feed

    from accepted_lines
    group by stock_code, feed

),

-- the patterns of a feed before those for all of them
patterns as (

    select
        feed,
        0 as is_for_all,
        priority,
        stock_code_pattern,
        item_type

    from item_types_of_feeds

    union all

    select
        '%' as feed,
        1 as is_for_all,
        priority,
        stock_code_pattern,
        item_type

    from item_types

),

fitting_patterns as (

    select
        codes_of_feeds.stock_code,
        patterns.item_type,
        row_number() over (
            partition by codes_of_feeds.stock_code, codes_of_feeds.feed
            order by patterns.is_for_all, patterns.priority
        ) as pattern_rank

    from codes_of_feeds
    inner join patterns
        on
            codes_of_feeds.stock_code like upper(patterns.stock_code_pattern)
            and (
                codes_of_feeds.feed is null
                or upper(codes_of_feeds.feed) like upper(patterns.feed)
            )

),

ranked_item_types as (

    select
        stock_code,
        item_type,
        -- what is an article in one feed is one
        row_number() over (
            partition by stock_code
            order by case when item_type = 'product' then 0 else 1 end, item_type
        ) as item_type_rank

    from fitting_patterns
    where pattern_rank = 1

),

final as (

    select
        ranked_descriptions.stock_code,
        ranked_descriptions.description,
        cast(ranked_descriptions.description_count as int) as description_count,
        coalesce(ranked_item_types.item_type, 'other') as item_type,
        case when ranked_item_types.item_type = 'product' then 1 else 0 end as is_product

    from ranked_descriptions
    left join ranked_item_types
        on
            ranked_descriptions.stock_code = ranked_item_types.stock_code
            and ranked_item_types.item_type_rank = 1
    where ranked_descriptions.description_rank = 1

)

select * from final

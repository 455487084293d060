with

order_lines as (select * from {{ ref('int_order_lines') }}),

item_types as (select * from {{ ref('item_types') }}),

accepted_lines as (

    select
        stock_code,
        {{ binary_text('description') }} as description,
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

ranked_item_types as (

    select
        ranked_descriptions.stock_code,
        item_types.item_type,
        row_number() over (
            partition by ranked_descriptions.stock_code
            order by item_types.priority
        ) as item_type_rank

    from ranked_descriptions
    inner join item_types
        on ranked_descriptions.stock_code like upper(item_types.stock_code_pattern)
    where ranked_descriptions.description_rank = 1

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

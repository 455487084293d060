with

rules as (select * from {{ ref('stg_mba_rules') }}),

items as (select * from {{ ref('stg_mba_rule_items') }}),

products as (select * from {{ ref('dim_product') }}),

named_items as (

    select
        items.rule_id,
        items.side,
        items.stock_code,
        coalesce(products.description, items.stock_code) as item_name

    from items
    left join products
        on items.stock_code = products.stock_code

),

sides as (

    select
        rule_id,
        side,
        cast(
            {{ joined_text('item_name', shown_separator(), binary_text('stock_code')) }}
            as {{ text_type(2000) }}
        ) as item_names

    from named_items
    group by rule_id, side

),

final as (

    select
        -- the rule
        rules.rule_id,
        rules.antecedents,
        -- rules of a version before that had no items keep their codes until the next mining
        coalesce(antecedent_sides.item_names, rules.antecedents) as antecedent_descriptions,
        rules.consequents,
        coalesce(consequent_sides.item_names, rules.consequents) as consequent_descriptions,
        rules.antecedent_size,
        rules.consequent_size,

        -- counts
        rules.basket_count,
        rules.antecedent_count,
        rules.consequent_count,
        rules.total_baskets,

        -- measures
        rules.support,
        rules.confidence,
        rules.lift,
        rules.leverage,
        rules.conviction,
        rules.zhangs_metric,
        rules.p_value,

        -- flags
        rules.is_significant,
        rules.is_redundant

    from rules
    left join sides as antecedent_sides
        on rules.rule_id = antecedent_sides.rule_id and antecedent_sides.side = 'antecedent'
    left join sides as consequent_sides
        on rules.rule_id = consequent_sides.rule_id and consequent_sides.side = 'consequent'

)

select * from final

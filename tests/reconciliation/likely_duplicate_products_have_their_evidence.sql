-- Every article that shares its name with others is paired with the first of them, every two articles
-- that are near certain in both directions with each other, and nothing else is there.
{%- set near_certain = checked_var('duplicate_min_confidence') %}

with

goods as (

    select
        stock_code,
        description,
        {{ binary_text(upper_case('description')) }} as name_key

    from {{ ref('dim_product') }}
    where item_type = 'product'

),

first_goods as (

    select
        name_key,
        min(stock_code) as stock_code

    from goods
    where name_key is not null
    group by name_key

),

rules as (

    select
        case
            when {{ binary_text('antecedents') }} < {{ binary_text('consequents') }}
                then antecedents
            else consequents
        end as stock_code,
        case
            when {{ binary_text('antecedents') }} < {{ binary_text('consequents') }}
                then consequents
            else antecedents
        end as other_stock_code,
        case
            when {{ binary_text('antecedents') }} < {{ binary_text('consequents') }} then confidence
        end as confidence,
        case
            when {{ binary_text('antecedents') }} > {{ binary_text('consequents') }} then confidence
        end as reverse_confidence,
        basket_count,
        lift

    from {{ ref('stg_mba_rules') }}
    where antecedent_size = 1 and consequent_size = 1

),

rule_pairs as (

    select
        stock_code,
        other_stock_code,
        max(confidence) as confidence,
        max(reverse_confidence) as reverse_confidence,
        max(basket_count) as basket_count,
        max(lift) as lift

    from rules
    group by stock_code, other_stock_code
    having count(*) = 2

),

pairs as (

    select
        first_goods.stock_code,
        goods.stock_code as other_stock_code

    from goods
    inner join first_goods
        on goods.name_key = first_goods.name_key
    where {{ binary_text('goods.stock_code') }} <> {{ binary_text('first_goods.stock_code') }}

    union

    select
        stock_code,
        other_stock_code

    from rule_pairs
    where confidence >= {{ near_certain }} and reverse_confidence >= {{ near_certain }}

),

expected as (

    select
        pairs.stock_code,
        pairs.other_stock_code,
        products.description,
        other_products.description as other_description,
        case when goods.name_key = other_goods.name_key then 1 else 0 end as has_same_description,
        case
            when
                rule_pairs.confidence >= {{ near_certain }}
                and rule_pairs.reverse_confidence >= {{ near_certain }}
                then 1
            else 0
        end as is_near_certain,
        rule_pairs.basket_count,
        rule_pairs.confidence,
        rule_pairs.reverse_confidence,
        rule_pairs.lift

    from pairs
    left join rule_pairs
        on
            {{ binary_text('pairs.stock_code') }} = {{ binary_text('rule_pairs.stock_code') }}
            and {{ binary_text('pairs.other_stock_code') }}
            = {{ binary_text('rule_pairs.other_stock_code') }}
    left join goods
        on {{ binary_text('pairs.stock_code') }} = {{ binary_text('goods.stock_code') }}
    left join goods as other_goods
        on {{ binary_text('pairs.other_stock_code') }} = {{ binary_text('other_goods.stock_code') }}
    left join {{ ref('dim_product') }} as products
        on {{ binary_text('pairs.stock_code') }} = {{ binary_text('products.stock_code') }}
    left join {{ ref('dim_product') }} as other_products
        on
            {{ binary_text('pairs.other_stock_code') }}
            = {{ binary_text('other_products.stock_code') }}

)

{{- rows_that_differ(
    ref('likely_duplicate_products'),
    text_keys=['stock_code', 'other_stock_code'],
    columns=[
        'has_same_description', 'is_near_certain', 'basket_count', 'confidence',
        'reverse_confidence', 'lift',
    ],
    texts=['description', 'other_description'],
) }}

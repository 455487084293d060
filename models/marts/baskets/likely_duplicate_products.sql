{%- set near_certain = checked_var('duplicate_min_confidence') %}

with

products as (select * from {{ ref('dim_product') }}),

rules as (select * from {{ ref('stg_mba_rules') }}),

named as (

    select
        stock_code,
        min(stock_code) over (partition by {{ upper_case('description') }}) as first_stock_code

    from products
    where is_product = 1 and description is not null

),

-- each with the first of its name: all pairs of a thousand codes would be half a million
named_alike as (

    select
        first_stock_code as stock_code,
        stock_code as other_stock_code

    from named
    where {{ binary_text('first_stock_code') }} <> {{ binary_text('stock_code') }}

),

pair_rules as (

    select
        rules.antecedents as stock_code,
        rules.consequents as other_stock_code,
        rules.basket_count,
        rules.lift,
        rules.confidence,
        reverse_rules.confidence as reverse_confidence

    from rules
    inner join rules as reverse_rules
        on
            rules.antecedents = reverse_rules.consequents
            and rules.consequents = reverse_rules.antecedents
    where
        rules.antecedent_size = 1
        and rules.consequent_size = 1
        and {{ binary_text('rules.antecedents') }} < {{ binary_text('rules.consequents') }}

),

pairs as (

    select
        stock_code,
        other_stock_code

    from named_alike

    union

    select
        stock_code,
        other_stock_code

    from pair_rules
    where
        confidence >= {{ near_certain }}
        and reverse_confidence >= {{ near_certain }}

),

final as (

    select
        -- the pair, the first code in binary order
        cast(pairs.stock_code as {{ text_type(60) }}) as stock_code,
        products.description,
        cast(pairs.other_stock_code as {{ text_type(60) }}) as other_stock_code,
        others.description as other_description,

        -- the evidence
        case
            when
                {{ binary_text(upper_case('products.description')) }}
                = {{ binary_text(upper_case('others.description')) }}
                and products.is_product = 1
                and others.is_product = 1
                then 1
            else 0
        end as has_same_description,
        case
            when
                pair_rules.confidence >= {{ near_certain }}
                and pair_rules.reverse_confidence >= {{ near_certain }}
                then 1
            else 0
        end as is_near_certain,
        pair_rules.basket_count,
        pair_rules.confidence,
        pair_rules.reverse_confidence,
        pair_rules.lift

    from pairs
    left join products
        on pairs.stock_code = products.stock_code
    left join products as others
        on pairs.other_stock_code = others.stock_code
    left join pair_rules
        on
            pairs.stock_code = pair_rules.stock_code
            and pairs.other_stock_code = pair_rules.other_stock_code

)

select * from final

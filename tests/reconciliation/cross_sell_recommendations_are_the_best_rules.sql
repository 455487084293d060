-- Each significant rule of one article to one other has its row, ranked by how many rules of the same
-- article go further beyond chance.

with

rules as (

    select
        found.*,
        -- common baskets less those that chance would give, as a whole number
        cast(basket_count as bigint) * total_baskets
        - cast(antecedent_count as bigint) * consequent_count as beyond_chance

    from {{ ref('stg_mba_rules') }} as found
    where antecedent_size = 1 and consequent_size = 1 and is_significant = 1

),

ranks as (

    select
        rules.rule_id,
        count(*) as rank

    from rules
    inner join rules as as_good
        on
            rules.antecedents = as_good.antecedents
            and (
                as_good.beyond_chance > rules.beyond_chance
                or (
                    as_good.beyond_chance = rules.beyond_chance
                    and (
                        as_good.basket_count > rules.basket_count
                        or (
                            as_good.basket_count = rules.basket_count
                            and {{ binary_text('as_good.consequents') }}
                            <= {{ binary_text('rules.consequents') }}
                        )
                    )
                )
            )
    group by rules.rule_id

),

expected as (

    select
        rules.antecedents as stock_code,
        rules.consequents as recommended_stock_code,
        products.description,
        recommended_products.description as recommended_description,
        ranks.rank,
        rules.confidence,
        rules.lift,
        rules.support,
        rules.basket_count,
        rules.p_value

    from rules
    inner join ranks
        on rules.rule_id = ranks.rule_id
    left join {{ ref('dim_product') }} as products
        on rules.antecedents = products.stock_code
    left join {{ ref('dim_product') }} as recommended_products
        on rules.consequents = recommended_products.stock_code

)

{{- rows_that_differ(
    ref('cross_sell_recommendations'),
    text_keys=['stock_code', 'recommended_stock_code'],
    columns=['rank', 'confidence', 'lift', 'support', 'basket_count', 'p_value'],
    texts=['description', 'recommended_description'],
) }}

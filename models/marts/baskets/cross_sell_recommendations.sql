with

rules as (select * from {{ ref('stg_mba_rules') }}),

products as (select * from {{ ref('dim_product') }}),

ranked as (

    select
        antecedents as stock_code,
        consequents as recommended_stock_code,
        confidence,
        lift,
        support,
        basket_count,
        p_value,
        row_number() over (
            partition by antecedents
            order by
                -- Baskets beyond those that chance would give, times the number of all baskets: whole
                -- numbers, so that ties are ties on every engine.
                cast(basket_count as bigint) * total_baskets
                - cast(antecedent_count as bigint) * consequent_count desc,
                confidence desc,
                {{ binary_text('consequents') }} asc
        ) as recommendation_rank

    from rules
    where antecedent_size = 1 and consequent_size = 1 and is_significant = 1

),

final as (

    select
        cast(ranked.stock_code as {{ text_type(60) }}) as stock_code,
        products.description,
        cast(ranked.recommended_stock_code as {{ text_type(60) }}) as recommended_stock_code,
        recommended_products.description as recommended_description,
        cast(ranked.recommendation_rank as int) as rank,
        ranked.confidence,
        ranked.lift,
        ranked.support,
        ranked.basket_count,
        ranked.p_value

    from ranked
    left join products
        on ranked.stock_code = products.stock_code
    left join products as recommended_products
        on ranked.recommended_stock_code = recommended_products.stock_code

)

select * from final

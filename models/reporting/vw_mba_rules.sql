{{ config(grants=reader_grants()) }}

with

source as (select * from {{ ref('association_rules') }}),

final as (

    select
        rule_id,
        antecedents,
        antecedent_descriptions,
        consequents,
        consequent_descriptions,
        antecedent_size,
        consequent_size,
        basket_count,
        antecedent_count,
        consequent_count,
        total_baskets,
        support,
        confidence,
        lift,
        leverage,
        conviction,
        zhangs_metric,
        p_value,
        is_significant,
        is_redundant

    from source

)

select * from final

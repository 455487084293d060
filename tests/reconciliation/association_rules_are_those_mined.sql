-- Each mined rule has its row, with the measures that follow from its counts by their textbook formulas.

with

rules as (

    select
        stg_mba_rules.*,
        cast(basket_count as double precision) as both_sides,
        cast(antecedent_count as double precision) / cast(total_baskets as double precision)
            as antecedent_support,
        cast(consequent_count as double precision) / cast(total_baskets as double precision)
            as consequent_support

    from {{ ref('stg_mba_rules') }} as stg_mba_rules

),

shares as (

    select
        rules.*,
        both_sides / total_baskets as share_of_both,
        both_sides / antecedent_count as share_of_antecedent

    from rules

),

expected as (

    select
        rule_id,
        antecedents,
        consequents,
        antecedent_size,
        consequent_size,
        basket_count,
        antecedent_count,
        consequent_count,
        total_baskets,
        share_of_both as support,
        share_of_antecedent as confidence,
        share_of_both / (antecedent_support * consequent_support) as lift,
        share_of_both - antecedent_support * consequent_support as leverage,
        case
            when share_of_antecedent < 1
                then (1 - consequent_support) / (1 - share_of_antecedent)
        end as conviction,
        zhangs_metric,
        p_value,
        is_significant,
        is_redundant

    from shares

)

{{- rows_that_differ(
    ref('association_rules'),
    text_keys=['rule_id'],
    columns=[
        'antecedent_size', 'consequent_size', 'basket_count', 'antecedent_count',
        'consequent_count', 'total_baskets', 'zhangs_metric', 'p_value', 'is_significant',
        'is_redundant',
    ],
    texts=['antecedents', 'consequents'],
    nearly=['support', 'confidence', 'lift', 'leverage', 'conviction'],
) }}

-- Each mined rule has its row, with the measures that follow from its counts by their textbook formulas.
-- Its sides have as many items as they say, whose codes and names have the lengths of the joined texts.

with

rules as (

    select
        stg_mba_rules.*,
        cast(basket_count as {{ double_type() }}) as both_sides,
        cast(antecedent_count as {{ double_type() }}) / cast(total_baskets as {{ double_type() }})
            as antecedent_support,
        cast(consequent_count as {{ double_type() }}) / cast(total_baskets as {{ double_type() }})
            as consequent_support

    from {{ ref('stg_mba_rules') }} as stg_mba_rules

),

sides as (

    select
        items.rule_id,
        items.side,
        count(*) as items,
        sum(len(coalesce(products.description, items.stock_code)))
        + {{ shown_separator() | length }} * (count(*) - 1) as names_length,
        min(coalesce(products.description, items.stock_code)) as first_name

    from {{ ref('stg_mba_rule_items') }} as items
    left join {{ ref('dim_product') }} as products
        on items.stock_code = products.stock_code
    group by items.rule_id, items.side

),

marts as (

    select
        association_rules.*,
        {%- for side in ('antecedent', 'consequent') %}
        len({{ side }}_descriptions) as {{ side }}_names_length,
        case when {{ side }}_size = 1 then {{ side }}_descriptions end as only_{{ side }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ ref('association_rules') }} as association_rules

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
        shares.rule_id,
        antecedents,
        consequents,
        antecedent_sides.items as antecedent_size,
        consequent_sides.items as consequent_size,
        antecedent_sides.names_length as antecedent_names_length,
        consequent_sides.names_length as consequent_names_length,
        case when antecedent_sides.items = 1 then antecedent_sides.first_name end
            as only_antecedent,
        case when consequent_sides.items = 1 then consequent_sides.first_name end
            as only_consequent,
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
    left join sides as antecedent_sides
        on shares.rule_id = antecedent_sides.rule_id and antecedent_sides.side = 'antecedent'
    left join sides as consequent_sides
        on shares.rule_id = consequent_sides.rule_id and consequent_sides.side = 'consequent'

)

{{- rows_that_differ(
    'marts',
    text_keys=['rule_id'],
    columns=[
        'antecedent_size', 'consequent_size', 'basket_count', 'antecedent_count',
        'consequent_count', 'total_baskets', 'zhangs_metric', 'p_value', 'is_significant',
        'is_redundant', 'antecedent_names_length', 'consequent_names_length',
    ],
    texts=['antecedents', 'consequents', 'only_antecedent', 'only_consequent'],
    nearly=['support', 'confidence', 'lift', 'leverage', 'conviction'],
) }}
